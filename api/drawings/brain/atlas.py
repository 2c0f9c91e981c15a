"""The pictures of the brain, their shapes, and where each region of the graph lies on them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from api.drawings.brain.curves import path
from kg.names import full

_FOLDER: Final = Path(__file__).parent
NOWHERE: Final = "not painted"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrainShape:
    """A closed path; with `two` sides the other is its mirror image. `look` is that of one that is no region."""

    name: str
    path: str
    look: str
    two: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BrainPicture:
    """A view or a cut, and what lies on it, from the back to the front."""

    name: str
    title: str
    says: str
    width: float
    height: float
    shapes: tuple[BrainShape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrainPlace:
    """Where a region lies on one picture, or that it is on none. `how`: exact, union, roughly, not painted.

    `at` is where its name is written: `x,y`, how it is set (s, m, e), and the point that a line leads to; `name` is a
    short one for there, where its usual one is too long.
    """

    region: str
    label: str
    picture: str
    shapes: tuple[str, ...]
    how: str
    why: str
    at: str
    name: str


@cache
def pictures() -> tuple[BrainPicture, ...]:
    """All of them, as they are shown."""
    cut = [(row["picture"], _shape(row["shape"], row["path"])) for row in _rows("cut")]
    drawn = [(row["picture"], _drawn(row)) for row in _rows("drawn")]
    return tuple(
        BrainPicture(
            name=row["picture"],
            title=row["title"],
            says=row["says"],
            width=float(row["width"]),
            height=float(row["height"]),
            shapes=tuple(shape for name, shape in (*cut, *drawn) if name == row["picture"]),
        )
        for row in _rows("pictures")
    )


@cache
def places() -> Mapping[str, tuple[BrainPlace, ...]]:
    """By the IRI of the region."""
    found: dict[str, tuple[BrainPlace, ...]] = {}
    for row in _rows("regions"):
        region, shapes = full(row["region"]), tuple(row["shapes"].split())
        words = {name: row[name] for name in ("label", "picture", "how", "why", "at", "name")}
        found[region] = (*found.get(region, ()), BrainPlace(region=region, shapes=shapes, **words))
    return found


def _shape(name: str, drawn: str) -> BrainShape:
    return BrainShape(name=name, path=drawn, look="outline" if name == "outline" else "tissue", two=False)


def _drawn(row: Mapping[str, str]) -> BrainShape:
    return BrainShape(name=row["shape"], path=path(row["points"]), look=row["look"], two=row["sides"] == "two")


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        told = (line for line in stream if not line.startswith("#"))
        return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE))
