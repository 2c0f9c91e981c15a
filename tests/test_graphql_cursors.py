"""A cursor is of one list, of one thing, in one order: every other refuses it in words, and loses no row in silence."""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest
from graphql import GraphQLField, get_named_type, is_object_type, is_required_argument
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import make_app
from api.graphql.cursors import Cursors
from api.graphql.node import KINDS
from api.graphql.schema import core
from kg.engine import Engine
from kg.find import BadPage, Order
from kg.names import BASE, KG, OBO, PREFIXES

PAGE = "{ totalCount pageInfo { startCursor endCursor hasNextPage } }"


@dataclass(frozen=True)
class Asked:
    """A list as it is asked for: a field, of what, in which order or by what."""

    owner: str
    kind: str
    field: str
    given: str = ""

    def query(self, place: str = "") -> str:
        """A page of it."""
        words = ", ".join(one for one in (self.given, place) if one)
        page = f"{self.field}{f'({words})' if words else ''} {PAGE}"
        return (
            f'{{ node(id: "{self.owner}") {{ ... on {self.kind} {{ {page} }} }} }}' if self.owner else f"{{ {page} }}"
        )

    @property
    def name(self) -> str:
        return f"{self.kind}.{self.field}"


def ask(client: TestClient, query: str) -> dict[str, Any]:
    return client.post("/graphql", json={"query": query}).json()  # type: ignore[no-any-return]


def page(client: TestClient, one: Asked, place: str = "") -> dict[str, Any]:
    told = ask(client, one.query(place))
    assert "errors" not in told, (one, told["errors"])
    data = told["data"]["node"] if one.owner else told["data"]
    return data[one.field]  # type: ignore[no-any-return]


