"""An import: a file read, its records joined to our variants, what they say written as finished quads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from kg.errors import UnknownName
from kg.files import DATASET, FAULTS, pack
from kg.imports.clinvar_table import TableReader
from kg.imports.clinvar_xml import XmlReader
from kg.imports.databases import ABOUT, assembly_of, clinvar_release, release_in_name
from kg.imports.frequencies import FrequencyReader
from kg.imports.join import Joined, Joiner, Ours, Unjoined, gene_of
from kg.imports.notes import RowNotes
from kg.imports.reports import DatabaseReport
from kg.imports.shelf import LEVEL, importing, write_manifest
from kg.imports.stream import Stream, opened
from kg.model.database import ClinVarVariation, CountedVariant, Sited
from kg.names import DCTERMS, graph
from kg.report import Tell
from kg.sources.reference import ReferenceData
from kg.triples.database import clinvar_triples, gnomad_triples, own_names, own_variant
from kg.triples.terms import LABEL, Quad, Triple, iri, line, quads, text

R = TypeVar("R", bound=Sited)
Says = Callable[[R, str, str | None, tuple[str, ...], str], Iterator[Triple]]
"""What a record says of a variant: how it was joined, what does not agree, the release."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseImport:
    """What an import is asked for. `every` keeps variants that no paper here names, `strict` refuses any fault."""

    source: Path
    reference: ReferenceData
    ours: Ours
    genes: tuple[str, ...] = ()
    release: str | None = None
    every: bool = False
    strict: bool = False
    tell: Tell = lambda _: None

    def joiners(self) -> dict[str, Joiner]:
        """One for each gene; raises `UnknownName` for one that the reference data does not have."""
        known = self.reference.genes
        for name in self.genes:
            if name not in known:
                raise UnknownName(f"the gene {name} is not in the reference data; there are: {', '.join(known)}", name)
        return {name: Joiner(known[name], self.ours) for name in self.genes or tuple(known)}


@dataclass(frozen=True, slots=True)
class _Read(Generic[R]):
    """What was read of a source: its records, and what it says of itself."""

    records: Sequence[R]
    version: str
    format: str
    rows: int
    mine: int
    sha256: str


def import_clinvar(asked: DatabaseImport, folder: Path) -> DatabaseReport:
    """Read `variant_summary.txt` or VCV XML, plain or gzip, in the place of what was imported from ClinVar before.

    Raises `FaultyInput`, and leaves everything as it was, where the file is none of those or breaks off.
    """

    def read(stream: Stream, notes: RowNotes, genes: Sequence[str]) -> _Read[ClinVarVariation]:
        start = stream.start().removeprefix(b"\xef\xbb\xbf").lstrip()
        xml = start.startswith(b"<")
        reader = (XmlReader if xml else TableReader)(stream, genes, notes, asked.tell)
        records = reader.read()
        told_date = reader.release_date if isinstance(reader, XmlReader) else None
        version = clinvar_release(asked.release, told_date, asked.source)
        form = "VCV XML, schema 2" if xml else "variant_summary.txt"
        return _Read(records, version, form, reader.rows, reader.mine, stream.sha256())

    return _imported("clinvar", asked, folder, read, clinvar_triples)


def import_gnomad(asked: DatabaseImport, folder: Path) -> DatabaseReport:
    """Read a table of allele frequencies, plain or gzip, in the place of the one before. Raises `FaultyInput`."""
    release = asked.release or release_in_name(asked.source)
    assembly = assembly_of(release, asked.source)
    wanted = gene_of(asked.joiners())

    def read(stream: Stream, notes: RowNotes, _: Sequence[str]) -> _Read[CountedVariant]:
        reader = FrequencyReader(stream, assembly, wanted, notes)
        records = reader.read()
        return _Read(records, release, f"table, {assembly}", reader.rows, reader.mine, stream.sha256())

    return _imported("gnomad", asked, folder, read, gnomad_triples)


def _imported(
    name: str,
    asked: DatabaseImport,
    folder: Path,
    read: Callable[[Stream, RowNotes, Sequence[str]], _Read[R]],
    say: Says[R],
) -> DatabaseReport:
    joiners = asked.joiners()
    report = DatabaseReport(name, tuple(joiners))
    notes = RowNotes(asked.source.name)
    with importing(folder, name, name, asked.tell) as fresh:
        with opened(asked.source) as stream:
            found = read(stream, notes, tuple(joiners))
        report.rows, report.of_genes, report.variants = found.rows, found.mine, len(found.records)
        own = quads(graph(name), _about(name, found.version))
        whole = sorted({*own, *_said(found, joiners, asked.every, report, notes, say)})
        report.statements = len(whole)
        faults = notes.taken()
        report.add(faults)
        seen = f"{report.rows:,} rows read, none sound of {', '.join(report.genes)}"
        report.judge(asked.strict, None if report.variants else f"{asked.source}: nothing to import: {seen}")
        (fresh / FAULTS).write_text("".join(f"{report.told(fault)}\n" for fault in faults), encoding="utf-8")
        pack(fresh / DATASET, map(line, whole), LEVEL)
        sizes = Counter(quad[3] for quad in whole)
        write_manifest(fresh, {**_manifest(name, asked, found, report), "graphs": dict(sizes)}, report)
    return report


def _said(
    found: _Read[R], joiners: Mapping[str, Joiner], every: bool, report: DatabaseReport, notes: RowNotes, say: Says[R]
) -> Iterator[Quad]:
    own, hit = graph(report.name), set()
    for record in found.records:
        joined = _joined(record, joiners[record.gene])
        for note in joined.notes:
            notes.warn(record.line, record.title[:80], note, "names that agree; it is flagged", "names-disagree")
        if isinstance(joined, Joined):
            report.joined[joined.how] += 1
            hit.add(joined.variant)
            yield from quads(own, say(record, joined.variant, joined.how, joined.notes, found.version))
            continue
        report.not_joined[joined.why] += 1
        if every:
            report.kept += 1
            variant, facts = own_variant(record, joined.name)
            yield from quads(graph("shared"), facts)
            yield from quads(own, own_names(variant, joined.name))
            yield from quads(own, say(record, variant, None, joined.notes, found.version))
    report.ours = len(hit)


def _joined(record: Sited, joiner: Joiner) -> Joined | Unjoined:
    if record.unfit:
        return Unjoined(record.unfit)
    if not joiner.gene.exons:
        return Unjoined("the reference data has no transcript of its gene")
    return joiner.join(record)


def _about(name: str, version: str) -> Iterator[Triple]:
    """What the database's graph says of itself."""
    own, about = graph(name), ABOUT[name]
    yield own, LABEL, text(name)
    yield own, DCTERMS + "title", text(about["title"])
    yield own, DCTERMS + "license", iri(about["licence"])
    yield own, DCTERMS + "creator", text(about["credit"])
    yield own, DCTERMS + "hasVersion", text(version)


def _manifest(name: str, asked: DatabaseImport, found: _Read[R], report: DatabaseReport) -> dict[str, Any]:
    return {
        "name": name,
        **ABOUT[name],
        "source_version": found.version,
        "format": found.format,
        "input": asked.source.name,
        "input_sha256": found.sha256,
        "genes": list(report.genes),
        "all": asked.every,
        "joined_to": asked.ours.digest,
    }
