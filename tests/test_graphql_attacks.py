"""What would wear the server down is refused before the engine is asked anything, and the refusal says what to change.

No time is asserted. What makes an attack harmless is that no query runs, and that what is read of it is bounded.
"""

import inspect
import json
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from graphql import get_introspection_query
from starlette.testclient import TestClient

from api.app import make_app
from kg.engine import Answer, Engine, Question, Row
from kg.engine.serving import EngineState
from tests.bench.graphql import PAGE

RESPONSE = "application/graphql-response+json"
RELEASE = "release { version }"


class Guarded:
    """A real engine that counts what it is asked, and answers nothing while it is closed."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self.asked, self.closed = engine, 0, False

    async def ask(self, question: Question, deadline: float) -> Answer:
        self._note()
        return await self._engine.ask(question, deadline)  # type: ignore[attr-defined,no-any-return]

    def rows(self, query: str) -> list[Row]:
        self._note()
        return self._engine.rows(query)

    def state(self) -> EngineState:
        return EngineState("guarded", ready=True)

    def _note(self) -> None:
        self.asked += 1
        assert not self.closed, "the engine was asked"


@pytest.fixture
def engine(toy: Engine) -> Guarded:
    return Guarded(toy)


@pytest.fixture
def client(engine: Guarded) -> TestClient:
    return TestClient(make_app(engine))  # type: ignore[arg-type]


def refused(client: TestClient, engine: Guarded, text: str) -> list[dict[str, Any]]:
    """The errors of a request that was refused, and of which the engine never heard."""
    engine.closed = True
    headers = {"content-type": "application/json", "accept": RESPONSE}
    answer = client.post("/graphql", content=text, headers=headers)
    told = answer.json()
    assert engine.asked == 0
    assert told["errors"], "it was answered"
    assert answer.status_code in (400, 413) or not any(one for given in told["data"].values() for one in given or ())
    assert answer.headers["content-type"].startswith(RESPONSE)
    assert len(answer.content) <= 4 * len(text) + 10_000, "the answer is larger than the attack"
    errors: list[dict[str, Any]] = told["errors"]
    return errors


# Shapes of requests.


def body(query: str, **variables: object) -> str:
    return json.dumps({"query": query, "variables": variables})


def raw(query: str, variables: str) -> str:
    """A request whose variables are JSON already: they may be nested deeper than json.dumps would go."""
    return f'{{"query": {json.dumps(query)}, "variables": {variables}}}'


def nested(opening: str, times: int, innermost: str = "iri") -> str:
    """A selection in a selection in a selection."""
    return opening * times + innermost + "}" * (opening.count("{") * times)


def walk(size: str, times: int) -> str:
    """From cases to their papers to the cases of these."""
    return "{ " + nested(f"cases{size} {{ nodes {{ paper {{ ", times) + " }"


def all_of(chosen: Iterable[str]) -> str:
    return "{ " + " ".join(chosen) + " }"


def fragments(chosen: Sequence[str], on: str = "Query") -> str:
    """A fragment for each selection: f0, f1 ..."""
    return " ".join(f"fragment f{number} on {on} {{ {one} }}" for number, one in enumerate(chosen))


def ring(size: int) -> str:
    """Fragments that hold each other, in a ring."""
    return fragments([f"...f{(number + 1) % size}" for number in range(size)])


def laughs(directive: str = "") -> str:
    """Fragments that hold the next one three times."""
    return "{ ...f0 } " + fragments([*(f"...f{number} {directive} " * 3 for number in range(1, 20)), RELEASE])


def aliases(times: int, chosen: str) -> str:
    return " ".join(f"a{number}: {chosen}" for number in range(times))


def texts(times: int) -> list[str]:
    return [f"x{number}" for number in range(times)]


def listed(values: Iterable[object]) -> str:
    return "[" + " ".join(map(json.dumps, values)) + "]"


def combined(word: str, times: int) -> str:
    """The JSON of a filter in a filter in a filter, as the variable `where`."""
    return '{"where": ' + f'{{"{word}": [' * times + "{}" + "]}" * times + "}"


def wrapped(times: int) -> object:
    return [wrapped(times - 1)] if times else "x"


PAGES = nested("cases(first: $n) { nodes { paper { ", 3)
WHERE = "query ($where: CaseFilter) { cases(where: $where) { totalCount } }"
SEARCH = "query ($text: String!) { search(text: $text) { totalCount } }"
ENTITIES = "query ($them: [_Any!]!) { _entities(representations: $them) { __typename } }"
NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
TYPES = "__schema { types { name fields { name args { name description type { name } } type { name } } } }"
FACETS = "facets(by: [SEX, FINDING, YEAR]) { name values { label count } }"
DEEP_CHAIN = fragments([f"paper {{ cases {{ nodes {{ ...f{number} }} }} }}" for number in range(1, 20)], "Case")

DEPTH, RING, ALIASES = "DEPTH_LIMIT_EXCEEDED", "MAX_RECURSIVE_SELECTIONS_EXCEEDED", "ALIAS_LIMIT_EXCEEDED"
WIDTH, DIRECTIVES, TOKENS = "SELECTION_LIMIT_EXCEEDED", "DIRECTIVE_LIMIT_EXCEEDED", "TOKEN_LIMIT_EXCEEDED"
OPERATIONS, FRAGMENTS, COST = "OPERATION_LIMIT_EXCEEDED", "FRAGMENT_LIMIT_EXCEEDED", "COST_LIMIT_EXCEEDED"
INVALID, INPUT, NO_REQUEST = "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT", "BAD_REQUEST"

DOCUMENTS = {
    "too deep": (DEPTH, walk("", 20)),
    "deep through fragments": (
        DEPTH,
        f"{{ cases {{ nodes {{ ...f0 }} }} }} {DEEP_CHAIN} fragment f19 on Case {{ iri }}",
    ),
    "deep through inline fragments": (
        DEPTH,
        all_of([nested("cases { nodes { ... on Case { paper { ... on Paper { ", 20)]),
    ),
    "deeper than a parser goes": (DEPTH, "{" + nested("a {", 1500, "a") + "}"),
    "inline fragments, hundreds deep": (DEPTH, all_of([nested("... {", 400, RELEASE)])),
    "a fragment that holds itself": (RING, "{ ...f0 } " + ring(1)),
    "two fragments that hold each other": (RING, "{ ...f0 } " + ring(2)),
    "three fragments in a ring": (RING, "{ ...f0 } " + ring(3)),
    "a ring that nobody uses": (RING, f"{{ {RELEASE} }} " + ring(2)),
    "a ring through fields": (
        RING,
        "{ cases { nodes { ...f0 } } } " + fragments(["paper { cases { nodes { ...f0 } } }"], "Case"),
    ),
    "a billion laughs": (WIDTH, laughs()),
    "a billion laughs, each skipped": (DIRECTIVES, laughs("@skip(if: true)")),
    "aliases of one field": (ALIASES, all_of([aliases(500, RELEASE)])),
    "aliases of the name of a type": (ALIASES, all_of([aliases(500, "__typename")])),
    "aliases of the name of a type through fragments": (
        ALIASES,
        all_of(f"...f{number}" for number in range(90)) + fragments([f"__is{n}: __typename" for n in range(90)]),
    ),
    "aliases in a page": (ALIASES, f"{{ cases {{ nodes {{ {aliases(500, 'paper { iri }')} }} }} }}"),
    "aliases through fragments": (
        ALIASES,
        all_of(f"...f{number}" for number in range(90)) + fragments([f"a{n}: {RELEASE}" for n in range(90)]),
    ),
    "thousands of fields": (WIDTH, f"{{ release {{ {'version ' * 4000} }} }}"),
    "fields that overlap, each to be held against each": (WIDTH, all_of(["cases { nodes { iri } }"] * 600)),
    "one field with hundreds of arguments": (
        INVALID,
        all_of(f"cases(first: {n}) {{ totalCount }}" for n in range(400)),
    ),
    "many operations": (OPERATIONS, " ".join(f"query q{number} {{ {RELEASE} }}" for number in range(500))),
    "many fragments": (FRAGMENTS, f"{{ {RELEASE} }} " + fragments([RELEASE] * 200)),
    "many directives on a field": (DIRECTIVES, f"{{ release {{ version {'@include(if: true) ' * 500} }} }}"),
    "many directives on an operation": (DIRECTIVES, f"query {'@a ' * 2000} {{ {RELEASE} }}"),
    "many directives on a variable": (INVALID, f"query ($a: Int {'@a ' * 2000}) {{ {RELEASE} }}"),
    "many tokens": (TOKENS, all_of([RELEASE] * 5000)),
    "names of a megabyte": (INVALID, all_of([f"{name}{'a' * 40_000}" for name in texts(20)])),
    "a number of many digits": (INVALID, f"{{ cases(first: {'9' * 100_000}) {{ totalCount }} }}"),
    "a variable many times": (INVALID, f"query ({'$a: Int ' * 1000}) {{ cases(first: $a) {{ totalCount }} }}"),
    "many variables": (INVALID, f"query ({' '.join(f'$a{n}: Int' for n in range(1000))}) {{ {RELEASE} }}"),
    "filters nested in a literal": (
        DEPTH,
        f"{{ cases(where: {nested('{and: [', 500, '{')}{']}' * 500}}}) {{ totalCount }} }}",
    ),
    "introspection in a circle": (
        INVALID,
        all_of([nested("__schema { types { ", 1, nested("fields { type { ", 5, "name"))]),
    ),
    "introspection through aliases": (COST, all_of([aliases(55, TYPES)])),
    "aliases inside an introspection": (COST, f"{{ __schema {{ {aliases(55, TYPES.partition('{ ')[2][:-2])} }} }}"),
    "a subscription": (INVALID, "subscription { cases { totalCount } }"),
    "thousands of ids": (INPUT, f"{{ nodes(ids: {listed(texts(4000))}) {{ id }} }}"),
    "a text of a megabyte": (INPUT, f"{{ case(id: {json.dumps('x' * 900_000)}) {{ iri }} }}"),
    "a cursor of a megabyte": (INPUT, f"{{ cases(after: {json.dumps('A' * 900_000)}) {{ totalCount }} }}"),
    "fewer than none": (INPUT, "{ cases(first: -5) { nodes { iri } } }"),
    "fewer than none, further in": (
        INPUT,
        "{ cases(first: 5) { nodes { paper { cases(first: -5) { nodes { iri } } } } } }",
    ),
    "a huge page": (INPUT, "{ cases(first: 2000000000) { totalCount } }"),
    "a page larger than numbers go": (INVALID, "{ cases(first: 99999999999999) { totalCount } }"),
    "from both ends": (INPUT, "{ cases(first: 1, last: 500) { nodes { iri } } }"),
}
REQUESTS = {
    "thousands of ids in a variable": (INPUT, body(NODES, ids=texts(30_000))),
    "thousands of names": (
        INPUT,
        body("query ($ids: [String!]!) { casesByName(ids: $ids) { id } }", ids=texts(30_000)),
    ),
    "entities by the thousand": (
        INPUT,
        body(ENTITIES, them=[{"__typename": "Paper", "pmid": one} for one in texts(3000)]),
    ),
    "an entity with a megabyte for a key": (INPUT, body(ENTITIES, them=[{"__typename": "Case", "id": "/a" * 450_000}])),
    "entities nested in each other": (INPUT, body(ENTITIES, them=[{"__typename": "Case", "id": wrapped(50)}])),
    "entities of no type": (INPUT, body(ENTITIES, them=[{"__typename": one} for one in texts(500)])),
    "filters nested in a variable": (NO_REQUEST, raw(WHERE, combined("and", 1000))),
    "filters nested in a variable, as deep as JSON goes": (INPUT, raw(WHERE, combined("not", 200))),
    "filters nested in a variable, as deep as coercion goes": (INPUT, raw(WHERE, combined("not", 60))),
    "filters side by side": (INPUT, body(WHERE, where={"or": [{"sex": "MALE"}] * 1000})),
    "observations that multiply": (INPUT, body(WHERE, where={"observation": [{"imaging": True}] * 300})),
    "terms by the thousand": (INPUT, body(WHERE, where={"observation": [{"term": texts(20_000)}]})),
    "JSON nested deeply": (NO_REQUEST, raw(f"{{ {RELEASE} }}", "[" * 100_000 + "]" * 100_000)),
    "a batch": (NO_REQUEST, json.dumps([{"query": f"{{ {RELEASE} }}"}] * 1000)),
    "a body of two megabytes": (NO_REQUEST, body(f"{{ {RELEASE} }}", text="x" * 2_000_000)),
    "a number of many digits in a variable": (NO_REQUEST, raw(f"{{ {RELEASE} }}", '{"n": ' + "9" * 5000 + "}")),
    "numbers that are none": (INPUT, raw("query ($n: Int) { cases(first: $n) { totalCount } }", '{"n": Infinity}')),
    "a search for thousands of words": (INPUT, body(SEARCH, text="ataxia " * 5000)),
    "a search for a megabyte": (INPUT, body(SEARCH, text="x" * 900_000)),
}
DEAR = {
    "pages that multiply": ("cases", body("{ " + PAGES.replace("$n", "500") + " }")),
    "pages by a variable": ("cases", body(f"query ($n: Int) {{ {PAGES} }}", n=500)),
    "pages by a number written otherwise": (
        "cases",
        body(f"query ($n: Int) {{ {nested('cases(first: $n) { nodes { paper { ', 2)} }}", n=500.0),
    ),
    "pages by a variable's default": ("cases", body(f"query ($n: Int = 500) {{ {PAGES} }}")),
    "pages from the end": ("cases", body("{ " + PAGES.replace("first: $n", "last: 500") + " }")),
    "pages that name no size": ("cases", body(walk("", 4))),
    "pages through edges": ("cases", body("{ " + nested("cases(first: 500) { edges { node { paper { ", 3) + " }")),
    "two pages of the most": ("cases", body("{ " + nested("cases(first: 500) { nodes { paper { ", 2) + " }")),
    "things that are only counted by name": (
        "papers",
        body("{ papers(first: 500) { nodes { cases(first: 500) { nodes { iri } } } } }"),
    ),
    "plain lists in lists": (
        "cases",
        body(f"{{ cases(first: 500) {{ nodes {{ {nested('possiblySame { ', 15)} }} }} }}"),
    ),
    "facets, many times": (
        "papers",
        body(f"{{ papers(first: 500) {{ nodes {{ {aliases(20, f'cases {{ {FACETS} }}')} }} }} }}"),
    ),
    "pages through a fragment": (
        "x",
        body(
            "{ x: cases(first: 500) { ...f0 } } fragment f0 on CaseConnection { nodes { "
            + nested("paper { cases(first: 500) { nodes { ", 2)
            + " } }"
        ),
    ),
}


def known(table: dict[str, tuple[str, str]]) -> list[Any]:
    """The cases of a table, by their names."""
    return [pytest.param(*attack, id=name) for name, attack in table.items()]


@pytest.mark.parametrize(("code", "query"), known(DOCUMENTS))
def test_a_hostile_document_is_refused_unread(client: TestClient, engine: Guarded, code: str, query: str) -> None:
    assert {one["extensions"]["code"] for one in refused(client, engine, body(query))} == {code}


@pytest.mark.parametrize(("code", "text"), known(REQUESTS))
def test_a_hostile_request_is_refused_unread(client: TestClient, engine: Guarded, code: str, text: str) -> None:
    assert {one["extensions"]["code"] for one in refused(client, engine, text)} == {code}


@pytest.mark.parametrize(("field", "text"), known(DEAR))
def test_what_costs_too_much_is_refused_with_the_field_to_shrink(
    client: TestClient, engine: Guarded, field: str, text: str
) -> None:
    [error] = refused(client, engine, text)
    told = error["extensions"]
    assert (told["code"], told["field"]) == (COST, field)
    assert f"`{field}`" in error["message"]
    assert told["cost"] > told["limit"]
    assert 0 < told["suggestedSize"] < told["size"]


def test_what_is_suggested_is_small_enough(client: TestClient, engine: Guarded) -> None:
    query = "{ cases(first: %d) { nodes { paper { cases(first: 100) { nodes { paper { iri } } } } } } }"
    [error] = refused(client, engine, body(query % 500))
    engine.closed = False
    assert "errors" not in client.post("/graphql", json={"query": query % error["extensions"]["suggestedSize"]}).json()


def test_what_graphiql_asks_of_a_schema_is_answered(client: TestClient, engine: Guarded) -> None:
    options = dict.fromkeys(inspect.signature(get_introspection_query).parameters, True) | {"type_depth": 9}
    options.pop("experimental_directive_deprecation", None)
    answer = client.post("/graphql", json={"query": get_introspection_query(**options)}).json()
    assert "errors" not in answer
    assert len(answer["data"]["__schema"]["types"]) > 50


def test_a_fragment_may_name_the_type_it_stands_on_wherever_it_is_spread(client: TestClient) -> None:
    """Relay's compiler writes `__isThing: __typename` into each fragment on an interface."""
    spread = " ".join(f'a{n}: node(id: "HP:0002500") {{ ...thing }}' for n in range(55))
    one = "paper { ...thing } families { ...thing } genotypes { ...thing variant { ...thing } }"
    for query in (f"{{ {spread} }}", f"{{ cases(first: 1) {{ nodes {{ {one * 20} }} }} }}"):
        told = client.post(
            "/graphql", json={"query": f"{query} fragment thing on Thing {{ __isThing: __typename id }}"}
        )
        assert "errors" not in told.json()
        assert '"__isThing":' in told.text


def test_a_page_of_fifty_cases_with_all_that_hangs_on_them_is_answered(client: TestClient) -> None:
    answer = client.post("/graphql", json={"query": PAGE, "variables": {"first": 50}}).json()
    assert "errors" not in answer
    assert answer["data"]["cases"]["nodes"]
