"""The engine of a server: killable workers that share one copy of a release in memory.

A query that is overdue, needs too much memory, or whose asker has gone dies with its worker; the next worker is
forked at once, and nobody else notices.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path
from typing import Final

from kg.engine.answer import Answer, Question, Row
from kg.engine.federation import refuse, services
from kg.engine.holder import AT_ONCE, Holder
from kg.engine.lane import Lane
from kg.engine.pool import Job, Pool
from kg.engine.rows import JSON, rows_of
from kg.engine.serving import Busy, EngineState, Told

_CALLERS: Final = 2
"""Workers that may call listed endpoints; they wait for others most of their time."""


class WorkerEngine:
    """A release behind workers.

    `memory` is in bytes for one query, beside the shared copy; `waiting_most` is how many queries may wait for a
    worker; `answer_most` is in bytes. `default_deadline`, in seconds, is that of `answer` and `rows`. A query that
    calls endpoints of `federation`, and no others, goes to workers of their own, which alone can reach out; they are
    started when the first such query comes. The store of a dataset of more than `at_once` quads that has an image is
    loaded while that answers; a negative number leaves images aside.
    """

    def __init__(
        self,
        dataset: Path,
        workers: int = 2,
        memory: int = 1_000_000_000,
        waiting_most: int = 64,
        answer_most: int = 50_000_000,
        default_deadline: float = 30,
        federation: Collection[str] = (),
        at_once: int = AT_ONCE,
    ) -> None:
        self._dataset = dataset
        self._at_once = at_once
        self._limits = (waiting_most, memory, answer_most)
        self._default_deadline = default_deadline
        self._federation = tuple(federation)
        holder = Holder(dataset, memory, at_once=at_once)
        holder.start()
        self._pool = Pool(holder, workers, *self._limits)
        self._lane = Lane(holder)
        self._callers: Pool | None = None

    async def ask(self, question: Question, deadline: float) -> Answer:
        """See `ServingEngine.ask`; also raises `Busy` for a query that no worker took within its deadline."""
        pool, job = self._submit(question, deadline)
        answer = asyncio.wrap_future(job.future)
        try:
            await asyncio.wait({answer}, timeout=deadline)
            if job.waiting:
                raise Busy(pool.waiting)
            return await answer
        finally:
            job.future.cancel()

    def look_up(self, query: str, told: Told) -> bool:
        """See `LookingUp.look_up`."""
        return self._lane.ask(query, told)

    def answer(self, question: Question) -> Answer:
        """See `Engine.answer`; raises the failures of `ServingEngine.ask` as well."""
        deadline = self._default_deadline
        pool, job = self._submit(question, deadline)
        try:
            return job.future.result(deadline)
        except NotYet:
            # Overdue is a TimeoutError too: only a job that is not done has kept us waiting.
            if job.waiting:
                raise Busy(pool.waiting) from None
            return job.future.result()
        finally:
            job.future.cancel()

    def rows(self, query: str) -> list[Row]:
        """See `Engine.rows`."""
        return rows_of(self.answer(Question(query, [JSON])))

    def state(self) -> EngineState:
        """See `ServingEngine.state`."""
        pools = [pool for pool in (self._pool, self._callers) if pool]
        return EngineState(
            "workers",
            ready=not self._pool.closed,
            workers=sum(pool.workers for pool in pools),
            running=sum(pool.running for pool in pools),
            waiting=sum(pool.waiting for pool in pools),
            restarted=sum(pool.restarted for pool in pools),
        )

    def close(self) -> None:
        """See `ServingEngine.close`."""
        self._lane.close()
        self._pool.close()
        if self._callers:
            self._callers.close()

    def _submit(self, question: Question, deadline: float) -> tuple[Pool, Job]:
        refuse(question.query, self._federation)
        pool = self._calling() if self._federation and services(question.query) else self._pool
        return pool, pool.submit(question, deadline)

    def _calling(self) -> Pool:
        """The pool that may reach out."""
        if self._callers is None:
            holder = Holder(self._dataset, self._limits[1], self._federation, self._at_once)
            self._callers = Pool(holder, _CALLERS, *self._limits)
        return self._callers
