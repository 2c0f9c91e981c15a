"""Analyses in GraphQL: a field for each kind, whose rows lead on to cases, papers and terms; as by any door."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    EnumValueNode,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    ListValueNode,
    NameNode,
    ObjectFieldNode,
    ObjectValueNode,
    ast_from_value,
    get_named_type,
    is_leaf_type,
    print_ast,
)
from starlette.testclient import TestClient

from api.analyses import asking
from api.app import make_app
from api.graphql.inside import to_camel_case
from api.graphql.schema import core
from api.settings import Settings
from kg.analysis import KINDS, STANDARD, Question, words
from kg.analysis.result import told
from kg.release import Release
from tests.every_question import EVERY

RELEASES = ("toy_release", pytest.param("real_release", marks=pytest.mark.slow))
DEAR = Settings(graphql_cost_most=10**9)
NAMES = {"all_of": "and", "any_of": "or", "none_of": "not", "low": "min", "high": "max"}
KNOWN = "id label people method { name source software } leftOut { what { iri label } why instead { iri label } } notes"


def app_over(release: Release, settings: Settings = DEAR) -> TestClient:
    return TestClient(make_app(release.engine(), settings, release.manifest, (), release.folder))


@pytest.fixture(scope="module")
def client(toy_release: Release) -> TestClient:
    return app_over(toy_release)


@pytest.fixture(scope="module", params=RELEASES)
def both(request: pytest.FixtureRequest) -> TestClient:
    return app_over(request.getfixturevalue(request.param))


def ask(client: TestClient, query: str, **variables: Any) -> dict[str, Any]:
    answer = client.post("/graphql", json={"query": query, "variables": variables}).json()
    assert "errors" not in answer, answer["errors"]
    found: dict[str, Any] = answer["data"]
    return found


def row_type(kind: str) -> GraphQLObjectType:
    found = core().type_map[f"{KINDS[kind].row.__name__}"]
    assert isinstance(found, GraphQLObjectType)
    return found


def selection(field: GraphQLField) -> str:
    """Enough of a field of a row to hold it against JSON."""
    kind = get_named_type(field.type)
    if is_leaf_type(kind):
        return ""
    if kind.name == "Estimate":
        return "{ value low high }"
    if kind.name.endswith("Connection"):
        return "{ totalCount nodes { iri label } }"
    return "{ iri label }"


def rows_of(kind: str) -> str:
    fields = row_type(kind).fields.items()
    shown = " ".join(f"{name}{'(first: 500)' if 'first' in one.args else ''} {selection(one)}" for name, one in fields)
    return f"rows(first: 500, after: $after) {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {shown} }} }}"


def plain(value: Any) -> Any:
    """A field of GraphQL as JSON has it."""
    return value["nodes"] if isinstance(value, dict) and "totalCount" in value else value


def field_of(kind: str) -> str:
    """What a kind is called as a field."""
    return to_camel_case(kind.replace("-", "_"))


def literal(asked: Question) -> str:
    """The arguments that ask a question."""
    field = core().type_map["Analyses"].fields[field_of(asked.kind)]  # type: ignore[union-attr]
    given = {to_camel_case(name): told(getattr(asked, name)) for name in words(type(asked))}
    shown = {name: value for name, value in given.items() if value not in (None, [])}
    written = (
        f"{name}: {print_ast(_ast(renamed(value, field.args[name].type), field.args[name].type))}"
        for name, value in shown.items()
    )
    return f"({' '.join(written)})" if shown else ""


def renamed(value: Any, of: Any) -> Any:
    """A filter told by kg with the names that GraphQL has."""
    kind = get_named_type(of)
    if isinstance(value, list):
        return [renamed(one, of) for one in value]
    if isinstance(value, dict) and isinstance(kind, GraphQLInputObjectType):
        names = {name: NAMES.get(name, to_camel_case(name)) for name in value}
        return {names[name]: renamed(one, kind.fields[names[name]].type) for name, one in value.items()}
    return value


def _ast(value: Any, of: Any) -> Any:
    """`ast_from_value` takes the values of enums as they are in Python; here they are names."""
    kind = of.of_type if isinstance(of, GraphQLNonNull) else of
    if isinstance(kind, GraphQLList):
        return ListValueNode(values=tuple(_ast(one, kind.of_type) for one in value))
    named = get_named_type(kind)
    if hasattr(named, "values"):
        return EnumValueNode(value=value)
    if isinstance(named, GraphQLInputObjectType):
        fields = tuple(
            ObjectFieldNode(name=NameNode(value=name), value=_ast(one, named.fields[name].type))
            for name, one in value.items()
        )
        return ObjectValueNode(fields=fields)
    return ast_from_value(value, named)


def pages(client: TestClient, asked: Question) -> Iterator[dict[str, Any]]:
    field, after = field_of(asked.kind), None
    shown = f"{KNOWN} kind sparql {rows_of(asked.kind)}"
    query = f"query ($after: String) {{ analysis {{ {field}{literal(asked)} {{ {shown} }} }} }}"
    while True:
        found = ask(client, query, after=after)["analysis"][field]
        yield found
        if not found["rows"]["pageInfo"]["hasNextPage"]:
            return
        after = found["rows"]["pageInfo"]["endCursor"]


@pytest.mark.parametrize("asked", EVERY, ids=lambda one: asking(one).removeprefix("/analysis/"))
def test_an_answer_is_that_of_json(both: TestClient, asked: Question) -> None:
    told_by_json = both.get(asking(asked)).json()
    found = list(pages(both, asked))
    one = found[0]
    for name in ("id", "label", "people", "method", "leftOut", "notes", "sparql"):
        assert one[name] == told_by_json[name], name
    assert one["kind"] == asked.kind.upper().replace("-", "_")
    rows = [row for page in found for row in page["rows"]["nodes"]]
    assert one["rows"]["totalCount"] == len(rows) == len(told_by_json["rows"])
    for row, expected in zip(rows, told_by_json["rows"], strict=True):
        for name, value in row.items():
            there, whole = plain(value), expected[name]
            if isinstance(whole, list):
                assert sorted(one["iri"] for one in there) == sorted(one["iri"] for one in whole), name
                assert not isinstance(value, dict) or value["totalCount"] == len(whole)
            elif isinstance(whole, dict) and "iri" in whole:
                assert there and there["iri"] == whole["iri"], f"{name}: {whole}"
            else:
                assert there == whole, name
        assert {*row, "id"} == {*expected}


def test_the_list_of_what_every_release_answers(client: TestClient) -> None:
    query = "{ analyses(first: 500) { totalCount nodes { __typename id label question kind } edges { node { id } } } }"
    found = ask(client, query)["analyses"]
    assert found["totalCount"] == len(STANDARD)
    assert [one["id"] for one in found["nodes"]] == [one.iri for one in STANDARD]
    assert [one["node"]["id"] for one in found["edges"]] == [one.iri for one in STANDARD]
    assert [one["question"] for one in found["nodes"]] == [one.canonical for one in STANDARD]
    assert found["nodes"][0]["__typename"] == f"{type(STANDARD[0]).__name__}Analysis"
    some = ask(client, "{ analyses(kinds: [FREQUENCIES], first: 1) { nodes { kind } pageInfo { hasNextPage } } }")
    assert some["analyses"] == {"nodes": [{"kind": "FREQUENCIES"}], "pageInfo": {"hasNextPage": True}}


def test_an_answer_is_a_node_by_its_iri(client: TestClient) -> None:
    query = "query ($id: ID!) { node(id: $id) { id ... on FrequenciesAnalysis { rows(first: 1) { totalCount } } } }"
    found = ask(client, query, id=STANDARD[0].iri)["node"]
    assert found["id"] == STANDARD[0].iri and found["rows"]["totalCount"] == 10


def test_a_row_leads_on_to_cases_papers_and_terms(client: TestClient) -> None:
    query = """{ analysis { frequencies(by: VARIANT_CLASS, terms: ["Gait disturbance"]) { rows { nodes {
        group { label thing { __typename } } term { curie } present
        presentIn(first: 1) { totalCount pageInfo { hasNextPage endCursor }
          facets(by: [SEX]) { values { label count } } nodes { caseLabel variants { nodes { hgvsCoding } } } }
        papers { nodes { pmid } } } } } } }"""
    [row] = ask(client, query)["analysis"]["frequencies"]["rows"]["nodes"]
    assert row["group"] == {"label": "missense variant", "thing": {"__typename": "OntologyTerm"}}
    assert (row["term"]["curie"], row["present"]) == ("HP:0001288", 2)
    assert (row["presentIn"]["totalCount"], row["presentIn"]["pageInfo"]["hasNextPage"]) == (2, True)
    assert row["presentIn"]["facets"] == [{"values": [{"label": "female", "count": 2}]}]
    [case] = row["presentIn"]["nodes"]
    assert case["caseLabel"] == "toy woman" and case["variants"]["nodes"][0]["hgvsCoding"].endswith("c.149G>A")
    assert [one["pmid"] for one in row["papers"]["nodes"]] == ["0000001", "0000002"]


def test_a_filter_and_a_name_that_is_read_as_another(client: TestClient) -> None:
    query = """{ analysis { frequencies(population: EVERYBODY, where: {not: [{sex: [FEMALE]}],
        variant: {consequence: ["missense"]}}) { people } } }"""
    answer = client.post("/graphql", json={"query": query}).json()
    assert answer["data"]["analysis"]["frequencies"]["people"] == 1, "toy uncle"
    assert "missense" in answer["extensions"]["rewrites"][0]


def test_a_cursor_is_good_for_its_own_rows_alone(client: TestClient) -> None:
    query = "{ analysis { frequencies(%s) { rows(first: 1%s) { pageInfo { endCursor } nodes { term { label } } } } } }"
    first = ask(client, query % ("by: ALL", ""))["analysis"]["frequencies"]["rows"]
    cursor = first["pageInfo"]["endCursor"]
    then = ask(client, query % ("by: ALL", f', after: "{cursor}"'))["analysis"]["frequencies"]["rows"]
    assert then["nodes"] != first["nodes"]
    other = client.post("/graphql", json={"query": query % ("by: SEX", f', after: "{cursor}"')}).json()
    assert other["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_what_cannot_be_asked_is_told(client: TestClient) -> None:
    query = '{ analysis { frequencies(terms: ["Gait disturbanse"]) { people } } }'
    [error] = client.post("/graphql", json={"query": query}).json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT" and "HP:0001288" in error["message"]
    unknown = client.post("/graphql", json={"query": "{ analysis { frequencies(by: COLOUR) { people } } }"}).json()
    assert unknown["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_and_argument_of_a_kind_says_what_it_holds(kind: str) -> None:
    one, field = KINDS[kind], core().type_map["Analyses"].fields[field_of(kind)]  # type: ignore[union-attr]
    asks = {to_camel_case(name): says for name, says in words(one.question).items()}
    assert {name: given.description for name, given in field.args.items()} == asks
    holds = {to_camel_case(name): says for name, says in words(one.row).items()}
    assert {name: given.description for name, given in row_type(kind).fields.items()} == holds


def test_a_page_of_rows_is_priced_by_its_size(toy_release: Release) -> None:
    client = app_over(toy_release, Settings())

    def price(rows: int) -> int:
        shown = f"rows(first: {rows}) {{ nodes {{ presentIn {{ nodes {{ iri }} }} }} }}"
        query = f"{{ analysis {{ frequencies {{ {shown} }} }} }}"
        return int(client.post("/graphql", json={"query": query}).json()["extensions"]["cost"]["requested"])

    assert price(100) > 9 * price(10) > 80
    dear = "{ analysis { frequencies { rows(first: 500) { nodes { presentIn(first: 500) { nodes { iri } } } } } } }"
    assert (
        client.post("/graphql", json={"query": dear}).json()["errors"][0]["extensions"]["code"] == "COST_LIMIT_EXCEEDED"
    )


def test_doors_share_what_is_kept(toy_release: Release) -> None:
    client = app_over(toy_release, Settings())
    client.get("/analysis/frequencies")
    ask(client, "{ analysis { frequencies { people } } }")
    ask(client, "{ analyses(first: 1) { nodes { people } } }")
    desk = client.app.desk  # type: ignore[attr-defined]
    assert (desk.analyses.misses, desk.analyses.hits) == (1, 2)
