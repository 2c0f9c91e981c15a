"""The text of a query becomes the algebra that the standard says, and what columns do not answer is told by name."""

import gzip
import json
from pathlib import Path

import pytest

from kg.engine import Question
from kg.engine.answer import BadQuery
from kg.engine.columns import algebra as a
from kg.engine.columns.answers import json_of, rows_of
from kg.engine.columns.engine import Columns
from kg.engine.columns.plan import is_look_up, planned
from kg.engine.columns.rows import Rows
from kg.engine.columns.terms import ListedTerms, QueryTerms
from kg.engine.memory import MemoryEngine
from kg.engine.questions import catalogue
from kg.engine.serving import NotYet, TooLarge, TooWide
from kg.engine.workers import WorkerEngine
from kg.names import KG, XSD
from kg.release import Release

FORMATS = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
X, Y = "<toy:x>", "<toy:y>"


def node(text: str) -> a.Node:
    return planned(text).node


def inner(pattern: str) -> a.Node:
    """The plan of a group."""
    return node(f"ASK {{ {pattern} }}")


@pytest.mark.parametrize(
    ("written", "pattern"),
    [
        ("?a a kg:Case", a.Pattern("?a", TYPE, f"<{KG}Case>")),
        ("?a ^<toy:x> ?b", a.Pattern("?b", X, "?a")),
        ('?a <toy:x> "01"^^xsd:integer', a.Pattern("?a", X, f'"1"^^<{XSD}integer>')),
        ("?a <toy:x> -1.50", a.Pattern("?a", X, f'"-1.5"^^<{XSD}decimal>')),
        ("?a <toy:x> '''it's\n\"so\"'''", a.Pattern("?a", X, '"it\'s\\n\\"so\\""')),
        ("?a <toy:x> 'ja'@de", a.Pattern("?a", X, '"ja"@de')),
        ("?a kg:a\\,b ?b", a.Pattern("?a", f"<{KG}a,b>", "?b")),
        ("$a <toy:x>?b", a.Pattern("?a", X, "?b")),
        ("?a <x> ?b", a.Pattern("?a", "<https://w3id.org/csf1r-kg/x>", "?b")),
        ("?a <toy:x>+ ?b", a.Pattern("?a", a.Repeat(a.Link(X), 1, many=True), "?b")),
        ("?a ^(<toy:x>*) ?b", a.Pattern("?a", a.Repeat(a.Link(X, inverse=True), 0, many=True), "?b")),
        ("?a !(<toy:x>|^a) ?b", a.Pattern("?a", a.NoneOf((X,), (TYPE,)), "?b")),
    ],
)
def test_a_pattern_is_read_as_it_is_meant(written: str, pattern: a.Pattern) -> None:
    assert inner(written) == a.Bgp((pattern,))


def test_steps_of_a_path_and_blank_nodes_are_joined_by_variables_that_nobody_can_name() -> None:
    found = planned("SELECT * { ?a <toy:x>/<toy:y> [ <toy:x> _:b ] . _:b <toy:y> (1) }")
    bgp = found.node
    assert isinstance(bgp, a.Project) and found.variables == bgp.variables == ("?a",)
    assert isinstance(bgp.node, a.Bgp) and len(bgp.node.patterns) == 6
    names = {end for one in bgp.node.patterns for end in (one.subject, one.object)}
    assert all(name == "?a" or name.startswith("?.") for name in names if name.startswith("?"))


def test_filters_hold_over_their_whole_group_and_that_of_an_optional_goes_with_it() -> None:
    found = inner("FILTER(?b = <toy:y> && BOUND(?a)) ?a <toy:x> ?b OPTIONAL { ?b <toy:y> ?c FILTER(?c != ?a) }")
    assert isinstance(found, a.Filter) and isinstance(found.node, a.Filter)
    optional = found.node.node
    assert isinstance(optional, a.LeftJoin) and isinstance(optional.left, a.Bgp)
    assert optional.condition and optional.condition.tree == ("!=", "?c", "?a")
    assert {found.condition.text, found.node.condition.text} == {"(?b = <toy:y>)", "BOUND(?a)"}


def test_exists_becomes_a_variable_of_its_expression() -> None:
    found = inner("?a <toy:x> ?b FILTER(?b = 1 || NOT EXISTS { ?a <toy:y> ?c })")
    assert isinstance(found, a.Filter)
    assert found.condition.exists == (a.Exists(a.Bgp((a.Pattern("?a", Y, "?c"),))),)
    assert found.condition.variables == {"?b", "?_exists0"}


