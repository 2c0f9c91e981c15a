"""Variants for those who look: the map is to scale and hides nothing, the pages say what the graph and analyses say."""

import csv
import html
import io
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.addresses import address
from api.app import make_app
from api.drawings.spread import piled, spread
from kg.engine import Engine
from kg.names import BASE
from kg.release import Release

SVG = "{http://www.w3.org/2000/svg}"
TOY_WOMAN_S = "/variant/TOY1/c.149G-A"
EXON_18 = "/exon/NM_005211.4/18"
_CLIENTS: dict[str, TestClient] = {}


def client_of(release: Release, engine: Engine) -> TestClient:
    name = str(release.folder)
    if name not in _CLIENTS:
        app = make_app(engine, manifest=release.manifest, folder=release.folder)
        _CLIENTS[name] = TestClient(app, headers={"accept": "text/html"})
    return _CLIENTS[name]


@pytest.fixture(params=["cohort", "real"])
def shown(request: pytest.FixtureRequest) -> tuple[TestClient, Engine]:
    """The toy papers with toy databases and a toy cohort; the project's own evidence."""
    release, engine = request.getfixturevalue(f"{request.param}_release"), request.getfixturevalue(request.param)
    return client_of(release, engine), engine


@pytest.fixture
def real_client(real_release: Release, real: Engine) -> TestClient:
    return client_of(real_release, real)


@pytest.fixture
def toy_client(cohort_release: Release, cohort: Engine) -> TestClient:
    return client_of(cohort_release, cohort)


def told(engine: Engine, query: str) -> list[dict[str, str]]:
    return [{name: term.value for name, term in row.items()} for row in engine.rows(query)]


def gene(engine: Engine) -> str:
    [row] = told(engine, "SELECT ?x { ?x a kg:SubjectGene }")
    return row["x"]


def table(client: TestClient, at: str) -> list[dict[str, str]]:
    path, _, query = at.partition("?")
    answer = client.get(f"{path}.csv?{query}")
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def links(text: str) -> set[str]:
    return {html.unescape(one) for one in re.findall(r'href="([^"]*)"', text)}


def pins(client: TestClient, at: str) -> Iterator[tuple[str, str, float, float]]:
    """Address, title and head of each variant in a picture."""
    path, _, query = at.partition("?")
    for link in ElementTree.fromstring(client.get(f"{path}.svg?{query}").text).iter(f"{SVG}a"):
        if "/variant/" in link.attrib["href"]:
            outline = link.find(f"{SVG}path").attrib["d"]  # type: ignore[union-attr]
            corners = [tuple(map(float, one)) for one in re.findall(r"(-?[\d.]+),(-?[\d.]+)", outline)]
            if "a" in outline:  # a circle begins at its left
                size = float(re.search(r"a([\d.]+)", outline)[1])  # type: ignore[index]
                x, y = corners[0][0] + size, corners[0][1]
            else:
                x = sum(one[0] for one in corners) / len(corners)
                y = (max(one[1] for one in corners) + min(one[1] for one in corners)) / 2
            yield link.attrib["href"].removeprefix(BASE), link.findtext(f"{SVG}title") or "", x, y


def test_every_variant_that_papers_name_is_listed_and_on_the_map_or_said_to_have_no_place(
    shown: tuple[TestClient, Engine],
) -> None:
    client, engine = shown
    named = told(
        engine,
        f"""SELECT DISTINCT ?x ?place {{ ?named kg:ofVariant ?x . ?x kg:ofGene <{gene(engine)}>
            OPTIONAL {{ ?x kg:residue|kg:inExon|kg:inIntron ?place }} }}""",
    )
    assert {row["variant"] for row in table(client, "/variants")} == {row["x"] for row in named}
    page = client.get("/variants").text
    assert {address(row["x"]) for row in named} <= links(page)
    assert {BASE + one[0] for one in pins(client, "/variants")} == {row["x"] for row in named if "place" in row}
    beside = page.partition("Without a place on the map")[2].partition("<form")[0]
    assert {one for one in links(beside) if one.startswith("/variant/")} == {
        address(row["x"]) for row in named if "place" not in row
    }


