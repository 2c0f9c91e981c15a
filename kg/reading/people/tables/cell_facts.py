"""What the cells of a person tell, under the keys of a case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.found import Spot, StatedFact
from kg.reading.people.known import Known
from kg.reading.people.mentions import NUMBER, years
from kg.reading.people.tables.heads import KEYS, key_of

_SEX: Final = dict.fromkeys(("f", "w", "female", "woman"), "female") | dict.fromkeys(("m", "male", "man"), "male")
_YES: Final = re.compile(r"^(?:\+|yes|y|positive|familial|present|pos)$", re.I)
_NO: Final = re.compile(r"^(?:[-−–]|no|n|negative|sporadic|absent|neg|none)$", re.I)


def tell_cell(one: Known, head: str, cell: str, spot: Spot) -> None:
    """Keep what a cell tells of a person; a sex that differs from what is told elsewhere is a doubt."""
    cell = cell.strip()
    for key, value, why in _values(head, cell):
        if key == "sex":
            if one.sex and one.sex != value:
                one.why.append(f"a table says {value}, elsewhere {one.sex} is told")
            one.sex = one.sex or str(value)
        if key == "age_at_examination":
            one.ages.append(float(value))
        if not any(fact.key == key and fact.value == value for _, fact in one.stated):
            one.stated.append((0, StatedFact(key=key, value=value, spot=spot, why=why)))


def _values(head: str, cell: str) -> Iterator[tuple[str, str | float, tuple[str, ...]]]:
    """What a cell tells; a column `Sex/age` tells two things."""
    key = key_of(head)
    if re.search(r"\b(?:sex|gender)\b", head, re.I) and re.search(r"\bage\b", head, re.I):
        if match := re.search(r"\b(female|male|f|m)\b", cell, re.I):
            yield "sex", _SEX[match[1].lower()], ()
        key = next((one for one, words in KEYS if one.startswith("age") and words.search(head)), "age_at_examination")
        cell = re.sub(r"[^\d.]", "", cell)
    if key is None:
        return
    if key == "sex":
        if cell.lower().strip(".") in _SEX:
            yield key, _SEX[cell.lower().strip(".")], ()
    elif key.startswith("age"):
        match = re.fullmatch(
            rf"[~≈]?\s?({NUMBER})\s?(years?|yrs?|y|months?|mo|m|weeks?|days?)?(?:\s?old)?\.?", cell, re.I
        )
        unit = (match[2] if match and match[2] else "") or (
            "months" if re.search(r"\bmonths?\b", head, re.I) else "years"
        )
        age = years(match[1], unit) if match else None
        if age is not None:
            yield key, age, (f"printed {cell}",) if cell[0] in "~≈" else ()
    elif key == "family_history":
        if _YES.match(cell):
            yield key, "familial", ()
        elif _NO.match(cell):
            yield key, "sporadic", ()
    elif key == "origin" and re.search(r"[A-Za-z]{3}", cell) and len(cell) < 60:
        yield key, cell, ()
    elif key == "consanguinity" and _YES.match(cell):
        yield key, "parents consanguineous", ()
