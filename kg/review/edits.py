"""One entry of an evidence file changed in its own lines: all others, and every comment, stay as they are.

A YAML writer that keeps comments (ruamel.yaml) would still fold and quote a curator's lines in its own way. What comes
out is read again, and must say what was wanted; where it would not, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.errors import FaultyInput
from kg.review import brackets
from kg.review.rows import closed, indented, key_gone, key_put, key_set, remarks, written
from kg.sources.positions import Steps, kept_value, place
from kg.sources.written import lines_of, rows_of


class NotEditable(FaultyInput):
    """A file that is written in such a way that an entry cannot be changed line by line."""


def changed(text: str, steps: Steps, keys: Mapping[str, Any]) -> str:
    """The text with some keys of the mapping at `steps` set, or gone where their value is None.

    Raises `NotEditable`.
    """
    wanted, made = own_value(text), text
    entry = _at(wanted, steps)
    for key, value in keys.items():
        if value is not None:
            entry[key] = value
        elif key in entry:
            del entry[key]
        else:
            continue
        made = _keyed(made, steps, key, value)
    return _sound(made, wanted, steps)


def added(text: str, steps: Steps, *entries: Any, above: Sequence[str] = ()) -> str:
    """The text with more entries at the end of the list at `steps`, which may not be there yet.

    `above` are comments of the first of them.
    """
    wanted = own_value(text)
    home = _at(wanted, steps[:-1])
    new = not home.get(steps[-1])
    home.setdefault(steps[-1], []).extend(entries)
    whole = lines_of(text).get(steps)
    if new or whole is None:
        made = _keyed(text, steps[:-1], str(steps[-1]), [*entries])
        if above and (there := lines_of(made).get((*steps, 0))) and not there.flow:
            made = _with_rows(made, there.first, indented(above, there.column, made))
    elif whole.flow:
        made = brackets.with_entries(text, steps, entries)
    else:
        column = lines_of(text)[(*steps, 0)].column
        made = _with_rows(text, whole.end, [*indented(above, column, text), *written([*entries], column, text)])
    return _sound(made, wanted, steps)


def removed(text: str, steps: Steps, keep: bool = True) -> str:
    """The text without an entry of a list; a list that is left empty goes too. Comments stay, unless they are told."""
    wanted = own_value(text)
    siblings, here = _at(wanted, steps[:-1]), lines_of(text).get(steps)
    if here is None:
        raise NotEditable(_by_hand(steps))
    del siblings[steps[-1]]
    if not siblings:
        del _at(wanted, steps[:-2])[steps[-2]]
        return _sound(_keyed(text, steps[:-2], str(steps[-2]), None, keep), wanted, steps)
    if _in_brackets(text, steps[:-1]):
        return _sound(brackets.without(text, here.start, here.stop), wanted, steps)
    lines = rows_of(text)
    lines[here.first : here.end] = indented(remarks(text, here), here.column, text) if keep else []
    return _sound("".join(lines), wanted, steps)


def remarks_at(text: str, steps: Steps) -> tuple[str, ...]:
    """The comments that stand in the lines of an entry that is written a key a line."""
    here = lines_of(text).get(steps)
    return () if here is None or _in_brackets(text, steps[:-1]) else tuple(remarks(text, here))


def own_value(text: str) -> Any:
    """A value of our own, in which nothing is shared: what a name (`*a`) stands for is at each place another."""
    value = kept_value(text)
    if not isinstance(value, dict):
        raise NotEditable("the file holds no keys of an evidence file")
    try:
        return _unshared(value)
    except RecursionError:
        raise NotEditable("something in the file holds itself (`&a [*a]`): change it by hand") from None


def _unshared(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unshared(one) for key, one in value.items()}
    return [*map(_unshared, value)] if isinstance(value, list) else value


def _keyed(text: str, steps: Steps, key: str, value: Any, keep: bool = True) -> str:
    """The text with one key set or gone."""
    held = lines_of(text)
    here = held.get((*steps, key))
    if _in_brackets(text, steps):
        if here is None:
            return brackets.with_key(text, steps, key, value)
        return brackets.put(text, here, value) if value is not None else brackets.without(text, here.at, here.stop)
    if here is None:
        if not any(len(where) == len(steps) + 1 and where[: len(steps)] == steps for where in held):
            raise NotEditable(_by_hand(steps))
        return key_put(text, steps, key, value)
    if value is None:
        return key_gone(text, steps, key, keep)
    return key_set(text, here, key, value, isinstance(_at(kept_value(text), (*steps, key)), dict | list))


def _with_rows(text: str, at: int, new: list[str]) -> str:
    lines = rows_of(text)
    lines[at:at] = new
    return closed(lines, at, text)


def _in_brackets(text: str, steps: Steps) -> bool:
    held = lines_of(text)
    return any(held[steps[:n]].flow for n in range(1, len(steps) + 1) if steps[:n] in held)


def _at(value: Any, steps: Steps) -> Any:
    for step in steps:
        value = value[step]
    return value


def _sound(made: str, wanted: Any, steps: Steps) -> str:
    if kept_value(made) != wanted:
        raise NotEditable(_by_hand(steps))
    return made


def _by_hand(steps: Steps) -> str:
    return f"{place(steps)} is written in such a way that a line cannot be changed: change it by hand"