def test_a_select_is_grouped_held_against_having_named_ordered_and_cut_in_this_order() -> None:
    text = """SELECT DISTINCT ?a (COUNT(?b) + 1 AS ?n) { ?a <toy:x> ?b } GROUP BY ?a HAVING(COUNT(?b) > 2)
        ORDER BY DESC(COUNT(?b)) ?a LIMIT 5 OFFSET 2"""
    found, met = node(text), []
    while not isinstance(found, a.Bgp):
        met.append(type(found))
        found = found.node  # type: ignore[union-attr]
    assert met == [a.Cut, a.Distinct, a.Project, a.Ordering, a.Extend, a.Filter, a.Grouping]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("SELECT (RAND() AS ?r) {}", "RAND"),
        ("SELECT * { ?a ?b ?c FILTER(<toy:f>(?a)) }", "<toy:f>"),
        ("SELECT * { ?a ?b <<( ?c ?d ?e )>> }", "<<"),
        ("CONSTRUCT { [] <toy:x> ?a } { ?a ?b ?c }", "blank nodes"),
        ("SELECT * { ?a ?b '\\u0061' }", "code point"),
        ("SELECT * { SERVICE <http://toy.example/> { ?a ?b ?c } }", "SERVICE"),
        ("SELECT * { ?a <toy:x> ?b FILTER EXISTS { ?c <toy:x> ?d OPTIONAL { ?c <toy:y> ?b } } }", "OPTIONAL"),
        ("SELECT * { GRAPH ?g { SELECT ?a { ?a ?b ?c } } }", "GRAPH"),
    ],
)
def test_what_columns_do_not_answer_is_told(text: str, what: str) -> None:
    with pytest.raises(a.Unsupported, match=what.replace("(", r"\(")):
        planned(text)


def test_every_question_of_the_catalogue_is_answered_by_columns_but_those_that_ask_elsewhere() -> None:
    refused = []
    for question in catalogue():
        try:
            planned(question.text)
        except a.Unsupported as error:
            refused.append(error.what)
    assert set(refused) == {"SERVICE"}


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("SELECT ?p ?o { <toy:x> ?p ?o }", True),
        ("PREFIX kg: <https://toy.example/#>\nSELECT * WHERE { kg:x a ?c ; kg:y ?z . } LIMIT 5", True),
        ("DESCRIBE <toy:x>", True),
        ("ASK { <toy:x> a <toy:y> }", True),
        ("SELECT * { <toy:x> ?p ?o . ?o ?q ?r }", False),
        ("SELECT * { ?s ?p <toy:x> }", False),
        ("SELECT * { <toy:x> <toy:y>/<toy:z> ?o }", False),
        ("SELECT * { <toy:x> ?p ?o FILTER(?o > 2) }", False),
    ],
)
def test_what_one_thing_has_is_looked_up_in_the_store(text: str, is_one: bool) -> None:
    assert is_look_up(text) == is_one


def values(body: bytes) -> object:
    said = json.loads(body)
    return said["head"].get("vars"), said.get("boolean"), sorted(map(str, said.get("results", {}).get("bindings", [])))


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_says_the_same_with_columns_and_without(toy_release: Release, kind: str) -> None:
    """The order of rows that nothing orders is free; so are letters in escapes."""
    with_columns = MemoryEngine.of_file(toy_release.dataset)
    without = MemoryEngine.of_file(toy_release.dataset, columns=False)
    for text in (
        "SELECT ?s ?label { ?s rdfs:label ?label } ORDER BY ?s ?label",
        "SELECT ?case ?age ?nobody { ?case a kg:Case OPTIONAL { ?case kg:ageAtOnset ?age } } ORDER BY ?case",
        "SELECT ?none { ?none a kg:Nothing }",
        "ASK { ?case a kg:Case }",
        "SELECT (COUNT(*) AS ?n) {}",
    ):
        question = Question(text, [kind])
        found, expected = with_columns.answer(question), without.answer(question)
        assert (found.form, found.media_type) == (expected.form, expected.media_type)
        if kind.endswith("json"):
            assert values(found.body) == values(expected.body)
        else:
            assert sorted(found.body.splitlines()) == sorted(expected.body.splitlines())


def test_graphs_are_made_and_described_alike(toy_release: Release) -> None:
    with_columns = MemoryEngine.of_file(toy_release.dataset)
    without = MemoryEngine.of_file(toy_release.dataset, columns=False)
    for text in (
        "CONSTRUCT { ?f a ?t . ?case kg:hasFinding ?f } { ?case a kg:Case ; kg:hasFinding ?f . ?f a ?t }",
        "CONSTRUCT WHERE { ?case kg:sex ?sex }",
        "DESCRIBE ?case { ?case a kg:Case }",
        "DESCRIBE kg:Case kg:Paper",
    ):
        question = Question(text, ["application/n-triples"])
        found, expected = with_columns.answer(question), without.answer(question)
        assert found.body and sorted(found.body.splitlines()) == sorted(expected.body.splitlines())


