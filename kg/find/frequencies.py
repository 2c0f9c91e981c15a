"""How often a finding is present, absent or not reported, over persons, by what they carry or who says so.

A finding counts for the terms above its own, an exclusion for those below that it reaches. Who has a finding both ways
(at another age, or in conflict) counts as present. *Not reported* is neither, and never means absent. `kg.analysis`
counts by matrices; here is what is counted, and the query that counts the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.find.called import Names
from kg.find.facts import Ref
from kg.find.filters import CaseFilter, ObservationFilter
from kg.find.groups import Group
from kg.find.pattern import Writing, among
from kg.find.patterns import pattern
from kg.lexicon import Kind
from kg.lexicon.spelling import PROLOGUE
from kg.model.statistic import wilson
from kg.model.words import Meant
from kg.names import OBO

SEEN: Final = ("modality", "sequence", "region", "depth")
"""The fields of an observation filter by which observations count, or do not; region with its parts."""
_READ: Final = (
    "{ SELECT DISTINCT ?term WHERE { ?anyone kg:hasFinding/kg:codedAs|kg:hasExcludedFinding/kg:codedAsAbsent ?term "
    f'FILTER(STRSTARTS(STR(?term), "{OBO}HP_")) }} }}'
)
_NORMAL: Final = "?x kg:hasImagingStudy {0} . {0} kg:studyResult kg:normalStudy"


class Seen(Meant):
    """What of findings is counted.

    Each is how an observation leads to it, present and absent.
    """

    TERM = ("a", "kg:excludes"), "Terms: a finding counts for those above its own too, an exclusion for those below."
    MODALITY = (
        ("kg:modality", "kg:modality"),
        "Ways of looking: present where any finding was seen so; absent where what was looked for so was not there, or "
        "a study was normal as a whole, and no finding was seen so.",
    )
    REGION = (
        ("kg:region/kg:within*", "kg:region"),
        "Regions: present where any finding was seen there or in a part; absent where what was looked for in that very "
        "region was not there, and no finding was seen there or in a part.",
    )

    @property
    def kind(self) -> Kind:
        """The kind of names that it has."""
        return Kind[self.name]


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


def share(n: int, of: int) -> Share | None:
    """A share with its interval; None of none."""
    if not of:
        return None
    # Rounded, so that none of three begins at 0 and not at 5e-17.
    low, high = (round(bound / 100, 12) for bound in wilson(n, of))
    return Share(n, of, low, high)


def frequency_query(
    names: Names,
    where: CaseFilter,
    by: Group = Group.ALL,
    terms: Sequence[str] = (),
    as_read: bool = False,
    seen: ObservationFilter | None = None,
    what: Seen = Seen.TERM,
) -> str:
    """A query for ?state (all, present, absent), ?group, ?term and ?n, the number of persons. Raises `UnknownName`.

    `seen` asks for what was observed and how, by its terms and the fields of `SEEN`. Without `terms`: those that papers
    were read as, of persons.
    """
    writing = Writing(names)
    persons = f"{pattern(writing, where)} {f'. {by.pattern}' if by.pattern else ''}"
    # Persons first and apart, so that they are found once and not again for every finding.
    people = f"{{ SELECT DISTINCT ?x ?group WHERE {{ {persons} }} }}"
    chosen = among("?term", writing.called(what.kind, terms)) if terms else ""
    has, lacks = ("kg:codedAs", "kg:codedAsAbsent") if as_read and what is Seen.TERM else what.value

    def found(node: str, links: Iterable[str], leads: str) -> str:
        ways = " UNION ".join(f"{{ {link.format(node)} }}" for link in links)
        return " . ".join([f"{chosen} {ways}", *_so(writing, node, seen), f"{node} {leads} ?term"])

    absent = ["?x kg:hasExcludedFinding {0}", *([_NORMAL] if what is Seen.MODALITY else ())]
    present = "?x kg:hasFinding {0}"
    counted = {
        "all": people,
        "present": f"{people} {found('?seen', [present], has)}",
        "absent": f"{people} {found('?seen', absent, lacks)} MINUS {{ {found('?other', [present], has)} }}",
    }
    # Those that were read are picked out of the counts: fewer to join than persons by terms.
    picked = "" if terms or what is not Seen.TERM else _READ
    branches = " UNION ".join(
        f"""{{ {{ SELECT ("{state}" AS ?state) ?group {term} (COUNT(DISTINCT ?x) AS ?n)
              WHERE {{ {where} }} GROUP BY ?group {term} }} {picked if term else ""} }}"""
        for state, where in counted.items()
        for term in (["" if state == "all" else "?term"])
    )
    return f"{PROLOGUE}SELECT ?state ?group ?term ?n WHERE {{ {branches} }}"


def _so(writing: Writing, node: str, seen: ObservationFilter | None) -> list[str]:
    """That an observation was made in such a way."""
    if seen is None:
        return []
    found = writing.linked(node, "a|kg:excludes", Kind.TERM, seen.term)
    found += writing.linked(node, "kg:modality", Kind.MODALITY, seen.modality)
    found += writing.linked(node, "kg:sequence", Kind.SEQUENCE, seen.sequence)
    found += writing.regions(node, seen.region, parts=True)
    return found + writing.valued(node, "kg:readingDepth", seen.depth)
