"""Numbers in words: `seven`, `twenty-three`, `the third`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_ONES: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS: Final[Mapping[str, int]] = MappingProxyType(
    {word: n for n, word in enumerate(_ONES.split(), 1)} | {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
)
"""What each single word says."""
ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth")
"""In which order people are told of; further ones are labelled."""


def one_of(words: Mapping[str, int]) -> str:
    """Words as the alternatives of a pattern, the longest first: `six` would end within `sixteen`."""
    return "|".join(sorted(words, key=len, reverse=True))


def from_to(first: int, last: int) -> Mapping[str, int]:
    """The single words for the numbers between two, both included.

    >>> from_to(2, 4)
    {'two': 2, 'three': 3, 'four': 4}
    """
    return {word: number for word, number in NUMBERS.items() if first <= number <= last}


SPELT: Final = rf"(?:(?:{one_of(from_to(20, 90))})(?:[\s-](?:{one_of(from_to(1, 9))})\b)?|{one_of(from_to(1, 19))})"
"""A number up to 99."""


def number_of(words: str) -> int | None:
    """What a number up to 99 says; None for other words.

    >>> number_of("Thirty-one"), number_of("seven"), number_of("several")
    (31, 7, None)
    """
    plain = words.lower()
    return sum(NUMBERS[word] for word in re.split(r"[\s-]", plain)) if re.fullmatch(SPELT, plain) else None
