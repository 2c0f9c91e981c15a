"""What is not read, as lines, as rows and as one page of HTML that leads to each paper. No script, nothing fetched."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from html import escape
from typing import Any, Final
from urllib.parse import quote

from kg.audit.coverage import NotRead
from kg.audit.gaps import PaperGaps
from kg.audit.wanted import WantedPaper
from kg.files import RUNS

COLUMNS: Final = (
    *("adds", "file", "key", "title", "year", "pmid", "doi", "pmcid", "depth", "people", "no_imaging", "no_age"),
    *("no_sex", "no_variant", "counted", "waiting", "gaps", "named_by", "cited_for"),
)
_STYLE: Final = (
    "body{font:1rem/1.5 Georgia,'Times New Roman',serif;color:#222;background:#fff;max-width:64rem;margin:0 auto;"
    "padding:1.5rem}table{border-collapse:collapse;font-size:.9rem;width:100%}th,td{text-align:left;vertical-align:top;"
    "padding:.25rem .7rem .25rem 0;border-bottom:1px solid #ccc}td.n{text-align:right}a{color:#0b57a4}"
    ".note{border-left:.25rem solid #b58900;padding-left:.8rem}"
)
ADDS: Final = (
    "“Adds” counts what a full text may add: people whose imaging, age, sex or variant is not read, and people in whom "
    "the paper counts a finding and whom no case describes. It is an upper bound: the paper may not say it either."
)


def lines(found: NotRead) -> Iterator[str]:
    """For a terminal."""
    yield f"{len(found.papers)} papers with gaps, {found.whole} without. {ADDS}"
    for one in found.papers:
        yield f"{one.adds:4}  {one.file}: {', '.join(one.gaps)}"
    yield ""
    if found.review:
        yield str(found.review)
    yield f"{len(found.candidates)} papers are named and not read"
    yield from (f"{one.adds:4}  {one.key}: {_why(one)}" for one in found.candidates)


def tree(found: NotRead) -> dict[str, Any]:
    """For JSON."""
    return {
        "whole": found.whole,
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
         "named_by": "; ".join((*one.files, *one.databases)), "cited_for": "; ".join(one.variants)}
        for one in found.candidates
    ]  # fmt: skip
    for row in (*held, *named):
        writer.writerow([_safe(row.get(column)) for column in COLUMNS])
    return stream.getvalue()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RUNS) else cell


def page(found: NotRead) -> str:
    """The page."""
    held = [(one.adds, _paper(one), one.year or "", ", ".join(one.gaps)) for one in found.papers]
    named = [(one.adds, _address(one.key, one.pmid, None, None), _why(one)) for one in found.candidates]
    review = f'<p class="note">{escape(str(found.review))}</p>' if found.review else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>What is not read</title><style>{_STYLE}</style></head><body>\n<h1>What is not read</h1>\n"
        f"<p>{len(found.papers)} papers have gaps, {found.whole} have none. {escape(ADDS)}</p>\n"
        f"{_grid(('Adds', 'Paper', 'Year', 'What is missing'), held)}\n<h2>Named and not read</h2>\n{review}\n"
        f"{_grid(('Named', 'Paper', 'By'), named)}\n</body></html>\n"
    )


class _Markup(str):
    """A text that is HTML already."""

    __slots__ = ()


def _grid(head: Sequence[str], body: Sequence[Sequence[object]]) -> str:
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    cells = ("".join(_cell(cell) for cell in row) for row in body)
    inner = "".join(f"<tr>{row}</tr>\n" for row in cells)
    return f"<table><thead><tr>{top}</tr></thead><tbody>\n{inner}</tbody></table>"


def _cell(cell: object) -> str:
    if isinstance(cell, int):
        return f'<td class="n">{cell}</td>'
    return f"<td>{cell if isinstance(cell, _Markup) else escape(str(cell))}</td>"


def _paper(one: PaperGaps) -> _Markup:
    return _Markup(f"{escape(one.title)}<br>{_address(one.file, one.pmid, one.doi, one.pmcid)}")


def _address(name: str, pmid: str | None, doi: str | None, pmcid: str | None) -> _Markup:
    """Links to where the paper is, or its name where nothing tells."""
    there = {
        "PubMed": f"https://pubmed.ncbi.nlm.nih.gov/{quote(pmid)}/" if pmid else None,
        "DOI": f"https://doi.org/{quote(doi, safe='/:;().-_')}" if doi else None,
        "PMC": f"https://pmc.ncbi.nlm.nih.gov/articles/{quote(pmcid)}/" if pmcid else None,
    }
    links = [f'<a href="{escape(url)}">{kind}</a>' for kind, url in there.items() if url]
    return _Markup(" · ".join((escape(name), *links)))


def _why(one: WantedPaper) -> str:
    parts = [f"cited for {', '.join(one.variants)} ({', '.join(one.databases)})"] if one.variants else []
    parts += [f"named by {', '.join(one.files)}"] if one.files else []
    return "; ".join(parts)
