"""QueryTerms whose order is plain: IRIs, strings and blank nodes go by code point, integers and decimals by value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ranks: TypeAlias = NDArray[np.int64]
Plain: TypeAlias = list[str] | list[Decimal]

_NUMBER: Final = re.compile(
    r'"([+-]?\d{1,15}(?:\.\d{1,9})?)"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:integer|decimal)>'
)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def literals(spelled: Sequence[str]) -> Plain | None:
    """What literals are compared by if all are strings or all are whole numbers and decimals; None of others."""
    if all(term[0] + term[-1] == '""' for term in spelled):
        return inner(spelled)
    numbers = [found for found in map(_NUMBER.fullmatch, spelled) if found]
    return [Decimal(found[1]) for found in numbers] if len(numbers) == len(spelled) else None


def letters(spelled: Sequence[str]) -> list[str] | None:
    """What STR gives of IRIs and strings; None if there are others."""
    return inner(spelled) if all(term[0] + term[-1] in ("<>", '""') for term in spelled) else None


def inner(spelled: Sequence[str]) -> list[str]:
    """What stands between the marks around IRIs and strings."""
    return [unescaped(term[1:-1]) for term in spelled]


def unescaped(text: str) -> str:
    """A text as it is meant; `\\n` and the like are how N-Triples spells it."""
    return _ESCAPE.sub(_letter, text) if "\\" in text else text


def ranked(values: Sequence[Any]) -> Ranks:
    """Ranks as Python sorts, from 0; equal values have one."""
    rank = {value: at for at, value in enumerate(sorted(set(values)))}
    return np.array([rank[value] for value in values], np.int64)


def _letter(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _LETTERS.get(found[3], found[3])
