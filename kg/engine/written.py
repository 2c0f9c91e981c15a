"""Answers as bytes, in the formats of the protocol: written by Oxigraph, and given up where they grow too large."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from kg.engine.answer import Answer, Form
from kg.engine.serving import TooLarge, Unwritable
from kg.names import PREFIXES

Found: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]
RESULT_FORMATS: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMATS: Final = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}
_PLAIN: Final = "application/ld+json"
"""The one format here that is still without triples as terms (RDF 1.2)."""
_LOOKED_AT: Final = 1000
"""Triples from which the prefixes of an answer are chosen; what comes later is written whole where none fits."""


def written(find: Callable[[], Found], accept: Sequence[str], most: int | None) -> Answer:
    """What `find` gives, in the first of the types `accept` that fits, else in the form's default.

    An answer of more than `most` bytes is given up by `TooLarge`. One that the format wanted most has no form for is
    found again and written in the next; raises `Unwritable` where there is none.
    """
    out = _Bounded(most)
    try:
        form, kind = _write(find(), accept, out)
    except Unwritable:
        others = [name for name in accept if name in GRAPH_FORMATS and name != _PLAIN]
        if not others:
            raise
        return written(find, others, most)
    return Answer(form, kind, out.getvalue())


def _write(found: Found, accept: Sequence[str], out: io.BytesIO) -> tuple[Form, str]:
    """Write what was found in the first of the types `accept` that fits; the form and the type that it became."""
    if not isinstance(found, ox.QuerySolutions | ox.QueryBoolean):
        kind = next((name for name in accept if name in GRAPH_FORMATS), "text/turtle")
        # A description of the union of graphs meets one statement in several of them; a graph has it once.
        _write_triples(_once(found), kind, out)
        return Form.GRAPH, kind
    kind = next((name for name in accept if name in RESULT_FORMATS), "application/sparql-results+json")
    found.serialize(out, format=RESULT_FORMATS[kind])
    return Form.ASK if isinstance(found, ox.QueryBoolean) else Form.SELECT, kind


def _write_triples(found: Iterator[ox.Triple], kind: str, out: io.BytesIO) -> None:
    shape = GRAPH_FORMATS[kind]
    triples = found if kind != _PLAIN else _flat(found)
    first = list(islice(triples, _LOOKED_AT))
    prefixes = _used(first) if shape.supports_datasets or kind == "text/turtle" else None
    ox.serialize(chain(first, triples), out, format=shape, prefixes=prefixes)


def rewritten(body: bytes, form: Form, kind: str) -> bytes:
    """An answer in JSON, or a graph in N-Triples, as if it had been given here in another type; raises `SyntaxError`.

    >>> rewritten(b'{"head": {}, "boolean": true}', Form.ASK, "text/csv")
    b'true'
    """
    out = io.BytesIO()
    if form is Form.GRAPH:
        _write_triples((quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)), kind, out)
    else:
        read = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        read.serialize(out, format=RESULT_FORMATS[kind])
    return out.getvalue()


def _used(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """The prefixes that shorten something in these triples."""
    nodes = [node for triple in triples for node in (triple.subject, triple.predicate, triple.object)]
    names = {node.value for node in nodes if isinstance(node, ox.NamedNode)}
    names |= {node.datatype.value for node in nodes if isinstance(node, ox.Literal)}
    return {prefix: space for prefix, space in PREFIXES.items() if any(name.startswith(space) for name in names)}


def _once(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Each triple the first time it comes."""
    met: set[ox.Triple] = set()
    for triple in triples:
        if triple not in met:
            met.add(triple)
            yield triple


def _flat(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The triples, as long as none has a triple as its object."""
    for triple in triples:
        if isinstance(triple.object, ox.Triple):
            raise Unwritable(_PLAIN, [name for name in GRAPH_FORMATS if name != _PLAIN])
        yield triple


class _Bounded(io.BytesIO):
    """Bytes that are given up when there are too many."""

    def __init__(self, most: int | None) -> None:
        super().__init__()
        self._most = most

    def write(self, piece: Any, /) -> int:
        written = super().write(piece)
        if self._most is not None and self.tell() > self._most:
            raise TooLarge(self._most)
        return written
