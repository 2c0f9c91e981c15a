"""The files of an input, one at a time and in the order of their names, with what cannot be trusted left unread."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final

LARGEST: Final = 20 * 2**20
"""Bytes of one packet; real ones have some ten thousand."""
WHOLE: Final = 2 * 2**30
"""Bytes of a whole archive once unpacked, and of what comes through a pipe."""


_Fault = tuple[str, str, str]
_LINK: Final = ("it is a symbolic link, and those are not followed", "the file", "link")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file of the input: its bytes, or why it was not read and what would be right."""

    name: str
    data: bytes = b""
    fault: _Fault | None = None


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


def folder_of(root: Path, passed: Counter[str]) -> Iterator[InputFile]:
    """Every packet below a folder. Links are not followed: they can lead anywhere."""
    for name, fault in sorted(_below(str(root), "")):
        if fault:
            yield InputFile(name, fault=fault)
        elif not wanted(name):
            path = PurePosixPath(name)
            passed[path.suffix or path.name] += 1
        else:
            yield from file_of(root / name, name)


def _below(folder: str, before: str) -> Iterator[tuple[str, _Fault | None]]:
    """Whatever is no folder below one, by its path from there, and why it is left unread."""
    try:
        with os.scandir(folder) as found:
            for one in found:
                if one.is_dir(follow_symlinks=False):
                    yield from _below(one.path, f"{before}{one.name}/")
                else:
                    yield before + one.name, _LINK if one.is_symlink() else None
    except OSError as error:
        yield before.removesuffix("/"), (f"it cannot be read: {error.strerror}", "a folder you may read", "file")


def file_of(path: Path, name: str) -> Iterator[InputFile]:
    """The packets of one file by itself."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield InputFile(name, fault=("it is no ordinary file", "a file of JSON", "file"))
            return
        with path.open("rb") as stream:
            yield from documents(name, stream)
    except OSError as error:
        yield InputFile(name, fault=(f"it cannot be read: {error.strerror}", "a file you may read", "file"))
