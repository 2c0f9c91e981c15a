"""Sorted lines of one packet in blocks that no other packet's lines come between, each packed by itself.

Lines that begin alike stand together in a sorted dataset. So those that begin with a name of the packet's own, as that
of its case, or with a thing of others and then such a name, are a piece of the dataset already: in order, and packed
as a member of a gzipped file (RFC 1952, section 2.2), so that to sort a dataset is to put its pieces one after the
other.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.imports.shelf import LEVEL

_FEWEST: Final = 8
"""Lines that are worth a block; fewer are left to be sorted among those of others."""
_GZIP: Final = 16 + zlib.MAX_WBITS
_LAST: Final = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that begin with `prefix`, packed: all that do so, but in the rare case that other packets have some too."""

    prefix: bytes
    packed: bytes


@dataclass(frozen=True, slots=True)
class Blocks:
    """The lines of a packet: those in blocks, how many of these lie in each graph, and the other lines."""

    blocks: tuple[Block, ...]
    counts: tuple[int, ...]
    single: bytes


def in_blocks(lines: Sequence[str], own: str, graphs: Sequence[str]) -> Blocks:
    """Lines in blocks. They are sorted and each once; `own` follows the kind in the packet's names: `/toy/toy-1`."""
    blocks, texts, single = [], [], []
    at, end = 0, len(lines)
    while at < end:
        prefix = _prefix(lines[at], own)
        if prefix and at + _FEWEST <= end and lines[at + _FEWEST - 1].startswith(prefix):
            behind = bisect_left(lines, prefix + _LAST, at)
            texts.append("".join(lines[at:behind]).encode())
            blocks.append(Block(prefix.encode(), packed(texts[-1])))
            at = behind
        else:
            single.append(lines[at])
            at += 1
    return Blocks(tuple(blocks), counted(texts, graphs), "".join(single).encode())


def _prefix(line: str, own: str) -> str:
    """The line up to the first name of the packet's own; empty where there is none."""
    end = line.find(own) + len(own)
    return line[: end + 1] if end >= len(own) and line[end] in "/>" else ""


def counted(texts: Iterable[bytes], graphs: Sequence[str]) -> tuple[int, ...]:
    """How many lines lie in each of these graphs."""
    ends = [f" <{graph}> .\n".encode() for graph in graphs]
    return tuple(map(sum, zip(*([text.count(end) for end in ends] for text in texts), strict=True))) or (0,) * len(ends)


def packed(text: bytes) -> bytes:
    """A text as a member of a gzipped file; the same text gives the same bytes."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP)
    return packer.compress(text) + packer.flush()


def unpacked(block: bytes) -> list[bytes]:
    """The lines of a block."""
    return zlib.decompress(block, _GZIP).splitlines(keepends=True)
