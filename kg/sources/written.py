"""Where the keys, the entries and the comments of a YAML text are written, for whoever changes a part of it."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any, Final

from kg.sources.positions import Steps, WrittenPart, parts_of, yaml_of


@dataclass(frozen=True, slots=True)
class WrittenLines:
    """The lines of a key with its value, or of an entry of a list: `first` to before `end`, counted from 0.

    `column` is where the key stands, or the dash of an entry. `flow`: its value is written in brackets, or it stands
    in what is; `first_key`: the key stands behind the dash of an entry. In characters of the text, key or entry begin
    `at`, and the value stands from `start` to before `stop`.
    """

    first: int
    end: int
    column: int
    flow: bool = False
    first_key: bool = False
    at: int = 0
    start: int = 0
    stop: int = 0


_ROW: Final = re.compile("[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029])|[^\n\r\x85\u2028\u2029]+")
"""A line as YAML counts it (1.1, section 5.4), with its end; Python's `splitlines` knows other ends too."""
_REMARK: Final = re.compile("(?:^|(?<=\\s))#[^\n\r\x85\u2028\u2029]*", re.MULTILINE)


def rows_of(text: str) -> list[str]:
    """The lines of a YAML text with their ends, as `lines_of` numbers them."""
    return _ROW.findall(text)


@lru_cache(maxsize=4)
def lines_of(text: str) -> Mapping[Steps, WrittenLines]:
    """Where each key and each entry of a YAML text is written, without comments and blank lines behind it.

    A text that is no YAML has none.
    """
    part = parts_of(text)
    return dict(_TextRows(rows_of(text)).written(part, (), False)) if part is not None else {}


@lru_cache(maxsize=4)
def remarks_of(text: str) -> Mapping[int, str]:
    """The comments of a YAML text by their lines, counted from 0."""
    rows, part, found, at = _TextRows(rows_of(text)), parts_of(text), dict[int, str](), 0
    words = [*rows.words(part)] if part is not None else []
    for start, stop in (*words, (len(text), len(text))):
        for one in _REMARK.finditer(text, at, start):
            found[bisect_right(rows.starts, one.start()) - 1] = one.group().rstrip()
        at = stop
    return found


class _TextRows:
    """The lines of a text, and where each begins in characters."""

    def __init__(self, rows: list[str]) -> None:
        self._rows = rows
        self.starts = [*accumulate(map(len, rows), initial=0)]

    def written(self, part: WrittenPart, steps: Steps, flow: bool) -> Iterator[tuple[Steps, WrittenLines]]:
        """What stands in a part, `flow` if that stands in brackets itself."""
        inside = flow or part.flow
        for key, value in part.pairs:
            line, column = key.begin
            dashed = not inside and self._rows[line][:column].strip().startswith("-")
            yield (*steps, key.word), self._lines(value, key.begin, column, inside or value.flow, dashed)
            yield from self.written(value, (*steps, key.word), inside)
        for number, item in enumerate(part.items):
            line, column = item.begin
            dash = column if inside else self._rows[line].rfind("-", 0, column)
            yield (*steps, number), self._lines(item, item.begin, dash, inside or item.flow, False)
            yield from self.written(item, (*steps, number), inside)

    def words(self, part: WrittenPart) -> Iterator[tuple[int, int]]:
        """From where to where words stand: in them no sign opens a comment."""
        for one in part.within():
            if one.plain:
                # The line of the sign that opens a block of text may end in a comment.
                first = self.starts[one.begin[0] + 1] if one.style in ("|", ">") else self._at(one.begin)
                yield first, max(first, self._at(one.end))
            yield from self.words(one)

    def _lines(self, value: WrittenPart, at: tuple[int, int], column: int, flow: bool, dashed: bool) -> WrittenLines:
        end = max(self._end(value), at[0] + 1)
        return WrittenLines(at[0], end, column, flow, dashed, self._at(at), *map(self._at, (value.begin, value.end)))

    def _end(self, part: WrittenPart) -> int:
        """The line behind a value, and before the comments and blank lines that follow it."""
        if not part.flow and (part.pairs or part.items):
            return self._end(part.pairs[-1][1] if part.pairs else part.items[-1])
        end = part.end[0] + (1 if part.end[1] else 0)
        while part.style in ("|", ">") and end > part.begin[0] + 1 and not self._rows[end - 1].strip():
            end -= 1
        return max(end, part.begin[0] + 1)

    def _at(self, place: tuple[int, int]) -> int:
        return self.starts[place[0]] + place[1]


def flow_of(value: Any) -> str:
    """A value as YAML on one line, as it can stand in brackets."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{flow_of(key)}: {flow_of(held)}' for key, held in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow_of, value))}]"
    if isinstance(value, str) and not value.isprintable():
        signs = json.dumps(value, ensure_ascii=False)
        return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in signs)
    return yaml_of([value], 1 << 30, flow=True).strip()[1:-1]