def test_what_papers_and_what_databases_alone_know_are_apart_and_together_all(
    shown: tuple[TestClient, Engine],
) -> None:
    client, _ = shown
    papers, databases, everything = (
        [row["variant"] for row in table(client, f"/variants?known={known}")]
        for known in ("papers", "databases", "all")
    )
    assert databases and not set(papers) & set(databases)
    assert sorted(papers + databases) == sorted(everything)


def test_a_pin_is_as_high_as_people_are_described_and_tells_how_many(real_client: TestClient, real: Engine) -> None:
    counts = told(real, "SELECT ?x (COUNT(DISTINCT ?who) AS ?n) { ?who kg:hasVariant ?x } GROUP BY ?x")
    people = {address(row["x"]): int(row["n"]) for row in counts}
    heights: dict[int, set[float]] = {}
    for at, title, _, y in pins(real_client, "/variants"):
        n = people.get(f"/{at}", 0)
        assert f": {n} {'person' if n == 1 else 'people'}" in title if n else ": nobody described" in title
        if n and "intron" not in title:
            heights.setdefault(n, set()).add(round(y, 1))
    assert len(heights) > 4 and all(len(found) == 1 for found in heights.values())
    ordered = [heights[n].pop() for n in sorted(heights)]
    assert ordered == sorted(ordered, reverse=True)


@pytest.mark.parametrize("known", ["papers", "all"])
def test_no_head_lies_upon_another(real_client: TestClient, known: str) -> None:
    heads = [(x, y) for _, _, x, y in pins(real_client, f"/variants?known={known}")]
    assert len(heads) > 50
    assert min((a - c) ** 2 + (b - d) ** 2 for (a, b), (c, d) in combinations(heads, 2)) > 9**2


def test_domains_and_exons_are_to_scale(shown: tuple[TestClient, Engine]) -> None:
    client, engine = shown
    told_domains = told(
        engine, f"SELECT ?x ?a ?b {{ ?x kg:ofGene <{gene(engine)}> ; kg:firstResidue ?a ; kg:lastResidue ?b }}"
    )
    drawn = {
        link.attrib["href"]: link.find(f"{SVG}rect")
        for link in ElementTree.fromstring(client.get("/variants.svg").text).iter(f"{SVG}a")
    }
    spans = {row["x"]: (int(row["a"]) - 1, int(row["b"])) for row in told_domains}
    ends = {iri: (float(drawn[iri].attrib["x"]), float(drawn[iri].attrib["width"])) for iri in spans}  # type: ignore[union-attr]
    units = [wide / (spans[iri][1] - spans[iri][0]) for iri, (_, wide) in ends.items()]
    assert max(units) - min(units) < 0.02 * max(units)
    starts = {round(x - spans[iri][0] * units[0]) for iri, (x, _) in ends.items()}
    assert max(starts) - min(starts) <= 1
    coding = told(engine, f"SELECT ?x {{ ?x a kg:Exon ; kg:ofGene <{gene(engine)}> ; kg:codes true }}")
    assert {row["x"] for row in coding} <= drawn.keys()


def test_the_queries_beside_a_list_ask_for_what_it_shows(shown: tuple[TestClient, Engine]) -> None:
    client, engine = shown
    for at in (
        "/variants",
        "/variants?known=databases",
        "/variants?consequence=missense&known=all",
        "/variants?exon=2",
    ):
        rows = table(client, at)
        page = client.get(at).text
        counted = told(engine, asked(page, "as-sparql"))
        assert sorted((row["variant"], row["people"], row["papers"]) for row in rows) == sorted(
            (row["variant"], row["people"], row["papers"]) for row in counted
        )
        answer = graphql(client, asked(page, "as-graphql"))["variants"]
        assert answer["totalCount"] == len(rows)
        named = {row["variant"]: row for row in rows}
        for one in answer["nodes"]:
            assert named[one["iri"]]["people"] == str(one["cases"]["totalCount"])