def refusal(client: TestClient, one: Asked, cursor: str) -> str:
    """Why a list does not take a cursor."""
    told = ask(client, one.query(f'first: 1, after: "{cursor}"'))
    assert "errors" in told, (one, told)
    [error] = told["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    message: str = error["message"]
    return message


def connections() -> list[tuple[str, str, GraphQLField]]:
    """Every field of the root and of things that leads to a connection, with the type it stands on.

    Lists of answers of analyses are held to the same in test_graphql_analysis.py.
    """
    kinds = [kind for kind in core().type_map.values() if is_object_type(kind) and kind.name in {"Query", *KINDS}]
    return [
        (kind.name, name, one)
        for kind in kinds
        for name, one in kind.fields.items()
        if get_named_type(one.type).name.endswith("Connection")
    ]


def ways(field: GraphQLField) -> list[str]:
    """The orders that a list may have, or what its rows may be grouped by."""
    if "orderBy" in field.args:
        order: Any = get_named_type(field.args["orderBy"].type)
        return [f"orderBy: {{field: {name}}}" for name in get_named_type(order.fields["field"].type).values]
    if "groupBy" in field.args:
        return [f"groupBy: {name}" for name in ("ALL", "VARIANT", "SEX")]
    return ['text: "toy"'] if [name for name, one in field.args.items() if is_required_argument(one)] else [""]


@pytest.fixture(scope="module")
def client(toy: Engine) -> TestClient:
    return TestClient(make_app(toy))


@pytest.fixture(scope="module")
def lists(client: TestClient, toy: Engine) -> dict[Asked, str]:
    """A cursor of every list of the toy that holds anything, of one owner that has it, in every order."""
    found: dict[Asked, str] = {}
    for kind, field, told in connections():
        for owner in [""] if kind == "Query" else owners(toy, kind):
            first, *others = (Asked(owner, kind, field, way) for way in ways(told))
            if page(client, first)["totalCount"]:
                found |= {one: page(client, one)["pageInfo"]["endCursor"] for one in (first, *others)}
                break
    return found


def owners(toy: Engine, kind: str) -> list[str]:
    classes = " ".join(f"<{PREFIXES[name.partition(':')[0]]}{name.partition(':')[2]}>" for name in KINDS[kind].classes)
    own = "" if kind != "OntologyTerm" else f"?seen a <{KG}PhenotypeObservation> , ?x ."
    return [
        row["x"].value
        for row in toy.rows(f"SELECT DISTINCT ?x {{ VALUES ?c {{ {classes} }} {own} ?x a ?c }} ORDER BY ?x LIMIT 12")
    ]


def test_the_toy_has_nearly_every_list_of_the_schema(lists: dict[Asked, str]) -> None:
    every = {f"{kind}.{field}" for kind, field, _ in connections()}
    assert len(every) > 30
    assert len({one.name for one in lists}) > 0.8 * len(every), every - {one.name for one in lists}


def test_no_two_lists_have_cursors_of_one_name(lists: dict[Asked, str]) -> None:
    assert len(set(lists.values())) == len(lists)


def test_a_cursor_of_each_list_is_taken_by_it_and_refused_by_others(
    lists: dict[Asked, str], client: TestClient
) -> None:
    every = list(lists)
    for number, one in enumerate(every):
        assert page(client, one, f'first: 1, after: "{lists[one]}"')["pageInfo"].keys() >= {"hasNextPage"}
        for other in (every[(number + step) % len(every)] for step in (1, 2, 7, 31)):
            what = "another order" if (one.name, one.owner) == (other.name, other.owner) else "another list"
            assert f"that cursor is of {what}" in refusal(client, one, lists[other]), (one, other)


def test_a_list_of_one_thing_refuses_the_cursor_of_the_same_list_of_another(client: TestClient, toy: Engine) -> None:
    cases = [Asked(owner, "Case", "observations") for owner in owners(toy, "Case")]
    cursors = {one: page(client, one)["pageInfo"]["endCursor"] for one in cases}
    full = [one for one in cases if cursors[one]]
    assert len(full) > 2
    for one, other in pairwise(full):
        assert "`Case.observations` by IRI of another thing" in refusal(client, one, cursors[other])


def test_the_direction_and_the_filter_may_change(client: TestClient) -> None:
    by_age = Asked("", "Query", "cases", "orderBy: {field: AGE_AT_ONSET}")
    cursor = page(client, by_age, "first: 2")["pageInfo"]["endCursor"]
    down = replace(by_age, given="orderBy: {field: AGE_AT_ONSET, direction: DESC}")
    for changed in (down, replace(by_age, given=by_age.given + ", where: {affected: true}")):
        assert page(client, changed, f'after: "{cursor}"')["pageInfo"]["startCursor"]


def test_a_cursor_of_an_earlier_version_is_told_as_that(client: TestClient) -> None:
    former = json.dumps([None, BASE + "case/pmid-0000001/toy-woman"])
    cursor = urlsafe_b64encode(former.encode()).decode().rstrip("=")
    assert "made by an earlier version" in refusal(client, Asked("", "Query", "cases"), cursor)


def test_a_cursor_of_ours_is_short(lists: dict[Asked, str], client: TestClient) -> None:
    first = page(client, Asked("", "Query", "cases"), "first: 1")["pageInfo"]["startCursor"]
    iri = ask(client, "{ cases(first: 1) { nodes { iri } } }")["data"]["cases"]["nodes"][0]["iri"]
    former = urlsafe_b64encode(json.dumps([None, iri], separators=(",", ":")).encode())
    assert len(first) <= len(former)


IRIS = st.builds("{}{}".format, st.sampled_from([BASE, OBO, "http://toy.example/"]), st.text(max_size=40))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
FIELDS = st.sampled_from(["Query.cases", "Case.observations", "Query.papers"])
OWNERS = st.sampled_from(["", "0123456789", "abcdefabcd"])


@st.composite
def keyed(draw: st.DrawFn) -> tuple[Cursors, tuple[Any, str]]:
    """A list, and the key of a thing of it."""
    order = draw(st.sampled_from(Order))
    value = st.none() if not order.link else st.none() | (NUMBERS if order.number else st.text(max_size=40))
    return Cursors(draw(FIELDS), order.name, draw(OWNERS), order), (draw(value), draw(IRIS))


@given(keyed(), keyed())
def test_whatever_the_key_a_list_reads_its_own_cursors_and_no_others(
    one: tuple[Cursors, tuple[Any, str]], other: tuple[Cursors, tuple[Any, str]]
) -> None:
    (own, key), (others, _) = one, other
    assert own.read(own.write(key)) == key
    if own != others:
        with pytest.raises(BadPage, match=r"that cursor is of another (list|order), "):
            others.read(own.write(key))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=6),
)
MADE_UP = st.text(max_size=60) | JSON_VALUES.map(lambda one: urlsafe_b64encode(json.dumps(one).encode()).decode())
FORGED = st.tuples(st.just("Query.cases"), st.just("YEAR"), st.just(""), JSON_VALUES, JSON_VALUES | IRIS)


@given(MADE_UP | FORGED.map(lambda one: urlsafe_b64encode(json.dumps(one).encode()).decode()))
def test_what_is_no_cursor_is_the_clients_mistake_and_nothing_else(cursor: str) -> None:
    try:
        value, iri = Cursors("Query.cases", "YEAR", check=Order.YEAR).read(cursor)
    except BadPage:
        return
    assert isinstance(value, str | None)
    assert isinstance(iri, str)


@pytest.mark.parametrize("number", ["1" + "0" * 400, "-" + "9" * 6000, "1e999", "NaN", "-Infinity"])
def test_a_number_that_nothing_has_is_the_clients_mistake_too(client: TestClient, number: str) -> None:
    forged = f'["Query.cases","AGE_AT_ONSET","",{number},"~case/toy"]'
    told = refusal(
        client,
        Asked("", "Query", "cases", "orderBy: {field: AGE_AT_ONSET}"),
        urlsafe_b64encode(forged.encode()).decode(),
    )
    assert "cursor" in told or "number" in told
