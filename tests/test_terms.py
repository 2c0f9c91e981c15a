"""What is written as N-Triples is read back by the store as it was meant."""

import gzip

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.engine.memory import MemoryEngine
from kg.release import Release
from kg.triples.terms import boolean, decimal, halves, integer, iri, line, split, text, uri, year

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


NAMES = st.text(st.characters(exclude_categories=["Cs", "Zs", "Zl", "Zp", "Cc"], exclude_characters='<>"{}|^`\\'))
OBJECTS = st.one_of(
    NAMES.map(iri),
    STRINGS.map(text),
    st.builds(text, STRINGS, st.sampled_from(["en", "en-GB"])),
    STRINGS.map(uri),
    st.sampled_from(
        [' "a" <b> <c> .', "<x> <y> .\n<z> <y> <x> <g> .", '\\" <g> .', "\u0085\u2028 <", "<", ">", ""]
    ).map(text),
    st.just("_:b0"),
)


@given(NAMES, NAMES, OBJECTS, NAMES)
def test_a_line_comes_apart_as_it_was_put_together(subject: str, predicate: str, object_: str, graph: str) -> None:
    written = line((subject, predicate, object_, graph))
    assert split(written) == (f"<{subject}>", f"<{predicate}>", object_, graph)
    assert halves(written) == (f"<{subject}> <{predicate}> {object_}", graph)


def test_a_line_comes_apart_as_a_parser_reads_it(toy_release: Release) -> None:
    read = ox.parse(gzip.decompress(toy_release.dataset.read_bytes()), ox.RdfFormat.N_QUADS)
    for written, one in zip(toy_release.lines(), read, strict=True):
        subject, predicate, _, graph = split(written)
        assert (subject, predicate, graph) == (str(one.subject), str(one.predicate), one.graph_name.value)
        assert halves(written) == (written.rpartition(" <")[0], graph)


@given(STRINGS)
def test_a_language_stays_with_its_text(value: str) -> None:
    engine = MemoryEngine.of_lines(line(("toy:s", "toy:p", text(value, "en"), "toy:g")).encode())
    found = engine.rows("SELECT ?o { ?s ?p ?o }")[0]["o"]
    assert (found.value, found.language) == (value, "en")
