"""What an input is by its looks: a folder, a file, an archive, or a pipe.

Of ZIP archives from strangers bombs, paths that lead out, links and locked files are told and left shut.
"""

from __future__ import annotations

import re
import stat
import sys
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from kg.errors import FaultyInput
from kg.files import placing
from kg.sources.phenopackets import entries

RATIO: Final = 200
"""How many bytes one byte of an archive may become; JSON reaches about 30."""
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def is_archive(path: Path) -> bool:
    """Whether the first bytes are those of a ZIP."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def packed(path: Path, passed: Counter[str]) -> Iterator[entries.InputFile]:
    """The packets of a ZIP archive, read from inside it; nothing is unpacked to disk."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _entries(archive, path.name, passed)
    except (zipfile.BadZipFile, ValueError) as error:
        raise FaultyInput(f"{path.name}: the archive is broken ({error}); right would be a whole one") from error


def _entries(archive: zipfile.ZipFile, called: str, passed: Counter[str]) -> Iterator[entries.InputFile]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if sum(info.file_size for info in infos) > entries.WHOLE:
        raise FaultyInput(f"{called} unpacks to more than {entries.WHOLE // 2**30} GB; right would be several archives")
    seen: set[str] = set()
    for info in sorted(infos, key=lambda info: info.filename):
        name = _shown(info.filename)
        if fault := _fault(info):
            yield entries.InputFile(name, fault=fault)
        elif not entries.wanted(name):
            passed[Path(name).suffix or name] += 1
        elif name in seen:
            yield entries.InputFile(
                name, fault=("the archive holds this name twice", "each file once", "name-repeated")
            )
        elif info.file_size > entries.LARGEST:
            yield entries.too_large(name)
        else:
            yield from _read(archive, info, name)
        seen.add(name)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Iterator[entries.InputFile]:
    try:
        with archive.open(info) as stream:
            yield from entries.documents(name, stream)
    except _BROKEN as error:
        yield entries.InputFile(name, fault=(f"it cannot be unpacked: {error}", "an archive that is whole", "zip"))


def _shown(name: str) -> str:
    """A name fit for a message: control characters and other traps are replaced."""
    return re.sub(r"[^\x20-\x7e\u00a0-\ud7ff]", "?", name)[:200]


def _fault(info: zipfile.ZipInfo) -> tuple[str, str, str] | None:
    name = info.filename
    if re.match(r"[/\\]|[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
        return "its path leads out of the archive", "a relative path without ..", "path"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a symbolic link", "the file itself", "link"
    if info.flag_bits & 1:
        return "it is locked with a password", "an open file", "zip"
    if info.file_size > 2**20 and info.file_size > RATIO * max(info.compress_size, 1):
        return f"it unpacks to more than {RATIO} times its size, as bombs do", "an ordinary archive", "bomb"
    return None


@contextmanager
def opened(source: str) -> Iterator[entries.Entries]:
    """DIR, FILE, ZIP or `-`; raises `FaultyInput` where there is nothing that could hold packets."""
    passed: Counter[str] = Counter()
    path = Path(source)
    if source == "-":
        with tempfile.NamedTemporaryFile(prefix="kg-import-") as kept:
            with placing(Path(kept.name)):
                _copy(sys.stdin.buffer, kept)
            path = Path(kept.name)
            yield entries.Entries(passed, _one(path, "stdin.jsonl" if _is_lines(path) else "stdin", passed))
    elif path.is_dir():
        yield entries.Entries(passed, entries.folder_of(path, passed))
    elif not path.exists():
        raise FaultyInput(f"there is no {source}; right would be a folder, a file, a ZIP archive or -")
    else:
        yield entries.Entries(passed, _one(path, path.name, passed))


def _one(path: Path, name: str, passed: Counter[str]) -> Iterator[entries.InputFile]:
    """An archive, or one file by itself, whose name may end in anything."""
    return packed(path, passed) if is_archive(path) else entries.file_of(path, name)


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    left = entries.WHOLE
    while chunk := source.read(min(2**20, left + 1)):
        left -= len(chunk)
        if left < 0:
            raise FaultyInput(
                f"standard input holds more than {entries.WHOLE // 2**30} GB; right would be a folder or archive"
            )
        target.write(chunk)
    target.flush()


def _is_lines(path: Path) -> bool:
    """Whether a text holds one JSON object a line: the first line is whole by itself, and another follows."""
    with path.open("rb") as stream:
        first, second = stream.readline(entries.LARGEST).strip(), stream.readline(2**16).strip()
    return first.startswith(b"{") and first.endswith(b"}") and second.startswith(b"{")
