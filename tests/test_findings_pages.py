"""The atlas of findings, who has a finding, two groups side by side, a term's page: all from the same counts."""

import csv
import io
import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from api.settings import Settings
from kg.names import contract, expand
from kg.release import Release

BROWSER = {"accept": "text/html"}
WHITE, SEIZURE = "HP:0002500", "HP:0001250"
NOWHERE = "not stated"


def client_of(release: Release) -> TestClient:
    return TestClient(make_app(release.engine(), Settings(), manifest=release.manifest, folder=release.folder))


@pytest.fixture(scope="module", params=["toy", pytest.param("real", marks=pytest.mark.slow)])
def client(request: pytest.FixtureRequest) -> TestClient:
    return client_of(request.getfixturevalue(f"{request.param}_release"))


def page(client: TestClient, address: str) -> str:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def sheet(client: TestClient, address: str) -> list[dict[str, str]]:
    path, _, query = address.partition("?")
    return list(csv.DictReader(io.StringIO(client.get(f"{path}.csv?{query}").text)))


def counts(rows: list[dict[str, Any]]) -> dict[str, tuple[int, int, int, int]]:
    """By term, as the door of analyses counts."""
    names = ("present", "absent", "notReported", "cases")
    return {row["term"]["iri"]: tuple(row[name] for name in names) for row in rows}  # type: ignore[misc]


def shown(rows: list[dict[str, str]]) -> dict[str, tuple[int, ...]]:
    return {
        row["term"]: tuple(int(row[name]) for name in ("present", "absent", "notReported", "cases")) for row in rows
    }


def ask(client: TestClient, query: str) -> list[dict[str, Any]]:
    """The rows of a query."""
    accept = {"accept": "application/sparql-results+json"}
    answer = client.get("/sparql", params={"query": query}, headers=accept)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["results"]["bindings"]
    return found


def asked(client: TestClient, view: str) -> tuple[list[dict[str, Any]], Any]:
    """What the queries beside a view answer: SPARQL and GraphQL."""
    text = page(client, view)
    queries: Mapping[str, str] = dict(re.findall(r'<pre tabindex="0" id="as-(\w+)">(.*?)</pre>', text, re.DOTALL))
    found = ask(client, queries["sparql"])
    answer = client.post("/graphql", json={"query": queries["graphql"]}).json()
    assert "errors" not in answer, answer
    return found, answer["data"]


# --- the atlas


@pytest.mark.parametrize("population", ["ADULTS", "EVERYBODY"])
@pytest.mark.parametrize("on", ["MRI", "CT"])
def test_numbers_by_method_and_region_are_those_of_the_analysis(client: TestClient, on: str, population: str) -> None:
    rows = sheet(client, f"/findings?on={on}&population={population}")
    whole = counts(client.get(f"/analysis/frequencies?modality={on}&population={population}").json()["rows"])
    anywhere = [row for row in rows if row["whereLabel"] == "anywhere"]
    assert {iri: whole[iri] for iri in shown(anywhere)} == shown(anywhere)
    for region in {row["where"] for row in rows} - {""}:
        there = shown([row for row in rows if row["where"] == region])
        address = f"/analysis/frequencies?modality={on}&population={population}&region={quote(contract(region))}"
        counted = counts(client.get(address).json()["rows"])
        assert {iri: counted[iri] for iri in there} == there


def test_every_finding_on_a_scan_stands_in_the_atlas_or_is_listed_as_one_without_a_term(client: TestClient) -> None:
    query = """SELECT DISTINCT ?finding ?modality ?term ?region {
        ?person kg:hasFinding|kg:hasExcludedFinding ?finding . ?finding kg:modality ?modality
        OPTIONAL { ?finding kg:codedAs|kg:codedAsAbsent ?term FILTER(STRSTARTS(STR(?term), STR(obo:HP_))) }
        OPTIONAL { ?finding kg:region ?region } }"""
    found = ask(client, query)
    tabs = {one: f"/findings?on={one}&population=EVERYBODY" for one in ("MRI", "CT", "PET", "SPECT", "other")}
    sheets = {one: {(row["term"], row["where"]) for row in sheet(client, at)} for one, at in tabs.items()}
    pages = {one: page(client, at) for one, at in tabs.items()}
    assert found
    for row in found:
        tab = row["modality"]["value"].rpartition("/")[2]
        tab = tab if tab in tabs else "other"
        if "term" in row:
            assert (row["term"]["value"], row.get("region", {"value": ""})["value"]) in sheets[tab]
        else:
            assert row["finding"]["value"].rpartition("/")[2] in pages[tab]


