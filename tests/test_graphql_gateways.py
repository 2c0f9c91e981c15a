"""Gateways of Apollo and of Hive put our graph and others' together, and find things in both directions."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from clients.installed import CLIENTS, packages, run
from clients.subgraphs import Subgraph, serving

README = Path(__file__).parent.parent / "api" / "graphql" / "README.md"
[SHOWN] = re.findall(r"^```graphql\n(.*?)^```", README.read_text(), re.MULTILINE | re.DOTALL)
LINK = SHOWN.splitlines()[0].replace('["@key"]', '["@key", "@shareable"]')
LEADING = f"""{LINK}
type Query {{ aGene: Gene anExon: Exon someVariants: [Variant!]! aPage: PlainConnection! somePapers: [Paper]! }}
interface Node {{ id: ID! }}
type Gene implements Node @key(fields: "id", resolvable: false) {{ id: ID! }}
type Exon @key(fields: "curie", resolvable: false) {{ curie: String! }}
type Variant @key(fields: "curie", resolvable: false) {{ curie: String! }}
type Paper @key(fields: "pmid", resolvable: false) {{ pmid: String }}
type PlainConnection {{ nodes: [Gene!]! pageInfo: PageInfo! }}
type PageInfo @shareable {{ hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }}
"""
GENE = "https://w3id.org/csf1r-kg/gene/TOY1"
SPLICE, NAMELESS = "variant:TOY1/c.190+1G-A", "variant:TOY1/p.Leu70Pro"
MOST = 500
ASKED = {
    "list": "{ watched { curie label parents { label } } }",
    "fields": """{ aGene { label exons { rank } } anExon { label rank gene { id label } }
      someVariants { label hgvs gene { symbol } } aPage { nodes { label } pageInfo { hasNextPage } } }""",
    "a null key": "{ somePapers { pmid journal title } }",
    "scores": """{ cases { pageInfo { hasNextPage } nodes { caseLabel genotypes { variant {
      id curie hgvs registryScore scoreById scoreByCurie scoreByHgvs } } } } }""",
}


def score(name: str) -> float:
    """What the toy registry gives to what has this name."""
    return float(len(name))


def registry(key: str, kind: str) -> Subgraph:
    """A registry that knows a variant by one of its keys."""
    field = f"scoreBy{key.capitalize()}"
    sdl = f'type Variant @key(fields: "{key}") {{ {key}: {kind} {field}: Float }} type Query {{ {field}Until: Int }}'
    return Subgraph(LINK + sdl, known=lambda named: {field: score(named[key])} if named[key] else None)


@pytest.fixture(scope="module")
def terms(served: str) -> list[str]:
    """As many terms as a gateway may ask for at once."""
    body = {"query": f"{{ terms(first: {MOST}) {{ nodes {{ curie }} }} }}"}
    found = httpx.post(f"{served}/graphql", json=body, timeout=60).json()["data"]["terms"]["nodes"]
    assert len(found) == MOST
    return [one["curie"] for one in found]


@pytest.fixture(scope="module")
def beside(terms: list[str]) -> dict[str, Subgraph]:
    """The subgraphs of others: what the README shows, fields that lead to us, and registries with each key."""
    leading = {
        "aGene": {"id": GENE},
        "anExon": {"curie": "exon:TOY_0001.1/3"},
        "someVariants": [{"curie": SPLICE}, {"curie": NAMELESS}],
        "aPage": {"nodes": [{"id": GENE}], "pageInfo": {"hasNextPage": False, "hasPreviousPage": False}},
        "somePapers": [{"pmid": "0000001"}, {"pmid": None}, {"pmid": "9999999"}, {"pmid": "0000002"}],
    }
    return {
        "shown": Subgraph(
            SHOWN,
            {"watched": [{"curie": one} for one in terms]},
            lambda named: {"registryScore": score(named["curie"])},
        ),
        "leading": Subgraph(LEADING, leading),
        "ids": registry("id", "ID!"),
        "curies": registry("curie", "String!"),
        "hgvs": registry("hgvs", "String"),
    }


@pytest.fixture(scope="module", params=["apollo", "hive"])
def answers(request: pytest.FixtureRequest, served: str, beside: dict[str, Subgraph]) -> dict[str, Any]:
    """What a gateway over all of them answers to each of `ASKED`."""
    packages()
    with serving(beside) as addresses:
        services = {"csf1r": f"{served}/graphql", **addresses}
        asked = json.dumps({"services": services, "requests": [{"query": one} for one in ASKED.values()]})
        # No key to a service of its maker reaches a gateway, and Apollo's asks no cloud where it runs.
        how = {"input": asked, "timeout": 120, "env": {"PATH": os.environ["PATH"], "APOLLO_TELEMETRY_DISABLED": "1"}}
        done = run(CLIENTS / "gateways.mjs", request.param, **how)
    assert done.returncode == 0, done.stderr
    return dict(zip(ASKED, json.loads(done.stdout), strict=True))


def data(answer: dict[str, Any]) -> Any:
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def test_a_list_of_five_hundred_terms_of_another_subgraph_shows_our_labels(
    answers: dict[str, Any], terms: list[str]
) -> None:
    watched = data(answers["list"])["watched"]
    assert [one["curie"] for one in watched] == terms
    assert all(one["label"] for one in watched)
    assert any(above["label"] for one in watched for above in one["parents"])


def test_fields_of_another_subgraph_lead_to_our_things_by_either_key(answers: dict[str, Any]) -> None:
    found = data(answers["fields"])
    assert found["aGene"]["label"] == "TOY1"
    assert sorted(one["rank"] for one in found["aGene"]["exons"]) == [1, 2, 3, 4]
    assert found["anExon"]["rank"] == 3
    assert found["anExon"]["gene"] == {"id": GENE, "label": "TOY1"}
    assert [one["label"] for one in found["someVariants"]] == ["TOY1 c.190+1G>A", "TOY1 p.Leu70Pro"]
    assert [one["hgvs"] for one in found["someVariants"]] == ["TOY_0001.1:c.190+1G>A", None]
    assert {one["gene"]["symbol"] for one in found["someVariants"]} == {"TOY1"}


def test_pages_of_others_stand_beside_ours(answers: dict[str, Any]) -> None:
    assert data(answers["fields"])["aPage"] == {"nodes": [{"label": "TOY1"}], "pageInfo": {"hasNextPage": False}}
    assert data(answers["scores"])["cases"]["pageInfo"] == {"hasNextPage": False}


def test_a_key_that_is_null_leaves_its_own_row_empty(answers: dict[str, Any]) -> None:
    found = answers["a null key"]["data"]["somePapers"]
    told = [one for one in answers["a null key"].get("errors", ()) if "path" in one]
    assert all(one["path"][:2] == ["somePapers", 1] for one in told), told
    assert [one and one["title"] for one in found] == ["Toy paper one", None, None, "Toy paper two"]


@pytest.mark.parametrize(("field", "key"), [("registryScore", "curie"), ("scoreById", "id"), ("scoreByCurie", "curie")])
def test_every_variant_of_our_cases_has_the_score_that_another_subgraph_gives(
    answers: dict[str, Any], field: str, key: str
) -> None:
    found = list(variants(answers))
    assert NAMELESS in {one["curie"] for one in found}
    assert [one[field] for one in found] == [score(one[key]) for one in found]


def test_by_a_key_that_may_be_null_those_are_found_that_have_it(answers: dict[str, Any]) -> None:
    found = {one["curie"]: one for one in variants(answers)}
    assert found[NAMELESS]["scoreByHgvs"] is None
    assert [one["scoreByHgvs"] for one in found.values()] == [
        one["hgvs"] and score(one["hgvs"]) for one in found.values()
    ]
    assert sum(one["scoreByHgvs"] is not None for one in found.values()) >= 3


def variants(answers: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for case in data(answers["scores"])["cases"]["nodes"]:
        yield from (one["variant"] for one in case["genotypes"])
