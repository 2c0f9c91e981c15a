"""The data model: a picture of classes and properties, and both as tables."""

from __future__ import annotations

from typing import Final

from api.drawings.model import model_drawing
from api.pages.wanted import Wanted
from api.view import Sheet, View
from kg.portrait.model import ASKED, Model, model

_COLUMNS: Final = ("kind", "iri", "label", "definition", "from", "to", "number")


def model_view(wanted: Wanted) -> View:
    """The page of the data model."""
    wanted.only()
    found = model(wanted.engine)
    return View(
        template="model.html",
        title="Data model",
        path=wanted.permalink,
        sheet=Sheet(columns=_COLUMNS, rows=_rows(found)),
        sparql=ASKED,
        graphql="{ __schema { types { name kind description } } }",
        drawing=model_drawing(found),
        values={
            "things": [one for one in found.classes if not (one.value or one.defined)],
            "defined": [one for one in found.classes if one.defined and not one.value],
            "lists": [one for one in found.classes if one.value],
            "links": [one for one in found.links if one.to_things],
            "texts": [one for one in found.links if not one.to_things],
        },
    )


def _rows(found: Model) -> list[tuple[object, ...]]:
    return [
        *(("class", one.ref, one.ref.label, one.definition, None, None, one.count) for one in found.classes),
        *(
            ("property", one.ref, one.ref.label, one.definition, one.source, one.target, one.uses)
            for one in found.links
        ),
    ]
