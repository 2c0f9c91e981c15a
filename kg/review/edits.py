"""One entry of an evidence file changed in its own lines: all others, and every comment, stay as they are.

A YAML writer that keeps comments (ruamel.yaml) would still fold and quote a curator's lines in its own way. What comes
out is read again, and must say what was wanted; where it would not, nothing is changed.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, Final

from kg.errors import FaultyInput
from kg.sources.positions import Steps, WrittenLines, kept_value, lines_of, place, rows_of, yaml_of

WIDTH: Final = 116
_GONE: Final = None
"""Stands for a key that is to go; no key of evidence has an empty value."""


class NotEditable(FaultyInput):
    """A file that is written in such a way that an entry cannot be changed line by line."""


def changed(text: str, steps: Steps, keys: Mapping[str, Any]) -> str:
    """The text with some keys of the mapping at `steps` set, or gone where their value is None.

    Raises `NotEditable`.
    """
    wanted = copy.deepcopy(_value(text))
    entry = _at(wanted, steps)
    for key, value in keys.items():
        entry.pop(key, None) if value is _GONE else entry.__setitem__(key, value)
    made, there = text, _at(_value(text), steps)
    for key, value in keys.items():
        if value is _GONE and key not in there:
            continue
        made = _keyed(made, steps, key, value)
    return _sound(made, wanted, steps)


def added(text: str, steps: Steps, *entries: Any) -> str:
    """The text with more entries at the end of the list at `steps`, which may not be there yet."""
    wanted = copy.deepcopy(_value(text))
    _at(wanted, steps[:-1]).setdefault(steps[-1], []).extend(copy.deepcopy(entries))
    lines, held = rows_of(text), lines_of(text)
    whole = held.get(steps)
    if whole is None or whole.flow or not _at(_value(text), steps):
        old = _at(_value(text), steps[:-1]).get(steps[-1]) or []
        return _sound(_keyed(text, steps[:-1], str(steps[-1]), [*old, *entries]), wanted, steps)
    first = held[(*steps, 0)]
    lines[whole.end : whole.end] = written([*entries], first.column, _newline(text))
    return _sound(_closed(lines, whole.end, text), wanted, steps)


def removed(text: str, steps: Steps) -> str:
    """The text without an entry of a list; a list that is left empty goes too."""
    wanted = copy.deepcopy(_value(text))
    siblings = _at(wanted, steps[:-1])
    del siblings[steps[-1]]
    if not siblings:
        del _at(wanted, steps[:-2])[steps[-2]]
        return _sound(_keyed(text, steps[:-2], str(steps[-2]), _GONE), wanted, steps)
    here = lines_of(text)[steps]
    if _in_brackets(text, steps[:-1]):
        return _sound(_keyed(text, steps[:-2], str(steps[-2]), siblings), wanted, steps)
    lines = rows_of(text)
    del lines[here.first : here.end]
    return _sound("".join(lines), wanted, steps)


def _keyed(text: str, steps: Steps, key: str, value: Any) -> str:
    """The text with one key set or gone; an entry in brackets is written anew, a key on a line."""
    if steps and _in_brackets(text, steps):
        return _keyed(_unfolded(text, steps), steps, key, value)
    lines, held = rows_of(text), lines_of(text)
    here = held.get((*steps, key))
    if here is None:
        return text if value is _GONE else _put(text, lines, held, steps, key, value)
    new = [] if value is _GONE else written({key: value}, here.column, _newline(text))
    if here.first_key:
        if not new:
            return _without_first(text, steps, key)
        new[0] = lines[here.first][: here.column] + new[0][here.column :]
    lines[here.first : here.end] = new
    return _closed(lines, here.first + len(new) - 1, text) if new else "".join(lines)


def _put(text: str, lines: list[str], held: Mapping[Steps, WrittenLines], steps: Steps, key: str, value: Any) -> str:
    """A new key behind the plain keys of its mapping, before its first list of entries."""
    own = [(where, one) for where, one in held.items() if len(where) == len(steps) + 1 and where[: len(steps)] == steps]
    plain = [one for where, one in own if (*where, 0) not in held]
    if not own:
        raise NotEditable(f"{place(steps)} has no key of its own to write beside")
    behind = max((one.end for one in plain), default=0) if plain else own[0][1].first
    behind = behind if isinstance(value, list) is False else max(one.end for _, one in own)
    lines[behind:behind] = written({key: value}, own[0][1].column, _newline(text))
    return _closed(lines, behind, text)


def _without_first(text: str, steps: Steps, key: str) -> str:
    """The key behind the dash goes: the entry is written anew without it."""
    entry = {one: value for one, value in _at(_value(text), steps).items() if one != key}
    return _written_anew(text, steps, entry)


def _unfolded(text: str, steps: Steps) -> str:
    """The nearest entry or key in brackets around a place, written a key a line."""
    held = lines_of(text)
    outer = next(steps[:n] for n in range(1, len(steps) + 1) if held[steps[:n]].flow)
    if isinstance(outer[-1], str):
        raise NotEditable(f"{place(outer)} stands in brackets on one line: write it an entry a line")
    return _written_anew(text, outer, _at(_value(text), outer))


def _written_anew(text: str, steps: Steps, entry: Any) -> str:
    lines, here = rows_of(text), lines_of(text)[steps]
    lines[here.first : here.end] = written([entry], here.column, _newline(text))
    return _closed(lines, here.first, text)


def _in_brackets(text: str, steps: Steps) -> bool:
    held = lines_of(text)
    return any(held[steps[:n]].flow for n in range(1, len(steps) + 1) if steps[:n] in held)


def written(value: Any, column: int, newline: str) -> list[str]:
    """A value as lines, moved to its column."""
    text = yaml_of(value, WIDTH - column, ordered=False)
    rows = (f"{row[:-1]}{newline}" if row.endswith("\n") else row for row in rows_of(text))
    return [" " * column + row for row in rows]


def _closed(lines: list[str], at: int, text: str) -> str:
    """The lines as one text; a line before what was put in may have had no end."""
    if at and not lines[at - 1].endswith(("\n", "\r")):
        lines[at - 1] += _newline(text)
    return "".join(lines)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _value(text: str) -> Any:
    value = kept_value(text)
    if not isinstance(value, dict):
        raise NotEditable("the file holds no keys of an evidence file")
    return value


def _at(value: Any, steps: Steps) -> Any:
    for step in steps:
        value = value[step]
    return value


def _sound(made: str, wanted: Any, steps: Steps) -> str:
    if kept_value(made) != wanted:
        raise NotEditable(f"{place(steps)} is written in such a way that a line cannot be changed: change it by hand")
    return made
