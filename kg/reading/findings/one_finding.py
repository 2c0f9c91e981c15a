"""One finding as it is proposed: its term, what is said of it, where it shows, and what is told around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from kg.reading.findings.around import age_in, clause_of, is_initial, listed_to, side_of
from kg.reading.findings.bearings.cues import Cue
from kg.reading.findings.bearings.said import Borne, SentenceSaid
from kg.reading.findings.lexis import Lexis
from kg.reading.findings.names.called import CalledHere
from kg.reading.findings.numbers.number_told import NumberTold
from kg.reading.findings.scans.place_lists import listed_with
from kg.reading.findings.scans.seeing import Seeing
from kg.reading.findings.scans.shown import WHITE_MATTER_OF, shown
from kg.reading.found import Bearing, FoundFinding, Spot

_OF_NOTHING: Final = ("modality", "sequence", "region")
"""Facts of what is not there: it looks like nothing."""


@dataclass(frozen=True, slots=True)
class NamedFinding:
    """A name at `span` of a sentence, and the cue that says how it was found, where it is something examined."""

    called: CalledHere
    span: tuple[int, int]
    cue: Cue | None


@dataclass(frozen=True, slots=True)
class SentenceRead:
    """A sentence with what it says of whom, and of scans."""

    text: str
    spot: Spot
    said: SentenceSaid
    seeing: Seeing
    lexis: Lexis

    def finding(self, named: NamedFinding) -> FoundFinding:
        """What is named, with all that the sentence says of it."""
        called, cue, (start, end) = named.called, named.cue, named.span
        but = self.said.but(cue.end) if cue and cue.kind == "normal" else None
        borne = self._borne(named, normal=cue is not None and cue.kind == "normal" and but is None)
        clause = clause_of(self.text, named.span, self.said.spans)
        told = self.seeing.at(*named.span, clause, listed_to(self.text, named.span, self.said.spans))
        nearest = told.get("region")
        places = listed_with(told.get("region", ""), self.seeing.words, self.text, clause)
        hpo, seen = shown(called, told, self.text, named.span, clause, self.lexis)
        if seen and seen.get("region") != nearest:
            side = self.seeing.side_of(seen.get("region", ""), *named.span)
            seen = {**seen, "side": side} if side else seen
        if cue:
            start, end = min(start, cue.start), max(end, but or cue.end)
        if seen and borne.bearing is Bearing.ABSENT:
            seen = {fact: value for fact, value in seen.items() if fact in _OF_NOTHING}
        others = (f"it may be {self.lexis.hpo.shown(other)}" for other in called.others)
        return replace(
            self._told(hpo, start, end, borne, (called.name.why, *others, _also(places, seen, borne))),
            initial=is_initial(self.text, start, end),
            side=side_of(self.text, start, end) if not seen else None,
            seen_on=seen,
        )

    def of_number(self, number: NumberTold) -> FoundFinding:
        """What a number tells: the number says whether it is there."""
        borne = self.said.of(number.start, number.end)
        if borne.bearing is not Bearing.ELSEWHERE:
            borne = replace(borne, bearing=Bearing.ABSENT if number.absent else Bearing.PRESENT)
        return self._told(number.hpo, number.start, number.end, borne, (number.why,))

    def _borne(self, named: NamedFinding, *, normal: bool) -> Borne:
        borne = self.said.of(*named.span, examined=normal)
        if (
            normal and borne.bearing is Bearing.PRESENT
        ):  # its cue lies within the name beside it: EEG and ECG are normal
            borne = replace(borne, bearing=Bearing.ABSENT)
        if named.called.name.sort == "wanted" or named.called.denied:
            return _of_health(borne)
        if named.called.name.sort != "healthy":
            return borne
        if self.said.but(named.span[1]):  # flexor on the right, but extensor on the left
            return borne
        lost = self.said.judged(*named.span)
        return borne if lost and lost.kind == "poor" else _of_health(borne)

    def _told(self, hpo: str | None, start: int, end: int, borne: Borne, why: tuple[str, ...]) -> FoundFinding:
        return FoundFinding(
            spot=Spot(self.spot.passage, self.spot.start + start, self.spot.start + end),
            sentence=self.spot,
            text=self.text[start:end],
            hpo=hpo,
            label=self.lexis.label(hpo),
            bearing=borne.bearing,
            relative=borne.relative,
            age=age_in(self.text),
            why=tuple(dict.fromkeys(filter(None, (*borne.why, *why)))),
        )


def _of_health(borne: Borne) -> Borne:
    """What is said of a finding by a word that says it is not there: afebrile, not oriented."""
    if borne.bearing is Bearing.ABSENT:
        return replace(borne, bearing=Bearing.ELSEWHERE if borne.relative else Bearing.PRESENT)
    return replace(borne, bearing=Bearing.ABSENT) if borne.relative or borne.bearing is Bearing.PRESENT else borne


def _also(places: tuple[str, ...], seen: Mapping[str, str] | None, borne: Borne) -> str:
    """The places that a list names besides that of the entry, which has one."""
    if not places or not seen or "region" not in seen or borne.bearing is not Bearing.PRESENT:
        return ""
    if seen["region"] in WHITE_MATTER_OF.values():
        places = tuple(WHITE_MATTER_OF.get(one, one) for one in places)
    return f"its list names other places too: {', '.join(places)}"
