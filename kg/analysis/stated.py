"""Ages as papers state them: in years, or in words that no arithmetic can use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.analysis.people import Mask, People
from kg.analysis.result import LeftOut
from kg.find.by_person import NO_SCANS, AgeMeasure

_ONSET_WORDS: Final = ("kg:onsetPeriod", "kg:onsetTerm", "kg:statedAgeAtOnset")
_WORDS: Final = {
    AgeMeasure.ONSET: _ONSET_WORDS,
    AgeMeasure.DELAY: _ONSET_WORDS,
    AgeMeasure.DEATH: ("kg:statedAgeAtDeath",),
}


def years(people: People, what: AgeMeasure, who: Mask | None = None) -> NDArray[np.float64]:
    """Of some people by their numbers (all if None), NaN of others and where nothing says."""
    who = people.cases if who is None else who
    if what.value:
        return np.where(who, people.ages[what.value], np.nan)
    onset = people.ages["kg:ageAtOnset"]
    found = np.full(len(onset), np.nan)
    for person in map(int, (who & ~np.isnan(onset)).nonzero()[0]):
        later = [at - onset[person] for at in _imaged(people, person) if at >= onset[person]]
        found[person] = min(later, default=np.nan)
    return found


def unusable(people: People, who: Mask, what: AgeMeasure) -> Iterator[LeftOut]:
    """Those of whom something is told, and no years."""
    column, onset = years(people, what, who), people.ages["kg:ageAtOnset"]
    something = _any(people, _WORDS[what]) | ~np.isnan(onset)
    for person in map(int, (who & something & np.isnan(column)).nonzero()[0]):
        told = [n for name in _WORDS[what] for n in people.links[name][[person]].indices]
        if what is AgeMeasure.DELAY and not np.isnan(onset[person]):
            if _imaged(people, person):
                yield LeftOut(what=people.ref(person), why="imaged before onset alone: there is no delay")
        elif told:
            words = "; ".join(people.labels[n] or people.iris[n] for n in told)
            yield LeftOut(what=people.ref(person), why=f"no age in years is told, only: {words}")


def doubted(people: People, who: Mask) -> Iterator[str]:
    """That there are doubts about some people, whose ages count all the same."""
    some = (who & _any(people, ("kg:hasDoubt",))).nonzero()[0].tolist()
    if some:
        names = ", ".join(one.label for one in people.refs(some))
        yield f"{len(some)} of the {who.sum()} people whose years count have doubts noted about them: {names}"


def _imaged(people: People, person: int) -> list[float]:
    """The ages at all imaging of a person."""
    studies, no_scans = people.links["kg:hasImagingStudy"][[person]].indices, {*NO_SCANS}
    scans = [
        one
        for one in studies
        if no_scans.isdisjoint(people.iris[modality] for modality in people.links["kg:modality"][[one]].indices)
    ]
    ages = [people.ages["kg:ageAtImaging"][person], *(people.ages["kg:ageAtObservation"][one] for one in scans)]
    return [float(age) for age in ages if not np.isnan(age)]


def _any(people: People, names: Iterable[str]) -> Mask:
    """Whom any of these properties leads from."""
    return np.logical_or.reduce([np.diff(people.links[name].indptr) > 0 for name in names])  # type: ignore[no-any-return]
