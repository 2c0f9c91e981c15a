"""Words that may stand for each other in a turn of phrase: the rows of `families.tsv`, and those that part clauses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kg.reading.clause_words import CLAUSE_WORDS
from kg.reading.rows import rows

_NAME: Final = re.compile(r"<(?P<name>[a-z]+)>")
_FAMILIES: Final[Mapping[str, str]] = {
    row["name"]: row["words"] for row in rows(Path(__file__).with_name("families.tsv"))
} | dict(CLAUSE_WORDS)


def spelled_out(pattern: str) -> str:
    """A pattern with the words of each family that it names: `<found>` stands for all of `found`."""
    return _NAME.sub(lambda match: _FAMILIES.get(match["name"], match[0]), pattern)
