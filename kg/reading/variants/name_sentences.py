"""Sentences of a text with the names of variants in them, where none ends within a name (`c. 2381T>C`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.reading.sentences import sentences
from kg.reading.spellings import PrintedName

_ENDS: Final = re.compile(r"\.\s[A-Z]")


def named_sentences(text: str, names: Sequence[PrintedName]) -> Iterator[tuple[PrintedName, tuple[int, int]]]:
    """Each name with its sentence."""
    at = 0
    for start, end in whole_sentences(text, names):
        while at < len(names) and names[at].start < end:
            yield names[at], (start, end)
            at += 1


def whole_sentences(text: str, names: Sequence[PrintedName]) -> Iterator[tuple[int, int]]:
    """The sentences of a text, where none ends within a name (`c. 2381T>C`)."""
    within = [(name.start, name.end) for name in names]
    begun: int | None = None
    at = 0
    for start, end in sentences(text):
        begun = start if begun is None else begun
        while at < len(within) and within[at][1] <= end:
            at += 1
        if at < len(within) and within[at][0] < end:
            continue
        for _, stop in within[:at]:  # `p. T833 M. In`: no initial
            if begun < stop < end and _ENDS.match(text, stop):
                yield begun, stop + 1
                begun = stop + 2
        yield begun, end
        begun = None
    if begun is not None:
        yield begun, len(text)
