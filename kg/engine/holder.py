"""The process that holds the dataset and the workers that it forks, as the server sees them.

Each worker has a channel of its own, so that killing one, or a long answer from one, delays no other.
"""

from __future__ import annotations

import math
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Collection
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from kg.engine import worker
from kg.engine.serving import Overdue, Unreachable

_LONGEST = 2**31 - 1
"""Milliseconds for which the kernel waits at most."""
_HOLD = "import sys; sys.path[:] = sys.argv.pop(1).split('\\n'); from kg.engine.worker import main; main(*sys.argv[1:])"
AT_ONCE: Final = 1_000_000
"""Quads up to which the store is loaded before anything is answered: some ten seconds."""


class Holder:
    """The process that holds the dataset, as this process sees it; started again should it ever end."""

    def __init__(self, dataset: Path, memory: int, federation: Collection[str] = (), at_once: int = AT_ONCE) -> None:
        self._arguments = [str(dataset), str(memory), str(at_once), *federation]
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def start(self) -> None:
        """Start it and wait until it can answer; raises `Unreachable`."""
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
                # Nor does it multiply matrices, for which numpy would keep threads.
                env={**os.environ, "RUST_BACKTRACE": "0", "OPENBLAS_NUM_THREADS": "1"},
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


def kill(pid: int | None) -> None:
    """Stop a worker at once; `Hand.drop` sees to the rest. Its number is nobody else's before that."""
    if pid is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


class Hand:
    """One worker, used by one thread."""

    def __init__(self, holder: Holder) -> None:
        self._holder = holder
        self._channel: Connection | None = None
        self._heard = select.poll()
        self.pid: int | None = None

    def ready(self) -> Unreachable | None:
        """Have a worker that lives, or say why there is none. One that speaks unasked has ended."""
        if self._channel and self._heard.poll(0):
            self.drop()
        if self._channel is None:
            try:
                self.pid, self._channel = self._holder.fork()
            except Unreachable as error:
                return error
            # Made once: the connection's own `poll` makes a selector each time.
            self._heard.register(self._channel.fileno(), select.POLLIN)
        return None

    def run(self, request: bytes, deadline: float) -> tuple[bytes, bytes]:
        """What the worker says, and the body of its answer. Raises `Overdue`, EOFError and OSError."""
        if self._channel is None:
            raise EOFError
        self._channel.send_bytes(request)
        if not self._heard.poll(min(math.ceil(deadline * 1000), _LONGEST)):
            kill(self.pid)
            raise Overdue(deadline)
        return self._channel.recv_bytes(), self._channel.recv_bytes()

    def drop(self) -> int | None:
        """Have no worker any more; the status it ended with, when that is known."""
        if self._channel is None or self.pid is None:
            return None
        self._heard.unregister(self._channel.fileno())
        self._channel.close()
        self._channel, pid, self.pid = None, self.pid, None
        return self._holder.end(pid)
