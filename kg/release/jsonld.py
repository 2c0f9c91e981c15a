"""The dataset as JSON-LD 1.1 for programs that read JSON: the named graphs, our prefixes as context, a node a line.

Written from the sorted N-Quads, as Turtle is. The context comes before all, and within a node `@type`
before all else, so that a reader need not hold the whole (W3C note Streaming JSON-LD, section 3.1).
pyoxigraph writes JSON-LD too, but in its expanded form, without prefixes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from kg.names import PREFIXES, RDF
from kg.release.quads import HELD, by_graph
from kg.release.turtle import short
from kg.triples.terms import split

_TYPE: Final = f"<{RDF}type>"
_ESCAPED: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPES: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
"""ECHAR and UCHAR of N-Quads 1.1, section 4; all other characters stand for themselves."""
Pair = tuple[str, str]


def jsonld(lines: Iterable[str], held: int = HELD) -> Iterator[str]:
    """The quads as one JSON-LD document, graph by graph; `lines` are sorted, and read as `by_graph` says."""
    yield f'{{"@context": {_json(dict(sorted(PREFIXES.items())))},\n"@graph": ['
    for number, (graph, members) in enumerate(by_graph(lines, held)):
        name = _json(_name(f"<{graph}>"))
        yield f'{"," if number else ""}\n{{"@id": {name}, "@graph": ['
        yield from _nodes(members)
        yield "\n]}"
    yield "\n]}\n"


def _nodes(lines: Iterable[str]) -> Iterator[str]:
    triples = (split(line)[:3] for line in lines)
    for number, (subject, members) in enumerate(groupby(triples, key=lambda triple: triple[0])):
        node = _node(subject, ((predicate, object_) for _, predicate, object_ in members))
        yield f"{',' if number else ''}\n{_json(node)}"


def _node(subject: str, pairs: Iterable[Pair]) -> dict[str, Any]:
    types: list[str] = []
    facts: dict[str, Any] = {}
    for predicate, same in groupby(pairs, key=lambda pair: pair[0]):
        objects = [one for _, one in same]
        if predicate == _TYPE and not any(one.startswith('"') for one in objects):
            types = [_name(one) for one in objects]
            continue
        values = [_value(one) for one in objects]
        facts[_name(predicate)] = values[0] if len(values) == 1 else values
    return {**({"@type": types} if types else {}), "@id": _name(subject), **facts}


def _name(term: str) -> str:
    found = short(term)
    return found[1:-1] if found.startswith("<") else found


def _value(term: str) -> Any:
    if not term.startswith('"'):
        return {"@id": _name(term)}
    end = term.rindex('"')
    text, tail = _ESCAPED.sub(_unescaped, term[1:end]), term[end + 1 :]
    if tail.startswith("^^"):
        return {"@type": _name(tail[2:]), "@value": text}
    return {"@value": text, "@language": tail[1:]} if tail else text


def _unescaped(found: re.Match[str]) -> str:
    number = found[1] or found[2]
    return chr(int(number, 16)) if number else _ESCAPES.get(found[3], found[3])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
