"""What an analysis asks and answers, as values: a question, and rows of figures with who stands behind them.

Every field says in words what it holds: the ontology's properties, columns of CSV, fields of JSON and of GraphQL are
made of that, so that a kind of analysis is its question, its row and the function that leads from one to the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from math import isfinite
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Final, get_type_hints

from kg.analysis.columns import column, kind_of
from kg.errors import KgError
from kg.find.facts import Ref
from kg.names import digest, mint

DIGITS: Final = 6
"""Significant digits that leave an analysis: more than any figure here is sure of, fewer than machines differ in."""


class NoFigure(KgError, ValueError):
    """Something that is not a number where a figure should be: a fault of an analysis, never of whoever asks."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; no interval where none can be had."""

    value: float
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        for name in ("value", "low", "high"):
            object.__setattr__(self, name, rounded(getattr(self, name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of an answer. Each kind of analysis has its own, whose fields say what they hold.

    Fields are counts, figures (`Estimate` with an interval, None where there is none), texts, `Ref`s and tuples of
    `Ref`s; never NaN or infinite. The first fields are what tells a row from others of the same answer (`key`).
    """

    key: ClassVar[tuple[str, ...]] = ()
    refused: Annotated[str | None, "Why a figure was not worked out; counts stand all the same."] = None

    def __post_init__(self) -> None:
        for name in _figures(type(self)):  # type: ignore[arg-type]  # a class is hashable, whatever its things are
            value = getattr(self, name)
            if isinstance(value, float):
                object.__setattr__(self, name, rounded(value))


@dataclass(frozen=True, slots=True)
class Method:
    """How figures were worked out: its name, where it is published, and which software did the arithmetic."""

    name: str
    source: str
    software: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What an analysis is asked. Each kind of analysis has its own, whose fields say what they ask.

    The same question has the same IRI in every release and on every machine: it is minted from what is asked alone.
    """

    kind: ClassVar[str]

    @property
    def iri(self) -> str:
        """The name of its answer."""
        return mint("analysis", self.kind, digest(self.canonical))

    @property
    def canonical(self) -> str:
        """What is asked, as JSON that is the same for the same question; what is left out is not told."""
        return json.dumps(dict(_told(self)), sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Somebody or something that does not count in an answer, and why."""

    what: Ref
    why: str
    instead: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """An answer. `people` are those it is about; `sparql` gives the counts that its figures are worked out from."""

    question: Inquiry
    label: str
    method: Method
    rows: Sequence[Row]
    people: int | None = None
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    sparql: str = ""

    @property
    def iri(self) -> str:
        """The name of this answer, in every release."""
        return self.question.iri

    def row_iri(self, row: Row) -> str:
        """The name of one of its rows, by what tells it from others."""
        return f"{self.iri}/{_digest(getattr(row, name) for name in row.key)}"

    @property
    def row_iris(self) -> Iterator[str]:
        """The names of all its rows."""
        own, key = self.iri, kind_of(self.rows).key if self.rows else ()
        return (f"{own}/{_digest(facts)}" for facts in zip(*(column(self.rows, name) for name in key), strict=True))


def _digest(facts: Iterable[Any]) -> str:
    return digest(*map(told, facts))


def rounded(value: float | None) -> float | None:
    """A figure to `DIGITS` significant digits. Raises `NoFigure` for what is no number: that would be a refusal."""
    if value is None:
        return None
    if not isfinite(value):
        raise NoFigure(f"{value} is no figure; right would be None and the reason in `refused`")
    return float(f"{value:.{DIGITS}g}")


def words(kind: type) -> Mapping[str, str]:
    """What each field of a question or a row holds, in words: its own first, then those it shares with others."""
    return _worded(kind)


@cache
def _worded(kind: type) -> Mapping[str, str]:
    """Kept, since every row is written by it, and type hints are worked out anew whenever they are asked for."""
    hints = get_type_hints(kind, include_extras=True)
    shared = [one.name for one in fields(kind.__mro__[1])] if is_dataclass(kind.__mro__[1]) else []
    own = [one.name for one in fields(kind) if one.name not in shared]
    return MappingProxyType({name: getattr(hints[name], "__metadata__", ("",))[0] for name in (*own, *shared)})


@cache
def _figures(kind: type[Row]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if "float" in str(one.type))


def told(value: Any) -> Any:
    """A value as JSON has it: things by their IRIs, words by their names."""
    if isinstance(value, Ref):
        return value.iri
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, tuple | list):
        return [told(one) for one in value]
    if isinstance(value, Mapping):
        return {str(name): told(one) for name, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return dict(_told(value))
    return value


def _told(value: Any) -> Iterator[tuple[str, Any]]:
    for one in fields(value):
        given = getattr(value, one.name)
        if given is not None and given != () and given != one.default:
            yield one.name, told(given)
