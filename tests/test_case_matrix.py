"""The case matrix: each cell is what the graph tells of a finding in a person, and counts are those of the analyses."""

import csv
import html
import io
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from kg.engine import Engine
from kg.lexicon.spelling import PROLOGUE
from kg.names import BASE
from kg.release import Release

PAGE = {"accept": "text/html"}
CELL = re.compile(r'<a class="state (present|absent)( both)?" href="/([^"]+)"')
WOMAN = "case:pmid-0000001/toy-woman"


@pytest.fixture(scope="module")
def toys(toy: Engine, toy_release: Release) -> TestClient:
    return TestClient(make_app(toy, manifest=toy_release.manifest, folder=toy_release.folder))


@pytest.fixture(scope="module")
def real_pages(real: Engine, real_release: Release) -> TestClient:
    return TestClient(make_app(real, manifest=real_release.manifest, folder=real_release.folder))


def table(client: TestClient, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/people/matrix.csv?{query}")
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def page(client: TestClient, query: str = "") -> str:
    answer = client.get(f"/people/matrix?{query}", headers=PAGE)
    assert answer.status_code == 200, answer.text[:500]
    return answer.text


def counts(client: TestClient, query: str) -> dict[str, tuple[int, int]]:
    rows: list[dict[str, Any]] = client.get(f"/analysis/frequencies?{query}").json()["rows"]
    return {row["term"]["label"]: (row["present"], row["absent"]) for row in rows}


def column(rows: list[dict[str, str]], name: str) -> tuple[int, int]:
    states = [row[name] for row in rows]
    assert {*states} <= {"present", "absent", "not reported"}
    return states.count("present"), states.count("absent")


def body_rows(text: str) -> list[str]:
    return re.findall(r'<tr><th scope="row">.*?</tr>', text.partition('class="matrix"')[2], re.DOTALL)


def agree(client: TestClient, population: str) -> None:
    rows = table(client, f"population={population}")
    counted = counts(client, f"population={population}")
    findings = [name for name in rows[0] if name not in ("person", "name")]
    assert findings
    assert {name: column(rows, name) for name in findings} == {name: counted[name] for name in findings}


def test_columns_count_as_the_analysis_does(toys: TestClient) -> None:
    agree(toys, "everybody")
    agree(toys, "adults")


def test_columns_count_as_the_analysis_does_over_the_real_evidence(real_pages: TestClient) -> None:
    agree(real_pages, "biallelic")


def test_the_page_the_file_and_the_picture_show_the_same_cells(toys: TestClient) -> None:
    rows, text = table(toys), page(toys)
    told = [state for row in rows for name, state in row.items() if name not in ("person", "name")]
    shown = [found[0] for found in CELL.findall(text)]
    for state in ("present", "absent"):
        assert shown.count(state) == told.count(state) > 0
    assert text.count("<span>not reported</span>") == told.count("not reported")
    picture = ElementTree.fromstring(toys.get("/people/matrix.svg").text)
    titles = [title.text or "" for title in picture.iter("{http://www.w3.org/2000/svg}title")]
    assert sum(title.endswith(": present") for title in titles) == told.count("present")
    assert sum(title.endswith(": absent") for title in titles) == told.count("absent")


def test_a_cell_leads_to_an_observation_of_that_person_that_says_so(toys: TestClient, toy: Engine) -> None:
    seen = 0
    for row in body_rows(page(toys)):
        person = re.search(r'href="/(case/[^"]+)"', row)
        assert person
        for state, _, observation in CELL.findall(row):
            link = "kg:hasFinding" if state == "present" else "kg:hasExcludedFinding"
            asked = f"{PROLOGUE} SELECT ?x WHERE {{ BIND(1 AS ?x) <{BASE}{person[1]}> {link} <{BASE}{observation}> }}"
            assert toy.rows(asked), (person[1], state, observation)
            seen += 1
    assert seen


def test_who_has_a_finding_both_ways_has_it_and_that_is_said(toys: TestClient) -> None:
    """The toy uncle had a seizure at 46 and none at 45."""
    [uncle] = [row for row in body_rows(page(toys, "terms=HP:0001250")) if "toy uncle" in row]
    assert CELL.findall(uncle)[0][:2] == ("present", " both")
    assert "told otherwise too" in uncle


def test_one_person_stands_above_those_most_alike(toys: TestClient, toy: Engine) -> None:
    rows = table(toys, f"case={WOMAN}")
    assert rows[0]["person"] == BASE + "case/pmid-0000001/toy-woman"
    has = {name for name, state in rows[0].items() if state == "present"}
    shared = [sum(row[name] == "present" for name in has) for row in rows[1:]]
    assert shared == sorted(shared, reverse=True)
    assert min(shared) > 0
    assert "not reported" not in {state for name, state in rows[0].items() if name not in ("person", "name")}


def test_pages_of_findings_follow_each_other_without_overlap(real_pages: TestClient) -> None:
    first, second = (set(table(real_pages, f"columns={at}")[0]) - {"person", "name"} for at in (1, 2))
    assert len(first) == len(second) == 30
    assert not first & second


def test_rows_stand_under_their_variant_and_lead_to_the_person(toys: TestClient) -> None:
    heads = re.findall(r'<th scope="rowgroup"[^>]*><span>(.*?)</span>', page(toys))
    assert len(heads) == len(set(heads)) > 2
    assert "no variant told" in heads[-1]


def test_the_query_beside_the_matrix_gives_its_cells(toys: TestClient) -> None:
    text = page(toys, "terms=HP:0001250&terms=HP:0001288")
    query = re.search(r'id="as-sparql">(.*?)</pre>', text, re.DOTALL)
    assert query
    json = {"accept": "application/sparql-results+json"}
    answer = toys.get("/sparql", params={"query": html.unescape(query[1])}, headers=json).json()
    states = [row["state"]["value"] for row in answer["results"]["bindings"] if "state" in row]
    shown = [found[0] for found in CELL.findall(text)]
    assert sorted(states) == sorted(shown)
    graphql = re.search(r'id="as-graphql">(.*?)</pre>', text, re.DOTALL)
    assert graphql
    told = toys.post("/graphql", json={"query": html.unescape(graphql[1])}).json()
    assert "errors" not in told
    assert len(told["data"]["cases"]["nodes"]) == len(body_rows(text))


@pytest.mark.parametrize(
    ("query", "right"), [("case=patient", "one person"), ("columns=9", "from 1"), ("x=1", "terms")]
)
def test_what_cannot_be_asked_is_refused_with_what_could(toys: TestClient, query: str, right: str) -> None:
    answer = toys.get(f"/people/matrix?{query}")
    assert answer.status_code in (400, 404)
    assert right in answer.json()["detail"] or answer.status_code == 404


def test_a_page_is_small(real_pages: TestClient) -> None:
    assert len(page(real_pages).encode()) < 400_000