def asked(page: str, where: str) -> str:
    found = re.search(rf'id="{where}">(.*?)</pre>', page, re.DOTALL)
    assert found, where
    return html.unescape(found[1])


def graphql(client: TestClient, query: str) -> Any:
    answer = client.post("/graphql", json={"query": query}, headers={"accept": "application/json"}).json()
    assert "errors" not in answer, answer
    return answer["data"]


def test_filters_leave_what_they_say_and_refuse_what_nothing_is_called(real_client: TestClient) -> None:
    every = table(real_client, "/variants?known=all")
    kinase = BASE + "domain/CSF1R/protein-kinase-domain"
    for at, fits in (
        ("exon=18", lambda row: f"{BASE}exon/NM_005211.4/18" in row["exon"]),
        ("intron=14", lambda row: f"{BASE}intron/NM_005211.4/14" in row["intron"]),
        (f"domain={quote(kinase, safe='')}", lambda row: kinase in row["domain"]),
        ("consequence=missense", lambda row: row["consequence"] == "missense_variant"),
    ):
        found = {row["variant"] for row in table(real_client, f"/variants?known=all&{at}")}
        assert found and found == {row["variant"] for row in every if fits(row)}, at
    for at in ("exon=x", "domain=toy", "gene=TOY9", "consequence=toy", "known=toy", "sort=toy", "toy=1"):
        answer = real_client.get(f"/variants?{at}", headers={"accept": "application/json"})
        assert answer.status_code == 400, at
        assert at.partition("=")[0 if at == "toy=1" else 2] in answer.text or "is one of" in answer.text
    people = [int(row["people"]) for row in table(real_client, "/variants?sort=people")]
    assert people == sorted(people, reverse=True)


def test_findings_of_an_exon_are_two_steps_from_the_list_and_those_of_the_analysis(real_client: TestClient) -> None:
    assert EXON_18 in links(real_client.get("/variants").text)
    answer = real_client.get(
        "/analysis/frequencies?exon=18&population=everybody", headers={"accept": "application/json"}
    )
    rows = {row["term"]["iri"]: row for row in answer.json()["rows"]}
    shown = table(real_client, EXON_18)
    assert shown and {row["finding"] for row in shown} == rows.keys()
    page = real_client.get(EXON_18).text
    for row in shown:
        right = rows[row["finding"]]
        numbers = (right["present"], right["absent"], right["notReported"], right["cases"])
        assert tuple(int(row[name]) for name in ("present", "absent", "notReported", "people")) == numbers
        line = re.search(rf'<tr><th scope="row"><a href="{address(row["finding"])}">.*?</tr>', page, re.DOTALL)
        assert line and re.findall(r'<td class="n">(?:<a [^>]*>)?(\d+)', line[0])[:3] == [str(n) for n in numbers[:3]]


def test_a_variant_tells_its_carriers_and_their_findings_in_three_states(
    toy_client: TestClient, cohort: Engine
) -> None:
    page = toy_client.get(TOY_WOMAN_S).text
    assert "3 people are described with it" in page
    rows = table(toy_client, TOY_WOMAN_S)
    gait = [row for row in rows if row["termLabel"] == "Gait disturbance"]
    assert sorted((row["personLabel"], row["state"]) for row in gait) == [
        ("Toy A 2001: toy woman", "present"),
        ("Toy B 2002: patient 1", "present"),
    ]
    found = {(row["person"], row["state"], row["finding"]) for row in told(cohort, asked(page, "as-sparql"))}
    assert found == {(row["person"], row["state"], row["finding"]) for row in rows}
    [variant] = graphql(toy_client, asked(page, "as-graphql"))["variants"]["nodes"]
    assert {one["iri"] for one in variant["cases"]["nodes"]} == {row["person"] for row in rows} | {
        BASE + "case/pmid-0000001/toy-daughter"
    }
    states = page.partition("Findings of its carriers")[2]
    line = re.search(r"<tr><th[^>]*><a[^>]*>Gait disturbance</a>.*?</tr>", states, re.DOTALL)
    assert line and re.findall(r'<td class="n">(?:<a [^>]*>)?(\d+)', line[0])[:3] == ["2", "0", "1"]


