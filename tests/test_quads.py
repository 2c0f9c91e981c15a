"""However many quads a dataset has, they come in order, each once, and make the same files."""

import pyoxigraph as ox
import pytest

from kg.release import Release
from kg.release.count import count
from tests.written import written


def test_the_order_of_lines_is_that_of_their_parts(toy_release: Release) -> None:
    """What groups by subject, or drops a triple that came in another graph, relies on it."""
    quads = [quad for line in toy_release.lines() for quad in ox.parse(line.encode(), format=ox.RdfFormat.N_QUADS)]
    subjects = [quad.subject for quad in quads]
    assert len(set(subjects)) == sum(one != two for one, two in zip([None, *subjects], subjects, strict=False))
    triples = [quad.triple for quad in quads]
    assert len(set(triples)) == sum(one != two for one, two in zip([None, *triples], triples, strict=False))


@pytest.mark.parametrize("form", ["nq", "trig", "ttl", "jsonld"])
def test_a_form_is_the_same_however_it_is_cut(toy_release: Release, form: str) -> None:
    lines = list(toy_release.lines())
    assert written(form, lines, 10_000) == written(form, lines[::-1])


def test_each_form_holds_every_statement_once(toy_release: Release) -> None:
    quads = list(ox.parse("".join(toy_release.lines()).encode(), format=ox.RdfFormat.N_QUADS))
    whole = list(ox.parse(written("trig", toy_release.lines()), format=ox.RdfFormat.TRIG))
    assert len(whole) == len(quads) == len(set(quads))
    union = list(ox.parse(written("ttl", toy_release.lines()), format=ox.RdfFormat.TURTLE))
    assert len(union) == len({quad.triple for quad in quads}) == count(toy_release.lines()).triples
