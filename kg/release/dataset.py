"""The lines of a whole dataset, however many: sorted in files, with what came later beside them.

What is added comes in any order and more than once; read, each triple stands once, in its home (`homes.py`).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol, Self

from kg.files import packed_lines, packed_texts, placing, unpack
from kg.release.pieces import SIZE, Piece, pieces
from kg.sorting import sorted_file

HELD: Final = 1_000_000
"""Lines beside the file, in memory: about 250 MB."""


class InPieces(Protocol):
    """Lines that are read in texts of whole things."""

    def texts(self) -> Iterator[bytes]:
        """The lines in order, a piece at a time; a triple may stand in several graphs (`runs.py` knows its home)."""
        ...

    def __iter__(self) -> Iterator[str]:
        """The lines one at a time, each triple once."""
        ...


@dataclass(frozen=True, slots=True)
class LinesInPieces:
    """Lines in pieces, which anybody may read who sees the file that these are of."""

    every: tuple[Piece, ...]

    def texts(self) -> Iterator[bytes]:
        """The lines, piece by piece, a triple in all its graphs."""
        return (piece.raw() for piece in self.every)

    def __iter__(self) -> Iterator[str]:
        return (f"{line}\n" for piece in self.every for line in piece.lines().decode().split("\n")[:-1])


class DatasetLines:
    """Use it in a `with` statement: its files lie in a folder of `home` that goes at its end."""

    def __init__(self, home: Path, held: int = HELD, size: int = SIZE) -> None:
        self._home, self._held, self._size = home, held, size
        self._more: set[bytes] = set()
        self._sorted: list[Path] = []
        self._unsorted: list[Path] = []
        self._begun: dict[Path, tuple[Path, Future[None]]] = {}
        self._files = 0

    def __enter__(self) -> Self:
        self._home.mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(prefix=".sorting-", dir=self._home))
        self._unpacking = ThreadPoolExecutor(1)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._unpacking.shutdown(cancel_futures=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def add(self, lines: Iterable[str]) -> None:
        """Add lines, each with its line end."""
        for line in lines:
            self._more.add(line.encode())
            if len(self._more) >= self._held:
                self._set_aside()

    def unpack(self, paths: Iterable[Path]) -> None:
        """Begin to unpack gzipped files that will be added, beside what else is at work."""
        for path in paths:
            plain = self._file()
            self._begun[path] = plain, self._unpacking.submit(unpack, path, plain)

    def add_packed(self, path: Path, in_order: bool) -> Path:
        """Add the lines of a gzipped file; they are in order and each once, or not. Returns a plain file of them.

        One that is not in order is there until pieces are asked for. Raises `Damaged`.
        """
        if path not in self._begun:
            self.unpack((path,))
        plain, unpacked = self._begun.pop(path)
        unpacked.result()
        (self._sorted if in_order else self._unsorted).append(plain)
        return plain

    def settle(self) -> None:
        """Have all that was added in sorted files, so that no reader sorts it again and none of it is in memory."""
        if self._more:
            self._set_aside()
        self._sort()

    def _sort(self) -> None:
        if self._unsorted:
            self._sorted.append(self._file())
            sorted_file(self._unsorted, self._sorted[-1])
            for path in self._unsorted:
                path.unlink()
            self._unsorted.clear()

    def pieces(self) -> list[Piece]:
        """All in order, in pieces of whole things. More lines that are added change only pieces they belong to."""
        self._sort()
        return list(pieces(self._sorted, sorted(self._more), self._size))

    def texts(self) -> Iterator[bytes]:
        """The lines, piece by piece, a triple in all its graphs."""
        return LinesInPieces(tuple(self.pieces())).texts()

    def __iter__(self) -> Iterator[str]:
        return iter(LinesInPieces(tuple(self.pieces())))

    def _set_aside(self) -> None:
        self._sorted.append(self._file())
        with placing(self._sorted[-1]):
            self._sorted[-1].write_bytes(b"".join(sorted(self._more)))
        self._more.clear()

    def _file(self) -> Path:
        self._files += 1
        return self._folder / f"{self._files}.nq"


class Packed:
    """The lines of a gzipped file, which can be read again and again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[str]:
        return packed_lines(self._path)

    def texts(self) -> Iterator[bytes]:
        """The lines in texts of whole things."""
        held = b""
        for text in packed_texts(self._path):
            held += text
            # The last thing may go on in the next text.
            line = held.rfind(b"\n", 0, -1) + 1
            subject = b"\n" + held[line : held.find(b" ", line) + 1]
            cut = 0 if held.startswith(subject[1:]) else held.find(subject) + 1
            if cut:
                yield held[:cut]
                held = held[cut:]
        yield held


def texts(lines: Iterable[str] | InPieces) -> Iterator[bytes]:
    """Sorted lines in texts of whole things, about a piece at a time."""
    if hasattr(lines, "texts"):
        yield from lines.texts()
        return
    held, size, subject = list[str](), 0, ""
    for line in lines:
        own = line.partition(" ")[0]
        if size > SIZE and own != subject:
            yield "".join(held).encode()
            held, size = [], 0
        held.append(line)
        size += len(line)
        subject = own
    yield "".join(held).encode()
