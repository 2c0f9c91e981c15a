"""A query's slips are told: prefixes that nobody declares, and names of ours that the graph has not."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import make_app
from kg.engine import BadQuery, Engine, Question
from kg.engine.names_in import NamesIn
from kg.engine.questions import catalogue
from kg.lexicon import Lexicon
from kg.lexicon.slips import LONGEST, own_names, undeclared
from kg.names import KG, KNOWN
from kg.release import Release

SIGNS = ("<", ">", "'", '"', "'''", "#", "\n", "\\", "\\ud800", "\\u0041", "{", "}", ":", "%", " ", "\x00", "<http://[")
WORDS = ("kg:", "kg:Cases", "kg:é", "PREFIX ", "BASE ", "<ontology#X>", f"<{KG}X>", f"<{KG}\\ud800>", "a:b", "rdsf:x")
PIECES = st.sampled_from((*SIGNS, *WORDS))
TEXT = st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join)


@pytest.fixture(scope="module")
def client(toy: Engine) -> TestClient:
    return TestClient(make_app(toy))  # type: ignore[arg-type]


def slips(toy: Engine, query: str) -> tuple[str, ...]:
    return Lexicon.slips(toy, query)


# Prefixes


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *[("rdsf", "rdfs"), ("skso", "skos"), ("kgg", "kg"), ("KG", "kg"), ("xds", "xsd"), ("dctems", "dcterms")],
        *[("hp", "HP"), ("hpo", "HP"), ("mondo", "MONDO"), ("pmid", "PMID"), ("pubmed", "PMID"), ("orphanet", "ORPHA")],
        *[("dct", "dcterms"), ("oboInOwl", "oio"), ("uniprot", "UniProtKB"), ("variants", "variant"), ("obos", "obo")],
    ],
)
def test_a_mistyped_prefix_is_told_with_the_declaration_that_is_right(
    client: TestClient, written: str, meant: str
) -> None:
    query = f"SELECT * {{ ?s {written}:toy ?o }}"
    told = client.get("/sparql", params={"query": query}).json()
    assert told["status"] == 400
    assert told["hint"] == f"`{written}:` is not declared; if `{meant}:` is meant: PREFIX {meant}: <{KNOWN[meant]}>"
    page = client.get("/sparql", params={"query": query}, headers={"accept": "text/html"})
    assert f"PREFIX {meant}: &lt;" in page.text


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s zzz:toy ?o }",
        "PREFIX a: <http://a.example/> SELECT * { ?s a:b ?o . ?s zzz:c 'prefix' }",
        'SELECT * { ?s <a> "x"^^zzz:int }',
        "SELECT * { ?s ?p ?o FILTER(zzz:f(?o)) }",
        "SELECT * { ?s ?p ?o FILTER(?o = zzz:f) } # PREFIX zzz: <http://a.example/>",
        "SELECT * { ?s (<a>/^zzz:f)+ ?o FILTER('PREFIX zzz: <http://a.example/>') }",
    ],
)
def test_an_unknown_prefix_is_told_wherever_it_stands(client: TestClient, query: str) -> None:
    """Whatever the engine makes of it: some of these it calls by no word of prefixes."""
    told = client.get("/sparql", params={"query": query}).json()
    assert told["detail"] == "a prefix of the query is not declared"
    assert told["hint"].startswith("`zzz:` is not declared; write PREFIX zzz: <")


@pytest.mark.parametrize("prefix", KNOWN)
def test_what_is_known_needs_no_declaration(toy: Engine, prefix: str) -> None:
    query = f"SELECT * {{ ?s {prefix}:toy ?o }}"
    toy.rows(query)
    assert undeclared(query) is None


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX zzz: <http://a.example/> SELECT * { ?s zzz:a ?o",
        "prefix  zzz:<http://a.example/> SELECT * { ?s zzz:a ?o",
        "PREFIX # why\n zzz: <http://a.example/> SELECT * { ?s zzz:a ?o",
        "SELECT * { ?s 'zzz:a' ?o",
        "SELECT * { ?s <zzz:a> ?o",
        "SELECT * { ?s ?p ?o # zzz:a",
        "SELECT * { http://a.example/a ?p ?o",
        "SELECT * { _:zzz ?p ?o",
    ],
)
def test_what_is_declared_or_is_no_prefix_is_not_told(query: str) -> None:
    assert undeclared(query) is None


# Names of ours


def test_a_name_that_is_not_here_is_told_with_the_nearest(toy: Engine) -> None:
    for query in (
        "SELECT * { ?s a kg:Cases }",
        f"SELECT * {{ ?s a <{KG}Cases> }}",
        f"PREFIX own: <{KG}> SELECT * {{ ?s a own:Cases }}",
        f"PREFIX : <{KG}> SELECT * {{ ?s a :Cases }}",
        "SELECT * { ?s a <ontology#Cases> }",
        "BASE <https://w3id.org/csf1r-kg/> SELECT * { ?s a <ontology#Cases> }",
        "SELECT * { ?s a kg:C\\u0061ses }",
        "SELECT * { ?s rdfs:label 'kg:Other' ; a kg:Cases } # kg:Other",
    ):
        assert slips(toy, query) == ("kg:Cases is no name of this graph; the nearest is kg:Case",), query


@pytest.mark.parametrize(
    ("written", "meant"), [("hasFindings", "hasFinding"), ("case", "Case"), ("ageOnset", "ageAtOnset")]
)
def test_the_nearest_is_by_letters(toy: Engine, written: str, meant: str) -> None:
    assert slips(toy, f"ASK {{ ?s kg:{written} ?o }}") == (
        f"kg:{written} is no name of this graph; the nearest is kg:{meant}",
    )


def test_the_nearest_may_hold_the_word(toy: Engine) -> None:
    [told] = slips(toy, "ASK { ?s kg:examination ?o }")
    assert re.fullmatch(r"kg:examination is no name of this graph; the nearest is kg:\w*Examination\w*", told)


def test_nothing_like_it_is_told_too(toy: Engine) -> None:
    assert slips(toy, "ASK { ?s kg:zzzz ?o }") == ("kg:zzzz is no name of this graph",)
    many = slips(toy, "ASK { " + " . ".join(f"?s kg:zzzz{one} ?o" for one in range(12)) + " }")
    assert len(many) == 6
    assert many[-1] == "nor are 7 others"


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX kg: <http://a.example/> ASK { ?s a kg:Cases }",
        "ASK { ?s a obo:Cases ; a <http://a.example/ontology#Cases> ; rdfs:label 'kg:Cases' } # kg:Cases",
        "BASE <http://a.example/> ASK { ?s a <ontology#Cases> }",
        "ASK { ?kg ?p kg: }",
        "ASK { GRAPH <https://w3id.org/csf1r-kg/graph/toy> { ?s ?p case:toy } }",
    ],
)
def test_names_of_others_are_theirs(toy: Engine, query: str) -> None:
    assert slips(toy, query) == ()


def test_no_ready_question_has_a_slip(toy: Engine) -> None:
    assert {one.name: told for one in catalogue() if (told := slips(toy, one.text))} == {}
    assert any(own_names(one.text) for one in catalogue())


def test_every_name_of_the_graph_is_known(toy: Engine) -> None:
    query = (
        "SELECT DISTINCT ?n { { ?n ?p ?o } UNION { ?s ?n ?o } UNION { ?s ?p ?n } FILTER(STRSTARTS(STR(?n), STR(kg:))) }"
    )
    names = {row["n"].value for row in toy.rows(query)}
    assert len(names) > 100
    assert [name for name in names if slips(toy, f"ASK {{ <{name}> ?p ?o }}")] == []


@given(TEXT)
def test_any_text_is_read(toy: Engine, text: str) -> None:
    NamesIn.of(text)
    for told in (*slips(toy, text), undeclared(text) or ""):
        assert isinstance(told.encode(), bytes)


@given(TEXT)
def test_what_the_engine_reads_has_no_prefix_that_is_undeclared(toy: Engine, text: str) -> None:
    query = f"ASK {{ ?s ?p {text} }}"
    try:
        toy.answer(Question(query))
    except BadQuery:
        return
    assert undeclared(query) is None


def test_what_is_too_long_for_a_person_is_not_looked_at(toy: Engine) -> None:
    assert slips(toy, "ASK { ?s a kg:Cases } #" + "x" * LONGEST) == ()


# At the doors


def test_an_answer_tells_the_slips_of_its_query(client: TestClient) -> None:
    asked = {"query": "SELECT * { ?s a kg:Cases }"}
    told = "kg:Cases is no name of this graph; the nearest is kg:Case"
    for accept in ("text/csv", "application/sparql-results+json", "*/*"):
        for _ in range(2):  # the second is a kept one
            answer = client.get("/sparql", params=asked, headers={"accept": accept})
            assert (answer.status_code, answer.headers["x-query-notes"]) == (200, told)
    assert "X-Query-Notes" in answer.headers["access-control-expose-headers"]
    assert client.post("/sparql", data=asked).headers["x-query-notes"] == told
    assert client.head("/sparql", params=asked).headers["x-query-notes"] == told
    page = client.get("/sparql", params=asked, headers={"accept": "text/html"})
    assert told in page.text
    assert "x-query-notes" not in client.get("/sparql", params={"query": "SELECT * { ?s a kg:Case }"}).headers


@pytest.mark.parametrize(
    "name", ["caf\\u00e9", "a\\u000d\\u000aset-cookie:b", "\\ud800", "<script>", "%0D%0Aset-cookie"]
)
def test_a_note_is_a_header_whatever_the_name(client: TestClient, name: str) -> None:
    for query in (f"SELECT * {{ ?s a <{KG}{name}> }}", f"SELECT * {{ ?s a kg:{name} }}"):
        answer = client.get("/sparql", params={"query": query})
        told = answer.headers.get("x-query-notes", "")
        assert answer.status_code in (200, 400)
        assert re.fullmatch("[ -~]*", told)
        assert "set-cookie" not in answer.headers
        page = client.get("/sparql", params={"query": query}, headers={"accept": "text/html"})
        assert "<script>" not in page.text.partition("<section")[2]


def test_the_description_says_where_slips_are_told(client: TestClient) -> None:
    assert "X-Query-Notes" in client.get("/sparql", headers={"accept": "text/turtle"}).text


@pytest.mark.parametrize("form", ["csv", "json"])
def test_kg_ask_tells_them_beside_the_answer(toy_release: Release, tmp_path: Path, form: str) -> None:
    file = tmp_path / "toy.rq"
    file.write_text("SELECT ?s { ?s a kg:Cases }")
    command = [sys.executable, "-m", "kg", "ask", str(file), "--format", form, "--releases", toy_release.folder.parent]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stderr == "kg:Cases is no name of this graph; the nearest is kg:Case\n"
    assert told.stdout.split() == ["s"] if form == "csv" else json.loads(told.stdout)["results"]["bindings"] == []


def test_kg_ask_tells_an_unknown_prefix_in_place_of_what_the_parser_says(toy_release: Release, tmp_path: Path) -> None:
    file = tmp_path / "toy.rq"
    file.write_text("SELECT ?s { ?s a hpo:0002500 }")
    command = [sys.executable, "-m", "kg", "ask", str(file), "--releases", toy_release.folder.parent]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert " ".join(told.stderr.split()) == (
        "kg: `hpo:` is not declared; if `HP:` is meant: PREFIX HP: <http://purl.obolibrary.org/obo/HP_>"
    )
