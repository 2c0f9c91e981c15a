"""Tables of words: what each says, and the patterns that say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from kg.reading.rows import rows


def patterns_of(path: Path, **named: str) -> Mapping[tuple[str, ...], re.Pattern[str]]:
    """One pattern for all rows of a table that say the same in the columns before the last, in its order.

    `<name>` in a pattern stands for the words of that name.
    """
    ways: dict[tuple[str, ...], list[str]] = {}
    for row in rows(path):
        *what, pattern = row.values()
        for name, words in named.items():
            pattern = pattern.replace(f"<{name}>", words)
        ways.setdefault(tuple(what), []).append(pattern)
    return {what: re.compile("|".join(patterns), re.I) for what, patterns in ways.items()}
