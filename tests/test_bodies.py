"""Answers of a hundred thousand rows are counted and written by columns: the same as a row and a thing at a time."""

import json
from collections.abc import Sequence
from dataclasses import fields

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis.answers import Answered, as_csv, as_json
from kg.analysis.bodies import body, size
from kg.analysis.cells import NumberParts
from kg.analysis.columns import ColumnarRows, PartedTuples, column
from kg.analysis.frequencies import Frequencies
from kg.analysis.result import Analysis, Estimate, LeftOut, Method
from kg.analysis.specificity import SpecificityRow
from kg.find.facts import Ref

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
refs = st.builds(Ref, texts, texts)
figures = st.none() | st.builds(Estimate, st.floats(0, 1e9), st.none() | st.floats(0, 1), st.just(0.5))


@st.composite
def rows(draw: st.DrawFn) -> SpecificityRow:
    """A kind of row that has a field of every kind; things are shared, or equal and not the same."""
    few = draw(st.lists(refs, min_size=1, max_size=4))
    some = st.lists(st.sampled_from(few) | refs, max_size=4).map(tuple)
    return SpecificityRow(
        term=draw(st.sampled_from(few)),
        look=draw(st.none() | refs),
        present=draw(st.integers(0, 10**6)),
        absent=0,
        not_reported=1,
        cases=2,
        of_reported=draw(figures),
        diseases=draw(st.none() | st.integers(0, 9)),
        information=draw(st.none() | st.floats(-9, 9) | st.just(1)),
        shared_by=draw(some),
        present_in=draw(some),
        refused=draw(st.none() | texts),
    )


def answer(some: Sequence[SpecificityRow], note: str = "") -> Answered:
    left = (LeftOut(what=Ref("a", note), why=note, instead=None),)
    one = Analysis(question=Frequencies(), label=note, method=Method("a", note), rows=some, left_out=left)
    return Answered(one, (note,))


def columnar(some: Sequence[SpecificityRow]) -> ColumnarRows[SpecificityRow]:
    """The same rows, held as columns."""
    columns = {one.name: column(some, one.name) for one in fields(SpecificityRow)}
    parted = {name: PartedTuples.of(columns[name]) for name in ("shared_by", "present_in")}
    return ColumnarRows(SpecificityRow, {**columns, **parted})


@given(st.lists(rows(), max_size=5), texts)
def test_an_answer_written_by_columns_is_the_same(some: list[SpecificityRow], note: str) -> None:
    found, held = answer(some, note), answer(columnar(some), note)
    plain = as_json(found, note)
    for one in (found, held):
        assert body(one, note) == json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    assert size(held.analysis) == size(found.analysis)
    assert as_csv(held.analysis, SpecificityRow) == as_csv(found.analysis, SpecificityRow)


@given(st.lists(rows(), max_size=5))
def test_rows_held_as_columns_are_read_as_rows(some: list[SpecificityRow]) -> None:
    held = columnar(some)
    assert (*held,) == tuple(some) == held and held == columnar(some) and hash(held) == hash(tuple(some))
    assert [one is two for one, two in zip(held, held, strict=True)] == [True] * len(held)
    assert held[1:3] == tuple(some[1:3]) and bool(held) == bool(some)


def test_what_is_kept_is_weighed_by_who_stands_in_it_and_not_by_how_they_are_called() -> None:
    def weight(number: int, label: str) -> int:
        people = tuple(Ref(str(one), label) for one in range(number))
        row = SpecificityRow(term=people[0], look=None, present=1, absent=0, not_reported=0, cases=1, present_in=people)
        return size(answer((row,) * 10).analysis)

    assert weight(1001, "a") - weight(1, "a") == 10 * 1000 * 8 and weight(1, "a" * 1000) == weight(1, "a")
    assert size(answer([]).analysis) > 0


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), max_size=12), st.permutations(range(6)))
def test_parts_are_whose_they_are_in_any_order(pairs: list[tuple[int, int]], order: list[int]) -> None:
    whose, numbers = (np.array(column, dtype=np.int64) for column in zip(*sorted(pairs), strict=True)) if pairs else (
        np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    )  # fmt: skip
    parts = NumberParts.of(numbers, whose, np.arange(6)).take(np.array(order))
    plain = [sorted(number for one, number in pairs if one == each) for each in order]
    assert [*parts] == plain and parts.sizes.tolist() == [*map(len, plain)]
    places, flat = parts.flat
    assert [*zip(places.tolist(), flat.tolist(), strict=True)] == [
        (place, number) for place, some in enumerate(plain) for number in some
    ]
