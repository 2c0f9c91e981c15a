"""Shapes of a query that Virtuoso answers otherwise than SPARQL 1.1 has it, without a word: told beside the answer."""

from __future__ import annotations

import re
from typing import Final

from kg.engine.names_in import code

_NOTES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (
        re.compile(r"[?$]\w+\s*/|/\s*[?$]\w|\d\s*/\s*\d"),
        "Virtuoso divides integers into integers; 100.0 * ?a / ?b gives a decimal on every engine",
    ),
)


def told(query: str) -> tuple[str, ...]:
    """What is to be known of the answer to this query."""
    text = code(query)
    return tuple(note for pattern, note in _NOTES if pattern.search(text))
