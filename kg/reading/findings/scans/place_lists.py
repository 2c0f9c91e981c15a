"""The places of a list: an entry has one, so the others are told to whoever decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.reading.findings.scans.scan_words import ScanWord

_LISTED: Final = re.compile(
    r"(?:\s(?:lobes?|regions?|areas?|white matter))?(?:\s*[,/]|,?\s(?:and|as well as|plus)(?: also)?)"
    r"(?:\s(?:and|in|of|within|the|both|left|right|bilateral))*\s*",
    re.IGNORECASE,
)
"""What stands between two places of one list."""


def listed_with(told: str, words: Sequence[ScanWord], text: str, clause: tuple[int, int]) -> tuple[str, ...]:
    """The other places of the list in a clause of which `told` is one."""
    there = [one for one in words if one.kind == "region" and clause[0] <= one.start and one.end <= clause[1]]
    lists: list[list[ScanWord]] = [there[:1]]
    for before, one in pairwise(there):
        if _LISTED.fullmatch(text, before.end, one.start):
            lists[-1].append(one)
        else:
            lists.append([one])
    mine = next((one for one in lists if told in {place.value for place in one}), [])
    return tuple(dict.fromkeys(one.value for one in mine if one.value != told))
