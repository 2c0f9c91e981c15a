"""However many quads a dataset has, they come in order, each once, and make the same files."""

import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.release import Quads, Release
from kg.release.count import count
from kg.release.quads import Packed
from kg.release.turtle import trig, turtle

LINE = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=5).map("{}\n".format)


@given(st.lists(st.lists(LINE, max_size=20), max_size=4), st.integers(1, 7))
def test_lines_come_back_sorted_and_each_once(pieces: list[list[str]], held: int) -> None:
    with tempfile.TemporaryDirectory() as home, Quads(Path(home), held) as quads:
        for piece in pieces:
            quads.add(piece)
        whole = sorted({line for piece in pieces for line in piece})
        assert list(quads) == whole
        assert list(quads) == whole, "they can be read again"


def test_what_waits_in_files_is_gone_at_the_end_even_of_a_failure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="toy failure"), Quads(tmp_path / "new", 1) as quads:
        quads.add(["b\n", "a\n"])
        assert list((tmp_path / "new").iterdir())
        raise RuntimeError("toy failure")
    assert not list((tmp_path / "new").iterdir())


def test_the_order_of_lines_is_that_of_their_parts(toy_release: Release) -> None:
    """What groups by subject, or drops a triple that came in another graph, relies on it."""
    quads = [quad for line in toy_release.lines() for quad in ox.parse(line.encode(), format=ox.RdfFormat.N_QUADS)]
    subjects = [quad.subject for quad in quads]
    assert len(set(subjects)) == sum(one != two for one, two in zip([None, *subjects], subjects, strict=False))
    triples = [quad.triple for quad in quads]
    assert len(set(triples)) == sum(one != two for one, two in zip([None, *triples], triples, strict=False))


@pytest.mark.parametrize("held", [1, 1_000, 10**9])
def test_trig_is_the_same_however_much_is_held(toy_release: Release, held: int) -> None:
    lines = Packed(toy_release.dataset)
    assert list(trig(lines, held)) == list(trig(lines))


def test_each_form_holds_every_statement_once(toy_release: Release) -> None:
    quads = list(ox.parse("".join(toy_release.lines()).encode(), format=ox.RdfFormat.N_QUADS))
    whole = list(ox.parse("".join(trig(Packed(toy_release.dataset))).encode(), format=ox.RdfFormat.TRIG))
    assert len(whole) == len(quads) == len(set(quads))
    union = list(ox.parse("".join(turtle(Packed(toy_release.dataset))).encode(), format=ox.RdfFormat.TURTLE))
    assert len(union) == len({quad.triple for quad in quads}) == count(toy_release.lines()).triples
