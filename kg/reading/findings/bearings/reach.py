"""How far a cue reaches: over its sentence until a word, a clause or a cause that ends it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.reading.clause_words import ALTHOUGH, BUT, EXCEPT, WHILE
from kg.reading.findings.bearings.behind import said_of_another
from kg.reading.findings.bearings.cues import Cue
from kg.reading.findings.bearings.for_a_time import came_later, denied_until
from kg.reading.findings.bearings.list_ends import DeniedList

TOLD: Final = "reported by others"
_OWN: Final = re.compile(r"(?:,\s*|\band )(?:and |her |his |the |there )*(?:[\w-]+ ){0,2}$", re.IGNORECASE)
_SAID_OF_IT: Final = re.compile(
    r"\s*(?:was|were|is|are|developed|appeared|began|occurred|became|started|worsened|persisted"
    r"|progressed)\b(?! (?:not|absent|normal|seen|noted"
    r"|present|observed|found|detected|reported|evident))",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"\s(?:was|were|is|are|became)\s", re.IGNORECASE)
_CONCEDED: Final = re.compile(rf"\b(?:{ALTHOUGH}|{WHILE}|despite|in spite of|besides)\b[^,;]*$", re.IGNORECASE)
"""Before a finding, in a clause that ends at the next comma: `although he had ataxia, nystagmus was absent`."""
VERB: Final = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|showed|shows|gave|revealed|developed|presented|experienced"
    rf"|demonstrated|persists?|persisted|continued|worsened|improved|{BUT}|although|and (?:she|he|her|his)"
    r"|however|with|without)\b|;",
    re.IGNORECASE,
)
"""`though` is none: what it grants may stand beside what is judged (`seizures, though feared, were absent`)."""
_EXCEPT: Final = re.compile(rf"\b(?:{EXCEPT}) (?:[\w-]+ ){{0,2}}$", re.IGNORECASE)
_LISTED: Final = re.compile(r"\b(?:or|nor)\b", re.IGNORECASE)
_ASIDE: Final = re.compile(
    r",\s*(?:which|who|that|where)\b[^,;]*,|,\s*(?:she|he|they|we|I)\b [^,;]{0,30},"
    r"|\s(?:that|which) (?:her|his|the|an?|she|he|they|we|I|others|our|some)\b[^,;.]{0,40}?\b(?:had |has |have )?"
    r"(?:report|describ|not(?:ed|ic)|seen|saw|thought|told|mention|observ|suspect|complain|believ|sp[eo]k|found|looked"
    r"|claim|fear|diagnos|recall|remember)\w*(?: (?:of|about|for|in \w+))?\s*$",
    re.IGNORECASE,
)
"""A clause of its own between a finding and what is said of it: `seizures, which are rare, were not seen`, `the tremor
that his wife had reported could not be confirmed`."""
_ELSEWHERE: Final = re.compile(r"\b(?:which|that|who|whose|not previously|not before)\b", re.IGNORECASE)
_HAPPENED: Final = re.compile(
    r"\b(?:(?:had|have|has) )?(?:occurred|appeared|developed|started|beg[au]n|arose|arisen|happened"
    r"|been (?:noted|seen|present|reported|observed|described|diagnosed|documented|recorded|treated))\b"
    r"|\b(?:was|were|had been) (?:present|there|noted|noticed|seen|felt|reported|observed)\b"
    r"|\b(?:lasted|persisted|continued|recurred)\b",
    re.IGNORECASE,
)
_DONE: Final = re.compile(
    r"\b(?:was|were|had been|has been|have been) (?:also |then |again |first )?(?:performed|done|obtained"
    r"|carried out|made|undertaken|repeated|taken|recorded|conducted)\b",
    re.IGNORECASE,
)
"""That an examination was made, before it is told what it showed: `MRI was performed and was normal`."""
_CAUSE: Final = re.compile(
    r"\b(?:causes?|a?etiolog\w+|reasons?|origins?|explanations?|mimics?) (?:of|for) "
    r"(?:the |her |his |an? )?(?:[\w-]+ )?$",
    re.IGNORECASE,
)
"""What is ruled out is a cause of it: `other causes of dementia were excluded`."""
_BESIDE: Final = re.compile(r"[^A-Za-z]*|\((?:neg|negative|none|absent|no|nil)\)|absent|negative", re.IGNORECASE)
"""A mark or a bare word right behind what it denies: `tremor (-)`, `Babinski sign -/-`."""
_ITS_OWN: Final = re.compile(r"[^A-Za-z]*|\((?:neg|negative|none|no|nil)\)|negative|absent|lacking", re.IGNORECASE)
_JOINED: Final = re.compile(r"\b(?:and|or|nor|as well as)\b|&|:\s*$", re.IGNORECASE)
"""In a list a mark is that of its own item (`brisk reflexes, Romberg negative`), unless a word joins the list."""
_OTHER: Final = re.compile(r"[()+/]")
"""Of another one, between."""
_OPENS: Final = re.compile(r"[\s,]*(?:whether|that|if)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CueReach:
    """The reach of the cues of a sentence."""

    text: str
    cues: Sequence[Cue]
    spans: Sequence[tuple[int, int]] = ()
    """Where the findings of the sentence stand."""

    def over(self, cue: Cue, start: int, end: int) -> bool:
        """Whether a cue says something of what stands at `start` to `end`."""
        if cue.kind == "doubt" and start < cue.start and cue.end < end:
            return True
        if cue.way == "ahead" and cue.end <= start:
            if cue.kind == "absent" and DeniedList(self.text, cue, self.spans).ends_before(start, end):
                return False
            return not self._ended(cue, start, end) and not self.until(cue, end)
        if cue.way == "back" and cue.start >= end:
            if cue.kind == "absent" and (
                _CAUSE.search(self.text, 0, start) or said_of_another(self.text, start, end, cue.start, self.spans)
            ):
                return False
            between = _ASIDE.sub(",", self.text[end : cue.start])
            if cue.kind == "absent" and (_ELSEWHERE.search(between) or came_later(self.text, cue.end)):
                return False
            if cue.kind == "absent" and self._of_its_item(cue, between):
                return False
            if cue.kind == "absent" and _BESIDE.fullmatch(self.text, cue.start, cue.end) and _OTHER.search(between):
                return False
            if "," in between and _CONCEDED.search(self.text, 0, start):
                return False
            if cue.kind == "past":
                between = _HAPPENED.sub("", between)
            if cue.kind in ("normal", "poor"):
                between = _DONE.sub("", between)
            return len(between) < 120 and not VERB.search(between) and not _EXCEPT.search(self.text[:start])
        return cue.way == "before" and end <= cue.start

    def _of_its_item(self, cue: Cue, between: str) -> bool:
        """Whether a cue is a mark of an item further on in a list."""
        mark = _ITS_OWN.fullmatch(self.text, cue.start, cue.end)
        return mark is not None and "," in between and not _JOINED.search(between)

    def until(self, cue: Cue, end: int) -> bool:
        """Whether what ends at `end` is denied for a time alone, and came then."""
        return cue.kind == "absent" and cue.end <= end and denied_until(self.text, end)

    def _ended(self, cue: Cue, start: int, end: int) -> bool:
        between = self.text[cue.end : start]
        if cue.why == TOLD:  # what somebody tells is a clause of its own
            return ";" in between
        if cue.kind == "absent" and _CAUSE.search(between):
            return True
        ends = [one for one in self.cues if one.kind == "end" and cue.end <= one.start < start]
        if ends and cue.kind in ("doubt", "past") and _OPENS.fullmatch(self.text, cue.end, ends[0].start):
            ends = ends[1:]  # `possibly there was`
        if ";" in between or ends:
            return True
        own = _OWN.search(between)
        if own is None or _LISTED.search(between[own.start() :]):
            return False
        return bool(_SAID_OF_IT.match(self.text, end) or _CLAUSE.search(self.text, start, end))
