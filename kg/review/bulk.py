"""Many entries put into many lists of an evidence file at once: what `edits.added` does, read and checked but once."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.review.edits import added, own_value
from kg.review.rows import newline, written
from kg.sources.positions import Steps, value_of
from kg.sources.written import WrittenLines, lines_of, rows_of

Addition = tuple[Steps, Sequence[Any]]
"""The place of a list, which may not be there yet, and what comes to its end."""


def all_added(text: str, additions: Iterable[Addition]) -> str:
    """The text with all additions, each list once; raises `NotEditable`."""
    wanted = [(steps, entries) for steps, entries in additions if entries]
    made = _at_once(text, wanted)
    if made is None:  # something is written in brackets, or otherwise as only an edit of its own can tell
        made = text
        for steps, entries in wanted:
            made = added(made, steps, *entries)
    return made


def _at_once(text: str, additions: Sequence[Addition]) -> str | None:
    lines, held = rows_of(text), lines_of(text)
    value = own_value(text)
    if not lines[-1].endswith(("\n", "\r")):
        lines[-1] += newline(text)
    ends = _ends(held)
    put: list[tuple[int, int, bool, list[str]]] = []
    for steps, entries in additions:
        home, first = value, held.get((*steps, 0))
        for step in steps[:-1]:
            home = home[step]
        if first is not None and not held[steps].flow:
            put.append((held[steps].end, -len(steps), False, written([*entries], first.column, text)))
        elif steps not in held and steps[:-1] in ends:
            last, column = ends[steps[:-1]]
            put.append((last, -len(steps), True, written({steps[-1]: [*entries]}, column, text)))
        else:
            return None
        home.setdefault(steps[-1], []).extend(copy.deepcopy([*entries]))
    # What is deeper comes first where both end at one line, and what is longer in a list before a new list.
    for at, _, _, rows in sorted(put, key=lambda one: one[:3])[::-1]:
        lines[at:at] = rows
    made = "".join(lines)
    return made if value_of(made) == value else None


def _ends(held: Mapping[Steps, WrittenLines]) -> dict[Steps, tuple[int, int]]:
    """Where each mapping that is written a key a line ends, and the column of its keys."""
    found: dict[Steps, tuple[int, int]] = {}
    bracketed = {steps for steps, one in held.items() if one.flow}
    for steps, one in held.items():
        if isinstance(steps[-1], str) and steps[:-1] not in bracketed:
            found[steps[:-1]] = (max(one.end, found.get(steps[:-1], (0, 0))[0]), one.column)
    return found
