"""Citations out of the XML of PubMed and PubMed Central, with every fault of a file in one run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.model.citation import Citation, NoticeKind
from kg.papers import pubmed
from kg.report import Fault, Report
from kg.sources import jats
from kg.sources.tree import BadXml, Element, read_tree

__all__ = ["read_citations"]

_SETS: Final = (*pubmed.SETS, *jats.SETS)
_NO_PAPERS: Final = ("DeleteCitation",)
_WANTED: Final = "<PubmedArticleSet> of PubMed, or <article> or <pmc-articleset> of PMC"

_TOLD: Final[dict[NoticeKind, tuple[str, str]]] = {
    "retracted": ("it was retracted", "no file; or a file with a doubt of that, as one that is started now has"),
    "concern": ("there is an expression of concern about it", "a doubt of that, as a file that is started now has"),
    "corrected": ("it was corrected or replaced later", "a reading of both"),
    "notice": ("it is a notice about another paper", "the record of that paper"),
}


def read_citations(path: Path, report: Report) -> tuple[Citation, ...]:
    """The citation of each record, in the order of the file. What is wrong with any is noted in `report`."""
    try:
        root = read_tree(path, (*pubmed.LEFT_OUT, *jats.LEFT_OUT))
    except BadXml as error:
        report.add(Fault(path.name, error.line, "the file", error.what, error.fix, "xml"))
        return ()
    found = []
    for place, record in _records(path.name, root, report):
        one = pubmed.citation(record) if record.name in pubmed.RECORDS else jats.citation(record)
        faults = list(_faults(path.name, place, one))
        report.add(*faults)
        if not any(fault.fatal for fault in faults):
            found.append(one)
    report.add(*_repeated(path.name, found))
    return tuple(found)


def _records(file: str, root: Element, report: Report) -> Iterator[tuple[str, Element]]:
    """Every record with its place in the file; JATS also comes wrapped in the answer of an OAI service."""
    if _readable(root):
        yield f"<{root.name}>", root
        return
    if root.name == "OAI-PMH":
        inside = [*root.all("GetRecord", "record", "metadata", "article")]
        inside += root.all("ListRecords", "record", "metadata", "article")
    elif root.name in _SETS:
        inside = [part for part in root.parts if isinstance(part, Element) and part.name not in _NO_PAPERS]
    else:
        report.add(Fault(file, root.line, "the file", f"its root is <{root.name}>", _WANTED, "xml-root"))
        return
    if not inside:
        report.add(Fault(file, root.line, f"<{root.name}>", "it holds no record", "at least one record", "xml-empty"))
    for number, record in enumerate(inside):
        place = f"{record.name}[{number}]"
        if _readable(record):
            yield place, record
        else:
            wanted = ", ".join(f"<{name}>" for name in (*pubmed.RECORDS, *jats.RECORDS))
            what = f"<{record.name}> is no record that is read here"
            report.add(Fault(file, record.line, place, what, f"one of {wanted}", "xml-record"))


def _readable(node: Element) -> bool:
    return node.name in pubmed.RECORDS or node.name in jats.RECORDS


def _faults(file: str, place: str, one: Citation) -> Iterator[Fault]:
    if not one.identifiers:
        what = "it has no PMID, DOI or PMCID of the right form"
        yield Fault(file, one.line, place, what, "a record with an identifier of its own", "citation-id")
    if not one.title:
        yield Fault(file, one.line, place, "it has no title", "a record with a title", "citation-title")
    for name, held in (("authors", one.authors), ("year", one.year)):
        if not held:
            what, fix = f"it names no {name}", "nothing, or by hand from the paper"
            yield Fault(file, one.line, place, what, fix, f"citation-{name}", fatal=False)
    for told, words in one.told.items():
        what, fix = _TOLD[told]
        yield Fault(file, one.line, place, f"{what} ({words})", fix, f"citation-{told}", fatal=False)


def _repeated(file: str, found: list[Citation]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], Citation] = {}
    for one in found:
        for name, held in one.identifiers.items():
            other = seen.setdefault((name, held.lower()), one)
            if other is not one:
                what = f"its {name.upper()} {held} is also that of the record in line {other.line}"
                yield Fault(file, one.line, "the record", what, "each paper once", "citation-repeated")
                break
