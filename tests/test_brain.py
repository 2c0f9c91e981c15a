"""The brain painted: every region of the graph has a place or a reason, and every number is that of the analysis."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from api.drawings.brain.atlas import NOWHERE, pictures, places
from api.drawings.brain.curves import path
from api.drawings.brain.shares import STEPS
from kg.engine import Engine
from kg.lexicon.spelling import PROLOGUE
from kg.names import BASE, OBO, contract
from kg.release import Release

BROWSER = {"accept": "text/html"}
FRONTAL, CEREBRAL, CALLOSUM = (f"{OBO}UBERON_{one}" for one in ("0016528", "0002437", "0002336"))
REGIONS = f"""{PROLOGUE} SELECT DISTINCT ?x ?label WHERE {{
    {{ ?x a kg:Region }} UNION {{ ?any kg:region ?x }} ?x rdfs:label ?label }}"""
ASKED = (
    "",
    "population=EVERYBODY",
    "population=EVERYBODY&term=HP:0430048",
    "population=EVERYBODY&term=HP:0002500&on=MRI",
    "population=EVERYBODY&on=CT&sex=female",
    "consequence=missense",
)


def client(release: Release, engine: Engine) -> TestClient:
    return TestClient(make_app(engine, manifest=release.manifest, folder=release.folder))


@pytest.fixture(scope="module")
def site(real_release: Release, real: Engine) -> TestClient:
    return client(real_release, real)


@pytest.fixture(scope="module")
def toys(toy_release: Release, toy: Engine) -> TestClient:
    return client(toy_release, toy)


def sheet(site: TestClient, query: str) -> list[dict[str, str]]:
    answer = site.get(f"/findings/brain.csv?{query}")
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def counted(site: TestClient, query: str) -> dict[str, tuple[int, int, int]]:
    """What the analysis says under its own address; of `term` and `on` it has names of its own."""
    names = {"term": "observed", "on": "modality"}
    asked = [(names.get(name, name), one) for name, some in parse_qs(query).items() for one in some]
    rows = site.get("/analysis/frequencies.json", params=[("of", "region"), *asked]).json()["rows"]
    return {row["term"]["iri"]: (row["present"], row["absent"], row["notReported"]) for row in rows}


def test_a_toy_brain_is_painted_as_its_papers_say(toys: TestClient) -> None:
    told = {row["region"]: (row["present"], row["absent"]) for row in sheet(toys, "population=EVERYBODY&on=MRI")}
    assert told[FRONTAL] == ("1", "0")  # the toy woman, by two findings
    assert told[CALLOSUM] == ("1", "0")
    assert told[CEREBRAL] == ("1", "1")  # the toy man has lesions there, the toy daughter has none
    calcified = {row["region"]: row["present"] for row in sheet(toys, "population=EVERYBODY&term=HP:0002514")}
    assert calcified[FRONTAL] == "1"
    assert calcified[CALLOSUM] == "0"
    page = toys.get("/findings/brain?population=EVERYBODY", headers=BROWSER).text
    assert re.search(r"<title>corpus callosum: present in 1 of \d+ people, looked for and not seen in 0", page)


@pytest.mark.parametrize("name", ["toy", "real"])
def test_every_region_of_the_graph_has_a_line_in_the_table(name: str, request: pytest.FixtureRequest) -> None:
    rows = request.getfixturevalue(name).rows(REGIONS)
    assert rows
    labels = {row["x"].value: row["label"].value for row in rows}
    assert sorted(labels.keys() - places().keys()) == []
    if name == "real":
        assert sorted(places().keys() - labels.keys()) == []
        assert {iri: {one.label for one in some} for iri, some in places().items()} == {
            iri: {label} for iri, label in labels.items()
        }


def test_each_line_names_shapes_that_are_there_and_says_why() -> None:
    shapes = {picture.name: {shape.name for shape in picture.shapes} for picture in pictures()}
    used: set[tuple[str, str]] = set()
    for place in (one for some in places().values() for one in some):
        assert place.how in ("exact", "union", "roughly", NOWHERE), place
        assert place.why, place
        assert (place.how == NOWHERE) == (not place.shapes) == (not place.picture), place
        assert set(place.shapes) <= shapes.get(place.picture, set()), place
        mine = {(place.picture, one) for one in place.shapes}
        assert not mine & used, f"two regions are painted on one shape: {mine & used}"
        used |= mine


@pytest.mark.parametrize("query", ASKED)
def test_numbers_are_those_of_the_analysis_and_no_region_is_dropped(site: TestClient, real: Engine, query: str) -> None:
    rows = sheet(site, query)
    assert {row["region"] for row in rows} == {row["x"].value for row in real.rows(REGIONS)}
    analysis = counted(site, query)
    assert analysis, "nothing would be shown"
    for row in rows:
        counts = int(row["present"]), int(row["absent"]), int(row["notReported"])
        assert counts == analysis.get(row["region"], (0, 0, int(row["cases"]))), row["name"]
    page = unescape(site.get(f"/findings/brain?{query}", headers=BROWSER).text)
    for row in rows:
        assert f'<a href="{_local(row["region"])}">{row["name"]}</a>' in page, "each region stands in a table"
        if row["painted"] != NOWHERE:
            of = f"{row['name']}: present in {row['present']} of {row['cases']} people, looked for and not seen in"
            assert f"<title>{of} {row['absent']}, not reported in {row['notReported']}</title>" in page


def _local(iri: str) -> str:
    return f"/{iri.removeprefix(BASE)}" if iri.startswith(BASE) else f"/term/{contract(iri)}"


@pytest.mark.parametrize("query", ASKED)
def test_the_queries_beside_it_ask_for_what_it_shows(site: TestClient, real: Engine, query: str) -> None:
    page = unescape(site.get(f"/findings/brain?{query}", headers=BROWSER).text)
    [sparql] = re.findall(r'<pre[^>]*id="as-sparql">(.*?)</pre>', page, re.S)
    [graphql] = re.findall(r'<pre[^>]*id="as-graphql">(.*?)</pre>', page, re.S)
    found = {(row["term"].value, row["state"].value): int(row["n"].value) for row in real.rows(sparql) if "term" in row}
    answer = site.post("/graphql", json={"query": graphql}).json()
    assert "errors" not in answer, answer
    nodes = [edge["node"] for edge in answer["data"]["analysis"]["frequencies"]["rows"]["edges"]]
    for row in sheet(site, query):
        there = [node for node in nodes if node["term"]["id"] == row["region"]]
        counts = int(row["present"]), int(row["absent"])
        assert [(node["present"], node["absent"]) for node in there] == ([counts] if any(counts) else [])
        assert (found.get((row["region"], "present"), 0), found.get((row["region"], "absent"), 0)) == counts


def test_a_finding_is_counted_in_a_region_by_its_own_observations(site: TestClient, real: Engine) -> None:
    """Who has a calcification, and something else in the frontal lobe, has no calcification there."""
    rows = real.rows(f"""{PROLOGUE} SELECT ?region (COUNT(DISTINCT ?who) AS ?n) WHERE {{
        ?who a kg:Case ; kg:hasFinding ?seen . ?seen a obo:HP_0430048 ; kg:region/kg:within* ?region }}
        GROUP BY ?region""")
    plain = {row["region"].value: int(row["n"].value) for row in rows}
    shown = {row["region"]: int(row["present"]) for row in sheet(site, "population=EVERYBODY&term=HP:0430048")}
    assert {iri: n for iri, n in shown.items() if n} == plain


def test_two_groups_are_painted_side_by_side(site: TestClient) -> None:
    query = "population=EVERYBODY&sex=female&b.population=EVERYBODY&b.sex=male"
    rows = sheet(site, query)
    for sex, mine in (("female", rows[::2]), ("male", rows[1::2])):
        alone = counted(site, f"population=EVERYBODY&sex={sex}")
        assert {row["region"]: int(row["present"]) for row in mine if int(row["present"])} == {
            iri: present for iri, (present, _, _) in alone.items() if present
        }
    page = site.get(f"/findings/brain?{query}", headers=BROWSER).text
    assert page.count("A: The midline</h2>") == page.count("B: The midline</h2>") == 1
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_every_mark_leads_on_to_who_and_which_paper(site: TestClient) -> None:
    page = site.get("/findings/brain?population=EVERYBODY&term=HP:0430048&on=CT", headers=BROWSER).text
    marks = {unescape(one) for one in re.findall(r'<a href="([^"]+)"><title>', page)}
    assert len(marks) > 40
    for mark in sorted(marks)[::15]:
        asked = parse_qs(urlsplit(mark).query)
        assert asked["term"] == ["HP:0430048"]
        assert asked["modality"] == ["CT"]
        assert site.get(mark, headers=BROWSER).status_code == 200, mark


@pytest.mark.parametrize("form", ["svg", "png"])
def test_the_picture_is_a_file_with_its_meaning(site: TestClient, form: str) -> None:
    answer = site.get(f"/findings/brain.{form}?population=EVERYBODY")
    assert answer.status_code == 200
    if form == "svg":
        assert "looked for and not seen" in answer.text
        assert all(picture.title in answer.text for picture in pictures())
        assert "style=" not in answer.text
    else:
        assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("term=nonsense", "finding of HPO"),
        ("term=HP:9999999", "finding of HPO"),
        ("on=xray", "MRI, CT, PET, SPECT"),
        ("population=nobody", "ADULTS"),
        ("b.sex=none", "FEMALE"),
        ("colour=red", "right would be"),
    ],
)
def test_what_cannot_be_painted_is_told_plainly(site: TestClient, query: str, says: str) -> None:
    answer = site.get(f"/findings/brain?{query}")
    assert answer.status_code == 400
    assert says in answer.json()["detail"]


def test_a_region_has_a_page_with_its_place_its_findings_and_who_has_them(site: TestClient, real: Engine) -> None:
    for iri in (CALLOSUM, f"{BASE}region/deep_white_matter", f"{BASE}region/retina"):
        at = _local(iri)
        page = unescape(site.get(at, headers=BROWSER).text)
        present, absent, _ = counted(site, "population=EVERYBODY")[iri]
        assert re.search(
            rf"present in {present} of \d+ people, looked for in the region itself and not seen in {absent}", page
        )
        rows = real.rows(f"""{PROLOGUE} SELECT DISTINCT ?who ?term WHERE {{ ?who a kg:Case ; kg:hasFinding ?seen .
            ?seen kg:codedAs ?term ; kg:region/kg:within* <{iri}> }}""")
        table = list(csv.DictReader(io.StringIO(site.get(f"{at}.csv").text)))
        had = {
            (who, row["finding"])
            for row in table
            if not row["modality"]
            for who in row["presentIn"].split(" | ")
            if who
        }
        assert had == {(row["who"].value, row["term"].value) for row in rows}
        marked = [one for one in places()[iri] if one.how != NOWHERE]
        assert (f"{at}.svg" in page) == bool(marked)
        assert marked or places()[iri][0].why in page


def test_the_queries_beside_a_region_ask_for_its_findings(site: TestClient, real: Engine) -> None:
    page = unescape(site.get(_local(CALLOSUM), headers=BROWSER).text)
    [sparql] = re.findall(r'<pre[^>]*id="as-sparql">(.*?)</pre>', page, re.S)
    [graphql] = re.findall(r'<pre[^>]*id="as-graphql">(.*?)</pre>', page, re.S)
    table = csv.DictReader(io.StringIO(site.get(f"{_local(CALLOSUM)}.csv").text))
    shown = {row["finding"]: int(row["present"]) for row in table if not row["modality"]}
    rows = site.post("/graphql", json={"query": graphql}).json()["data"]["analysis"]["frequencies"]["rows"]["edges"]
    assert {one["node"]["term"]["id"]: one["node"]["present"] for one in rows} == shown
    found = [row for row in real.rows(sparql) if row["state"].value == "present"]
    assert {row["term"].value: int(row["n"].value) for row in found} == {iri: n for iri, n in shown.items() if n}


def test_what_is_no_region_has_no_such_page(site: TestClient) -> None:
    assert "Where it lies" not in site.get("/term/HP:0002500", headers=BROWSER).text
    assert site.get("/region/nowhere", headers=BROWSER).status_code == 404


def lightness(colour: str) -> Iterator[float]:
    yield from (int(colour[at : at + 2], 16) * part for at, part in ((1, 0.2126), (3, 0.7152), (5, 0.0722)))


def test_each_step_of_the_scale_is_darker_in_grey_too() -> None:
    greys = [sum(lightness(colour)) for _, colour, _ in STEPS]
    assert all(after < before - 25 for before, after in pairwise(greys))


def test_a_curve_goes_through_its_points_and_comes_back() -> None:
    assert path("0,0 9,0 | 9,0 9,9 | 9,9 0,0") == "M0 0l9 0l0 9l-9-9z"
    x = y = 0.0
    for numbers in re.findall(r"[cs]([^csz]+)", path("0,0 10,0 10,10 0,10")):
        *_, step_x, step_y = map(float, re.findall(r"-?[\d.]+", numbers))
        x, y = x + step_x, y + step_y
    assert (x, y) == (0, 0)


def test_a_link_to_a_region_survives_quoting(site: TestClient) -> None:
    at = f"/findings/seen?term=HP%3A0002500&region={quote('region:posterior_fossa')}&population=EVERYBODY"
    assert site.get(at, headers=BROWSER).status_code == 200
