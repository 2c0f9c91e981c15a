"""What the cells of a person tell, under the keys of a case; a cell may tell several things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.found import Spot, StatedFact
from kg.reading.people.known import Known
from kg.reading.people.tables.cell_values import SEX, Told, cell_values
from kg.reading.people.tables.heads import key_of

_SEX_HEAD: Final = re.compile(r"\b(?:sex|gender)\b\W*", re.I)
_UNIT: Final = r"(?:years?|yrs?|y|months?|mos?|weeks?|days?)"
_AGE: Final = re.compile(
    rf"(?<![\w.,-])\d{{1,3}}(?:[.,]\d+)?(?:\s?{_UNIT}\b\.?(?:\s?\d{{1,2}}\s?(?:months?|mos?|m)\b)?)?(?![\w%]|[.,]\d)"
)
_BRACKET: Final = re.compile(r"\(([^()]+)\)$")
_SCANNED: Final = "the age of the scan, when they were seen at the latest"
_NO_MORE: Final = re.compile(rf"(?:{_UNIT}|old|aged?|patient|[\s,;/.])*", re.I)


def tell_cell(one: Known, head: str, cell: str, spot: Spot) -> None:
    """Keep what a cell tells of a person."""
    _keep(one, _told(head, cell.strip()), spot)


def tell_label(one: Known, label: str, spot: Spot) -> None:
    """Keep what stands in brackets behind a label, `II-2 (F, 45 y)`, where that is a sex, or a sex and an age."""
    bracket = _BRACKET.search(label.strip())
    if bracket and SEX.search(bracket[1]) and _NO_MORE.fullmatch(_AGE.sub("", SEX.sub("", bracket[1]))):
        _keep(one, _sex_and_age("age", bracket[1]), spot)


def _keep(one: Known, told: Iterator[Told], spot: Spot) -> None:
    """Keep facts; a sex that differs from what is told elsewhere is a doubt."""
    for key, value, why in told:
        if key == "sex":
            if one.sex and one.sex != value:
                one.why.append(f"a table says {value}, elsewhere {one.sex} is told")
            one.sex = one.sex or str(value)
        if key == "age_at_examination":
            one.ages.append(float(value))
        if key == "age_at_imaging":  # of all ages of a row it may be the only one
            one.stated.append((3, StatedFact(key="age_at_examination", value=value, spot=spot, why=(_SCANNED,))))
        if not any(fact.key == key and fact.value == value for _, fact in one.stated):
            one.stated.append((0, StatedFact(key=key, value=value, spot=spot, why=why)))


def _told(head: str, cell: str) -> Iterator[Told]:
    """What a cell tells; a column `Sex/age`, or `Age at onset/death`, tells several things."""
    heads, cells = ([part.strip() for part in words.split("/")] for words in (head, cell))
    keys = [key_of(part) for part in heads]
    if len(heads) > 1 and None not in keys and len(set(keys)) == len(keys) == len(cells) and _fits(keys, cells):
        for key, piece in zip(keys, cells, strict=True):
            yield from cell_values(key, head, piece)
    elif _SEX_HEAD.search(head) and re.search(r"\bage\b", head, re.I):
        yield from _sex_and_age(_SEX_HEAD.sub("", head), cell)
    else:
        yield from cell_values(key_of(head), head, cell)


def _fits(keys: list[str | None], cells: list[str]) -> bool:
    """Whether the parts of a cell stand in the order of its head: a sex where a sex is told, and nowhere else."""
    return all((key == "sex") == bool(SEX.fullmatch(cell)) for key, cell in zip(keys, cells, strict=True))


def _sex_and_age(head: str, cell: str) -> Iterator[Told]:
    """The sex and the one age of a cell, in whatever order; of several ages none. The head is that of the age."""
    if match := SEX.search(cell):
        yield from cell_values("sex", head, match[0])
        cell = f"{cell[: match.start()]} {cell[match.end() :]}"
    ages, key = _AGE.findall(cell), key_of(head)
    if len(ages) == 1 and key is not None and key.startswith("age"):
        yield from cell_values(key, head, ages[0])
