"""Lines come in the order of their bytes and each once, whoever sorts them, and however little may be held."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import sorting

LINE = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=5)
FILES = st.lists(st.lists(LINE, max_size=12), min_size=1, max_size=4)
GNU = pytest.mark.skipif(sorting._gnu_sort() is None, reason="there is no GNU sort")
Way = Callable[[Sequence[Path], Path], None]
SORTS = {"here": lambda s, t: sorting._here(s, t, 1), "by the system": lambda s, t: sorting._by_system(s, t, 16)}
WAYS = [pytest.param(one, marks=GNU if "system" in one else ()) for one in SORTS]


def outcome(way: Way, files: Sequence[Sequence[str]]) -> bytes:
    with tempfile.TemporaryDirectory() as home:
        paths = [Path(home) / f"{number} é.nq" for number, _ in enumerate(files)]
        for path, lines in zip(paths, files, strict=True):
            path.write_bytes("\n".join(lines).encode() + (b"\n" if lines and lines[-1] == "" else b""))
        way(paths, Path(home) / "whole")
        assert {one.name for one in Path(home).iterdir()} == {*(path.name for path in paths), "whole"}
        return (Path(home) / "whole").read_bytes()


def right(files: Sequence[Sequence[str]]) -> bytes:
    return "".join(f"{line}\n" for line in sorted({line for lines in files for line in lines})).encode()


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=40)
@given(files=FILES)
def test_lines_are_sorted_and_each_once(way: str, files: list[list[str]]) -> None:
    assert outcome(SORTS[way], files) == right(files)


def test_what_memory_does_not_hold_waits_beside_the_target(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines by the handful, and more of these than are merged at once."""
    monkeypatch.setattr(sorting, "_LINE", 1 << 18)
    monkeypatch.setattr(sorting, "_RUNS", 3)
    files = [[f"{number * 7 % 31} toy" for number in range(start, start + 20)] for start in range(0, 60, 15)]
    assert outcome(SORTS["here"], files) == right(files)


def test_of_no_files_there_are_no_lines(tmp_path: Path) -> None:
    sorting.sorted_file([], tmp_path / "sorted")
    assert (tmp_path / "sorted").read_bytes() == b""


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_is_not_there_is_told(way: str, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"toy\.nq"):
        SORTS[way]([tmp_path / "toy.nq"], tmp_path / "whole")


def test_where_there_is_no_gnu_sort_it_is_done_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    sorting._gnu_sort.cache_clear()
    try:
        (tmp_path / "toy").write_bytes(b"b\na\nb\n")
        sorting.sorted_file([tmp_path / "toy"], tmp_path / "sorted")
        assert (tmp_path / "sorted").read_bytes() == b"a\nb\n"
    finally:
        sorting._gnu_sort.cache_clear()
