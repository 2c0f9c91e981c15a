"""Work that is begun before its results are wanted, while other things are done here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

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


class Ahead(Generic[_Task]):
    """What was begun on tasks, each of which gives a list; in a `with` statement, behind which none is worked on.

    Only processes of this machine begin before they are asked: this one would wait for itself.
    """

    def __init__(self, spread: Spread = here) -> None:
        self._spread = spread
        self._begun: dict[_Task, Future[list[Any]]] = {}
        self._left = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._left.set()
        for one in self._threads:
            one.join()

    def begin(self, work: Callable[[_Task], list[Any]], tasks: Sequence[_Task]) -> None:
        """Begin with tasks."""
        if isinstance(self._spread, Processes):
            begun: dict[_Task, Future[list[Any]]] = {task: Future() for task in tasks}
            self._begun |= begun
            self._threads.append(threading.Thread(target=self._run, args=(work, begun)))
            self._threads[-1].start()

    def of(
        self, place: int, work: Callable[[_Task], _Done], tasks: Sequence[_Task], spread: Spread = here
    ) -> Generator[_Done]:
        """What `work` gives of tasks, in their order, by `spread`; of those begun it stands at a place of their list.

        It is held until it is taken, once. Raises what the work does.
        """
        others = [task for task in tasks if task not in self._begun]
        with closing(over(others, work, spread)) as done:
            for task in tasks:
                yield self._taken(task, place) if task in self._begun else next(done)

    def _taken(self, task: _Task, place: int) -> Any:
        found = self._begun[task].result()
        found[place], taken = None, found[place]
        return taken

    def _run(self, work: Callable[[_Task], list[Any]], begun: dict[_Task, Future[list[Any]]]) -> None:
        waiting = iter(begun.values())
        try:
            with closing(over(tuple(begun), work, self._spread)) as results:
                for result in results:
                    next(waiting).set_result(result)
                    if self._left.is_set():
                        return
        except BaseException as error:  # noqa: BLE001 - raised where a result is waited for
            for one in waiting:
                one.set_exception(error)
