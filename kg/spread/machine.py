"""One function over many tasks: in this process, or in several of this machine."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from kg.errors import KgError

_Task = TypeVar("_Task")
_Done = TypeVar("_Done")
_AHEAD: Final = 3
"""Tasks under way or done for each process, so that none waits and memory does not grow."""


_FEW: Final = 2
_SOCKET: Final = 60
"""Bytes of a folder in which a server of processes can have its socket, whose path has at most 103 on any system."""


class Spread(Protocol):
    """Does `work` on every task and gives what it returns in the order of the tasks, whoever did it when.

    `work` is a function of a module, or a partial of one, that can be pickled. It is the same for all tasks and may
    hold megabytes: it goes once to each who works, and tasks, which are small, go alone. Tasks are asked for as there
    is room, never all at once. What `work` raises is raised here; where one who works is lost, its tasks are done
    again or `WorkerLost` is raised.

    Close what it gives (`contextlib.closing`): where its taker fails, nobody shall work on till the program ends.
    """

    def __call__(self, work: Callable[[_Task], _Done], tasks: Iterable[_Task]) -> Generator[_Done]:
        """The results."""
        ...


class WorkerLost(KgError, RuntimeError):
    """A process that worked for this one was killed; the message says what would be right."""


def here(work: Callable[[_Task], _Done], tasks: Iterable[_Task]) -> Generator[_Done]:
    """One task after the other in this process."""
    yield from map(work, tasks)


def over(tasks: Sequence[_Task], work: Callable[[_Task], _Done], spread: Spread) -> Generator[_Done]:
    """The results, by those who work; where there are few tasks to do, here: others need a second to begin."""
    return (spread if len(tasks) > _FEW else here)(work, tasks)


@dataclass(frozen=True, slots=True)
class Processes:
    """So many processes of this machine, which end with this one.

    `copied`: they begin as copies of this one where that is safe, with all in memory that the work is held against.
    """

    count: int
    copied: bool = False

    def __call__(self, work: Callable[[_Task], _Done], tasks: Iterable[_Task]) -> Generator[_Done]:
        """The results; raises `WorkerLost`."""
        with ProcessPoolExecutor(self.count, *_beginning(work, self.copied)) as pool:
            try:
                yield from _in_order(pool, tasks, _AHEAD * self.count)
            except BrokenProcessPool as error:
                what = "a process that did part of the work was killed, perhaps because memory ran out"
                raise WorkerLost(f"{what}; right would be fewer of them, or more memory") from error
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, tasks: Iterable[Any], ahead: int) -> Iterator[Any]:
    waiting: deque[Future[Any]] = deque()
    for task in tasks:
        waiting.append(pool.submit(_do, task))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _beginning(work: Callable[[Any], Any], copied: bool) -> tuple[Any, Callable[..., None], tuple[Any]]:
    """How processes start, what each does first, and with what."""
    if copied and _has_one_thread():
        return multiprocessing.get_context("fork"), _begin, (work,)
    return _context(work), _unpack, (pickle.dumps(work),)


def _has_one_thread() -> bool:
    """Whether a copy would lack no thread, nor wait for a lock that one of them held; asked of Linux alone."""
    threads = Path("/proc/self/task")
    return threads.is_dir() and len([*threads.iterdir()]) == 1


def _context(work: object) -> Any:
    """A way to start processes that copies no thread of this one; what they import is imported once for all."""
    room = _SOCKET - len(os.fsencode(tempfile.gettempdir()))
    if "forkserver" not in multiprocessing.get_all_start_methods() or room < 0:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([getattr(work, "func", work).__module__])
    return context


_work: Callable[[Any], Any]


def _unpack(packed: bytes) -> None:
    _begin(pickle.loads(packed))  # noqa: S301 - of our own parent


def _begin(work: Callable[[Any], Any]) -> None:
    global _work
    gc.freeze()  # what all tasks are done with is never looked through for rubbish, and what is new seldom
    gc.set_threshold(50_000, 20, 20)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses Ctrl-C means the parent, which ends this one
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work = work


def _end_with_parent() -> None:
    """A parent that is killed tells nobody; without it nobody takes the results."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(task: Any) -> Any:
    return _work(task)
