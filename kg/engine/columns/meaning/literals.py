"""The order of literals of every kind, total whatever they are.

Oxigraph 0.5 compares numbers by value, times by time, and anything else, or two kinds, by (text, type, language). With
numbers among strings that is no total order (2 < 10 < "15" < 2), and its sort then ends the whole process. So kinds
are sorted apart here and their sequences merged by text: the same wherever that order is one, and by value always.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias

import numpy as np

from kg.engine.columns.meaning import asked, plain
from kg.engine.columns.meaning.plain import Ranks
from kg.names import XSD

Text: TypeAlias = tuple[str, str, str]

_SPLIT: Final = re.compile(r'"(.*)"(?:\^\^<(.*)>|@(.*))?', re.DOTALL)
_LANGUAGE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_INTEGERS: Final = frozenset(
    f"{XSD}{sign}{name}"
    for sign, names in (
        ("", ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "nonPositiveInteger")),
        ("unsigned", ("Int", "Long", "Short", "Byte")),
        ("", ("positiveInteger", "negativeInteger")),
    )
    for name in names
)
_WHOLE: Final = re.compile(r"[+-]?\d{1,18}")
_DECIMAL: Final = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})")
_FLOATING: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN")
_NUMERIC: Final[dict[str, tuple[re.Pattern[str], Callable[[str], Any]]]] = {
    **dict.fromkeys(_INTEGERS, (_WHOLE, Decimal)),
    f"{XSD}decimal": (_DECIMAL, Decimal),
    f"{XSD}double": (_FLOATING, float),
    f"{XSD}float": (_FLOATING, lambda text: float(np.float32(text))),
}
_ZONED: Final = re.compile(r"Z|[+-]\d\d:\d\d$")
_TIMES: Final = frozenset(f"{XSD}{name}" for name in ("date", "dateTime", "time", "gYear", "gYearMonth"))
_DURATIONS: Final = frozenset(f"{XSD}{name}" for name in ("duration", "dayTimeDuration", "yearMonthDuration"))


def ranks(spelled: Sequence[str], alone: bool = False) -> Ranks | None:
    """The ranks of different literals, from 0; with `alone`, None unless all are texts or all are numbers."""
    values = plain.literals(spelled)
    if values is not None:
        return plain.ranked(values)
    texts = [_text(term) for term in spelled]
    kinds = _kinds(texts, spelled)
    if alone and not kinds.keys() < {"text", "number"}:
        return None
    rank_of = {kind: _ranked(kind, places, texts, spelled) for kind, places in kinds.items()}
    if len(kinds) == 1:
        return next(iter(rank_of.values()))
    found = np.empty(len(spelled), np.int64)
    sequences = [_sequence(rank_of[kind], places) for kind, places in kinds.items()]
    for rank, tied in enumerate(heapq.merge(*sequences, key=lambda tied: texts[tied[0]])):
        found[tied] = rank
    return found


def _text(term: str) -> Text:
    """The text of a literal, its type and its language."""
    found = _SPLIT.fullmatch(term)
    assert found is not None  # noqa: S101 - a literal is spelled so
    text, kind, language = found.groups()
    kind = _LANGUAGE if language else kind or f"{XSD}string"
    return plain.unescaped(text), kind, language or ""


def _kinds(texts: list[Text], spelled: Sequence[str]) -> dict[str, list[int]]:
    """The places of literals of each kind; a time or duration that is none goes by its text."""
    timed = [at for at, (_, kind, _) in enumerate(texts) if kind in _TIMES | _DURATIONS]
    comparable = asked.truths("?_v <= ?_v", [("?_v", [spelled[at] for at in timed])])
    wrong = {at for at, truth in zip(timed, comparable, strict=True) if truth != 1}
    kinds: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        kinds["text" if place in wrong else _kind(text)].append(place)
    return kinds


def _kind(text: Text) -> str:
    """Literals of one kind are in a total order: "text", "number", or times and durations that compare."""
    lexical, kind, _ = text
    if kind in _NUMERIC:
        return "number" if _NUMERIC[kind][0].fullmatch(lexical) else "text"
    if kind in _TIMES:
        return f"{kind} {'with a zone' if _ZONED.search(lexical) else ''}"
    if kind in _DURATIONS:
        months = re.match(r"-?P\d+[YM]", lexical) is not None
        return "text" if months and re.search("[DT]", lexical) else f"{kind} {'of months' if months else ''}"
    return "text"


def _ranked(kind: str, places: list[int], texts: list[Text], spelled: Sequence[str]) -> Ranks:
    """The ranks of literals of one kind."""
    if kind == "text":
        return plain.ranked([texts[at] for at in places])
    if kind == "number":
        return plain.ranked(_numbers([texts[at] for at in places]))
    return _by_engine([spelled[at] for at in places])


def _sequence(rank: Ranks, places: list[int]) -> list[list[int]]:
    """Places in the order of their ranks, those together that tie."""
    order = np.argsort(rank, kind="stable")
    cuts = np.flatnonzero(np.diff(rank[order])) + 1
    return [[places[at] for at in tied] for tied in np.split(order, cuts)]


def _numbers(texts: list[Text]) -> list[Any]:
    """Numbers by value: exact, or beside floating point as floating point; not a number comes last."""
    values = [_NUMERIC[kind][1](text) for text, kind, _ in texts]
    if all(isinstance(value, Decimal) for value in values):
        return values
    return [(value != value, 0.0 if value != value else float(value)) for value in values]


def _by_engine(spelled: list[str]) -> Ranks:
    """Sorted twice with ties in either order: a tie ends where both have had the same terms."""
    upwards, downwards = (np.array(places, np.int64) for places in asked.sequence(spelled))
    at = np.empty(len(spelled), np.int64)
    at[downwards] = np.arange(len(spelled))
    ends = np.maximum.accumulate(at[upwards]) == np.arange(len(spelled))
    found = np.empty(len(spelled), np.int64)
    found[upwards] = np.cumsum(ends) - ends
    return found
