"""The near side of the worker engine: jobs wait in one line, and a thread beside each worker hands them over.

Each worker has a channel of its own, so that killing one, or a long answer from one, delays no other.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Collection
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from kg.engine import worker
from kg.engine.answer import Answer, BadQuery, Form
from kg.engine.federation import Refused
from kg.engine.serving import Busy, EngineFailure, OutOfMemory, Overdue, TooLarge, Unreachable, Unwritable

_HOLD = "import sys; sys.path[:] = sys.argv.pop(1).split('\\n'); from kg.engine.worker import main; main(*sys.argv[1:])"


class Holder:
    """The process that holds the dataset, as this process sees it; started again should it ever end."""

    def __init__(self, dataset: Path, memory: int, federation: Collection[str] = ()) -> None:
        self._arguments = [str(dataset), str(memory), *federation]
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def start(self) -> None:
        """Start it and wait until it has loaded the dataset; raises `Unreachable`."""
        with self._lock:
            self._start()

    def fork(self) -> tuple[int, Connection]:
        """A new worker: its pid and the channel to it. Raises `Unreachable`."""
        ours, theirs = socket.socketpair()
        with ours, theirs, self._lock:
            for _ in range(2):
                control = self._control or self._start()
                try:
                    socket.send_fds(control, [worker.FORK], [theirs.fileno()])
                    return self._number(control), Connection(ours.detach())
                except OSError:
                    self._stop()
        raise Unreachable("no worker can be started")

    def end(self, pid: int) -> int | None:
        """End a worker; the status it ended with, negative for a signal, None when that is not known."""
        with self._lock:
            if self._control is None:
                return None
            try:
                self._control.sendall(worker.END + worker.NUMBER.pack(pid))
                return self._number(self._control)
            except OSError:
                self._stop()
                return None

    def close(self) -> None:
        """End it and all its workers, for good."""
        with self._lock:
            self._closed = True
            self._stop()

    @staticmethod
    def _number(control: socket.socket) -> int:
        reply = control.recv(worker.NUMBER.size, socket.MSG_WAITALL)
        if len(reply) < worker.NUMBER.size:
            raise ConnectionError("the process that holds the graph has ended")
        return int(worker.NUMBER.unpack(reply)[0])

    def _start(self) -> socket.socket:
        if self._closed:
            raise Unreachable("this server is stopping")
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _HOLD, "\n".join(sys.path), str(theirs.fileno()), *self._arguments],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                # A worker that is out of memory has none left to say where.
                env={**os.environ, "RUST_BACKTRACE": "0"},
            )
        self._control = ours
        if ours.recv(1) != worker.READY:
            self._stop()
            raise Unreachable(f"{self._arguments[0]} could not be loaded")
        return ours

    def _stop(self) -> None:
        if self._control:
            self._control.close()
            self._control = None
        if self._process:
            self._process.wait()
            self._process = None


@dataclass(eq=False, slots=True)
class Job:
    """A query on its way. `worker` is the pid that runs it; guarded by the pool's lock."""

    request: bytes
    deadline: float
    future: Future[Answer] = field(default_factory=Future)
    waiting: bool = True
    worker: int | None = None


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

    def submit(self, asked: dict[str, Any], deadline: float) -> Job:
        """Put a query into the line. Cancelling the job's future stops it. Raises `Busy`."""
        job = Job(json.dumps({**asked, "most": self._answer_most}).encode(), deadline)
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
                # Its number cannot have passed to another process: the holder reaps it only when `end` says so.
                with suppress(ProcessLookupError):
                    os.kill(job.worker, signal.SIGKILL)

    def _serve(self) -> None:
        """A worker's thread: keep a worker ready, hand it one job after another."""
        hand = _Hand(self._holder)
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

    def _take(self, job: Job, hand: _Hand) -> bool:
        with self._lock:
            if not job.waiting:
                return False
            job.waiting = False
            self.waiting -= 1
            self.running += 1
            job.worker = hand.pid
            return True

    def _settle(self, job: Job, hand: _Hand, failure: EngineFailure | None) -> None:
        answer: Answer | Exception
        worn = False
        try:
            if failure:
                raise failure
            said, body = hand.run(job)
            worn = said.pop("worn")
            answer = _told(said, body, self._answer_most, self._memory)
        except (BadQuery, EngineFailure) as error:
            answer, worn = error, worn or isinstance(error, Overdue)
        except (EOFError, OSError):
            self._free(job)
            answer, worn = OutOfMemory(_why(hand.drop(), self._memory)), True
        self._free(job)
        self._finish(job, Unreachable("this server is stopping") if self.closed else answer)
        if worn or job.future.cancelled():
            hand.drop()
            with self._lock:
                self.restarted += 1

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


class _Hand:
    """One worker, used by one thread."""

    def __init__(self, holder: Holder) -> None:
        self._holder = holder
        self._channel: Connection | None = None
        self.pid: int | None = None

    def ready(self) -> Unreachable | None:
        """Have a worker that lives, or say why there is none. One that speaks unasked has ended."""
        if self._channel and self._channel.poll(0):
            self.drop()
        if self._channel is None:
            try:
                self.pid, self._channel = self._holder.fork()
            except Unreachable as error:
                return error
        return None

    def run(self, job: Job) -> tuple[dict[str, Any], bytes]:
        """What the worker says about the answer, and its body. Raises `Overdue`, EOFError and OSError."""
        if self._channel is None:
            raise EOFError
        self._channel.send_bytes(job.request)
        if not self._channel.poll(job.deadline):
            self.kill()
            raise Overdue(job.deadline)
        return json.loads(self._channel.recv_bytes()), self._channel.recv_bytes()

    def kill(self) -> None:
        """Stop the worker at once; `drop` sees to the rest."""
        if self.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def drop(self) -> int | None:
        """Have no worker any more; the status it ended with, when that is known."""
        if self._channel is None or self.pid is None:
            return None
        self._channel.close()
        self._channel, pid, self.pid = None, self.pid, None
        return self._holder.end(pid)


def _told(said: dict[str, Any], body: bytes, answer_most: int, memory: int) -> Answer:
    """The answer that a worker told; raises the failure that it told."""
    if "called" in said:
        raise Refused(said["bad"], said["called"])
    if "bad" in said:
        raise BadQuery(said["bad"], said["line"], said["column"])
    if said.get("failed") == "large":
        raise TooLarge(answer_most)
    if said.get("failed") == "form":
        raise Unwritable(said["kind"], said["others"])
    if said.get("failed") == "memory":
        raise OutOfMemory(_why(-signal.SIGABRT, memory))
    if "failed" in said:
        raise Unreachable(said["failed"])
    return Answer(Form(said["form"]), said["media_type"], body)


def _why(status: int | None, memory: int) -> str:
    """A sentence for the status that a worker ended with."""
    if status == -signal.SIGABRT:
        return f"the query needed more than the {memory:,} bytes of memory that one query may have; make it smaller"
    if status == -signal.SIGSEGV:
        return "the query is nested too deeply; its process ended and was replaced"
    return "the process that ran the query ended unexpectedly and was replaced"
