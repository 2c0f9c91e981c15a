"""XML from strangers, read as small trees: nothing is fetched, nothing is expanded, and depth and size are bounded.

Expat comes with Python and asks us about every declaration, so that no other package is needed to refuse them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from kg.sources.positions import Unreadable

LARGEST: Final = 64 * 2**20
"""Bytes of a file: some 5,000 records of PubMed."""
DEEPEST: Final = 100
MOST: Final = 2_000_000
"""Elements and pieces of text: empty elements would take fifty times the memory of their file."""


class BadXml(Unreadable):
    """A file that is no safe, whole XML."""


@dataclass(slots=True)
class Element:
    """An element by its name without namespace; `parts` are its texts and children in their order."""

    name: str
    attributes: dict[str, str]
    line: int
    parts: list[Element | str] = field(default_factory=list)

    def all(self, *path: str) -> Iterator[Element]:
        """The elements at the end of a path of names below this one."""
        for part in self.parts:
            if isinstance(part, Element) and part.name == path[0]:
                if len(path) == 1:
                    yield part
                else:
                    yield from part.all(*path[1:])

    def first(self, *path: str) -> Element | None:
        """The first element at the end of a path."""
        return next(self.all(*path), None)

    @property
    def text(self) -> str:
        """All text inside, mark-up left out, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part._texts()

    def said(self, *path: str) -> str | None:
        """The text at the end of a path, or None where there is none."""
        found = self.first(*path)
        return (found.text or None) if found else None


class _Builder:
    """What expat calls. Elements named in `left_out` are walked past with all that is in them."""

    def __init__(self, path: Path, left_out: Collection[str], giver: str = "PubMed or PMC", before: int = 0) -> None:
        self._path, self._left_out, self._giver, self._before = path, left_out, giver, before
        self._parser = expat.ParserCreate(namespace_separator="\n")
        self._parser.buffer_text = True
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.SkippedEntityHandler = self._entity
        self._open: list[Element] = []
        self._passing = self._parts = 0
        self.root: Element | None = None

    def feed(self, data: bytes) -> None:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            inside = f" inside <{self._open[-1].name}>" if self._open else ""
            what = f"the XML breaks off{inside} at column {error.offset + 1}: {reason}"
            fix = f"the whole file, as {self._giver} gives it"
            raise BadXml(self._path, error.lineno + self._before, what, fix) from None
        except BadXml:
            raise
        except (LookupError, ValueError) as error:  # an encoding that Python does not know, or that is none
            what = f"its encoding cannot be read: {error}"
            raise BadXml(self._path, 1 + self._before, what, "to save the file as UTF-8") from None

    def _refuse(self, what: str, fix: str) -> BadXml:
        return BadXml(self._path, self._parser.CurrentLineNumber + self._before, what, fix)

    def _doctype(self, name: str, system: str | None, public: str | None, has_subset: int) -> None:
        # A DOCTYPE that only names a DTD is what PubMed and PMC write; expat does not fetch it.
        if has_subset:
            what = f"the DOCTYPE of <{name}> makes declarations of its own (entities, defaults), which are not followed"
            raise self._refuse(what, f"a file without `[...]` in its DOCTYPE, as {self._giver} gives it")

    def _entity(self, name: str, is_parameter: bool) -> None:
        raise self._refuse(f"the entity &{name}; is not expanded", "the character itself, or its number as in &#233;")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        plain = name.rpartition("\n")[2]
        if self._passing or plain in self._left_out:
            self._passing += 1
            return
        if len(self._open) >= DEEPEST:
            raise self._refuse(f"elements lie more than {DEEPEST} deep", f"records of {self._giver}")
        local = {key.rpartition("\n")[2]: value for key, value in attributes.items()}
        node = Element(plain, local, self._parser.CurrentLineNumber + self._before)
        if self._open:
            self._keep(node)
        else:
            self.root = node
        self._open.append(node)

    def _keep(self, part: Element | str) -> None:
        self._parts += 1
        if self._parts > MOST:
            raise self._refuse(f"it holds more than {MOST:,} elements and texts", "fewer records at a time")
        self._open[-1].parts.append(part)

    def _end(self, name: str) -> None:
        if self._passing:
            self._passing -= 1
        else:
            self._open.pop()

    def _characters(self, text: str) -> None:
        if not self._passing:
            self._keep(text)


def read_tree(path: Path, left_out: Collection[str] = ()) -> Element:
    """The root of an XML file without the elements named in `left_out`; raises `BadXml`."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise BadXml(path, 1, f"it cannot be read: {error.strerror}", "the path of an XML file") from None
    if len(data) > LARGEST:
        raise BadXml(path, 1, f"it is larger than {LARGEST // 2**20} MB", "fewer records at a time")
    if data.startswith(b"\x1f\x8b"):
        raise BadXml(path, 1, "it is packed (gzip)", f"to unpack it first: gunzip {path.name}")
    if not data.strip():
        raise BadXml(path, 1, "it is empty", "an XML file of PubMed or PMC")
    return tree_of(data, path, left_out)


def tree_of(
    data: bytes, path: Path, left_out: Collection[str] = (), giver: str = "PubMed or PMC", before: int = 0
) -> Element:
    """The root of a whole XML text that was found in a file after so many lines; raises `BadXml`."""
    builder = _Builder(path, left_out, giver, before)
    builder.feed(data)
    if builder.root is None:
        raise BadXml(path, 1 + before, "it holds no element", f"an XML file of {giver}")
    return builder.root
