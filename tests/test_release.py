"""A release is immutable, repeats byte for byte, and a failure leaves the former one serving."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.release import NoRelease, current, publish

LINE = "<toy:s> <toy:p> <toy:o> <toy:g> .\n"
TOLD = {"toy": 1, "graphs": {"toy:g": 1}}


def test_same_content_same_bytes(tmp_path: Path) -> None:
    one = publish(tmp_path / "a", "toy", [LINE], TOLD)
    two = publish(tmp_path / "b", "toy", [LINE], TOLD)
    for name in ("dataset.nq.gz", "manifest.json"):
        assert (one.folder / name).read_bytes() == (two.folder / name).read_bytes()


def test_current_is_the_last_one_published(tmp_path: Path) -> None:
    publish(tmp_path, "one", [LINE], TOLD)
    publish(tmp_path, "two", [LINE], {**TOLD, "toy": 2})
    assert current(tmp_path).manifest["toy"] == 2
    assert len(current(tmp_path).engine()) == 1
    assert gzip.decompress((tmp_path / "one" / "dataset.nq.gz").read_bytes()).decode() == LINE


def test_a_failed_build_leaves_the_former_release_and_no_rubbish(tmp_path: Path) -> None:
    publish(tmp_path, "one", [LINE], TOLD)

    def broken() -> Iterator[str]:
        yield LINE
        raise RuntimeError("toy failure")

    with pytest.raises(RuntimeError, match="toy failure"):
        publish(tmp_path, "two", broken(), TOLD)
    assert current(tmp_path).manifest["toy"] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "one"]


def test_where_nothing_is_built_the_error_says_how_to_build(tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match="kg build"):
        current(tmp_path)
