"""Lists whose lead says whom their items are about: `Features of our patient not reported before:`, then one a line."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.turn import Turn, Turns
from kg.reading.people.zones import Zone

_BULLET: Final = re.compile(r"\s*(?:[-•*–·▪]\s|\(?[a-z\d]{1,2}[.)]\s|[a-z])")
_OTHERS: Final = re.compile(r"\b(?:published|reported|literature|previous(?:ly)?)\b", re.I)


class Lists:
    """The list that a text is in, if it is in one."""

    def __init__(self) -> None:
        self._lead: Turn | None = None

    def item(self, text: str) -> Turn | None:
        """Whom an item is about that names nobody; None for a passage that is no item."""
        return self._lead if _BULLET.match(text) else None

    def read(self, text: str, turns: Turns, zone: Zone) -> None:
        """A passage was read, and whom it is about: with a colon at its end it leads a list."""
        if text.rstrip().endswith(":"):
            told = turns[-1][1] if turns else Turn()
            nobody = not told.persons and not told.lone
            theirs = zone.of_world or not nobody or _OTHERS.search(text)
            self._lead = told if theirs else None
        elif not _BULLET.match(text):
            self._lead = None
