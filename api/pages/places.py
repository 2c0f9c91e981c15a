"""Pages of exons, introns, domains, genes and transcripts: where each lies, its variants, who carries them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, Final

from api.pages.mapped import drawn_map
from api.pages.shares import Shares, graphql, shares
from api.pages.variants import graphql as variants_graphql
from api.pages.variants import sheet, variants_of
from api.pages.wanted import Wanted
from api.view import Drawing, View
from kg.find import VariantFilter
from kg.find.things import statements_query
from kg.names import contract
from kg.portrait.carriers import carriers
from kg.portrait.gene import gene_layout
from kg.portrait.place import GenePart, diseases_of, on_transcript, place
from kg.portrait.variant import VariantLine, read_together, variant_lines, variants_query

MOST: Final = 50
"""Carriers on a page."""
SHOWN: Final = 200
"""Variants in a list on a page."""
MAPPED: Final = 400
"""Variants on a map."""


def _part(kind: str, wanted: Wanted, iri: str) -> View | None:
    """Of an exon, an intron or a domain, which filters know by `kind`."""
    found = place(wanted.engine, iri)
    if not found or not found.gene or (kind != "domain" and found.rank is None):
        return None
    value = contract(iri) if kind == "domain" else found.rank or 0
    told: dict[str, Any] = {kind: (value,)}
    where = replace(VariantFilter(gene=(found.gene.iri,)), **told)
    layout = gene_layout(wanted.engine, found.gene.iri)
    lines = variants_of(wanted.held, found.gene.iri, layout, where)
    title = f"Where {found.ref.label} lies"
    drawing = drawn_map(layout, lines.whole[:MAPPED], title, {iri})
    counted = shares(wanted.held, kind, str(value))
    return _view(wanted, kind, found, lines.inside, counted, graphql(kind, value), drawing)


def gene_room(wanted: Wanted, iri: str) -> View | None:
    """Of a gene: all that is known of its variants together."""
    found = place(wanted.engine, iri)
    if not found:
        return None
    layout = gene_layout(wanted.engine, iri)
    lines = variants_of(wanted.held, iri, layout, VariantFilter(gene=(iri,), reported=True)).inside
    drawing = drawn_map(layout, lines[:MAPPED], f"{found.ref.label} and its variants")
    counted, asked = shares(wanted.held, "gene", contract(iri)), graphql("gene", contract(iri))
    more = {"diseases": diseases_of(wanted.engine, iri), "layout": layout}
    return _view(wanted, "gene", found, lines, counted, asked, drawing, **more)


def transcript_room(wanted: Wanted, iri: str) -> View | None:
    """Of a transcript: the variants that are named on it; what their carriers have is told of the gene."""
    found = place(wanted.engine, iri)
    if not found or not found.gene:
        return None
    named = on_transcript(wanted.engine, iri)
    inside = variant_lines(wanted.held, named)
    layout = gene_layout(wanted.engine, found.gene.iri)
    own = layout if layout and layout.transcript and layout.transcript.iri == iri else None
    where = VariantFilter(id=named)
    return View(
        template="place.html",
        title=found.ref.label,
        path=wanted.path,
        sheet=sheet(inside),
        sparql=variants_query(wanted.held, where) if named else statements_query(iri),
        graphql=variants_graphql(where) if named else "",
        drawing=drawn_map(own, inside[:MAPPED], f"The exons of {found.ref.label}"),
        values={
            "place": found,
            "kind": "transcript",
            "gene": found.gene,
            "lines": inside,
            "shown": read_together(inside[:SHOWN]),
            "layout": own,
            "people": (),
            "shares": None,
            "carriers": (),
            "diseases": (),
        },
    )


def _view(
    wanted: Wanted,
    kind: str,
    found: GenePart,
    inside: tuple[VariantLine, ...],
    counted: Shares,
    asked: str,
    drawing: Drawing | None,
    **more: object,
) -> View:
    people = tuple({one.iri: one for line in inside for one in line.people}.values())
    usual = {"diseases": (), "layout": None, "gene": found.gene or found.ref}
    return View(
        template="place.html",
        title=found.ref.label,
        path=wanted.path,
        sheet=counted.sheet,
        sparql=counted.analysis.sparql,
        graphql=asked,
        drawing=drawing,
        values={
            "place": found,
            "kind": kind,
            "lines": inside,
            "shown": read_together(inside[:SHOWN]),
            "people": people,
            "shares": counted,
            "carriers": carriers(wanted.engine, people[:MOST]),
            **usual,
            **more,
        },
    )


exon_room, intron_room, domain_room = (partial(_part, kind) for kind in ("exon", "intron", "domain"))
