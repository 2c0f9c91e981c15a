"""Texts that were packed apart are one gzipped file, for every reader."""

import gzip
import tempfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import gzips
from kg.gzips import Block, join

PARTS = st.lists(st.tuples(st.binary(max_size=300), st.booleans()), max_size=8)


@given(PARTS)
def test_blocks_and_texts_are_one_member(parts: list[tuple[bytes, bool]]) -> None:
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "toy.gz"
        join(path, (Block.of(text) if apart else text for text, apart in parts))
        whole, text = path.read_bytes(), b"".join(text for text, _ in parts)
        assert gzip.decompress(whole) == text
        reader = zlib.decompressobj(zlib.MAX_WBITS | 16)
        assert reader.decompress(whole) == text
        assert reader.eof
        assert not reader.unused_data, "one member"


@given(st.binary(max_size=2000), st.integers(0, 2000))
def test_the_checksum_of_two_texts_is_made_of_theirs(text: bytes, cut: int) -> None:
    one, two = text[:cut], text[cut:]
    assert gzips._joined(zlib.crc32(one), zlib.crc32(two), len(two)) == zlib.crc32(text)


def test_small_texts_are_packed_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert gzips.packed(b"toy") == b"toy"
    assert isinstance(gzips.packed(bytes(gzips._SMALL + 1)), Block)
    join(tmp_path / "whole", [b"toy " * 1000])
    join(tmp_path / "cut", [b"toy "] * 1000)
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "cut").read_bytes()
    monkeypatch.setattr(gzips, "_LARGE", 100)
    join(tmp_path / "cut", [b"toy "] * 1000)
    assert gzip.decompress((tmp_path / "cut").read_bytes()) == b"toy " * 1000
