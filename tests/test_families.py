"""Families: every member, and no tie between two people that the paper's words do not name."""

import html
import re
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from kg.engine import Engine
from kg.lexicon.spelling import PROLOGUE
from kg.names import BASE
from kg.portrait.kin import Kinship, ties
from kg.release import Release

PAGE = {"accept": "text/html"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def toys(toy: Engine, toy_release: Release) -> TestClient:
    return TestClient(make_app(toy, manifest=toy_release.manifest, folder=toy_release.folder))


@pytest.fixture(scope="module")
def real_pages(real: Engine, real_release: Release) -> TestClient:
    return TestClient(make_app(real, manifest=real_release.manifest, folder=real_release.folder))


def read(family: str, *names: str) -> set[tuple[str, str, str]]:
    return {(names[one.first], one.kind.value, names[one.second]) for one in ties(family, names)}


def test_a_tie_is_read_where_a_name_says_whose_relative_somebody_is() -> None:
    assert read("toy family", "mother of proband", "proband", "proband's father") == {
        ("mother of proband", "parent", "proband"),
        ("proband's father", "parent", "proband"),
    }
    assert read("toy family", "twin sister of the woman of 39", "woman of 39") == {
        ("twin sister of the woman of 39", "sibling", "woman of 39")
    }
    assert read("couple T1/T22", "T22 (mother)", "child 1 of couple T1/T22") == {
        ("T22 (mother)", "parent", "child 1 of couple T1/T22")
    }


def test_a_tie_is_read_where_the_family_is_called_after_somebody() -> None:
    assert read("family of the girl", "girl", "mother", "elder brother", "maternal uncle") == {
        ("mother", "parent", "girl"),
        ("girl", "sibling", "elder brother"),
        ("maternal uncle", "other", "girl"),
    }
    assert read("three siblings", "sibling one", "sibling two") == {("sibling one", "sibling", "sibling two")}
    assert read("father and two daughters", "father", "daughter 1") == {("father", "parent", "daughter 1")}


@pytest.mark.parametrize(
    ("family", "names"),
    [
        ("one family", ("mother", "affected sibling")),
        ("toy pedigree", ("II-2 (mother)", "III-1")),
        ("toy family", ("patient 1 of 2", "patient 2 of 2")),
        ("family of four generations", ("mother", "proband")),
        ("toy family", ("grandson", "grandfather")),
    ],
)
def test_nothing_is_concluded(family: str, names: tuple[str, ...]) -> None:
    assert read(family, *names) == set()


def test_a_grandparent_is_placed_and_never_joined() -> None:
    [tie] = ties("family of the girl", ("girl", "paternal grandmother"))
    assert (tie.kind, tie.down) == (Kinship.OTHER, 2)


def families(engine: Engine) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    asked = "SELECT ?f ?x ?name WHERE { ?x kg:memberOfFamily ?f ; kg:caseLabel ?name } ORDER BY ?x"
    for row in engine.rows(f"{PROLOGUE} {asked}"):
        found.setdefault(row["f"].value, []).append((row["x"].value, row["name"].value))
    return found


def check(client: TestClient, engine: Engine) -> None:
    """Of every family: each member stands in the table and on the picture, and the query beside it finds the same."""
    for family, members in families(engine).items():
        path = "/" + family.removeprefix(BASE)
        answer = client.get(path, headers=PAGE)
        assert answer.status_code == 200, path
        text = answer.text
        picture = ElementTree.fromstring(client.get(path + ".svg").text)
        drawn = [one.get("href") for one in picture.iter(SVG + "a")]
        assert sorted(drawn) == sorted(iri for iri, _ in members)
        rows = text.partition("<tbody>")[2].partition("</tbody>")[0]
        assert all(f'<tr><th scope="row"><a href="/{iri.removeprefix(BASE)}">' in rows for iri, _ in members)
        query = re.search(r'id="as-sparql">(.*?)</pre>', text, re.DOTALL)
        assert query
        found = engine.rows(html.unescape(query[1]))
        assert {row["member"].value for row in found} == {iri for iri, _ in members}


def test_every_member_of_a_family_is_shown(toys: TestClient, toy: Engine) -> None:
    check(toys, toy)


def test_every_member_of_every_real_family_is_shown(real_pages: TestClient, real: Engine) -> None:
    check(real_pages, real)


def test_where_no_tie_is_told_no_line_is_drawn(toys: TestClient) -> None:
    path = "/family/pmid-0000001/toy-family"
    assert "How these people are related is not told" in toys.get(path, headers=PAGE).text
    strokes = ElementTree.fromstring(toys.get(path + ".svg").text).iter(SVG + "path")
    # What is left are the shapes of symbols, which are closed or filled: no line leads from one person to another.
    assert [one.get("d") for one in strokes if " H " in (one.get("d") or "") or " V " in (one.get("d") or "")] == []


def test_numbers_of_a_pedigree_give_generations_and_no_descent(real_pages: TestClient) -> None:
    path = "/family/pmid-37349768/brazilian-family"
    picture = ElementTree.fromstring(real_pages.get(path + ".svg").text)
    assert {"II", "III"} <= {one.text for one in picture.iter(SVG + "text")}
    assert not [one for one in picture.iter(SVG + "path") if " V " in (one.get("d") or "")]
    assert "who descends from whom is not told" in real_pages.get(path, headers=PAGE).text


def test_parents_who_are_told_to_be_relatives_are_joined_twice(real_pages: TestClient) -> None:
    def couple(path: str) -> int:
        picture = ElementTree.fromstring(real_pages.get(path + ".svg").text)
        return len([one for one in picture.iter(SVG + "path") if re.fullmatch(r"M \S+ \S+ H \S+", one.get("d") or "")])

    assert couple("/family/pmid-37431483/family-of-the-index-patient") == 2
    # "consanguineous family" does not say of the parents that they are relatives of each other.
    assert couple("/family/pmid-32464672/family-of-the-girl") == 1


def test_the_query_in_graphql_finds_the_members(toys: TestClient) -> None:
    text = toys.get("/family/pmid-0000001/toy-family", headers=PAGE).text
    query = re.search(r'id="as-graphql">(.*?)</pre>', text, re.DOTALL)
    assert query
    answer = toys.post("/graphql", json={"query": html.unescape(query[1])}).json()
    assert "errors" not in answer
    assert answer["data"]["family"]["cases"]["totalCount"] == 2
