"""What the head of a column or a row tells: a label of a person, or a fact of a case."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.mentions import LABEL_WORD
from kg.texts.text import PrintedTable

LABEL: Final = re.compile(
    rf"^(?:(?P<word>{LABEL_WORD})\s?(?:no\.?\s?|#\s?)?)?(?P<label>[A-Z]{{0,4}}-?\d{{1,3}}[a-z]?"
    rf"|(?:[A-Z]\d?[-:])?[IVX]{{1,4}}\s?[-:.]\s?\d{{1,2}}|[A-Z])(?:\s?\(.*\))?$",
    re.I,
)
KEYS: Final = (
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


def key_of(head: str) -> str | None:
    """The key of a case that a head names; None where it names none."""
    if _NOT_THAT.search(head):
        return None
    return next((key for key, words in KEYS if words.search(head.strip())), None)


def families_in(table: PrintedTable) -> int | None:
    """The column that names each row's family."""
    return next((at for at, head in enumerate(table.columns) if _FAMILY.match(head.strip())), None)
