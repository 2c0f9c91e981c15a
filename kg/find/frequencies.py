"""How often a finding is present, absent or not reported, over persons, by what they carry or who says so.

A finding counts for the terms above its own, an exclusion for those below that it reaches. Who has a finding both ways
(at another age, or in conflict) counts as present. *Not reported* is neither, and never means absent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.find.called import Names
from kg.find.facts import Ref
from kg.find.filters import CaseFilter
from kg.find.groups import Group
from kg.find.pattern import INFERRED, Writing, among, coded
from kg.find.patterns import pattern
from kg.find.things import labels_of
from kg.lexicon import Kind
from kg.lexicon.spelling import PROLOGUE
from kg.model.statistic import wilson

_FOLLOWED: Final = ("?x kg:hasFinding/a ?term", "?x kg:hasExcludedFinding/kg:excludes ?term")
_AS_READ: Final = (
    "?x kg:hasFinding/kg:codedAs ?term",
    "?x kg:hasExcludedFinding ?no . GRAPH ?stated { ?no kg:reportedIn ?saying ; kg:excludes ?term } "
    f"FILTER(?stated != {INFERRED})",
)
"""That a person has a finding, and that it is excluded in them: with what follows, and as it was read."""
_AT_ODDS: Final = (
    f"GRAPH ?read {{ ?x kg:hasExcludedFinding ?not . ?not kg:excludes ?against }} FILTER(?read != {INFERRED}) "
    "?x kg:hasFinding ?found . ?found a ?against"
)
"""Persons with a finding below a term that is excluded in them. Nobody else has any term both ways: it would lie above
what was found and below what was excluded. They are few, and to compare all findings of all persons takes a minute."""


@dataclass(frozen=True, slots=True)
class Share:
    """`n` of `of`, with the 95 % Wilson score interval; all between 0 and 1."""

    n: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The proportion."""
        return self.n / self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency:
    """Persons of a group (None: all) by what is said of a finding in them; the three add up to `cases`."""

    by: Group
    group: Ref | None
    term: Ref
    present: int
    absent: int
    cases: int

    @property
    def not_reported(self) -> int:
        """Persons of whom neither is said."""
        return self.cases - self.present - self.absent

    @property
    def of_reported(self) -> Share | None:
        """The present among those of whom either is said; None where nothing is."""
        return share(self.present, self.present + self.absent)

    @property
    def of_all(self) -> Share | None:
        """The present among all: a lower bound, since what is not reported may be there all the same."""
        return share(self.present, self.cases)


@dataclass(frozen=True, slots=True)
class FrequencyTable:
    """What `frequencies` are asked for, of one group only where `owner` names it.

    `own` are rows of a term that is there, by its IRI: none where findings are never read as a term of its kind.
    """

    where: CaseFilter
    by: Group
    terms: tuple[str, ...]
    descendants: bool
    owner: str | None = None
    own: bool = False


def share(n: int, of: int) -> Share | None:
    """A share with its interval; None of none."""
    if not of:
        return None
    # Rounded, so that none of three begins at 0 and not at 5e-17.
    low, high = (round(bound / 100, 12) for bound in wilson(n, of))
    return Share(n, of, low, high)


def frequencies(
    names: Names,
    where: CaseFilter,
    group: Group = Group.ALL,
    terms: Sequence[str] = (),
    groups: Iterable[str] | None = None,
    descendants: bool = True,
) -> tuple[Frequency, ...]:
    """A row for each group and term of which anything is said, most present first. Raises `UnknownName`.

    Without `terms` these are the terms that papers were read as, of persons; `groups` are IRIs, all if None. Without
    `descendants` a finding counts for its own term only, as it was read.
    """
    writing = Writing(names)
    persons = pattern(writing, where)
    if group.pattern:
        chosen = f"{among('?group', groups)} " if groups is not None else ""
        persons = f"{chosen}{group.pattern} . {persons}"
    # Persons first and apart, so that they are found once and not again for every finding.
    people = f"{{ SELECT DISTINCT ?x ?group WHERE {{ {persons} }} }}"
    seen = "?anyone kg:hasFinding|kg:hasExcludedFinding ?any"
    read = f"{{ SELECT DISTINCT ?term WHERE {{ {seen} . {coded('?any', '?term')} }} }}"
    # With no terms chosen, those that were read are picked out of the counts: fewer to join than persons by terms.
    spelled, picked = (among("?term", writing.called(Kind.TERM, terms)), "") if terms else ("", read)
    has, lacks = _FOLLOWED if descendants else _AS_READ
    counted = {"present": f"{people} {spelled} {has}", "excluded": f"{people} {spelled} {lacks}"}
    odd = among("?x", [row["x"].value for row in names.engine.rows(f"SELECT DISTINCT ?x WHERE {{ {_AT_ODDS} }}")])
    sides = (f"{{ SELECT DISTINCT ?x ?term WHERE {{ {odd} {spelled} {one} }} }}" for one in (has, lacks))
    counted["both"] = f"{people} {' '.join(sides)}"
    branches = " ".join(
        f"""UNION {{ {{ SELECT ("{what}" AS ?what) ?group ?term (COUNT(DISTINCT ?x) AS ?n)
              WHERE {{ {where} }} GROUP BY ?group ?term }} {picked} }}"""
        for what, where in counted.items()
    )
    rows = names.engine.rows(f"""{PROLOGUE}
        SELECT ?what ?group ?term ?n WHERE {{
          {{ SELECT ("all" AS ?what) ?group (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {people} }} GROUP BY ?group }}
          {branches}
        }}""")
    numbers = {
        (
            row["what"].value,
            row["group"].value if "group" in row else "",
            row["term"].value if "term" in row else "",
        ): int(row["n"].value)
        for row in rows
    }
    pairs = sorted({(place, term) for what, place, term in numbers if what != "all"})
    labels = labels_of(names.engine, {iri for pair in pairs for iri in pair if iri})
    found = [
        Frequency(
            by=group,
            group=Ref(place, labels[place]) if place else None,
            term=Ref(term, labels[term]),
            present=numbers.get(("present", place, term), 0),
            absent=numbers.get(("excluded", place, term), 0) - numbers.get(("both", place, term), 0),
            cases=numbers["all", place, ""],
        )
        for place, term in pairs
    ]
    return tuple(sorted(found, key=_rank))


def tables(names: Callable[[], Names], wanted: Iterable[FrequencyTable]) -> dict[FrequencyTable, tuple[Frequency, ...]]:
    """The rows of each table: one query for all groups that are wanted of the same."""
    owners: dict[FrequencyTable, set[str | None]] = defaultdict(set)
    for one in wanted:
        owners[replace(one, owner=None)].add(one.owner)
    found: dict[FrequencyTable, tuple[Frequency, ...]] = {}
    for table, named in owners.items():
        groups = None if None in named else sorted(filter(None, named))
        asked, rows = names(), tuple[Frequency, ...]()
        if not table.own or all(asked.has(Kind.TERM, one) for one in table.terms):
            rows = frequencies(asked, table.where, table.by, table.terms, groups, table.descendants)
        for owner in named:
            mine = (row for row in rows if owner is None or (row.group and row.group.iri == owner))
            found[replace(table, owner=owner)] = tuple(mine)
    return found


def _rank(one: Frequency) -> tuple[int, int, str, str, str]:
    return (-one.present, -one.absent, one.group.label if one.group else "", one.term.label, one.term.iri)
