"""`/analysis/`: any question of any kind as JSON or CSV, the same by every door; what cannot be is told at once."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.analyses import asking
from api.app import make_app
from api.openapi import description
from api.settings import Settings
from kg.analysis import KINDS, STANDARD, Held, Inquiry
from kg.analysis.answers import answered, as_json
from kg.analysis.frequencies import Frequencies
from kg.analysis.parameters import FaultyQuestion, parameters, question, spelled
from kg.analysis.population import Population
from kg.find import CaseFilter, ObservationFilter, PaperFilter, Span, VariantFilter
from kg.find.groups import Group
from kg.model.words import Depth, Lobe, Sex
from kg.names import BASE
from kg.release import Release
from tests.every_question import EVERY

RELEASES = ("toy_release", pytest.param("real_release", marks=pytest.mark.slow))
each = pytest.mark.parametrize("asked", EVERY, ids=lambda one: asking(one).removeprefix("/analysis/"))
each_standard = pytest.mark.parametrize("asked", STANDARD, ids=lambda one: asking(one).removeprefix("/analysis/"))


def app_over(release: Release) -> TestClient:
    return TestClient(make_app(release.engine(), Settings(), release.manifest, (), release.folder))


@pytest.fixture(scope="module")
def client(toy_release: Release) -> TestClient:
    return app_over(toy_release)


@pytest.fixture(scope="module", params=RELEASES)
def both(request: pytest.FixtureRequest) -> tuple[TestClient, Release]:
    release: Release = request.getfixturevalue(request.param)
    return app_over(release), release


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def flat(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The columns of a row of JSON, as CSV has them."""
    for name, value in row.items():
        if isinstance(value, dict) and "value" in value:
            yield from ((name, value["value"]), (f"{name}Low", value["low"]), (f"{name}High", value["high"]))
        elif isinstance(value, dict):
            yield from ((name, value["iri"]), (f"{name}Label", value["label"]))
        elif isinstance(value, list):
            yield name, " | ".join(one["iri"] for one in value)
            yield f"{name}Label", " | ".join(one["label"] for one in value)
        elif name != "id":
            yield name, value


def read(cell: str, like: Any) -> Any:
    """A cell as the JSON beside it has it."""
    if like is None:
        return cell or None
    if isinstance(like, bool):
        return {"true": True, "false": False}[cell]
    return type(like)(cell) if isinstance(like, int | float) else cell.removeprefix("'")


def test_a_frequency_of_the_toy_by_hand(client: TestClient) -> None:
    told = client.get("/analysis/frequencies", params={"by": "variant-class", "terms": "HP:0001288"}).json()
    [row] = told["rows"]
    assert told["people"] == 5, "toy woman, man, daughter, uncle and patient 1; the child is biallelic"
    assert (row["group"]["label"], row["term"]["label"]) == ("missense variant", "Gait disturbance")
    assert (row["present"], row["absent"], row["notReported"], row["cases"]) == (2, 0, 2, 4)
    assert [one["label"] for one in row["presentIn"]] == ["Toy A 2001: toy woman", "Toy B 2002: patient 1"]
    assert row["ofReported"]["value"] == 1 and row["ofReported"]["low"] == pytest.approx(
        2 / (2 + 1.959964**2), rel=1e-5
    )


def test_what_people_ask_most_goes_by_one_word_and_all_else_by_a_filter(client: TestClient) -> None:
    def people(**asked: str) -> int:
        return int(client.get("/analysis/frequencies", params={"population": "everybody", **asked}).json()["people"])

    assert people() == 7
    assert people(sex="male") == people(where='{"sex": ["MALE"]}') == 3
    assert people(where='{"not": [{"sex": ["FEMALE"]}]}') == 3
    assert people(sex="male", where='{"onset": {"min": 18}}') == people(sex="male", onset="18..") == 2
    assert people(finding="Gait disturbance", exon="3") == 2
    assert people(sex="") == 7, "an empty field of a form asks nothing"


@each
def test_csv_holds_what_json_holds(both: tuple[TestClient, Release], asked: Inquiry) -> None:
    client, _ = both
    told = client.get(asking(asked)).json()
    table = client.get(asking(asked), headers={"accept": "text/csv"})
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    rows = lines(table.text)
    assert len(rows) == len(told["rows"])
    for line, row in zip(rows, told["rows"], strict=True):
        expected = dict(flat(row))
        assert {name: read(line[name], value) for name, value in expected.items()} == expected
        assert {name: cell for name, cell in line.items() if name not in expected and cell} == {}


