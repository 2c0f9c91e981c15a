"""The page of a variant: what it is called, where it lies and what it does, who carries it and what they have."""

from __future__ import annotations

import json
from typing import Final

from api.drawings.protein import placed
from api.pages.mapped import drawn_map
from api.pages.shares import LISTED, shares
from api.pages.variants import variants_of
from api.pages.wanted import Wanted
from api.view import Drawing, Sheet, View
from kg.analysis import Held
from kg.find import VariantFilter
from kg.names import KG, contract
from kg.portrait.carriers import findings_of
from kg.portrait.gene import GeneLayout, gene_layout
from kg.portrait.variant import VariantLine
from kg.portrait.whole_variant import carriers_query, variant_portrait

MOST: Final = 50
"""Carriers on a page."""
MAPPED: Final = 2000
"""Variants of a gene beyond which no map could tell one from another, and to read them all takes seconds."""
COLUMNS: Final = (*("person", "personLabel", "state", "finding", "term", "termLabel", "modality", "region", "papers"),)


def variant_room(wanted: Wanted, iri: str) -> View | None:
    """The view of a variant; None where there is none of that name."""
    held = wanted.held
    whole = variant_portrait(held, iri, MOST)
    if whole is None:
        return None
    line = whole.line
    layout = gene_layout(wanted.engine, line.gene.iri) if line.gene else None
    others = _others(held, line, layout)
    found = shares(held, "variant", contract(iri))
    return View(
        template="variant.html",
        title=line.ref.label if not line.protein else f"{line.ref.label}, {' or '.join(line.protein)}",
        path=wanted.path,
        sheet=Sheet(columns=COLUMNS, rows=list(findings_of(held.people, line.people))),
        sparql=carriers_query(iri),
        graphql=_graphql(iri),
        drawing=_map(layout, line, others),
        values={
            "whole": whole,
            "line": line,
            "shares": found,
            "listed": LISTED,
            "doubts": (),
            "comparable": [one for one in others if one.people and one.ref.iri != iri],
        },
    )


def _others(held: Held, line: VariantLine, layout: GeneLayout | None) -> tuple[VariantLine, ...]:
    """A variant among those of its gene that papers name; of a gene with thousands it stands on the map alone."""
    if line.gene is None:
        return ()
    of_gene = held.people.having("kg:ofGene", line.gene.iri) & held.people.typed(KG + "Variant")
    if of_gene.sum() > MAPPED:
        return (line,)
    return variants_of(held, line.gene.iri, layout, VariantFilter(id=(line.ref.iri,))).whole


def _map(layout: GeneLayout | None, line: VariantLine, others: tuple[VariantLine, ...]) -> Drawing | None:
    if layout is None or placed(layout, line) is None:
        return None
    return drawn_map(layout, others, f"Where {line.name} lies", {line.ref.iri})


def _graphql(iri: str) -> str:
    return f"""{{
  variants(where: {{id: [{json.dumps(iri)}]}}) {{
    nodes {{
      label
      hgvsCoding
      hgvsProtein
      cases(first: 50) {{
        totalCount
        nodes {{
          iri
          label
          observations(first: 100) {{ nodes {{ iri label status }} }}
        }}
      }}
    }}
  }}
}}"""
