"""The in-process engine: Oxigraph in memory. For the command line, the build, tests and small servers.

It has no deadline: Oxigraph cannot be cancelled from outside. Everything that comes out of the store is turned into
bytes or rows in the thread that asked, since an Oxigraph result touched from another thread aborts the process.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.engine.answer import Answer, BadQuery, Form, Row, Term
from kg.names import BASE, PREFIXES

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
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
# SERVICE, as a keyword of the query; strings, IRIs and comments are taken out before it is looked for.
_NOT_CODE = re.compile(
    r"""'''.*?'''|\"\"\".*?\"\"\"|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|<[^<>"{}|^`\\\x00-\x20]*>|\#[^\n]*""",
    re.DOTALL,
)
_SERVICE = re.compile(r"\bSERVICE\b", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def decoded(query: str) -> str:
    """The query with its codepoint escapes replaced, as SPARQL 1.1 section 19.2 does before parsing."""
    return _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16) % 0x110000), query)


def federates(query: str) -> bool:
    """Whether the query holds a SERVICE clause, however it is spelt."""
    return bool(_SERVICE.search(_NOT_CODE.sub(" ", decoded(query))))


class MemoryEngine:
    """A release held in memory."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    @classmethod
    def of_file(cls, dataset: Path) -> MemoryEngine:
        """Load N-Quads, gzipped or plain."""
        store = ox.Store()
        with gzip.open(dataset) if dataset.suffix == ".gz" else dataset.open("rb") as stream:
            store.bulk_load(stream, format=ox.RdfFormat.N_QUADS)  # type: ignore[arg-type]
        return cls(store)

    @classmethod
    def of_lines(cls, nquads: bytes) -> MemoryEngine:
        """Load N-Quads from memory."""
        store = ox.Store()
        store.bulk_load(nquads, format=ox.RdfFormat.N_QUADS)
        return cls(store)

    def __len__(self) -> int:
        return len(self._store)

    def answer(
        self,
        query: str,
        accept: Sequence[str] = (),
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> Answer:
        """See `Engine.answer`. SERVICE is refused: it would send requests to any address a query names."""
        found = self._run(query, default_graphs, named_graphs)
        if isinstance(found, ox.QueryTriples):
            kind = next((name for name in accept if name in GRAPH_FORMATS), "text/turtle")
            shape = GRAPH_FORMATS[kind]
            prefixes = PREFIXES if shape.supports_datasets or kind == "text/turtle" else None
            # A description of the union of graphs meets one statement in several of them; a graph has it once.
            body = ox.serialize(list(dict.fromkeys(found)), format=shape, prefixes=prefixes)
            return Answer(Form.GRAPH, kind, body or b"")
        form = Form.ASK if isinstance(found, ox.QueryBoolean) else Form.SELECT
        kind = next((name for name in accept if name in RESULT_FORMATS), "application/sparql-results+json")
        return Answer(form, kind, found.serialize(format=RESULT_FORMATS[kind]) or b"")

    def rows(self, query: str) -> list[Row]:
        """See `Engine.rows`."""
        found = self._run(query, None, None)
        if not isinstance(found, ox.QuerySolutions):
            raise BadQuery("rows come from a SELECT query only")
        names = [variable.value for variable in found.variables]
        return [
            {name: _term(value) for name, value in zip(names, solution, strict=True) if value is not None}
            for solution in found
        ]

    def _run(
        self, query: str, default_graphs: Sequence[str] | None, named_graphs: Sequence[str] | None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        if federates(query):
            raise BadQuery("SERVICE is closed here: this endpoint sends no requests to other addresses")
        try:
            chosen = None if default_graphs is None else _graphs(default_graphs)
            named = None if named_graphs is None else _graphs(named_graphs)
            return self._store.query(
                query,
                base_iri=BASE,
                prefixes=PREFIXES,
                use_default_graph_as_union=chosen is None and named is None and not _has_dataset(query),
                default_graph=chosen,  # type: ignore[arg-type]
                named_graphs=named,  # type: ignore[arg-type]
            )
        except SyntaxError as error:
            place = _PLACE.match(str(error))
            if place:
                raise BadQuery(place[3], int(place[1]), int(place[2])) from error
            raise BadQuery(str(error)) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise BadQuery(str(error)) from error


def _graphs(names: Sequence[str]) -> list[ox.NamedNode]:
    return [ox.NamedNode(name) for name in names]


def _has_dataset(query: str) -> bool:
    """Whether the query names its own dataset, which then is not the union."""
    return bool(re.search(r"\bFROM\b", _NOT_CODE.sub(" ", decoded(query)), re.IGNORECASE))


def _term(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    if isinstance(value, ox.Literal):
        return Term(value.value, "literal", value.datatype.value, value.language)
    if isinstance(value, ox.NamedNode):
        return Term(value.value, "iri")
    return Term(value.value if isinstance(value, ox.BlankNode) else str(value), "blank")
