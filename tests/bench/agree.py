"""Whether two engines gave the same answer, by value: numbers as numbers, in any order, blank nodes by their place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable
from typing import Any, Final

import pyoxigraph as ox

_NUMBERS: Final = frozenset(
    f"http://www.w3.org/2001/XMLSchema#{name}"
    for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger", "positiveInteger")
)
_BOOLEAN: Final = "http://www.w3.org/2001/XMLSchema#boolean"
_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
ROWS, GRAPH = "application/sparql-results+json", "text/turtle"
Read = Counter[Hashable]


def read(body: bytes, form: str) -> Read:
    """The answer as a bag of rows or of triples; that of an ASK has one row."""
    if form == GRAPH:
        return Counter(tuple(map(_of_graph, (one.subject, one.predicate, one.object))) for one in _triples(body))
    told = json.loads(body)
    if "boolean" in told:
        return Counter([bool(told["boolean"])])
    if told["head"]["vars"] == ["__ASK_RETVAL"]:  # Virtuoso's form of an ASK
        return Counter([told["results"]["bindings"][0]["__ASK_RETVAL"]["value"] == "1"])
    return Counter(frozenset((name, _value(term)) for name, term in row.items()) for row in told["results"]["bindings"])


def _triples(body: bytes) -> list[ox.Quad]:
    return list(ox.parse(body, format=ox.RdfFormat.TURTLE))


def _value(term: dict[str, Any]) -> Hashable:
    return _of(term["type"], term["value"], term.get("datatype", ""), term.get("xml:lang", ""))


def _of_graph(term: Any) -> Hashable:
    if isinstance(term, ox.Literal):
        return _of("literal", term.value, term.datatype.value, term.language or "")
    return _of("uri" if isinstance(term, ox.NamedNode) else "bnode", getattr(term, "value", ""), "", "")


def _of(kind: str, value: str, datatype: str, language: str) -> Hashable:
    if kind == "bnode":
        return ("bnode",)
    if kind == "uri":
        return ("uri", value)
    if datatype in _NUMBERS:
        return ("number", float(f"{float(value):.6g}"))
    if datatype == _BOOLEAN:
        return ("truth", value in ("true", "1"))
    return ("literal", value, "" if datatype == _STRING else datatype.rpartition("#")[2], language.lower())


def difference(ours: Read, theirs: Read) -> str:
    """In words, what one has and the other has not; nothing where they agree."""
    more, less = ours - theirs, theirs - ours
    if not more and not less:
        return ""
    shown = "; ".join(f"{who} {next(iter(one))!r:.160}" for who, one in (("ours:", more), ("theirs:", less)) if one)
    return f"{ours.total()} rows beside {theirs.total()}, {more.total()} and {less.total()} of them alone: {shown}"
