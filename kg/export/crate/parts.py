"""What goes into a crate, a folder a part. To add a part is to add a function that fills its folder, and a line."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from kg.engine import Engine
from kg.engine.questions import header
from kg.errors import KgError
from kg.export.citations import cite
from kg.export.datapackage import DESCRIPTOR
from kg.export.files import MEDIA_TYPES
from kg.export.packets.report import README
from kg.export.packets.write import ARCHIVE, INDEX, export_packets
from kg.export.tables import DICTIONARY, export_tables
from kg.files import MANIFEST, checksum
from kg.release import Release
from kg.release.forms import FORMS

OURS, HPO, IMPORTED = "ours", "hpo", "imported"
"""Whose terms hold: the project's, HPO's, those under which each cohort was given."""
SSSOM: Final = "https://mapping-commons.github.io/sssom/", "Simple Standard for Sharing Ontological Mappings (SSSOM)"
_SPARQL: Final = "https://www.w3.org/TR/sparql11-query/", "SPARQL 1.1 Query Language"
_TURTLE: Final = "https://www.w3.org/TR/turtle/", "RDF 1.1 Turtle"


class NotThisRelease(KgError, ValueError):
    """A file that is another than the one the release was built with."""


@dataclass(frozen=True)
class CrateSource:
    """A release, and the project's files that belong to it by where they lie in a crate (`Inputs.beside`)."""

    release: Release
    beside: Mapping[str, Path]

    @cached_property
    def engine(self) -> Engine:
        """The release in memory, loaded once for all parts."""
        return self.release.engine()


@dataclass(frozen=True, slots=True)
class CrateFile:
    """What is said of a file, named from the root of the crate. `format` is a specification: its address and name."""

    path: str
    name: str
    says: str
    media: str
    format: tuple[str, str] | None = None
    terms: tuple[str, ...] = (OURS,)


@dataclass(frozen=True, slots=True)
class CratePart:
    """A folder of a crate. `fill` writes its files below the root that it is given, and says what each is."""

    folder: str
    name: str
    says: str
    fill: Callable[[CrateSource, Path], Iterator[CrateFile]] = field(repr=False)


def _data(source: CrateSource, root: Path) -> Iterator[CrateFile]:
    for form in FORMS:
        held = source.release.folder / form.file
        if checksum(held) != source.release.manifest["files"][form.file]["sha256"]:
            raise NotThisRelease(
                f"{held} is not what the manifest of its release says; `kg build --force` makes it anew"
            )
        shutil.copyfile(held, root / "data" / form.file)
        told = f"The dataset: {form.says}. Packed with gzip."
        formed = form.specification, form.name
        yield CrateFile(f"data/{form.file}", form.file, told, "application/gzip", formed, (OURS, HPO, IMPORTED))
    shutil.copyfile(source.release.folder / MANIFEST, root / "data" / MANIFEST)
    told = "What the dataset holds and what it was made from: sources with versions and checksums, graphs, reports."
    yield CrateFile(f"data/{MANIFEST}", MANIFEST, told, "application/json")


def _tables(source: CrateSource, root: Path) -> Iterator[CrateFile]:
    written = export_tables(source.release, root / "tables", engine=source.engine)
    for one in written:
        told = f"{one.table.says} {one.rows} rows."
        name, media = f"tables/{one.path.name}", MEDIA_TYPES["csv"]
        yield CrateFile(name, f"Table {one.table.name}", told, media, terms=(OURS, HPO, IMPORTED))
    package = "https://datapackage.org/standard/data-package/", "Data Package"
    told = "What each column of each table holds, for programs."
    yield CrateFile(f"tables/{DESCRIPTOR}", "Data package of the tables", told, "application/json", package)
    told = "What each column of each table holds, for people."
    yield CrateFile(f"tables/{DICTIONARY}", "Data dictionary of the tables", told, "text/markdown")


