"""The page of one thing: what it is, what is said of it and by whom, what is in doubt, what leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from api.addresses import SUFFIXES, address
from api.pages.frame import page
from api.view import Sheet, View
from kg.find import Ref
from kg.find.suggested import sort_of
from kg.find.things import Fact, Thing, Word
from kg.lexicon import Named
from kg.names import term

_NAMES: Final = {".ttl": "Turtle", ".nt": "N-Triples", ".rdf": "RDF/XML", ".jsonld": "JSON-LD"}
_COLUMNS: Final = ("property", "propertyLabel", "value", "valueLabel", "graphs", "papers")
_KINDS: Final = tuple((suffix, SUFFIXES[suffix], name) for suffix, name in _NAMES.items())


def thing_view(thing: Thing, path: str) -> View:
    """The view of anything: its statements."""
    return View(
        template="thing.html",
        title=thing.label,
        path=path,
        sheet=Sheet(columns=_COLUMNS, rows=[_row(fact) for fact in thing.facts]),
        sparql=_asked(thing.iri),
        graphql="",
    )


def _row(fact: Fact) -> tuple[object, ...]:
    papers = tuple(paper.iri for paper in fact.papers)
    return fact.property, fact.property.label, fact.other.value, fact.label, fact.graphs, papers


def with_statements(view: View, thing: Thing, path: str, rewrites: Sequence[str], most: int) -> View:
    """A view with all that is said of its thing, `most` of what leads to it, and how its name was read."""
    more = {
        "thing": thing,
        "path": path,
        "rewrites": rewrites,
        "most": most,
        "doubts": [Ref(one.other.value, one.label) for one in thing.values(term("hasDoubt"))],
        "kinds": _KINDS,
        "asked": _asked(thing.iri),
    }
    return replace(view, values={**more, **view.values})


def ontology_page(base: str, about: Thing, words: Sequence[Word], path: str) -> Response:
    """Every class, property and value of our ontology, each at its own fragment."""
    return page("ontology.html", base, thing=about, words=words, path=path, kinds=_KINDS, asked=_asked(about.iri))


def _asked(iri: str) -> str:
    return f"SELECT ?graph ?property ?value {{ GRAPH ?graph {{ <{iri}> ?property ?value }} }}"


def missing_page(base: str, asked: str, near: Sequence[Named], why: str = "") -> Response:
    """404 for a person: what was asked for, why it is not there, and what it may have been meant to be."""
    return page("missing.html", base, 404, asked=asked[:300], near=_sorts(near), why=why[:1000])


def choice_page(base: str, asked: str, found: Sequence[Named]) -> Response:
    """A name that stands for several things."""
    return page("choice.html", base, 300, asked=asked[:300], found=_sorts(found))


def _sorts(found: Sequence[Named]) -> list[tuple[Named, str]]:
    """Each thing once, with what sort of thing it is."""
    return [(one, sort_of(one)) for one in {one.iri: one for one in found}.values()]


def find_page(base: str) -> Response:
    """The form in which a name can be looked up."""
    return page("find.html", base)


def read_address(at: str, name: str, suffix: str = "") -> str:
    """The address of a thing (an IRI, or a path of ours) with the name under which it was asked for."""
    path, _, fragment = (at if at.startswith("/") else address(at)).partition("#")
    return f"{path}{suffix}?read={quote(name, safe='')}" + (f"#{fragment}" if fragment else "")
