"""What is not read, as lines for a terminal, as JSON, and as rows for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final
from urllib.parse import quote, quote_plus

from kg.audit.coverage import NotRead
from kg.audit.gaps import PaperGaps
from kg.audit.wanted import WantedPaper
from kg.files import RUNS
from kg.model.words import Depth

COLUMNS: Final = (
    *("adds", "file", "key", "title", "year", "pmid", "doi", "pmcid", "depth", "people", "no_imaging", "no_age"),
    *("no_sex", "no_variant", "counted", "waiting", "gaps", "named_by", "cited_for", "new_variants"),
)
ADDS: Final = (
    "The number is what a full text may add: people whose imaging, age, sex or variant is not read, and people in whom "
    "the paper counts a finding and whom no case describes. It is an upper bound: the paper may not say it either."
)
FETCH: Final = "To fetch first"
IN_PART: Final = "Not read whole, and nothing is known to be missing"
IN_FULL: Final = "Read whole, and it does not say, or something waits to be decided"
NAMED: Final = "Named and not there"
NAMES: Final = (
    "Those first for which databases cite a variant that no evidence file has. A number may be a file's own paper: "
    "what the file says of it stands beside it."
)


def lines(found: NotRead) -> Iterator[str]:
    """For a terminal."""
    yield summed(found)
    width = max((len(one.what) for one in found.missing), default=0)
    for one in found.missing:
        people = f", {one.people} people" if one.people is not None else ""
        yield f"  {one.what:{width}}  {one.papers} papers{people}"
    yield from ("", f"{FETCH}: {len(found.to_fetch)} papers. {ADDS}")
    for paper in found.to_fetch:
        yield f"{paper.adds:4}  {paper.file}: {paper.title}"
        yield f"      {', '.join(paper.gaps)}; {where(paper)}"
    yield from _listed(IN_PART, found.in_part)
    yield from _listed(IN_FULL, found.in_full)
    yield from ("", f"{NAMED}: {len(found.candidates)} papers. {NAMES}")
    yield from (f"  {one}" for one in filter(None, (found.review,)))
    for wanted in found.candidates:
        yield f"{len(wanted.new):4}  {wanted.key}: {why(wanted)}"
        yield from (f"      “{words}”" for words in wanted.said)


def summed(found: NotRead) -> str:
    """How much is read, in one sentence."""
    whole = sum(one.depth == Depth.FULL_TEXT for one in found.papers) + found.whole
    every = len(found.papers) + found.whole
    return f"Of {every} papers {whole} were read whole; {len(found.papers)} have gaps, {found.whole} no gap."


def _listed(head: str, papers: Sequence[PaperGaps]) -> Iterator[str]:
    if papers:
        yield from ("", f"{head}: {len(papers)} papers")
        yield from (f"      {one.file}: {', '.join(one.gaps)}" for one in papers)


def where(one: PaperGaps) -> str:
    """The best address of a paper: what is free to read first."""
    kind, address = links(one.title, one.pmid, one.doi, one.pmcid)[0]
    return f"{kind}: {address}"


def links(title: str, pmid: str | None, doi: str | None, pmcid: str | None) -> list[tuple[str, str]]:
    """Where a paper is, what is free to read first; without any identifier, where it can be looked for."""
    there = {
        "free in PMC": f"https://pmc.ncbi.nlm.nih.gov/articles/{quote(pmcid)}/" if pmcid else None,
        "PubMed": f"https://pubmed.ncbi.nlm.nih.gov/{quote(pmid)}/" if pmid else None,
        "DOI": f"https://doi.org/{quote(doi, safe='/:;().-_')}" if doi else None,
    }
    known = [(kind, address) for kind, address in there.items() if address]
    return known or [("look for it in PubMed", f"https://pubmed.ncbi.nlm.nih.gov/?term={quote_plus(title)}")]


def why(one: WantedPaper) -> str:
    """Why a paper is wanted."""
    others = [name for name in one.variants if name not in one.new]
    parts = [f"cited for {', '.join(one.new)}, which no file has"] if one.new else []
    parts += [f"cited for {', '.join(others)}, which others have"] if others else []
    parts += [f"by {', '.join(one.databases)}"] if one.databases else []
    parts += [f"named by {', '.join(one.files)}"] if one.files else []
    return "; ".join(parts)


def tree(found: NotRead) -> dict[str, Any]:
    """For JSON."""
    return {
        "whole": found.whole,
        "missing": [asdict(one) for one in found.missing],
        "review": {**asdict(found.review), "says": str(found.review)} if found.review else None,
        "papers": [{**asdict(one), "adds": one.adds, "gaps": [*one.gaps]} for one in found.papers],
        "candidates": [{**asdict(one), "pmid": one.pmid, "adds": one.adds} for one in found.candidates],
    }


def rows(found: NotRead) -> str:
    """CSV: papers with gaps, then candidates, which have no file. No spreadsheet runs a text of it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    held = [{**asdict(one), "adds": one.adds, "gaps": "; ".join(one.gaps)} for one in found.papers]
    named = [
        {"adds": one.adds, "key": one.key, "pmid": one.pmid, "gaps": "not read",
         "named_by": "; ".join((*one.files, *one.databases)), "cited_for": "; ".join(one.variants),
         "new_variants": "; ".join(one.new)}
        for one in found.candidates
    ]  # fmt: skip
    for row in (*held, *named):
        writer.writerow([_safe(row.get(column)) for column in COLUMNS])
    return stream.getvalue()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RUNS) else cell
