"""Terms whose order is plain: IRIs, strings and blank nodes go by code point, integers and decimals by value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ranks: TypeAlias = NDArray[np.int64]
Plain: TypeAlias = list[str] | list[Decimal]

NONE, BLANK, IRI, LITERAL = range(4)
"""The kinds of terms, in the order that the engine sorts them by."""
_NUMBER: Final = re.compile(
    r'"([+-]?\d{1,15}(?:\.\d{1,9})?)"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:integer|decimal)>'
)


def kind(term: str | None) -> int:
    """Which kind a term is of; unbound is one of its own."""
    return NONE if term is None else {"_": BLANK, "<": IRI}.get(term[0], LITERAL)


def blanks(spelled: Sequence[str]) -> list[str]:
    """What blank nodes are sorted by."""
    return list(spelled)


def iris(spelled: Sequence[str]) -> list[str] | None:
    """What IRIs are sorted by; None if an escape hides a letter."""
    return _within(spelled)


def literals(spelled: Sequence[str]) -> Plain | None:
    """What literals are sorted by if all are strings or all are numbers; None of others."""
    if all(term[-1] == '"' for term in spelled):
        return _within(spelled)
    numbers = [found for found in map(_NUMBER.fullmatch, spelled) if found]
    return [Decimal(found[1]) for found in numbers] if len(numbers) == len(spelled) else None


def letters(spelled: Sequence[str]) -> list[str] | None:
    """What STR gives of IRIs and strings; None if there are others."""
    return _within(spelled) if all(term[0] + term[-1] in ("<>", '""') for term in spelled) else None


def ranked(values: Plain) -> Ranks:
    """Ranks as Python sorts, from 0; equal values have one."""
    found: list[Any] = values
    rank = {value: at for at, value in enumerate(sorted(set(found)))}
    return np.array([rank[value] for value in found], np.int64)


def _within(spelled: Sequence[str]) -> list[str] | None:
    """What stands between the marks around IRIs and strings."""
    return None if any("\\" in term for term in spelled) else [term[1:-1] for term in spelled]