def test_what_is_told_of_several_together_is_nobodys_own(toy_client: TestClient) -> None:
    page = toy_client.get(TOY_WOMAN_S).text
    assert "dementia" in page.partition("Said of several carriers together")[2].partition("</ul>")[0].lower()
    assert not [row for row in table(toy_client, TOY_WOMAN_S) if "ementia" in row["termLabel"]]


def test_doubts_are_told_in_full_and_what_may_be_the_same_is_linked(real_client: TestClient, real: Engine) -> None:
    doubts = told(real, "SELECT ?x ?text { ?x a kg:Variant ; kg:hasDoubt ?d . ?d kg:text ?text }")
    same = told(real, "SELECT ?x ?other { ?x kg:possiblySameVariantAs ?other }")
    assert doubts and same
    for row in (doubts[0], doubts[-1]):
        assert row["text"] in html.unescape(real_client.get(address(row["x"])).text)
    facts = real_client.get(address(same[0]["x"])).text.partition("<dl")[2].partition("</dl>")[0]
    assert address(same[0]["other"]) in links(facts)


def test_databases_stand_beside_papers_with_their_stars_and_counts(toy_client: TestClient, cohort: Engine) -> None:
    [stars, *_] = told(
        cohort,
        """SELECT ?x ?stated ?stars {
             ?c kg:classificationOf ?x ; kg:statedClassification ?stated ; kg:reviewStars ?stars } ORDER BY ?x ?c""",
    )
    page = toy_client.get(address(stars["x"])).text.partition("What databases say")[2]
    assert stars["stated"] in page and f"{stars['stars']} of 4 stars" in page
    [count, *_] = told(cohort, "SELECT ?x ?n ?of { ?f kg:frequencyOf ?x ; kg:alleleCount ?n ; kg:alleleNumber ?of }")
    page = toy_client.get(address(count["x"])).text.partition("How often it was counted")[2]
    assert f'<td class="n">{int(count["n"]):,}</td><td class="n">{int(count["of"]):,}</td>' in page


@pytest.mark.parametrize("kind", ["Exon", "Intron", "ProteinDomain", "Gene", "Transcript"])
def test_each_place_shows_its_variants_and_marks_itself(shown: tuple[TestClient, Engine], kind: str) -> None:
    client, engine = shown
    link = {
        "Exon": "inExon",
        "Intron": "inIntron",
        "ProteinDomain": "inDomain",
        "Gene": "ofGene",
        "Transcript": "onTranscript",
    }
    within = told(
        engine,
        f"""SELECT ?x ?variant {{ ?x a kg:{kind} . ?variant kg:{link[kind]} ?x ; a kg:Variant
            {". ?named kg:ofVariant ?variant" if kind == "Gene" else ""} }}""",
    )
    places: dict[str, set[str]] = {}
    for row in within:
        places.setdefault(row["x"], set()).add(row["variant"])
    assert places
    for place, variants in sorted(places.items())[:3]:
        page = client.get(address(place))
        assert page.status_code == 200
        listed = page.text.partition("<h2>Variants</h2>")[2].partition("</table>")[0]
        assert {one.partition("#")[0] for one in links(listed) if one.startswith("/variant/")} == set(
            map(address, variants)
        ), place
        if kind in ("Exon", "Intron", "ProteinDomain"):
            drawing = ElementTree.fromstring(client.get(f"{address(place)}.svg").text)
            marked = [
                link.attrib["href"]
                for link in drawing.iter(f"{SVG}a")
                for part in link
                if "chosen" in part.attrib.get("class", "")
            ]
            assert marked == [place]
        told(engine, asked(page.text, "as-sparql"))
        graphql(client, asked(page.text, "as-graphql"))