def test_where_no_region_is_stated_is_said_and_counted_by_itself(client: TestClient) -> None:
    query = """SELECT (COUNT(DISTINCT ?person) AS ?n) { ?person kg:hasFinding ?finding .
        ?finding kg:modality <https://w3id.org/csf1r-kg/modality/MRI> ; a obo:HP_0002500
        FILTER NOT EXISTS { ?finding kg:region ?any } }"""
    found = ask(client, query)
    expected = int(found[0]["n"]["value"])
    rows = [
        row for row in sheet(client, "/findings?on=MRI&population=EVERYBODY") if row["whereLabel"] == "where not stated"
    ]
    told = [int(row["present"]) for row in rows if row["term"] == expand(WHITE)]
    assert (told or [0]) == [expected]


def test_signs_and_symptoms_count_as_the_analysis_does_and_stand_once_each(client: TestClient) -> None:
    rows = sheet(client, "/findings?on=symptoms&population=EVERYBODY")
    counted = counts(client.get("/analysis/frequencies?population=EVERYBODY").json()["rows"])
    assert rows and {iri: counted[iri] for iri in shown(rows)} == shown(rows)
    assert len(rows) == len(shown(rows))


def test_signs_come_in_pages_that_together_are_the_whole_table(client: TestClient) -> None:
    address = "/findings?on=symptoms&population=EVERYBODY&sort=name"
    rows, found = sheet(client, address), list[tuple[str, str]]()
    counted = {
        row["term"]["iri"]: row for row in client.get("/analysis/frequencies?population=EVERYBODY").json()["rows"]
    }
    assert {row["term"]: int(row["papers"]) for row in rows} == {
        row["term"]: len(counted[row["term"]]["papers"]) for row in rows
    }
    further: str | None = address
    while further:
        text = page(client, further)
        table = text.partition("<h2>By system of the body</h2>")[2].partition("</table>")[0]
        here = re.findall(r'<th scope="row"><a href="/term/([^"]+)".*?title="Which papers">(\d+)</a>', table, re.DOTALL)
        assert 0 < len(here) <= 100
        found += here
        on = re.search(r'<a href="([^"]+)" rel="next">', text)
        further = on.group(1) if on else None
    assert found == [(contract(row["term"]), row["papers"]) for row in rows]
    nothing = page(client, "/findings?on=symptoms&population=EVERYBODY&finding=toy-nothing")
    assert "whose name holds “toy-nothing”" in nothing and "<table" not in nothing.partition("<h2>By")[2]


def test_the_atlas_says_whom_it_counts_and_that_not_reported_is_not_absent(client: TestClient) -> None:
    people = client.get("/analysis/frequencies?modality=MRI").json()["people"]
    text = page(client, "/findings")
    assert re.search(rf"<strong>{people} (?:people|person)</strong> \(confirmed adult carriers\)", text)
    assert "never taken for absent" in text
    assert 'href="/findings?population=EVERYBODY"' in text


@pytest.mark.parametrize("sort", ["name", "present", "share", "region"])
def test_rows_are_sorted_by_what_is_asked(client: TestClient, sort: str) -> None:
    rows = [
        one for one in sheet(client, f"/findings?sort={sort}&population=EVERYBODY") if one["whereLabel"] == "anywhere"
    ]
    keys = {
        "name": [one["termLabel"].lower() for one in rows],
        "present": [-int(one["present"]) for one in rows],
        "share": [-float(one["share"] or -1) for one in rows],
        "region": [-int(one["present"]) for one in rows],
    }[sort]
    assert keys == sorted(keys)


