"""Tables in which each row, or each column, is a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kg.reading.found import Spot, StatedFact
from kg.reading.people.mentions import LABEL_WORD, NUMBER, tidy, years
from kg.reading.people.register import Known, Register
from kg.texts.text import PrintedTable, Text

_WHO: Final = re.compile(
    rf"^(?:{LABEL_WORD}s?|persons?|people|siblings?|sibs?|relatives?|initials|name|label|id|identifier|code|no\.?|#|number|pedigree)?\s?(?:/|\(|\s)?\s?(?:id|no\.?|n[o°º]\.?"
    rf"|number|#|code|identifier)?\)?$", re.I
)  # fmt: skip
_LABEL: Final = re.compile(
    rf"^(?:(?P<word>{LABEL_WORD})\s?(?:no\.?\s?|#\s?)?)?(?P<label>[A-Z]{{0,4}}-?\d{{1,3}}[a-z]?"
    rf"|(?:[A-Z]\d?[-:])?[IVX]{{1,4}}\s?[-:.]\s?\d{{1,2}}|[A-Z])(?:\s?\(.*\))?$",
    re.I,
)
_OF_PERSONS: Final = re.compile(
    rf"\b(?:{LABEL_WORD}|person|sibling|brother|sister|twin)s?\b|\b(?:people|women|men|children|relatives)\b", re.I
)
_CODED: Final = re.compile(r"(?:P|Pt|F\d?|S|C|ID)-?\d{1,3}|(?:[A-Z]\d?[-:])?[IVX]{1,4}\s?[-:.]\s?\d{1,2}")
"""Labels that are nobody's but a person's, whatever the table is called."""
_KEYS: Final = (
    ("age_at_onset", re.compile(r"\bonset\b|\bAOO\b|\bAAO\b|age\sof\sfirst", re.I)),
    ("age_at_death", re.compile(r"\bdeath\b|\bdied\b|\bdeceased\b", re.I)),
    ("age_at_imaging", re.compile(r"\b(?:age\b.*\b(?:MRI|imaging|scan|CT)|(?:MRI|imaging)\s(?:at\s)?age)\b", re.I)),
    ("sex", re.compile(r"\b(?:sex|gender)\b|^m/f$|^f/m$", re.I)),
    ("family_history", re.compile(r"family\shistory|^FH$|\bfamilial\b", re.I)),
    ("origin", re.compile(r"\b(?:ethnic\w*|origin|ancestry|country|nationality)\b", re.I)),
    ("consanguinity", re.compile(r"consanguin", re.I)),
    ("age_at_examination", re.compile(r"\bage\b|^age", re.I)),
)
_FAMILY: Final = re.compile(r"^(?:family|kindred|pedigree)\s?(?:id|no\.?|number|#)?$", re.I)
_NOT_THAT: Final = re.compile(r"duration|interval|disease\scourse|type\sof|mode\sof", re.I)
_SEX: Final = {
    "f": "female",
    "w": "female",
    "female": "female",
    "woman": "female",
    "m": "male",
    "male": "male",
    "man": "male",
}
_OTHERS: Final = re.compile(r"^(?:references?|study|author|source|publication|citation)s?\b", re.I)
_OURS: Final = re.compile(r"\b(?:this|present|our|current)\b", re.I)
_YES: Final = re.compile(r"^(?:\+|yes|y|positive|familial|present|pos)$", re.I)
_NO: Final = re.compile(r"^(?:[-−–]|no|n|negative|sporadic|absent|neg|none)$", re.I)


@dataclass(slots=True)
class TablePlaces:
    """Which row, or which column, of a table is whom; tables count from 0."""

    rows: dict[tuple[int, int], Known] = field(default_factory=dict)
    columns: dict[tuple[int, int], Known] = field(default_factory=dict)

    def person(self, spot: Spot) -> Known | None:
        """The person of a cell."""
        number = -1 - spot.passage
        return self.rows.get((number, spot.row)) or self.columns.get((number, spot.column))


def table_people(text: Text, register: Register) -> TablePlaces:
    """Enter the persons of all tables, each with the facts of its cells."""
    places = TablePlaces()
    for number, table in enumerate(text.tables):
        if not table.rows or not table.columns:
            continue
        column = _label_column(table)
        if column is not None:
            _rows(table, number, column, register, places)
        elif _heads(table, register):
            _columns(table, number, register, places)
    return places


def _label_column(table: PrintedTable) -> int | None:
    """The column with the labels of persons, where rows are persons: beside it stand sex or ages, one value a row."""
    keys = {_key(head) for head in table.columns}
    persons = bool({"sex", "age_at_onset", "age_at_examination"} & keys)
    for column, head in enumerate(table.columns[:4]):
        cells = [row[column].strip() for row in table.rows]
        good = sum(bool(_LABEL.match(cell)) for cell in cells)
        titled = bool(head.strip()) and bool(_WHO.match(head.strip()))
        worded = sum(bool((match := _LABEL.match(cell)) and match["word"]) for cell in cells)
        apart = len(set(cells)) > 0.8 * len(cells) or _families(table) is not None
        coded = sum(bool(_CODED.fullmatch(cell)) for cell in cells) >= 0.6 * len(cells)
        named = (
            good
            and apart
            and good >= 0.6 * len(cells)
            and _key(head) is None
            and (titled or not head.strip() or worded or coded)
        )
        if named and (persons or worded >= 0.6 * len(cells) or re.search(rf"(?:{LABEL_WORD}|person)(?!s)", head, re.I)):
            return column
    return None


def _families(table: PrintedTable) -> int | None:
    """The column that names each row's family."""
    return next((at for at, head in enumerate(table.columns) if _FAMILY.match(head.strip())), None)


