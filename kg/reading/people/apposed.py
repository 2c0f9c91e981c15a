"""Words beside each other that speak of one person, and leads that name the person of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.number_words import ORDINALS
from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.people.mentions.labels import NUMBERED, ROMAN
from kg.reading.sentences import sentences

_JOINED: Final = re.compile(
    r"[\s,;()\[\]:–—-]*(?:(?:is|was|were|being|who\s(?:is|was)|i\.e\.,?|namely|involved|concerns)\s)?(?:now\s"
    r"|then\s|currently\s)?[\s,(\[]*"
)
_IS: Final = re.compile(r"[^.;:]{0,90},\s(?:is|was)\s(?:now\s|then\s)?")
"""Between `the third patient, a cousin of the two,` and what he is."""
_OF_ONE: Final = re.compile(r",\s(?:(?:fe)?male\b|[MF]\b|an?\s|aged\b|onset\b|\d)|\s?[:.](?=\s|$)")
"""Behind a second label where both are one person's: `Patient 1, III-1, F`."""
_ALSO: Final = r"(?:\s\([^()]{1,20}\))?\s?[.:]"
"""Behind the label of a lead: a second label of the same person, and the stop."""
_LEAD: Final = re.compile(rf"[\[(]?\w[\w\s:#.-]{{0,24}}\d\)?{_ALSO}|(?:Case|Patient|Proband)\s[A-H]{_ALSO}", re.I)
_LABEL_LEAD: Final = re.compile(rf"(?:Case|Patient|Proband)\s(?:\d{{1,2}}|[A-H]){_ALSO}", re.I)
_LABEL_LINE: Final = re.compile(rf"\s*(?:\d[\d.]*\s)?(?i:{NUMBERED}|{ROMAN})(?:\s\([^()]{{1,30}}\))?\W*")
TRADE_AHEAD: Final = re.compile(
    r"\s*(?:(?:An?|The|This)\s(?:(?!of\b|with\b|who\b|and\b|was\b)[\w-]+\s){0,4}?[\w-]+,\s)?\s*"
)
"""Ahead of whose relative somebody is: `A bricklayer, the cousin of Case 1`."""
_MARK: Final = re.compile(r"[()\[\];]")


def apposed(text: str, before: PersonMention, one: PersonMention) -> bool:
    """Whether a mention says who the one before it is: `Patient 2, a 29-year-old woman`, `Her mother (II-1)`."""
    if one.kind not in (MentionKind.LABELLED, MentionKind.DESCRIBED, MentionKind.ROLE):
        return False
    if before.kind is MentionKind.GROUP or (
        before.kind is MentionKind.PRONOUN and before.noun in ("her", "his", "him")
    ):
        return False
    between = text[before.end : one.start]
    if text[one.start] == "(":
        return between.isspace() or not between
    if one.kind is MentionKind.LABELLED:
        if before.kind is MentionKind.LABELLED and between == ", " and " " in before.label and " " not in one.label:
            return _OF_ONE.match(text, one.end) is not None
        return bool(re.fullmatch(r"\s?[(\[,]\s?|\s(?:is|was)\s|\s?=\s?|:\s?|\s", between)) and (
            before.kind is not MentionKind.LABELLED or bool(re.fullmatch(r"\s?[(\[]\s?|\s?=\s?", between))
        )
    if before.kind is MentionKind.LABELLED and re.fullmatch(r"\s?(?:[,(][^().]{0,30}\))?\s?[.:]?\s*", between):
        return True
    return bool(_JOINED.fullmatch(between))


def said_to_be(text: str, before: PersonMention, one: PersonMention) -> bool:
    """Whether a sentence goes on to say who a patient is: `The third, a cousin of both, is a teacher of 56 years`."""
    kinds = (MentionKind.ROLE, MentionKind.RELATIVE)
    return (
        before.kind in kinds
        and one.kind is MentionKind.DESCRIBED
        and one.fresh
        and _IS.fullmatch(text, before.end, one.start) is not None
    )


def led_relative(text: str, start: int, before: PersonMention, one: PersonMention) -> bool:
    """Whether a lead is explained by a relative: `Patient 2. Her mother`, `Case 2, the brother of case 1`."""
    between = text[before.end : one.start]
    if one.kind is MentionKind.RELATIVE and before.noun in ("she", "he") and between in (" is ", " was "):
        return re.search(r"\d|\b(?:first|second|third|fourth|mrs?|ms)\b", one.of.lower()) is not None
    if one.kind is MentionKind.RELATIVE and before.kind in (MentionKind.DESCRIBED, MentionKind.ROLE):
        ordered = before.kind is MentionKind.ROLE and not set(ORDINALS).isdisjoint(before.label.lower().split())
        return (ordered or bool(re.search(r"\d|the\s", one.of))) and bool(
            re.fullmatch(r"\s?(?:,|\(|\swas|\sis)\s?", between)
        )
    if one.kind is not MentionKind.RELATIVE or before.kind is not MentionKind.LABELLED:
        return False
    lead = before.start - start <= 12 and re.fullmatch(
        rf"\s?(?:[,(]\s?[Ff]amily\s\w+)?[).:,(–—-]*{TRADE_AHEAD.pattern}", between
    )
    return bool(lead or re.fullmatch(r"\s?(?:,|\(|\swas|\sis)\s?", between))


def only_label(text: str) -> bool:
    """Whether a line is the label of somebody and nothing else: `2.2. Patient III-5 (index)`."""
    return _LABEL_LINE.fullmatch(text) is not None


def led_sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences, a lead (`Patient 1.`) together with the one behind it."""
    begun: int | None = None
    for start, end in sentences(text):
        begun = start if begun is None else begun
        if begun == start and (_LEAD if start < 3 else _LABEL_LEAD).fullmatch(text, start, end):
            continue
        yield from _clauses(text, begun, end)
        begun = None
    if begun is not None:
        yield begun, len(text)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence between semicolons that stand in no brackets: each may be of another person."""
    depth, begun = 0, start
    for match in _MARK.finditer(text, start, end):
        depth = max(0, depth + {"(": 1, "[": 1, ")": -1, "]": -1}.get(match[0], 0))
        if match[0] == ";" and not depth:
            yield begun, match.end()
            begun = match.end()
            while begun < end and text[begun].isspace():
                begun += 1
    if begun < end:
        yield begun, end
