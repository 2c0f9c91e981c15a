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


_SPELT_ORDINALS: Final = {word: n for n, word in enumerate(("", *ORDINALS, "seventh", "eighth", "ninth")) if word}
ORDINAL: Final = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)|(?:{one_of(from_to(20, 90))})[\s-](?:{one_of(_SPELT_ORDINALS)})"
    rf"|(?:{'|'.join(word[:-1] for word in from_to(20, 90))})ieth)"
)
"""The number of a birthday from the 20th on, or in figures: `46th`, `forty-sixth`, `fiftieth`."""


def ordinal_of(words: str) -> int:
    """What such a number says, or one of the first nine.

    >>> ordinal_of("46th"), ordinal_of("forty-sixth"), ordinal_of("fiftieth"), ordinal_of("second")
    (46, 46, 50, 2)
    """
    if figures := re.match(r"\d+", words):
        return int(figures[0])
    if words.lower() in _SPELT_ORDINALS:
        return _SPELT_ORDINALS[words.lower()]
    tens, _, ones = words.lower().replace("-", " ").partition(" ")
    return NUMBERS[tens if ones else f"{tens.removesuffix('ieth')}y"] + _SPELT_ORDINALS.get(ones, 0)
