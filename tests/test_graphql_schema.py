"""The schema is a contract: it explains itself, and a change that breaks clients is named before it lands."""

from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
from graphql import (
    build_client_schema,
    build_schema,
    get_introspection_query,
    is_enum_type,
    is_input_object_type,
    is_object_type,
    parse,
    print_schema,
)
from graphql.utilities import find_breaking_changes
from starlette.testclient import TestClient

from api.app import make_app
from api.graphql.inputs import INPUTS
from api.graphql.listed import LISTS
from api.graphql.schema import core, sdl
from kg.engine import Engine
from kg.find import Filter, GenotypeFilter
from kg.find import facets as counted
from kg.find.filters import asked
from kg.model.words import Status

SNAPSHOT = Path(__file__).parent.parent / "api" / "graphql" / "schema.graphql"


def breaking(before: str, after: str) -> list[str]:
    return [one.description for one in find_breaking_changes(build_schema(before), build_schema(after))]


def test_no_change_breaks_what_clients_were_promised() -> None:
    broken = breaking(SNAPSHOT.read_text("utf-8"), sdl())
    assert broken == [], "deprecate it for a release first (see api/graphql/README.md)"


def test_the_promise_is_written_down() -> None:
    assert SNAPSHOT.read_text("utf-8") == sdl(), "the schema has grown: run `make schema`"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  pmid: String\n", "  pubmed: String\n", "Field Paper.pmid was removed."),
        ("  caseLabel: String!\n", "  caseLabel: Int!\n", "Field Case.caseLabel changed type from String! to Int!."),
        ("  NOT_REPORTED\n", "  UNKNOWN\n", "Enum value Status.NOT_REPORTED was removed."),
    ],
)
def test_the_guard_names_what_would_break(old: str, new: str, told: str) -> None:
    assert told in breaking(sdl(), sdl().replace(old, new, 1))


def test_a_field_that_goes_says_when_and_what_to_use_instead() -> None:
    old = [(kind.name, name, one.deprecation_reason) for kind in core().type_map.values() if is_object_type(kind)
           for name, one in kind.fields.items() if one.deprecation_reason]  # fmt: skip
    assert [one for one in old if "use " not in str(one[2]).lower()] == []


def test_the_schema_is_served_as_text_and_can_be_read_back(toy: Engine) -> None:
    client = TestClient(make_app(toy))
    assert client.get("/schema.graphql").text == client.get("/graphql/schema.graphql").text == sdl()
    assert parse(sdl())
    found: dict[str, Any] = client.post("/graphql", json={"query": get_introspection_query()}).json()
    assert found["data"]["__schema"]["queryType"]["name"] == "Query"
    assert found["data"]["__schema"]["mutationType"] is None


def test_a_client_that_asks_the_schema_of_itself_reads_the_file_byte_for_byte(toy: Engine) -> None:
    client = TestClient(make_app(toy))
    query = get_introspection_query(specified_by_url=True, directive_is_repeatable=True, input_value_deprecation=True)
    told = client.post("/graphql", json={"query": query}).json()["data"]
    assert print_schema(build_client_schema(told)) + "\n" == SNAPSHOT.read_text("utf-8")
    [here] = {one["name"] for one in told["__schema"]["types"]} & {"_FieldSet", "_Any", "link__Import", "link__Purpose"}
    assert here == "_Any", "what clients cannot use stands in `_service { sdl }` alone"
    gone = client.post("/graphql", json={"query": '{ __type(name: "_FieldSet") { name } _service { sdl } }'}).json()
    assert gone["data"]["__type"] is None
    assert all(word in gone["data"]["_service"]["sdl"] for word in ("@link(", '@key(fields: "id")'))


def test_every_type_field_argument_and_value_is_described() -> None:
    silent = []
    for name, kind in core().type_map.items():
        # What a federation adds is described by its own specification.
        if name.startswith("_") or "__" in name or name in ("String", "Int", "Float", "Boolean", "ID"):
            continue
        silent += [] if kind.description else [name]
        parts = dict(getattr(kind, "fields", {}))
        parts |= dict(kind.values) if is_enum_type(kind) else {}
        for part, one in parts.items():
            silent += [] if one.description or part.startswith("_") else [f"{name}.{part}"]
            arguments = getattr(one, "args", {}) if not is_input_object_type(kind) else {}
            silent += [
                f"{name}.{part}({argument})"
                for argument, told in arguments.items()
                if not told.description and not part.startswith("_")
            ]
    assert silent == []


def test_a_status_is_never_a_boolean_that_may_be_null() -> None:
    assert str(core().type_map["Observation"].fields["status"].type) == "Status!"
    assert set(core().type_map["Status"].values) == set(Status.__members__)


def test_every_facet_and_every_filter_of_the_graph_is_one_of_the_schema() -> None:
    for row in LISTS.values():
        assert set(counted.FACETS[row.where]) == set(core().type_map[f"{row.prefix}Facet"].values), row.where
    assert {row.where for row in LISTS.values()} == set(get_args(Filter)) == INPUTS.keys() - {GenotypeFilter}
    for kind in INPUTS:
        assert len(core().type_map[kind.__name__].fields) == len(fields(kind))
        assert all(asked(kind)[one.name] for one in fields(kind)), kind


def test_every_connection_is_relays(toy: Engine) -> None:
    connections = [kind for name, kind in core().type_map.items() if name.endswith("Connection")]
    assert len(connections) >= 8
    for kind in connections:
        assert {"edges", "nodes", "pageInfo", "totalCount"} <= kind.fields.keys(), kind
    told = core().type_map["PageInfo"].fields
    assert {name: str(one.type) for name, one in told.items()} == {
        "hasNextPage": "Boolean!",
        "hasPreviousPage": "Boolean!",
        "startCursor": "String",
        "endCursor": "String",
    }
    assert {name: str(one.type) for name, one in core().type_map["Node"].fields.items()} == {"id": "ID!"}
