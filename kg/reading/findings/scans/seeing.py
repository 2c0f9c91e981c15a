"""What a sentence says of a scan: its kind, sequence, and where and how a finding shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.reading.clause_words import BUT
from kg.reading.findings.scans.scan_words import ScanWord, kind_of_scan

WHITE: Final = frozenset({"brain_wm", "cerebral_wm", "brain", "white matter", "cerebral white matter"})
WIDE: Final = WHITE | {"cerebral_cortex", "cerebral cortex"}
"""Places that say little where a smaller one is told too."""
BEHIND_A_FINDING: Final = re.compile(
    r"(?:\s(?:of|in|near) [\w\s-]{1,25})?"
    r"(?:\s(?:unchanged|stable|visible|seen|present|evident|noted|found|identified|detected|confirmed|again|only|not"
    r"|better|was|were|are|is|remained|had been))*"
    r"\s(?:on|by|at|with) (?:the |a |brain |cranial |head |non-?contrast )*$",
    re.IGNORECASE,
)
"""How a scan is named right behind what it shows: `calcification on CT`."""
_OF: Final = re.compile(r"\s(?:of|in|within|along|affecting|involving) (?:the |both |her |his )?(?:[\w-]+ ){0,2}", re.I)
_NEXT: Final = re.compile(r"[,;]|\b(?:and|with|as well as|plus)\b", re.IGNORECASE)
_LINK: Final = re.compile(r"[,;:]|\b(?:and|or|with|on|in|of|at|by)\b", re.IGNORECASE)
_STOPS: Final = re.compile(rf"\s*(?:[,;]|(?:{BUT})\b|$)", re.IGNORECASE)
_SHOWED: Final = re.compile(
    r"\s(?:\w+ly |also |both )?(?:show|display|reveal|contain|exhibit|demonstrat|harbou?r|disclos|had|has)\w*\b",
    re.IGNORECASE,
)
_NO_SEQUENCE: Final = frozenset(("CT", "radiograph", "FDG-PET", "PET", "SPECT", "autopsy", "neuropathology"))
"""Kinds of scan on which nothing is seen by a sequence of MRI."""
_LEFT_OUT: Final = re.compile(
    r"\b(?:spar(?:ing|ed|es?)|except(?: for)?|excluding|but not|other than|apart from|not involving)\b[^,;.]{0,40}$",
    re.IGNORECASE,
)
"""Before a place where a finding is not: `hypometabolism sparing the occipital lobes`."""
_CLOSE: Final = 25


@dataclass(frozen=True, slots=True)
class Seeing:
    """The words of scans in a sentence, with the kind of scan carried over from the one before.

    `about` is the place that the paragraph's label names.
    """

    text: str
    words: tuple[ScanWord, ...]
    modality: str | None
    about: str | None = None

    def at(self, start: int, end: int, clause: tuple[int, int], listed: int) -> dict[str, str]:
        """What is told of a finding: the nearest word of each kind in its clause; the scan from the sentence so far.

        A place that follows where the list of findings ends is `listed`, that of all of them.
        """
        facts: dict[str, str] = {}
        facts["modality"] = self.kind_at(start, end)
        told = [one for one in self.words if one.kind == "sequence" and one.start < clause[1]]
        sequence = _nearest(told, start, end, ahead_first=True)
        if sequence and facts["modality"] not in _NO_SEQUENCE:
            facts["sequence"] = sequence.value
        for kind in ("region", "side", "symmetry", "evolution", "distribution", "contrast"):
            near = [
                one
                for one in self.words
                if one.kind == kind and (kind == "contrast" or (clause[0] <= one.start and one.end <= clause[1]))
            ]
            if kind == "region":
                near = [one for one in near if not _LEFT_OUT.search(self.text, end, max(end, one.start))]
            near = [one for one in near if one.value not in WIDE] or near
            near = [one for one in near if kind == "contrast" or not self._of_the_next(one, end, clause[1])]
            if found := _nearest(self._told_of(kind, start, end) or near, start, end, ahead_first=False):
                facts[kind] = found.value
        if "region" not in facts and (whose := self._subject(start) or self._behind(listed)):
            facts["region"] = whose
        if self.about and facts.get("region") in (None, *WIDE):
            facts["region"] = self.about
        return {kind: value for kind, value in facts.items() if value}

    def kinds(self) -> frozenset[str]:
        """Every kind of scan that the sentence names, or goes on to speak of."""
        told = (self.modality, *map(kind_of_scan, self.words), *(one.value for one in self.words if one.value == "DWI"))
        return frozenset(one for one in told if one) or frozenset({"unspecified"} if self._of_a_scan() else ())

    def kind_at(self, start: int, end: int) -> str:
        """The kind of scan on which what stands there is seen, if it is told."""
        return self._scan(start, end) or self.modality or ("unspecified" if self._of_a_scan() else "")

    def kinds_at(self, start: int, end: int) -> frozenset[str]:
        """The kind of scan on which what stands there is seen, and diffusion where that is its sequence."""
        told = _nearest([one for one in self.words if one.kind == "sequence"], start, end, ahead_first=True)
        return frozenset((self.kind_at(start, end), "DWI" if told and told.value == "DWI" else ""))

    def _of_a_scan(self) -> bool:
        """Whether the sentence is about a scan whose kind is not said: the previous one, her scans."""
        return any(one.kind == "scan" for one in self.words)

    def _scan(self, start: int, end: int) -> str | None:
        """The kind of scan: named right behind the finding, else last before it, by name or by a sequence."""
        on = self._on(end)
        scans = [one for one in self.words if kind_of_scan(one)]
        return kind_of_scan(told) if (told := on or _nearest(scans, start, end, ahead_first=True)) else None

    def side_of(self, region: str, start: int, end: int) -> str | None:
        """The side right before a place in a list: the frontal lobes and the left thalamus."""
        there = next((one.start for one in self.words if one.value == region and start <= one.start < end), 0)
        return next((one.value for one in self.words if one.kind == "side" and there - 5 <= one.end <= there), None)

    def course(self, start: int, end: int) -> bool:
        """Whether the words tell how a place or a scan changed: `the lesions of the left lobe had regressed`."""
        told = [one for one in self.words if one.kind == "evolution" and one.start <= start and end <= one.end]
        return bool(told) and any(one.kind in ("region", "sequence", "modality") for one in self.words)

    def _told_of(self, kind: str, start: int, end: int) -> list[ScanWord]:
        """The words in a finding, or right behind it: `gliosis of the cortex`; those that say little last."""
        mine = [one for one in self.words if one.kind == kind and start <= one.start < end]
        behind = self._right_behind(end) if kind == "region" else []
        return [one for one in mine if one.value not in WIDE] or [one for one in behind if one.value not in WHITE][:1]

    def _right_behind(self, end: int) -> list[ScanWord]:
        near = (one for one in self.words if one.kind == "region" and end <= one.start < end + 30)
        return [one for one in near if _OF.fullmatch(self.text, end, one.start)]

    def _behind(self, listed: int) -> str | None:
        return next((one.value for one in self._right_behind(listed)), None)

    def _subject(self, start: int) -> str | None:
        """The place of which a sentence tells several findings: `the cortex showed loss of neurons and gliosis`."""
        before = (one for one in self.words if one.kind == "region" and one.end < start)
        return next((one.value for one in before if _SHOWED.match(self.text, one.end)), None)

    def _of_the_next(self, one: ScanWord, end: int, stop: int) -> bool:
        """Whether a word belongs to the finding at `stop`: the side in `atrophy and left calcification`."""
        if one.start < end or stop - one.end > _CLOSE or _STOPS.match(self.text, stop):
            return False
        return bool(_NEXT.search(self.text, end, one.start) and not _LINK.search(self.text, one.end, stop))

    def _on(self, end: int) -> ScanWord | None:
        """The scan named right behind a finding: `calcification on CT`."""
        scans = (one for one in self.words if one.kind == "modality" and end <= one.start < end + 40)
        return next((one for one in scans if BEHIND_A_FINDING.fullmatch(self.text, end, one.start)), None)


def _nearest(words: list[ScanWord], start: int, end: int, *, ahead_first: bool) -> ScanWord | None:
    """The word nearest to a finding; with `ahead_first` the last one that starts before its end, where there is one."""
    if ahead_first and (before := [one for one in words if one.start < end]):
        return before[-1]
    return min(words, key=lambda one: max(start - one.end, one.start - end, 0), default=None)
