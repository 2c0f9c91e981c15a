"""The in-process engine: Oxigraph in memory. For the command line, the build, tests and small servers.

Oxigraph cannot be cancelled from outside, so a query that is overdue here runs on unseen. Everything that comes out of
the store is turned into bytes or rows in the thread that asked, since an Oxigraph result touched from another thread
aborts the process.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

import pyoxigraph as ox

from kg.engine.answer import Answer, BadQuery, Question, Row, RowTerm
from kg.engine.columns.algebra import Unsupported
from kg.engine.columns.engine import Columns
from kg.engine.columns.plan import is_look_up
from kg.engine.federation import has_dataset, refuse
from kg.engine.lookup import Lookup
from kg.engine.serving import EngineState, NotYet, Overdue, Unreachable
from kg.engine.walk import Walker
from kg.engine.written import written
from kg.errors import KgError
from kg.names import BASE, KNOWN

_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
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

    def __init__(
        self, store: ox.Store | None, federation: Collection[str] = (), columns: Columns | None = None
    ) -> None:
        self._store = store
        self._federation = federation
        self._columns = columns
        self._running = 0
        self._walker = None if store is None else Walker(store)

    @classmethod
    def of_file(cls, dataset: Path, federation: Collection[str] = (), columns: bool = True) -> MemoryEngine:
        """Load N-Quads, gzipped or plain, and map the image beside them, if there is one and `columns` are wanted."""
        return cls(load(dataset), federation, Columns.beside(dataset) if columns else None)

    @classmethod
    def of_lines(cls, nquads: bytes) -> MemoryEngine:
        """Load N-Quads from memory."""
        store = ox.Store()
        store.bulk_load(nquads, format=ox.RdfFormat.N_QUADS)
        return cls(store)

    def __len__(self) -> int:
        return 0 if self._store is None else len(self._store)

    @_on_this_thread
    def answer(self, question: Question, most: int | None = None) -> Answer:
        """See `Engine.answer`. Raises `Refused` for a SERVICE that is not on the list, and as `written` does."""
        refuse(question.query, self._federation)
        answered = self._by_columns(lambda columns: columns.answer(question, most), question.query)
        if answered is not None:
            return answered
        with _evaluating():
            return written(lambda: self._run(question), question.accept, most)

    @_on_this_thread
    def rows(self, query: str) -> list[Row]:
        """See `Engine.rows`."""
        refuse(query, self._federation)
        answered = self._by_columns(lambda columns: columns.rows(query), query)
        if answered is not None:
            return answered
        found = self._run(Question(query))
        if not isinstance(found, ox.QuerySolutions):
            raise BadQuery("rows come from a SELECT query only")
        names = [variable.value for variable in found.variables]
        with _evaluating():
            return [
                {name: _term(value) for name, value in zip(names, solution, strict=True) if value is not None}
                for solution in found
            ]

    @property
    def walks(self) -> bool:
        """Whether it answers look-ups: the store is there."""
        return self._walker is not None

    def looked_up(self, query: str) -> bytes | None:
        """The answer to a look-up as SPARQL results in JSON; None where it is none, or would be too long a walk."""
        asked = Lookup.of(query)
        return self._walker.found(asked) if asked and self._walker else None

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

    def _by_columns(self, ask: Callable[[Columns], Given], query: str) -> Given | None:
        """What columns answer; None where the store is to be asked."""
        if self._columns is None or (self._store is not None and is_look_up(query)):
            return None
        try:
            return ask(self._columns)
        except (Unsupported, MemoryError, RecursionError):
            return None  # whole columns may not fit where one row after the other does
        except SyntaxError as error:
            raise _bad(error) from error

    def _run(self, question: Question) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        if self._store is None:
            raise NotYet
        chosen, named = _graphs(question.default_graphs), _graphs(question.named_graphs)
        try:
            return self._store.query(
                question.query,
                base_iri=BASE,
                prefixes=_prefixes(question.query),
                use_default_graph_as_union=chosen is None and named is None and not has_dataset(question.query),
                default_graph=chosen,  # type: ignore[arg-type]
                named_graphs=named,  # type: ignore[arg-type]
            )
        except (SyntaxError, OSError, ValueError, RuntimeError) as error:
            raise _bad(error) from error


def load(dataset: Path) -> ox.Store:
    """The store of a file of N-Quads."""
    store = ox.Store()
    with gzip.open(dataset) if dataset.suffix == ".gz" else dataset.open("rb") as stream:
        store.bulk_load(stream, format=ox.RdfFormat.N_QUADS)  # type: ignore[arg-type]
    return store


def _bad(error: Exception) -> BadQuery:
    """What Oxigraph finds wrong with a query before it evaluates it."""
    place = _PLACE.match(str(error))
    return BadQuery(place[3], int(place[1]), int(place[2])) if place else BadQuery(str(error))


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


def _term(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> RowTerm:
    if isinstance(value, ox.Literal):
        return RowTerm(value.value, "literal", value.datatype.value, value.language)
    if isinstance(value, ox.NamedNode):
        return RowTerm(value.value, "iri")
    return RowTerm(value.value if isinstance(value, ox.BlankNode) else str(value), "blank")
