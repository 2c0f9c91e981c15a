"""A dataset is read in pieces of whole things, and is the same however it was added and cut, whoever works on it."""

import gzip
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.numbered_people import people_of
from kg.build.dataset import Dataset
from kg.errors import KgError
from kg.files import DATASET, Damaged, lines_with
from kg.imports.shelf import Kept
from kg.lexicon import INDEX, write_index
from kg.names import graph
from kg.release import DatasetLines, Release, publish
from kg.release.columns import met_in
from kg.release.count import count
from kg.release.dataset import InPieces, Packed
from kg.release.making import making
from kg.release.pieces import pieces
from kg.release.runs import once, things
from kg.spread import Processes

ONE, TWO = graph("cohort", "one"), graph("cohort", "two")
SUBJECT = st.sampled_from(["<toy:a>", "<toy:a/b>", "<toy:b>", "_:a", "_:ab", "<toy:é>"])
_TEXTS = ('"a <toy:b> <toy:p> ."', '"a"@en', '"\\n<toy:a> <toy:p> "', '"\u0085<toy:a> \u2028"')
OBJECT = st.sampled_from(["<toy:o>", *_TEXTS, "<toy:ü>"])
QUAD = st.tuples(SUBJECT, st.sampled_from(["<toy:p>", "<toy:q>"]), OBJECT, st.sampled_from([ONE, TWO]))
LINES = st.lists(st.builds(lambda quad: "{} {} {} <{}> .\n".format(*quad), QUAD), max_size=30)


def packed(path: Path, lines: list[str]) -> Path:
    path.write_bytes(gzip.compress("".join(lines).encode()))
    return path


@settings(max_examples=15)
@given(st.lists(LINES, max_size=3), LINES, LINES, st.integers(20, 400))
def test_lines_are_the_same_however_they_come(
    files: list[list[str]], early: list[str], late: list[str], size: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, DatasetLines(Path(folder), held=20, size=size) as whole:
        whole.add(early)
        for number, lines in enumerate(files):
            in_order = number % 2 == 0
            whole.add_packed(packed(Path(folder) / str(number), sorted({*lines}) if in_order else lines), in_order)
        whole.settle()
        whole.add(late)
        every = sorted({line for lines in (*files, early, late) for line in lines})
        texts = list(whole.texts())
        assert b"".join(texts).decode() == "".join(every)
        assert list(whole) == list(whole), "they can be read again"
        subjects = [{line.split(" ")[0] for line in text.decode().split("\n")[:-1]} for text in texts]
        assert sum(map(len, subjects)) == len(set().union(*subjects)), "a thing is never cut"


@settings(max_examples=15)
@given(LINES, SUBJECT, st.booleans())
def test_an_import_of_any_kind_tells_the_lines_of_a_thing_after_all_were_read(
    lines: list[str], subject: str, in_order: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder, DatasetLines(Path(folder) / "release") as whole:
        packed(Path(folder) / DATASET, sorted({*lines}) if in_order else lines)
        dataset = Dataset(whole)
        there = dataset.put_kept(Kept(Path(folder), {"graphs": {}, "sorted": in_order}))
        dataset.number()
        assert {*there.beginning(f"{subject} ".encode())} == {line for line in lines if line.startswith(f"{subject} ")}


@given(LINES)
def test_a_run_is_read_as_its_lines(lines: list[str]) -> None:
    text = "".join(sorted({*lines})).encode()
    told = [
        f"{subject} {run.predicate} {one} <{name}> .\n"
        for subject, runs in things(text)
        for run in runs
        for one, name in run.facts()
    ]
    assert "".join(told).encode() == once(text)
    assert {line.rpartition(" <")[0] for line in told} == {line.rpartition(" <")[0] for line in lines}
    assert len({line.rpartition(" <")[0] for line in told}) == len(told)


@given(LINES, st.lists(st.sampled_from(["<toy:a>", "\n<toy:a", "toy", "\n_:"]), min_size=1, max_size=3))
def test_lines_are_found_by_words(lines: list[str], words: list[str]) -> None:
    cut = len(lines) // 2
    parts = ("".join(lines[:cut]).encode(), "".join(lines[cut:]).encode())
    found = list(lines_with(filter(None, parts), *(word.encode() for word in words)))
    assert found == [line for line in lines if any(word in f"\n{line}" for word in words)]


def test_a_packed_dataset_is_read_in_whole_things(toy_release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.files._TEXT", 5_000)
    texts = list(Packed(toy_release.dataset).texts())
    assert len(texts) > 5
    assert b"".join(texts).decode() == "".join(toy_release.lines())
    subjects = [{line.split(b" ")[0] for line in text.split(b"\n")[:-1]} for text in texts]
    assert sum(map(len, subjects)) == len(set().union(*subjects))


def test_a_damaged_import_is_told_when_it_is_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path / "toy.gz", ["toy\n"] * 1000)
    path.write_bytes(path.read_bytes()[:-9])
    with DatasetLines(tmp_path) as whole, pytest.raises(Damaged, match=r"toy\.gz is damaged"):
        whole.add_packed(path, True)
    assert [one.name for one in tmp_path.iterdir()] == ["toy.gz"]


def test_no_lines_are_no_pieces(tmp_path: Path) -> None:
    (tmp_path / "none").touch()
    assert list(pieces([tmp_path / "none"], [])) == list(pieces([tmp_path / "missing"], [])) == []


def test_who_makes_a_file_stops_when_what_it_belongs_to_failed(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="toy failure"), making({tmp_path / "toy": _reading}, Endless()):
        raise RuntimeError("toy failure")
    with pytest.raises(KgError, match="toy fault"), making({tmp_path / "toy": _faulty}, Endless()):
        pass


class Endless:
    def texts(self) -> Iterator[bytes]:
        while True:
            yield b""

    def __iter__(self) -> Iterator[str]:
        return iter(())


def _reading(path: Path, lines: InPieces) -> None:
    for _ in lines.texts():
        pass


def _faulty(path: Path, lines: object) -> None:
    raise KgError("toy fault")


def test_what_is_made_of_lines_does_not_depend_on_how_they_are_cut(cohort_release: Release, tmp_path: Path) -> None:
    """Names, people and figures: of one piece, of many, and of lines one at a time."""
    lines = list(cohort_release.lines())
    with DatasetLines(tmp_path, size=20_000) as cut:
        cut.add(lines)
        assert len(cut.pieces()) > 5
        write_index(tmp_path / INDEX, cut)
        assert (tmp_path / INDEX).read_bytes() == (cohort_release.folder / INDEX).read_bytes()
        people_of(met_in(cut)).write(tmp_path / "cut.npz")
        people_of(met_in(lines)).write(tmp_path / "whole.npz")
        assert (tmp_path / "cut.npz").read_bytes() == (tmp_path / "whole.npz").read_bytes()
        assert count(cut, graph("release")) == count(lines, graph("release"))


def test_a_release_is_the_same_bytes_from_any_number_of_processes(cohort_release: Release, tmp_path: Path) -> None:
    about = {name: value for name, value in cohort_release.manifest.items() if name not in ("files", "format")}
    found = []
    for number, spread in enumerate((None, Processes(1), Processes(2))):
        with DatasetLines(tmp_path, size=200_000) as lines:
            lines.add(cohort_release.lines())
            assert len(lines.pieces()) > 3
            more = {} if spread is None else {"spread": spread}
            made = publish(tmp_path / str(number), "toy", lines, about, made={INDEX: write_index}, **more)  # type: ignore[arg-type]
            found.append({path.name: path.read_bytes() for path in made.folder.iterdir()})
    assert found[0] == found[1] == found[2]
