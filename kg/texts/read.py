"""A file of a paper to its `Text`, whatever its kind, which its content tells before its name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from kg.texts.apart import read_apart
from kg.texts.bounds import UnreadableText
from kg.texts.jats import read_jats
from kg.texts.plain import read_plain
from kg.texts.sheets import read_lines
from kg.texts.text import Text, together

_LOOKED_AT: Final = 4096
_PICTURE: Final = ("a picture", "a file with text: pictures are not read, so that nothing is guessed")
_REFUSED: Final[tuple[tuple[bytes, tuple[str, str]], ...]] = (
    (b"\xd0\xcf\x11\xe0", ("an old Word or Excel file (.doc, .xls)", "to save it as PDF, a table as .xlsx")),
    (b"{\\rtf", ("a Rich Text file", "to save it as plain text (UTF-8) or PDF")),
    (b"\x1f\x8b", ("packed (gzip)", "to unpack it first, with gunzip")),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"Rar!", ("packed (RAR)", "to unpack it first")),
    (b"7z\xbc\xaf", ("packed (7z)", "to unpack it first")),
    (b"%!PS", ("PostScript", "to save it as PDF")),
)
_KINDS: Final = "JATS XML, PDF, HTML, plain text, CSV, TSV or XLSX"
_ROOT: Final = re.compile(rb"<(?![!?])(?:[\w.-]+:)?([\w.-]+)")
_OF_JATS: Final = (b"article", b"pmc-articleset", b"OAI-PMH")
_OF_PUBMED: Final = (b"PubmedArticleSet", b"PubmedArticle", b"MedlineCitation", b"MedlineCitationSet")
_TABLES: Final = (".csv", ".tsv", ".tab")


def read_text(path: Path) -> Text:
    """The text of a file; raises `Unreadable` with what is wrong and what would be right. Nothing is fetched."""
    try:
        with path.open("rb") as stream:
            start = stream.read(_LOOKED_AT)
    except OSError as error:
        what, fix = f"it cannot be read: {error.strerror}", f"a file that you may read: {_KINDS}"
        raise UnreadableText(path, 1, what, fix) from None
    if not start.strip():
        raise UnreadableText(path, 1, "it is empty" if not start else "it begins with nothing but blanks", _KINDS)
    return _reader(path, start)(path)


def read_texts(paths: Sequence[Path]) -> Text:
    """The text of a paper that lies in several files, as supplements do; raises `Unreadable` for the first that is."""
    return together(*map(read_text, paths))


def _reader(path: Path, start: bytes) -> Callable[[Path], Text]:
    if b"%PDF-" in start[:1024]:
        return lambda file: read_apart("pdf", file)
    if start.startswith(b"PK\x03\x04"):
        return _packed(path)
    for mark, (what, fix) in _REFUSED:
        if start.startswith(mark):
            raise UnreadableText(path, 1, f"it is {what}", fix)
    return _marked_up(path, start) or _plain(path, start)


def _packed(path: Path) -> Callable[[Path], Text]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableText(path, 1, f"it is a broken ZIP: {error}", "the whole file") from None
    if "xl/workbook.xml" in names:
        return lambda file: read_apart("xlsx", file)
    if "word/document.xml" in names:
        raise UnreadableText(path, 1, "it is a Word file (.docx)", "to save it as PDF or as plain text (UTF-8)")
    if "xl/workbook.bin" in names or "content.xml" in names:
        fix = "to save a table as .xlsx or .csv, a text as PDF or plain text"
        raise UnreadableText(path, 1, "it is of another office program (.ods, .odt, .xlsb)", fix)
    raise UnreadableText(path, 1, "it is packed (ZIP)", f"to unpack it first; what is read is {_KINDS}")


def _marked_up(path: Path, start: bytes) -> Callable[[Path], Text] | None:
    plain = start.decode("utf-16", "replace").encode() if start[:2] in (b"\xff\xfe", b"\xfe\xff") else start
    begins = plain.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not begins.startswith(b"<"):
        return None
    bare = re.sub(rb"<!--.*?(?:-->|$)", b"", begins, flags=re.DOTALL)
    root = _ROOT.search(bare)
    name = root[1] if root else b""
    if re.match(rb"(?i)<!doctype\s+html", bare) or name.lower() in (b"html", b"head", b"body", b"div", b"main"):
        return lambda file: read_apart("html", file)
    if name in _OF_JATS or re.search(rb"(?i)<!doctype\s+article", bare):
        return read_jats
    if name in _OF_PUBMED:
        fix = "the article's JATS XML from PMC, or `kg paper new` for a record"
        raise UnreadableText(path, 1, "it is a record of PubMed, which has no full text", fix)
    if begins.startswith((b"<?xml", b"<!")):
        shown = f"<{name.decode('ascii', 'replace')}>" if name else "no element in its beginning"
        raise UnreadableText(path, 1, f"it is XML with the root {shown}", "the JATS XML of an article (<article>)")
    return None


def _plain(path: Path, start: bytes) -> Callable[[Path], Text]:
    if path.suffix.lower() in _TABLES:
        return read_lines
    tabs = [line.count(b"\t") for line in start.splitlines()[:10]]
    return read_lines if len(tabs) > 2 and min(tabs[:-1]) > 0 and len(set(tabs[:-1])) == 1 else read_plain
