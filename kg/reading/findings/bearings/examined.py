"""How what is examined was found: the nearest cue that says that it is normal, or poor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.clause_words import ALTHOUGH, BUT
from kg.reading.findings.bearings.cues import Cue
from kg.reading.findings.bearings.reach import CueReach

_GOES_ON: Final = re.compile(
    r"[\s:,;.()]*(?:$|[,;:(.]|[-−–]ve\b|(?:was|were|is|are|had|has|remained|appear\w*|seem\w*|and|or|in|on|of|at|to|for|as|examination|functions?|testing|responses?"
    r"|results?|both|all|normal|normally|unremarkable|intact|preserved|spared|fell|scores?|scored|declined|tasks?|tests?"
    rf"|performance|part|did|not|{BUT}|{ALTHOUGH}|resulted|appeared|well|within|below|failed|deteriorated|worsened|kept|became|by|with|being|clear|clean|OK|neg"
    r"|reveal\w*|show\w*|proved|came|could|looked|seemed|felt|reacted|reactive|responded|moved|lay|ranged|stayed|caused|posed|gave|without|equal|round|proceeded|functioned|worked|speed|profile|study|studies|values?|levels?|free|performed|done|taken|obtained|carried|negative|NAD|WNL|any|one|two|three|more|than)\b)",
    re.IGNORECASE,
)
"""What may follow what is examined: memory was, but not memory aids."""
_BEHIND_A_COLON: Final = re.compile(r" *(?:$|[\n.,;)]|and\b)")
_HEADED: Final = re.compile(r"(?:\s?(?:,|/|and|&)\s?[\w -]{1,25})+:\s*")
"""The rest of a list of parts, of which it is said behind a colon how they are."""
_ON: Final = re.compile(r"\bon (?:the |her |his |an? )?(?:\w+ )?$", re.IGNORECASE)
_WHAT: Final = re.compile(r"\s*(?:,|(?:the|her|his|both|all)\b)", re.IGNORECASE)
"""Before and behind a scan or test on which something else was normal: `on MRI, the cerebellum was normal`."""
_NEAR: Final = 60
_BUT: Final = re.compile(
    rf"[^.;]{{0,60}}?\b(?:{BUT}|{ALTHOUGH}|yet|and|except|save|however),? "
    r"(?:(?:it|they|this|for|that|was|were|is|clearly|markedly|slightly|mildly|severely|moderately|totally|completely"
    r"|partly|somewhat|only|entirely) )*"
    r"(?:absent|lost|reduced|impaired|decreased|diminished|abnormal|weak|defective|missing|deficient|abolished|poor"
    r"|(?<!accurate but )(?<!correct but )slow(?:ed)?|unsteady|attenuated|blunted|(?<!and )brisk|increased|exaggerated"
    r"|extensor|spastic|ataxic|raised|upgoing)\b"
    r"(?=\s*(?:$|[.,;)]|(?:on|in|at|for|to|over|below|when|after|bilaterally|throughout|distally|proximally)\b))",
    re.IGNORECASE,
)
"""After what is normal: elsewhere it is not."""
_ITEMS: Final = re.compile(r"[,/]|\b(?:and|or|nor|as well as)\b", re.IGNORECASE)
_WHOSE: Final = frozenset(("the", "a", "an", "her", "his", "their", "of", "both", "all", "in", "with", "to", "for"))
_WHEN: Final = frozenset(("during", "after", "before", "at", "on", "by", "from", "under", "than", "as", "but", "that"))
_IN_ITEM: Final = 3
"""Words that an item of a list has at most."""


def judging(text: str, cues: Sequence[Cue], start: int, end: int) -> Cue | None:
    """The nearest cue that says of what is examined that it is normal, or poor."""
    if not _GOES_ON.match(text, end) and not any(_touches(text, end, one) for one in cues):
        return None
    if _ON.search(text, 0, start) and _WHAT.match(text, end):
        cues = [one for one in cues if one.way != "back"]
    reach = CueReach(text, cues)
    near = [
        one for one in cues if one.kind in ("normal", "poor") and one.start - end < _NEAR and start - one.end < _NEAR
    ]
    reaching = [
        one
        for one in near
        if reach.over(one, start, end)
        and (_right_behind(text, end, one) if one.way == "back" else _right_before(text[one.end : start]))
    ]
    return min(reaching, key=lambda one: (max(one.start - end, start - one.end), one.start), default=None)


def goes_on(text: str, end: int) -> int | None:
    """Where it goes on that what is normal is not so elsewhere: `intact on the right, but lost on the left`."""
    match = _BUT.match(text, end)
    return match.end() if match else None


def _touches(text: str, end: int, cue: Cue) -> bool:
    """Whether what is said of it follows at once: `gait NAD`."""
    return (
        cue.way == "back" and cue.kind in ("normal", "poor") and cue.start >= end and not text[end : cue.start].strip()
    )


def _right_behind(text: str, end: int, cue: Cue) -> bool:
    """Whether a cue belongs to what ends before it; behind a colon if it is all that is said: `hearing: normal`."""
    between = text[end : cue.start]
    listed = between.strip() == ":" or (_HEADED.fullmatch(between) and not text[:end].rstrip().count(" ") > _IN_ITEM)
    return ":" not in between or (bool(listed) and bool(_BEHIND_A_COLON.match(text, cue.end)))


def _right_before(between: str) -> bool:
    """Whether what is examined stands right behind a word on it, or is one of a list: normal tone, power and gait."""
    *items, last = ([one for one in item.split() if one not in _WHOSE] for item in _ITEMS.split(between.lower()))
    return len(last) <= 1 and not _WHEN.intersection(last) and all(len(one) <= _IN_ITEM for one in items)
