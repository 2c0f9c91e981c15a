"""The files of an input, one at a time and in the order of their names, with what cannot be trusted left unread."""

from __future__ import annotations

import stat
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from kg.errors import FaultyInput

LARGEST: Final = 20 * 2**20
"""Bytes of one packet; real ones have some ten thousand."""
WHOLE: Final = 2 * 2**30
"""Bytes of a whole archive once unpacked, and of what comes through a pipe."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file of the input: its bytes, or why it was not read and what would be right."""

    name: str
    data: bytes = b""
    fault: tuple[str, str, str] | None = None


@dataclass(slots=True)
class Entries:
    """What an input holds, read once. `passed` counts the files that are no packets by their endings."""

    passed: Counter[str]
    found: Iterator[InputFile]

    def __iter__(self) -> Iterator[InputFile]:
        return self.found


def too_large(name: str) -> InputFile:
    """An entry that was not read to its end."""
    what = f"it has more than {LARGEST // 2**20} MB"
    return InputFile(name, fault=(what, "one packet of one person; large files belong beside it", "size"))


def wanted(name: str) -> bool:
    """Whether a name in a folder or archive is that of a packet; `._x.json` is what macOS leaves behind."""
    last = name.rpartition("/")[2]
    return last.lower().endswith((".json", ".jsonl", ".ndjson")) and not last.startswith("._")


def documents(name: str, stream: IO[bytes]) -> Iterator[InputFile]:
    """The packets of one open file: one, or with a name in .jsonl or .ndjson one a line."""
    if not name.lower().endswith((".jsonl", ".ndjson")):
        data = stream.read(LARGEST + 1)
        yield too_large(name) if len(data) > LARGEST else InputFile(name, data)
        return
    number = 0
    while row := stream.readline(LARGEST + 1):
        number += 1
        if len(row) > LARGEST:
            yield too_large(f"{name} line {number}")
            while not row.endswith(b"\n") and (row := stream.readline(LARGEST)):
                pass
        elif row.strip():
            yield InputFile(f"{name} line {number}", row)


def _folder(root: Path, passed: Counter[str]) -> Iterator[InputFile]:
    """Every packet below a folder. Links are not followed: they can lead anywhere."""
    for path in sorted(root.rglob("*"), key=lambda path: path.relative_to(root).as_posix()):
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            yield InputFile(name, fault=("it is a symbolic link, and those are not followed", "the file", "link"))
        elif path.is_dir():
            continue
        elif not wanted(name):
            passed[path.suffix or path.name] += 1
        else:
            yield from _file(path, name)


def _file(path: Path, name: str) -> Iterator[InputFile]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield InputFile(name, fault=("it is no ordinary file", "a file of JSON", "file"))
            return
        with path.open("rb") as stream:
            yield from documents(name, stream)
    except OSError as error:
        yield InputFile(name, fault=(f"it cannot be read: {error.strerror}", "a file you may read", "file"))


@contextmanager
def opened(source: str) -> Iterator[Entries]:
    """DIR, FILE, ZIP or `-`; raises `FaultyInput` where there is nothing that could hold packets."""
    passed: Counter[str] = Counter()
    path = Path(source)
    if source == "-":
        with tempfile.NamedTemporaryFile(prefix="kg-import-") as kept:
            _copy(sys.stdin.buffer, kept)
            path = Path(kept.name)
            yield Entries(passed, _one(path, "stdin.jsonl" if _is_lines(path) else "stdin", passed))
    elif path.is_dir():
        yield Entries(passed, _folder(path, passed))
    elif not path.exists():
        raise FaultyInput(f"there is no {source}; right would be a folder, a file, a ZIP archive or -")
    else:
        yield Entries(passed, _one(path, path.name, passed))


def _one(path: Path, name: str, passed: Counter[str]) -> Iterator[InputFile]:
    """An archive, or one file by itself, whose name may end in anything."""
    from kg.sources.phenopackets.archive import is_archive, packed

    return packed(path, passed) if is_archive(path) else _file(path, name)


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    left = WHOLE
    while chunk := source.read(min(2**20, left + 1)):
        left -= len(chunk)
        if left < 0:
            raise FaultyInput(f"standard input holds more than {WHOLE // 2**30} GB; right would be a folder or archive")
        target.write(chunk)
    target.flush()


def _is_lines(path: Path) -> bool:
    """Whether a text holds one JSON object a line: the first line is whole by itself, and another follows."""
    with path.open("rb") as stream:
        first, second = stream.readline(LARGEST).strip(), stream.readline(2**16).strip()
    return first.startswith(b"{") and first.endswith(b"}") and second.startswith(b"{")