@pytest.mark.parametrize(
    "graphs", [(["ontology"], None), ([], ["hpo"]), (["hpo", "inferred"], ["ontology"]), (None, ["hpo"])]
)
def test_the_graphs_of_the_protocol_are_those_asked(
    toy_release: Release, graphs: tuple[list[str] | None, list[str] | None]
) -> None:
    default, named = (
        [f"https://w3id.org/csf1r-kg/graph/{one}" for one in part] if part is not None else None for part in graphs
    )
    with_columns = MemoryEngine.of_file(toy_release.dataset)
    without = MemoryEngine.of_file(toy_release.dataset, columns=False)
    for text in (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    ):
        question = Question(text, [], default, named)
        assert values(with_columns.answer(question).body) == values(without.answer(question).body)


def test_what_is_wrong_with_a_text_is_said_in_the_same_words(toy_release: Release) -> None:
    for text in ("SELECT * { ?a ?b }", "SELECT ?x { ?a ?b ?c } GROUP BY ?a", "ASK { ?a nope:b ?c }", "SELECT * { ?a"):
        said = []
        for columns in (True, False):
            with pytest.raises(BadQuery) as caught:
                MemoryEngine.of_file(toy_release.dataset, columns=columns).answer(Question(text))
            said.append((str(caught.value), caught.value.line, caught.value.column))
        assert said[0] == said[1]


def test_without_a_store_columns_answer_and_the_rest_is_told_to_wait(toy_release: Release) -> None:
    columns = Columns.beside(toy_release.dataset)
    assert columns
    engine = MemoryEngine(None, columns=columns)
    assert engine.rows("SELECT ?case { ?case a kg:Case }") and engine.answer(Question("DESCRIBE kg:Case")).body
    with pytest.raises(NotYet):
        engine.answer(Question("SELECT (RAND() AS ?r) {}"))
    with pytest.raises(BadQuery):
        engine.answer(Question("SELECT nothing"))


def test_workers_answer_from_the_image_at_once_and_what_needs_the_store_waits_for_it(real_release: Release) -> None:
    engine = WorkerEngine(real_release.dataset, workers=1, at_once=0)
    try:
        assert len(engine.rows("SELECT (RAND() AS ?r) {}")) == 1
        assert engine.rows("SELECT (COUNT(*) AS ?n) { ?case a kg:Case }")
    finally:
        engine.close()


def test_a_setting_has_everything_answered_by_the_store(toy_release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Columns.beside(toy_release.dataset)
    monkeypatch.setenv("KG_COLUMNS", "off")
    assert Columns.beside(toy_release.dataset) is None


def test_a_release_without_an_image_is_served_as_before(toy_release: Release, tmp_path: Path) -> None:
    (tmp_path / "dataset.nq").write_bytes(gzip.decompress(toy_release.dataset.read_bytes()))
    assert Columns.beside(tmp_path / "dataset.nq") is None
    assert MemoryEngine.of_file(tmp_path / "dataset.nq").rows("SELECT ?case { ?case a kg:Case }")
    (tmp_path / "columns.bin").write_bytes(b"of a version to come")
    assert MemoryEngine.of_file(tmp_path / "dataset.nq").rows("SELECT ?case { ?case a kg:Case }")


def test_an_answer_is_given_up_where_it_grows_too_large() -> None:
    terms = QueryTerms(ListedTerms([X, '"a \\"b\\"\\n\\u0007"', '"c"@en']))
    rows = Rows({"?a": terms.numbers([X, None]), "?b": terms.numbers(['"a \\"b\\"\\n\\u0007"', '"c"@en'])}, 2)
    body = json_of(rows, ("?a", "?b"), terms)
    said = json.loads(body)["results"]["bindings"]
    assert said == [
        {"a": {"type": "uri", "value": "toy:x"}, "b": {"type": "literal", "value": 'a "b"\n\a'}},
        {"b": {"type": "literal", "value": "c", "xml:lang": "en"}},
    ]
    assert [{name: term.value for name, term in row.items()} for row in rows_of(rows, ("?a", "?b"), terms)] == [
        {name: term["value"] for name, term in row.items()} for row in said
    ]
    assert json_of(rows, ("?a", "?b"), terms, len(body)) == body
    with pytest.raises(TooLarge):
        json_of(rows, ("?a", "?b"), terms, len(body) - 1)


def test_what_would_not_end_over_a_large_release_is_told_before_it_runs(
    toy_release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.engine.columns.engine.MANY", 1)
    monkeypatch.setattr("kg.engine.columns.joins.MOST", 10_000)
    engine = toy_release.engine()
    product = "{ ?a ?p ?b . ?c ?q ?d }"
    for wanted, order in (("*", ""), ("(COUNT(*) AS ?n)", ""), ("DISTINCT ?a", "ORDER BY ?a")):
        with pytest.raises(TooWide, match="would not end") as told:
            engine.answer(Question(f"SELECT {wanted} {product} {order}"))
        assert told.value.rows > 10_000
    assert len(engine.rows(f"SELECT ?a ?c {product} LIMIT 3")) == 3
    assert engine.answer(Question(f"ASK {product}", ["text/csv"])).body.strip() == b"true"
