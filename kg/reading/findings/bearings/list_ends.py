"""Where a list ends that a denial reaches over: behind it stands what is there.

A comma goes on with what is denied, or with what is there: `or` before its last word, an article or a word of degree,
a verb of its own and what stood before the denial tell which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.reading.findings.bearings.cues import Cue
from kg.reading.findings.bearings.families import spelled_out

_THERE: Final = re.compile(
    spelled_out(r"(?:,|\band)\s+(?:and\s+)?(?:(?:an?|only)\s+(?!single|few|hint|trace)|<marked>\b(?!\s+enough))"),
    re.IGNORECASE,
)
"""The start of an item that is there: `no rigidity, mild bradykinesia`."""
_GO_ON: Final = re.compile(
    spelled_out(r"[;.]|\b(?:<but>|<although>|which|who|she|he|they|was|were|is|are|had|has)\b"), re.IGNORECASE
)
_OR: Final = re.compile(r"\b(?:or|nor|and/or)\b", re.IGNORECASE)
_PART: Final = re.compile(r",(?:\s*and\b)?|\band\b", re.IGNORECASE)
_TELLS: Final = re.compile(spelled_out(r"\b<tells>\b"), re.IGNORECASE)
_HELPED: Final = re.compile(
    r"\b(?:improve|help|reliev|influenc|controll|alter|chang|stopp|prevent|alleviat|suppress|abolish|explain|caus|eas)e?d\b",
    re.IGNORECASE,
)
"""What neither of two did to what is there: `neither levodopa nor baclofen helped the gait disturbance`."""
_SUBJECT: Final = re.compile(
    spelled_out(r"\s*(?:[\w-]+ ){0,4}?(?:<test>|of (?:us|them|these|those))(?: \w+){0,4} (?:ever |has |have |had )*"),
    re.IGNORECASE,
)
"""A subject whose `no` denies what its verb tells: `no scan showed`."""
_WHOSE: Final = re.compile(r"\b(?:her|his|their)\s+(?:own\s+)?(?:[\w-]+\s+){0,1}$", re.IGNORECASE)
"""What is hers is there: `she denied her depression`."""
_BESIDE: Final = re.compile(
    spelled_out(r"\b<beside>\s+(?:the\s+|an?\s+|her\s+|his\s+)?(?:[\w-]+\s+){0,2}$"), re.IGNORECASE
)
"""What is told beside a denial, of when and why: `no fever after her seizures`."""
_ASKED: Final = re.compile(spelled_out(r"<asked>\s+(?:\w+ly\s+)?<altered>"), re.IGNORECASE)
"""What is examined with how it was: a clause of notes: `no clonus, gait ataxic`."""
_LOST: Final = re.compile(spelled_out(r"<did>\b"), re.IGNORECASE)
_NO: Final = re.compile(r"\b(?:no|without)\s", re.IGNORECASE)
_NEW: Final = re.compile(r",\s*and\s+(?:the\s+)?(?:[\w-]+\s+)?(?:and\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE)
_CAME: Final = re.compile(
    spelled_out(r"(?:\s+and\s+[\w-]+(?:\s+[\w-]+)?)?\s+(?:<set>|since\b|from (?:the )?age\b)(?! not\b)"), re.IGNORECASE
)
"""Before and behind what begins a clause: `no remission, and dementia ensued`; `no fits, ataxia since 2010`."""
_DATED: Final = re.compile(r"\s+(?:since|from)\b", re.IGNORECASE)
_OPENING: Final = re.compile(r"(?:instead of|rather than|as opposed to|in the absence of)$", re.IGNORECASE)
_AGAIN: Final = re.compile(r",\s*(?:and\s+)?(?:no|without)\s", re.IGNORECASE)
"""Another denial between, which tells how far it reaches itself."""


@dataclass(frozen=True, slots=True)
class DeniedList:
    """What a denial stands before: the findings of its sentence are at `spans`."""

    text: str
    cue: Cue
    spans: Sequence[tuple[int, int]]

    def ends_before(self, start: int, end: int) -> bool:
        """Whether what stands at `start` to `end` is no longer denied."""
        between = self.text[self.cue.end : start]
        if any(one.search(between) for one in (_WHOSE, _BESIDE, _AGAIN)) or self._told(between):
            return True
        if between.count(")") > between.count("("):  # of what stands in brackets alone
            return True
        part = self._last_part(start)
        if part is None or self._or(start, end):
            return False
        if _OR.search(self.text, self.cue.end, part) and self.text[part] == ",":
            return True
        return bool(
            _THERE.match(self.text, part, end)
            or _ASKED.fullmatch(self.text, start, end)
            or (self._word in ("no", "without") and _LOST.match(self.text, start, end))
            or ((_NEW.search(between) or _DATED.match(self.text, end)) and _CAME.match(self.text, end))
            or self._aside(part)
        )

    @property
    def _word(self) -> str:
        return self.text[self.cue.start : self.cue.end].lower()

    def _told(self, between: str) -> bool:
        """Whether a verb between tells something: `without contrast it showed`, but not `no scan showed`."""
        if self._word in ("neither", "nor"):
            return _HELPED.search(between) is not None
        if self._word not in ("no", "without"):
            return False
        match = _TELLS.search(between)
        if match is None or between.startswith(" complained of"):  # as notes print it: `no c/o headache`
            return False
        return self._word != "no" or not _SUBJECT.fullmatch(between, 0, match.start())

    def _or(self, start: int, end: int) -> bool:
        """Whether the list goes on to an `or`: all of it is denied."""
        stop = _GO_ON.search(self.text, end)
        part = self._last_part(start)
        return bool(_OR.search(self.text, part or self.cue.end, stop.start() if stop else len(self.text)))

    def _last_part(self, start: int) -> int | None:
        """Where the last comma, or `and`, stands between the denial and `start`."""
        return next((one.start() for one in reversed([*_PART.finditer(self.text, self.cue.end, start)])), None)

    def _aside(self, part: int) -> bool:
        """Whether the denial is one item of a list, or denies no finding: `tremor without pain, ataxia`."""
        if _OPENING.search(self._word):
            return self.text[part] == ","
        if not self.spans or self._word not in ("no", "without", "none of"):
            return False
        first = _PART.search(self.text, self.cue.end)
        denied = first is not None and any(self.cue.end <= low < first.start() for low, _ in self.spans)
        before = self.text[: self.cue.start]
        begins = max(before.rfind(one) for one in ";.:") + 1
        listed = any(low >= begins and high <= self.cue.start for low, high in self.spans)
        if self._word != "no":
            return not denied or (listed and "," in self.text[self.cue.end : part + 1])
        again = _NO.search(before, begins) is not None
        return (listed or again) and before.rstrip().endswith(",") and self.text[part] == ","
