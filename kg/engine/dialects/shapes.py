"""Shapes of a query that Virtuoso answers otherwise than SPARQL 1.1 has it, without a word: told beside the answer.

Seen in the text alone, so that one may be told of an answer that is right. Of the ready questions, which are held
against every engine, nothing is told.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kg.engine.names_in import code
from kg.engine.questions import catalogue

_UNBOUND: Final = r"(?=.*\b(?:OPTIONAL|UNION|UNDEF)\b)"
_NOTES: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(shape, re.IGNORECASE | re.DOTALL), note)
    for shape, note in (
        (
            r"[?$]\w+\s*/|/\s*[?$]\w|\d\s*/\s*\d",
            "Virtuoso divides integers into integers: write 100.0 * ?a / ?b",
        ),
        (
            r"^" + _UNBOUND + r".*\b(?:COUNT|SUM|AVG)\s*\(\s*(?:DISTINCT\s+)?[?$]",
            "Virtuoso counts what is unbound in some places, and leaves it out of sums and means",
        ),
        (r"\b(?:MIN|MAX)\s*\(\s*[?$]", "Virtuoso takes another than the least of long texts: write MIN(STR(?text))"),
        (r"\{\s*VALUES[^{]*\{[^{}]*\}\s*\}\s*UNION\b", "Virtuoso joins what is given by VALUES alone in a UNION"),
        (r"\|[^()]*\)\s*[+*]", "Virtuoso misses steps of a repeated path with several ways: repeat one way"),
        (
            r"[?$]\w+\s+[?$]\w+\s+[?$]\w+\s*[.}]",
            "Virtuoso holds graphs of its own (2,496 triples) beside the release: name a graph",
        ),
    )
)


def told(query: str) -> tuple[str, ...]:
    """What is to be known of the answer to this query."""
    if query in _ready():
        return ()
    text = code(query)
    return tuple(note for pattern, note in _NOTES if pattern.search(text))


@cache
def _ready() -> frozenset[str]:
    return frozenset(one.text for one in catalogue())
