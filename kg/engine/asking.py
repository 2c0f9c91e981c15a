"""The engine as one request sees it: one deadline for all it asks, one query at a time, and every query written down.

Reads of kg.find block and run in threads; what they ask comes back to the event loop, where the serving engine answers
under the deadline and stops when the client has gone.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from kg.engine.answer import Answer, Question, RefusedThere, Row
from kg.engine.rows import JSON, rows_of
from kg.engine.serving import Declined, Overdue, ServingEngine, StoppedThere


@dataclass(frozen=True, slots=True)
class Run:
    """A query that a request ran, with how long the engine took, in milliseconds."""

    query: str
    milliseconds: float


@dataclass(slots=True, eq=False)
class Asking:
    """An engine for the reads of one request; `deadline` is in seconds for all of them together."""

    engine: ServingEngine
    deadline: float
    runs: list[Run] = field(default_factory=list)
    closed: bool = False
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    _one: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    _tasks: set[asyncio.Task[Answer]] = field(default_factory=set)
    _ends: float = 0

    def __post_init__(self) -> None:
        self._ends = self._loop.time() + self.deadline

    @property
    def left(self) -> float:
        """Seconds until the deadline."""
        return self._ends - self._loop.time()

    def rows(self, query: str) -> list[Row]:
        """See `Engine.rows`; called in a thread other than the event loop's. Raises the failures of the engine."""
        return rows_of(self.answer(Question(query, (JSON,))))

    def answer(self, question: Question) -> Answer:
        """See `Engine.answer`; called in a thread other than the event loop's."""
        return asyncio.run_coroutine_threadsafe(self._ask(question), self._loop).result()

    @contextmanager
    def unhurried(self, seconds: float) -> Iterator[None]:
        """Have so much time beside the deadline, for work that is done once for everybody."""
        left = min(self.left, self.deadline)
        self._ends += seconds
        try:
            yield
        finally:
            self._ends = self._loop.time() + left

    def close(self) -> None:
        """Stop what is still being asked, and ask nothing more: nobody waits for it any more."""
        self.closed = True
        for task in tuple(self._tasks):
            task.cancel()

    async def _ask(self, question: Question) -> Answer:
        if self.closed:
            raise asyncio.CancelledError
        task = cast("asyncio.Task[Answer]", asyncio.current_task())
        self._tasks.add(task)
        try:
            return await self._answered(question)
        finally:
            self._tasks.discard(task)

    async def _answered(self, question: Question) -> Answer:
        async with self._one:
            left = self.left
            if left <= 0:
                raise Overdue(self.deadline)
            start = time.perf_counter()
            try:
                return await self.engine.ask(question, left)
            except StoppedThere:
                raise
            except Overdue as error:
                raise Overdue(self.deadline) from error
            except RefusedThere as error:
                raise Declined(f"a query of this server's own was refused: {error}") from error
            finally:
                self.runs.append(Run(question.query, round((time.perf_counter() - start) * 1000, 2)))
