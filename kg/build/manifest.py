"""What a release says of itself: in its manifest, and as a graph of its own. Dated by its newest source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg import __version__
from kg.build.account import claims, counts, left_out, proposed, share
from kg.build.inputs import Inputs
from kg.build.snapshot import Snapshot
from kg.files import checksum
from kg.model import Record
from kg.model.database import DatabaseRelease
from kg.names import BASE, DCTERMS, PROV, graph, term
from kg.release import release_iri
from kg.release.graphs import KINDS as WELL_KNOWN
from kg.release.words import MEANING
from kg.report import Report
from kg.sources.hpo import Hpo
from kg.sources.hpoa import hpoa_version
from kg.sources.ontology.read import format_in
from kg.sources.pins import shipped_table
from kg.sources.positions import read_yaml
from kg.sources.proposed import Pending
from kg.sources.reference import ReferenceData, sequence_file
from kg.triples.terms import LABEL, Triple, called, day, integer, iri, text

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def describe(
    inputs: Inputs,
    snapshot: Snapshot,
    hpo: Hpo,
    records: Sequence[Record],
    report: Report,
    reference: ReferenceData,
) -> dict[str, Any]:
    """The manifest, but for the reports of the gates, the sizes and the checksums of what is written."""
    return {
        "title": "CSF1R knowledge graph",
        "version": __version__,
        "issued": issued(inputs, snapshot, hpo, records),
        "inputs_digest": snapshot.digest,
        "sources": sources(inputs, hpo, records, reference),
        "beside": {name: checksum(path) for name, path in inputs.beside().items()},
        "account": counts(records),
        "warnings": [str(fault) for fault in report.warnings],
        "left_out": left_out(records),
        "share": share(records, _table(inputs.reference / "field.yaml")),
        "genes": sorted(reference.genes),
        "note": "Research data, no medical advice.",
    }


def sizes_of(graphs: Mapping[str, int]) -> dict[str, Any]:
    """The part of a manifest that says how many triples each graph holds, and all of them.

    Each triple stands in one graph, so that triples and quads are one number.
    """
    whole = sum(graphs.values())
    return {"graphs": dict(sorted(graphs.items())), "triples": whole, "quads": whole, "triples_are": MEANING}


def _table(path: Path) -> dict[str, Any]:
    """A table of the reference data; empty where another cohort has none."""
    return dict(read_yaml(path).value or {}) if path.exists() else {}


def issued(inputs: Inputs, snapshot: Snapshot, hpo: Hpo, records: Sequence[Record]) -> str:
    """The day of the newest source."""
    days = [record.revised for record in records]
    days += re.findall(_DAY, f"{hpo.version} {hpoa_version(inputs.hpoa)}")
    days += [one for database in snapshot.databases for one in _DAY.findall(database.about["source_version"])]
    return max(days)


def sources(inputs: Inputs, hpo: Hpo, records: Sequence[Record], reference: ReferenceData) -> list[dict[str, Any]]:
    """Every source with its version, format, licence and checksum, as sources.yaml describes them."""
    described = shipped_table() | _table(inputs.reference / "sources.yaml")
    revised = max((record.revised for record in records), default="")
    read: dict[str, tuple[str, str, list[Path]]] = {
        "hp": (hpo.version, format_in(inputs.hpo), [inputs.hpo]),
        "hpoa": (hpoa_version(inputs.hpoa), "HPOA", [inputs.hpoa]),
        "evidence": (revised, "YAML", sorted(inputs.evidence.glob("*.yaml"))),
        "ontology": (__version__, "Turtle", inputs.ontology_files()),
    }
    if path := sequence_file(inputs.reference, reference.gene_document):
        read["sequence"] = (reference.gene_document["protein"]["sequence"]["version"], "FASTA", [path])
    return [_source(name, *told, described[name]) for name, told in read.items()]


def _source(name: str, version: str, form: str, files: Iterable[Path], terms: Mapping[str, Any]) -> dict[str, Any]:
    """A source; `terms` are its title, its licence and whom to credit."""
    return {
        "name": name,
        "version": version,
        "format": form,
        "files": {path.name: checksum(path) for path in files},
        **{key: terms[key] for key in ("title", "licence", "credit")},
    }


def add_releases(
    about: dict[str, Any], inputs: Inputs, records: Sequence[Record], shipped: Sequence[DatabaseRelease]
) -> None:
    """What the manifest says of the database releases that ship: sources like others, and counted by themselves."""
    files = {path.name: path for path in inputs.release_files()}
    for one in shipped:
        path = files[one.file.rpartition("/")[2]]
        terms = {"title": one.title, "licence": one.licence, "credit": one.credit}
        about["sources"].append(_source(one.key, one.release, "YAML", [path], terms))
    about["account"] |= claims(records, shipped)
    about["issued"] = max([about["issued"], *(one.revised for one in shipped)])


def add_proposed(about: dict[str, Any], pending: Sequence[Pending]) -> None:
    """What the manifest says of proposals: how many were left out, and in which files they wait."""
    if waiting := proposed(pending):
        about["account"]["proposals left out"] = sum(sum(one.counts.values()) for one in pending)
        about["proposed"] = waiting


def name(about: Mapping[str, Any]) -> str:
    """The name of the release's folder."""
    return f"{about['issued']}-{about['inputs_digest'][:12]}"


KINDS = {
    **dict.fromkeys(("ontology", "hpo", "mappings"), "vocabulary"),
    **dict.fromkeys(("reference", "hpoa", "paper", "shared", "cohort", "database", "clinvar", "gnomad"), "asserted"),
    **dict.fromkeys(("computed", "release", "analysis"), "computed"),
    "inferred": "inferred",
}
"""What kind of statements the graphs hold: what others say, what we compute, what follows."""


def kind(address: str) -> str:
    """The kind of statements in a graph, by its IRI."""
    return WELL_KNOWN.get(address) or KINDS[address.removeprefix(graph("")).partition("/")[0]]


def release_triples(about: Mapping[str, Any], graphs: Iterable[str]) -> Iterator[Triple]:
    """The release and its graphs, so that a query can ask which graph is whose; `size_triples` are the rest."""
    release = release_iri(about["inputs_digest"])
    yield graph("release"), LABEL, text("what this release says of itself")
    yield from called(release, f"{about['title']}, {about['issued']}", "Release")
    yield release, DCTERMS + "issued", day(about["issued"])
    yield release, term("version"), text(about["version"])
    for source in about["sources"]:
        yield release, DCTERMS + "source", text(f"{source['title']} {source['version']}")
    for database in about.get("databases", ()):
        yield release, DCTERMS + "source", text(f"{database['title']} {database['source_version']}")
    for part in about["share"]:
        yield release, term("note"), text(f"holds {part['held']} of {part['of']} {part['what']}")
    for address in sorted(graphs):
        first, _, key = address.removeprefix(graph("")).removeprefix(BASE).partition("/")
        yield release, term("hasGraph"), iri(address)
        yield from called(address, f"{first} {key}".strip(), "Graph")
        yield address, term("statementKind"), text(kind(address))
        if first == "paper":
            yield address, PROV + "wasDerivedFrom", iri(BASE + "paper/" + key)


def size_triples(graphs: Mapping[str, int]) -> Iterator[Triple]:
    """How many triples each graph holds: one statement a graph."""
    return ((address, term("triples"), integer(size)) for address, size in graphs.items())
