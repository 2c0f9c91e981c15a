"""`The elder` and `the younger` of persons who have labels: `Patient 3 (elder)`, `the elder sister (II-1)`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kg.reading.people.mentions import MentionKind, PersonMention, tidy
from kg.reading.people.mentions.labels import NUMBERED, ROMAN
from kg.reading.people.mentions.words import RANK, rank_of
from kg.reading.people.siblings.siblings import ranked
from kg.reading.spellings import plain_signs
from kg.texts.text import Text

_LABEL: Final = rf"(?:(?i:{NUMBERED})|{ROMAN})"
_KIN: Final = r"(?:\s(?:brother|sister|sibling|sib|twin|boy|girl|child|patient|cousin))?"
_GIVEN: Final = re.compile(
    rf"(?P<one>{_LABEL})(?:\s\(|,\s|[.:]\s)(?:[Tt]he\s|an?\s)?(?P<rank1>{RANK}){_KIN}(?=[,.;:)]|\s(?:had|was|has|is|became|died|developed|presented|noticed|complained)\b)"
    rf"|\b[Tt]he\s(?P<rank2>{RANK}){_KIN},?\s?\(?(?P<two>{_LABEL})(?=[,.;:)])"
)


def ranks(text: Text) -> Mapping[str, str]:
    """The label of the elder, the younger ..., where the text tells it of one label alone."""
    told: dict[str, set[str]] = {}
    for passage in text.passages:
        for match in _GIVEN.finditer(plain_signs(passage.text)):
            label, rank = match["one"] or match["two"], match["rank1"] or match["rank2"]
            told.setdefault(rank_of(rank), set()).add(tidy(label))
    return {rank: labels.pop() for rank, labels in told.items() if len(labels) == 1}


def by_rank(
    labels: Mapping[str, str], met: Sequence[PersonMention], text: str, place: tuple[int, int]
) -> list[PersonMention]:
    """The mentions of a sentence in which those who are the elder or the younger have their labels."""
    if not labels:
        return [*met]
    found: list[PersonMention] = []
    for one in sorted((*met, *ranked(text, *place)), key=lambda one: one.start):
        rank = rank_of(one.sort) if one.kind is MentionKind.RELATIVE and one.of == "the" else ""
        if label := labels.get(rank):
            one = PersonMention(kind=MentionKind.LABELLED, start=one.start, end=one.end, label=label, sex=one.sex)
        if one.kind is not MentionKind.RELATIVE or one.kin:
            found.append(one)
    return found
