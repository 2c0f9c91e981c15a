"""The in-process engine: Oxigraph in memory. For the command line, the build, tests and small servers.

Oxigraph cannot be cancelled from outside, so a query that is overdue here runs on unseen. Everything that comes out of
the store is turned into bytes or rows in the thread that asked, since an Oxigraph result touched from another thread
aborts the process.
"""

from __future__ import annotations

import asyncio
import gzip
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

import pyoxigraph as ox

from kg.engine.answer import Answer, BadQuery, Form, Question, Row, RowTerm
from kg.engine.federation import has_dataset, refuse
from kg.engine.lookup import Lookup
from kg.engine.serving import EngineState, Overdue, TooLarge, Unreachable, Unwritable
from kg.engine.walk import Walker
from kg.errors import KgError
from kg.names import BASE, KNOWN, PREFIXES

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
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_MEANT: Final = tuple((f"{name}:", name) for name in KNOWN)
P = ParamSpec("P")
Given = TypeVar("Given")


def _on_this_thread(method: Callable[P, Given]) -> Callable[P, Given]:
    """Let errors go without the frames they come from: these hold results, which Oxigraph lets no other thread drop."""

    @wraps(method)
    def asked(*args: P.args, **kwargs: P.kwargs) -> Given:
        try:
            return method(*args, **kwargs)
        except KgError as error:
            one: BaseException | None = error
            while one is not None:
                one.__traceback__ = None
                one = one.__cause__ or one.__context__
            raise

    return asked


class MemoryEngine:
    """A release held in memory. `federation` lists the endpoints that a query may call by SERVICE."""

    def __init__(self, store: ox.Store, federation: Collection[str] = ()) -> None:
        self._store = store
        self._federation = federation
        self._running = 0
        self._walker = Walker(store)

    @classmethod
    def of_file(cls, dataset: Path, federation: Collection[str] = ()) -> MemoryEngine:
        """Load N-Quads, gzipped or plain."""
        store = ox.Store()
        with gzip.open(dataset) if dataset.suffix == ".gz" else dataset.open("rb") as stream:
            store.bulk_load(stream, format=ox.RdfFormat.N_QUADS)  # type: ignore[arg-type]
        return cls(store, federation)

    @classmethod
    def of_lines(cls, nquads: bytes) -> MemoryEngine:
        """Load N-Quads from memory."""
        store = ox.Store()
        store.bulk_load(nquads, format=ox.RdfFormat.N_QUADS)
        return cls(store)

    def __len__(self) -> int:
        return len(self._store)

    @_on_this_thread
    def answer(self, question: Question, most: int | None = None) -> Answer:
        """See `Engine.answer`. Raises `Refused` for a SERVICE that is not on the list.

        An answer of more than `most` bytes is given up while it is written, by `TooLarge`. One that the format wanted
        most has no form for is written in the next; raises `Unwritable` where there is none.
        """
        found = self._run(question)
        out = _Bounded(most)
        try:
            with _evaluating():
                form, kind = _write(found, question.accept, out)
        except Unwritable:
            others = [name for name in question.accept if name in GRAPH_FORMATS and name != _PLAIN]
            if not others:
                raise
            return self.answer(replace(question, accept=others), most)
        return Answer(form, kind, out.getvalue())

    @_on_this_thread
    def rows(self, query: str) -> list[Row]:
        """See `Engine.rows`."""
        found = self._run(Question(query))
        if not isinstance(found, ox.QuerySolutions):
            raise BadQuery("rows come from a SELECT query only")
        names = [variable.value for variable in found.variables]
        with _evaluating():
            return [
                {name: _term(value) for name, value in zip(names, solution, strict=True) if value is not None}
                for solution in found
            ]

    def looked_up(self, query: str) -> bytes | None:
        """The answer to a look-up as SPARQL results in JSON; None where it is none, or would be too long a walk."""
        asked = Lookup.of(query)
        return self._walker.found(asked) if asked else None

    async def ask(self, question: Question, deadline: float) -> Answer:
        """See `ServingEngine.ask`; a query that is overdue, or that nobody waits for any more, runs on unseen."""
        self._running += 1
        try:
            return await asyncio.wait_for(asyncio.to_thread(self.answer, question), deadline)
        except TimeoutError as error:
            raise Overdue(deadline) from error
        finally:
            self._running -= 1

    def state(self) -> EngineState:
        """See `ServingEngine.state`."""
        return EngineState("memory", ready=True, running=self._running)

    def close(self) -> None:
        """Nothing to stop."""

    def _run(self, question: Question) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        refuse(question.query, self._federation)
        try:
            chosen, named = _graphs(question.default_graphs), _graphs(question.named_graphs)
            return self._store.query(
                question.query,
                base_iri=BASE,
                prefixes=_prefixes(question.query),
                use_default_graph_as_union=chosen is None and named is None and not has_dataset(question.query),
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


def _graphs(names: Sequence[str] | None) -> list[ox.NamedNode] | None:
    return None if names is None else [ox.NamedNode(name) for name in names]


def _prefixes(query: str) -> dict[str, str]:
    """The known prefixes that may be meant in a query: handing over all of them takes longer than most look-ups."""
    if "\\" in query:
        return KNOWN
    return {name: KNOWN[name] for said, name in _MEANT if said in query}


@contextmanager
def _evaluating() -> Iterator[None]:
    """Name the failures that Oxigraph meets only while it evaluates."""
    try:
        yield
    except RuntimeError as error:
        raise BadQuery(str(error)) from error
    except OSError as error:
        # The store is in memory: what fails is a call to another endpoint.
        raise Unreachable(f"an endpoint that the query calls gave no answer: {error}") from error


def _write(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, accept: Sequence[str], out: io.BytesIO
) -> tuple[Form, str]:
    """Write what was found in the first of the types `accept` that fits; the form and the type that it became."""
    if isinstance(found, ox.QueryTriples):
        kind = next((name for name in accept if name in GRAPH_FORMATS), "text/turtle")
        shape = GRAPH_FORMATS[kind]
        # A description of the union of graphs meets one statement in several of them; a graph has it once.
        triples = _once(found) if kind != _PLAIN else _flat(_once(found))
        first = list(islice(triples, _LOOKED_AT))
        prefixes = _used(first) if shape.supports_datasets or kind == "text/turtle" else None
        ox.serialize(chain(first, triples), out, format=shape, prefixes=prefixes)
        return Form.GRAPH, kind
    kind = next((name for name in accept if name in RESULT_FORMATS), "application/sparql-results+json")
    found.serialize(out, format=RESULT_FORMATS[kind])
    return Form.ASK if isinstance(found, ox.QueryBoolean) else Form.SELECT, kind


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


def _term(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> RowTerm:
    if isinstance(value, ox.Literal):
        return RowTerm(value.value, "literal", value.datatype.value, value.language)
    if isinstance(value, ox.NamedNode):
        return RowTerm(value.value, "iri")
    return RowTerm(value.value if isinstance(value, ox.BlankNode) else str(value), "blank")
