"""A sentence that tells figures: its findings, the people it names, its values of p."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.reading.figures.counts import PEOPLE
from kg.reading.found import FoundFinding
from kg.reading.number_words import SPELT

_GROUP: Final = re.compile(rf"\b(?P<group>(?:[\w-]+\s)?{PEOPLE})\b", re.I)
_PLAIN: Final = re.compile(
    r"the|all|of|in|these|those|our|their|with|were|was|and|had|other|for|most|some|reported|among|than|only|between|by|from|to|at|as|per|both|\d+"
    r"|no|an?|any|each|every|either|neither|nor|or|but|not|this|that|which|when|where|while|whereas|whose|who|if|into|within|is|are|be|been"
    r"|have|has|having|include[ds]?|including|consecutive|such|several|many|few|fewer|more|less|total|overall|further|additional|remaining"
    r"|recruited|enrolled|studied|we|they|eligible"
    rf"|{SPELT}",
    re.IGNORECASE,
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
    section: str = ""

    def group(self, start: int, end: int) -> dict[str, str]:
        """The people that stand in a figure, else those whom the sentence names first."""
        match = _GROUP.search(self.text, start, end) or _GROUP.search(self.text, self.start, self.end)
        return {"group": self.bare(match["group"])} if match else {}

    @staticmethod
    def bare(words: str) -> str:
        """A group without its number and its article.

        >>> CountedSentence.bare("the carriers"), CountedSentence.bare("symptomatic carriers")
        ('carriers', 'symptomatic carriers')
        """
        first, _, rest = words.partition(" ")
        return (rest if rest and _PLAIN.fullmatch(first) else words) if rest else words.lower()

    def p(self, at: int) -> dict[str, str | float]:
        """The value of p behind a figure."""
        match = _P.search(self.text, at, min(self.end, at + 80))
        if match is None:
            return {}
        value = match["value"].replace("·", ".")
        exact = match["sign"] == "=" and re.fullmatch(r"0?\.\d+", value)
        return {"p": float(value) if exact else f"{match['sign']}{value}"}
