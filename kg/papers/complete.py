"""Lines put into an evidence file that is there: every other line, comment and blank stays as it is.

The text is edited, not written anew: a YAML writer that keeps comments (ruamel.yaml) would still fold and quote the
curators' lines in its own way. What comes out is read again, and must say what it said before and the new facts.
"""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from kg.errors import FaultyInput
from kg.papers.held import HeldFile
from kg.papers.skeleton import FIELDS, line


class NotInPlace(FaultyInput):
    """A file that is written in such a way that nothing can be added to it line by line."""


def completed(held: HeldFile, facts: Mapping[str, Any], day: date) -> str:
    """The text of a file with more facts about its paper, revised on a day; raises `NotInPlace`.

    A fact may stand nowhere in the file yet, or as a key without a value.
    """
    text = held.path.read_bytes().decode("utf-8")
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    indent = _indent(held, lines)
    put: dict[int, list[str]] = defaultdict(list)
    for key in sorted(facts, key=FIELDS.index):
        new = "".join(f"{indent}{part[2:]}{end}" for part in line(key, facts[key]).splitlines())
        if key in held.paper:
            _fill(lines, held.document.line(("paper", key)) - 1, new, end)
        else:
            put[_place(held, lines, key)].append(new)
    _revise(held, lines, day)
    for index in sorted(put, reverse=True):
        lines[index:index] = put[index]
    made = "".join(lines)
    _check(held, made, facts, day)
    return made


def _indent(held: HeldFile, lines: list[str]) -> str:
    """What stands before each key of `paper`; raises `NotInPlace` where the keys do not stand on lines of their own."""
    keys = sorted({number for steps, number in held.document.lines.items() if len(steps) == 2 and steps[0] == "paper"})
    if held.document.repeated or not keys or keys[0] <= held.document.line(("paper",)):
        raise NotInPlace("the keys of `paper` do not stand on lines of their own")
    return lines[keys[0] - 1][: len(lines[keys[0] - 1]) - len(lines[keys[0] - 1].lstrip(" "))]


def _place(held: HeldFile, lines: list[str], key: str) -> int:
    """Before which line a key goes: behind those that come before it in every file, above the next one's comments."""
    known = held.document.lines
    before = [known["paper", one] for one in FIELDS[: FIELDS.index(key)] if ("paper", one) in known]
    if not before:
        return min(number for steps, number in known.items() if len(steps) == 2 and steps[0] == "paper") - 1
    starts = [n for steps, n in known.items() if len(steps) == 1 or (len(steps) == 2 and steps[0] == "paper")]
    index = min((n for n in starts if n > max(before)), default=len(lines) + 1) - 1
    while re.fullmatch(r"\s*(?:#.*)?\s*", lines[index - 1]):
        index -= 1
    return index


def _fill(lines: list[str], index: int, new: str, end: str) -> None:
    """Put a value behind a key that has none, before the line's comment."""
    comment = re.search(r"\s+#.*$", lines[index].rstrip())
    lines[index] = new.removesuffix(end) + (comment[0] if comment else "") + end


def _revise(held: HeldFile, lines: list[str], day: date) -> None:
    former = held.document.value.get("revised")
    if isinstance(former, date) and former < day:
        index = held.document.line(("revised",)) - 1
        lines[index] = lines[index].replace(former.isoformat(), day.isoformat(), 1)


def _check(held: HeldFile, made: str, facts: Mapping[str, Any], day: date) -> None:
    wanted = copy.deepcopy(held.document.value)
    wanted["paper"].update(facts)
    if isinstance(wanted.get("revised"), date):
        wanted["revised"] = max(wanted["revised"], day)
    try:
        found = yaml.safe_load(made)
    except yaml.YAMLError:
        found = None
    if found != wanted:
        raise NotInPlace("a line put into the file would change what it says")
