"""What is not read as one page of HTML that leads to each paper. No script, nothing fetched."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from kg.audit.coverage import NotRead
from kg.audit.coverage_told import ADDS, FETCH, IN_FULL, IN_PART, NAMED, NAMES, links, summed, why
from kg.audit.gaps import PaperGaps
from kg.audit.wanted import WantedPaper

_STYLE: Final = (
    "body{font:1rem/1.5 Georgia,'Times New Roman',serif;color:#222;background:#fff;max-width:64rem;margin:0 auto;"
    "padding:1.5rem}table{border-collapse:collapse;font-size:.9rem;width:100%}th,td{text-align:left;vertical-align:top;"
    "padding:.25rem .7rem .25rem 0;border-bottom:1px solid #ccc}td.n,th.n{text-align:right}"
    "td.n,td.year{white-space:nowrap}"
    "table.few{width:auto}a{color:#0b57a4}.note{border-left:.25rem solid #b58900;padding-left:.8rem}"
    "small{color:#555;overflow-wrap:anywhere}h2{margin-top:2rem}@media(max-width:40rem){body{padding:.8rem}td.year,th.year{display:none}}"
)

_KINDS: Final = {"Papers": "n", "People": "n", "May add": "n", "New variants": "n", "Year": "year"}


def page(found: NotRead) -> str:
    """The page."""
    missing = [(one.what, one.papers, "" if one.people is None else one.people) for one in found.missing]
    parts = [
        f"<h1>What is not read</h1>\n<p>{escape(summed(found))}</p>",
        _grid(("What is missing", "Papers", "People"), missing, "few"),
        _papers("fetch", FETCH, found.to_fetch, ADDS),
        _papers("part", IN_PART, found.in_part),
        _papers("full", IN_FULL, found.in_full),
        f'<h2 id="named">{NAMED} ({len(found.candidates)})</h2>\n<p>{escape(NAMES)}</p>',
        f'<p class="note">{escape(str(found.review))}</p>' if found.review else "",
        _grid(("New variants", "Paper", "Why"), [(len(one.new), _named(one), _why(one)) for one in found.candidates]),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>What is not read</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(filter(None, parts))
        + "\n</body></html>\n"
    )


def _papers(anchor: str, head: str, papers: Sequence[PaperGaps], says: str = "") -> str:
    if not papers:
        return ""
    told = f"<p>{escape(says)}</p>\n" if says else ""
    body = [(*((one.adds,) if says else ()), _paper(one), one.year or "", ", ".join(one.gaps)) for one in papers]
    heads = (*(("May add",) if says else ()), "Paper", "Year", "What is missing")
    return f'<h2 id="{anchor}">{escape(head)} ({len(papers)})</h2>\n{told}{_grid(heads, body)}'


class _Markup(str):
    """A text that is HTML already."""

    __slots__ = ()


def _grid(head: Sequence[str], body: Sequence[Sequence[object]], kind: str = "") -> str:
    kinds = [_KINDS.get(name, "") for name in head]
    top = "".join(f'<th scope="col"{_class(one)}>{escape(name)}</th>' for name, one in zip(head, kinds, strict=True))
    rows = (
        "".join(f"<td{_class(one)}>{_cell(cell)}</td>" for cell, one in zip(row, kinds, strict=True)) for row in body
    )
    inner = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return f"<table{_class(kind)}><thead><tr>{top}</tr></thead><tbody>\n{inner}</tbody></table>"


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _cell(cell: object) -> str:
    return cell if isinstance(cell, _Markup) else escape(str(cell))


def _paper(one: PaperGaps) -> _Markup:
    there = _links(one.title, one.pmid, one.doi, one.pmcid)
    return _Markup(f"{escape(one.title)}<br><small>{escape(one.file)}</small> {there}")


def _named(one: WantedPaper) -> _Markup:
    return _Markup(f"{escape(one.key)} {_links(one.key, one.pmid, None, None)}")


def _why(one: WantedPaper) -> _Markup:
    said = "".join(f"<br><small>“{escape(words)}”</small>" for words in one.said)
    return _Markup(escape(why(one)) + said)


def _links(title: str, pmid: str | None, doi: str | None, pmcid: str | None) -> str:
    return " · ".join(f'<a href="{escape(url)}">{kind}</a>' for kind, url in links(title, pmid, doi, pmcid))