def _heads(table: PrintedTable, register: Register) -> bool:
    """Whether columns are persons: their heads are labels, and the first column names what is told of each.

    Where it tells no sex and no age, the labels are those of an earlier table, or the print of persons' labels.
    """
    heads = [head.strip() for head in table.columns[1:]]
    labels = [match for head in heads if (match := _LABEL.match(head))]
    if len(labels) < max(1, 0.6 * len(heads)):
        return False
    if {"sex", "age_at_onset", "age_at_examination"} & {_key(row[0]) for row in table.rows}:
        return True
    known = sum(bool(register.labelled(tidy(label["label"]))) for label in labels if not label["label"].isdigit())
    coded = sum(bool(label["word"]) or bool(_CODED.fullmatch(label["label"])) for label in labels)
    called = bool(_OF_PERSONS.search(table.caption)) or bool(_OF_PERSONS.search(table.columns[0]))
    most = max(2, 0.6 * len(heads))
    return known >= most or (coded >= most and (called or len(labels) == len(heads)))


def _key(head: str) -> str | None:
    if _NOT_THAT.search(head):
        return None
    return next((key for key, words in _KEYS if words.search(head.strip())), None)


def _person(cell: str, head: str, register: Register, spot: Spot) -> Known | None:
    match = _LABEL.match(cell.strip())
    if match is None:
        return None
    word = match["word"] or (found[0] if (found := re.search(LABEL_WORD, head, re.I)) else "Patient")
    bare = match["label"]
    label = tidy(f"{word} {bare}") if bare.isdigit() or len(bare) == 1 else tidy(bare)
    known = register.labelled(label)
    return known or register.add(Known(spot=spot, labels=[label]))


def _rows(table: PrintedTable, number: int, column: int, register: Register, places: TablePlaces) -> None:
    families = _families(table)
    labels = [cells[column].strip() for cells in table.rows]
    others = next((at for at, head in enumerate(table.columns) if _OTHERS.match(head.strip())), None)
    for row, cells in enumerate(table.rows):
        if others is not None and cells[others].strip() and not _OURS.search(cells[others]):
            continue
        label, family = cells[column].strip(), cells[families].strip() if families not in (None, column) else ""
        spot = Spot(-1 - number, 0, len(cells[column]), row, column)
        if family and labels.count(label) > 1:
            one: Known | None = register.labelled(f"{family} {label}") or register.add(
                Known(spot=spot, labels=[f"{family} {label}"])
            )
        else:
            one = _person(label, table.columns[column], register, spot)
        if one is not None and family:
            said = family if family.lower().startswith(("fam", "kin")) else f"family {family}"
            where = Spot(-1 - number, 0, len(cells[families or 0]), row, families or 0)
            one.stated.append((0, StatedFact(key="family", value=said, spot=where)))
        if one is None:
            continue
        places.rows[number, row] = one
        for at, (head, cell) in enumerate(zip(table.columns, cells, strict=False)):
            if at != column:
                _fact(one, head, cell, Spot(-1 - number, 0, len(cell), row, at))


def _columns(table: PrintedTable, number: int, register: Register, places: TablePlaces) -> None:
    for column, head in enumerate(table.columns):
        # The head has no place of its own: the person stands in the first cell below it.
        spot = Spot(-1 - number, 0, len(table.rows[0][column]), 0, column)
        one = _person(head, "", register, spot) if column else None
        if one is None:
            continue
        places.columns[number, column] = one
        for row, cells in enumerate(table.rows):
            _fact(one, cells[0], cells[column], Spot(-1 - number, 0, len(cells[column]), row, column))


def _fact(one: Known, head: str, cell: str, spot: Spot) -> None:
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
    key = _key(head)
    if re.search(r"\b(?:sex|gender)\b", head, re.I) and re.search(r"\bage\b", head, re.I):
        if match := re.search(r"\b(female|male|f|m)\b", cell, re.I):
            yield "sex", _SEX[match[1].lower()], ()
        key = next((one for one, words in _KEYS if one.startswith("age") and words.search(head)), "age_at_examination")
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
