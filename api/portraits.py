"""Which view a thing has: by the room that its IRI stands in, or as a term; all else is shown by its statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from api.pages.brief import brief_view
from api.pages.disease import disease_view, reference_view
from api.pages.fact import fact_view
from api.pages.family import family
from api.pages.paper import paper_view
from api.pages.person import person_view
from api.pages.places import domain_room, exon_room, gene_room, intron_room, transcript_room
from api.pages.region import region_view
from api.pages.term import method_view, term_view
from api.pages.variant import variant_room
from api.pages.wanted import Wanted
from api.pages.word import word_view
from api.view import View
from kg.names import BASE

Portrait: TypeAlias = Callable[[Wanted, str], View | None]
"""The view of the thing with that IRI; None where the graph holds none that such a view could show."""
ROOMS: Final[Mapping[str, Portrait]] = {
    "case": person_view,
    "diagnosis": fact_view,
    "domain": domain_room,
    "doubt": fact_view,
    "exon": exon_room,
    "family": family,
    "gene": gene_room,
    "genotype": fact_view,
    "graph": brief_view,
    "intron": intron_room,
    "mention": brief_view,
    "modality": method_view,
    "observation": fact_view,
    "paper": paper_view,
    "reading": brief_view,
    "reference": reference_view,
    "region": region_view,
    "sequence": method_view,
    "statistic": brief_view,
    "study": fact_view,
    "transcript": transcript_room,
    "treatment": fact_view,
    "variant": variant_room,
}
"""By what stands after our base: `case`, `paper`, `variant`."""
TERMS: Final[tuple[Portrait, ...]] = (disease_view, region_view, word_view, term_view)
"""Of terms of others and words of our ontology: the first that gives a view."""


def portrait(wanted: Wanted, iri: str) -> View | None:
    """The view of a thing; None where it has none of its own."""
    room = iri.removeprefix(BASE).partition("/")[0] if iri.startswith(BASE) else ""
    made = (ROOMS[room],) if room in ROOMS else TERMS
    return next((view for view in (one(wanted, iri) for one in made) if view), None)
