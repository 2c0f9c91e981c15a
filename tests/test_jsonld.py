"""The JSON-LD of a release says what its N-Quads say, to every reader of JSON-LD; so do its other forms."""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset
from rdflib.compare import isomorphic

from kg.names import PREFIXES, graph
from kg.release import Release
from kg.release.homes import home
from kg.triples.terms import line, text
from tests.written import written

Quads = set[tuple[str, str, str, str]]


def by_oxigraph(raw: bytes, form: ox.RdfFormat) -> Quads:
    return {(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in ox.parse(raw, format=form)}


def by_rdflib(raw: bytes, form: str) -> dict[str, rdflib.Graph]:
    """Each graph by its name; rdflib's own normalisation of numbers is switched off."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        found: dict[str, rdflib.Graph] = defaultdict(rdflib.Graph)
        for subject, predicate, object_, name in Dataset().parse(raw, format=form).quads():
            found[str(name)].add((subject, predicate, object_))
        return found
    finally:
        rdflib.NORMALIZE_LITERALS = before


def files(release: Release) -> tuple[bytes, bytes]:
    return tuple(gzip.decompress((release.folder / f"dataset.{form}.gz").read_bytes()) for form in ("jsonld", "nq"))  # type: ignore[return-value]


@pytest.mark.parametrize("name", ["toy", "cohort", pytest.param("real", marks=pytest.mark.slow)])
@pytest.mark.parametrize("form", [ox.RdfFormat.JSON_LD, ox.RdfFormat.STREAMING_JSON_LD])
def test_oxigraph_reads_the_same_quads(name: str, form: ox.RdfFormat, request: pytest.FixtureRequest) -> None:
    packed, plain = files(request.getfixturevalue(f"{name}_release"))
    assert by_oxigraph(packed, form) == by_oxigraph(plain, ox.RdfFormat.N_QUADS)


def own(release: Release) -> list[str]:
    """The lines of papers, cohorts, ontology and reference data: rdflib takes minutes for HPO and what follows."""
    return [one for one in release.lines() if not re.search(r"/(graph/(hpoa?|inferred)|\.well-known/\w+)> \.$", one)]


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph).*deprecated:DeprecationWarning")
def test_rdflib_reads_the_same_quads(cohort_release: Release) -> None:
    lines = own(cohort_release)
    packed = by_rdflib(written("jsonld", lines).encode(), "json-ld")
    plain = by_rdflib("".join(lines).encode(), "nquads")
    assert packed.keys() == plain.keys()
    for name, one in plain.items():
        blank = any(isinstance(term, rdflib.BNode) for triple in one for term in triple)
        assert isomorphic(packed[name], one) if blank else set(packed[name]) == set(one), name


def test_people_can_read_it(toy_release: Release) -> None:
    packed, _ = files(toy_release)
    document = json.loads(packed)
    assert document["@context"] == PREFIXES
    graphs = {one["@id"]: one["@graph"] for one in document["@graph"]}
    paper = next(nodes for name, nodes in graphs.items() if name.endswith("graph/paper/pmid-0000001"))
    woman = next(node for node in paper if node.get("kg:caseLabel") == "toy woman")
    assert woman["@type"] == ["kg:Case"]
    assert woman["kg:sex"] == {"@id": "kg:female"}
    assert woman["kg:ageAtOnset"] == {"@value": "40", "@type": "xsd:decimal"}
    assert sum(row.endswith((b"},", b"}")) for row in packed.splitlines()) > len(paper)


def quads(lines: Iterable[str]) -> tuple[Quads, Quads]:
    plain = sorted(set(lines))
    return (
        by_oxigraph(written("jsonld", plain).encode(), ox.RdfFormat.JSON_LD),
        by_oxigraph("".join(plain).encode(), ox.RdfFormat.N_QUADS),
    )


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_every_text_comes_back(words: list[str]) -> None:
    written, read = quads(line(("toy:s", "toy:p", text(word), "toy:g")) for word in words)
    assert written == read


@pytest.mark.parametrize(
    "object_",
    [
        '"a"@en-GB', '"40"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
        '"01"^^<http://www.w3.org/2001/XMLSchema#integer>', '"\\t\\b\\f\\u00e9\\U0001F600"', "_:b0", "<https://w3id.org/csf1r-kg/case/a/b>",
        "<https://w3id.org/csf1r-kg/case/>", '"x"^^<toy:type>', '"<a> <b> ."', "<https://toy.example/a?b=c#d:e>", '""',
    ],
)  # fmt: skip
@pytest.mark.parametrize("predicate", ["toy:p", str(rdflib.RDF.type)])
def test_every_kind_of_object_comes_back(object_: str, predicate: str) -> None:
    written, read = quads(
        [line(("toy:s", predicate, object_, "toy:g")), line(("toy:s", predicate, "<toy:o>", "toy:g"))]
    )
    assert written == read


TERMS = st.sampled_from([str(rdflib.RDF.type), "toy:p"]), st.sampled_from(["<toy:o>", '"toy"', '"toy"@en'])
TWICE = st.tuples(st.sampled_from(["toy:a", "toy:b"]), *TERMS, st.sets(st.sampled_from(["one", "two"]), min_size=1))


@settings(max_examples=25)
@given(st.lists(TWICE, max_size=12))
def test_what_stands_in_several_graphs_is_said_in_its_home(told: list[tuple[str, str, str, set[str]]]) -> None:
    """Of things in one graph or in several, of what is said in one or in two: by every form that names graphs."""
    cohorts = {name: graph("cohort", name) for name in ("one", "two")}
    lines = {line((one, of, to, cohorts[name])) for one, of, to, names in told for name in names}
    names: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for subject, predicate, object_, name in by_oxigraph("".join(lines).encode(), ox.RdfFormat.N_QUADS):
        names[subject, predicate, object_].append(name[1:-1])
    homes = {(*triple, f"<{home(some)}>") for triple, some in names.items()}
    for form, media in (("nq", "N_QUADS"), ("trig", "TRIG"), ("jsonld", "JSON_LD")):
        assert by_oxigraph(written(form, lines).encode(), getattr(ox.RdfFormat, media)) == homes, form
    whole = written("ttl", lines).encode()
    assert {str(one.triple) for one in ox.parse(whole, format=ox.RdfFormat.TURTLE)} == {" ".join(one) for one in names}


def test_no_quads_are_a_document_too() -> None:
    assert json.loads(written("jsonld", []))["@graph"] == []


def test_the_same_lines_give_the_same_text(toy_release: Release) -> None:
    packed, _ = files(toy_release)
    assert written("jsonld", toy_release.lines()).encode() == packed
