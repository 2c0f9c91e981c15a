"""Diagnostic categories: what published criteria, as far as they were read, make of each person, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final

import numpy as np

from kg.analysis.cells import NumberParts
from kg.analysis.chosen import chosen
from kg.analysis.held import Held
from kg.analysis.known import ItemKnown
from kg.analysis.people import Numbers, People
from kg.analysis.population import OfPeople, Population
from kg.analysis.result import Analysis, Method, Row
from kg.analysis.verdicts import State, excluding, items, still_open, verdict
from kg.errors import UnknownName
from kg.find.criteria import VALUES, CriteriaSet, Criterion, criteria
from kg.find.facts import Ref

METHOD: Final = Method(
    name="rules of published criteria in three states: a verdict stands only where nothing unreported could change it",
    source="Kleene SC, Introduction to Metamathematics, 1952, pp. 332-335 (the strong tables)",
)
MEETS_NONE: Final = "does not meet"
OPEN: Final = "not assessable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Categories(OfPeople):
    """What published diagnostic criteria make of each person."""

    kind: ClassVar[str] = "categories"
    criteria: Annotated[tuple[str, ...], "Of these sets of criteria alone, by id; if none, of all."] = ()
    population: Annotated[Population, "Whom to judge: everybody described, if not told."] = Population.EVERYBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow(Row):
    """A person under a set of criteria, with the items that hold, fail, or are open."""

    key: ClassVar[tuple[str, ...]] = ("case", "criteria")
    case: Annotated[Ref, "The person."]
    criteria: Annotated[Ref, "The set of criteria."]
    verdict: Annotated[str, f"The category, in the criteria's own word; or: {MEETS_NONE}; or: {OPEN}."]
    met: Annotated[tuple[Ref, ...], "Items that hold."] = ()
    not_met: Annotated[tuple[Ref, ...], "Items that are known not to hold."] = ()
    missing: Annotated[tuple[Ref, ...], "What keeps the verdict open: not reported, or never read."] = ()
    excluded_by: Annotated[tuple[Ref, ...], "Items that hold and should not."] = ()
    decided_by: Annotated[tuple[Ref, ...], "Findings and genotypes that say what holds and what does not."] = ()
    why: Annotated[str, "The verdict in words."]


def categories(held: Held, asked: Categories) -> Analysis:
    """A row for each person and set of criteria, those of whom most is known first. Raises `UnknownName`."""
    who = chosen(held, asked.who).nonzero()[0]
    sets = _asked(criteria(held.engine), asked.criteria)
    rows: list[CategoryRow] = []
    for one in sets:
        rows += sorted(_rows(one, held.people, who), key=_rank)
    return Analysis(
        question=asked,
        label="Diagnostic categories",
        method=METHOD,
        rows=tuple(rows),
        people=len(who),
        notes=tuple(_notes(sets)),
        sparql=VALUES,
    )


def _asked(sets: tuple[CriteriaSet, ...], names: tuple[str, ...]) -> list[CriteriaSet]:
    known = {one.ref.iri.rpartition("/")[2]: one for one in sets}
    for name in names:
        if name.rpartition("/")[2] not in known:
            raise UnknownName(f"no criteria here are called {name!r}; known are {', '.join(known) or 'none'}", name)
    return [known[name.rpartition("/")[2]] for name in names] or list(sets)


def _notes(sets: Iterable[CriteriaSet]) -> Iterable[str]:
    for one in sets:
        unread = [category.ref.label for category in one.categories if category.unread]
        if unread:
            said = f"the rules of {', '.join(unread)} were not read, so that nobody can be judged by them"
            yield f"{one.ref.label}: {said}, and what was published of how they perform has nothing to stand beside"


def _rows(one: CriteriaSet, people: People, who: Numbers) -> Iterator[CategoryRow]:
    """A row for each person; of whom the same is known, they are judged once."""
    known = {item: ItemKnown(people, item) for category in one.categories for item in items(category)}
    told = [*zip(*(item.states(who) for item in known.values()), strict=True)] if known else [()] * len(who)
    judged = {states: _judged(one, dict(zip(known, states, strict=True))) for states in set(told)}
    facts = _behind(known.values(), who, len(people.iris)).refs(people)
    for case, states, decided_by in zip(people.refs(who.tolist()), told, facts, strict=True):
        yield CategoryRow(case=case, criteria=one.ref, decided_by=decided_by, **judged[states])


def _behind(known: Iterable[ItemKnown], who: Numbers, size: int) -> NumberParts:
    """What says what is known of each person."""
    keys = [place * size + fact for place, fact in (item.behind(who) for item in known)]
    found = np.unique(np.concatenate([np.empty(0, dtype=np.int64), *keys]))
    return NumberParts.of(found % size, found // size, np.arange(len(who)))


def _judged(one: CriteriaSet, known: Mapping[Criterion, State]) -> dict[str, Any]:
    """What a row tells of whoever has its items so."""
    of = known.__getitem__
    category, found = verdict(one.categories, of)
    missing = tuple(still_open(category, of)) if category else ()
    excluded = [item for each in one.categories for item in excluding(each, of)]
    met = [item for item in known if of(item)]
    not_met = [item for item in known if of(item) is False]
    return {
        "verdict": (category.ref.label if found else OPEN) if category else MEETS_NONE,
        "met": _refs(met),
        "not_met": _refs(not_met),
        "missing": _refs(missing),
        "excluded_by": _refs(excluded),
        "why": _why(met, not_met, missing, excluded),
    }


def _rank(one: CategoryRow) -> tuple[bool, int, str, str]:
    return (one.verdict == OPEN, -len(one.met) - len(one.not_met), one.case.label, one.case.iri)


def _refs(some: Iterable[Criterion]) -> tuple[Ref, ...]:
    return tuple(sorted({item.ref for item in some}, key=lambda ref: (ref.label, ref.iri)))


def _why(
    met: Iterable[Criterion], not_met: Iterable[Criterion], missing: Iterable[Criterion], excluded: Iterable[Criterion]
) -> str:
    told = (
        ("excluded by", excluded),
        ("holds", met),
        ("does not hold", not_met),
        ("not reported", (one for one in missing if not one.unread)),
        ("never read", (one for one in missing if one.unread)),
    )
    parts = ((words, ", ".join(ref.label for ref in _refs(some))) for words, some in told)
    return "; ".join(f"{words}: {listed}" for words, listed in parts if listed)
