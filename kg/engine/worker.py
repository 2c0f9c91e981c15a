"""The far side of the worker engine: a process that holds the store, and the workers that it forks.

The holder loads the dataset once. Each worker is a fork of it and shares that copy in memory, so that a worker is
made in milliseconds and can be killed without loss. Where a large dataset has an image beside it, that is mapped and
answers at once, while the store is loaded for what the image does not answer; workers forked before have no store, say
`NotYet` to such a query, and are replaced when it is there.

A worker can reach nothing outside itself: before its first query every file it does not need is closed, and its limit
of open files is lowered to what is open, so that neither a socket nor a file can be opened any more, whatever a query
says. Only workers that are to call listed endpoints keep that door open. Linux only.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import socket
import struct
from collections.abc import Collection
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, NoReturn

from kg.engine.answer import Answer, BadQuery
from kg.engine.columns.engine import Columns
from kg.engine.loading import StoreLoading
from kg.engine.memory import MemoryEngine, load
from kg.engine.said import LOOKUPS, beyond, read_lookups, read_question, told_found, told_reply
from kg.engine.serving import EngineFailure, OutOfMemory

FORK: Final = b"f"
"""To the holder, with one end of a channel: fork a worker that answers there. The reply is the `NUMBER` of its pid."""
END: Final = b"e"
"""To the holder, followed by a `NUMBER`: end that worker. The reply is the `NUMBER` of its status."""
READY: Final = b"+"
NUMBER: Final = struct.Struct("q")

_CHANNEL: Final = 3
_FIRST_FREE: Final = 4
_WORN: Final = 8
"""A worker that keeps more than an eighth of its memory after a query is replaced, so that memory comes back."""


def hold(control: socket.socket, dataset: Path, memory: int, at_once: int, federation: Collection[str]) -> None:
    """Load the dataset, then fork and end workers as told, until the other end of `control` is closed.

    The store of a dataset of more than `at_once` quads is loaded meanwhile; a negative number is for no image at all.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    columns = Columns.beside(dataset) if at_once >= 0 else None
    loading = StoreLoading(partial(load, dataset)) if columns and len(columns.image) > at_once else None
    engine = MemoryEngine(None if loading else load(dataset), federation, columns)
    gc.freeze()
    control.sendall(READY)
    workers: set[int] = set()
    while True:
        message, channels, _, _ = socket.recv_fds(control, 1 + NUMBER.size, 1)
        if not message:
            break
        if message == FORK:
            if loading and loading.done:
                engine, loading = MemoryEngine(loading.store, federation, columns), None
                gc.freeze()
            worker = os.fork()
            if worker == 0:
                control.detach()
                _work(channels[0], engine, memory, bool(federation), loading)
            os.close(channels[0])
            workers.add(worker)
            control.sendall(NUMBER.pack(worker))
        else:
            worker = NUMBER.unpack(message[1:])[0]
            # A worker of a holder before this one is nobody's child any more, and ends with its channel.
            status = _end(worker) if worker in workers else -signal.SIGKILL
            workers.discard(worker)
            control.sendall(NUMBER.pack(status))
    for worker in workers:
        _end(worker)


def _end(worker: int) -> int:
    with suppress(ProcessLookupError):
        os.kill(worker, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])


def _work(channel: int, engine: MemoryEngine, memory: int, doors_open: bool, loading: StoreLoading | None) -> NoReturn:
    """Be a worker: answer what comes through `channel` until it is closed."""
    status = 1
    try:
        if channel != _CHANNEL:
            os.dup2(channel, _CHANNEL)
        os.closerange(_FIRST_FREE, os.sysconf("SC_OPEN_MAX"))
        status_file = os.open("/proc/self/statm", os.O_RDONLY)
        _limit(_pages(status_file)[0] * resource.getpagesize() + memory, doors_open)
        most = _own(status_file) + memory // _WORN // resource.getpagesize()
        connection = Connection(_CHANNEL)
        while True:
            try:
                message = connection.recv_bytes()
            except (EOFError, ConnectionError):
                break
            if message.startswith(LOOKUPS):
                if not engine.walks:
                    break  # the next that is forked may have the store
                connection.send_bytes(told_found([engine.looked_up(one) for one in read_lookups(message)]))
                continue
            reply = _reply(engine, message, memory)
            worn = isinstance(reply, OutOfMemory) or _own(status_file) > most or (loading is not None and loading.done)
            for part in told_reply(reply, worn):
                connection.send_bytes(part)
            del message, reply, part
        status = 0
    finally:
        os._exit(status)


def _limit(memory: int, doors_open: bool) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not doors_open:
        lowest_free = os.dup(_CHANNEL)
        os.close(lowest_free)
        resource.setrlimit(resource.RLIMIT_NOFILE, (lowest_free, lowest_free))


def _pages(status_file: int) -> list[int]:
    """The pages of this process: all of them, those in memory, and of these the ones that a file is mapped to."""
    return [int(part) for part in os.pread(status_file, 200, 0).split()[:3]]


def _own(status_file: int) -> int:
    """The pages in memory that are no image's, which all workers share."""
    _, held, mapped = _pages(status_file)
    return held - mapped


def _reply(engine: MemoryEngine, message: bytes, memory: int) -> Answer | BadQuery | EngineFailure:
    question, most = read_question(message)
    try:
        return engine.answer(question, most)
    except MemoryError:
        return beyond(memory)
    except (BadQuery, EngineFailure) as error:
        return error


def main(control: str, dataset: str, memory: str, at_once: str, *federation: str) -> None:
    """Hold a dataset for the process at the other end of the socket whose number is `control`."""
    with socket.socket(fileno=int(control)) as opened:
        hold(opened, Path(dataset), int(memory), int(at_once), federation)
