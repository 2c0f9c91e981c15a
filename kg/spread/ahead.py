"""Work that is begun before its results are wanted, while other things are done here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from types import TracebackType
from typing import Generic, Self, TypeVar

from kg.spread.machine import Processes, Spread, here, over

_Task = TypeVar("_Task")
_Done = TypeVar("_Done")


@contextmanager
def beside(work: Callable[[_Task], _Done], task: _Task, spread: Spread) -> Iterator[Future[_Done]]:
    """Begin one task in a process of its own, where processes work; else do it at once. Ended behind the block."""
    with ThreadPoolExecutor(1) as pool:
        one = Processes(1) if isinstance(spread, Processes) else here
        begun = pool.submit(lambda: next(iter(one(work, [task]))))
        if one is here:
            begun.result()
        yield begun


class Ahead(Generic[_Task, _Done]):
    """Work that was begun on tasks of which not all are known yet; behind the `with` block none is worked on.

    Only processes of this machine begin before they are asked: this one would wait for itself.
    """

    def __init__(self, work: Callable[[_Task], _Done], spread: Spread = here) -> None:
        self._work, self._spread = work, spread
        self._begun: dict[_Task, Future[_Done]] = {}
        self._left = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._left.set()
        for one in self._threads:
            one.join()

    def begin(self, tasks: Sequence[_Task]) -> None:
        """Begin with tasks."""
        if isinstance(self._spread, Processes):
            begun: dict[_Task, Future[_Done]] = {task: Future() for task in tasks}
            self._begun |= begun
            self._threads.append(threading.Thread(target=self._run, args=(begun,)))
            self._threads[-1].start()

    def __call__(self, tasks: Sequence[_Task]) -> Generator[_Done]:
        """The results of tasks in their order, begun or not; each is held until it is taken, once.

        Raises what the work does.
        """
        others = [task for task in tasks if task not in self._begun]
        with closing(over(others, self._work, self._rest())) as done:
            for task in tasks:
                yield self._begun.pop(task).result() if task in self._begun else next(done)

    def _rest(self) -> Spread:
        """Who does what was not begun: a process fewer, as it is little, and other things are made by then."""
        if isinstance(self._spread, Processes) and self._threads:
            return Processes(max(1, self._spread.count - 1))
        return self._spread

    def _run(self, begun: Mapping[_Task, Future[_Done]]) -> None:
        waiting = iter(begun.values())
        try:
            with closing(over(tuple(begun), self._work, self._spread)) as results:
                for result in results:
                    next(waiting).set_result(result)
                    if self._left.is_set():
                        return
        except BaseException as error:  # noqa: BLE001 - raised where a result is waited for
            for one in waiting:
                one.set_exception(error)
