"""The data model, the words of the ontology, and what the graph rests on: as declared, as used, as counted anew."""

import re

import pytest
from starlette.testclient import TestClient

from api.addresses import address, here
from kg.engine import Engine
from kg.lexicon.spelling import PROLOGUE
from kg.names import BASE, KG, OWL, graph
from kg.release import Release
from tests.each_release import EVERY
from tests.views import asked, page, query, reader, table, text_of

ONTOLOGY = graph("ontology")


@pytest.fixture(params=EVERY)
def held(request: pytest.FixtureRequest) -> tuple[TestClient, Engine, Release]:
    engine: Engine = request.getfixturevalue(request.param)
    release: Release = request.getfixturevalue(f"{request.param}_release")
    return reader(engine, release), engine, release


def words(engine: Engine, kind: str) -> set[str]:
    rows = engine.rows(f"""SELECT ?x WHERE {{ GRAPH <{ONTOLOGY}> {{ ?x a <{OWL}{kind}> }}
        FILTER(STRSTARTS(STR(?x), "{KG}")) }}""")
    return {row["x"].value for row in rows}


def counted(engine: Engine, pattern: str) -> dict[str, int]:
    rows = engine.rows(f"{PROLOGUE} SELECT ?of (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }} GROUP BY ?of")
    return {row["of"].value: int(row["n"].value) for row in rows if "of" in row}


def test_every_class_and_property_stands_in_the_model_with_how_much_it_is_used(
    held: tuple[TestClient, Engine, Release],
) -> None:
    client, engine, _ = held
    rows = table(client, "/model")
    told = {
        kind: {row["iri"]: int(row["number"]) for row in rows if row["kind"] == kind} for kind in ("class", "property")
    }
    assert told["class"].keys() == words(engine, "Class")
    assert told["property"].keys() == words(engine, "ObjectProperty") | words(engine, "DatatypeProperty")
    # What the description of the dataset says of itself is in no count.
    things = counted(engine, f'?x a ?of FILTER(STRSTARTS(STR(?of), "{KG}") && STRSTARTS(STR(?x), "{BASE}"))')
    for name in ("Paper", "Case", "Variant", "Doubt", "BiallelicCase", "CohortStatistic"):
        assert told["class"][KG + name] == things.get(KG + name, 0), name
    for name in ("hasFinding", "memberOfFamily", "ofVariant"):
        (row,) = engine.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?x <{KG}{name}> ?y }}")
        assert told["property"][KG + name] == int(row["n"].value), name


def test_the_picture_of_the_model_has_boxes_that_lead_to_their_classes_and_lie_apart(
    held: tuple[TestClient, Engine, Release],
) -> None:
    client, engine, _ = held
    text = page(client, "/model")
    boxes = re.findall(r'<a href="([^"]+)"><title>[^<]*</title>\s*<rect class="box" x="([\d.]+)" y="([\d.]+)"', text)
    assert {here(KG + name) for name in ("Paper", "Case", "Variant", "Genotype")} <= {at for at, _, _ in boxes}
    assert len({(x, y) for _, x, y in boxes}) == len(boxes) == len({at for at, _, _ in boxes})
    assert {at.removeprefix("/term/kg:") for at, _, _ in boxes} <= {
        one.removeprefix(KG) for one in words(engine, "Class")
    }
    tabled = set(re.findall(r'<th scope="row"><a href="([^"]+)"', text))
    assert {at for at, _, _ in boxes} <= tabled


def defined(engine: Engine) -> list[str]:
    rows = engine.rows(f"SELECT ?x WHERE {{ GRAPH <{ONTOLOGY}> {{ ?x <{OWL}equivalentClass> ?y }} }} ORDER BY ?x")
    return [row["x"].value for row in rows]


def test_each_defined_class_says_what_a_member_must_be_and_has_its_members(
    held: tuple[TestClient, Engine, Release],
) -> None:
    client, engine, _ = held
    members = counted(engine, "?x a ?of FILTER(isIRI(?x))")
    assert len(defined(engine)) > 20
    for iri in defined(engine)[::3]:
        text = text_of(page(client, here(iri)))
        assert "What a member must be" in text, iri
        total = members.get(iri, 0)
        assert (f"Members : {total:,}" in text or f"Members: {total:,}" in text) == bool(total), iri
        told = [row["iri"] for row in table(client, here(iri)) if row["of"] == "member"]
        assert len(told) == len(set(told)) == total


