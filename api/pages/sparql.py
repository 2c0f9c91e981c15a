"""The endpoint as a person sees it in a browser: the query, its answer as a table, and questions that are ready.

The page works without a script. Where the editor's bundle was made (`make web`), its script turns the text field into
an editor and fetches this same page for each answer, so that there is one way to show an answer, and it is here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from api.editor import bundled
from api.pages.frame import page
from api.pages.themes import themed
from kg.engine import Answer, Form
from kg.engine.questions import catalogue
from kg.names import PREFIXES

EXAMPLE: Final = """PREFIX kg: <https://w3id.org/csf1r-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?case ?label WHERE { ?case a kg:Case ; rdfs:label ?label } ORDER BY ?label LIMIT 20"""
_ROWS: Final = (("CSV", "csv", "csv"), ("TSV", "tsv", "tsv"), ("JSON", "json", "json"), ("XML", "xml", "xml"))
_TRIPLES: Final = (
    ("Turtle", "turtle", "ttl"),
    ("N-Triples", "ntriples", "nt"),
    ("RDF/XML", "xml", "rdf"),
    ("JSON-LD", "json", "jsonld"),
)
"""For each download: its name, the word for `format=`, and how the file's name ends."""
_bundle: Final = partial(bundled, "editor")
_PREFIXES: Final = json.dumps(PREFIXES)
_NOWHERE: Final = dict.fromkeys(("line", "column", "excerpt", "hint"))


def question_page(
    base: str, query: str = "", fault: str | None = None, place: dict[str, Any] | None = None
) -> Response:
    """The form, with what was wrong with the query where something was."""
    if fault is None:
        return _page(base, "sparql.html", query)
    return _page(base, "answer-fault.html", query, 400, fault=fault, place=_NOWHERE | (place or {}))


def answer_page(base: str, query: str, answer: Answer, most: int, notes: Sequence[str] = ()) -> Response:
    """The form with the answer below it, and notes before that; a longer table is cut, which the page says."""
    if answer.form is Form.GRAPH:
        return _page(base, "answer-graph.html", query, notes=notes, text=answer.body.decode(), files=_TRIPLES)
    found = json.loads(answer.body)
    if "boolean" in found:
        return _page(base, "answer-verdict.html", query, notes=notes, verdict=found["boolean"], files=_ROWS[2:])
    rows, columns = found["results"]["bindings"], found["head"]["vars"]
    shown = {"columns": columns, "rows": rows[:most], "total": len(rows)}
    return _page(base, "answer-rows.html", query, notes=notes, files=_ROWS, **shown)


def _page(base: str, template: str, query: str, status: int = 200, **values: object) -> Response:
    bundle = _bundle()
    more = {"bundle": bundle, "prefixes": _PREFIXES, "themes": themed(catalogue()), "notes": (), **values}
    return page(template, base, status, query=query or EXAMPLE, **more)
