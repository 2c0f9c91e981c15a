"""The list of people: everybody once, in the order that is asked for, with the counts of the analyses."""

import csv
import html
import io
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from kg.engine import Engine
from kg.lexicon.spelling import PROLOGUE
from kg.names import BASE
from kg.release import Release

PAGE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def toys(toy: Engine, toy_release: Release) -> TestClient:
    return TestClient(make_app(toy, manifest=toy_release.manifest, folder=toy_release.folder))


@pytest.fixture(scope="module")
def real_pages(real: Engine, real_release: Release) -> TestClient:
    return TestClient(make_app(real, manifest=real_release.manifest, folder=real_release.folder))


def table(client: TestClient, address: str) -> list[dict[str, str]]:
    path, _, query = address.partition("?")
    answer = client.get(f"{path}.csv?{query}")
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def page(client: TestClient, address: str) -> str:
    answer = client.get(address, headers=PAGE)
    assert answer.status_code == 200, answer.text[:500]
    return answer.text


def asked(client: TestClient, text: str, language: str) -> Any:
    """The answer to the query that a page shows."""
    found = re.search(rf'id="as-{language}">(.*?)</pre>', text, re.DOTALL)
    assert found
    query = html.unescape(found[1])
    if language == "sparql":
        rows = client.get("/sparql", params={"query": query}, headers={"accept": "application/sparql-results+json"})
        return rows.json()["results"]["bindings"]
    answer = client.post("/graphql", json={"query": query}).json()
    assert "errors" not in answer
    return answer["data"]


def told(engine: Engine, pattern: str) -> set[str]:
    return {row["x"].value for row in engine.rows(f"{PROLOGUE} SELECT DISTINCT ?x WHERE {{ {pattern} }}")}


def frequency(client: TestClient, query: str) -> dict[str, Any]:
    [row] = client.get(f"/analysis/frequencies?{query}").json()["rows"]
    return dict(row)


def people(rows: list[dict[str, str]]) -> set[str]:
    return {row["person"] for row in rows}


def test_everybody_stands_in_the_list_once_and_in_the_queries_beside_it(toys: TestClient, toy: Engine) -> None:
    rows, text = table(toys, "/people"), page(toys, "/people")
    everybody = told(toy, "?x a kg:Case")
    assert sorted(row["person"] for row in rows) == sorted(everybody)
    assert {row["x"]["value"] for row in asked(toys, text, "sparql")} == everybody
    assert asked(toys, text, "graphql")["cases"]["totalCount"] == len(everybody)
    assert all(f'href="/{iri.removeprefix(BASE)}"' in text for iri in everybody)


def test_a_line_says_what_the_graph_says(toys: TestClient, toy: Engine) -> None:
    [child] = [row for row in table(toys, "/people") if row["name"] == "toy child"]
    assert (child["age_at_onset"], child["age_at_death"], child["genetic_status"]) == ("2.0", "5.0", "confirmed")
    assert child["zygosity"] == "homozygous"
    for link, column in (("kg:hasFinding", "findings_present"), ("kg:hasExcludedFinding", "findings_absent")):
        assert int(child[column]) == len(told(toy, f"<{child['person']}> {link} ?x"))


def test_people_are_ordered_by_onset_both_ways_and_the_untold_come_last(toys: TestClient) -> None:
    up = [row["age_at_onset"] for row in table(toys, "/people?sort=onset")]
    down = [row["age_at_onset"] for row in table(toys, "/people?sort=-onset")]
    ages = [float(age) for age in up if age]
    assert ages == sorted(ages)
    assert [float(age) for age in down if age] == sorted(ages, reverse=True)
    assert all(not age for age in up[len(ages) :] + down[len(ages) :])
    assert table(toys, "/people?sort=onset")[len(ages)]["onset_in_words"]


@pytest.mark.parametrize("population", ["everybody", "adults"])
def test_a_finding_parts_people_in_three_as_the_analysis_counts_them(toys: TestClient, population: str) -> None:
    found = {
        state: people(table(toys, f"/people?population={population}&finding=HP:0001250&seen={state}"))
        for state in ("present", "absent", "not-reported")
    }
    row = frequency(toys, f"population={population}&terms=HP:0001250")
    assert [len(found[one]) for one in found] == [row["present"], row["absent"], row["notReported"]]
    assert {one["iri"] for one in row["presentIn"]} == found["present"]
    assert sum(map(len, found.values())) == len(set().union(*found.values()))
    for state, who in found.items():
        text = page(toys, f"/people?population={population}&finding=HP:0001250&seen={state}")
        assert {one["x"]["value"] for one in asked(toys, text, "sparql")} == who
        assert asked(toys, text, "graphql")["cases"]["totalCount"] == len(who)


