"""How much of a stranger's file is read, and what is raised where it is more, or of no kind that is read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kg.sources.positions import Unreadable

LARGEST_TEXT: Final = 16 * 2**20
"""Bytes of plain text or of a table in plain text: five times the longest novel."""
LARGEST_PAGE: Final = 32 * 2**20
"""Bytes of a saved page: pictures that are written into one count."""
LARGEST_PDF: Final = 200 * 2**20
LARGEST_WORKBOOK: Final = 50 * 2**20
UNPACKED: Final = 300 * 2**20
"""Bytes of a workbook's parts when they are unpacked."""
MOST_PAGES: Final = 1_000
MOST_CHARACTERS: Final = 5_000_000
"""Of all passages: a thesis has one million."""
MOST_ROWS: Final = 20_000
"""Of one table: no list of people is longer."""
MOST_COLUMNS: Final = 1_000
MOST_CELLS: Final = 400_000
"""Of all tables, those that spans repeat included."""
MEMORY: Final = 1_500 * 2**20
"""Bytes of address space for a process that reads apart."""
SECONDS: Final = 120
"""How long that may take."""


class UnreadableText(Unreadable):
    """A file of no kind that is read here, or one that is broken, locked or too large."""


def whole(path: Path, largest: int, kind: str) -> bytes:
    """The bytes of a file that is no larger than that."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(largest + 1)
    except OSError as error:
        raise UnreadableText(path, 1, f"it cannot be read: {error.strerror}", "a file that you may read") from None
    if len(raw) > largest:
        what = f"it is larger than {largest // 2**20} MB, the most that is read of {kind}"
        raise UnreadableText(path, 1, what, "to save the part that tells of people as a file of its own")
    return raw


def decoded(path: Path, raw: bytes, encoding: str = "utf-8") -> str:
    """Bytes as text with `\n` at the end of each line: by their mark (BOM), else in the encoding that is told."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            encoding = name
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{raw[error.start]:02x} (the {error.start + 1:,}th of the file) is not {encoding.upper()}"
        raise UnreadableText(path, line, what, "to save the file as UTF-8") from None
    except LookupError:
        fix = "to save the file as UTF-8"
        raise UnreadableText(path, 1, f"its encoding {encoding!r} is not known", fix) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableText(path, line, "it holds a NUL character: it is no text", "a text, saved as UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")
