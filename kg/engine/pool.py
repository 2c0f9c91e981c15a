"""The near side of the worker engine: jobs wait in one line, and a thread beside each worker hands them over."""

from __future__ import annotations

import signal
import threading
import time
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Final

from kg.engine.answer import Answer, BadQuery, Question
from kg.engine.holder import Hand, Holder, kill
from kg.engine.said import beyond, read_reply, told_question
from kg.engine.serving import Busy, Ended, EngineFailure, NotYet, OutOfMemory, Overdue, Unreachable

_A_WHILE: Final = 0.25
"""Seconds between two tries of a query whose engine is still starting."""
_LEAST: Final = 1.0
"""Seconds that a last try has."""


@dataclass(eq=False, slots=True)
class Job:
    """A query on its way. `worker` is the pid that runs it, `again` whether one died over it; guarded by the pool."""

    request: bytes
    deadline: float
    future: Future[Answer] = field(default_factory=Future)
    waiting: bool = True
    worker: int | None = None
    again: bool = False


class Pool:
    """Workers, and the line before them."""

    def __init__(self, holder: Holder, workers: int, waiting_most: int, memory: int, answer_most: int) -> None:
        self.workers = workers
        self.running = 0
        self.waiting = 0
        self.restarted = 0
        self.closed = False
        self._holder = holder
        self._waiting_most = waiting_most
        self._memory = memory
        self._answer_most = answer_most
        self._lock = threading.Lock()
        self._line: SimpleQueue[Job | None] = SimpleQueue()
        self._threads = [threading.Thread(target=self._serve, name=f"kg-worker-{n}") for n in range(workers)]
        for thread in self._threads:
            thread.daemon = True
            thread.start()

    def submit(self, question: Question, deadline: float) -> Job:
        """Put a query into the line. Cancelling the job's future stops it. Raises `Busy`."""
        job = Job(told_question(question, self._answer_most), deadline)
        with self._lock:
            if self.closed:
                raise Unreachable("this server is stopping")
            if self.waiting >= self._waiting_most + self.workers - self.running:
                raise Busy(self.waiting)
            self.waiting += 1
        job.future.add_done_callback(lambda future: self._give_up(job) if future.cancelled() else None)
        self._line.put(job)
        return job

    def close(self) -> None:
        """Stop everything; queries in the line and at work end in `Unreachable`."""
        with self._lock:
            self.closed = True
        for _ in self._threads:
            self._line.put(None)
        self._holder.close()
        for thread in self._threads:
            thread.join()

    def _give_up(self, job: Job) -> None:
        with self._lock:
            if job.waiting:
                job.waiting = False
                self.waiting -= 1
            elif job.worker is not None:
                kill(job.worker)

    def _serve(self) -> None:
        """A worker's thread: keep a worker ready, hand it one job after another."""
        hand = Hand(self._holder)
        while not self.closed:
            hand.ready()
            job = self._line.get()
            failure = hand.ready()
            if job is not None and self._take(job, hand):
                self._settle(job, hand, failure)
        hand.drop()
        with suppress(Empty):
            while job := self._line.get_nowait():
                if self._take(job, hand):
                    self._finish(job, Unreachable("this server is stopping"))
        self._line.put(None)  # for the next thread, which may have waited for the one taken here

    def _take(self, job: Job, hand: Hand) -> bool:
        with self._lock:
            if not job.waiting:
                return False
            job.waiting = False
            self.waiting -= 1
            self.running += 1
            job.worker = hand.pid
            return True

    def _settle(self, job: Job, hand: Hand, failure: EngineFailure | None) -> None:
        answer, worn = (failure, False) if failure else self._ask(job, hand)
        if self.closed:
            answer = Unreachable("this server is stopping")
        elif isinstance(answer, Ended) and self._again(job):
            return
        self._finish(job, answer)
        if worn or job.future.cancelled():
            self._replace(hand)

    def _ask(self, job: Job, hand: Hand) -> tuple[Answer | BadQuery | EngineFailure, bool]:
        """What comes of a job, and whether its worker is to be replaced."""
        ends = time.monotonic() + job.deadline
        try:
            reply = read_reply(*hand.run(job.request, job.deadline))
            while isinstance(reply[0], NotYet) and self._anew(job, hand, ends):
                reply = read_reply(*hand.run(job.request, max(_LEAST, ends - time.monotonic())))
            return reply
        except Overdue as error:
            return error, True
        except (EOFError, OSError):
            self._free(job)
            return self._ended(self._replace(hand)), False
        finally:
            self._free(job)

    def _anew(self, job: Job, hand: Hand, ends: float) -> bool:
        """After a while, have another worker for a job, which may have what the one before had not yet."""
        self._free(job)
        time.sleep(_A_WHILE)
        if self.closed or job.future.cancelled() or time.monotonic() > ends:
            return False
        hand.drop()
        if hand.ready() is not None:
            return False
        with self._lock:
            job.worker = hand.pid
        return True

    def _replace(self, hand: Hand) -> int | None:
        """Have no worker there any more; the status it ended with, when that is known."""
        if hand.pid is None:
            return None
        with self._lock:
            self.restarted += 1
        return hand.drop()

    def _ended(self, status: int | None) -> EngineFailure:
        """Why a worker ended: by what the query did, else from outside."""
        if status == -signal.SIGABRT:
            return beyond(self._memory)
        if status == -signal.SIGSEGV:
            return OutOfMemory("the query is nested too deeply; its process ended and was replaced")
        return Ended()

    def _again(self, job: Job) -> bool:
        """Put a job into the line once more whose worker was ended from outside, unless it has been there twice."""
        with self._lock:
            if job.again or self.closed or job.future.cancelled():
                return False
            job.again = job.waiting = True
            self.running -= 1
            self.waiting += 1
        self._line.put(job)
        return True

    def _free(self, job: Job) -> None:
        """From here on nobody stops this job by its worker."""
        with self._lock:
            job.worker = None

    def _finish(self, job: Job, answer: Answer | Exception) -> None:
        with self._lock:
            self.running -= 1
        if not job.future.set_running_or_notify_cancel():
            return
        if isinstance(answer, Exception):
            job.future.set_exception(answer)
        else:
            job.future.set_result(answer)