@each
def test_json_holds_what_the_analysis_says(both: tuple[TestClient, Release], asked: Inquiry) -> None:
    client, release = both
    found = answered(Held.of_release(release), asked)
    answer = client.get(asking(asked))
    plain = as_json(found, release.manifest["inputs_digest"])
    assert answer.content == json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    told = answer.json()
    assert told["method"]["name"] and told["method"]["source"] and told["label"]
    for row, own in zip(told["rows"], found.analysis.rows, strict=True):
        # No way around the fields themselves: nothing that a row says is left out.
        assert len(row) == len(fields(own)) + 1
        assert row["id"].startswith(told["id"] + "/")
    assert len({row["id"] for row in told["rows"]}) == len(told["rows"])


@each_standard
def test_an_answer_of_every_release_is_found_by_its_iri(client: TestClient, asked: Inquiry) -> None:
    path = asked.iri.removeprefix(BASE)
    whole = client.get(asking(asked)).json()
    assert client.get(f"/{path}", headers={"accept": "application/json"}).json() == whole
    assert client.get(f"/{path}.json").json() == client.get(f"/{path}?format=json").json() == whole
    assert (
        client.get(f"/{path}.csv").text
        == client.get(asking(asked) + "&format=csv" if "?" in asking(asked) else asking(asked) + "?format=csv").text
    )
    assert whole["id"] == asked.iri


def test_what_no_release_answers_beforehand_is_told_as_such(client: TestClient) -> None:
    told = client.get("/analysis/frequencies/0000000000.json")
    assert told.status_code == 404 and "/analysis/" in told.json()["detail"]
    for kind in ("text/turtle", "text/html"):
        assert client.get("/analysis/frequencies/0000000000", headers={"accept": kind}).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_the_listing_and_openapi_name_every_parameter_of_a_kind(client: TestClient, kind: str) -> None:
    [told] = [one for one in client.get("/analysis/").json()["kinds"] if one["kind"] == kind]
    names = {one.name for one in parameters(kind)}
    assert {one["name"] for one in told["parameters"]} == names
    documented = description()["paths"][f"/analysis/{kind}"]["get"]["parameters"]
    assert {one["name"] for one in documented} == {*names, "format"}
    assert all(one["says"] for one in told["parameters"]) and all(told["rows"].values()) and told["asks"]
    assert {field.name for field in fields(KINDS[kind].question)} <= {one.path[0] for one in parameters(kind)}


def test_the_listing_names_what_every_release_answers(client: TestClient) -> None:
    told = client.get("/analysis").json()
    assert [one["id"] for one in told["standard"]] == [one.iri for one in STANDARD]
    assert [one["address"] for one in told["standard"]] == [asking(one) for one in STANDARD]


