"""What every engine promises. Answers are bytes or rows: no iterator of a store leaves its engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from kg.errors import KgError


class Form(Enum):
    """What a query asks for, as its first keyword says."""

    SELECT = "select"
    ASK = "ask"
    GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class RowTerm:
    """A value in a row. `kind` is "iri", "literal" or "blank"."""

    value: str
    kind: str
    datatype: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        return self.value


Row = dict[str, RowTerm]
"""One solution: only the variables that are bound."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what the protocol says beside it.

    It is answered in the first of the media types `accept` that fits its form, else in the form's default; graphs
    given here override the query's own dataset clause.
    """

    query: str
    accept: Sequence[str] = ()
    default_graphs: Sequence[str] | None = None
    named_graphs: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, serialised. `notes` say where the engine is known to answer such a query in a way of its own."""

    form: Form
    media_type: str
    body: bytes
    notes: tuple[str, ...] = ()


class BadQuery(KgError, ValueError):
    """The query is not SPARQL; `line` and `column` count from 1 where the parser said where."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class RefusedThere(BadQuery):
    """Another endpoint refuses the query, which may be SPARQL all the same."""


class Engine(Protocol):
    """A store that answers. The default graph of every query is the union of all graphs."""

    def answer(self, question: Question) -> Answer:
        """The whole answer. Raises `BadQuery`."""
        ...

    def rows(self, query: str) -> list[Row]:
        """The solutions of a SELECT. Raises `BadQuery`, also for another form."""
        ...
