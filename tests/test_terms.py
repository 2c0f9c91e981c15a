"""What is written as N-Triples is read back by the store as it was meant."""

from hypothesis import given
from hypothesis import strategies as st

from kg.engine.memory import MemoryEngine
from kg.triples.terms import boolean, decimal, integer, line, text, year

STRINGS = st.text(st.characters(exclude_categories=["Cs"]))


def stored(value: str) -> str:
    engine = MemoryEngine.of_lines(line(("toy:s", "toy:p", value, "toy:g")).encode())
    return engine.rows("SELECT ?o { ?s ?p ?o }")[0]["o"].value


@given(STRINGS)
def test_any_text_survives(value: str) -> None:
    assert stored(text(value)) == value


@given(st.floats(0, 120).map(lambda years: round(years, 4)))
def test_a_number_is_written_as_the_store_writes_it(years: float) -> None:
    written = decimal(years).partition('"^^')[0].strip('"')
    assert stored(decimal(years)) == written
    assert float(written) == years


def test_canonical_forms() -> None:
    assert decimal(34.0).startswith('"34"^^')
    assert decimal(0.08).startswith('"0.08"^^')
    assert decimal(-0.0).startswith('"0"^^')
    assert boolean(False) == '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    assert integer(7) == '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert year(2011) == '"2011"^^<http://www.w3.org/2001/XMLSchema#gYear>'


@given(STRINGS)
def test_a_language_stays_with_its_text(value: str) -> None:
    engine = MemoryEngine.of_lines(line(("toy:s", "toy:p", text(value, "en"), "toy:g")).encode())
    found = engine.rows("SELECT ?o { ?s ?p ?o }")[0]["o"]
    assert (found.value, found.language) == (value, "en")
