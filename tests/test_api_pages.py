"""The first page, health, settings, and what every answer carries."""

import doctest
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

import api
from api.app import make_app
from api.settings import BadSetting, Settings
from kg.engine import Engine
from kg.engine.memory import MemoryEngine
from kg.engine.questions import catalogue
from kg.engine.serving import EngineState
from kg.find import counts
from kg.release import Release


@pytest.fixture(scope="module")
def client(toy: Engine, toy_release: Release) -> TestClient:
    return TestClient(make_app(toy, Settings(), toy_release.manifest, catalogue()))


def test_the_first_page_says_what_is_held_and_what_it_is_not_for(client: TestClient, toy: Engine) -> None:
    page = client.get("/").text
    held = counts(toy)
    assert "Research data, no medical advice" in page
    ways = dict(re.findall(r'href="/(\w+)">[^<]+</a></h3><span class="count">([\d,]+)', page))
    assert ways == {
        "findings": str(held.present),
        "variants": str(held.reported_variants),
        "people": str(held.cases),
        "papers": str(held.papers),
    }
    assert "1 not individually tested" in page
    assert "How much of what is known" in page


def test_the_first_page_needs_nothing_from_anywhere(client: TestClient) -> None:
    page = client.get("/")
    assert not re.search(r'(?:src|<link[^>]*href)="?https?:', page.text)
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_every_question_on_the_first_page_has_an_answer(client: TestClient) -> None:
    asked = re.findall(r'href="(/sparql\?query=[^"]+)"', client.get("/").text)
    assert sorted(unquote(one.partition("=")[2]) for one in asked) == sorted(one.text for one in catalogue())
    elsewhere = {one.text for one in catalogue() if one.federates_with}
    for one in asked:
        if unquote(one.partition("=")[2]) in elsewhere:
            continue
        answer = client.get(one, headers={"accept": "text/html"})
        assert answer.status_code == 200, unquote(one)


def test_nothing_in_a_manifest_or_question_becomes_markup(toy: Engine) -> None:
    evil = replace(catalogue()[0], question="<script>alert(1)</script>", text='ASK{} #"><script>')
    page = TestClient(make_app(toy, manifest={"title": "<script>"}, questions=[evil])).get("/").text
    assert "<script>" not in page


def test_health_says_whether_it_can_answer(client: TestClient, toy_release: Release) -> None:
    assert client.get("/health").json() == {
        "status": "ok",
        "release": toy_release.manifest["issued"],
        "version": toy_release.manifest["version"],
        "triples": toy_release.manifest["triples"],
    }
    assert TestClient(make_app(MemoryEngine.of_lines(b""))).get("/health").status_code == 503


@pytest.mark.parametrize("path", ["/", "/health", "/sparql", "/graphql", "/nowhere"])
def test_every_answer_is_open_to_every_origin(client: TestClient, path: str) -> None:
    answers = client.get(path), client.options(path)
    assert {one.headers["access-control-allow-origin"] for one in answers} == {"*"}
    assert answers[1].status_code == (404 if path == "/nowhere" else 204)


def test_what_is_not_there_is_a_problem_not_a_page(client: TestClient) -> None:
    answer = client.get("/nowhere")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert client.post("/health").status_code == 405


def test_no_page_of_the_framework_is_left_open(client: TestClient) -> None:
    assert {client.get(path).status_code for path in ("/docs", "/redoc")} == {404}


def test_a_fault_of_ours_is_a_problem_without_its_text() -> None:
    class Broken:
        def rows(self, query: str) -> None:
            raise RuntimeError("secret")

        def state(self) -> EngineState:
            return EngineState("broken", ready=True)

    answer = TestClient(make_app(Broken()), raise_server_exceptions=False).get("/")  # type: ignore[arg-type]
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["access-control-allow-origin"] == "*"


def test_settings_come_from_the_environment_and_say_what_is_wrong() -> None:
    assert Settings.of_environment({"KG_PORT": "8123", "KG_HOST": "0.0.0.0", "OTHER": "x"}).port == 8123
    with pytest.raises(BadSetting, match="KG_PORT"):
        Settings.of_environment({"KG_PORT": "eighty"})


def test_the_readme_tells_the_truth(client: TestClient) -> None:
    readme = Path(api.__file__).with_name("README.md")
    assert doctest.testfile(str(readme), module_relative=False, globs={"client": client}).failed == 0


def test_a_term_that_misleads_says_so_on_its_page(client: TestClient) -> None:
    """By HPO a callosum that never formed is a thin one: its page tells them apart, and leads to what is meant."""
    page = client.get("/term/HP:0033725", headers={"accept": "text/html"}).text
    assert "Take care." in page and "has not thinned" in page
    assert re.search(r'href="[^"]*CallosalThinning"', page)
    assert "Take care." not in client.get("/term/HP:0001250", headers={"accept": "text/html"}).text


def test_a_finding_read_in_another_papers_table_says_in_which(client: TestClient) -> None:
    seen = client.get("/term/HP:0001250", headers={"accept": "text/html"}).text
    row = next(one for one in seen.split("<tr>") if "fits" in one and "relative" in one)
    assert "pmid-0000002" in row and "full text read in <a" in row and "pmid-0000001" in row.partition("read in")[2]


def test_the_first_page_counts_the_variants_that_somebody_reports(client: TestClient, toy: Engine) -> None:
    page = client.get("/", headers={"accept": "text/html"}).text
    rows = toy.rows("PREFIX kg: <https://w3id.org/csf1r-kg/ontology#> SELECT DISTINCT ?v { ?m kg:ofVariant ?v }")
    assert f'>Variants</a></h3><span class="count">{len(rows)}</span>' in page
