"""Entities: whatever has a key is found again by each of its keys, and a bad key spoils its own place only."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    DirectiveNode,
    GraphQLUnionType,
    ObjectTypeDefinitionNode,
    SchemaDefinitionNode,
    get_named_type,
    is_non_null_type,
    parse,
)
from starlette.testclient import TestClient
from strawberry.federation import schema_directives

from api.app import make_app
from api.graphql.kinds import KINDS
from api.graphql.schema import core
from api.settings import Settings
from kg.engine import Engine
from kg.names import KG

ENTITIES = """query ($them: [_Any!]!) { _entities(representations: $them) {
  __typename ... on Thing { id curie label } ... on Variant { hgvs } ... on Paper { pmid doi } } }"""
GOOD = {"__typename": "Gene", "curie": "gene:TOY1"}
CASE = "https://w3id.org/csf1r-kg/case/pmid-0000001/toy-woman"
MOST = 500


@pytest.fixture(scope="module")
def client(toy: Engine) -> TestClient:
    return TestClient(make_app(toy, Settings(page_most=MOST)))


def asked(client: TestClient, query: str, **variables: object) -> dict[str, Any]:
    body = {"query": query, "variables": variables, "extensions": {"sparql": True}}
    return dict(client.post("/graphql", json=body).json())


@pytest.fixture(scope="module")
def sdl(client: TestClient) -> str:
    return str(asked(client, "{ _service { sdl } }")["data"]["_service"]["sdl"])


def arguments(directive: DirectiveNode) -> dict[str, Any]:
    return {one.name.value: getattr(one.value, "value", None) for one in directive.arguments or ()}


@pytest.fixture(scope="module")
def keys(sdl: str) -> dict[str, list[str]]:
    """The keys of each type that has any, as another subgraph reads them."""
    types = [one for one in parse(sdl).definitions if isinstance(one, ObjectTypeDefinitionNode)]
    found = {one.name.value: [arguments(it) for it in one.directives or () if it.name.value == "key"] for one in types}
    return {name: [it["fields"] for it in those] for name, those in found.items() if those}


def test_every_type_with_a_key_is_an_entity_and_no_other(keys: dict[str, list[str]]) -> None:
    union = core().type_map["_Entity"]
    assert isinstance(union, GraphQLUnionType)
    assert {one.name for one in union.types} == set(keys)


def test_every_thing_of_the_schema_has_its_iri_and_its_short_name_for_keys(keys: dict[str, list[str]]) -> None:
    things = core().get_possible_types(core().type_map["Thing"])  # type: ignore[arg-type]
    assert {one.name for one in things} == {name for name, those in keys.items() if {"id", "curie"} <= set(those)}


def test_a_key_that_may_be_null_says_so(keys: dict[str, list[str]]) -> None:
    told = {f"{name}.{key}": core().type_map[name].fields[key] for name, those in keys.items() for key in those}
    nullable = {name: one.description for name, one in told.items() if not is_non_null_type(one.type)}
    assert set(nullable) == {"Variant.hgvs", "Paper.pmid", "Paper.doi"}
    assert [name for name, description in nullable.items() if "may be null" not in description] == []


def test_the_lowest_version_of_the_federation_is_linked_that_has_what_is_used(sdl: str) -> None:
    [link] = next(one for one in parse(sdl).definitions if isinstance(one, SchemaDefinitionNode)).directives or ()
    imported = {one.value for argument in link.arguments or () for one in getattr(argument.value, "values", ())}
    known = [one for one in vars(schema_directives).values() if hasattr(one, "minimum_version")]
    needed = max(one.minimum_version for one in known if f"@{one.__strawberry_directive__.graphql_name}" in imported)
    assert imported == {"@key", "@shareable"}
    assert arguments(link)["url"].endswith("/v" + ".".join(map(str, needed)))


# Whatever is led to is found again


def led(name: str) -> str:
    """A selection of every thing that a type leads to without an argument, or by how it was read."""
    fields = core().type_map[name].fields.items()
    chosen = [key for key, one in fields if "curie" in getattr(get_named_type(one.type), "fields", {}) and not one.args]
    read = f"evidence {{ {led('Evidence')} }}" if "evidence" in dict(fields) else ""
    return " ".join([*(f"{key} {{ __typename id curie }}" for key in chosen), read]).strip() or "__typename"


def things(value: Any) -> Iterator[tuple[str, str, str]]:
    """Every thing of an answer: its type, its IRI and its short name."""
    if isinstance(value, dict):
        if "curie" in value:
            yield value["__typename"], value["id"], value["curie"]
        for one in value.values():
            yield from things(one)
    elif isinstance(value, list):
        for one in value:
            yield from things(one)


def found_again(client: TestClient, kind: str, those: list[tuple[str, str, str]], key: str) -> list[Any]:
    them = [{"__typename": kind, key: iri if key == "id" else curie} for _, iri, curie in those]
    query = "query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on %s { id curie %s } } }"
    answer = asked(client, query % (kind, led(kind)), r=them)
    assert "errors" not in answer, answer["errors"][0]
    found = answer["data"]["_entities"]
    assert [(one["__typename"], one["id"], one["curie"]) for one in found] == those
    return list(found)


def test_whatever_the_graph_leads_to_is_found_again_by_each_key(
    client: TestClient, keys: dict[str, list[str]], toy: Engine
) -> None:
    roots = " ".join(
        f"{one} {{ nodes {{ __typename id curie }} }}"
        for one in ("cases", "papers", "variants", "observations", "statistics", "terms")
    )
    new = set(things(asked(client, f'{{ gene(id: "TOY1") {{ __typename id curie }} {roots} }}')["data"]))
    seen: set[tuple[str, str, str]] = set()
    while new:
        seen |= new
        answers = []
        for kind in sorted({one[0] for one in new}):
            those = sorted(one for one in new if one[0] == kind)
            for some in (those[at : at + 100] for at in range(0, len(those), 100)):
                answers += found_again(client, kind, some, "id")
                found_again(client, kind, some, "curie")
        new = set(things(answers)) - seen
    unmet = " ".join(one for kind in set(keys) - {one[0] for one in seen} for one in KINDS[kind].classes)
    assert toy.rows(f"PREFIX kg: <{KG}> SELECT ?x WHERE {{ VALUES ?class {{ {unmet} }} ?x a ?class }}") == []


@pytest.mark.parametrize(
    ("lists", "kind", "key"), [("variants", "Variant", "hgvs"), ("papers", "Paper", "pmid"), ("papers", "Paper", "doi")]
)
def test_natural_keys_lead_back_to_whom_they_came_from(client: TestClient, lists: str, kind: str, key: str) -> None:
    given = asked(client, f"{{ {lists} {{ nodes {{ id {key} }} }} }}")["data"][lists]["nodes"]
    answer = asked(client, ENTITIES, them=[{"__typename": kind, key: one[key]} for one in given])
    found = answer["data"]["_entities"]
    assert [one and one["id"] for one in found] == [one["id"] if one[key] else None for one in given]
    nulls = [["_entities", place] for place, one in enumerate(given) if one[key] is None]
    assert [one["path"] for one in answer.get("errors", ())] == nulls


# A bad key spoils its own place


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({"__typename": "Variant", "hgvs": None}, "needs one of its keys, not null: id, curie, hgvs"),
        ({"__typename": "Variant"}, "needs one of its keys"),
        ({"__typename": "Variant", "pmid": "0000001"}, "needs one of its keys"),
        ({"__typename": "Paper", "pmid": 1}, "the key `pmid` is a text, here it is 1"),
        ({"__typename": "Paper", "id": ["a", "b"]}, "the key `id` is a text"),
        ({"__typename": "Case", "id": "a toy woman"}, "'a toy woman' is neither"),
        ({"__typename": "Case", "curie": "nobody:knows/this"}, "'nobody:knows/this' is neither"),
        ({"__typename": "Variant", "hgvs": "a\\b"}, "characters that no name has"),
        ({"__typename": "Variant", "hgvs": "p.Leu70Pro"}, "2 things: variant:TOY1/c.209T-C or variant:TOY1/p.Leu70Pro"),
        ({"__typename": "Thing", "id": CASE}, 'which "Thing" is not'),
        ({"__typename": "Disease", "id": CASE}, 'which "Disease" is not'),
        ({"__typename": ["Gene"], "id": CASE}, "of a type that has a key"),
        ({"id": CASE}, "of a type that has a key"),
        ("Gene", 'which "Gene" is not'),
        ({"__typename": "Gene", "id": CASE, "curie": "gene:TOY1"}, "lead to different things: `id` to case:"),
    ],
)
def test_what_cannot_be_a_key_is_told_in_its_place_and_the_others_are_answered(
    client: TestClient, bad: object, told: str
) -> None:
    answer = asked(client, ENTITIES, them=[GOOD, bad, GOOD])
    [error] = answer["errors"]
    assert told in error["message"]
    assert (error["path"], error["extensions"]["code"]) == (["_entities", 1], "BAD_USER_INPUT")
    assert [one and one["label"] for one in answer["data"]["_entities"]] == ["TOY1", None, "TOY1"]


@pytest.mark.parametrize(
    "unknown",
    [
        {"__typename": "Gene", "curie": "gene:TOY9"},
        {"__typename": "Gene", "id": CASE},
        {"__typename": "OntologyTerm", "id": CASE},
        {"__typename": "Variant", "hgvs": "TOY_0001.1:c.9999G>A"},
        {"__typename": "Paper", "pmid": "9999999"},
    ],
)
def test_a_key_that_nothing_has_is_null_and_no_error(client: TestClient, unknown: object) -> None:
    answer = asked(client, ENTITIES, them=[GOOD, unknown])
    assert "errors" not in answer
    assert [one and one["label"] for one in answer["data"]["_entities"]] == ["TOY1", None]


def test_of_several_keys_those_that_are_null_or_lead_nowhere_say_nothing(client: TestClient) -> None:
    them = [
        {"__typename": "Paper", "id": None, "pmid": "0000001", "doi": None},
        {"__typename": "Paper", "curie": "paper:pmid-0000001", "doi": "10.0000/toy-nothing"},
        {"__typename": "Paper", "pmid": "0000001", "title": "not a key"},
    ]
    answer = asked(client, ENTITIES, them=them)
    assert "errors" not in answer
    assert [one["pmid"] for one in answer["data"]["_entities"]] == ["0000001"] * 3


def test_of_hundreds_of_faults_the_last_that_is_told_counts_the_rest(client: TestClient) -> None:
    answer = asked(client, ENTITIES, them=[{"__typename": "Variant", "hgvs": None}] * (MOST - 1) + [GOOD])
    assert [one["path"][1] for one in answer["errors"]] == list(range(100))
    assert f"{MOST - 101} places after this one" in answer["errors"][-1]["message"]
    assert [one and one["label"] for one in answer["data"]["_entities"]] == [None] * (MOST - 1) + ["TOY1"]


# Many at once


@pytest.fixture(scope="module")
def terms(client: TestClient) -> list[dict[str, str]]:
    """As many representations of terms as may be sent."""
    known = asked(client, "{ terms(first: 500) { nodes { curie } } }")["data"]["terms"]["nodes"]
    return [{"__typename": "OntologyTerm", "curie": known[number % len(known)]["curie"]} for number in range(MOST)]


def test_as_many_as_a_page_may_have_are_read_in_a_query_a_level(
    client: TestClient, terms: list[dict[str, str]]
) -> None:
    query = """query ($them: [_Any!]!) { _entities(representations: $them) { ... on OntologyTerm {
      curie definition parents { label parents { definition } } } } }"""
    answer = asked(client, query, them=terms)
    assert "errors" not in answer
    assert [one["curie"] for one in answer["data"]["_entities"]] == [one["curie"] for one in terms]
    assert len(answer["extensions"]["sparql"]) <= 3
    assert answer["extensions"]["cost"]["requested"] >= MOST


def test_keys_written_into_the_query_are_as_good_as_a_variable(client: TestClient, terms: list[dict[str, str]]) -> None:
    written = " ".join(f'{{__typename: "OntologyTerm", curie: {json.dumps(one["curie"])}}}' for one in terms)
    answer = asked(client, f"{{ _entities(representations: [{written}]) {{ ... on OntologyTerm {{ curie }} }} }}")
    assert "errors" not in answer
    assert [one["curie"] for one in answer["data"]["_entities"]] == [one["curie"] for one in terms]


def test_one_more_is_refused_with_how_many_may_be_sent(client: TestClient, terms: list[dict[str, str]]) -> None:
    [error] = asked(client, ENTITIES, them=[*terms, terms[0]])["errors"]
    assert f"may hold {MOST} at most, not {MOST + 1}" in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_filter_beside_them_is_as_bounded_as_ever(client: TestClient, terms: list[dict[str, str]]) -> None:
    query = """query ($them: [_Any!]!, $where: CaseFilter) {
      _entities(representations: $them) { __typename } cases(where: $where) { totalCount } }"""
    [error] = asked(client, query, them=terms, where={"or": [{"sex": "MALE"}] * 1000})["errors"]
    assert "objects" in error["message"]
