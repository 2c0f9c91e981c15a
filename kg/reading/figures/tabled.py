"""Figures in tables of groups: signs in rows and groups in columns, or a row of sums below the names of signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.figures.cell_shares import cell_share, cell_summary
from kg.reading.figures.counts import NUMERAL, PEOPLE, joined_thousands
from kg.reading.figures.courses import tells_course
from kg.reading.figures.figure_facts import facts_of_finding, figure
from kg.reading.figures.measures import known_measure
from kg.reading.figures.printed_summary import Facts
from kg.reading.figures.summed_measures import MEASURED, measure_of
from kg.reading.figures.whom import of_words
from kg.reading.findings.findings import find_findings
from kg.reading.findings.lexis import Lexis
from kg.reading.found import Bearing, FoundFigure, Spot
from kg.reading.spellings import plain_signs
from kg.texts.text import Passage, Place, PrintedTable, Text

_MOST: Final = 500
"""Rows: longer tables are lists."""
_WHOLE: Final = re.compile(rf"\bn\s?=\s?(?P<label>{NUMERAL})\b|\b(?P<people>{NUMERAL})\s(?:[\w-]+\s)?{PEOPLE}\b", re.I)
_COUNTS: Final = re.compile(r"(?:\bn|\bno\.?|\bnumbers?)\b(?!\s?=)(?:\s?\(%\)|\s?,?\s?%)?|n/N", re.I)
_SUMS: Final = re.compile(r"\s*(?:total|all|overall|sum|frequency|prevalence|proportion|number|summary)\b", re.I)
_SUMMARY: Final = re.compile(r"\b(?:mean|median|average)\b|\bs\.?d\.?(?!\w)|\bIQR\b", re.I)
"""A row of means of what is no known measure."""
_P_VALUE: Final = re.compile(r"\s*p(?:[\s-]?values?)?\s*", re.I)
_BARE: Final = re.compile(
    r"[,;]?\s*(?:[(\[]\s?)?(?:\bn\s?/\s?N\b|\bn\b(?!\s?=)|\bno\.?|%|\(%\)|\bn\s?=\s?\d+)[\s)\]%(]*", re.I
)
"""What the name of a row says of its cells."""


def find_tabled(text: Text, lexis: Lexis) -> tuple[FoundFigure, ...]:
    """Every share of a finding, and every mean, that the tables of a text tell of groups."""
    tables = (_Table(table, -1 - number, lexis) for number, table in enumerate(text.tables))
    return tuple(one for table in tables for one in table.figures())


class _Table:
    def __init__(self, table: PrintedTable, number: int, lexis: Lexis) -> None:
        self._table, self._number, self._lexis = table, number, lexis
        self._heads = [joined_thousands(plain_signs(head)) for head in table.columns]

    def figures(self) -> Iterator[FoundFigure]:
        """Row by row."""
        if len(self._table.rows) > _MOST or len(self._heads) < 2:
            return
        below = ""
        for row, printed in enumerate(self._table.rows):
            cells = [joined_thousands(plain_signs(cell)) for cell in printed]
            if len(set(cells)) == 1:  # a heading between the rows
                below = cells[0]
            elif _SUMS.match(cells[0]) or _WHOLE.search(cells[0]):
                yield from self._sums(row, cells)
            else:
                yield from self._row(row, cells, below)

    def _row(self, row: int, cells: list[str], below: str) -> Iterator[FoundFigure]:
        """A sign, or an age, and what each group has of it."""
        words = f"{self._table.caption} {below} {cells[0]}"
        if match := MEASURED.search(cells[0]):
            for column in range(1, len(cells)):
                yield from self._summed(row, column, cells, measure_of(match, ""))
            return
        facts = {} if _SUMMARY.search(cells[0]) else self._called(cells[0], below)
        for column in range(1, len(cells)) if facts else ():
            counts = bool(_COUNTS.search(f"{words} {self._heads[column]}"))
            yield from self._share(Spot(self._number, 0, len(cells[column]), row, column), cells, facts, counts)

    def _share(self, spot: Spot, cells: list[str], facts: Facts, counts: bool) -> Iterator[FoundFigure]:
        head = self._heads[spot.column]
        share = cell_share(cells[spot.column], _whole(head), counts=counts)
        if share is not None and share.denominator != 0:
            p = {} if _SUMS.match(head) else self._p(cells)
            yield figure(spot, share, of_words(_group(head)), facts, p)

    def _sums(self, row: int, cells: list[str]) -> Iterator[FoundFigure]:
        """A row of sums: what all have of the sign that each column is called."""
        for column in range(1, len(cells)):
            share = cell_share(cells[column], _whole(cells[0]), counts=False)
            facts = self._called(self._heads[column], "") if share else {}
            if share is not None and facts and share.denominator != 0:
                spot = Spot(self._number, 0, len(cells[column]), row, column)
                yield figure(spot, share, of_words(_group(cells[0])), facts, {})

    def _summed(self, row: int, column: int, cells: list[str], measure: str) -> Iterator[FoundFigure]:
        head = self._heads[column]
        told = cell_summary(
            cells[column], f"{cells[0]} {head} {self._table.caption if 'n (%)' not in cells[0] else ''}"
        )
        if told is None:
            return
        people = of_words(_group(head))
        unit: Facts = {"unit": "months" if re.search(r"\bmonths?\b", cells[0], re.I) else "years"}
        whose: Facts = {"group": people.group} if people.group else {}
        whose |= {"second_hand": True} if people.cited else {}
        many = _whole(head)
        whose |= {"n": many} if many else {}
        spot = Spot(self._number, 0, len(cells[column]), row, column)
        yield FoundFigure(spot=spot, facts={"measure": measure, **told, **unit, **whose, **self._p(cells)})

    def _called(self, name: str, below: str) -> Facts:
        """The finding, or the known measure, that a row or a column is called and that it says no more of."""
        plain = _BARE.sub(" ", name).strip(" ,;:")
        named = Text(file="", passages=(Passage(text=plain, place=Place()),))
        found = [one for one in find_findings(named, self._lexis) if one.hpo]
        if tells_course(plain) or any(one.bearing is Bearing.ELSEWHERE or one.relative for one in found):
            return {}
        if len({one.hpo for one in found}) != 1:
            measure = known_measure(plain)
            return {"measure": measure} if measure and not found else {}
        first: Facts = {"initial": True} if of_words(f"{self._table.caption} {below}").initial else {}
        return facts_of_finding(found[0], denied=found[0].bearing is Bearing.ABSENT) | first

    def _p(self, cells: list[str]) -> dict[str, str | float]:
        """The value of p of a row, in the column of that name."""
        for head, cell in zip(self._heads, cells, strict=False):
            if _P_VALUE.fullmatch(head) and (
                match := re.fullmatch(r"(?P<sign>[<>]?)\s?(?P<value>0?[.·]\d+)", cell.strip())
            ):
                value = match["value"].replace("·", ".")
                return {"p": f"{match['sign']}{value}" if match["sign"] else float(value)}
        return {}


def _whole(head: str) -> int | None:
    match = _WHOLE.search(head)
    return int(match["label"] or match["people"]) if match else None


def _group(head: str) -> str:
    """The name of a group without its number."""
    return " ".join(re.sub(r"[,;]?\s?[(\[]?\s?\bn\s?=\s?\d+\s?[)\]]?|\s>\s.*$", "", head).split())
