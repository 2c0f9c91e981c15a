"""Lines that were broken to fit, joined again: what a hyphen at their end was is told by the rest of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

HYPHENS: Final = "\u00ad\u2010\u2011\u0002-"
_END: Final = re.compile(rf"(?P<before>[^\s{HYPHENS}]*)[{HYPHENS}]$")
_LONGEST: Final = 60
"""Letters of a word."""
_START: Final = re.compile(r"[^\W_]+")
_GLUED: Final = re.compile(r"[\w)]/$|[^\W_]_$|\d>$|\bc\.$|\d[–−]$")
"""Ends of a line behind which no space stands: shares (`5/` `12`) and names of changes, which are long."""
_AMID: Final = re.compile(r"(?:versus|to|of|in|and|by|on|for|the|up)-[^\W\d_]")
"""What stands between the hyphens of one word: `graft-versus-host`."""
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def _parts(*places: str) -> frozenset[str]:
    """The parts of words that `hyphens.tsv` lists as one of these."""
    lines = Path(__file__).with_name("hyphens.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return frozenset(part for part, place in rows if place in places)


_FIRST_PARTS: Final = _parts("before")
_SECOND_PARTS: Final = _parts("behind", "behind any")
_BEHIND_ANY: Final = _parts("behind any")
_SYLLABLES: Final = _parts("syllable")


class PrintedWords:
    """The words of a text, each as often as it stands in a line whole."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.doubts: list[str] = []
        self._seen = Counter(word.lower() for word in _whole(lines))

    def joined(self, lines: Sequence[str], keep: bool) -> str:
        """Lines as one text; `keep` is whether a hyphen stays where nothing tells what it was."""
        out: list[str] = []
        for line in map(str.strip, lines):
            if not line:
                continue
            end, start = (_END.search(out[-1][-_LONGEST:]) if out else None), _START.match(line)
            if out and start and _GLUED.search(out[-1][-_LONGEST:]):
                out.append(line)
            elif end is None or start is None or not end["before"]:
                out.append(f" {line}" if out else line)
            elif _AMID.match(line) or self._stays(out[-1], end["before"], start[0], keep):
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
        if keep or bool(re.search(r"\d[^\s]*-[^\s]*$", before[: -len(first) - 1])):
            return True
        if first in _SYLLABLES:
            return False
        known = second in _SECOND_PARTS or self._seen[second] > 0
        if second in _BEHIND_ANY or (first in _FIRST_PARTS and (known or (second.endswith("ed") and len(second) > 5))):
            return True
        if (self._seen[first] and self._seen[second]) or (first in _FIRST_PARTS and len(second) > 3):
            self.doubts.append(first + second)
        return False


def _whole(lines: Iterable[str]) -> Iterator[str]:
    """The words of lines but those that a hyphen at a line's end may have broken, and their rests."""
    broken = False
    for line in lines:
        words = _WORD.findall(line.translate(_PLAIN))
        yield from words[1 if broken else 0 : -1 if _END.search(line[-_LONGEST:]) else None]
        broken = _END.search(line[-_LONGEST:]) is not None


_PLAIN: Final = {ord(mark): "-" for mark in HYPHENS}
