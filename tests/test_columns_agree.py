"""Columns and Oxigraph give the same solutions, as often, to the same query: random ones over small graphs."""

import json
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.engine import BadQuery, Question
from kg.engine.columns.algebra import Unsupported
from kg.engine.columns.engine import Columns
from kg.engine.columns.image import Image
from kg.engine.columns.writing import write_image
from kg.engine.memory import MemoryEngine
from kg.release import Release

XSD = "http://www.w3.org/2001/XMLSchema#"
THINGS = [f"<toy:{name}>" for name in "abc"]
LINKS = [f"<toy:{name}>" for name in "pqr"]
VALUES = ['"x"', '"x"@en', f'"1"^^<{XSD}integer>', f'"1"^^<{XSD}decimal>', f'"2"^^<{XSD}integer>']
NAMES = ["?a", "?b", "?c", "?d"]
GRAPHS = ["<toy:g>", "<toy:h>"]

triples = st.dictionaries(
    st.tuples(st.sampled_from(THINGS), st.sampled_from(LINKS), st.sampled_from(THINGS + THINGS + VALUES)),
    st.sampled_from(GRAPHS),
    min_size=4,
    max_size=16,
)
name = st.sampled_from(NAMES)
link = st.sampled_from(LINKS)
end = st.one_of(name, name, name, st.sampled_from(THINGS), st.just("[]"))
path = st.one_of(
    link,
    link,
    link,
    name,
    st.builds("{}/{}".format, link, link),
    st.builds("({}|{})".format, link, link),
    st.builds("^{}".format, link),
    st.builds("{}{}".format, link, st.sampled_from("*+?")),
    st.builds("({}/{}){}".format, link, link, st.sampled_from("+*")),
    st.builds("(^{}|{})+".format, link, link),
    st.builds("!({}|^{})".format, link, link),
)
pattern = st.builds("{} {} {} .".format, end, path, st.one_of(end, st.sampled_from(VALUES)))
bgp = st.lists(pattern, min_size=1, max_size=3).map(" ".join)
plain = st.lists(st.builds("{} {} {} .".format, name, st.one_of(link, name), name), min_size=1, max_size=2).map(
    " ".join
)
atom = st.one_of(name, name, st.sampled_from(THINGS), st.sampled_from(VALUES))
test = st.recursive(
    st.one_of(
        st.builds("{} {} {}".format, atom, st.sampled_from(["=", "!=", "<", ">="]), atom),
        st.builds("BOUND({})".format, name),
        st.builds("isIRI({})".format, name),
        st.builds("STR({}) > 'toy:a'".format, name),
        st.builds("{} IN ({}, {})".format, name, atom, atom),
        st.builds("{} NOT IN ({}, {})".format, name, atom, atom),
        st.builds("sameTerm({}, {})".format, name, atom),
    ),
    lambda inner: st.one_of(
        st.builds("({} && {})".format, inner, inner),
        st.builds("({} || {})".format, inner, inner),
        st.builds("(! {})".format, inner.map("({})".format)),
    ),
    max_leaves=3,
)
data = st.one_of(
    st.builds("VALUES {} {{ {} {} }}".format, name, atom.filter(lambda one: one[0] != "?"), st.sampled_from(THINGS)),
    st.builds("VALUES (?a ?b) {{ ({} UNDEF) ({} {}) }}".format, *[st.sampled_from(THINGS)] * 3),
)


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A group of parts that hold groups themselves."""
    part = st.one_of(
        bgp,
        bgp,
        st.builds("OPTIONAL {{ {} }}".format, inner),
        st.builds("{{ {} }} UNION {{ {} }}".format, inner, inner),
        st.builds("MINUS {{ {} }}".format, inner),
        st.builds("FILTER({})".format, test),
        st.builds("FILTER EXISTS {{ {} }}".format, inner),
        st.builds("FILTER({} || NOT EXISTS {{ {} }})".format, test, inner),
        st.builds("FILTER NOT EXISTS {{ {} }}".format, inner),
        st.builds("BIND({} AS ?z{})".format, atom, st.integers(0, 99)),
        st.builds("BIND(EXISTS {{ {} }} AS ?z{})".format, inner, st.integers(100, 199)),
        data,
        st.builds("GRAPH {} {{ {} }}".format, st.sampled_from([*GRAPHS, "?g"]), plain),
        st.builds("{{ SELECT DISTINCT {} {{ {} }} }}".format, name, inner),
        st.builds(
            "{{ SELECT {} (COUNT({}) AS ?n) {{ {} }} GROUP BY {} }}".format, st.just("?a"), name, inner, st.just("?a")
        ),
    )
    return st.builds("{} {}".format, bgp, st.lists(part, max_size=3).map(" ".join))


group = st.recursive(bgp, grown, max_leaves=4)
query = st.one_of(
    st.builds("SELECT * {{ {} }}".format, group),
    st.builds("SELECT DISTINCT {} {} {{ {} }}".format, name, name, group),
    st.builds("SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT {}) AS ?m) {{ {} }}".format, name, group),
    st.builds(
        "SELECT ?a (COUNT(?b) AS ?n) (MIN(STR(?b)) AS ?m) {{ {} }} GROUP BY ?a HAVING(COUNT(*) > 1) ORDER BY ?n".format,
        group,
    ),
    st.builds("ASK {{ {} }}".format, group),
    st.builds("SELECT ?a (STR(?b) AS ?s) {{ {} }} VALUES ?a {{ <toy:a> <toy:b> }}".format, group),
    st.builds("SELECT * FROM <toy:g> FROM NAMED <toy:h> {{ {} }}".format, group),
)


def told(body: bytes) -> tuple[list[str], object]:
    said = json.loads(body)
    if "boolean" in said:
        return [], said["boolean"]
    return said["head"]["vars"], Counter(json.dumps(row, sort_keys=True) for row in said["results"]["bindings"])


@given(triples, query)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
def test_random_queries_are_answered_alike(
    tmp_path_factory: pytest.TempPathFactory, quads: dict[tuple[str, str, str], str], text: str
) -> None:
    lines = sorted(f"{' '.join(triple)} {graph} .\n" for triple, graph in quads.items())
    image = tmp_path_factory.getbasetemp() / "toy.columns"
    write_image(image, lines)
    store = MemoryEngine.of_lines("".join(lines).encode())
    try:
        expected = store.answer(Question(text))
    except BadQuery:
        return
    try:
        found = Columns(Image.open(image)).answer(Question(text))
    except Unsupported as error:
        assert "EXISTS" in error.what, text
        return
    assert told(found.body) == told(expected.body), text


SHAPES = (
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT DISTINCT ?p { ?s ?p ?o } ORDER BY ?p",
    "SELECT (COUNT(*) AS ?n) { ?case a kg:Case FILTER NOT EXISTS { ?case kg:hasFinding ?f . ?f a obo:HP_0002500 } }",
    "SELECT (COUNT(*) AS ?n) { ?case a kg:Case FILTER EXISTS { ?case kg:hasVariant ?v ; kg:hasFinding ?f . ?f a ?t } }",
    "SELECT ?c (COUNT(*) AS ?n) { ?c a kg:Case { ?c kg:hasFinding ?f } UNION { ?c kg:sex ?f } } GROUP BY ?c",
    "SELECT ?case ?sex ?age { ?case a kg:Case OPTIONAL { ?case kg:sex ?sex } OPTIONAL { ?case kg:ageAtOnset ?age } }",
    "SELECT ?t (COUNT(DISTINCT ?case) AS ?n) { ?case kg:hasFinding ?f . ?f a ?t } GROUP BY ?t HAVING(COUNT(*) > 9)",
    "SELECT (COUNT(*) AS ?n) { ?case a kg:Case MINUS { ?case kg:hasFinding/a obo:HP_0002500 } }",
    "SELECT ?sex (AVG(?age) AS ?mean) (MAX(?age) AS ?most) { ?case kg:sex ?sex ; kg:ageAtOnset ?age } GROUP BY ?sex",
    "SELECT ?t { ?t rdfs:subClassOf* obo:HP_0002500 }",
    "SELECT ?s ?l { ?s rdfs:label ?l FILTER(REGEX(?l, 'leuko', 'i') && LANG(?l) = '') }",
    "SELECT ?case ?other { ?case kg:hasVariant ?v . ?other kg:hasVariant ?v FILTER(STR(?case) < STR(?other)) }",
)


@pytest.fixture(scope="module")
def without(real_release: Release) -> MemoryEngine:
    return MemoryEngine.of_file(real_release.dataset, columns=False)


@pytest.mark.parametrize("text", SHAPES)
def test_natural_shapes_are_answered_alike_over_the_evidence(
    real_release: Release, without: MemoryEngine, text: str
) -> None:
    columns = Columns.beside(real_release.dataset)
    assert columns
    assert told(columns.answer(Question(text)).body) == told(without.answer(Question(text)).body)
