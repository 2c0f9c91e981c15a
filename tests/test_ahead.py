"""What is begun before all is known gives what it gives otherwise: pieces, their forms, lines in numbers."""

import gzip
import pickle
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.build.gates import BrokenShape, fitting
from kg.build.inputs import Inputs
from kg.engine.columns.met import Met
from kg.names import KG, graph
from kg.release import DatasetLines, Release, publish
from kg.release.columns import met_in
from kg.release.count import counted
from kg.release.forms import formed
from kg.release.homes import home
from kg.spread import Ahead, Processes, Spread, beside, here
from kg.triples.terms import TYPE, iri
from tests import tasks

GRAPHS = [graph("cohort", "one"), graph("cohort", "two"), graph("inferred"), graph("release")]
LINE = st.builds(
    "{} {} {} <{}> .\n".format,
    st.sampled_from(["<toy:a>", "<toy:a/b>", "<toy:b>", "_:a", "<toy:é>"]),
    st.sampled_from(["<toy:p>", "<toy:q>", f"<{TYPE}>"]),
    st.sampled_from(
        ["<toy:o>", "<toy:a>", '"a <toy:b> ."', '"a"@en', f"<{KG}Toy>", "<http://purl.obolibrary.org/obo/HP_0>"]
    ),
    st.sampled_from(GRAPHS),
)
LINES = st.lists(LINE, max_size=40)


@pytest.mark.parametrize("spread", [here, Processes(2)], ids=["here", "processes"])
def test_what_was_begun_comes_in_its_place_among_the_others(spread: Spread) -> None:
    with Ahead(tasks.square, spread) as begun:
        begun.begin([3, 1, 4, 5])
        assert list(begun([1, 2, 3, 5, 6, 7, 8])) == [1, 4, 9, 25, 36, 49, 64]


def test_an_error_of_what_was_begun_is_raised_where_its_result_is_wanted(tmp_path: Path) -> None:
    with Ahead(tasks.inverse, Processes(2)) as begun:
        begun.begin([1, 2, 0, 4])
        found = begun([1, 2, 0, 4])
        assert [next(found), next(found)] == [1, 0.5]
        with pytest.raises(ZeroDivisionError):
            next(found)


def test_nobody_works_on_behind_the_block() -> None:
    with Ahead(tasks.square, Processes(2)) as begun:
        begun.begin(list(range(10_000)))
    assert not [one for one in threading.enumerate() if one is not threading.main_thread() and not one.daemon]


@pytest.mark.parametrize("spread", [here, Processes(2)], ids=["here", "processes"])
def test_one_task_is_done_beside(spread: Spread) -> None:
    with beside(tasks.square, 7, spread) as found:
        assert found.result() == 49
    with pytest.raises(ZeroDivisionError), beside(tasks.inverse, 0, spread) as found:
        found.result()


@settings(max_examples=40)
@given(LINES, LINES, st.integers(20, 400))
def test_lines_that_come_later_change_only_pieces_that_they_belong_to(
    early: list[str], later: list[str], size: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, DatasetLines(Path(folder), size=size) as lines:
        packed = Path(folder) / "early.gz"
        packed.write_bytes(gzip.compress("".join(sorted({*early})).encode()))
        lines.add_packed(packed, in_order=True)
        former = lines.pieces()
        lines.add(later)
        told = [line.split(" ")[0].encode() + b" " for line in later]
        bounds = [b"", *(one.raw().split(b" ")[0] + b" " for one in former[1:]), b"\xff"]
        untouched = {
            one
            for one, (first, behind) in zip(former, pairwise(bounds), strict=False)
            if not any(first <= thing < behind for thing in told)
        }
        assert {*lines.pieces()} >= untouched


@settings(max_examples=60)
@given(LINES, st.lists(LINES, max_size=3))
def test_lines_have_the_numbers_they_have_when_all_come_at_once(early: list[str], later: list[list[str]]) -> None:
    at_once = met_in(sorted({*early, *(line for lines in later for line in lines)}))
    met = met_in(sorted({*early}))
    for lines in later:
        met.take("".join(sorted({*lines})).encode())
        met.columns()  # what was looked at may still be added to
    assert rows(met) == rows(at_once)
    assert counted(met, GRAPHS[-1]) == counted(at_once, GRAPHS[-1])


def rows(met: Met) -> list[tuple[bytes, ...]]:
    terms, columns = met.in_order()
    return sorted(zip(*([terms[one] for one in columns[name].tolist()] for name in "spog"), strict=True))


@settings(max_examples=20)
@given(LINES, st.lists(LINE, min_size=1, max_size=40))
def test_numbers_are_the_same_for_all_who_ask_at_once_and_elsewhere(early: list[str], later: list[str]) -> None:
    met = met_in(sorted({*early}))
    met.take("".join(sorted({*later})).encode())
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: {name: one.tolist() for name, one in met.columns().items()}, range(4)))
    assert found.count(found[0]) == 4
    elsewhere = pickle.loads(pickle.dumps(met))
    assert rows(elsewhere) == rows(met) == rows(met_in(sorted({*early, *later})))
    for one in (met, elsewhere):
        one.take(b"<toy:new> <toy:new> <toy:newer> <%s> .\n" % GRAPHS[0].encode())
    assert rows(elsewhere) == rows(met)


@given(LINES)
def test_numbered_lines_stand_each_once_in_their_home(lines: list[str]) -> None:
    held: dict[str, set[str]] = {}
    for line in lines:
        triple, name = line.rsplit(" <", 1)
        held.setdefault(triple, set()).add(name[:-4])
    right = {f"{triple} <{home(names, triple.split(' ')[1])}>" for triple, names in held.items()}
    assert {b" ".join(row).decode() for row in rows(met_in(sorted({*lines})))} == right


def test_a_release_is_the_same_whose_forms_were_begun_early(toy_release: Release, tmp_path: Path) -> None:
    every = list(toy_release.lines())
    early, later = every[::2], every[1::2]
    about = {"inputs_digest": "toy", "graphs": toy_release.manifest["graphs"]}
    made = {}
    for spread in (here, Processes(2)):
        with DatasetLines(tmp_path, held=2_000, size=100_000) as lines, Ahead(formed, spread) as begun:
            lines.add(early)
            begun.begin(lines.pieces())
            lines.add(later)
            publish(tmp_path / str(spread), "toy", lines, about, spread=spread, begun=begun)
        made[str(spread)] = {path.name: path.read_bytes() for path in (tmp_path / str(spread) / "toy").iterdir()}
    one, two = made.values()
    assert one == two


@pytest.mark.parametrize("spread", [here, Processes(2)], ids=["here", "processes"])
def test_what_does_not_fit_its_shape_is_told_before_what_fails_for_it(spread: Spread) -> None:
    facts = [(f"{KG}toy", TYPE, iri(f"{KG}Case"))]
    with pytest.raises(BrokenShape, match="things do not fit"), fitting(Inputs.shipped(), facts, spread):
        raise RuntimeError("toy failure")
