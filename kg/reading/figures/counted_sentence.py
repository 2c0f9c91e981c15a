"""A sentence that tells figures: its findings, the people it names, its values of p."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.reading.found import FoundFinding

_GROUP: Final = re.compile(
    r"\b(?:(?:of|in|among)\s)?(?:the\s|all\s)?(?:\d+\s)?(?:[\w-]+\s){0,2}?"
    r"(?P<group>(?:[\w-]+\s)?(?:patients|carriers|cases|women|men|individuals|probands|controls|children|families|females|males"
    r"|subjects|people|persons|adults|members))\b", re.I
)  # fmt: skip
_PLAIN: Final = re.compile(
    r"the|all|of|in|these|those|our|with|were|was|and|had|other|for|most|some|reported|\d+", re.IGNORECASE
)
_P: Final = re.compile(r"\bp\s?(?P<sign>[=<>≤≥])\s?(?P<value>0?[.·]\d+(?:\s?[×x]\s?10\s?[-−–]\s?\d+)?)", re.I)


@dataclass(frozen=True, slots=True)
class CountedSentence:
    """A sentence of a passage; `text` is the passage's, `findings` those that stand in the sentence."""

    passage: int
    text: str
    start: int
    end: int
    findings: tuple[FoundFinding, ...]

    def group(self, start: int, end: int) -> dict[str, str]:
        """Whom a figure is of: the people that stand in it, else those whom the sentence names first."""
        match = _GROUP.search(self.text, start, end) or _GROUP.search(self.text, self.start, self.end)
        if match is None:
            return {}
        words = match["group"].split()
        bare = len(words) > 1 and (_PLAIN.fullmatch(words[0]))
        return {"group": " ".join(words[1:] if bare else words)}

    def p(self, at: int) -> dict[str, str | float]:
        """The value of p behind a figure."""
        match = _P.search(self.text, at, min(self.end, at + 80))
        if match is None:
            return {}
        value = match["value"].replace("·", ".")
        exact = match["sign"] == "=" and re.fullmatch(r"0?\.\d+", value)
        return {"p": float(value) if exact else f"{match['sign']}{value}"}
