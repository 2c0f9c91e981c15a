"""Files of a release that are made from its lines, each beside the others and beside what else is at work."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FunctionType
from typing import Final, TypeAlias, TypeVar

from kg.errors import KgError
from kg.release.dataset import DatasetLines, InPieces, LinesInPieces
from kg.release.pieces import Piece
from kg.spread import Processes, Spread, here

_Read = TypeVar("_Read")
Maker: TypeAlias = Callable[[Path, InPieces], None]
"""Writes a file from the lines of a release."""
_FEW: Final = 4
"""LinesInPieces that are read sooner than a process has begun."""


class Abandoned(KgError):
    """A file is not made to its end, since what it belongs to failed."""


@contextmanager
def making(files: Mapping[Path, Maker], lines: InPieces, spread: Spread = here) -> Iterator[None]:
    """Make files in threads, all of which have ended behind the block; raises what a maker does.

    Where there are processes, a maker that is a function of a module has one of its own, if the lines are many. Where
    the block fails, makers in threads stop at the next piece that they read, others when they are done.
    """
    source = _Stoppable(lines)
    every = tuple(lines.pieces()) if isinstance(lines, DatasetLines) and spread is not here else ()
    with ThreadPoolExecutor(max(1, len(files))) as pool:
        makers = [
            pool.submit(_apart, path, make, every)
            if len(every) > _FEW and isinstance(make, FunctionType)
            # What a thing makes of itself is with that thing.
            else pool.submit(make, path, source)
            for path, make in files.items()
        ]
        try:
            yield
        except BaseException:
            source.stopped.set()
            raise
        for one in makers:
            one.result()


def _apart(path: Path, make: Maker, every: tuple[Piece, ...]) -> None:
    list(Processes(1)(partial(_made, path, make), [every]))


def _made(path: Path, make: Maker, every: tuple[Piece, ...]) -> None:
    make(path, LinesInPieces(every))


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
