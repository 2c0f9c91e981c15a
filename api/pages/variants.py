"""All variants of a gene: the map of its protein, and the table with all that the map shows and more."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.drawings.protein import placed
from api.errors import Refusal
from api.pages.mapped import drawn_map
from api.pages.turns import Turns
from api.pages.wanted import Wanted
from api.view import Sheet, View
from kg.analysis import Held
from kg.errors import UnknownName
from kg.find import Kind, Ref, VariantFilter
from kg.portrait.gene import GeneLayout, gene_layout, genes_with_variants, subject_gene
from kg.portrait.variant import CLASSES, VariantLine, chosen_variants, read_together, variant_lines, variants_query

MOST: Final = 200
"""Variants on one page of the table; up to twice as many are on the map, else those of the page."""
KNOWN: Final[Mapping[str, tuple[str, bool | None]]] = {
    "papers": ("that papers or cohorts name", True),
    "databases": ("that databases alone know", False),
    "all": ("that papers or databases name", None),
}
SORTS: Final = {"place": "place in the gene", "people": "people described", "papers": "papers", "name": "name"}
COLUMNS: Final = (
    *("variant", "name", "hgvsCoding", "hgvsProtein", "consequence", "exon", "intron", "domain", "people"),
    *("perhapsTwice", "papers", "classification", "reviewStars", "alleleCount", "alleleNumber", "doubts", "whyOpen"),
)
COMPARED: Final = 100
"""Variants among which a form lets choose; any other is written."""
_BATCH: Final = 500
_PARAMETERS: Final = ("gene", "consequence", "domain", "exon", "intron", "known", "sort", "page")


@dataclass(frozen=True, slots=True)
class Beside:
    """Some variants of a gene, and these among all that papers name."""

    inside: tuple[VariantLine, ...]
    whole: tuple[VariantLine, ...]


def variants_view(wanted: Wanted) -> View:
    """The variants of a gene (this graph's, where none is asked), as the address filters and sorts them."""
    wanted.only(*_PARAMETERS)
    held = wanted.held
    gene = _gene(held, wanted.text("gene"))
    known, sort = wanted.choice("known", tuple(KNOWN), "papers"), wanted.choice("sort", tuple(SORTS), "place")
    where = _where(wanted, gene, KNOWN[known][1])
    try:
        lines, asked = variant_lines(held, chosen_variants(held, where)), variants_query(held, where)
    except UnknownName as error:
        raise Refusal(400, str(error)) from error
    layout = gene_layout(wanted.engine, gene.iri)
    lines = tuple(sorted(lines, key=_order(sort, layout)))
    turns = Turns.of(wanted, len(lines), MOST)
    shown = read_together(lines[turns.shown])
    mapped = lines if len(lines) <= 2 * MOST else shown
    title = f"{gene.label} variants {KNOWN[known][0]}"
    return View(
        template="variants.html",
        title=title,
        path=wanted.permalink,
        sheet=sheet(lines),
        sparql=asked,
        graphql=graphql(where),
        drawing=drawn_map(layout, mapped, title) if mapped else None,
        values={
            "lines": lines,
            "shown": shown,
            "turns": turns,
            "gene": gene,
            "genes": genes_with_variants(held.people),
            "mapped": len(mapped),
            "sorts": SORTS,
            "known": {name: words for name, (words, _) in KNOWN.items()},
            "chosen": _told(wanted, known, sort),
            "layout": layout,
            "effects": (*CLASSES, *_other_effects(lines)),
            "wanted": wanted,
            "unplaced": [one for one in lines if layout and placed(layout, one) is None],
            "comparable": (comparable := [one for one in lines if one.people]),
            "choices": choices(comparable),
            "asked": None,
        },
    )


def variants_of(held: Held, gene: str, layout: GeneLayout | None, where: VariantFilter) -> Beside:
    """The variants of a gene that a filter leaves, and beside them all that papers name, by their places."""
    inside = chosen_variants(held, where)
    named = chosen_variants(held, VariantFilter(gene=(gene,), reported=True))
    lines = sorted(variant_lines(held, list(dict.fromkeys((*inside, *named)))), key=_order("place", layout))
    own = set(inside)
    return Beside(tuple(line for line in lines if line.ref.iri in own), tuple(lines))


def _gene(held: Held, name: str) -> Ref:
    if not name:
        found = subject_gene(held.engine)
        if found is None:
            raise Refusal(404, "this graph is about no gene; right would be ?gene= with its symbol")
        return found
    try:
        iri, *_ = held.names.all(Kind.GENE, name)
    except UnknownName as error:
        raise Refusal(400, str(error)) from error
    known = {one.iri: one for one, _ in genes_with_variants(held.people)}
    return known.get(iri) or Ref(iri, name)


def _where(wanted: Wanted, gene: Ref, reported: bool | None) -> VariantFilter:
    return VariantFilter(
        gene=(gene.iri,),
        consequence=tuple(CLASSES.get(one, one) for one in wanted.many("consequence")),
        domain=wanted.many("domain"),
        exon=_ranks(wanted, "exon"),
        intron=_ranks(wanted, "intron"),
        reported=reported,
    )


def _ranks(wanted: Wanted, name: str) -> tuple[int, ...]:
    return (wanted.number(name),) if wanted.text(name) else ()


def _told(wanted: Wanted, known: str, sort: str) -> dict[str, str]:
    """What the form shows as chosen."""
    return {**{name: wanted.text(name) for name in _PARAMETERS}, "known": known, "sort": sort}


def _other_effects(lines: Sequence[VariantLine]) -> list[str]:
    return sorted({one.label for line in lines for one in line.consequences})


def _order(sort: str, layout: GeneLayout | None) -> Callable[[VariantLine], Any]:
    def place(line: VariantLine) -> tuple[float, str]:
        spot = placed(layout, line) if layout else None
        return float("inf") if spot is None else spot, line.ref.label

    counts: dict[str, Callable[[VariantLine], Any]] = {
        "place": place,
        "people": lambda line: (-len(line.people), place(line)),
        "papers": lambda line: (-len(line.papers), place(line)),
        "name": lambda line: (line.name, line.ref.label),
    }
    return counts[sort]


def choices(lines: Sequence[VariantLine]) -> list[VariantLine]:
    """Those that most people are described with, in their order: as many as a form can list."""
    most = sorted(lines, key=lambda line: -len(line.people))[:COMPARED]
    chosen = {line.ref.iri for line in most}
    return [line for line in lines if line.ref.iri in chosen]


def sheet(lines: Sequence[VariantLine]) -> Sheet:
    """Variants as a table, which is read when it is written."""
    return Sheet(columns=COLUMNS, rows=_rows(lines))


def _rows(lines: Sequence[VariantLine]) -> Iterator[tuple[Any, ...]]:
    for first in range(0, len(lines), _BATCH):
        yield from map(_row, read_together(lines[first : first + _BATCH]))


def _row(line: VariantLine) -> tuple[Any, ...]:
    whole = next((one for one in line.counted if not one.population), None)
    return (
        *(line.ref, line.both, line.coding, line.protein, tuple(one.label for one in line.consequences)),
        *(line.exons, line.introns, line.domains, len(line.people), line.twice, len(line.papers)),
        tuple(f"{one.stated} ({one.dataset} {one.version})" for one in line.classified),
        tuple(one.stars for one in line.classified if one.stars is not None),
        *((whole.count, whole.number) if whole else (None, None)),
        *(tuple(one.label for one in line.doubts), line.open),
    )


def graphql(where: VariantFilter) -> str:
    """The same in GraphQL."""
    told: dict[str, Any] = {
        name: list(value)
        for name in ("gene", "consequence", "domain", "exon", "intron")
        if (value := getattr(where, name))
    }
    if where.reported is not None:
        told["reported"] = where.reported
    given = ", ".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in told.items())
    return f"""{{
  variants(where: {{{given}}}, first: 100) {{
    totalCount
    nodes {{
      iri
      label
      hgvsCoding
      hgvsProtein
      consequences {{ label }}
      exons {{ label }}
      introns {{ label }}
      domains {{ label }}
      cases {{ totalCount }}
      papers {{ totalCount }}
    }}
  }}
}}"""
