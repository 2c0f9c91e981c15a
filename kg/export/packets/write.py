"""The persons of a release as GA4GH phenopackets, one a file, in one file a line each, or in a ZIP archive."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from kg.engine import Engine
from kg.errors import UnknownName
from kg.export.folders import fill_folder
from kg.export.packets.findings import SIDE_TERMS
from kg.export.packets.genome import Places
from kg.export.packets.hierarchy import diseases, hierarchy
from kg.export.packets.nodes import Graph
from kg.export.packets.people import PacketPeople
from kg.export.packets.remarks import Remarks
from kg.export.packets.report import README, PacketsReport, readme
from kg.export.packets.words import Words
from kg.names import BASE, digest, graph
from kg.release import Release
from kg.sources.our_ontology import ontology

INDEX: Final = "index.tsv"
ARCHIVE: Final = "phenopackets.zip"
_LINES: Final = "phenopackets.jsonl"
_COLUMNS: Final = ("packet", "file", "papers", "present", "excluded", "variants")
_LONGEST: Final = 120
# The first moment that ZIP can tell, so that the bytes depend on the packets alone.
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
Put = Callable[[str, dict[str, Any]], str]
"""Takes the name of a packet and the packet; says in which file it is."""


def export_packets(
    release: Release,
    folder: Path,
    form: str = "folder",
    cohort: str | None = None,
    paper: str | None = None,
    engine: Engine | None = None,
    plain_zygosity: bool = False,
) -> PacketsReport:
    """Write the persons of a release, of one cohort or of one paper into a folder: new, empty or a former export.

    All is written aside and moved into place: a failure leaves what was there. The bytes depend on the release alone.
    `engine` is that of the release, if it is loaded already. With `plain_zygosity` an allelic state is heterozygous,
    homozygous or hemizygous, or left out: there are readers that stop at any other.

    Raises `NotOurs`, and `UnknownName` for a form, cohort or paper that is none.
    """
    if form not in FORMS:
        raise UnknownName(f"{form!r} is no form of export; choose {', '.join(FORMS)}", form)

    def fill(aside: Path) -> PacketsReport:
        return _filled(release, engine or release.engine(), aside, form, (cohort, paper), plain_zygosity)

    return fill_folder(folder, fill, _former, "file")


def _filled(
    release: Release, engine: Engine, aside: Path, form: str, chosen: tuple[str | None, str | None], plain: bool
) -> PacketsReport:
    known = diseases(engine, release.manifest["genes"])
    whole = Graph(engine, named=(*known.by_gene.values(), *SIDE_TERMS.values()))
    cases = _chosen(release, whole, *chosen)
    words = Words(whole.labels, release.manifest)
    remarks = Remarks(words, ontology())
    people = PacketPeople(whole, words, remarks, known, Places.of(engine), hierarchy(engine), plain)
    with FORMS[form](aside) as put:
        rows = [
            _row(packet, put(_file_name(case.iri), packet))
            for batch in whole.batches(cases)
            for case, things in batch
            for packet in (people.packet(case, things),)
        ]
    _index(aside / INDEX, rows)
    homes = sorted({home for _, home in cases})
    report = PacketsReport(dict(people.counts), remarks.written, dict(remarks.left), homes)
    (aside / README).write_text(readme(report, release.manifest), encoding="utf-8")
    return report


def _chosen(release: Release, whole: Graph, cohort: str | None, paper: str | None) -> list[tuple[str, str]]:
    if cohort and paper:
        raise UnknownName("a cohort and a paper were asked for; right would be one of them", cohort)
    if not cohort and not paper:
        return whole.cases()
    kind, name = ("cohort", cohort) if cohort else ("paper", _paper_key(paper or ""))
    graphs = [
        one.removeprefix(graph(kind, "")) for one in release.manifest["graphs"] if one.startswith(graph(kind, ""))
    ]
    if name not in graphs:
        there = ", ".join(graphs[:20]) or "none"
        raise UnknownName(f"there is no {kind} {name!r} in this release; there are: {there}", str(name))
    return whole.cases(graph(kind, str(name)))


def _paper_key(name: str) -> str:
    """A paper's key as it is, from its IRI, or from `PMID:...`."""
    key = name.removeprefix(BASE + "paper/").removeprefix("paper:")
    return f"pmid-{key[5:].strip()}" if key[:5].upper() == "PMID:" else key


def _file_name(case: str) -> str:
    name = case.removeprefix(BASE + "case/").replace("/", "_")
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}-{digest(name)}"


def _row(packet: Mapping[str, Any], file: str) -> tuple[str, ...]:
    features = packet.get("phenotypicFeatures", ())
    excluded = sum("excluded" in one for one in features)
    calls = sum(
        len(one.get("diagnosis", {}).get("genomicInterpretations", ())) for one in packet.get("interpretations", ())
    )
    named = (one["id"] for one in packet["metaData"]["externalReferences"])
    papers = " ".join(dict.fromkeys(one for one in named if one.startswith(("PMID:", "DOI:", "paper:"))))
    return packet["id"], file, papers, str(len(features) - excluded), str(excluded), str(calls)


def _index(path: Path, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, dialect="excel-tab", lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(rows)


def _former(folder: Path) -> set[str]:
    """The names of the files that a former export wrote into a folder."""
    try:
        with (folder / INDEX).open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream, dialect="excel-tab")
    except (OSError, ValueError, csv.Error):
        return set()
    if tuple(header) != _COLUMNS:
        return set()
    return {INDEX, README, *(row[1] for row in rows if len(row) > 1), *(name for name in (_LINES, ARCHIVE) if not rows)}


def _pretty(packet: dict[str, Any]) -> str:
    return json.dumps(packet, indent=2, ensure_ascii=False) + "\n"


@contextmanager
def _folder(aside: Path) -> Iterator[Put]:
    def put(name: str, packet: dict[str, Any]) -> str:
        (aside / f"{name}.json").write_text(_pretty(packet), encoding="utf-8")
        return f"{name}.json"

    yield put


@contextmanager
def _lines(aside: Path) -> Iterator[Put]:
    with (aside / _LINES).open("w", encoding="utf-8") as stream:

        def put(_: str, packet: dict[str, Any]) -> str:
            stream.write(json.dumps(packet, ensure_ascii=False, separators=(",", ":")) + "\n")
            return _LINES

        yield put


@contextmanager
def _archive(aside: Path) -> Iterator[Put]:
    with zipfile.ZipFile(aside / ARCHIVE, "w", zipfile.ZIP_DEFLATED) as packed:

        def put(name: str, packet: dict[str, Any]) -> str:
            info = zipfile.ZipInfo(f"{name}.json", _MOMENT)
            info.external_attr = 0o644 << 16
            packed.writestr(info, _pretty(packet), zipfile.ZIP_DEFLATED)
            return ARCHIVE

        yield put


FORMS: Final[Mapping[str, Callable[[Path], AbstractContextManager[Put]]]] = MappingProxyType(
    {"folder": _folder, "jsonl": _lines, "zip": _archive}
)
