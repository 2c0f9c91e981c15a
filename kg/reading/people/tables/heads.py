"""What the head of a column or a row tells: a label of a person, or a fact of a case."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kg.reading.people.mentions import LABEL_WORD
from kg.reading.rows import rows
from kg.texts.text import PrintedTable

LABEL: Final = re.compile(
    rf"^(?:(?P<word>{LABEL_WORD})\s?(?:no\.?\s?|#\s?)?)?(?P<label>[A-Z]{{0,4}}-?\d{{1,3}}[a-z]?"
    rf"|(?:[A-Z]\d?[-:])?[IVX]{{1,4}}\s?[-:.]\s?\d{{1,2}}|[A-Z])(?:\s?\(.*\))?$",
    re.I,
)
_KEYS: Final = tuple(
    (row["key"], re.compile(row["pattern"], re.I)) for row in rows(Path(__file__).parent / "heads.tsv")
)
_FAMILY: Final = re.compile(r"^(?:family|kindred|pedigree)\s?(?:id|no\.?|number|#)?$", re.I)


def key_of(head: str) -> str | None:
    """The key of a case that a head names; None where it names none."""
    name = next((key for key, words in _KEYS if words.search(head.strip())), "-")
    return None if name == "-" else name


def families_in(table: PrintedTable) -> int | None:
    """The column that names each row's family."""
    return next((at for at, head in enumerate(table.columns) if _FAMILY.match(head.strip())), None)
