"""The mapping a table is started with: what each column may be, marked as guessed. What is not sure is not guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from kg.reading.findings.lexis import Lexis
from kg.reading.tables.columns import GUESSED, ColumnGuess, guess_column, kind_of, one_line
from kg.reading.tables.people import PeopleTable, people_of
from kg.texts.text import PrintedTable

_PERSON: Final = re.compile(r"(?:(?:patient|case|subject|individual|proband|p|pt|[ivx]+)\W*)?[\divx]+\W*\w?", re.I)
_HEAD: Final = (
    "# Mend what is wrong, then run `kg paper table` again with --map and this file. A blank cell says nothing.",
    "# Columns: label, family, sex, age_at_onset, age_at_examination, age_at_imaging, age_at_death, variant,",
    "# zygosity, finding, imaging (with modality), findings (free text), notes, ignore.",
)
_MOST_ACROSS: Final = 200
"""Rows of a table that may be the heads of people who stand side by side."""
_NO_PERSON: Final = frozenset({"label", "findings", "notes", None})


@dataclass(frozen=True, slots=True)
class _Standing:
    """A table read one way: its people below one another, or side by side."""

    people: Literal["rows", "columns"]
    columns: tuple[ColumnGuess, ...]

    @property
    def known(self) -> int:
        """How many of its columns say something of people, as far as words tell."""
        return sum(one.kind not in _NO_PERSON for one in self.columns)

    @property
    def labelled(self) -> bool:
        return any(one.kind == "label" for one in self.columns)

    def lines(self, mark: str, gene: str | None) -> list[str]:
        of_gene = gene and any(one.kind == "variant" for one in self.columns)
        head = [f"people: {self.people}{mark}", *([f"gene: {gene}{GUESSED}"] if of_gene else []), "columns:"]
        return [*head, *(line for one in self.columns for line in one.lines)]


def started(printed: PrintedTable, source: str, gene: str | None, lexis: Lexis) -> str:
    """The text of a mapping for a table; `gene` is that whose variants are likely.

    Where it is not sure how people stand, the other way follows as a comment.
    """
    rows = _read(people_of(printed, "rows"), "rows", lexis)
    across = _read(people_of(printed, "columns"), "columns", lexis) if _may_stand_across(printed) else None
    by_heads = across is not None and _side_by_side(printed)
    first, other = (across, rows) if across and (by_heads or across.known > rows.known) else (rows, across)
    sure = other is None or by_heads or (first.labelled and first.known > other.known and _plain(first, other))
    mark = GUESSED if first is across else ""
    doubt = [] if sure or other is None else [f"# Not sure: {_DOUBT[first.people]}"]
    lines = [
        f"# How the columns of {one_line(printed.label)} of {one_line(source)} are read.",
        *_HEAD,
        *([] if first.labelled else ["# No column is known to name the people: one must be `column: label`."]),
        *doubt,
        f"table: {one_line(printed.label)}",
        *first.lines(mark, gene),
        *(_the_other_way(other, gene) if doubt and other else []),
    ]
    return "\n".join([*lines, ""])


_DOUBT: Final = {
    "rows": "whether each row is a person. If each column is, take the lines at the end in the place of these.",
    "columns": "whether each column is a person. If each row is, take the lines at the end in the place of these.",
}


def _the_other_way(other: _Standing, gene: str | None) -> list[str]:
    what = "column" if other.people == "columns" else "row"
    return ["", f"# If each {what} is a person:", *(f"# {line}" for line in other.lines("", gene))]


def _plain(first: _Standing, other: _Standing) -> bool:
    """Whether one way says clearly more than the other; that people stand in columns is rare, so that takes more."""
    return first.people == "rows" or (first.known > 1 and not other.known)


def _read(table: PeopleTable, people: Literal["rows", "columns"], lexis: Lexis) -> _Standing:
    """A table read one way. Of people side by side the names stand in the head."""
    cells = [[row[at] for row in table.people] for at in range(len(table.heads))]
    label = 0 if people == "columns" else _labels(table)
    named = [guess_column(head, cells[at], lexis, at == label) for at, head in enumerate(table.heads)]
    return _Standing(people, tuple(named))


def _labels(table: PeopleTable) -> int | None:
    """The first column that numbers the people, where no head says which names them."""
    if any(kind_of(head) == "label" for head in table.heads):
        return None
    for at in range(len(table.heads)):
        told = [row[at].text.strip() for row in table.people]
        if kind_of(table.heads[at]) is None and len(set(told)) == len(told) and all(map(_PERSON.fullmatch, told)):
            return at
    return None


def _may_stand_across(table: PrintedTable) -> bool:
    return len(table.columns) > 1 and 0 < len(table.rows) <= _MOST_ACROSS


def _side_by_side(table: PrintedTable) -> bool:
    """Whether the heads of all columns but the first are people's labels, and the first column names what is told."""
    named = [kind_of(row[0]) for row in table.rows if row]
    return (
        len(table.columns) > 2
        and all(_PERSON.fullmatch(head.strip()) for head in table.columns[1:])
        and any(kind not in (None, "label") for kind in named)
    )
