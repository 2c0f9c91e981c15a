"""What is written a key a line changed in its lines; a comment of a line that goes stays, on a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from kg.sources.positions import Steps, yaml_of
from kg.sources.written import WrittenLines, lines_of, remarks_of, rows_of

WIDTH: Final = 116
_NOT_INLINE: Final = ("|", ">", "&", "!", "*")
"""Signs with which a value begins that is more than its words."""


def key_set(text: str, here: WrittenLines, key: str, value: Any, was_inner: bool) -> str:
    """The text with another value of a key; `was_inner` where it had entries or keys of its own."""
    words = yaml_of([value], WIDTH - here.column - len(key)).removeprefix("- ").removesuffix("\n")
    inline = not isinstance(value, dict | list) and len(rows_of(words)) == 1
    if inline and (here.flow or not was_inner) and text[here.start : here.start + 1] not in _NOT_INLINE:
        return text[: here.start] + (" " if text[here.start - 1] == ":" else "") + words + text[here.stop :]
    lines, new = rows_of(text), written({key: value}, here.column, text)
    column = here.column
    if here.first_key:
        new[0] = lines[here.first][: here.column] + new[0][here.column :]
        column = _dash(lines[here.first])
    new = [*indented(remarks(text, here), column, text), *new]
    lines[here.first : here.end] = new
    return closed(lines, here.first + len(new) - 1, text)


def key_put(text: str, steps: Steps, key: str, value: Any) -> str:
    """The text with a new key behind the plain keys of its mapping, before its first list of entries."""
    lines, held = rows_of(text), lines_of(text)
    own = [(where, one) for where, one in held.items() if len(where) == len(steps) + 1 and where[: len(steps)] == steps]
    plain = [one.end for where, one in own if (*where, 0) not in held]
    behind = max(plain) if plain else own[0][1].first
    behind = max(one.end for _, one in own) if isinstance(value, list) else behind
    lines[behind:behind] = written({key: value}, own[0][1].column, text)
    return closed(lines, behind, text)


def key_gone(text: str, steps: Steps, key: str, keep: bool) -> str:
    """The text without a key; where it stands behind the dash of an entry, the next one moves up there."""
    lines, held = rows_of(text), lines_of(text)
    here = held[(*steps, key)]
    if not here.first_key:
        lines[here.first : here.end] = indented(remarks(text, here), here.column, text) if keep else []
        return "".join(lines)
    others = [one for where, one in held.items() if len(where) == len(steps) + 1 and where[: len(steps)] == steps]
    following = min((one for one in others if one.first >= here.end), key=lambda one: one.first, default=None)
    end = following.first if following else here.end
    row = lines[following.first][following.column :] if following else "{}" + newline(text)
    said = remarks_of(text)
    above = [said[number] for number in range(here.first, end) if number in said]
    new = [*indented(above, _dash(lines[here.first]), text), lines[here.first][: here.column] + row]
    lines[here.first : end + (1 if following else 0)] = new
    return "".join(lines)


def remarks(text: str, here: WrittenLines) -> Iterator[str]:
    """The comments in the lines of a key or an entry."""
    said = remarks_of(text)
    return (said[number] for number in range(here.first, here.end) if number in said)


def indented(words: Iterable[str], column: int, text: str) -> list[str]:
    """Comments as lines."""
    return [f"{' ' * column}{one}{newline(text)}" for one in words]


def written(value: Any, column: int, text: str) -> list[str]:
    """A value as lines, moved to its column."""
    end = newline(text)
    rows = rows_of(yaml_of(value, WIDTH - column, ordered=False))
    return [" " * column + (f"{row[:-1]}{end}" if row.endswith("\n") else row) for row in rows]


def closed(lines: list[str], at: int, text: str) -> str:
    """The lines as one text; a line before what was put in may have had no end."""
    if at and not lines[at - 1].endswith(("\n", "\r")):
        lines[at - 1] += newline(text)
    return "".join(lines)


def newline(text: str) -> str:
    """How lines of the text end."""
    return "\r\n" if "\r\n" in text else "\n"


def _dash(row: str) -> int:
    return row.index("-")