def test_whoever_belongs_to_a_defined_class_is_shown_with_facts_of_the_graph(toy: Engine, toy_release: Release) -> None:
    client, shown = reader(toy, toy_release), 0
    for iri in defined(toy):
        because = page(client, here(iri)).partition("Because of")[2].partition("</table>")[0]
        rows = re.findall(r'<th scope="row"><a href="/(case/[^"]+)">.*?</th><td>(.*?)</td>', because, re.S)
        for who, told in rows[:2]:
            assert "not worked out here" not in told, (iri, who)
            # All that a fact leads to is one to three steps away from the person.
            around = toy.rows(
                f"""SELECT ?a ?b ?c WHERE {{ <{BASE}{who}> ?p ?a OPTIONAL {{ ?a ?q ?b OPTIONAL {{ ?b ?r ?c }} }} }}"""
            )
            near = {row[step].value for row in around for step in ("a", "b", "c") if step in row}
            assert set(re.findall(r"href=\"([^\"]+)\"", told)) <= {here(one) for one in near}
            shown += 1
    assert shown > 10


@pytest.mark.slow
def test_facts_behind_a_membership_are_statements_of_the_graph(real: Engine, real_release: Release) -> None:
    text = (
        page(reader(real, real_release), "/term/kg:CTCalcificationCase")
        .partition("Because of")[2]
        .partition("</table>")[0]
    )
    rows = re.findall(r'<th scope="row"><a href="/([^"]+)">.*?</th><td>(.*?)</td>', text, re.S)
    members = counted(real, f"?x a <{KG}CTCalcificationCase> BIND(1 AS ?of)")
    assert len(rows) == members["1"]
    for who, because in rows:
        (seen,) = re.findall(r'href="/([^"]+)"', because)
        assert real.rows(f"SELECT (1 AS ?y) WHERE {{ <{BASE}{who}> <{KG}hasFinding> <{BASE}{seen}> }}")


def test_a_property_shows_where_it_leads_and_examples_of_its_use(held: tuple[TestClient, Engine, Release]) -> None:
    client, engine, _ = held
    text = page(client, "/term/kg:hasFinding")
    (row,) = engine.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?x <{KG}hasFinding> ?y }}")
    assert f"{int(row['n'].value):,} times" in text_of(text)
    assert {'href="/term/kg:Case"', 'href="/term/kg:Observation"'} <= set(re.findall(r'href="[^"]+"', text))
    assert len(re.findall(r'<th scope="row"><a href="/case/', text.partition("Examples")[2])) > 0


def test_things_of_a_few_lines_are_told_in_words_and_lead_to_their_paper(
    held: tuple[TestClient, Engine, Release],
) -> None:
    client, engine, _ = held
    for pattern in ("?paper kg:hasReading ?x", "?x a kg:CohortStatistic ; kg:reportedIn ?paper",
                    f'?x kg:ofVariant ?v ; kg:reportedIn ?paper FILTER(STRSTARTS(STR(?x), "{BASE}mention/"))',
                    "?x a kg:Graph ; prov:wasDerivedFrom ?paper"):  # fmt: skip
        for row in engine.rows(f"{PROLOGUE} SELECT ?x ?paper WHERE {{ {pattern} }} ORDER BY ?x LIMIT 2"):
            text = page(client, address(row["x"].value)).partition("<details")[0]
            assert f'href="{address(row["paper"].value)}"' in text, row


def test_the_page_about_the_data_counts_what_is_there_and_names_every_source(
    held: tuple[TestClient, Engine, Release],
) -> None:
    client, engine, release = held
    text, rows = text_of(page(client, "/about")), table(client, "/about")
    held_here = {row["what"]: int(row["number"]) for row in rows if row["group"] == "held"}
    assert held_here["people"] == counted(engine, "?x a kg:Case BIND(1 AS ?of)").get("1", 0)
    assert held_here["findings present"] == counted(engine, "?case kg:hasFinding ?x BIND(1 AS ?of)").get("1", 0)
    unread = counted(engine, "?x a kg:Paper FILTER NOT EXISTS { ?x kg:readingDepth ?any } BIND(1 AS ?of)").get("1", 0)
    read = sum(int(row["number"]) for row in rows if row["group"] == "papers read")
    assert read == held_here["papers"] - unread, "what imported data name was not read here"
    for source in release.manifest["sources"]:
        assert source["title"] in text
        assert source["licence"] in text
    assert release.manifest["inputs_digest"] in text
    assert "No medical advice" in text
    coverage = [(row["what"], int(row["number"]), int(row["of"])) for row in rows if row["group"] == "coverage"]
    assert coverage == [(one["what"], one["held"], one["of"]) for one in release.manifest.get("share", ())]


def test_their_queries_run_and_give_what_is_shown(toy: Engine, toy_release: Release) -> None:
    client = reader(toy, toy_release)
    for at in ("/model", "/about", "/term/kg:BiallelicCase", "/term/kg:sex", "/term/kg:female"):
        text = page(client, at)
        assert toy.rows(query(text, "sparql")), at
        assert asked(client, text), at
    text = page(client, "/term/kg:BiallelicCase")
    members = {row["iri"] for row in table(client, "/term/kg:BiallelicCase") if row["of"] == "member"}
    assert {row["x"].value for row in toy.rows(query(text, "sparql"))} == members
    assert asked(client, text)["cases"]["totalCount"] == len(members)