@pytest.mark.parametrize("filters", ["exon=18", "consequence=missense", "sex=FEMALE", "zygosity=homozygous"])
def test_whom_to_count_is_read_as_the_analyses_read_it(client: TestClient, filters: str) -> None:
    address = f"population=EVERYBODY&{filters}"
    counted = client.get(f"/analysis/frequencies?modality=MRI&{address}").json()
    text = page(client, f"/findings?on=MRI&{address}")
    assert re.search(rf"<strong>{counted['people']} (?:people|person)</strong>", text)
    rows = shown([row for row in sheet(client, f"/findings?on=MRI&{address}") if row["whereLabel"] == "anywhere"])
    assert {iri: counts(counted["rows"])[iri] for iri in rows} == rows


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("/findings?on=XRAY", "MRI, CT, PET, SPECT"),
        ("/findings?sex=x", "FEMALE, MALE"),
        ("/findings?toy=1", "population"),
        ("/findings?variant=toy-nothing", "no variant here is called"),
        ("/findings?region=toy-nothing", "no region here is called"),
        ("/findings/seen", "HP:0002514"),
        ("/findings/seen?term=toy-nothing", "no term here is called"),
        ("/findings/compare?b.lobe=x", "N_LOBE, C_LOBE"),
    ],
)
def test_a_wrong_address_says_what_would_be_right(client: TestClient, address: str, right: str) -> None:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == 400
    assert right in unescape(answer.text)


# --- who has it


def observed(client: TestClient, pattern: str) -> set[tuple[str, str]]:
    """Persons and findings, asked in SPARQL by hand."""
    query = f"SELECT DISTINCT ?person ?finding {{ {pattern} }}"
    found = ask(client, query)
    return {(row["person"]["value"], row["finding"]["value"]) for row in found}


def test_everybody_with_a_finding_is_listed_whether_tested_or_not(client: TestClient) -> None:
    present = observed(client, "?person kg:hasFinding ?finding . ?finding a obo:HP_0002500")
    absent = observed(client, "?person kg:hasExcludedFinding ?finding . ?finding kg:excludes obo:HP_0002500")
    rows = sheet(client, f"/findings/seen?term={WHITE}")
    assert {(one["person"], one["finding"]) for one in rows if one["status"] == "present"} == present
    assert {(one["person"], one["finding"]) for one in rows if one["status"] == "absent"} == absent
    text = page(client, f"/findings/seen?term={WHITE}")
    assert "Nobody is left out here for want of a genetic test" in text
    if any(one["geneticStatus"] != "confirmed" for one in rows):
        assert "not known to carry a variant" in text


def test_papers_come_first_with_the_people_they_tell_of(client: TestClient) -> None:
    text = page(client, f"/findings/seen?term={WHITE}")
    head = text.index("Papers that report it")
    assert head < text.index("<h2>People</h2>")
    table = text[head : text.index("</table>", head)]
    query = """SELECT ?paper (COUNT(DISTINCT ?person) AS ?n) { ?person kg:hasFinding ?finding .
        ?finding a obo:HP_0002500 ; kg:reportedIn ?paper } GROUP BY ?paper"""
    found = ask(client, query)
    assert found
    for row in found:
        path = row["paper"]["value"].removeprefix("https://w3id.org/csf1r-kg")
        line = next(one for one in table.split("<tr>") if f'href="{path}"' in one)
        assert re.search(r'class="n">(\d+)</td>', line)[1] == row["n"]["value"]  # type: ignore[index]


def test_the_queries_beside_a_list_of_people_find_the_same(client: TestClient) -> None:
    address = f"/findings/seen?term={WHITE}&modality=MRI"
    rows, data = asked(client, address)
    listed = {(one["person"], one["finding"], one["status"]) for one in sheet(client, address)}
    assert {tuple(row[name]["value"] for name in ("person", "finding", "state")) for row in rows} == listed
    assert data["observations"]["totalCount"] == len({finding for _, finding, _ in listed})


