"""What an input is by its looks: a folder, a file, an archive, or a pipe."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import FaultyInput
from kg.sources.phenopackets.archive import is_archive, packed
from kg.sources.phenopackets.entries import LARGEST, WHOLE, Entries, InputFile, file_of, folder_of


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
        yield Entries(passed, folder_of(path, passed))
    elif not path.exists():
        raise FaultyInput(f"there is no {source}; right would be a folder, a file, a ZIP archive or -")
    else:
        yield Entries(passed, _one(path, path.name, passed))


def _one(path: Path, name: str, passed: Counter[str]) -> Iterator[InputFile]:
    """An archive, or one file by itself, whose name may end in anything."""
    return packed(path, passed) if is_archive(path) else file_of(path, name)


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
