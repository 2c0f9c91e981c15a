"""What else it could be: diseases that texts set apart, by how a finding looks; all annotated diseases, by likeness."""

import csv
import io
import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from kg.engine import Engine
from kg.release import Release

BROWSER = {"accept": "text/html"}
KG = "PREFIX kg: <https://w3id.org/csf1r-kg/ontology#> PREFIX obo: <http://purl.obolibrary.org/obo/> "
RELEASES = ("toy_release", pytest.param("real_release", marks=pytest.mark.slow))
MATTER = "HP:0002500"


@pytest.fixture(scope="module", params=RELEASES)
def release(request: pytest.FixtureRequest) -> Release:
    found: Release = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def engine(release: Release) -> Engine:
    return release.engine()


@pytest.fixture(scope="module")
def client(release: Release, engine: Engine) -> TestClient:
    return TestClient(make_app(engine, None, release.manifest, (), release.folder))


def page(client: TestClient, address: str) -> str:
    found = client.get(address, headers=BROWSER)
    assert found.status_code == 200
    return found.text


def told(engine: Engine, look: str) -> set[str]:
    """The diseases of which a text tells white matter of a look, at that very term or below it, or above."""
    rows = engine.rows(f"""{KG} SELECT DISTINCT ?name {{
        ?disease a kg:DifferentialDiagnosis ; <http://www.w3.org/2000/01/rdf-schema#label> ?name ; kg:hasItem ?sign .
        ?sign kg:lookStated kg:{look} ; kg:aboutTerm ?term .
        {{ ?term <http://www.w3.org/2000/01/rdf-schema#subClassOf>* obo:HP_0002500 }}
        UNION {{ obo:HP_0002500 <http://www.w3.org/2000/01/rdf-schema#subClassOf>* ?term }} }}""")
    return {row["name"].value for row in rows}


def apart(text: str) -> dict[str, str]:
    """Each disease of the table of those that texts set apart, and whether it is spoken for."""
    [table] = re.findall(r'aria-labelledby="apart">(.*?)</table>', text, re.S)
    rows = re.findall(r'<th scope="row">.*?>([^<]+)</(?:a|span)></th><td>(For|Against):', table, re.S)
    return {unescape(name): way for name, way in rows}


@pytest.mark.parametrize(("look", "other"), [("asymmetric", "symmetric"), ("symmetric", "asymmetric")])
def test_a_look_speaks_for_who_is_told_to_have_it_and_against_who_has_the_other(
    client: TestClient, engine: Engine, look: str, other: str
) -> None:
    text = page(client, f"/differential?look={look}&present={MATTER}")
    found, has, opposed = apart(text), told(engine, look), told(engine, other)
    assert has and opposed
    assert {name for name, way in found.items() if way == "For"} == has
    assert {name for name, way in found.items() if way == "Against"} == opposed - has
    assert f"not that they are {look}" in text, "HPO's annotations know no looks"


def test_where_the_data_does_not_tell_that_is_said(client: TestClient) -> None:
    text = page(client, f"/differential?look=enhancing&present={MATTER}")
    assert "No disease that texts set apart is told to show it so" in " ".join(text.split())
    assert "the data does not decide" in text


def test_the_ranking_is_that_of_the_analysis(client: TestClient) -> None:
    asked = {"present": [MATTER, "HP:0001288"], "absent": ["HP:0001250"]}
    rows = client.get("/analysis/differential", params={**asked, "most": 200}).json()["rows"]
    table = client.get("/differential.csv", params=asked).text
    lines = [one for one in csv.DictReader(io.StringIO(table)) if one["toldBy"] == "HPO annotations"]
    assert [(one["disease"], float(one["score"]), one["ofThisGene"]) for one in lines] == [
        (row["disease"]["iri"], row["score"], str(row["own"]).lower()) for row in rows
    ]
    text = page(client, f"/differential?present={MATTER}&present=HP:0001288&absent=HP:0001250")
    shown = re.findall(r'<tr><td class="n"><data value="(\d+)">\d+</data></td><th scope="row">.*?>([^<]+)</a>', text)
    wanted = [(str(row["rank"]), row["disease"]["label"]) for row in rows if row["rank"] <= 20 or row["own"]]
    assert [(rank, unescape(name)) for rank, name in shown] == wanted


def test_counts_of_single_people_are_those_of_the_analysis(client: TestClient) -> None:
    text = page(client, f"/differential?look=symmetric&present={MATTER}")
    rows = client.get("/analysis/specificity", params={"terms": MATTER}).json()["rows"]
    [table] = re.findall(r'aria-labelledby="own">(.*?)</table>', text, re.S) or [""]
    shown = [int(one) for one in re.findall(r'<data value="(\d+)">', table)]
    mine = [row for row in rows if row["look"] and row["look"]["label"] == "symmetric"]
    assert shown == [row[name] for row in mine for name in ("present", "otherLook", "absent", "notReported")]


def test_a_person_and_what_is_typical_can_be_asked_for(client: TestClient) -> None:
    one = client.get("/graphql", params={"query": "{ cases(first: 1) { nodes { iri } } }"}).json()["data"]["cases"]
    assert "What else could it be?" in page(client, f"/differential?case={one['nodes'][0]['iri']}")
    rows = client.get("/analysis/differential?typicalOf=ADULTS&most=200").json()["rows"]
    lines = client.get("/differential.csv?typical=adults").text.count("HPO annotations")
    assert lines == sum(row["disease"] is not None for row in rows)


def test_what_cannot_be_asked_is_told(client: TestClient) -> None:
    look = client.get("/differential?look=square")
    assert look.status_code == 400 and "symmetric" in look.json()["detail"]
    assert client.get("/differential?present=nothing-called-so").status_code == 404
    assert client.get("/differential?colour=red").status_code == 400


def test_the_question_of_a_radiologist_is_two_clicks_from_the_first_page(client: TestClient) -> None:
    assert 'href="/analyses"' in page(client, "/")
    address = f"/differential?look=asymmetric&amp;present={MATTER}"
    assert f'href="{address}"' in page(client, "/analyses")
    assert "<strong>In short.</strong>" in page(client, unescape(address))


@pytest.mark.slow
def test_an_asymmetric_lesion_does_not_point_away_from_this_disorder(real_release: Release) -> None:
    client = TestClient(make_app(real_release.engine(), None, real_release.manifest, (), real_release.folder))
    text = page(client, f"/differential?look=asymmetric&present={MATTER}")
    assert apart(text)["AARS2-related leukodystrophy (ovarioleukodystrophy)"] == "For"
    assert "named as shared with this disorder" in text and "Redefining the phenotype of ALSP and AARS2" in text
    # What papers say of groups with the very word, none with only half of it.
    said = re.findall(r'/statistic/[^"]*">([^<]+)</a>', text)
    assert len(said) >= 3 and all("asymmetric" in one for one in said)
    assert "it does not point away from it" in text or "by itself it does not point away from it" in text
