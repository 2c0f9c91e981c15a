"""What one packet says as stretches of a sorted dataset, which no other packet's lines come between, each packed.

Lines that begin alike stand together in a sorted dataset. So those that begin with a name of the packet's own, as that
of its case, or with a thing of others and then such a name, are a piece of the dataset already: in order, and packed
as a member of a gzipped file (RFC 1952, section 2.2), so that to sort a dataset is to put its pieces one after the
other.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.imports.ends import Ends
from kg.imports.shelf import LEVEL

_FEWEST: Final = 8
"""Lines that are worth a stretch; fewer are left to be sorted among those of others."""
_GZIP: Final = 16 + zlib.MAX_WBITS
_LAST: Final = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class PacketStretch:
    """Lines that begin with `prefix`, packed: all that do so, but in the rare case that other packets have some too."""

    prefix: bytes
    packed: bytes


@dataclass(frozen=True, slots=True)
class PacketStretches:
    """The lines of a packet: those in stretches, how many of these lie in each graph, and the other lines."""

    stretches: tuple[PacketStretch, ...]
    counts: tuple[int, ...]
    single: bytes


def in_stretches(said: Ends, own: str, graphs: Sequence[str]) -> PacketStretches:
    """The lines of a packet; `own` follows the kind in the names that are its own: `/toy/toy-1`."""
    texts, single = list[tuple[str, bytes]](), list[str]()
    for prefix, lines in _runs(said, own):
        text = "".join(lines)
        if prefix and text.count("\n") >= _FEWEST:
            texts.append((prefix, text.encode()))
        else:
            single.append(text)
    found = tuple(PacketStretch(prefix.encode(), packed(text)) for prefix, text in texts)
    return PacketStretches(found, counted((text for _, text in texts), graphs), "".join(single).encode())


def _runs(said: Ends, own: str) -> Iterator[tuple[str, Iterable[str]]]:
    """The lines in texts of one or many, sorted within each beginning; it is empty for lines that name nothing own."""
    heads = sorted(f"<{subject}> " for subject, ends in said.items() if ends)
    for prefix, same in groupby(heads, lambda head: _upto(head, own)):
        for head in same if not prefix else ():
            yield from _of_others(head, sorted({*said[head[1:-2]]}), own)
        if prefix:
            yield prefix, (head + head.join(sorted({*said[head[1:-2]]})) for head in same)


def _of_others(head: str, tails: Sequence[str], own: str) -> Iterator[tuple[str, Iterable[str]]]:
    """The lines on a thing of others: those that lead to things of the packet by one property together."""
    at = 0
    while at < len(tails):
        prefix = _upto(tails[at], own)
        behind = bisect_left(tails, prefix + _LAST, at) if prefix else at + 1
        yield prefix and head + prefix, (head + tail for tail in tails[at:behind])
        at = behind


def _upto(text: str, own: str) -> str:
    """Up to the first name of the packet's own; empty where there is none."""
    end = text.find(own) + len(own)
    return text[: end + 1] if end >= len(own) and text[end] in "/>" else ""


def counted(texts: Iterable[bytes], graphs: Sequence[str]) -> tuple[int, ...]:
    """How many lines lie in each of these graphs."""
    whole = [*texts]
    return tuple(sum(text.count(end) for text in whole) for end in (f" <{graph}> .\n".encode() for graph in graphs))


def packed(text: bytes) -> bytes:
    """A text as a member of a gzipped file; the same text gives the same bytes."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP)
    return packer.compress(text) + packer.flush()


def unpacked(stretch: bytes) -> list[bytes]:
    """The lines of a stretch."""
    return zlib.decompress(stretch, _GZIP).splitlines(keepends=True)
