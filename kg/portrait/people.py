"""People in a list: one line of each, in an order; read from the matrices, so that ten thousand are listed at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

import numpy as np

from kg.analysis.held import Held
from kg.analysis.people import Mask, People
from kg.find.facts import Ref
from kg.model.words import GeneticStatus, Meant, OnsetPeriod

_STATUS: Final = {one.iri: one for one in GeneticStatus}
_PERIODS: Final = {one.iri: place for place, one in enumerate(OnsetPeriod)}


class PeopleOrder(Meant):
    """What people are listed by; who has no value there comes last, whichever the direction."""

    ONSET = "onset", "Age at onset; after those whose age is told, those of whom a period of life is."
    GENOTYPE = "genotype", "Variant, then age at onset."
    PAPER = "paper", "Paper, then the paper's name for the person."
    FINDINGS = "findings", "How many findings are told, present or absent."
    LABEL = "label", "What the person is called."


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """A person in one line.

    `name` is the paper's, `short` says whose; words stand beside an age or for one. `present` and `absent` are how many
    findings are told, and one that is told twice counts twice.
    """

    person: Ref
    name: str
    short: str
    paper: Ref | None
    sex: str
    status: GeneticStatus | None
    affected: bool | None
    variants: tuple[Ref, ...]
    zygosity: tuple[Ref, ...]
    onset: float | None
    onset_words: tuple[str, ...]
    examined: float | None
    died: float | None
    death_words: tuple[str, ...]
    present: int
    absent: int
    scans: tuple[Ref, ...]
    family: Ref | None
    same: tuple[Ref, ...]
    doubts: tuple[Ref, ...]


def ordered(held: Held, who: Mask, by: PeopleOrder, descending: bool = False) -> list[int]:
    """The numbers of some people in an order; equals by what they are called."""
    people = held.people
    tiers: dict[int, list[tuple[Any, int]]] = defaultdict(list)
    for one in sorted(who.nonzero()[0].tolist(), key=lambda one: (people.labels[one], people.iris[one])):
        tier, value = _KEYS[by](people, one)
        tiers[tier].append((value, one))
    # A sort keeps the order of equals, reversed or not.
    return [one for tier in sorted(tiers) for _, one in sorted(tiers[tier], key=itemgetter(0), reverse=descending)]


def described(people: People, numbers: Iterable[int]) -> Iterator[ListedPerson]:
    """People by their numbers."""
    return (_one(people, one) for one in numbers)


def _one(people: People, one: int) -> ListedPerson:
    def refs(*path: str) -> tuple[Ref, ...]:
        return people.refs(reach(people, (one,), *path))

    person = people.ref(one)
    short, _, name = person.label.partition(": ")
    return ListedPerson(
        person=person,
        name=name or person.label,
        short=short,
        paper=next(iter(refs("kg:reportedIn")), None),
        sex=next((each.label for each in refs("kg:sex")), ""),
        status=next(
            (word for each in refs("kg:geneticStatus") for word in GeneticStatus if word.iri == each.iri), None
        ),
        affected=next((each.iri == "true" for each in refs("kg:affected")), None),
        variants=refs("kg:hasVariant"),
        zygosity=refs("kg:hasGenotype", "kg:zygosity"),
        onset=_age(people, one, "kg:ageAtOnset"),
        onset_words=tuple(each.label for each in (*refs("kg:onsetPeriod"), *refs("kg:statedAgeAtOnset"))),
        examined=_age(people, one, "kg:ageAtExamination"),
        died=_age(people, one, "kg:ageAtDeath"),
        death_words=tuple(each.label for each in refs("kg:statedAgeAtDeath")),
        present=len(reach(people, (one,), "kg:hasFinding")),
        absent=len(reach(people, (one,), "kg:hasExcludedFinding")),
        scans=refs("kg:hasImagingStudy", "kg:modality"),
        family=next(iter(refs("kg:memberOfFamily")), None),
        same=refs("kg:possiblySamePatientAs"),
        doubts=refs("kg:hasDoubt"),
    )


def aged(people: People, numbers: Sequence[int]) -> int:
    """Of how many the age at onset is told in years."""
    return int((~np.isnan(people.ages["kg:ageAtOnset"][list(numbers)])).sum())


def reach(people: People, numbers: Iterable[int], *path: str) -> tuple[int, ...]:
    """Where a path of properties leads to from some things, each once, in the order of their numbers."""
    found = set(numbers)
    for name in path:
        link = people.links[name]
        found = {to for one in found for to in link.indices[link.indptr[one] : link.indptr[one + 1]].tolist()}
    return tuple(sorted(found))


def _age(people: People, one: int, name: str) -> float | None:
    found = float(people.ages[name][one])
    return None if np.isnan(found) else found


def _onset(people: People, one: int) -> tuple[int, Any]:
    age = _age(people, one, "kg:ageAtOnset")
    if age is not None:
        return 0, age
    period = [_PERIODS.get(people.iris[each], len(_PERIODS)) for each in reach(people, (one,), "kg:onsetPeriod")]
    return (1, min(period)) if period else (2, 0)


def genotype(people: People, one: int) -> str:
    """The variants of a person in a word, by which people are put side by side; empty where none is told."""
    return " + ".join(people.ref(each).label for each in reach(people, (one,), "kg:hasVariant"))


def _genotype(people: People, one: int) -> tuple[int, Any]:
    change, tier_and_age = genotype(people, one), _onset(people, one)
    return (0, (change, tier_and_age)) if change else (1, tier_and_age)


def _findings(people: People, one: int) -> tuple[int, Any]:
    return 0, sum(len(reach(people, (one,), name)) for name in ("kg:hasFinding", "kg:hasExcludedFinding"))


_KEYS: Final[Mapping[PeopleOrder, Callable[[People, int], tuple[int, Any]]]] = {
    PeopleOrder.ONSET: _onset,
    PeopleOrder.GENOTYPE: _genotype,
    PeopleOrder.PAPER: lambda people, one: (0, people.labels[one].partition(": ")),
    PeopleOrder.FINDINGS: _findings,
    PeopleOrder.LABEL: lambda people, one: (0, people.labels[one].partition(": ")[2].casefold()),
}
"""In which part of a list a person stands, and by what there."""