def _beside(source: CrateSource, root: Path, room: str) -> Iterator[tuple[str, Path]]:
    """Copy the project's files of a room; raises `NotThisRelease` where one has changed since the build."""
    known = source.release.manifest.get("beside", {})
    there = {name: path for name, path in source.beside.items() if name.startswith(f"{room}/")}
    wanted = {name for name in known if name.startswith(f"{room}/")}
    for name in sorted(wanted | there.keys()):
        if name not in there or known.get(name) != checksum(there[name]):
            raise NotThisRelease(f"{name} is not what the release was built with; `kg build` makes one of what is here")
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(there[name], root / name)
        yield name, there[name]


def _ontology(source: CrateSource, root: Path) -> Iterator[CrateFile]:
    for name, path in _beside(source, root, "ontology"):
        of, room = path.stem, name.split("/")[1]
        if room == "imports":
            title, told = f"Slice of {of.upper()}", "The terms of an ontology of others that the graph uses."
        elif room == "shapes":
            title, told = f"Shapes of {of}", f"What the graph promises of each {of}, in SHACL."
        else:
            title, told = "Ontology", "The classes and properties of the graph, in OWL 2."
        yield CrateFile(
            name, title, told, "text/turtle", _TURTLE, (HPO,) if name.endswith("imports/hp.ttl") else (OURS,)
        )


def _mappings(source: CrateSource, root: Path) -> Iterator[CrateFile]:
    for name, path in _beside(source, root, "mappings"):
        of = path.name.partition(".")[0]
        told = f"The graph's {of} mapped to the terms of others, each with its justification and confidence."
        yield CrateFile(name, f"Mappings of {of}", told, "text/tab-separated-values", SSSOM)


def _queries(source: CrateSource, root: Path) -> Iterator[CrateFile]:
    for name, path in _beside(source, root, "queries"):
        says = header(path, path.read_text(encoding="utf-8"))
        yield CrateFile(name, says["title"], says["question"], "application/sparql-query", _SPARQL)


def _references(source: CrateSource, root: Path) -> Iterator[CrateFile]:
    for form, ending, media, name in (
        ("csl", "json", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
        ("bibtex", "bib", "application/x-bibtex", "BibTeX"),
    ):
        path = f"references/papers.{ending}"
        (root / path).write_text(cite(source.engine, (), form), encoding="utf-8")
        yield CrateFile(path, f"Papers in {name}", "Every paper behind a fact, for reference managers.", media)


def _packets(source: CrateSource, root: Path) -> Iterator[CrateFile]:
    folder, terms = root / "phenopackets", (OURS, IMPORTED)
    export_packets(source.release, folder, "zip", engine=source.engine)
    for path, media, told in (
        (ARCHIVE, "application/zip", "Every person as a GA4GH phenopacket (schema 2.0, JSON), one a file."),
        (INDEX, "text/tab-separated-values", "Which person is in which file, with the papers and how much is said."),
        (README, "text/markdown", "How to read the phenopackets, and what they do not hold."),
    ):
        yield CrateFile(f"phenopackets/{path}", f"Phenopackets: {path}", told, media, terms=terms)


PARTS: Final = (
    CratePart("data", "Dataset", "The whole dataset, in several forms of RDF, with its manifest.", _data),
    CratePart("tables", "Tables", "The dataset as tidy tables in CSV, with their data dictionary.", _tables),
    CratePart("phenopackets", "Phenopackets", "The persons of the dataset as GA4GH phenopackets.", _packets),
    CratePart(
        "ontology", "Ontology", "The ontology, the slices of others that it uses, and the shapes (SHACL).", _ontology
    ),
    CratePart("mappings", "Mappings", "Mapping sets to the terms of others, in SSSOM.", _mappings),
    CratePart("queries", "Queries", "Questions that are ready to be asked, in SPARQL.", _queries),
    CratePart("references", "References", "The papers behind the facts.", _references),
)
"""The parts of a crate, in the order in which they are made."""
