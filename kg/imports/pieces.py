"""ClinVar's VCV XML cut into its records without parsing it: tens of GB hold a few records of one gene.

`<VariationArchive` stands in no text of the format (a text would write `&lt;`), so that the bytes can be searched. What
is cut out is parsed afterwards, and what is no XML shows then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.imports.stream import BadFile, Stream
from kg.sources.tree import BadXml, tree_of

GIVER: Final = "ClinVar"
LARGEST: Final = 256 * 2**20
"""Bytes of the largest record; the largest of ClinVar's have a few MB."""
_START: Final = re.compile(rb"<VariationArchive[\s>]")
_END: Final = b"</VariationArchive>"
_ROOT: Final = re.compile(rb"<([A-Za-z_][\w.-]*)[^<>]*>\s*\Z")
_FIRST: Final = re.compile(rb"<([A-Za-z_][\w.-]*)")
_ENCODING: Final = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)")
_ROOTS: Final = ("ClinVarVariationRelease", "ClinVarResult-Set")
_BLOCK: Final = 4 * 2**20
_HEAD: Final = 8 * 2**20
"""Bytes among which the first record begins."""


@dataclass(slots=True)
class Pieces:
    """The records of one file as bytes, each with the number of lines before it. Every fault is a `BadFile`."""

    stream: Stream
    release_date: str | None = None
    records: int = 0
    _held: bytes = b""
    _at: int = 0
    _lines: int = 0
    _root: bytes = b""
    _ended: bool = False

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        self._head()
        while self._to_start():
            end = self._end()
            self.records += 1
            yield self._lines, self._held[self._at : end]
            self._pass(end)
        self._tail()

    def _more(self) -> bool:
        """Read on, and let go of what was passed."""
        read = self.stream.read(_BLOCK)
        self._held, self._at = self._held[self._at :] + read, 0
        return bool(read)

    def _pass(self, to: int) -> None:
        self._lines += self._held.count(b"\n", self._at, to)
        self._at = to

    def _to_start(self) -> bool:
        """Whether there is another record; it then begins at `_at`."""
        while True:
            found = _START.search(self._held, self._at)
            if found:
                self._pass(found.start())
                return True
            self._ended |= self._held.find(b"</" + self._root, self._at) >= 0
            # A start tag, or the end of the root, may be cut in two by a block's end.
            self._pass(max(self._at, len(self._held) - 64))
            if not self._more():
                return False

    def _end(self) -> int:
        looked = self._at
        while (found := self._held.find(_END, looked)) < 0:
            passed, size = self._at, len(self._held)
            if size - passed > LARGEST:
                raise self._bad(f"a record has more than {LARGEST // 2**20} MB", "VCV XML of ClinVar")
            if not self._more():
                what = f"the XML is cut off inside the record that begins in line {self._lines + 1:,}"
                raise self._bad(what, "the whole file: fetch it again")
            looked = max(0, size - passed - len(_END))
        return found + len(_END)

    def _head(self) -> None:
        while not _START.search(self._held) and len(self._held) < _HEAD and self._more():
            pass
        found = _START.search(self._held)
        head = self._held[: found.start()] if found else self._held
        coded = _ENCODING.search(head)
        if coded and coded[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
            raise self._bad(f"its encoding is {coded[1].decode()}", "UTF-8, as ClinVar writes it")
        if found and not _FIRST.search(head):
            return  # a single record without a root around it
        root = _ROOT.search(head) if found else None
        if root is None or root[1].decode() not in _ROOTS:
            raise self._other(head)
        self._root = root[1]
        self._check(head)

    def _check(self, head: bytes) -> None:
        """Parse what stands before the first record, so that declarations in it are refused."""
        try:
            root = tree_of(head + b"</" + self._root + b">", self.stream.path, (), GIVER)
        except BadXml as error:
            raise self._bad(f"line {error.line}: {error.what}", error.fix) from None
        self.release_date = root.attributes.get("ReleaseDate")

    def _other(self, head: bytes) -> BadFile:
        first = _FIRST.search(head)
        kind = {b"ReleaseSet": ", which is ClinVar's RCV format"}.get(first[1] if first else b"", "")
        what = f"its root is <{first[1].decode()}>{kind}" if first else "it holds no element"
        right = " or ".join(f"<{name}>" for name in _ROOTS)
        return self._bad(what, f"VCV XML of ClinVar, with the root {right} and <VariationArchive> in it")

    def _tail(self) -> None:
        if self._root and not self._ended:
            what = f"the XML is cut off: </{self._root.decode()}> does not come after record {self.records:,}"
            raise self._bad(what, "the whole file: fetch it again")

    def _bad(self, what: str, fix: str) -> BadFile:
        return BadFile(self.stream.path, what, fix)
