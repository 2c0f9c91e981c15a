"""Whom a share is of: the people it counts, and whether they are others than the paper's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.reading.clause_words import BUT
from kg.reading.figures.counted_sentence import CountedSentence
from kg.reading.figures.counts import PEOPLE
from kg.reading.figures.others import are_cited, are_others, begins_elsewhere
from kg.reading.figures.printed_share import PrintedShare

_CLAUSE: Final = re.compile(rf";\s|\b(?:{BUT}|against|versus|vs\.?|(?:as\s)?compared\s(?:with|to)|than)\b", re.I)
_PHRASE: Final = rf"(?P<group>(?:[\w-]+\s)?(?:non-?)?{PEOPLE})\b"
_IN_IT: Final = re.compile(rf"(?<![\w-]){_PHRASE}", re.I)
_BEHIND: Final = re.compile(rf"\s?(?:of|in|among)?\s?(?:the|our|these|all)?\s?(?:\d+\s)?{_PHRASE}", re.I)
_AHEAD: Final = re.compile(
    rf"(?:\b(?:in|of|among|for)\s(?:the\s|our\s|all\s|these\s)?(?:\d+\s)?(?:[\w-]+\s)?|(?:^|[,;:(]\s?|\b(?:and|vs\.?|v)\s))"
    rf"{_PHRASE}[,:]?\s?[(\[]?\s?$", re.I
)  # fmt: skip
"""`in women (8/19`, `controls 0/40`."""
_PAIR: Final = re.compile(
    r"\b(?:in\s)?(?P<first>[\w-]+)\s(?:than|versus|vs\.?|v|and|compared\s(?:with|to))\s"
    r"(?:in\s)?(?P<second>[\w-]+)\s?[(\[:]\s?$", re.I
)  # fmt: skip
"""`in women than in men (6/14 vs 1/10)`."""
_THAN: Final = re.compile(
    rf"\b(?:than|against|versus|vs\.?|compared\s(?:with|to))\s(?:in\s)?(?:the\s)?(?:[\w-]+\s)?{_PHRASE}\s?[(\[:]\s?$",
    re.I,
)
"""`more often than in controls (2/24 vs 1/30)`: the second is theirs."""
_PEOPLE: Final = re.compile(PEOPLE, re.I)
_CLOSE: Final = 12
"""Characters between two shares of a pair: ` vs `, `; in men `."""
_STOPS: Final = re.compile(rf"[,;.(]|\b(?:and|{BUT}|than|versus|vs|compared|against|had|have|showed|were|was)\b")
_FIRST: Final = re.compile(
    r"\b(?:(?:first|initial|presenting|earliest)\s(?:symptoms?|signs?|manifestations?|features?|complaints?)|came\sfirst"
    r"|(?:at|as\sthe)\s(?:onset|first|initial))\b", re.I
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedPeople:
    """The people of a share. `others` have not the disease of the paper; `cited` are those of other papers."""

    group: str | None
    others: bool
    cited: bool
    initial: bool


def whom(sentence: CountedSentence, shares: Sequence[PrintedShare], index: int) -> CountedPeople:
    """The people of the share with this number in a sentence."""
    text, share = sentence.text, shares[index]
    low = shares[index - 1].end if index else sentence.start
    high = shares[index + 1].start if index + 1 < len(shares) else sentence.end
    stop = _STOPS.search(text, share.end, high)
    behind = text[share.end : stop.start() if stop else high][:60]
    group, paired = _paired(text, shares, index, sentence.start)
    group = group if paired else _beside(text, share, low, behind)
    clause = _clause(text, sentence, share)
    told = f"{group or ''} {text[share.start : share.end]}{behind}"
    return CountedPeople(
        group=group or (None if paired else _first(sentence, shares)),
        others=are_others(told) or begins_elsewhere(text[sentence.start : share.start]),
        cited=are_cited(clause, sentence.section),
        initial=bool(_FIRST.search(clause)),
    )


def of_words(words: str) -> CountedPeople:
    """The people whom the head of a column, or of a row, names.

    >>> of_words("Published carriers").cited, of_words("No variant").others
    (True, True)
    """
    return CountedPeople(
        group=words or None,
        others=are_others(words),
        cited=are_cited(words, words),
        initial=bool(_FIRST.search(words)),
    )


def _clause(text: str, sentence: CountedSentence, share: PrintedShare) -> str:
    start = max((one.end() for one in _CLAUSE.finditer(text, sentence.start, share.start)), default=sentence.start)
    end = _CLAUSE.search(text, share.end, sentence.end)
    return text[start : end.start() if end else sentence.end]


def _paired(text: str, shares: Sequence[PrintedShare], index: int, start: int) -> tuple[str | None, bool]:
    """Of two groups that are named ahead of two shares, that of this share; and whether they are named so."""
    at = shares[index].start
    more = index + 1 < len(shares) and shares[index + 1].start - shares[index].end < _CLOSE
    first, than = _PAIR.search(text, start, at), _THAN.search(text, start, at)
    if more and first and _PEOPLE.fullmatch(first["second"]):
        return first["first"], True
    if more and than:
        return None, True
    if not index or at - shares[index - 1].end >= _CLOSE:
        return None, False
    before = shares[index - 1].start
    second = _PAIR.search(text, start, before)
    if second and _PEOPLE.fullmatch(second["second"]):
        return second["second"], True
    than = _THAN.search(text, start, before)
    return (CountedSentence.bare(than["group"]), True) if than else (None, False)


def _beside(text: str, share: PrintedShare, low: int, behind: str) -> str | None:
    """The people in the words of a share, else those right behind it, else those right ahead of it."""
    inside = [*_IN_IT.finditer(text, share.start, share.end)]
    match = (inside[-1] if inside else None) or _BEHIND.match(behind) or _AHEAD.search(text[low : share.start])
    return CountedSentence.bare(match["group"]) if match else None


def _first(sentence: CountedSentence, shares: Sequence[PrintedShare]) -> str | None:
    """Those whom the sentence names first, where it does not count them in another share."""
    taken = [(one.start, one.end) for one in shares]
    for match in _IN_IT.finditer(sentence.text, sentence.start, sentence.end):
        if not any(start <= match.start() < end for start, end in taken):
            return CountedSentence.bare(match["group"])
    return None
