"""Queries answered from the image of a release."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import pyoxigraph as ox

from kg.engine.answer import Answer, BadQuery, Form, Question, Row
from kg.engine.columns.algebra import (
    Cut,
    Distinct,
    GraphChoice,
    Grouping,
    Node,
    Ordering,
    Plan,
    Project,
    Unsupported,
)
from kg.engine.columns.answers import json_of, json_truth, rows_of, triples
from kg.engine.columns.evaluate import evaluate
from kg.engine.columns.image import Image
from kg.engine.columns.joins import TooManyRows
from kg.engine.columns.layout import NoImage
from kg.engine.columns.plan import planned
from kg.engine.columns.rows import Rows
from kg.engine.columns.scan import Evaluation
from kg.engine.columns.terms import QueryTerms
from kg.engine.serving import TooWide
from kg.engine.written import RESULT_FORMATS, Found, written
from kg.settings import columns_wanted

FILE: Final = "columns.bin"
"""The image of a dataset lies beside it under this name."""
MANY: Final = 1_000_000
"""Quads from which a step of too many rows is told, and not tried by the store."""
_WORDIER: Final = 8
"""An answer in JSON may be so much longer than in tab-separated values."""
_JSON: Final = ("application/sparql-results+json", "application/json")


@dataclass(frozen=True, slots=True)
class Columns:
    """The image of a release, as an engine that answers most queries and raises `Unsupported` for the others."""

    image: Image

    @classmethod
    def beside(cls, dataset: Path) -> Self | None:
        """That of a dataset, if there is one that is read here; without, every query is answered, only later."""
        path = dataset.parent / FILE
        try:
            return cls(Image.open(path)) if columns_wanted() and path.is_file() else None
        except NoImage:
            return None

    def answer(self, question: Question, most: int | None = None) -> Answer:
        """See `Engine.answer`. Raises `Unsupported`, and for what is no SPARQL the SyntaxError of Oxigraph."""
        plan, rows, terms = self._found(question)
        kind = next((name for name in question.accept if name in RESULT_FORMATS), _JSON[0])
        if plan.form in ("construct", "describe"):
            return written(lambda: triples(rows, plan.template, terms), question.accept, most)
        ask = plan.form == "ask"
        bound = most if most is None or kind in _JSON else most * _WORDIER
        body = json_truth(rows.length > 0) if ask else json_of(rows, plan.variables, terms, bound)
        if kind in _JSON:
            return Answer(Form.ASK if ask else Form.SELECT, kind, body)
        return written(lambda: _read(body), question.accept, most)

    def rows(self, query: str) -> list[Row]:
        """See `Engine.rows`; raises as `answer` does."""
        plan, rows, terms = self._found(Question(query))
        if plan.form != "select":
            raise BadQuery("rows come from a SELECT query only")
        return rows_of(rows, plan.variables, terms)

    def _found(self, question: Question) -> tuple[Plan, Rows, QueryTerms]:
        plan = planned(question.query)
        terms = QueryTerms(self.image.terms)
        # One solution is enough for a yes.
        node = Cut(Project(plan.node, ()), 0, 1) if plan.form == "ask" else plan.node
        asked = Evaluation(self.image, terms, _dataset(question, plan))
        try:
            return plan, evaluate(node, asked), terms
        except TooManyRows as wide:
            # The store finds rows one by one: a few of them soon, all of them not before the deadline.
            if len(self.image) < MANY or _first_rows(node):
                raise
            raise TooWide(wide.rows) from wide


def _first_rows(node: Node) -> bool:
    """Whether rows are wanted as they are found, and not all of them."""
    match node:
        case Cut(Project(inner) | Distinct(Project(inner)), _, int()):
            return not isinstance(inner, Grouping | Ordering)
    return False


def _read(body: bytes) -> Found:
    return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)


def _dataset(question: Question, plan: Plan) -> GraphChoice:
    """The graphs that are asked: as the protocol says, else the query, else all."""
    default, named = question.default_graphs, question.named_graphs
    if default is None and named is None:
        return plan.dataset or GraphChoice()
    if plan.dataset:
        raise Unsupported("a dataset of the protocol and one of the query")
    # What is named alone leaves a default graph with nothing in it: all triples are in named graphs.
    return GraphChoice(_names(default or ()), None if named is None else _names(named))


def _names(graphs: Iterable[str]) -> frozenset[str]:
    return frozenset(f"<{name}>" for name in graphs)