# --- two groups


def test_two_groups_have_the_p_of_the_declared_comparison(client: TestClient) -> None:
    groups = client.get("/analysis/comparison?by=EXON").json()["rows"]
    if not groups:
        pytest.skip("this graph has one exon at most")
    one, other = groups[0]["group"]["label"], groups[0]["against"]
    if other is None:
        other = {"label": next(row["group"]["label"] for row in groups if row["group"]["label"] != one)}
    declared = client.get("/analysis/comparison", params={"by": "EXON", "group": one, "against": other["label"]}).json()
    ranks = [label.rpartition(" ")[2] for label in (one, other["label"])]
    rows = sheet(client, f"/findings/compare?exon={ranks[0]}&b.exon={ranks[1]}")
    expected = {row["term"]["iri"]: row for row in declared["rows"]}
    assert {row["term"] for row in rows} == set(expected)
    for row in rows:
        theirs = expected[row["term"]]
        assert (int(row["present"]), int(row["presentAgainst"])) == (theirs["present"], theirs["presentAgainst"])
        assert (row["p"], row["q"]) == tuple("" if theirs[name] is None else str(theirs[name]) for name in ("p", "q"))


def test_the_finding_that_differs_most_stands_first_and_one_can_be_picked(client: TestClient) -> None:
    address = "/findings/compare?population=BIALLELIC&b.population=ADULTS"
    apart = [abs(float(row["difference"])) for row in sheet(client, address) if row["difference"]]
    assert apart == sorted(apart, reverse=True)
    picked = sheet(client, f"{address}&finding=seiz")
    assert all("seiz" in row["termLabel"].lower() for row in picked)
    text = page(client, f"{address}&finding=seiz")
    assert 'name="b.variant"' in text and 'name="variant"' in text


def test_the_same_group_twice_is_said_to_be_nothing_to_compare(client: TestClient) -> None:
    assert "Both groups are the same people" in page(client, "/findings/compare")


# --- a term


def test_a_terms_page_has_its_meaning_its_place_and_who_has_it(client: TestClient) -> None:
    text = page(client, f"/term/{WHITE}")
    for population in ("ADULTS", "BIALLELIC", "EVERYBODY"):
        found = client.get(f"/analysis/frequencies?population={population}&terms={WHITE}").json()
        if found["rows"]:
            line = (
                f'/findings/seen?term={quote(WHITE, safe="")}&population={population}" title="Who, and which papers">'
            )
            assert f"{line}{found['rows'][0]['present']}</a>" in text
    assert "Is a kind of" in text and "How it was looked for" in text
    rows = sheet(client, f"/term/{WHITE}")
    for row in rows:
        if row["by"] == "method":
            name = row["of"].rpartition("/")[2]
            one = client.get(f"/analysis/frequencies?population=EVERYBODY&terms={WHITE}&modality={name}").json()[
                "rows"
            ][0]
            assert (int(row["present"]), int(row["absent"])) == (one["present"], one["absent"])


def test_a_term_that_nobody_has_keeps_its_meaning_and_place(client: TestClient) -> None:
    text = page(client, "/term/HP:0000001")
    assert "Kinds of it" in text
    assert "People that have it" not in text


@pytest.mark.parametrize(
    "address",
    [
        *("/findings", "/findings?on=symptoms", "/findings?on=CT&population=EVERYBODY", f"/term/{WHITE}"),
        *("/modality/MRI", f"/findings/seen?term={SEIZURE}"),
        "/findings/compare?population=BIALLELIC&b.population=ADULTS",
    ],
)
def test_each_view_is_a_table_a_picture_and_two_queries(client: TestClient, address: str) -> None:
    path, _, query = address.partition("?")
    asked(client, address)
    assert client.get(f"{path}.csv?{query}").headers["content-type"].startswith("text/csv")
    picture = client.get(f"{path}.svg?{query}")
    assert picture.status_code in (200, 404)
    if picture.status_code == 200:
        assert picture.text.count("<svg") == 1 and "style=" not in picture.text
