"""The dataset as JSON-LD 1.1 for programs that read JSON: the named graphs, our prefixes as context, a node a line.

Written from the sorted N-Quads, as Turtle is. The context comes before all, and within a node `@type`
before all else, so that a reader need not hold the whole (W3C note Streaming JSON-LD, section 3.1).
pyoxigraph writes JSON-LD too, but in its expanded form, without prefixes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from json.encoder import encode_basestring as _text
from typing import Final

from kg.names import PREFIXES, RDF
from kg.release.made_once import MadeOnce
from kg.release.runs import ReadRun
from kg.release.turtle import short

_TYPE: Final = f"<{RDF}type>"
_TYPES: Final = '"@type": ['
_ESCAPED: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPES: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
"""ECHAR and UCHAR of N-Quads 1.1, section 4; all other characters stand for themselves."""


HEAD: Final = f'{{"@context": {json.dumps(dict(sorted(PREFIXES.items())))},\n"@graph": ['
BETWEEN, CLOSES, TAIL = ",", "\n]}", "\n]}\n"
"""Between two things of a graph, behind the last of them, and behind the last graph."""


def jsonld(subject: str, runs: Iterable[ReadRun]) -> str:
    """What is said of a thing in one graph."""
    members = [_member[run] for run in runs]
    if not members[0].startswith(_TYPES):
        members.sort(key=lambda member: not member.startswith(_TYPES))
    members.insert(int(members[0].startswith(_TYPES)), f'"@id": {_name[subject]}')
    return f"\n{{{', '.join(members)}}}"


def opens(graph: str, number: int) -> str:
    """The beginning of a graph, by its place among all."""
    return f'{"," if number else ""}\n{{"@id": {_name[f"<{graph}>"]}, "@graph": ['


def _members(run: ReadRun) -> str:
    objects = run.objects
    if run.predicate == _TYPE and not any(one.startswith('"') for one in objects):
        return f"{_TYPES}{', '.join([_name[one] for one in objects])}]"
    if len(objects) == 1:
        return f"{_name[run.predicate]}: {_value(objects[0])}"
    return f"{_name[run.predicate]}: [{', '.join(map(_value, objects))}]"


def _named(term: str) -> str:
    found = short(term)
    return _text(found[1:-1] if found[0] == "<" else found)


_name: Final = MadeOnce(_named, 65536)
_member: Final = MadeOnce(_members)


def _value(term: str) -> str:
    if term[0] != '"':
        return f'{{"@id": {_name[term]}}}'
    end = term.rindex('"')
    text, tail = term[1:end], term[end + 1 :]
    if "\\" in text:
        text = _ESCAPED.sub(_unescaped, text)
    if not tail:
        return _text(text)
    if tail.startswith("^^"):
        return f'{{"@type": {_name[tail[2:]]}, "@value": {_text(text)}}}'
    return f'{{"@value": {_text(text)}, "@language": {_text(tail[1:])}}}'


def _unescaped(found: re.Match[str]) -> str:
    number = found[1] or found[2]
    return chr(int(number, 16)) if number else _ESCAPES.get(found[3], found[3])
