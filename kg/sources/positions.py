"""YAML: read with the line of every key, so that a fault can name its place, and written. The only importer of yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from kg.errors import FaultyInput

Steps = tuple[str | int, ...]
"""A way into a document: ("cases", 2, "sex")."""


class Unreadable(FaultyInput):
    """A file that is none of its kind, as no YAML at all; `line` counts from 1."""

    def __init__(self, path: Path, line: int, what: str, fix: str) -> None:
        super().__init__(f"{path}:{line}: {what}; right would be: {fix}")
        self.line, self.what, self.fix = line, what, fix


@dataclass(frozen=True, slots=True)
class Document:
    """A document's value, the line of each of its places, and the places of keys that stand twice."""

    value: Any
    lines: Mapping[Steps, int] = field(default_factory=dict)
    repeated: tuple[tuple[Steps, int], ...] = ()

    def line(self, steps: Steps) -> int:
        """The line of a place, or of the nearest place around it that is written."""
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return self.lines.get(steps, 1)


def place(steps: Steps) -> str:
    """A way into a document as people write it.

    >>> place(("cases", 2, "sex"))
    'cases[2].sex'
    """
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".") or "the file"


def read_yaml(path: Path) -> Document:
    """The single document of a UTF-8 YAML file; raises `Unreadable`."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(path, 1, f"it cannot be read: {error.strerror}", "a file that you may read") from None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        raise Unreadable(path, line, what, "to save the file as UTF-8") from None
    return document_of(text, path)


def document_of(text: str, path: Path) -> Document:
    """The single document of a YAML text that stands in a file, or is to; raises `Unreadable`."""
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return Document(None)
        places = list(_places(node, (), set()))
        value = loader.construct_document(node)
    except yaml.YAMLError as error:
        raise _unreadable(path, error) from None
    except ValueError as error:
        raise Unreadable(path, 1, f"a value that is not what it looks like: {error}", "to put it in quotes") from None
    finally:
        loader.dispose()
    lines: dict[Steps, int] = {}
    repeated = []
    for steps, line in places:
        if steps in lines:
            repeated.append((steps, line))
        lines[steps] = line
    return Document(value, lines, tuple(repeated))


class WrittenPart(NamedTuple):
    """A node as it is written, from a line and column to others, counted from 0; a tuple, as files have thousands.

    One that is only named (`*a`) is a word, whatever it stands for.
    """

    begin: tuple[int, int]
    end: tuple[int, int]
    plain: bool = True
    flow: bool = False
    style: str | None = None
    word: str = ""
    pairs: tuple[tuple[WrittenPart, WrittenPart], ...] = ()
    items: tuple[WrittenPart, ...] = ()

    def within(self) -> Iterator[WrittenPart]:
        """The parts right below: keys, each before its value, or entries."""
        for key, value in self.pairs:
            yield key
            yield value
        yield from self.items


@lru_cache(maxsize=4)
def parts_of(text: str) -> WrittenPart | None:
    """A YAML text as its parts stand in it; None where it is none."""
    try:
        events = [*yaml.parse(text, Loader=yaml.CSafeLoader)]
    except yaml.YAMLError:
        return None
    left = iter(one for one in events if not isinstance(one, yaml.StreamStartEvent | yaml.DocumentStartEvent))
    return _part(next(left), left)


def _part(event: Any, left: Iterator[yaml.Event]) -> WrittenPart | None:
    """The part that begins with an event; None where it ends what it stands in."""
    mark, kind = event.start_mark, type(event)
    begin = mark.line, mark.column
    if kind is yaml.ScalarEvent or kind is yaml.AliasEvent:
        end = event.end_mark.line, event.end_mark.column
        return WrittenPart(begin, end, True, False, getattr(event, "style", None), getattr(event, "value", ""))
    if kind is not yaml.MappingStartEvent and kind is not yaml.SequenceStartEvent:
        return None
    inner: list[WrittenPart] = []
    last: Any = next(left)
    while (one := _part(last, left)) is not None:
        inner.append(one)
        last = next(left)
    end, flow = (last.end_mark.line, last.end_mark.column), bool(event.flow_style)
    if kind is yaml.SequenceStartEvent:
        return WrittenPart(begin, end, False, flow, items=tuple(inner))
    return WrittenPart(begin, end, False, flow, pairs=tuple(zip(inner[::2], inner[1::2], strict=True)))


def value_of(text: str) -> Any:
    """The value that a YAML text says; None where it is no YAML."""
    try:
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None


@lru_cache(maxsize=8)
def kept_value(text: str) -> Any:
    """The same, read once for a text that is asked for again and again; so nobody may change what they get."""
    return value_of(text)


def yaml_of(value: object, width: int, ordered: bool = True, flow: bool = False) -> str:
    """A value as YAML text, its keys by the alphabet or as they come; in brackets, if `flow`."""
    # In C: PyYAML's own emitter turns a next-line sign (U+0085) into a space.
    return str(
        yaml.dump(
            value,
            Dumper=yaml.CSafeDumper,
            allow_unicode=True,
            width=width,
            sort_keys=ordered,
            default_flow_style=flow,
        )
    )


def _places(node: yaml.Node, steps: Steps, seen: set[int]) -> Iterator[tuple[Steps, int]]:
    # An alias shows one node at two places; it is walked once, which also ends loops.
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*steps, str(key.value)), key.start_mark.line + 1
            yield from _places(value, (*steps, str(key.value)), seen)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield (*steps, number), item.start_mark.line + 1
            yield from _places(item, (*steps, number), seen)


def _unreadable(path: Path, error: yaml.YAMLError) -> Unreadable:
    if isinstance(error, yaml.MarkedYAMLError) and (mark := error.problem_mark or error.context_mark):
        what = ", ".join(part for part in (error.context, error.problem) if part)
        where = f"the YAML breaks off at column {mark.column + 1}: {what}"
        return Unreadable(path, mark.line + 1, where, "to mend the indentation, quotes or brackets there or just above")
    return Unreadable(path, 1, f"this is no YAML: {error}", "plain text with the keys of an evidence file")
