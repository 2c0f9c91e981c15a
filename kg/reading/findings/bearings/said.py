"""What the words around a finding say of it: that it is there, that it is not, or that it is somebody else's.

Rules in the manner of ConText (Harkema et al., J Biomed Inform 2009) and NegEx (Chapman et al., 2001): a cue reaches
over its sentence until a word that ends it. The cues are rows of `cues.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from kg.reading.findings.bearings.cues import Cue
from kg.reading.findings.bearings.examined import goes_on, judging
from kg.reading.findings.bearings.reach import VERB, CueReach
from kg.reading.findings.bearings.relatives import RelativeNamed
from kg.reading.findings.bearings.unexplained import UNEXPLAINED, in_clause, unexplained
from kg.reading.found import Bearing

_HISTORY: Final = "told as history"
_AND: Final = re.compile(r"(?:,| and|, and)(?: [\w’'-]+){0,3} ?", re.IGNORECASE)
_OPEN: Final = "left open"
_UNDERSTOOD: Final = frozenset(("absent", "doubt", "not said"))
_NEXT: Final = 25
"""Characters behind `absence of` within which that begins which is absent."""


@dataclass(frozen=True, slots=True)
class Borne:
    """What is said of a finding, whose it is, and why that is doubtful."""

    bearing: Bearing = Bearing.PRESENT
    relative: str | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceSaid:
    """A sentence with its cues and relatives; `general` where it tells of nobody in particular."""

    text: str
    cues: tuple[Cue, ...]
    kin: tuple[RelativeNamed, ...]
    general: bool = False
    carried: str | None = None
    idle: tuple[tuple[int, int], ...] = ()
    spans: tuple[tuple[int, int], ...] = ()

    def of(self, start: int, end: int, *, examined: bool = False) -> Borne:
        """What is said of a finding at `start` to `end`; of what is `examined`, that it is normal, hence no finding."""
        reach = CueReach(self.text, self.cues, self.spans)
        told = [one for one in self.cues if reach.over(one, start, end) and not (one.way == "before" and self.kin)]
        kinds = {one.kind for one in told}
        why = tuple(dict.fromkeys(one.why for one in told if one.why))
        denied = any(
            (one.kind == "absent" and not (_OPEN in why and one.why)) or (examined and one.kind == "normal")
            for one in told
        )
        if "not said" in kinds and not denied:
            return Borne(Bearing.ELSEWHERE, None, why)
        if not kinds & _UNDERSTOOD and not examined and self._odd(start, end):
            why = (*why, UNEXPLAINED)
        if relative := self._whose(start, end):
            if denied:
                return Borne(Bearing.ABSENT, relative, tuple(one for one in why if one != _HISTORY))
            return Borne(Bearing.ELSEWHERE, relative, tuple(one for one in why if one != _HISTORY))
        if self.general or "not said" in kinds:
            return Borne(Bearing.ELSEWHERE, None, tuple(one for one in why if one != UNEXPLAINED))
        if denied:
            return Borne(Bearing.ABSENT, None, tuple(one for one in why if one != _HISTORY))
        return Borne(Bearing.PRESENT, None, why)

    def together(self, relative: str | None) -> Iterator[str]:
        """The other relatives of whom it is told too: `his mother and maternal uncle both had dementia`."""
        for first, last in pairwise(one for one in self.kin if one.who != "family"):
            between = self.text[first.start + len(first.who) : last.start]
            same = first.start == last.start  # both named by one word
            if last.who == relative and first.who != relative and (same or _AND.fullmatch(between)):
                yield first.who

    def beside(self, spans: Sequence[tuple[int, int]]) -> SentenceSaid:
        """The same without the cues within what a finding is called: `absent reflexes` denies nothing else."""
        idle = (*self.idle, *spans)
        own = [
            one
            for one in self.cues
            if any(low <= one.start < high and not _within(one, low, high) for low, high in spans)
        ]
        bare = [one for one in self.cues if _bare(one, self.text, spans)]
        return replace(
            self,
            cues=tuple(one for one in self.cues if one not in own and one not in bare),
            idle=idle,
            spans=tuple(spans),
        )

    def but(self, end: int) -> int | None:
        """Where it goes on that what is called normal, up to `end`, is not so elsewhere."""
        return goes_on(self.text, end)

    def judged(self, start: int, end: int) -> Cue | None:
        """The nearest cue that says of what is examined that it is normal, or poor."""
        return judging(self.text, self.cues, start, end)

    def _odd(self, start: int, end: int) -> bool:
        """Whether a word of denial or doubt that no cue explains stands in the same clause."""
        odd = unexplained(self.text, self.cues, self.idle, self.spans)
        return any(in_clause(self.text, one, start, end) for one in odd)

    def _whose(self, start: int, end: int) -> str | None:
        for one in reversed(self.kin):
            if one.start < start <= one.end and not (one.back and "," in self.text[one.start : start]):
                return one.who
        for one in self.kin:
            if one.back and end <= one.start and not VERB.search(self.text[end : one.start]):
                return one.who
        return self.carried


def _within(cue: Cue, start: int, end: int) -> bool:
    """Whether words of the name stand before and behind a doubt: `foci, possibly calcifications`."""
    return cue.kind == "doubt" and start < cue.start and cue.end < end


def _bare(cue: Cue, text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether it is a part that is absent, and none of the findings behind it."""
    if not text[cue.start : cue.end].lower().startswith(("absence of", "exclusion of")):
        return False
    behind = min((start for start, _ in spans if start >= cue.end), default=len(text))
    return behind - cue.end > _NEXT
