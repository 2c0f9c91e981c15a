"""Pages of analyses: the numbers are those of the JSON, whatever is asked; a fault is told beside its field."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from api.analyses import asking
from api.app import make_app
from kg.analysis import KINDS, STANDARD, Inquiry
from kg.analysis.parameters import parameters
from kg.names import BASE
from kg.release import Release
from tests.every_question import EVERY

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
SVG = "{http://www.w3.org/2000/svg}"
RELEASES = ("toy_release", pytest.param("real_release", marks=pytest.mark.slow))
each = pytest.mark.parametrize("asked", EVERY, ids=lambda one: asking(one).removeprefix("/analysis/"))


def app_over(release: Release) -> TestClient:
    return TestClient(make_app(release.engine(), None, release.manifest, (), release.folder))


@pytest.fixture(scope="module")
def client(toy_release: Release) -> TestClient:
    return app_over(toy_release)


@pytest.fixture(scope="module", params=RELEASES)
def both(request: pytest.FixtureRequest) -> TestClient:
    return app_over(request.getfixturevalue(request.param))


class Page(HTMLParser):
    """The numbers of each row, those of every row, the links, the fields of the form, and the queries of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: dict[str, list[float]] = {}
        self.same: list[float] = []
        self.links: list[str] = []
        self.fields: list[tuple[str, str]] = []
        self.headings: list[str] = []
        self.next = ""
        self._into: list[float] | None = None
        self._heading = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self._heading = tag in ("h1", "h2", "h3")
        if tag == "tr" and "data-row" in told:
            self._into = self.rows[told["data-row"]] = []
        elif tag == "dl":
            self._into = self.same if told.get("id") == "same" else None
        elif tag == "data" and self._into is not None:
            self._into.append(float(told["value"]))
        elif tag == "a":
            self.links.append(told.get("href", ""))
            self.next = told["href"] if told.get("rel") == "next" else self.next
        elif tag in ("input", "select", "option"):
            self.fields.append((told.get("name", tag), told.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._heading:
            self.headings.append(data)
            self._heading = False


def page(client: TestClient, address: str, status: int = 200) -> Page:
    found = client.get(address, headers=BROWSER)
    assert found.status_code == status and found.headers["content-type"] == "text/html; charset=utf-8"
    return Page(found.text)


def whole(client: TestClient, address: str) -> Page:
    """A page with the rows of all that follow it."""
    first = one = page(client, address)
    while one.next:
        one = page(client, one.next)
        assert not first.rows.keys() & one.rows.keys()
        first.rows |= one.rows
    return first


def numbers(row: dict[str, Any]) -> Iterator[float]:
    """The numbers of a row of JSON, with the ends of intervals."""
    for value in row.values():
        if isinstance(value, dict) and "value" in value:
            yield from (float(one) for one in value.values() if one is not None)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield float(value)


@each
def test_the_numbers_of_a_page_are_those_of_the_json(both: TestClient, asked: Inquiry) -> None:
    told = both.get(asking(asked)).json()
    for address in (asking(asked), "/" + asked.iri.removeprefix(BASE)):
        shown = whole(both, address)
        assert list(shown.rows) == [row["id"] for row in told["rows"]]
        for row in told["rows"]:
            # What is said once of every row counts in each; a list of things shows how many they are in words alone.
            assert Counter([*shown.rows[row["id"]], *shown.same]) == Counter(numbers(row))
        if asked not in STANDARD:
            break


@each
def test_the_queries_of_a_page_run_and_ask_for_what_it_shows(client: TestClient, asked: Inquiry) -> None:
    text = client.get(asking(asked), headers=BROWSER).text
    [sparql, graphql] = (
        unescape(re.search(rf'id="as-{name}">(.*?)</pre>', text, re.S)[1])  # type: ignore[index]
        for name in ("sparql", "graphql")
    )
    told = client.get(asking(asked)).json()
    assert sparql == told["sparql"]
    assert client.get("/sparql", params={"query": sparql}).status_code == 200
    answer = client.post("/graphql", json={"query": graphql}).json()
    assert "errors" not in answer, answer
    [found] = answer["data"]["analysis"].values()
    assert found["label"] == told["label"] and found["rows"]["totalCount"] == len(told["rows"])


@each
def test_a_picture_is_svg_that_leads_into_the_graph_or_is_told_to_be_none(both: TestClient, asked: Inquiry) -> None:
    path, _, query = asking(asked).partition("?")
    found = both.get(f"{path}.svg?{query}")
    shown = both.get(asking(asked), headers=BROWSER).text
    if found.status_code == 404:
        assert "<svg" not in shown and ("There is no picture" in shown or "there is no row" in shown)
        return
    tree = ElementTree.fromstring(found.text)
    assert tree.find(f"{SVG}desc") is not None and len([*tree.iter(f"{SVG}title")]) > 1
    links = [one.attrib["href"] for one in tree.iter(f"{SVG}a")]
    assert all(one.startswith("http") for one in links)
    assert not {"style", "onclick"} & {name for one in tree.iter() for name in one.attrib}
    assert "<svg" in shown and "There is no picture" not in shown


def test_bars_are_as_long_as_what_they_count(client: TestClient) -> None:
    rows = client.get("/analysis/frequencies").json()["rows"]
    tree = ElementTree.fromstring(client.get("/analysis/frequencies.svg").text)
    drawn: dict[str, float] = {}
    for group in tree.iter(f"{SVG}g"):
        title, bar = group.find(f"{SVG}title"), group.find(f"{SVG}rect")
        if title is not None and bar is not None:
            drawn[str(title.text)] = float(bar.attrib["width"])
    words = {"present": "present", "absent": "looked for and not seen", "notReported": "not reported"}
    told = {f"{row['term']['label']}: {word} in {row[name]}": row[name] for row in rows for name, word in words.items()}
    told = {name: many for name, many in told.items() if many}
    assert told.keys() <= drawn.keys()
    units = [drawn[name] / many for name, many in told.items()]
    assert max(units) - min(units) < 0.1


def test_a_picture_is_png_too(client: TestClient) -> None:
    for address in ("/analysis/frequencies.png?by=sex", "/" + STANDARD[0].iri.removeprefix(BASE) + ".png"):
        found = client.get(address)
        assert found.headers["content-type"] == "image/png" and found.content.startswith(b"\x89PNG")


def test_programs_are_answered_as_before(client: TestClient) -> None:
    for accept in ("*/*", "application/json", "application/json, text/html;q=0.5"):
        found = client.get("/analysis/frequencies", headers={"accept": accept})
        assert found.headers["content-type"] == "application/json", accept
    assert client.get("/analysis/frequencies.html").headers["content-type"] == "text/html; charset=utf-8"
    assert client.get("/analysis/frequencies?by=sx", headers={"accept": "*/*"}).json()["faults"]


def test_a_fault_is_told_beside_its_field_and_what_was_given_stays(client: TestClient) -> None:
    found = client.get("/analysis/frequencies?by=sx&exon=four&terms=Gait+disturbance&bye=1", headers=BROWSER)
    assert found.status_code == 400
    for name, fault in (("by", "right would be ALL, VARIANT"), ("exon", "right would be a whole number")):
        field = re.search(rf'<div class="field faulty">(?:(?!class="field).)*id="says-{name}"', found.text, re.S)
        assert field and fault in unescape(field[0])
    assert "there is no parameter &#39;bye&#39;" in found.text
    assert {("terms", "Gait disturbance"), ("exon", "four")} <= {*Page(found.text).fields}


def test_a_name_of_nothing_gives_the_form_back_with_what_is_like_it(client: TestClient) -> None:
    found = client.get("/analysis/frequencies", params={"terms": "Gait disturbanse"}, headers=BROWSER)
    assert found.status_code == 404 and "HP:0001288" in found.text
    assert ("terms", "Gait disturbanse") in Page(found.text).fields
    assert client.get("/analysis/frequencies.svg", params={"terms": "Gait disturbanse"}).status_code == 404


def test_who_asks_nothing_where_something_must_be_told_gets_the_form(client: TestClient) -> None:
    found = page(client, "/analysis/pooled-share")
    assert ("term", "") in found.fields and not found.rows
    assert page(client, "/analysis/pooled-share?population=EVERYBODY", 400).fields


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_has_a_field_for_every_parameter(client: TestClient, kind: str) -> None:
    needed = "?term=HP:0001288" if kind == "pooled-share" else ""
    fields = page(client, f"/analysis/{kind}{needed}").fields
    assert {one.name for one in parameters(kind)} <= {name for name, _ in fields}


def test_a_form_is_filled_with_what_was_asked(client: TestClient) -> None:
    text = client.get("/analysis/frequencies?by=sex&sex=female&exon=3&exon=4", headers=BROWSER).text
    assert '<option value="SEX" selected>' in text
    assert '<input type="checkbox" name="sex" value="FEMALE" checked>' in text
    assert [value for name, value in Page(text).fields if name == "exon"] == ["3", "4", ""]


def test_a_page_names_whom_it_counts_and_how_a_name_was_read(client: TestClient) -> None:
    found = client.get("/analysis/frequencies?consequence=missense", headers=BROWSER)
    told = client.get("/analysis/frequencies?consequence=missense").json()
    assert f"<strong>{told['people']} people</strong> count here: Confirmed carriers with one changed" in found.text
    assert all(one in unescape(found.text) for one in told["rewrites"])


@pytest.mark.parametrize("address", ["/analysis/pooled-share?term=HP:0001250&population=everybody", "/analysis/curves"])
def test_who_is_left_out_is_listed_with_the_reason(both: TestClient, address: str) -> None:
    text = unescape(both.get(address, headers=BROWSER).text)
    for one in both.get(address).json()["leftOut"]:
        assert one["what"]["label"] in text and one["why"] in text


def test_the_page_of_an_answer_of_every_release_has_what_the_graph_says(client: TestClient) -> None:
    text = client.get("/" + STANDARD[0].iri.removeprefix(BASE), headers=BROWSER).text
    assert "As the graph says it" in text and "At a glance" in text


def test_what_can_be_asked_stands_on_one_page(client: TestClient) -> None:
    found = page(client, "/analyses")
    assert {f"/analysis/{kind}" for kind in KINDS} <= {*found.links}
    # By what they ask: an address may be spelled in several ways.
    asked = {(urlsplit(one).path, *sorted(parse_qsl(urlsplit(one).query))) for one in found.links}
    assert {(urlsplit(asking(one)).path, *sorted(parse_qsl(urlsplit(asking(one)).query))) for one in STANDARD} <= asked
    table = client.get("/analyses.csv").text.splitlines()
    assert len(table) == len(STANDARD) + 1


def test_the_queries_of_that_page_find_the_same_answers(client: TestClient) -> None:
    text = client.get("/analyses", headers=BROWSER).text
    [sparql, graphql] = (
        unescape(re.search(rf'id="as-{name}">(.*?)</pre>', text, re.S)[1])  # type: ignore[index]
        for name in ("sparql", "graphql")
    )
    rows = client.get("/sparql", params={"query": sparql}, headers={"accept": "application/sparql-results+json"}).json()
    found = {row["answer"]["value"] for row in rows["results"]["bindings"]}
    told = client.post("/graphql", json={"query": graphql}).json()["data"]["analyses"]["nodes"]
    assert found == {one["id"] for one in told} == {one.iri for one in STANDARD}
