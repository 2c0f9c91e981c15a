"""Two groups of people side by side, finding by finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from api.drawings.bars import MOST, BarGroup, ThreeStates, bars
from api.pages.literal import arguments
from api.pages.wanted import Wanted
from api.pages.whom import PARAMETERS, Whom
from api.view import Sheet, View
from kg.analysis.comparison import GroupComparisonRow
from kg.analysis.frequencies import estimated
from kg.analysis.population import Population
from kg.analysis.result import Estimate
from kg.find import Ref
from kg.portrait.compared import SideBySide, side_by_side

OTHER: Final = "b."
"""What stands before the parameters of the second group."""
PAGED: Final = 100
_COLUMNS: Final = (
    *("term", "termLabel", "present", "absent", "notReported", "presentAgainst", "absentAgainst"),
    *("notReportedAgainst", "difference", "effect", "estimate", "low", "high", "p", "q", "refused"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedSide:
    """A finding in one of two groups."""

    term: Ref
    present: int
    absent: int
    not_reported: int
    cases: int
    of_reported: Estimate | None
    whom: str

    @property
    def seen(self) -> str:
        """The page of who of the group has it."""
        return f"/findings/seen?{urlencode([('term', self.term.curie)])}&{self.whom}"


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A finding in both; `sizes` of the groups, and `whom` in an address is each of them."""

    row: GroupComparisonRow
    sizes: tuple[int, int]
    whom: tuple[str, str]

    @property
    def sides(self) -> tuple[ComparedSide, ComparedSide]:
        """In each of the two."""
        row, (one, other), (first, second) = self.row, self.sizes, self.whom
        return (
            _side(row.term, first, row.present, row.absent, row.not_reported, one),
            _side(row.term, second, row.present_against, row.absent_against, row.not_reported_against, other),
        )

    @property
    def difference(self) -> float | None:
        """The share of the reported in the first less that in the second; None where one has none."""
        row = self.row
        one = estimated(row.present, row.present + row.absent)
        other = estimated(row.present_against, row.present_against + row.absent_against)
        return one.value - other.value if one and other else None

    @property
    def cells(self) -> tuple[object, ...]:
        """As the table has it."""
        row, found = self.row, self.row.estimate
        counts = (
            (row.present, row.absent, row.not_reported),
            (row.present_against, row.absent_against, row.not_reported_against),
        )
        figures = (found.value, found.low, found.high) if found else (None, None, None)
        tested = (row.effect, *figures, row.p, row.q, row.refused)
        return row.term, row.term.label, *counts[0], *counts[1], self.difference, *tested


def compare_view(wanted: Wanted) -> View:
    """Two groups of an address: the first by plain parameters, the second by those with `b.` before them."""
    wanted.only("finding", "offset", *PARAMETERS, *(OTHER + name for name in PARAMETERS))
    held = wanted.held
    groups = Whom.of(wanted), Whom.of(wanted, before=OTHER)
    found = side_by_side(held, groups[0].asked, groups[1].asked, (groups[0].words, groups[1].words))
    words, offset = wanted.text("finding").lower(), wanted.number("offset")
    sizes, queries = (found.people, found.people_against), (groups[0].query, groups[1].query)
    rows = sorted(
        (ComparedRow(one, sizes, queries) for one in found.rows if words in one.term.label.lower()), key=_rank
    )
    same = groups[0].query == groups[1].query
    title = "Two groups side by side"
    return View(
        template="compare.html",
        title=title,
        path=wanted.permalink,
        sheet=Sheet(columns=_COLUMNS, rows=(one.cells for one in rows)),
        sparql=found.sparql,
        graphql=_graphql(groups),
        drawing=None if same else bars(title, _says(groups, found), [*_bars(rows[: MOST // 2])], 2 * len(rows)),
        values={
            "groups": groups,
            "sizes": sizes,
            "forms_of": tuple([*one.fields(held)] for one in groups),
            "finding": wanted.text("finding"),
            "rows": rows[offset : offset + PAGED],
            "same": same,
            "tests": found.tests,
            "method": found.method,
            "left_out": found.left_out,
            "turns": _turns(wanted, offset, len(rows)),
            "wider": None if found.people and found.people_against else _wider(wanted, groups),
        },
    )


def _wider(wanted: Wanted, groups: tuple[Whom, Whom]) -> str | None:
    """Where all confirmed carriers are compared, for who compares fewer and finds nobody."""
    if all(one.asked.population in (Population.CARRIERS, Population.EVERYBODY) for one in groups):
        return None
    name = Population.CARRIERS.name.lower()
    return wanted.other(**{"population": name, OTHER + "population": name})


def _side(term: Ref, whom: str, present: int, absent: int, not_reported: int, cases: int) -> ComparedSide:
    return ComparedSide(
        term=term,
        present=present,
        absent=absent,
        not_reported=not_reported,
        cases=cases,
        of_reported=estimated(present, present + absent),
        whom=whom,
    )


def _rank(one: ComparedRow) -> tuple[object, ...]:
    """What differs most first: by shares where both have one, then by people in whom it is present."""
    difference = one.difference
    apart = abs(one.row.present - one.row.present_against)
    return difference is None, -abs(difference or 0), -apart, one.row.term.label, one.row.term.iri


def _says(groups: tuple[Whom, Whom], found: SideBySide) -> str:
    sizes = found.people, found.people_against
    told = [f"{name}: {whom.words} ({n} people)" for name, whom, n in zip("AB", groups, sizes, strict=True)]
    return f"Findings in two groups. {'; '.join(told)}."


def _bars(rows: Sequence[ComparedRow]) -> Iterator[BarGroup]:
    for one in rows:
        yield BarGroup(one.row.term.label, [_states(name, side) for name, side in zip("AB", one.sides, strict=True)])


def _states(name: str, side: ComparedSide) -> ThreeStates:
    return ThreeStates(
        label=name, to=side.seen, present=side.present, absent=side.absent, cases=side.cases, share=side.of_reported
    )


def _turns(wanted: Wanted, offset: int, total: int) -> Mapping[str, Any]:
    before = wanted.other(offset=str(max(offset - PAGED, 0)) if offset > PAGED else None) if offset else ""
    after = wanted.other(offset=str(offset + PAGED)) if offset + PAGED < total else ""
    return {"first": offset + 1, "last": min(offset + PAGED, total), "total": total, "before": before, "after": after}


def _graphql(groups: tuple[Whom, Whom]) -> str:
    asked = "\n".join(
        f"""  {name}: frequencies({arguments(whom.graphql)}) {{ people rows(first: 100) {{ totalCount nodes {{
    term {{ curie label }} present absent notReported ofReported {{ value low high }}
  }} }} }}"""
        for name, whom in zip(("first", "second"), groups, strict=True)
    )
    return f"{{ analysis {{\n{asked}\n}} }}"
