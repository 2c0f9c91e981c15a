"""Likeness of terms and of sets of terms: by hand, as published, and as semsimian and plain Python work it out."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from semsimian import Semsimian

from kg.analysis.similarity import Likeness, Measure, Sets, averages, having, information_of

Above = Mapping[str, frozenset[str]]

# root above left and right, leaf below both, tip below right: five terms that a person can hold in the head.
TOY: Above = {
    "root": frozenset({"root"}),
    "left": frozenset({"left", "root"}),
    "right": frozenset({"right", "root"}),
    "leaf": frozenset({"leaf", "left", "right", "root"}),
    "tip": frozenset({"tip", "right", "root"}),
}
TOY_SETS = (("leaf", "tip"), ("left",), ("right",), ("tip",))


def closure(above: Above) -> sparse.csr_array:
    terms = list(above)
    return sparse.csr_array(np.array([[up in above[one] for up in terms] for one in terms]))


def sets_of(above: Above, some: Sequence[Sequence[str]]) -> Sets:
    terms = list(above)
    numbers = [terms.index(one) for each in some for one in each]
    return Sets(np.array(numbers), np.cumsum([0, *map(len, some)])[:-1])


def of(above: Above, some: Sequence[Sequence[str]]) -> Likeness:
    matrix = closure(above)
    return Likeness(matrix, information_of(having(matrix, sets_of(above, some)), len(some)))


def plain_information(above: Above, some: Sequence[Sequence[str]]) -> dict[str, float]:
    """Of terms that any set has: minus the logarithm of the share of sets with the term or one below it."""
    counts = {term: sum(any(term in above[one] for one in each) for each in some) for term in above}
    return {term: -math.log(n / len(some)) for term, n in counts.items() if n}


def plain(above: Above, ic: Mapping[str, float], asked: Sequence[str], other: Sequence[str]) -> tuple[float, float]:
    """The average of best matches of what is asked for, and the mean of it and the other way round."""

    def alike(one: str, two: str) -> float:
        return max((ic[up] for up in above[one] & above[two] if up in ic), default=0.0)

    there = sum(max(alike(one, two) for two in other) for one in asked) / len(asked)
    back = sum(max(alike(one, two) for two in asked) for one in other) / len(other)
    return there, (there + back) / 2


def test_a_term_that_every_set_has_tells_nothing_and_one_of_a_single_set_most() -> None:
    found = dict(zip(TOY, of(TOY, TOY_SETS).information, strict=True))
    assert found == pytest.approx(
        {
            "root": 0,
            "left": math.log(2),
            "right": math.log(4 / 3),
            "leaf": math.log(4),
            "tip": math.log(2),
        }
    )


def test_what_no_set_has_has_no_information_and_shares_that_of_what_lies_above() -> None:
    likeness = of(TOY, (("left",), ("right",)))
    leaf, tip, left = (list(TOY).index(one) for one in ("leaf", "tip", "left"))
    assert np.isnan(likeness.information[leaf])
    assert likeness.alike([leaf])[0, [tip, left]] == pytest.approx([math.log(2), math.log(2)])


def test_likeness_is_the_information_of_the_best_term_above_both() -> None:
    likeness = of(TOY, TOY_SETS)
    leaf, tip = list(TOY).index("leaf"), list(TOY).index("tip")
    assert likeness.alike([leaf])[0] == pytest.approx([0, math.log(2), math.log(4 / 3), math.log(4), math.log(4 / 3)])
    assert list(TOY)[likeness.common(leaf, tip)] == "right"


def test_the_average_one_way_leaves_out_what_else_a_set_has() -> None:
    sets, alike = sets_of(TOY, TOY_SETS), of(TOY, TOY_SETS).alike([list(TOY).index("leaf")])
    assert averages(alike, sets, Measure.ONE_WAY)[0] == pytest.approx(math.log(4))
    assert averages(alike, sets, Measure.BOTH_WAYS)[0] == pytest.approx(
        (math.log(4) + (math.log(4) + math.log(4 / 3)) / 2) / 2
    )


@pytest.mark.parametrize(
    ("asked", "other", "published"),
    [
        (("CARO:0000000", "BFO:0000002"), ("BFO:0000003", "BFO:0000004"), 1.0),
        (("CARO:0000000",), ("BFO:0000002",), 1.585),
        (("BFO:0000002", "BFO:0000004", "BFO:0000003"), ("BFO:0000003", "BFO:0000004"), 0.6666666666666666),
        (("CARO:0000000", "BFO:0000002", "BFO:0000004"), ("BFO:0000002", "BFO:0000004"), 1.0566666666666666),
    ],
)
def test_best_match_averages_as_printed_in_the_tests_of_semsimian(
    asked: tuple[str, ...], other: tuple[str, ...], published: float
) -> None:
    """The four cases of `test_calculate_term_pairwise_information_content` in its src/similarity.rs.

    Closures and information contents stand in its test_constants.rs; there BFO:0000004 lies above nothing, not even
    itself.
    """
    above = {
        "CARO:0000000": frozenset({"CARO:0000000", "BFO:0000002", "BFO:0000003"}),
        "BFO:0000002": frozenset({"BFO:0000002", "BFO:0000003"}),
        "BFO:0000003": frozenset({"BFO:0000003", "BFO:0000004"}),
        "BFO:0000004": frozenset[str](),
    }
    likeness = Likeness(closure(above), np.array([2.585, 1.585, 1.0, np.nan]))
    alike = likeness.alike([list(above).index(one) for one in asked])
    assert averages(alike, sets_of(above, (other,)), Measure.ONE_WAY) == pytest.approx([published])


def test_likeness_of_two_terms_as_printed_in_the_tests_of_semsimian() -> None:
    """`test_resnik_similarity` of its python/tests/test_python.py: apple and banana share banana, 1.32 bits.

    Each fruit is counted where it is or lies below: a corpus in which each is named once.
    """
    fruits = ("apple", "banana", "orange", "pear", "kiwi")
    above = {one: frozenset(fruits[place:]) for place, one in enumerate(fruits)}
    likeness = of(above, [(one,) for one in fruits])
    assert fruits[likeness.common(0, 1)] == "banana"
    assert likeness.alike([0])[0, 1] / math.log(2) == pytest.approx(1.3219280948873622)


@st.composite
def ontologies(draw: st.DrawFn) -> tuple[Above, list[list[str]], list[str]]:
    """Any few terms, each below any of those before it; sets of them; and terms that are asked for."""
    above: dict[str, frozenset[str]] = {"toy:0": frozenset({"toy:0"})}
    for number in range(1, draw(st.integers(1, 9))):
        parents = draw(st.lists(st.sampled_from(sorted(above)), min_size=1, max_size=3))
        above[f"toy:{number}"] = frozenset({f"toy:{number}"}).union(*(above[one] for one in parents))
    terms = st.lists(st.sampled_from(sorted(above)), min_size=1, unique=True)
    return above, draw(st.lists(terms, min_size=1, max_size=8)), draw(terms)


@given(ontologies())
def test_scores_are_those_of_a_plain_computation(drawn: tuple[Above, list[list[str]], list[str]]) -> None:
    above, some, asked = drawn
    ic = plain_information(above, some)
    alike, sets = of(above, some).alike([list(above).index(one) for one in asked]), sets_of(above, some)
    expected = [plain(above, ic, asked, each) for each in some]
    assert averages(alike, sets, Measure.ONE_WAY) == pytest.approx([one for one, _ in expected])
    assert averages(alike, sets, Measure.BOTH_WAYS) == pytest.approx([both for _, both in expected])


@given(ontologies())
def test_scores_are_those_of_semsimian(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[Above, list[list[str]], list[str]]
) -> None:
    above, some, asked = drawn
    second = reader(above, plain_information(above, some), tmp_path_factory.mktemp("information") / "ic.tsv")
    alike, sets = of(above, some).alike([list(above).index(one) for one in asked]), sets_of(above, some)
    expected = [second.termset_comparison(set(asked), set(each), "ancestor_information_content") for each in some]
    assert averages(alike, sets, Measure.BOTH_WAYS) == pytest.approx(expected)


def reader(above: Above, ic: Mapping[str, float], path: Path) -> Semsimian:
    """Semsimian over the same closure and the same information contents; each term must stand above itself."""
    path.write_text("".join(f"{term}\t{value!r}\n" for term, value in ic.items()))
    whole = [(one, "is_a", up) for one, ups in above.items() for up in sorted(ups)]
    return Semsimian(whole, ["is_a"], custom_ic_map_path=str(path))
