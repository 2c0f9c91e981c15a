"""How long people were followed, and whether it happened to them: what curves are made of; who does not count, and why.

Whoever an event has not happened to is followed until the last age that is told of them, and no further.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.analysis.people import Mask, People
from kg.find.times import OF_PERSONS, OF_WHAT_WAS_SEEN, SEEN
from kg.model.words import Meant

_ONSET: Final = "kg:ageAtOnset"
_DEATH: Final = "kg:ageAtDeath"
_PERIOD: Final = "kg:onsetPeriod"


class Happening(Meant):
    """What a curve waits for."""

    ONSET = "onset", "The first signs, by age: age-dependent penetrance. Who is free of signs counts as long as told."
    DEATH = "death", "Death, by age. Who is not said to have died counts until the last age that is told."
    DEATH_AFTER_ONSET = "death after onset", "Death, by the years since the first signs."


@dataclass(frozen=True, slots=True)
class Followed:
    """For everybody by number: `years` until it happened or they were last told of, NaN for who does not count."""

    years: NDArray[np.float64]
    happened: Mask
    untold: Mask
    """To whom it happened, at an age that is not told."""
    why: dict[int, str]
    """Why a person does not count."""

    @classmethod
    def of(cls, people: People, who: Mask, event: Happening) -> Followed:
        """Some people."""
        onset, death, last = people.ages[_ONSET], people.ages[_DEATH], last_told(people)
        free, period = people.having("kg:affected", "false"), np.diff(people.links[_PERIOD].indptr) > 0
        ill = people.having("kg:affected", "true") | period
        if event is Happening.ONSET:
            years = np.where(np.isnan(onset) & free, last, onset)
            happened = ~np.isnan(onset)
        else:
            years, happened = np.where(np.isnan(death), last, death), ~np.isnan(death)
        if event is Happening.DEATH_AFTER_ONSET:
            years = np.where(years >= onset, years - onset, np.nan)
        # Rounded, so that ten years are ten years whichever two ages they lie between.
        years = np.where(who, np.round(years, 6), np.nan)
        out = np.isnan(years) & who
        reasons = {
            "no age is told, of death or in life": out,
            "the last age that is told lies before onset": out & ~np.isnan(onset),
        }
        if event is not Happening.DEATH:
            reasons |= {
                "not told whether there were signs": out & np.isnan(onset),
                "free of signs, at no age that is told": out & free,
                "no age at onset is told": out & ill,
                "the age at onset is told as a period only": out & period,
            }
        if event is Happening.DEATH_AFTER_ONSET:
            reasons["free of signs: years since onset have not begun"] = out & free
        why = {int(one): reason for reason, meant in reasons.items() for one in meant.nonzero()[0]}
        return cls(years, happened & who, out & ill if event is Happening.ONSET else out & False, why)


def last_told(people: People) -> NDArray[np.float64]:
    """The last age that is told of each person."""
    last = np.fmax.reduce([people.ages[one] for one in OF_PERSONS])
    for link in SEEN:
        pairs = people.links[link].tocoo()
        np.fmax.at(last, pairs.coords[0], people.ages[OF_WHAT_WAS_SEEN][pairs.coords[1]])
    return np.asarray(last, dtype=np.float64)
