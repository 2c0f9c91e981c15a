"""Lines of files in the order of their bytes and each once, however many there are.

By GNU sort, where there is one: six times as fast as what is written here, which gives the same bytes elsewhere.
The bytes of UTF-8 are in the order of their code points.
"""

from __future__ import annotations

import errno
import heapq
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO, Final

from kg.errors import NO_ROOM, KgError
from kg.processes import cores, starting

ROOM: Final = 256
"""Megabytes of lines in memory at once."""
_LINE: Final = 250
"""Bytes of a line of N-Quads as it mostly is, with what Python adds to it."""
_RUNS: Final = 64
"""Files that are merged at once."""


class Unsorted(KgError, OSError):
    """Lines could not be sorted; it says why as errors of the system do."""


def sorted_file(sources: Sequence[Path], target: Path, room: int = ROOM) -> None:
    """Write the lines of files to another: sorted, each once. More than `room` megabytes wait in files beside it.

    Needs as much disk as the sources once more. Raises `Unsorted`, and OSError.
    """
    (_by_system if sources and _gnu_sort() else _here)(sources, target, room)


@cache
def _gnu_sort() -> str | None:
    found = shutil.which("sort")
    if found:
        told = subprocess.run([found, "--version"], check=False, capture_output=True, stdin=subprocess.DEVNULL)
        found = found if b"GNU coreutils" in told.stdout else None
    return found


def _by_system(sources: Sequence[Path], target: Path, room: int) -> None:
    """Run GNU sort by bytes; it is handed names by a file, since a command takes only so many."""
    program = _gnu_sort()
    assert program is not None  # noqa: S101 - who comes here has one
    listed = b"".join(os.fsencode(path.absolute()) + b"\0" for path in sources)
    settings = (f"--buffer-size={room}M", f"--parallel={cores()}", f"--temporary-directory={target.parent}")
    done = subprocess.run(
        [program, "--unique", *settings, f"--batch-size={_RUNS}", f"--output={target}", "--files0-from=-"],
        check=False,
        input=listed,
        capture_output=True,
        env={**os.environ, "LC_ALL": "C"},
        **starting(),
    )
    if done.returncode:
        told = os.fsdecode(done.stderr).strip()
        number = next((one for one in (*NO_ROOM, errno.ENOENT) if os.strerror(one) in told), errno.EIO)
        what = os.strerror(number) if number in NO_ROOM else f"sorting ended with {done.returncode}: {told or 'killed'}"
        raise Unsorted(number, what, str(target))


def _here(sources: Sequence[Path], target: Path, room: int) -> None:
    with tempfile.TemporaryDirectory(prefix=".sorting-", dir=target.parent) as folder:
        runs: list[Path] = []
        lines = _lines(sources)
        while run := sorted(set(islice(lines, max(1, (room << 20) // _LINE)))):
            runs.append(Path(folder) / str(len(runs)))
            _write(runs[-1], run)
        while len(runs) > _RUNS:
            runs.append(Path(folder) / f"{len(runs)}-{runs[0].name}")
            _merged(runs[:_RUNS], runs[-1])
            del runs[:_RUNS]
        _merged(runs, target)


def _merged(sources: Iterable[Path], target: Path) -> None:
    with ExitStack() as stack:
        every = [_lines_of(stack.enter_context(path.open("rb"))) for path in sources]
        _write(target, (line for line, _ in groupby(heapq.merge(*every))))


def _lines(sources: Iterable[Path]) -> Iterator[bytes]:
    for path in sources:
        with path.open("rb") as stream:
            yield from _lines_of(stream)


def _lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """Without their ends, as these are not compared."""
    return (line.removesuffix(b"\n") for line in stream)


def _write(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as stream:
        stream.writelines(b"%b\n" % line for line in lines)
