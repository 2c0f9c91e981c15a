"""The files of an input, one at a time and in the order of their names, with what cannot be trusted left unread."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, Protocol

LARGEST: Final = 20 * 2**20
"""Bytes of one packet; real ones have some ten thousand."""
WHOLE: Final = 2 * 2**30
"""Bytes of a whole archive once unpacked, and of what comes through a pipe."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the input: its bytes, or why it was not read and what would be right."""

    name: str
    data: bytes = b""
    fault: tuple[str, str, str] | None = None


class Source(Protocol):
    """Something that holds packets. `passed` counts the files that are no packets by their endings."""

    passed: Counter[str]

    def __iter__(self) -> Iterator[Entry]: ...


def too_large(name: str) -> Entry:
    """An entry that was not read to its end."""
    what = f"it has more than {LARGEST // 2**20} MB"
    return Entry(name, fault=(what, "one packet of one person; large files belong beside it", "size"))


def wanted(name: str) -> bool:
    """Whether a name in a folder or archive is that of a packet; `._x.json` is what macOS leaves behind."""
    last = name.rpartition("/")[2]
    return last.lower().endswith((".json", ".jsonl", ".ndjson")) and not last.startswith("._")


def documents(name: str, stream: IO[bytes]) -> Iterator[Entry]:
    """The packets of one open file: one, or with a name in .jsonl or .ndjson one a line."""
    if not name.lower().endswith((".jsonl", ".ndjson")):
        data = stream.read(LARGEST + 1)
        yield too_large(name) if len(data) > LARGEST else Entry(name, data)
        return
    number = 0
    while row := stream.readline(LARGEST + 1):
        number += 1
        if len(row) > LARGEST:
            yield too_large(f"{name} line {number}")
            while not row.endswith(b"\n") and (row := stream.readline(LARGEST)):
                pass
        elif row.strip():
            yield Entry(f"{name} line {number}", row)


@dataclass(slots=True)
class Folder:
    """Every packet below a folder. Links are not followed: they can lead anywhere."""

    root: Path
    passed: Counter[str] = field(default_factory=Counter)

    def __iter__(self) -> Iterator[Entry]:
        for path in sorted(self.root.rglob("*"), key=lambda path: path.relative_to(self.root).as_posix()):
            name = path.relative_to(self.root).as_posix()
            if path.is_symlink():
                yield Entry(name, fault=("it is a symbolic link, and those are not followed", "the file", "link"))
            elif path.is_dir():
                continue
            elif not wanted(name):
                self.passed[path.suffix or path.name] += 1
            else:
                yield from _file(path, name)


@dataclass(slots=True)
class File:
    """One file by itself; its name may end in anything."""

    path: Path
    name: str
    passed: Counter[str] = field(default_factory=Counter)

    def __iter__(self) -> Iterator[Entry]:
        yield from _file(self.path, self.name)


def _file(path: Path, name: str) -> Iterator[Entry]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield Entry(name, fault=("it is no ordinary file", "a file of JSON", "file"))
            return
        with path.open("rb") as stream:
            yield from documents(name, stream)
    except OSError as error:
        yield Entry(name, fault=(f"it cannot be read: {error.strerror}", "a file you may read", "file"))
