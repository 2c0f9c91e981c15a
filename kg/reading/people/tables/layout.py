"""Where the persons of a table stand: in its rows, in its columns, or nowhere."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.mentions import LABEL_WORD, tidy
from kg.reading.people.register import Register
from kg.reading.people.tables.heads import LABEL, families_in, key_of
from kg.reading.people.tables.others import cites, is_group
from kg.texts.text import PrintedTable

_WHO: Final = re.compile(
    rf"^(?:{LABEL_WORD}s?|persons?|people|siblings?|sibs?|relatives?|initials|name|label|id|identifier|code|no\.?|#|number|pedigree)?\s?(?:/|\(|\s)?\s?(?:id|no\.?|n[o°º]\.?"
    rf"|number|#|code|identifier)?\)?$", re.I
)  # fmt: skip
_OF_PERSONS: Final = re.compile(
    rf"\b(?:{LABEL_WORD}|person|sibling|brother|sister|twin)s?\b|\b(?:people|women|men|children|relatives)\b", re.I
)
_CODED: Final = re.compile(r"(?:P|Pt|F\d?|S|C|ID)-?\d{1,3}|(?:[A-Z]\d?[-:])?[IVX]{1,4}\s?[-:.]\s?\d{1,2}")
"""Labels that are nobody's but a person's, whatever the table is called."""


def label_column(table: PrintedTable) -> int | None:
    """The column with the labels of persons, where rows are persons: beside it stand sex or ages, one value a row."""
    keys = {key_of(head) for head in table.columns}
    persons = bool({"sex", "age_at_onset", "age_at_examination"} & keys)
    for column, head in enumerate(table.columns[:4]):
        cells = [row[column].strip() for row in table.rows]
        good = sum(bool(LABEL.match(cell)) for cell in cells)
        titled = bool(head.strip()) and bool(_WHO.match(head.strip()))
        worded = sum(bool((match := LABEL.match(cell)) and match["word"]) for cell in cells)
        apart = len(set(cells)) > 0.8 * len(cells) or families_in(table) is not None
        coded = sum(bool(_CODED.fullmatch(cell)) for cell in cells) >= 0.6 * len(cells)
        named = (
            good
            and apart
            and good >= 0.6 * len(cells)
            and key_of(head) is None
            and (titled or not head.strip() or worded or coded)
        )
        if named and (persons or worded >= 0.6 * len(cells) or re.search(rf"(?:{LABEL_WORD}|person)(?!s)", head, re.I)):
            return column
    return None


def persons_ahead(table: PrintedTable, register: Register) -> bool:
    """Whether columns are persons: their heads are labels, and the first column names what is told of each.

    Where it tells no sex and no age, the labels are those of an earlier table, or the print of persons' labels.
    """
    heads = [head.strip() for head in table.columns[1:] if not (is_group(head) or cites(head))]
    labels = [match for head in heads if (match := LABEL.match(head))]
    if len(labels) < max(1, 0.6 * len(heads)):
        return False
    if {"sex", "age_at_onset", "age_at_examination"} & {key_of(row[0]) for row in table.rows}:
        return True
    known = sum(bool(register.labelled(tidy(label["label"]))) for label in labels if not label["label"].isdigit())
    coded = sum(bool(label["word"]) or bool(_CODED.fullmatch(label["label"])) for label in labels)
    called = bool(_OF_PERSONS.search(table.caption)) or bool(_OF_PERSONS.search(table.columns[0]))
    most = max(2, 0.6 * len(heads)) if len(heads) > 1 else 1
    return known >= most or (coded >= most and (called or len(labels) == len(heads)))
