"""The page of a person: all that is told and nothing beyond; present, absent and not reported apart."""

import csv
import io
import re
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from kg.engine import Engine
from kg.lexicon.spelling import PROLOGUE
from kg.names import BASE
from kg.release import Release

WOMAN, CHILD, UNCLE = "/case/pmid-0000001/toy-woman", "/case/pmid-0000002/toy-child", "/case/pmid-0000002/toy-uncle"
FIRST, DAUGHTER, MAN = "/case/pmid-0000002/patient-1", "/case/pmid-0000001/toy-daughter", "/case/pmid-0000001/toy-man"
IMPORTED = "/case/toy/pmid-0000001-toy-1"
PAGE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def web(toy_release: Release, toy: Engine) -> TestClient:
    return TestClient(make_app(toy, manifest=toy_release.manifest, folder=toy_release.folder))


def page(web: TestClient, path: str) -> str:
    answer = web.get(path, headers=PAGE)
    assert answer.status_code == 200, path
    return answer.text


def text(html: str) -> str:
    """What a reader reads."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def part(html: str, name: str) -> str:
    """A section of a page by the id of its heading."""
    found = re.search(rf'<section[^>]*aria-labelledby="{name}".*?</section>', html, re.DOTALL)
    return found[0] if found else ""


def columns(html: str) -> tuple[str, str]:
    """What stands as seen, and what as looked for and not seen."""
    parts = re.split(r'<h4 class="(was|not)">', html)
    return tuple(text(" ".join(parts[i + 1] for i in range(1, len(parts), 2) if parts[i] == which))
                 for which in ("was", "not"))  # type: ignore[return-value]  # fmt: skip


def rows(web: TestClient, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(web.get(f"{path}.csv").text)))


def told(engine: Engine, path: str, link: str) -> dict[str, str]:
    """What a person's findings are called in their paper, by IRI."""
    found = engine.rows(f"{PROLOGUE} SELECT ?f ?s {{ <{BASE}{path[1:]}> kg:{link} ?f . ?f kg:statedAs ?s }}")
    return {row["f"].value: row["s"].value for row in found}


@pytest.mark.parametrize("path", [WOMAN, CHILD, UNCLE, FIRST, DAUGHTER, MAN])
def test_each_finding_stands_where_it_belongs_and_the_file_has_them_all(
    path: str, web: TestClient, toy: Engine
) -> None:
    html = page(web, path)
    seen, missed = columns(part(html, "scans") + part(html, "signs"))
    group = text(part(html, "group"))
    own, absent, of_group = (told(toy, path, one) for one in ("hasFinding", "hasExcludedFinding", "hasGroupFinding"))
    assert all(words in seen for words in own.values())
    assert all(words in missed for words in absent.values())
    assert all(words in group and words not in seen for words in of_group.values())
    assert {row["finding"]: (row["status"], row["scope"]) for row in rows(web, path)} == {
        **dict.fromkeys(own, ("present", "person")),
        **dict.fromkeys(absent, ("absent", "person")),
        **dict.fromkeys(of_group, ("present", "group")),
    }


def test_scans_are_said_as_a_radiologist_says_them(web: TestClient) -> None:
    seen, _ = columns(part(page(web, WOMAN), "scans"))
    assert "small calcifications on CT, frontal white matter" in seen
    assert "confluent white matter lesions on MRI (FLAIR), frontal white matter, bilateral, asymmetric" in seen
    assert "thin corpus callosum on MRI (T1)" in seen and "thin corpus callosum on MRI (T1), corpus" not in seen
    _, missed = columns(part(page(web, MAN), "scans"))
    assert "calcifications on CT" in missed and "where not stated" not in missed


def test_the_timeline_has_the_ages_that_are_told_and_no_other(web: TestClient, toy: Engine) -> None:
    for path in (WOMAN, CHILD, UNCLE):
        asked = f"""{PROLOGUE} SELECT DISTINCT ?age {{ VALUES ?c {{ <{BASE}{path[1:]}> }}
            ?c kg:ageAtOnset|kg:ageAtExamination|kg:ageAtImaging|kg:ageAtDeath
              |((kg:hasFinding|kg:hasImagingStudy)/kg:ageAtObservation) ?age }}"""
        ages = {float(row["age"].value) for row in toy.rows(asked)}
        svg = web.get(f"{path}.svg").text
        drawn = re.findall(r">(\d+(?:\.\d+)?) years?</text>", svg)
        assert {float(one) for one in drawn} == ages, path
        assert web.get(f"{path}.png").content.startswith(b"\x89PNG")


def test_whoever_has_no_age_has_no_timeline_and_the_page_says_so(real_page: TestClient) -> None:
    path = "/case/pmid-30982609/family-3-chaldean-row-9"
    assert real_page.get(f"{path}.svg").status_code == 404
    assert "so there is no timeline" in page(real_page, path)


def test_a_period_is_drawn_as_a_span_and_never_as_an_age(real_page: TestClient) -> None:
    path = "/case/pmid-30982609/family-1-proband-brazilian-boy"
    svg = real_page.get(f"{path}.svg").text
    assert "prenatal, no age told" in svg and "stroke-dasharray" in svg


