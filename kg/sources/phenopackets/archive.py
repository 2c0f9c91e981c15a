"""ZIP archives from strangers: bombs, paths that lead out, links and locked files are told and left shut."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.errors import FaultyInput
from kg.sources.phenopackets.entries import LARGEST, WHOLE, InputFile, documents, too_large, wanted

RATIO: Final = 200
"""How many bytes one byte of an archive may become; JSON reaches about 30."""
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def is_archive(path: Path) -> bool:
    """Whether the first bytes are those of a ZIP."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def packed(path: Path, passed: Counter[str]) -> Iterator[InputFile]:
    """The packets of a ZIP archive, read from inside it; nothing is unpacked to disk."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _entries(archive, path.name, passed)
    except (zipfile.BadZipFile, ValueError) as error:
        raise FaultyInput(f"{path.name}: the archive is broken ({error}); right would be a whole one") from error


def _entries(archive: zipfile.ZipFile, called: str, passed: Counter[str]) -> Iterator[InputFile]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if sum(info.file_size for info in infos) > WHOLE:
        raise FaultyInput(f"{called} unpacks to more than {WHOLE // 2**30} GB; right would be several archives")
    seen: set[str] = set()
    for info in sorted(infos, key=lambda info: info.filename):
        name = _shown(info.filename)
        if fault := _fault(info):
            yield InputFile(name, fault=fault)
        elif not wanted(name):
            passed[Path(name).suffix or name] += 1
        elif name in seen:
            yield InputFile(name, fault=("the archive holds this name twice", "each file once", "name-repeated"))
        elif info.file_size > LARGEST:
            yield too_large(name)
        else:
            yield from _read(archive, info, name)
        seen.add(name)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Iterator[InputFile]:
    try:
        with archive.open(info) as stream:
            yield from documents(name, stream)
    except _BROKEN as error:
        yield InputFile(name, fault=(f"it cannot be unpacked: {error}", "an archive that is whole", "zip"))


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
