"""Words that begin or end a clause, as alternatives of a pattern: one table for all rooms."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kg.reading.rows import rows


def _by_name() -> Mapping[str, str]:
    words: dict[str, list[str]] = {}
    for row in rows(Path(__file__).with_name("clause_words.tsv")):
        words.setdefault(row["name"], []).append(row["words"])
    return {name: "|".join(alternatives) for name, alternatives in words.items()}


CLAUSE_WORDS: Final = _by_name()
BUT: Final = CLAUSE_WORDS["but"]
"""What sets a clause against the one before it."""
WHILE: Final = CLAUSE_WORDS["while"]
"""Those of `BUT` that no `not` goes on from: `in him, but not in her` is one clause."""
ALTHOUGH: Final = CLAUSE_WORDS["although"]
"""What grants something."""
EXCEPT: Final = CLAUSE_WORDS["except"]
"""What takes one out of all."""
