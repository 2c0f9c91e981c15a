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
    texts, single, lines = list[tuple[str, bytes]](), list[str](), 0
    for prefix, text, count in _runs(said, own):
        if prefix and count >= _FEWEST:
            texts.append((prefix, text.encode()))
            lines += count
        else:
            single.append(text)
    found = tuple(PacketStretch(prefix.encode(), packed(text)) for prefix, text in texts)
    counts = counted((text for _, text in texts), graphs[:-1])
    return PacketStretches(found, (*counts, lines - sum(counts)), "".join(single).encode())


def _runs(said: Ends, own: str) -> Iterator[tuple[str, str, int]]:
    """Sorted texts that begin alike, and how many lines each has; a beginning is empty where it names nothing own."""
    heads = sorted(f"<{subject}> " for subject, ends in said.items() if ends)
    for prefix, same in groupby(heads, lambda head: _upto(head, own)):
        if prefix:
            every = [(head, _each_once(said[head[1:-2]])) for head in same]
            yield prefix, "".join([head + head.join(tails) for head, tails in every]), sum(len(one) for _, one in every)
        else:
            for head in same:
                yield from _of_others(head, _each_once(said[head[1:-2]]), own)


def _each_once(tails: list[str]) -> list[str]:
    """In order; much of them is in order already, which a set would undo."""
    tails.sort()
    return tails if len({*tails}) == len(tails) else [*dict.fromkeys(tails)]


def _of_others(head: str, tails: Sequence[str], own: str) -> Iterator[tuple[str, str, int]]:
    """The lines on a thing of others: those that lead to things of the packet by one property together."""
    at = 0
    while at < len(tails):
        prefix = _upto(tails[at], own)
        behind = bisect_left(tails, prefix + _LAST, at) if prefix else at + 1
        yield prefix and head + prefix, head + head.join(tails[at:behind]), behind - at
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
    return zlib.compress(text, LEVEL, _GZIP)


def unpacked(stretch: bytes) -> list[bytes]:
    """The lines of a stretch."""
    return zlib.decompress(stretch, _GZIP).splitlines(keepends=True)
