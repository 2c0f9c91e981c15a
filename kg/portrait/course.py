"""A person's course as what happened when: ages where they are told, spans where a period is, and the rest in order.

Nothing is worked out that nobody tells but one thing: the age at a later scan, where the first has an age and the paper
counts the months between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kg.find.said import Said
from kg.model.words import OnsetPeriod, StudyResult
from kg.portrait.ages import ToldAge, age_words, at_age, in_words, period
from kg.portrait.events import ScanStudy
from kg.portrait.observed import SeenFinding
from kg.portrait.person import PersonPortrait
from kg.portrait.sourced import choice

_NAMED: Final = 3
"""Findings that are named beside an event; the others are counted."""


class Happened(Enum):
    """Kinds of what happened, in the order in which they are told at one age."""

    ONSET = "onset"
    SIGN = "sign"
    SCAN = "scan"
    EXAMINED = "examined"
    MEASURED = "measured"
    THERAPY = "treatment"
    DIAGNOSIS = "earlier diagnosis"
    DEATH = "death"


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    """Something in a person's course; `when` is None where nobody tells. `more` is what was seen then."""

    kind: Happened
    words: str
    when: ToldAge | None
    more: str = ""
    iri: str = ""

    @property
    def placed(self) -> bool:
        """Whether it has a place on an axis of years."""
        return self.when is not None and self.when.low is not None


@dataclass(frozen=True, slots=True)
class LifeCourse:
    """`placed` have an age or a span of years, earliest first; `unplaced` have none, in the order that is told."""

    placed: tuple[LifeEvent, ...]
    unplaced: tuple[LifeEvent, ...]


def course(person: PersonPortrait) -> LifeCourse:
    """What happened to a person."""
    events = [*_life(person), *_signs(person), *_scans(person), *_rest(person)]
    placed = sorted((one for one in events if one.placed), key=_order)
    return LifeCourse(tuple(placed), tuple(one for one in events if not one.placed))


def _order(one: LifeEvent) -> tuple[float, int]:
    low = one.when.low if one.when and one.when.low is not None else 0.0
    return low, [*Happened].index(one.kind)


def _life(person: PersonPortrait) -> Iterator[LifeEvent]:
    told = person.told
    first = named([one for one in person.findings if one.initial and one.present])
    onset = onset_of(told)
    if onset or first:
        yield LifeEvent(kind=Happened.ONSET, words="first signs", when=onset, more=first)
    examined = at_age(told.number("kg:ageAtExamination")) or _stated(told, "kg:statedAgeAtExamination")
    if examined:
        yield LifeEvent(kind=Happened.EXAMINED, words="last examined or described", when=examined)
    imaged = at_age(told.number("kg:ageAtImaging"))
    if imaged and not any(one.when and one.when.low == imaged.low for one in person.scans):
        yield LifeEvent(kind=Happened.SCAN, words="imaging", when=imaged)
    died = at_age(told.number("kg:ageAtDeath")) or _stated(told, "kg:statedAgeAtDeath")
    if died or told.text("kg:vitalStatus") == "deceased":
        yield LifeEvent(kind=Happened.DEATH, words="death", when=died)


def onset_of(told: Said) -> ToldAge | None:
    """When the disease began: the age, else a range or period, else the words."""
    if (age := told.number("kg:ageAtOnset")) is not None:
        return at_age(age)
    if word := choice(OnsetPeriod, told, "kg:onsetPeriod"):
        return period(word)
    if stated := _stated(told, "kg:statedAgeAtOnset"):
        return stated
    term = told.ref("kg:onsetTerm")
    return period(term) if term else None


def _stated(told: Said, name: str) -> ToldAge | None:
    words = told.texts(name)
    return in_words(words[0]) if len(words) == 1 else ToldAge(words="; ".join(words)) if words else None


def _signs(person: PersonPortrait) -> Iterator[LifeEvent]:
    """Findings that have an age of their own, those of one age together; what a scan shows is told with the scan."""
    shown = {one for scan in person.scans for one in (*scan.shows, *scan.shows_no)}
    by_age: dict[ToldAge, list[SeenFinding]] = defaultdict(list)
    for one in person.findings:
        if one.when and one.present and one.iri not in shown:
            by_age[one.when].append(one)
    for when, seen in by_age.items():
        iri = seen[0].iri if len(seen) == 1 else ""
        yield LifeEvent(kind=Happened.SIGN, words=named(seen), when=when, iri=iri)


def _scans(person: PersonPortrait) -> Iterator[LifeEvent]:
    by_iri = {one.iri: one for one in person.findings}
    for one in person.scans:
        seen = named([by_iri[shown] for shown in one.shows if shown in by_iri])
        normal = str(StudyResult.NORMAL_STUDY) if one.result is StudyResult.NORMAL_STUDY else ""
        not_seen = sum(shown in by_iri for shown in one.shows_no)
        missed = f"{not_seen} looked for and not seen" if not_seen else ""
        more = "; ".join(filter(None, (normal, seen, missed)))
        when = one.when or _after_first(one, person.scans)
        words = one.words if one.when else _by_order(one)
        yield LifeEvent(kind=Happened.SCAN, words=words, when=when, more=more, iri=one.iri)


def _by_order(one: ScanStudy) -> str:
    """A scan by its order, and by the months after the first where these are told."""
    return f"{one.words}, {one.months_after:g} months after the first" if one.months_after else one.words


def _after_first(one: ScanStudy, scans: Iterable[ScanStudy]) -> ToldAge | None:
    first = next((each for each in scans if each.method == one.method and each.order == 1), None)
    if not one.months_after or first is None or first.when is None or first.when.low is None or first.when.span:
        return None
    age = round(first.when.low + one.months_after / 12, 2)
    return ToldAge(words=f"{age_words(age)} (by the months told)", low=age, high=age)


def _rest(person: PersonPortrait) -> Iterator[LifeEvent]:
    for taken in person.measurements:
        yield LifeEvent(kind=Happened.MEASURED, words=taken.words, when=taken.when, more=taken.value, iri=taken.iri)
    for one in person.diagnoses:
        yield LifeEvent(kind=Happened.DIAGNOSIS, words=one.words, when=None, iri=one.iri)
    for one in person.treatments:
        yield LifeEvent(kind=Happened.THERAPY, words=one.words, when=None, more=one.more, iri=one.iri)


def named(seen: Sequence[SeenFinding]) -> str:
    """Some findings in their papers' words, and how many more."""
    words = list(dict.fromkeys(one.stated for one in seen))
    more = len(words) - _NAMED
    return ", ".join(words[:_NAMED]) + (f" and {more} more" if more > 0 else "")
