"""Files of a release that are made from its lines, each beside the others and beside what else is at work."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar

from kg.errors import KgError
from kg.release.dataset import InPieces
from kg.spread import Spread, beside

_Read = TypeVar("_Read")
Maker: TypeAlias = Callable[[Path, InPieces], None]
"""Writes a file from the lines of a release."""


class Abandoned(KgError):
    """A file is not made to its end, since what it belongs to failed."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A maker that holds all it needs, and that is worth a process of its own where processes work."""

    make: Callable[[Path, None], None]
    spread: Spread

    def __call__(self, path: Path, _: InPieces) -> None:
        """Write the file."""
        # A task is let go when it is done, unlike the work, which is held until the process ends.
        with beside(_made, (self.make, path), self.spread) as done:
            done.result()


def _made(task: tuple[Callable[[Path, None], None], Path]) -> None:
    make, path = task
    make(path, None)


@contextmanager
def making(files: Mapping[Path, Maker], lines: InPieces) -> Iterator[None]:
    """Make files in threads, all of which have ended behind the block; raises what a maker does.

    Where the block fails, makers stop at the next piece that they read, those who read none when they are done.
    """
    source = _Stoppable(lines)
    with ThreadPoolExecutor(max(1, len(files))) as pool:
        makers = [pool.submit(make, path, source) for path, make in files.items()]
        try:
            yield
        except BaseException:
            source.stopped.set()
            raise
        for one in makers:
            one.result()


class _Stoppable:
    def __init__(self, lines: InPieces) -> None:
        self._lines, self.stopped = lines, threading.Event()

    def texts(self) -> Iterator[bytes]:
        return self._unless_stopped(self._lines.texts())

    def __iter__(self) -> Iterator[str]:
        return self._unless_stopped(self._lines)

    def _unless_stopped(self, some: Iterable[_Read]) -> Iterator[_Read]:
        for one in some:
            if self.stopped.is_set():
                raise Abandoned("what it belongs to failed; right would be to mend that, and to run it again")
            yield one
