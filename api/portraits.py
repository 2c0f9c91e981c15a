"""Which view a thing has: by the room that its IRI stands in, or as a term; all else is shown by its statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from api.pages.term import method_view, term_view
from api.pages.view import View
from api.pages.wanted import Wanted
from kg.names import BASE

Portrait: TypeAlias = Callable[[Wanted, str], View | None]
"""The view of the thing with that IRI; None where the graph holds none that such a view could show."""
ROOMS: Final[Mapping[str, Portrait]] = {
    "modality": method_view,
    "sequence": method_view,
}
"""By what stands after our base: `case`, `paper`, `variant`."""
TERMS: Final[tuple[Portrait, ...]] = (term_view,)
"""Of terms of others and words of our ontology: the first that gives a view."""


def portrait(wanted: Wanted, iri: str) -> View | None:
    """The view of a thing; None where it has none of its own."""
    room = iri.removeprefix(BASE).partition("/")[0] if iri.startswith(BASE) else ""
    made = (ROOMS[room],) if room in ROOMS else TERMS
    return next((view for view in (one(wanted, iri) for one in made) if view), None)