def test_nothing_seen_on_a_scan_is_what_the_analysis_counts_as_absent_by_that_way_of_looking(toys: TestClient) -> None:
    rows, text = table(toys, "/people?normal=MRI"), page(toys, "/people?normal=MRI")
    row = frequency(toys, "population=everybody&of=MODALITY&terms=MRI")
    assert {one["iri"] for one in row["absentIn"]} == people(rows)
    assert {one["x"]["value"] for one in asked(toys, text, "sparql")} == people(rows)
    assert {row["name"] for row in rows} == {"toy child", "toy daughter", "toy uncle"}
    # Which of the two is told: a scan that was normal, or only what was not there.
    lines = {name: line for line in text.split("<tr>") for name in ("toy child", "toy daughter") if name in line}
    assert "Told to be normal" in lines["toy child"]
    assert "Told only" in lines["toy daughter"]
    assert "Told to be normal" not in lines["toy daughter"]


def test_filters_are_those_of_the_analyses_and_can_be_taken_away(toys: TestClient) -> None:
    rows = table(toys, "/people?variant=c.149G>A&sex=female")
    answer = toys.get("/analysis/frequencies?population=everybody&variant=c.149G>A&sex=female").json()
    assert len(rows) == answer["people"]
    assert '<a href="/people?sex=female"' in page(toys, "/people?variant=c.149G>A&sex=female")
    assert {row["genetic_status"] for row in table(toys, "/people?status=not-individually-tested")} == {
        "not individually tested"
    }


@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("colour=red", "right would be: population"),
        ("sort=height", "onset, genotype"),
        ("page=99", "from 1 to 1"),
        ("population=dogs", "ADULTS"),
        ("seen=maybe", "present, absent, not reported"),
        ("status=unsure", "not read"),
        ("onset=old", "18..40"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_could(toys: TestClient, query: str, right: str) -> None:
    answer = toys.get(f"/people?{query}")
    assert answer.status_code == 400
    assert right in answer.json()["detail"]


def test_a_name_that_nothing_has_is_an_error_and_no_empty_list(toys: TestClient) -> None:
    answer = toys.get("/people?variant=c.9999999G>A")
    assert answer.status_code == 404
    assert "c.9999999G>A" in answer.json()["detail"]


def test_pages_of_the_list_follow_each_other_without_gap_or_overlap(real_pages: TestClient, real: Engine) -> None:
    everybody = told(real, "?x a kg:Case")
    shown: list[str] = []
    for number in range(1, -(-len(everybody) // 50) + 1):
        body = page(real_pages, f"/people?sort=label&page={number}").partition("<tbody>")[2].partition("</tbody>")[0]
        shown += re.findall(r'<tr><th scope="row"><a href="/(case/[^"]+)"', body)
    assert sorted(BASE + one for one in shown) == sorted(everybody)
    assert [BASE + one for one in shown] == [row["person"] for row in table(real_pages, "/people?sort=label")]


def test_the_earliest_adult_onset_is_one_link_from_the_list(real_pages: TestClient, real: Engine) -> None:
    path = "/people?onset=18..&population=carriers&sort=onset"
    assert f'href="{path.replace("&", "&amp;")}">Earliest adult onset' in page(real_pages, "/people")
    [first, *_] = table(real_pages, path)
    ages = told(real, "?case kg:geneticStatus kg:confirmed ; kg:ageAtOnset ?x FILTER(?x >= 18)")
    assert float(first["age_at_onset"]) == min(map(float, ages))
    assert first["name"] in page(real_pages, path)


def test_doubts_and_possible_same_people_are_shown_beside_a_person(real_pages: TestClient, real: Engine) -> None:
    same = told(real, "?x kg:possiblySamePatientAs ?other")
    rows = table(real_pages, "/people")
    assert {row["person"] for row in rows if row["possibly_same_person"]} == same
    assert {row["person"] for row in rows if row["doubts"]} == told(real, "?x a kg:Case ; kg:hasDoubt ?doubt")
    assert 'class="doubt"' in page(real_pages, "/people")