def test_a_verdict_is_that_of_the_analysis_with_its_reasons(web: TestClient) -> None:
    asked = {"case": f"{BASE}{WOMAN[1:]}"}
    answer = web.get("/analysis/categories", params=asked, headers={"accept": "application/json"}).json()
    shown = text(part(page(web, WOMAN), "category"))
    assert answer["rows"]
    for row in answer["rows"]:
        assert row["criteria"]["label"] in shown
        assert row["verdict"].casefold() in shown.casefold() and row["why"].casefold() in shown.casefold()


def test_the_queries_beside_a_person_ask_for_what_the_page_shows(web: TestClient) -> None:
    for path in (WOMAN, FIRST):
        html = page(web, path)
        sparql, graphql = (
            unescape(re.findall(rf'<pre[^>]*id="as-{name}">(.*?)</pre>', html, re.DOTALL)[0])
            for name in ("sparql", "graphql")
        )
        found = web.post("/sparql", data={"query": sparql}, headers={"accept": "application/sparql-results+json"})
        things = {one["thing"]["value"] for one in found.json()["results"]["bindings"]}
        assert {row["finding"] for row in rows(web, path)} | {BASE + path[1:]} <= things
        answer: dict[str, Any] = web.post("/graphql", json={"query": graphql}).json()
        assert "errors" not in answer
        own = [row for row in rows(web, path) if row["scope"] == "person"]
        assert answer["data"]["case"]["observations"]["totalCount"] == len(own)
        of_group = answer["data"]["case"]["saidOfTheGroup"]["totalCount"]
        assert of_group == len(rows(web, path)) - len(own)
        assert {one["statedAs"] for one in answer["data"]["case"]["observations"]["nodes"]} == {
            row["statedAs"] for row in own
        }


def test_doubts_and_who_may_be_the_same_stand_before_the_facts(web: TestClient) -> None:
    html = page(web, MAN)
    assert "toy doubt: his age is read from a figure" in text(part(html, "doubt"))
    assert html.index('id="doubt"') < html.index('id="who"')
    for here, there in ((FIRST, WOMAN), (WOMAN, FIRST)):
        same = part(page(web, here), "same")
        assert there in same and "TOY1 c.149G&gt;A" in same


def test_each_part_of_a_person_has_a_page_in_words(web: TestClient, toy: Engine) -> None:
    """And it says whose it is, in which paper, with queries that can be asked."""
    links = "hasFinding hasExcludedFinding hasGroupFinding hasImagingStudy hasGenotype hasTreatment hasDoubt"
    for link in (*links.split(), "hasEarlierDiagnosis"):
        row = next(iter(toy.rows(f"{PROLOGUE} SELECT ?c ?n ?o {{ ?c kg:{link} ?o ; rdfs:label ?n }} ORDER BY ?o")))
        path = "/" + row["o"].value.removeprefix(BASE)
        html = page(web, path)
        assert row["n"].value in text(html) and "Where it was read" in html, link
        query = unescape(re.findall(r'id="as-graphql">(.*?)</pre>', html, re.DOTALL)[0])
        answer = web.post("/graphql", json={"query": query}).json()
        assert "errors" not in answer and answer["data"]["node"]["label"], link
        assert len(web.get(f"{path}.csv").text.splitlines()) > 2


def test_an_imported_person_is_told_with_ranges_measurements_and_diseases(
    cohort_release: Release, cohort: Engine
) -> None:
    web = TestClient(make_app(cohort, manifest=cohort_release.manifest, folder=cohort_release.folder))
    cases = f"{PROLOGUE} SELECT ?c {{ ?c kg:hasMeasurement ?m }} ORDER BY ?c LIMIT 1"
    path = "/" + next(iter(cohort.rows(cases)))["c"].value.removeprefix(BASE)
    html = page(web, path)
    read = text(html)
    assert "Toy disease" in read and "Toy level" in read and "7.5 gram" in read
    assert "between 10 years and 20 years" in read and "Seizure" in columns(part(html, "signs"))[0]
    assert "Ataxia" in columns(part(html, "signs"))[1]
    assert "stroke-dasharray" in web.get(f"{path}.svg").text


@pytest.fixture(scope="module")
def real_page(real_release: Release, real: Engine) -> TestClient:
    return TestClient(make_app(real, manifest=real_release.manifest, folder=real_release.folder))


def test_everybody_of_the_evidence_has_a_page_in_words_for_doctors(real_page: TestClient, real: Engine) -> None:
    """No method is called by a key, no term or class of ours shows its IRI, and each finding has a line in the file."""
    labels = f"{PROLOGUE} SELECT ?l {{ ?o rdfs:label ?l FILTER(CONTAINS(?l, 'on unspecified')) }}"
    assert not list(real.rows(labels))
    for row in real.rows(f"{PROLOGUE} SELECT DISTINCT ?c ?l {{ ?c a kg:Case ; rdfs:label ?l }} ORDER BY ?c"):
        path = "/" + row["c"].value.removeprefix(BASE)
        html = page(real_page, path)
        read = text(html.partition('<details class="statements"')[0])
        assert row["l"].value in read
        assert not re.search(r"unspecified on|on unspecified|\bkg:|https://w3id.org|None", read), path
