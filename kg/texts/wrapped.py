"""Lines that were broken to fit, joined again: what a hyphen at their end was is told by the rest of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

HYPHENS: Final = "\u00ad\u2010\u2011\u0002-"
_END: Final = re.compile(rf"(?P<before>[^\s{HYPHENS}]*)[{HYPHENS}]$")
_LONGEST: Final = 60
"""Letters of a word."""
_START: Final = re.compile(r"[^\W\d_]+")
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_FIRST_PARTS: Final = frozenset(
    (
        *("adult", "age", "autosomal", "case", "contrast", "control", "diffusion", "dose", "early", "ex", "fluid"),
        *("follow", "frame", "full", "gadolinium", "gene", "genome", "half", "high", "ill", "infantile", "juvenile"),
        *("late", "left", "levodopa", "long", "loss", "low", "mid", "middle", "mini", "month", "next", "old", "one"),
        *("own", "right", "self", "short", "single", "sub", "two", "three", "well", "whole", "wild", "work", "year"),
    )
)
"""PrintedWords that are printed with a hyphen and another word more often than broken there."""


class PrintedWords:
    """The words of a text, each as often as it stands in a line whole."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._seen = Counter(word.lower() for line in lines for word in _WORD.findall(line.translate(_PLAIN)))

    def joined(self, lines: Sequence[str], keep: bool) -> str:
        """Lines as one text; `keep` is whether a hyphen stays where nothing tells what it was."""
        out: list[str] = []
        for line in map(str.strip, lines):
            if not line:
                continue
            end, start = (_END.search(out[-1][-_LONGEST:]) if out else None), _START.match(line)
            if end is None or start is None or not end["before"]:
                out.append(f" {line}" if out else line)
            elif self._stays(out[-1], end["before"], start[0], keep):
                out += [out.pop()[:-1] + "-", line]
            else:
                out += [out.pop()[:-1], line]
        return "".join(out)

    def _stays(self, before: str, first: str, second: str, keep: bool) -> bool:
        if not second[0].islower() or any(letter.isdigit() for letter in first) or first[-1].isupper():
            return True
        first, second = re.sub(r"^[^\w]+", "", first).lower(), second.lower()
        whole, parted = self._seen[first + second], self._seen[f"{first}-{second}"]
        if whole != parted:
            return parted > whole
        return keep or first in _FIRST_PARTS or bool(re.search(r"\d[^\s]*-[^\s]*$", before[: -len(first) - 1]))


_PLAIN: Final = {ord(mark): "-" for mark in HYPHENS}
