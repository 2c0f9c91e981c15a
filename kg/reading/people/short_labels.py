"""Short labels (`P5`, `JH2`) that mean persons because a table, or a description, gives such labels to persons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.people.bare_letters import BareLetters
from kg.reading.people.known import Known
from kg.reading.people.mentions import NUMBER, MentionKind, PersonMention, mentions
from kg.reading.people.ranks import by_rank, ranks
from kg.reading.spellings import plain_signs
from kg.texts.text import Text

_SHORT_LABEL: Final = re.compile(r"(?![IVX]+-)[A-Z]{1,4}-?\d{1,3}[a-z]?")
"""Labels of a pedigree are known without a table."""
_AGED: Final = rf"(?:[\w-]+\s){{0,3}}?{NUMBER}[\s-](?:years?|months?|yrs?|y)[\s-]?(?:-?old|of\sage)"
_PERSON: Final = r"(?:woman|man|girl|boy|male|female|patient|lady|gentleman|infant|child|brother|sister)"
_GIVEN: Final = re.compile(
    rf"(?<![\w-])(?P<one>(?!T[12]\b)[A-Z]{{1,3}}-?)\d{{1,2}}[a-z]?(?:,\s|\s\(|\s(?:is|was)\s|:\s)(?:(?:an?|the)\s{_AGED}|(?:an?\s)?(?:fe)?male\b|[MF]\b[,/;])"
    rf"|{_AGED}(?:\s[\w-]+){{0,3}}?\s{_PERSON}\s?[(,]\s?(?P<two>(?!T[12]\b)[A-Z]{{1,3}}-?)\d{{1,2}}[a-z]?[),]"
    r"|\b(?:the|his|her)\s(?:(?:elder|older|younger|first|second|third)\s)?(?:eldest|oldest|youngest|elder|younger|first|second|third|proband|brother|sister|patient)"
    r"\s\((?P<three>(?!T[12]\b)[A-Z]{1,3}-?)\d{1,2}[),;]"
)
"""`P1, a 39-year-old woman`: the letters before the number are those of the text's labels."""
_DOES: Final = re.compile(r"(?<![\w-])(P[12])(?=[’']s\s|\s(?:had|has|was|is|showed|developed|presented|died)\b)")
"""`P1 had ..., P2 was ...`: labels that no description gives."""
_MOST_LABELS: Final = 500
"""Labels of tables that are looked for in the text as they stand."""

_WITH_LABELS: Final = (MentionKind.LABELLED, MentionKind.RELATIVE)
"""Mentions within which a label is read already: `father of II-1 and II-2`."""


class ShortLabels:
    """The short labels of one text; `people` are those whom its tables label."""

    def __init__(self, text: Text, people: Sequence[Known]) -> None:
        labels = {one.labels[0] for one in people if one.labels}
        short = sorted((re.escape(label) for label in labels if _SHORT_LABEL.fullmatch(label)), key=len, reverse=True)
        ways = "|".join([*short[:_MOST_LABELS], *(rf"{re.escape(led)}\d{{1,2}}[a-z]?" for led in _given(text))])
        self._ranks, self._letters = ranks(text), BareLetters(text)
        self._short = re.compile(rf"(?<![\w-])(?:{ways})(?![\w-])") if ways else None

    def mentions(self, text: str, start: int, end: int) -> list[PersonMention]:
        """The mentions of a sentence, these labels among them."""
        met = list(mentions(text, start, end))
        if self._short:
            taken = [(one.start, one.end) for one in met if one.kind in _WITH_LABELS]
            met += [
                PersonMention(kind=MentionKind.LABELLED, start=match.start(), end=match.end(), label=match[0])
                for match in self._short.finditer(text, start, end)
                if not any(low <= match.start() < high for low, high in taken)
            ]
        met += [
            one
            for one in self._letters.mentions(text, start, end)
            if not any(two.start <= one.start < two.end for two in met)
        ]
        met.sort(key=lambda one: one.start)
        return by_rank(self._ranks, met, text, (start, end))


def _given(text: Text) -> set[str]:
    """What labels begin with that the text gives to persons whom it describes."""
    found = (match for passage in text.passages for match in _GIVEN.finditer(plain_signs(passage.text)))
    told = {match["one"] or match["two"] or match["three"] for match in found}
    doing = {match[1] for passage in text.passages for match in _DOES.finditer(plain_signs(passage.text))}
    return told | ({"P"} if {"P1", "P2"} <= doing else set())
