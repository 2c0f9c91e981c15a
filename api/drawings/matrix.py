"""Where people, findings and what is known of them lie on the picture of a case matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.model.words import Status
from kg.portrait.matrix import CaseGrid
from kg.portrait.people import ListedPerson

CELL: Final = 18
_LEFT, _TOP, _EDGE, _LEGEND = 300, 250, 8, 34
_LONGEST: Final = 46
_LETTER, _FEWEST = 6.6, 4
"""How wide a bold letter is; fewer of them say nothing."""


@dataclass(frozen=True, slots=True)
class MatrixText:
    """A text that leads somewhere, and where it stands."""

    x: float
    y: float
    words: str
    to: str


@dataclass(frozen=True, slots=True)
class MatrixBand:
    """A group of columns: from where to where, and what it is called."""

    x: float
    y: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class MatrixSquare:
    """What is known of a finding in a person; `state` is empty where neither is reported."""

    x: float
    y: float
    state: str
    both: bool
    to: str
    says: str


@dataclass(frozen=True, slots=True)
class MatrixPlan:
    """The whole picture."""

    width: float
    height: float
    cell: int
    rows: tuple[MatrixText, ...]
    columns: tuple[MatrixText, ...]
    bands: tuple[MatrixBand, ...]
    squares: tuple[MatrixSquare, ...]
    key: float


def matrix_plan(found: CaseGrid, people: Sequence[ListedPerson]) -> MatrixPlan:
    """People below each other, findings side by side, their names slanted above."""
    squares = []
    for down, (one, cells) in enumerate(zip(people, found.cells, strict=True)):
        for across, column in enumerate(found.columns):
            cell = cells.get(across)
            state = str(cell.state) if cell else ""
            says = f"{column.term.label}, {one.person.label}: {state or Status.NOT_REPORTED}"
            to = cell.finding.iri if cell else ""
            squares.append(MatrixSquare(_x(across), _y(down), state, bool(cell and cell.both), to, says))
    bands = []
    for system, some in groupby(range(len(found.columns)), key=lambda at: found.columns[at].system):
        places = [*some]
        width = len(places) * CELL
        bands.append(MatrixBand(_x(places[0]), _TOP - 4, width, _short(system, int(width // _LETTER))))
    return MatrixPlan(
        width=_x(len(found.columns)) + 130,
        height=_y(len(people)) + _LEGEND + _EDGE,
        cell=CELL,
        rows=tuple(MatrixText(_LEFT - 8, _y(at) + 13, _named(one), one.person.iri) for at, one in enumerate(people)),
        columns=tuple(
            MatrixText(_x(at) + 11, _TOP - 24, _short(one.term.label), one.term.iri)
            for at, one in enumerate(found.columns)
        ),
        bands=tuple(bands),
        squares=tuple(squares),
        key=_y(len(people)) + 16,
    )


def _x(across: int) -> float:
    return _LEFT + across * CELL


def _y(down: int) -> float:
    return _TOP + down * CELL


def _named(one: ListedPerson) -> str:
    return _short(f"{one.name}, {one.short}" if one.short else one.name)


def _short(words: str, most: int = _LONGEST) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…" if most > _FEWEST else ""
