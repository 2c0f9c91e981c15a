"""The pages of things that a few lines tell."""

from __future__ import annotations

import json
from typing import Final

from api.pages.wanted import Wanted
from api.view import Sheet, View
from kg.find import Ref
from kg.portrait.brief import brief_portrait, brief_query

_COLUMNS: Final = ("what", "value", "label")
_ASKED: Final = {
    "statistic": "statistic(id: {id}) {{ iri label measure group numerator denominator percent mean sd secondHand "
    "paper {{ label }} }}",
}


def brief_view(wanted: Wanted, iri: str) -> View | None:
    """A reading, a figure, a naming, a named graph."""
    found = brief_portrait(wanted.engine, iri)
    if found is None:
        return None
    room = wanted.path.strip("/").partition("/")[0]
    return View(
        template="brief.html",
        title=found.ref.label,
        path=wanted.permalink,
        sheet=Sheet(
            columns=_COLUMNS,
            rows=[
                (name, value, value.label if isinstance(value, Ref) else None)
                for name, values in found.lines
                for value in values
                if value
            ],
        ),
        sparql=brief_query(iri),
        graphql=f"{{ {_ASKED[room].format(id=json.dumps(iri))} }}" if room in _ASKED else "",
        values={"found": found},
    )
