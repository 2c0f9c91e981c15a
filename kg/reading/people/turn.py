"""Whom a text is about from a place on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.reading.clause_words import BUT
from kg.reading.people.known import Known
from kg.reading.people.mentions import PersonMention


@dataclass(frozen=True, slots=True)
class Turn:
    """Whom the text is about from a place on; nobody where `persons` is empty."""

    persons: tuple[Known, ...] = ()
    why: str = ""
    lone: str = ""
    """Why it is of the patient, where the text has but one."""
    all_of: int = 0
    """Said of all patients of the text, if they are so many; -1 for any number."""
    others: tuple[Known, ...] = ()
    """Those of whom the sentence says the contrary (`in her but not in him`)."""
    sole: bool = False
    """Of everybody else whom the text numbers or counts it says the contrary (`she was the only one with`)."""
    none: bool = False
    """The sentence says that none of the persons is meant (`in none of the three`)."""


Named = tuple[PersonMention, Known | None]
Single = tuple[PersonMention, Known]
Turns = list[tuple[int, Turn]]
STRANGER: Final = "said of a person of another paper"
PIECE: Final = re.compile(rf";\s|,\s(?:and|{BUT})\s")
"""Where a clause ends behind which somebody else may be told of."""
