"""A release cut into graphs, and a graph into pieces that one request can carry."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.files import placing

_HELD: Final = 32_000_000
"""Characters that wait to be written at most: most graphs are small, and few files are opened twice."""
_BLANK: Final = re.compile(rb"""^(_:\S+)|> (_:[^\s"]+) \.$""", re.MULTILINE)


class SharedNode(KgError, ValueError):
    """A blank node occurs in two graphs."""


@dataclass(slots=True)
class GraphFile:
    """The triples of one graph, as N-Triples in a file, in the order of the release.

    Names of `blank` nodes hold within one request only: a graph with such is never cut, and never sent twice without
    being emptied.
    """

    iri: str
    path: Path
    lines: int = 0
    size: int = 0
    blank: set[bytes] = field(default_factory=set)
    _digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    @property
    def whole(self) -> bool:
        """Whether blank nodes occur in it."""
        return bool(self.blank)

    @property
    def digest(self) -> str:
        """The SHA-256 of the triples."""
        return self._digest.hexdigest()

    def add(self, text: bytes, lines: int) -> None:
        """Write on."""
        with placing(self.path), self.path.open("ab") as stream:
            stream.write(text)
        self.lines, self.size = self.lines + lines, self.size + len(text)
        self.blank |= {name for found in _BLANK.findall(text) for name in found if name}
        self._digest.update(text)

    def pieces(self, lines_most: int, bytes_most: int, start: int = 0) -> Iterator[tuple[bytes, int]]:
        """Each piece from the line `start` on, with how many lines it has; one that is whole is one piece."""
        piece, lines = bytearray(), 0
        with self.path.open("rb") as stream:
            for number, line in enumerate(stream):
                if number < start:
                    continue
                if piece and not self.whole and (lines == lines_most or len(piece) + len(line) > bytes_most):
                    yield bytes(piece), lines
                    piece, lines = bytearray(), 0
                piece += line
                lines += 1
        if piece:
            yield bytes(piece), lines


def cut(lines: Iterable[str], folder: Path) -> dict[str, GraphFile]:
    """The graphs of a dataset, given as N-Quads, each a file in `folder`; its lines keep their order.

    Raises `SharedNode`.
    """
    found: dict[str, GraphFile] = {}
    waiting: dict[str, list[str]] = {}
    held = 0
    for line in lines:
        triple, _, graph = line[:-4].rpartition(" <")
        waiting.setdefault(graph, []).append(triple)
        held += len(line)
        if held > _HELD:
            _write(waiting, found, folder)
            held = 0
    _write(waiting, found, folder)
    named: set[bytes] = set()
    for one in found.values():
        if shared := named & one.blank:
            raise SharedNode(
                f"the blank node {min(shared).decode()} of <{one.iri}> occurs in another graph too, and no store can "
                "be told so graph by graph; right would be an IRI"
            )
        named |= one.blank
    return found


def _write(waiting: dict[str, list[str]], found: dict[str, GraphFile], folder: Path) -> None:
    for iri, triples in waiting.items():
        if iri not in found:
            found[iri] = GraphFile(iri, folder / f"{len(found)}.nt")
        found[iri].add("".join(f"{one} .\n" for one in triples).encode(), len(triples))
    waiting.clear()
