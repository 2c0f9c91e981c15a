"""The Wilson interval is the one of the textbook, and never leaves 0 to 100 percent."""

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from kg.model.statistic import wilson


def test_known_values() -> None:
    # Newcombe, Stat Med 1998;17:857-872, table I, method 3: 81/263 and 0/20.
    assert wilson(81, 263) == approx((25.53, 36.62), abs=0.01)
    assert wilson(0, 20) == approx((0.0, 16.11), abs=0.01)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share(counts: tuple[int, int]) -> None:
    numerator, denominator = counts
    low, high = wilson(numerator, denominator)
    assert 0 <= low <= 100 * numerator / denominator + 1e-9
    assert 100 * numerator / denominator - 1e-9 <= high <= 100
