"""Two groups of people side by side, whoever they are: each finding in both, tested as declared groups are."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kg.analysis import Held
from kg.analysis.chosen import chosen
from kg.analysis.comparison import GroupComparisonRow, comparison_rows, method
from kg.analysis.counted_twice import once
from kg.analysis.counts import Counts
from kg.analysis.frequencies import Frequencies
from kg.analysis.result import LeftOut, Method
from kg.analysis.sides import FEWEST, Sides, in_both
from kg.find import Ref, frequency_query
from kg.lexicon.spelling import PROLOGUE


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """`people` and `people_against` are how many stand on each side; `left_out` are those on none, and why."""

    rows: tuple[GroupComparisonRow, ...]
    people: int
    people_against: int
    left_out: tuple[LeftOut, ...]
    tests: int
    method: Method
    sparql: str


def side_by_side(held: Held, one: Frequencies, other: Frequencies, names: tuple[str, str]) -> SideBySide:
    """Findings of the people of one question beside those of another. Raises `UnknownName`.

    Who would stand on both sides stands on none, and of people who may be one, one counts.
    """
    people = held.people
    mine, theirs = (chosen(held, asked.who) for asked in (one, other))
    who, twice = once(people, mine | theirs)
    mine, theirs = mine & who, theirs & who
    sides = Sides(
        group=Ref("", names[0]),
        against=Ref("", names[1]),
        mine=mine & ~theirs,
        theirs=theirs & ~mine,
        both=(mine & theirs).nonzero()[0].astype(np.int64),
    )
    # The findings of whole populations, as where groups of one are compared: so p and q are the same as there.
    every = chosen(held, replace(one, where=None).who) | chosen(held, replace(other, where=None).who)
    rows = comparison_rows(Counts.of(people, who), [sides], people.read_in(every), FEWEST)
    return SideBySide(
        rows=rows,
        people=int(sides.mine.sum()),
        people_against=int(sides.theirs.sum()),
        left_out=(*twice, *in_both(people, [sides])),
        tests=sum(row.p is not None for row in rows),
        method=method(),
        sparql=_query(held, one, other),
    )


def _query(held: Held, one: Frequencies, other: Frequencies) -> str:
    """What asks for the counts of both; ?side is 1 or 2."""
    counted = [frequency_query(held.names, asked.who).removeprefix(PROLOGUE) for asked in (one, other)]
    sides = " UNION ".join(
        f"{{ {{ {query} }} BIND({place} AS ?side) }}" for place, query in enumerate(counted, start=1)
    )
    return f"{PROLOGUE}SELECT ?side ?state ?term ?n WHERE {{ {sides} }}"
