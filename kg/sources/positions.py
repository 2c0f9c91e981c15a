"""YAML: read with the line of every key, so that a fault can name its place, and written. The only importer of yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from kg.errors import FaultyInput

Steps = tuple[str | int, ...]
"""A way into a document: ("cases", 2, "sex")."""


class Unreadable(FaultyInput):
    """A file that is none of its kind, as no YAML at all; `line` counts from 1."""

    def __init__(self, path: Path, line: int, what: str, fix: str) -> None:
        super().__init__(f"{path}:{line}: {what}; {fix}")
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
        raise Unreadable(path, line, what, "save the file as UTF-8") from None
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
        raise Unreadable(path, 1, f"a value that is not what it looks like: {error}", "put it in quotes") from None
    finally:
        loader.dispose()
    lines: dict[Steps, int] = {}
    repeated = []
    for steps, line in places:
        if steps in lines:
            repeated.append((steps, line))
        lines[steps] = line
    return Document(value, lines, tuple(repeated))


@dataclass(frozen=True, slots=True)
class WrittenLines:
    """The lines of a key with its value, or of an entry of a list: `first` to before `end`, counted from 0.

    `column` is where the key stands, or the dash of an entry. `flow`: its value is written in brackets, or it stands
    in what is; `first_key`: the key stands behind the dash of an entry.
    """

    first: int
    end: int
    column: int
    flow: bool = False
    first_key: bool = False


_ROW: Final = re.compile("[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029])|[^\n\r\x85\u2028\u2029]+")
"""A line as YAML counts it (1.1, section 5.4), with its end; Python's `splitlines` knows other ends too."""


def rows_of(text: str) -> list[str]:
    """The lines of a YAML text with their ends, as `lines_of` numbers them."""
    return _ROW.findall(text)


@lru_cache(maxsize=4)
def lines_of(text: str) -> Mapping[Steps, WrittenLines]:
    """Where each key and each entry of a YAML text is written, without comments and blank lines behind it.

    A text that is no YAML has none.
    """
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return {}
    rows = rows_of(text)
    return dict(_written(node, (), rows, False)) if node is not None else {}


def _written(node: yaml.Node, steps: Steps, rows: list[str], flow: bool) -> Iterator[tuple[Steps, WrittenLines]]:
    if isinstance(node, yaml.MappingNode):
        inside = flow or bool(node.flow_style)
        for key, value in node.value:
            here = (*steps, str(key.value))
            at, bracketed = key.start_mark, inside or bool(getattr(value, "flow_style", False))
            dashed = not inside and rows[at.line][: at.column].strip().startswith("-")
            yield here, WrittenLines(at.line, _end(value, rows), at.column, bracketed or inside, dashed)
            yield from _written(value, here, rows, inside)
    elif isinstance(node, yaml.SequenceNode):
        inside = flow or bool(node.flow_style)
        for number, item in enumerate(node.value):
            here, at = (*steps, number), item.start_mark
            dash = rows[at.line].rfind("-", 0, at.column) if not inside else at.column
            yield (
                here,
                WrittenLines(at.line, _end(item, rows), dash, inside or bool(getattr(item, "flow_style", False))),
            )
            yield from _written(item, here, rows, inside)


def _end(node: yaml.Node, rows: list[str]) -> int:
    """The line behind a value, and before the comments and blank lines that follow it."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _end(last[1] if isinstance(node, yaml.MappingNode) else last, rows)
    end = node.end_mark.line + (1 if node.end_mark.column else 0)
    verbatim = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    while end > node.start_mark.line + 1 and _behind(rows[end - 1].strip(), verbatim):
        end -= 1
    return max(end, node.start_mark.line + 1)


def _behind(row: str, verbatim: bool) -> bool:
    return not row or (row.startswith("#") and not verbatim)


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


def yaml_of(value: object, width: int, ordered: bool = True) -> str:
    """A value as YAML text, its keys by the alphabet or as they come."""
    # In C: PyYAML's own emitter turns a next-line sign (U+0085) into a space.
    return str(yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, width=width, sort_keys=ordered))


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
        return Unreadable(path, mark.line + 1, where, "mend the indentation, quotes or brackets there or just above")
    return Unreadable(path, 1, f"this is no YAML: {error}", "plain text with the keys of an evidence file")
