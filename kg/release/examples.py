"""Every question of `queries/` as an example that editors and assistants find by asking the graph.

The shape is that of SIB's collection of examples, so that its tools read ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from kg.engine.questions import ReadyQuestion
from kg.errors import FaultyInput
from kg.release.words import COMMENT, ENDPOINT, EXAMPLES, PREFIXES, SCHEMA, SH, SPEX, refers
from kg.triples.terms import LABEL, TYPE, Triple, iri, text

_FORMS: Final = {
    "SELECT": (SH + "SPARQLSelectExecutable", (SH + "select",)),
    "ASK": (SH + "SPARQLAskExecutable", (SH + "ask",)),
    "CONSTRUCT": (SH + "SPARQLConstructExecutable", (SH + "construct",)),
    # The editor asks for sh:describe, the collection writes spex:describe; SHACL itself defines neither.
    "DESCRIBE": (SPEX + "SPARQLDescribeExecutable", (SH + "describe", SPEX + "describe")),
}


def form(query: str) -> str:
    """The keyword that says what a query asks for; raises `FaultyInput` where there is none.

    >>> form("# title: DESCRIBE\\nPREFIX a: <ASK>\\nSELECT ?x {}")
    'SELECT'
    """
    for row in query.splitlines():
        first = row.split(None, 1)[0].upper() if row.strip() else ""
        if first in _FORMS:
            return first
    raise FaultyInput("the query has no form that is known")


def example_triples(questions: Iterable[ReadyQuestion], genes: Collection[str]) -> Iterator[Triple]:
    """The questions that make sense for a graph of these genes."""
    known = {gene.lower() for gene in genes}
    yield EXAMPLES, LABEL, text("Questions that are ready to be asked")
    for question in questions:
        if question.scope is None or question.scope.lower() in known:
            yield from _example(question)


def _example(question: ReadyQuestion) -> Iterator[Triple]:
    name = f"{EXAMPLES}/{question.name}"
    kind, properties = _FORMS[form(question.text)]
    yield name, TYPE, iri(SH + "SPARQLExecutable")
    yield name, TYPE, iri(kind)
    yield name, LABEL, text(question.title)
    yield name, COMMENT, text(question.question, "en")
    yield name, SH + "prefixes", iri(PREFIXES)
    yield name, SCHEMA + "target", iri(ENDPOINT)
    for property_ in properties:
        yield name, property_, text(question.text)
    for keyword in question.keywords:
        yield name, SCHEMA + "keywords", text(keyword)
    yield from refers(name, SPEX + "federatesWith", *question.federates_with)
