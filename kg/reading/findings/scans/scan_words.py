"""The words of scans in a sentence, by the rows of `scans.tsv`: each a fact of an imaging entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from kg.reading.rows import rows

ROOM: Final = Path(__file__).parent
_BESIDE: Final = 12
"""Words of scans to either side that may overlap with one."""


class ScanWord(NamedTuple):
    """A word of a scan: `kind` is a fact of an imaging entry, `value` what stands there."""

    kind: str
    value: str
    start: int
    end: int


def scan_words(sentence: str) -> Iterator[ScanWord]:
    """The words of the table; of two of one kind that overlap the longer, and no side inside `nothing`."""
    found = [
        ScanWord(kind, value, match.start(), match.end())
        for kind, value, pattern in _patterns()
        for match in pattern.finditer(sentence)
    ]
    found.sort(key=start_of)
    for number, one in enumerate(found):
        near = (*found[max(0, number - _BESIDE) : number], *found[number + 1 : number + 1 + _BESIDE])
        if one.kind == "nothing" or not any(_covers(other, one) for other in near):
            yield one


def _covers(other: ScanWord, one: ScanWord) -> bool:
    if other.end <= one.start or one.end <= other.start:
        return False
    longer = other.end - other.start > one.end - one.start
    return longer and (other.kind == one.kind or (other.kind == "nothing" and one.kind == "side"))


def kind_of_scan(word: ScanWord) -> str | None:
    """The kind of scan that a word tells."""
    return word.value if word.kind == "modality" else "MRI" if word.kind == "sequence" else None


def start_of(word: ScanWord) -> int:
    """Where a word begins: what words are put in order by."""
    return word.start


@lru_cache(1)
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    found = []
    for row in rows(ROOM / "scans.tsv"):
        flags = re.IGNORECASE if row["capitals"] != "yes" else 0
        found.append((row["kind"], row["value"], re.compile(rf"(?<!\w)(?:{row['pattern']})(?!\w)", flags)))
    return tuple(found)