def test_all_that_is_wrong_with_a_question_is_told_at_once(client: TestClient) -> None:
    where = quote('{"sex": ["q"], "variant": {"exon": [1.5], "colour": 1}}')
    told = client.get(f"/analysis/frequencies?by=sx&bye=sex&exon=four&asRead=perhaps&where={where}")
    assert told.status_code == 400 and told.headers["content-type"] == "application/problem+json"
    faults = told.json()["faults"]
    assert len(faults) == 7
    for said in (
        "`by`: 'sx'; right would be ALL, VARIANT",
        "no parameter 'bye'; right would be `by`",
        "`exon`: 'four'; right would be a whole number",
        "`asRead`: 'perhaps'; right would be true or false",
        "`where.sex`: 'q'; right would be FEMALE, MALE",
        "`where.variant.exon`: '1.5'; right would be a whole number",
        "`where.variant`: it has no 'colour'; right would be id, gene",
    ):
        assert any(said in one for one in faults), said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("where=%5B", "is not one text of JSON"),
        ("where=7", "right would be an object of JSON"),
        ("where=" + "%5B" * 3000, "is not one text of JSON"),
        ("where=" + quote('{"not": [' * 20 + "{}" + "]}" * 20), "a filter within so many"),
        ("by=sex&by=exon", "2 values; right would be one"),
        ("onset=old", "18..40"),
        ("onset=..", "18..40"),
        ("onset=nan", "18..40"),
        ("format=xml", "right would be: json, csv"),
        ("exon=" + "9" * 5000, "a whole number"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_with_what_would_be_right(client: TestClient, asked: str, said: str) -> None:
    told = client.get(f"/analysis/frequencies?{asked}")
    assert told.status_code == 400
    assert said in told.json()["detail"]


def test_a_name_of_nothing_is_told_with_what_is_like_it(client: TestClient) -> None:
    told = client.get("/analysis/frequencies", params={"terms": "Gait disturbanse"})
    assert told.status_code == 404
    assert "Gait disturbanse" in told.json()["detail"] and "HP:0001288" in told.json()["detail"]
    kind = client.get("/analysis/frequences")
    assert kind.status_code == 404 and "right would be: frequencies" in kind.json()["detail"]


def test_a_name_that_is_read_as_another_is_told(client: TestClient) -> None:
    told = client.get("/analysis/frequencies?consequence=missense")
    assert told.json()["rewrites"] and told.headers["x-query-notes"].startswith("'missense'")


def test_types_caches_and_other_origins_are_met_as_everywhere(client: TestClient) -> None:
    first = client.get("/analysis/frequencies", headers={"origin": "https://toy.example"})
    assert first.headers["access-control-allow-origin"] == "*"
    assert first.headers["cache-control"].startswith("public") and "Accept" in first.headers["vary"]
    assert client.get("/analysis/frequencies", headers={"if-none-match": first.headers["etag"]}).status_code == 304
    other = client.get("/analysis/frequencies", headers={"accept": "text/csv"})
    assert other.headers["etag"] != first.headers["etag"]
    refused = client.get("/analysis/frequencies", headers={"accept": "image/png"})
    assert refused.status_code == 406 and refused.json()["supported"] == ["application/json", "text/csv"]
    assert client.head("/analysis/frequencies").status_code == 200


def test_an_answer_is_kept_for_as_long_as_its_release_is_served(toy_release: Release) -> None:
    client = app_over(toy_release)
    desk = client.app.desk  # type: ignore[attr-defined]
    for _ in range(3):
        client.get("/analysis/frequencies?sex=male")
    assert (len(desk.analyses), desk.analyses.misses) == (1, 1)
    assert 'kg_requests_total{door="analysis",outcome="cached"} 2.0' in client.get("/metrics").text
    assert len(app_over(toy_release).app.desk.analyses) == 0  # type: ignore[attr-defined]


names = st.text(min_size=1, max_size=8).filter(str.strip)
spans = st.builds(Span, low=st.integers(0, 90).map(float), high=st.none() | st.integers(90, 120).map(float))
filters = st.builds(
    CaseFilter,
    sex=st.lists(st.sampled_from(Sex), max_size=2).map(tuple),
    depth=st.lists(st.sampled_from(Depth), max_size=2).map(tuple),
    onset=st.none() | spans,
    affected=st.none() | st.booleans(),
    variant=st.none()
    | st.builds(
        VariantFilter,
        id=st.lists(names, max_size=2).map(tuple),
        lobe=st.lists(st.sampled_from(Lobe), max_size=2).map(tuple),
        exon=st.lists(st.integers(1, 30), max_size=2).map(tuple),
        descendants=st.booleans(),
    ),
    observation=st.lists(st.builds(ObservationFilter, term=st.tuples(names)), max_size=2).map(tuple),
    paper=st.none() | st.builds(PaperFilter, year=spans),
)
nested = st.builds(lambda one, other: replace(one, none_of=(other,), any_of=(other, one)), filters, filters)
questions = st.builds(
    Frequencies,
    by=st.sampled_from(Group),
    terms=st.lists(names, max_size=3).map(tuple),
    as_read=st.booleans(),
    population=st.sampled_from(Population),
    where=st.none() | filters | nested,
)


def told_by(asked: Inquiry) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for name, text in spelled(asked):
        texts.setdefault(name, []).append(text)
    return texts


@given(questions)
def test_a_question_spelled_out_is_read_as_the_same_question(asked: Inquiry) -> None:
    assert question(asked.kind, told_by(asked)) == asked


@each
def test_every_question_can_be_spelled_out(asked: Inquiry) -> None:
    assert question(asked.kind.upper(), told_by(asked)) == asked


@given(st.dictionaries(st.sampled_from(["by", "where", "onset", "sex", "terms", "x"]), st.lists(st.text(), max_size=3)))
def test_whatever_is_given_is_a_question_or_told_to_be_none(texts: dict[str, list[str]]) -> None:
    try:
        made = question("frequencies", texts)
    except FaultyQuestion as error:
        assert error.faults and all(error.faults)
    else:
        assert isinstance(made, Frequencies)
