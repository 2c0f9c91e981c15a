"""A gzipped file of blocks that were packed apart, in any order and by any process: one member, as every reader likes.

Blocks are of deflate, each ended by a full flush (RFC 1951), so that they stand one after the other; the checksum of
the whole is made of theirs. The bytes depend on the texts and where these were cut, not on who packed them when.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from kg.files import placing

_SMALL: Final = 1 << 16
"""Bytes of a text that is better packed with its neighbours."""
_LARGE: Final = 1 << 22
"""Bytes that are packed at once."""
_HEAD: Final = b"\x1f\x8b\x08" + bytes(5) + b"\x02\xff"
"""Of a member without name and time (RFC 1952)."""
_CRC: Final = 0xEDB88320


@dataclass(frozen=True, slots=True)
class Block:
    """A text, packed; `size` and `crc` are of what was packed."""

    packed: bytes
    size: int
    crc: int

    @classmethod
    def of(cls, text: bytes, level: int = 3) -> Block:
        """Pack a text."""
        packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        return cls(packer.compress(text) + packer.flush(zlib.Z_FULL_FLUSH), len(text), zlib.crc32(text))


def packed(text: bytes) -> bytes | Block:
    """A text packed, or as it is where it is better packed with its neighbours."""
    return Block.of(text) if len(text) > _SMALL else text


def join(path: Path, parts: Iterable[bytes | Block]) -> None:
    """Write texts and blocks as one gzipped file."""
    size = crc = 0
    with placing(path), path.open("wb") as stream:
        stream.write(_HEAD)
        for block in _blocks(parts):
            stream.write(block.packed)
            size, crc = size + block.size, _joined(crc, block.crc, block.size)
        # The last block, of nothing: so that no block needs to know that it is the last.
        stream.write(b"\x03\x00" + crc.to_bytes(4, "little") + (size % (1 << 32)).to_bytes(4, "little"))


def _blocks(parts: Iterable[bytes | Block]) -> Iterator[Block]:
    waiting, size = list[bytes](), 0
    for part in parts:
        if not isinstance(part, Block):
            waiting.append(part)
            size += len(part)
        if waiting and (isinstance(part, Block) or size > _LARGE):
            yield Block.of(b"".join(waiting))
            waiting, size = [], 0
        if isinstance(part, Block):
            yield part
    if waiting:
        yield Block.of(b"".join(waiting))


def _joined(first: int, second: int, size: int) -> int:
    """The CRC of two texts, the second of which has this size: as `crc32_combine` of zlib, which Python lacks."""
    power, place, bits = 1 << 31, 3, size
    while bits:
        if bits & 1:
            power = _times(_square(place), power)
        bits, place = bits >> 1, place + 1
    return _times(power, first) ^ second


@cache
def _square(place: int) -> int:
    """x to the power of two to the power of `place`, modulo the polynomial of the CRC; the bits are reflected."""
    return _times(_square(place - 1), _square(place - 1)) if place else 1 << 30


def _times(one: int, two: int) -> int:
    product = 0
    for bit in range(31, -1, -1):
        if one >> bit & 1:
            product ^= two
        two = two >> 1 ^ (_CRC if two & 1 else 0)
    return product
