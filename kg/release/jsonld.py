"""The dataset as JSON-LD 1.1 for programs that read JSON: the named graphs, our prefixes as context, a node a line.

Written from the sorted N-Quads, as Turtle is. The context comes before all, and within a node `@type`
before all else, so that a reader need not hold the whole (W3C note Streaming JSON-LD, section 3.1).
pyoxigraph writes JSON-LD too, but in its expanded form, without prefixes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from json.encoder import encode_basestring as _text
from typing import Final

from kg.names import PREFIXES, RDF
from kg.release.runs import KEPT, ReadRun
from kg.release.turtle import short

_TYPE: Final = f"<{RDF}type>"
_ESCAPED: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPES: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
"""ECHAR and UCHAR of N-Quads 1.1, section 4; all other characters stand for themselves."""


HEAD: Final = f'{{"@context": {json.dumps(dict(sorted(PREFIXES.items())))},\n"@graph": ['
BETWEEN, CLOSES, TAIL = ",", "\n]}", "\n]}\n"
"""Between two things of a graph, behind the last of them, and behind the last graph."""


def jsonld(subject: str, runs: Sequence[ReadRun]) -> Iterable[tuple[str, str]]:
    """What is said of a thing in each graph, by the graph."""
    found: dict[str, list[str]] = {}
    types: dict[str, str] = {}
    for run in runs:
        for graph, typed, facts in _by_graph(run):
            here = found.setdefault(graph, [])
            if typed:
                types[graph] = facts
            else:
                here.append(facts)
    own = f'"@id": {_text(_name(subject))}'
    return [(graph, _node((types[graph], own) if graph in types else (own,), facts)) for graph, facts in found.items()]


def _node(first: Iterable[str], facts: Iterable[str]) -> str:
    return f"\n{{{', '.join((*first, *facts))}}}"


def opens(graph: str, number: int) -> str:
    """The beginning of a graph, by its place among all."""
    return f'{"," if number else ""}\n{{"@id": {_text(_name(f"<{graph}>"))}, "@graph": ['


@lru_cache(maxsize=KEPT)
def _by_graph(run: ReadRun) -> tuple[tuple[str, bool, str], ...]:
    """The members of a node by graph; whether they are its types."""
    return tuple((graph, *_members(run.predicate, objects)) for graph, objects in run.by_graph())


def _members(predicate: str, objects: Sequence[str]) -> tuple[bool, str]:
    if predicate == _TYPE and not any(one.startswith('"') for one in objects):
        return True, f'"@type": [{", ".join(_text(_name(one)) for one in objects)}]'
    values = ", ".join(map(_value, objects))
    return False, f"{_text(_name(predicate))}: {values if len(objects) == 1 else f'[{values}]'}"


def _name(term: str) -> str:
    found = short(term)
    return found[1:-1] if found.startswith("<") else found


def _value(term: str) -> str:
    if not term.startswith('"'):
        return f'{{"@id": {_text(_name(term))}}}'
    end = term.rindex('"')
    text, tail = term[1:end], term[end + 1 :]
    if "\\" in text:
        text = _ESCAPED.sub(_unescaped, text)
    if tail.startswith("^^"):
        return f'{{"@type": {_text(_name(tail[2:]))}, "@value": {_text(text)}}}'
    return f'{{"@value": {_text(text)}, "@language": {_text(tail[1:])}}}' if tail else _text(text)


def _unescaped(found: re.Match[str]) -> str:
    number = found[1] or found[2]
    return chr(int(number, 16)) if number else _ESCAPES.get(found[3], found[3])
