"""JSON as strangers write it: refused with a reason where it is not whole, not text, or says a thing twice."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from kg.errors import FaultyInput

LONGEST: Final = 100_000
"""Characters in one string; case reports need a few hundred."""
_TEXT: Final = "JSON in UTF-8"
_UNPACKED: Final = f"{_TEXT}, or a folder or ZIP archive of such files"
_MARKS: Final = {
    b"\xff\xfe": ("UTF-16", _TEXT),
    b"\xfe\xff": ("UTF-16", _TEXT),
    b"%PDF": ("PDF", _TEXT),
    b"PK": ("ZIP", _UNPACKED),
    b"\x1f\x8b": ("gzip", _UNPACKED),
    b"\xfd7zXZ": ("xz", _UNPACKED),
    b"BZh": ("bzip2", _UNPACKED),
    b"(\xb5/\xfd": ("Zstandard", _UNPACKED),
    b"7z\xbc\xaf": ("7-Zip", _UNPACKED),
    b"Rar!": ("RAR", _UNPACKED),
}
_TAR: Final = slice(257, 262)
"""Where an archive of tar, which is not packed itself, has its mark."""


class BadText(FaultyInput):
    """It is no JSON document we can read; `fix` says what would be right, `kind` names the fault."""

    def __init__(self, what: str, fix: str, kind: str) -> None:
        super().__init__(what)
        self.what, self.fix, self.kind = what, fix, kind


def parse(raw: bytes) -> Any:
    """The document; raises `BadText`."""
    if not raw.strip():
        raise BadText("it is empty", "one phenopacket as a JSON object", "empty")
    if guess := _looks(raw):
        raise BadText(f"this looks like {guess[0]}", guess[1], "encoding")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadText(f"byte {error.start + 1} is no UTF-8", _TEXT, "encoding") from error
    if "\0" in text:
        raise BadText("it holds NUL characters, as UTF-16 read as UTF-8 does", _TEXT, "encoding")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        what = f"it is no JSON: {error.msg[0].lower()}{error.msg[1:]} in line {error.lineno}, column {error.colno}"
        fix = "the rest of the file, which seems cut off" if error.pos >= len(text.rstrip()) - 1 else "valid JSON"
        raise BadText(what, fix, "json") from error
    except RecursionError as error:
        raise BadText("it is nested hundreds of levels deep", "a phenopacket: some ten levels", "nesting") from error
    except BadText:
        raise
    except ValueError as error:  # what Python refuses to read as an integer
        raise BadText("it holds a number of thousands of digits", "numbers of a sensible size", "number") from error


def _looks(raw: bytes) -> tuple[str, str] | None:
    """What else than JSON begins so, and what would be right. None of it can begin a JSON document."""
    if raw[_TAR] == b"ustar" and 0 in raw[: _TAR.start]:
        return "tar", _UNPACKED
    return next((guess for mark, guess in _MARKS.items() if raw.startswith(mark)), None)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise BadText(f"the key {twice[:60]!r} stands twice in one object", "one key with one value", "key-repeated")
    return found


def _no_number(word: str) -> Any:
    raise BadText(f"{word} is no JSON number", "a finite number, or no value at all", "number")


_UNFIT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def unfit(text: str) -> str | None:
    """Why a string cannot stand in a graph, or None."""
    if len(text) > LONGEST:
        return f"a string of {len(text):,} characters"
    if bad := _UNFIT.search(text):
        return f"the character U+{ord(bad[0]):04X}, which is no text"
    return None
