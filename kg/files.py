"""What every room does with files: checksums, manifests, the lines of a packed file, a folder replaced as a whole.

Who replaces one holds a lock (`lock.py`), so that names beside it are fixed: what lies there already is what a killed
process left. `put_right` takes it away, and brings back a former folder whose place is empty.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TextIO, cast

from kg.errors import NO_ROOM, KgError

_BUFFER: Final = 1 << 20
_TEXT: Final = 1 << 23
MANIFEST: Final = "manifest.json"
DATASET: Final = "dataset.nq.gz"
FAULTS: Final = "faults.txt"
BUILDING, FORMER, REMOVING = ".building-", ".former-", ".removing-"
RUNS: Final = (*"=+-@＝＋－＠\t\r\n", "'")
"""A text that begins so may be run by a spreadsheet (https://owasp.org/www-community/attacks/CSV_Injection); and the
apostrophe itself, so that taking one away gives every text back."""
_LEFT: Final = re.compile(r"\.(?:building|removing|sorting|current)-.+")
_ASIDE: Final = re.compile(r"\.(?P<place>[a-z0-9-]+)-[a-z0-9_]{8}(?P<former>-former)?")
"""How imports under way were called before: known as ours where they hold nothing but files of an import."""


class Damaged(KgError, ValueError):
    """A file of ours that is not what was written; the message names it, and the remedy."""

    def __init__(self, path: Path, what: str, remedy: str) -> None:
        super().__init__(f"{path} {what}; {remedy}")


class Manifest(dict[str, Any]):
    """What a manifest says; what it ought to say and does not is raised as `Damaged`."""

    def __init__(self, path: Path, remedy: str, said: Mapping[str, Any]) -> None:
        super().__init__(said)
        self._path, self._remedy = path, remedy

    @classmethod
    def read(cls, folder: Path, remedy: str) -> Manifest:
        """That of a folder; raises `Damaged`, and FileNotFoundError."""
        path = folder / MANIFEST
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict) or not isinstance(said.get("files"), dict):
            raise Damaged(path, "is damaged: it is no manifest", remedy)
        return cls(path, remedy, said)

    def __missing__(self, key: str) -> Any:
        raise Damaged(self._path, f"is damaged: it does not say {key!r}", self._remedy)

    def verify(self, *keys: str) -> None:
        """Hold each file against its checksum, and see that these are said; raises `Damaged` for what is not so."""
        for key in keys:
            self[key]
        for name, told in self["files"].items():
            path = self._path.with_name(name)
            if not path.is_file():
                raise Damaged(path, "is not there", self._remedy)
            if checksum(path) != (told["sha256"] if isinstance(told, dict) else told):
                raise Damaged(path, "is damaged: its SHA-256 is not that of its manifest", self._remedy)


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def packed_lines(path: Path) -> Iterator[str]:
    """The lines of a gzipped file, each with its line end; raises `Damaged`."""
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as stream:
            yield from stream
    except (EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError) as error:
        raise Damaged(path, f"is damaged: {error}", "make or import it again") from None


def unpack(path: Path, plain: Path) -> None:
    """Write what a gzipped file holds as a plain one; raises `Damaged`."""
    with placing(plain), plain.open("wb") as stream:
        stream.writelines(packed_texts(path))


def packed_texts(path: Path) -> Iterator[bytes]:
    """What a gzipped file holds, in texts of some megabytes that end with a line; raises `Damaged`."""
    try:
        with gzip.open(path) as stream:
            while text := stream.read(_TEXT):
                yield text + stream.readline()
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Damaged(path, f"is damaged: {error}", "make or import it again") from None


def plain_texts(path: Path) -> Iterator[bytes]:
    """The same of a file that is not packed."""
    with path.open("rb") as stream:
        while text := stream.read(_TEXT):
            yield text + stream.readline()


def lines_with(texts: Iterable[bytes], *words: bytes) -> Iterator[str]:
    """The lines of texts that hold any of some words; a word with a line end before it begins a line."""
    for text in texts:
        whole = b"\n" + text
        starts = {whole.rfind(b"\n", 0, at + 1) for word in words for at in _found(whole, word)}
        yield from (whole[start + 1 : whole.index(b"\n", start + 1) + 1].decode() for start in sorted(starts))


def _found(text: bytes, word: bytes) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def pack(path: Path, lines: Iterable[str], level: int = 6) -> None:
    """Write lines, each with its line end, as a gzipped file."""
    with packing(path, level) as stream:
        stream.writelines(lines)


@contextmanager
def packing(path: Path, level: int = 6) -> Iterator[TextIO]:
    """A gzipped file to write to, in pieces of any size: the same text gives the same bytes, whoever writes it when."""
    with (
        placing(path),
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", level, raw, mtime=0) as packed,
    ):
        # A write to a gzipped file costs more than to pack a line; so few are made.
        buffered = io.BufferedWriter(cast(io.RawIOBase, packed), _BUFFER)
        with io.TextIOWrapper(buffered, encoding="utf-8", newline="\n") as stream:
            yield stream


@contextmanager
def replacing(place: Path) -> Iterator[Path]:
    """A new folder to write into, which takes the place of `place` when all went well, and is gone when not."""
    with aside_of(place) as aside:
        yield aside
        aside.chmod(0o755)
        former = place.with_name(FORMER + place.name)
        if place.exists():
            place.rename(former)
        try:
            aside.rename(place)
        finally:
            _settle(former, place)


@contextmanager
def aside_of(place: Path) -> Iterator[Path]:
    """A folder of its own for what is to take a place; it is gone in the end."""
    aside = place.with_name(BUILDING + place.name)
    with placing(place, aside):
        place.parent.mkdir(parents=True, exist_ok=True)
        _settle(place.with_name(FORMER + place.name), place)
        discard(aside)
        aside.mkdir(mode=0o700)
        try:
            yield aside
        finally:
            discard(aside)


@contextmanager
def placing(place: Path, aside: Path | None = None) -> Iterator[None]:
    """Where no room is left to write, the error names what was to be at `place`, though it lay `aside` till then.

    The system names no file that it could open, and of a copy the one that was read as well.
    """
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            written = str(error.filename2 or error.filename or place)
            error.filename, error.filename2 = written.replace(str(aside or place), str(place)), None
        raise


def _settle(former: Path, place: Path) -> None:
    """Bring a former folder back to its place where that is empty; else it is not needed any more."""
    if former.exists() and not place.exists():
        former.rename(place)
    discard(former)


def discard(path: Path) -> None:
    """Take away a file or a folder with all that is in it, where it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def put_right(folder: Path) -> None:
    """Put right what killed processes left in a folder, which nobody else is at work in."""
    for path in sorted(folder.glob(".*")):
        old = _ASIDE.fullmatch(path.name)
        if path.name.startswith(FORMER):
            _settle(path, folder / path.name.removeprefix(FORMER))
        elif _LEFT.fullmatch(path.name):
            discard(path)
        elif old and path.is_dir() and {one.name for one in path.iterdir()} <= {DATASET, FAULTS, MANIFEST}:
            _settle(path, folder / old["place"]) if old["former"] else discard(path)
