"""The far side of the worker engine: a process that holds the store, and the workers that it forks.

The holder loads the dataset once. Each worker is a fork of it and shares that copy in memory, so that a worker is
made in milliseconds and can be killed without loss. A worker can reach nothing outside itself: before its first query
every file it does not need is closed, and its limit of open files is lowered to what is open, so that neither a
socket nor a file can be opened any more, whatever a query says. Only workers that are to call listed endpoints keep
that door open. Linux only.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import socket
import struct
import sys
from collections.abc import Collection, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, NoReturn

from kg.engine.answer import BadQuery
from kg.engine.federation import Refused
from kg.engine.memory import MemoryEngine
from kg.engine.serving import TooLarge, Unreachable, Unwritable

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


def hold(control: socket.socket, dataset: Path, memory: int, federation: Collection[str]) -> None:
    """Load the dataset, then fork and end workers as told, until the other end of `control` is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    engine = MemoryEngine.of_file(dataset, federation)
    gc.freeze()
    control.sendall(READY)
    workers: set[int] = set()
    while True:
        message, channels, _, _ = socket.recv_fds(control, 1 + NUMBER.size, 1)
        if not message:
            break
        if message == FORK:
            worker = os.fork()
            if worker == 0:
                control.detach()
                _work(channels[0], engine, memory, bool(federation))
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


def _work(channel: int, engine: MemoryEngine, memory: int, doors_open: bool) -> NoReturn:
    """Be a worker: answer what comes through `channel` until it is closed."""
    status = 1
    try:
        if channel != _CHANNEL:
            os.dup2(channel, _CHANNEL)
        os.closerange(_FIRST_FREE, os.sysconf("SC_OPEN_MAX"))
        status_file = os.open("/proc/self/statm", os.O_RDONLY)
        _limit(_pages(status_file)[0] * resource.getpagesize() + memory, doors_open)
        most = _pages(status_file)[1] + memory // _WORN // resource.getpagesize()
        connection = Connection(_CHANNEL)
        while True:
            try:
                asked = json.loads(connection.recv_bytes())
            except (EOFError, ConnectionError):
                break
            said, body = _answer(engine, asked)
            said["worn"] = _pages(status_file)[1] > most
            connection.send_bytes(json.dumps(said).encode())
            connection.send_bytes(body)
            del asked, said, body
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
    """The pages of this process: all of them, and those in memory."""
    return [int(part) for part in os.pread(status_file, 200, 0).split()[:2]]


def _answer(engine: MemoryEngine, asked: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """What is said about the answer, and its body."""
    try:
        answer = engine.answer(**asked)
    except BadQuery as error:
        called = {"called": error.called} if isinstance(error, Refused) else {}
        return {"bad": str(error), "line": error.line, "column": error.column, **called}, b""
    except TooLarge:
        return {"failed": "large"}, b""
    except Unwritable as error:
        return {"failed": "form", "kind": error.kind, "others": error.others}, b""
    except Unreachable as error:
        return {"failed": str(error)}, b""
    except MemoryError:
        return {"failed": "memory", "worn": True}, b""
    return {"form": answer.form.value, "media_type": answer.media_type}, answer.body


def main(control: str, dataset: str, memory: str, *federation: str) -> None:
    """Hold a dataset for the process at the other end of the socket whose number is `control`."""
    with socket.socket(fileno=int(control)) as opened:
        hold(opened, Path(dataset), int(memory), federation)


if __name__ == "__main__":
    main(*sys.argv[1:])
