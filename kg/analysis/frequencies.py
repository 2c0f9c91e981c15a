"""How often a finding is present, absent or not reported, by what people carry, who says so, and how it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

import numpy as np

from kg.analysis.chosen import chosen
from kg.analysis.counts import Cell, Counts
from kg.analysis.held import Held
from kg.analysis.people import People
from kg.analysis.population import OfPeople
from kg.analysis.result import Analysis, Estimate, Method, Row
from kg.find.facts import Ref
from kg.find.frequencies import share
from kg.find.groups import Group
from kg.lexicon import Kind

METHOD: Final = Method(
    name="share with the 95 % Wilson score interval",
    source="Wilson EB, J Am Stat Assoc 1927;22:209-212",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequencies(OfPeople):
    """How often findings are present, absent or not reported."""

    kind: ClassVar[str] = "frequencies"
    by: Annotated[Group, "By what to tell people apart."] = Group.ALL
    terms: Annotated[tuple[str, ...], "Of these HPO terms alone; if none, of all that people were read to have."] = ()
    as_read: Annotated[bool, "A finding counts for its own term only."] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequencyRow(Row):
    """A term in a group. Who has a finding both ways counts as present; the three counts add up to `cases`."""

    key: ClassVar[tuple[str, ...]] = ("group", "term")
    group: Annotated[Ref | None, "The group; none for everybody together."]
    term: Annotated[Ref, "The finding."]
    present: Annotated[int, "In how many it was seen."]
    absent: Annotated[int, "In how many it was looked for and not seen."]
    not_reported: Annotated[int, "In how many the text that was read says neither."]
    cases: Annotated[int, "How many people the group has."]
    of_reported: Annotated[Estimate | None, "The present among those of whom either is said."] = None
    of_all: Annotated[Estimate | None, "The present among all: a lower bound."] = None
    present_in: Annotated[tuple[Ref, ...], "Those in whom it was seen."] = ()
    absent_in: Annotated[tuple[Ref, ...], "Those in whom it was looked for and not seen."] = ()
    papers: Annotated[tuple[Ref, ...], "The papers that say so."] = ()


def frequencies(held: Held, asked: Frequencies) -> Analysis:
    """A row for each group and term of which anything is said, most present first. Raises `UnknownName`."""
    who = chosen(held, asked.who)
    counted = Counts.of(held.people, who, asked.by, as_read=asked.as_read)
    named = [iri for name in asked.terms for iri in held.names.all(Kind.TERM, name)]
    terms = [held.people.number[iri] for iri in named if iri in held.people.number] if named else None
    rows = sorted((_row(held.people, cell) for cell in counted.cells(terms)), key=_rank)
    return Analysis(
        question=asked,
        label=f"Frequencies of findings, by {asked.by.name.lower().replace('_', ' ')}",
        method=METHOD,
        rows=tuple(rows),
        people=int(who.sum()),
    )


def _row(people: People, cell: Cell) -> FrequencyRow:
    present, absent, cases = len(cell.present), len(cell.absent), len(cell.people)
    return FrequencyRow(
        group=None if cell.group is None else people.ref(cell.group),
        term=people.ref(cell.term),
        present=present,
        absent=absent,
        not_reported=cases - present - absent,
        cases=cases,
        of_reported=_share(present, present + absent),
        of_all=_share(present, cases),
        present_in=people.refs(cell.present),
        absent_in=people.refs(cell.absent),
        papers=people.behind("kg:reportedIn", np.concatenate([cell.present, cell.absent])),
    )


def _share(n: int, of: int) -> Estimate | None:
    found = share(n, of)
    return Estimate(found.value, found.low, found.high) if found else None


def _rank(one: FrequencyRow) -> tuple[int, int, str, str, str]:
    return (-one.present, -one.absent, one.group.label if one.group else "", one.term.label, one.term.iri)
