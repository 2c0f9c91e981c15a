"""What stands in brackets changed where it stands: of all else in them, comments too, nothing is written anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from kg.sources.positions import Steps
from kg.sources.written import WrittenLines, flow_of, lines_of

_BEFORE: Final = re.compile(r",\s*\Z")
_BEHIND: Final = re.compile(r"(?:\s|(?<=\s)#[^\n\r\x85\u2028\u2029]*)*,")
_SPACE: Final = re.compile(r"[ \t]*(?=[^\s#])")
_BLANK: Final = re.compile(r"(?<=[\n\r\x85\u2028\u2029])[ \t]+\Z")
_END: Final = re.compile(r"[ \t]*(?:\r\n|[\n\r\x85\u2028\u2029])")


def put(text: str, here: WrittenLines, value: Any) -> str:
    """The text with another value of a key."""
    space = " " if text[here.start - 1] == ":" else ""
    return f"{text[: here.start]}{space}{flow_of(value)}{text[here.stop :]}"


def with_key(text: str, steps: Steps, key: str, value: Any) -> str:
    """The text with a new key behind the last of a mapping."""
    return _behind(text, steps, f"{flow_of(key)}: {flow_of(value)}", " ")


def with_entries(text: str, steps: Steps, entries: Sequence[Any]) -> str:
    """The text with more entries behind the last of a list, each on a line of its own."""
    first = lines_of(text)[(*steps, 0)]
    column = first.at - max(text.rfind(end, 0, first.at) for end in "\n\r\x85\u2028\u2029") - 1
    newline = "\r\n" if "\r\n" in text else "\n"
    apart = f"{newline}{' ' * column}"
    return _behind(text, steps, f",{apart}".join(map(flow_of, entries)), apart)


def without(text: str, start: int, stop: int) -> str:
    """The text without what stands there, a key with its value or an entry, and without one comma beside it."""
    if behind := _BEHIND.match(text, stop):
        rest = text[stop : behind.end() - 1] + text[behind.end() :]
        before = text[:start]
    else:
        before, rest = _BEFORE.sub("", text[:start]), text[stop:]
    line = _BLANK.search(before)
    if line and (end := _END.match(rest)):
        return before[: line.start()] + rest[end.end() :]
    space = _SPACE.match(rest) if behind else None
    return before + rest[space.end() if space else 0 :]


def _behind(text: str, steps: Steps, words: str, apart: str) -> str:
    """Words put behind the last of what stands in the brackets at some steps, or into them where they are empty."""
    held = lines_of(text)
    inner = [one.stop for where, one in held.items() if len(where) == len(steps) + 1 and where[: len(steps)] == steps]
    if inner:
        return f"{text[: max(inner)]},{apart}{words}{text[max(inner) :]}"
    at = held[steps].stop - 1
    return text[:at] + words + text[at:]
