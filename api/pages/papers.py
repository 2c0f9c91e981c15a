"""The papers as a list: filtered, in an order, some of them a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from api.drawings.years import ORDER, by_year, years_drawing
from api.errors import Refusal
from api.pages.turns import Turns
from api.pages.wanted import Wanted
from api.view import Sheet, View
from kg.errors import UnknownName
from kg.find import PaperFilter, Span, VariantFilter
from kg.lexicon.spelling import NotAName
from kg.model.words import Depth, Design
from kg.portrait.papers import PaperLine, papers, papers_query

MOST: Final = 50
SORTS: Final = ("year", "author", "people", "title")
_ASKED: Final = ("words", "since", "until", "design", "depth", "variant", "sort", "page")
_COLUMNS: Final = (
    *("paper", "title", "firstAuthor", "year", "journal", "design", "readingDepth", "pmid", "doi", "pmcid"),
    *("people", "variants", "findingsPresent", "findingsAbsent", "figures", "doubts"),
)


def papers_view(wanted: Wanted) -> View:
    """Every paper, or those that a reader looks for."""
    wanted.only(*_ASKED)
    where, words, held = _where(wanted), wanted.text("words"), wanted.held
    try:
        found, asked = papers(held, where, words), papers_query(held.names, where, words)
    except (UnknownName, NotAName) as fault:
        raise Refusal(400, str(fault)) from fault
    lines = _ordered(found, wanted.choice("sort", SORTS, "year"))
    turns = Turns.of(wanted, len(lines), MOST)
    shown = lines[turns.shown]
    return View(
        template="papers.html",
        title="Papers",
        path=wanted.permalink,
        sheet=Sheet(columns=_COLUMNS, rows=[_row(one) for one in lines]),
        sparql=asked,
        graphql=_graphql(where, words, shown),
        drawing=years_drawing(lines),
        values={
            "lines": shown,
            "turns": turns,
            "sorts": {one: wanted.other(sort=one, page=None) for one in SORTS},
            "sort": wanted.text("sort", "year"),
            "asked": {name: wanted.text(name) for name in _ASKED},
            "designs": [*Design],
            "depths": [*Depth],
            "years": by_year(lines),
            "order": ORDER,
            "people": sum(one.people for one in lines),
        },
    )


def _where(wanted: Wanted) -> PaperFilter:
    since, until = (wanted.number(name) or None for name in ("since", "until"))
    depth, design = wanted.choice("depth", [*Depth]), wanted.choice("design", [*Design])
    variant = wanted.text("variant")
    return PaperFilter(
        year=Span(low=since, high=until) if since or until else None,
        depth=tuple(one for one in Depth if one == depth),
        design=tuple(one for one in Design if one == design),
        variant=VariantFilter(id=(variant,)) if variant else None,
    )


def _ordered(lines: Sequence[PaperLine], sort: str) -> list[PaperLine]:
    """Newest or most first; names in the order of the alphabet; what is not told last."""
    by_title = sorted(lines, key=lambda one: one.ref.label.casefold())
    match sort:
        case "author":
            return sorted(by_title, key=lambda one: (not one.author, one.author.casefold()))
        case "people":
            return sorted(by_title, key=lambda one: -one.people)
        case "title":
            return by_title
        case _:
            return sorted(by_title, key=lambda one: -(one.year or 0))


def _row(one: PaperLine) -> tuple[object, ...]:
    return (
        *(one.ref, one.ref.label, one.author or None, one.year, one.journal or None, one.design, one.depth),
        *(one.pmid or None, one.doi or None, one.pmcid or None),
        *(one.people, one.variants, one.present, one.absent, one.figures, one.doubts),
    )


def _graphql(where: PaperFilter, words: str, shown: Sequence[PaperLine]) -> str:
    # Words of titles are no filter there, so that the papers shown are asked for by their names.
    given = {"id": [one.ref.curie for one in shown]} if words else dict(_given(where))
    told = f"where: {_written(given)}, " if given else ""
    return f"""{{
  papers({told}orderBy: {{field: YEAR, direction: DESC}}, first: {MOST}) {{
    totalCount
    edges {{ node {{
      iri title firstAuthor year journal design depth pmid doi pmcid
      cases {{ totalCount }} variants {{ totalCount }} observations {{ totalCount }} statistics {{ totalCount }}
    }} }}
  }}
}}"""


def _given(where: PaperFilter) -> Iterator[tuple[str, Any]]:
    if where.year:
        ends = {"min": where.year.low, "max": where.year.high}
        yield "year", {name: int(end) for name, end in ends.items() if end is not None}
    if where.depth:
        yield "depth", where.depth
    if where.design:
        yield "design", where.design
    if where.variant:
        yield "variant", {"id": list(where.variant.id)}


def _written(value: Any) -> str:
    """A value as GraphQL writes it: names of fields and of words of closed lists without quotation marks."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_written(one)}" for name, one in value.items()) + "}"
    if isinstance(value, Depth | Design):
        return value.name
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