def test_two_variants_are_compared_from_the_list_and_from_a_page(real_client: TestClient) -> None:
    for at in ("/variants", "/variant/CSF1R/c.2498C-T"):
        form = re.search(r'<form [^>]*action="/findings/compare".*?</form>', real_client.get(at).text, re.DOTALL)
        assert form and 'name="variant"' in form[0] and 'name="b.variant"' in form[0]
        names = [html.unescape(one) for one in re.findall(r'value="([^"]+)"', form[0])]
        assert "CSF1R:c.2345G>A" in names
        for name in names:
            answer = real_client.get(
                f"/analysis/frequencies?population=everybody&variant={quote(name)}",
                headers={"accept": "application/json"},
            )
            assert answer.status_code == 200, name


@given(st.lists(st.floats(0, 1000, allow_nan=False).map(lambda one: round(one, 2)), max_size=40).map(sorted))
def test_marks_are_spread_in_their_order_and_piled_without_touching(places: list[float]) -> None:
    apart = spread(places, [12.0] * len(places), 0.0, 1000.0)
    assert all(b - a > 11.99 for a, b in pairwise(apart))
    assert all(-0.01 <= one <= 1000.01 for one in apart)
    if all(b - a >= 12 for a, b in pairwise(places)):
        assert apart == pytest.approx(places)
    rows = piled(places, 10.0)
    for (a, row), (b, other) in combinations(zip(places, rows, strict=True), 2):
        assert row != other or abs(a - b) >= 10.0


def test_a_gene_without_domains_has_a_table_and_no_map(toy_client: TestClient, cohort: Engine) -> None:
    [other, *_] = told(
        cohort, "SELECT ?label { ?g a kg:Gene ; rdfs:label ?label MINUS { ?d kg:ofGene ?g ; kg:firstResidue ?one } }"
    )
    page = toy_client.get("/variants", params={"gene": other["label"]})
    assert page.status_code == 200 and "there is no map" in page.text and "<figure" not in page.text


def test_a_page_of_the_list_is_cut_and_its_sheet_is_whole(
    real_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [row["variant"] for row in table(real_client, "/variants?sort=people")]
    monkeypatch.setattr("api.pages.variants.MOST", 40)
    monkeypatch.setattr("api.pages.variants.COMPARED", 5)
    monkeypatch.setattr("api.pages.variants._BATCH", 7)
    seen: list[str] = []
    for number in range(1, len(whole) // 40 + 2):
        at = f"/variants?sort=people&page={number}&exon="  # an address of its own, that nothing kept is given
        assert [row["variant"] for row in table(real_client, at)] == whole
        page = real_client.get(at).text
        listed = page.partition("<h2>List</h2>")[2].partition("</table>")[0]
        seen += re.findall(r'<th scope="row"><a href="(/variant/[^"#]*)"', listed)
        assert page.partition("<datalist")[2].partition("</datalist>")[0].count("<option") == 5
    assert [html.unescape(one) for one in seen] == list(map(address, whole)) and len(whole) > 40


def test_findings_of_a_gene_are_cut_on_its_page_and_whole_in_its_sheet(real_client: TestClient, real: Engine) -> None:
    at = address(gene(real))
    answer = real_client.get(
        "/analysis/frequencies?gene=CSF1R&population=everybody", headers={"accept": "application/json"}
    )
    right = [row["term"]["iri"] for row in answer.json()["rows"]]
    assert [row["finding"] for row in table(real_client, at)] == right
    shown = real_client.get(at).text.partition('<div id="findings">')[2].partition("</table>")[0]
    rows = re.findall(r'<th scope="row"><a href="(/term/[^"]*)"', shown)
    assert rows == list(map(address, right[: len(rows)])) and len(rows) < len(right)
