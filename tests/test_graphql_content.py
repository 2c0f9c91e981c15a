"""GraphQL's content: SPARQL's answers, one identity in both worlds, three states, and every link both ways."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from api.settings import Settings
from kg.engine import Engine
from kg.names import contract

PREFIX = "PREFIX kg: <https://w3id.org/csf1r-kg/ontology#> PREFIX obo: <http://purl.obolibrary.org/obo/> "
WOMAN = "https://w3id.org/csf1r-kg/case/pmid-0000001/toy-woman"


@pytest.fixture(scope="module")
def client(toy: Engine) -> TestClient:
    return TestClient(make_app(toy, Settings(page_size=5, page_most=10)))


def ask(client: TestClient, query: str, **variables: object) -> dict[str, Any]:
    answer = client.post("/graphql", json={"query": query, "variables": variables}).json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def labels(client: TestClient, where: str) -> set[str]:
    found = ask(client, f"{{ cases(where: {where}, first: 10) {{ nodes {{ caseLabel }} }} }}")
    return {one["caseLabel"] for one in found["cases"]["nodes"]}


@pytest.mark.parametrize(
    ("where", "pattern"),
    [
        ('{observation: [{term: "HP:0002500"}]}', "?x kg:hasFinding [ a obo:HP_0002500 ]"),
        (
            '{observation: [{term: "HP:0040330", descendants: false}]}',
            "?x kg:hasFinding [ kg:codedAs obo:HP_0040330 ]",
        ),
        (
            '{observation: [{term: "HP:0002514", status: ABSENT}]}',
            "?x kg:hasExcludedFinding [ kg:excludes obo:HP_0002514 ]",
        ),
        (
            '{observation: [{term: "HP:0001250", status: NOT_REPORTED}]}',
            "?x a kg:Case FILTER NOT EXISTS { ?x kg:hasFinding [ a obo:HP_0001250 ] } "
            "FILTER NOT EXISTS { ?x kg:hasExcludedFinding [ kg:excludes obo:HP_0001250 ] }",
        ),
        (
            '{observation: [{modality: "MRI", evolution: PERSISTENT}]}',
            "?x kg:hasFinding [ kg:evolution kg:persistent ]",
        ),
        ('{variant: {consequence: "missense"}}', "?x kg:hasVariant [ kg:consequence obo:SO_0001583 ]"),
        (
            '{variant: {id: "R50H"}, sex: FEMALE}',
            "?x kg:hasVariant <https://w3id.org/csf1r-kg/variant/TOY1/c.149G-A> ; kg:sex kg:female",
        ),
        ("{geneticStatus: CONFIRMED}", "?x a kg:Case ; kg:geneticStatus kg:confirmed"),
        (
            '{paper: {id: "PMID:0000002"}}',
            "?x kg:reportedIn <https://w3id.org/csf1r-kg/paper/pmid-0000002> ; a kg:Case",
        ),
        ('{variant: {domain: "KinaseDomain"}}', "?x kg:hasVariant [ kg:inDomain [ a kg:KinaseDomain ] ]"),
        ('{genotype: {zygosity: "homozygous"}}', "?x kg:hasGenotype [ kg:zygosity obo:GENO_0000136 ]"),
        ("{onset: {min: 40, max: 45}}", "?x kg:ageAtOnset ?age FILTER(?age >= 40 && ?age <= 45)"),
        ("{doubtful: true}", "?x kg:hasDoubt ?d . ?x a kg:Case"),
        ('{category: "BiallelicCase"}', "?x a kg:BiallelicCase"),
        ("{paper: {year: {min: 2002}}}", '?x kg:reportedIn [ kg:year ?y ] . ?x a kg:Case FILTER(STR(?y) >= "2002")'),
        (
            '{or: [{sex: MALE}, {observation: [{term: "HP:0001288"}]}], not: [{variant: {exon: 1}}]}',
            "?x a kg:Case { ?x kg:sex kg:male } UNION { ?x kg:hasFinding [ a obo:HP_0001288 ] } "
            "FILTER NOT EXISTS { ?x kg:hasVariant [ kg:inExon [ kg:rank 1 ] ] }",
        ),
    ],
)
def test_a_filter_finds_what_sparql_finds(client: TestClient, toy: Engine, where: str, pattern: str) -> None:
    found = ask(client, f"{{ cases(where: {where}, first: 10) {{ totalCount nodes {{ iri }} }} }}")["cases"]
    expected = toy.rows(f"{PREFIX} SELECT DISTINCT ?x WHERE {{ {pattern} }} ORDER BY ?x")
    assert [one["iri"] for one in found["nodes"]] == [row["x"].value for row in expected]
    assert found["totalCount"] == len(expected) > 0


def test_what_is_not_there_is_not_reported_and_never_absent(client: TestClient) -> None:
    query = """{ cases(first: 10) { nodes {
        caseLabel finding(term: "HP:0001250") { status observations { statedAs } } } } }"""
    states = {one["caseLabel"]: one["finding"] for one in ask(client, query)["cases"]["nodes"]}
    assert states["toy woman"]["status"] == "ABSENT"
    assert states["toy uncle"]["status"] == "PRESENT"
    assert len(states["toy uncle"]["observations"]) == 2, "present at 46 and absent at 45: both are listed"
    assert states["toy man"] == {"status": "NOT_REPORTED", "observations": []}


def test_one_thing_has_one_name_in_both_worlds(client: TestClient, toy: Engine) -> None:
    query = """query Q($id: String!, $node: ID!) { case(id: $id) { id iri curie } node(id: $node) { __typename id } }"""
    for name in (WOMAN, contract(WOMAN)):
        found = ask(client, query, id=name, node=name)
        assert found["case"] == {"id": WOMAN, "iri": WOMAN, "curie": "case:pmid-0000001/toy-woman"}
        assert found["node"] == {"__typename": "Case", "id": WOMAN}
    assert toy.rows(f"SELECT ?p {{ <{found['case']['iri']}> ?p ?o }}")


def test_nodes_come_in_the_order_of_their_ids(client: TestClient) -> None:
    ids = ["paper:pmid-0000002", "case:nobody", "HP:0001250", "no name at all", WOMAN, "HP:0001250"]
    found = ask(client, "query Q($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", ids=ids)["nodes"]
    assert [one and one["__typename"] for one in found] == ["Paper", None, "OntologyTerm", None, "Case", "OntologyTerm"]


@pytest.mark.parametrize(
    ("field", "name", "label"),
    [
        ("paper", "0000001", "Toy paper one"),
        ("paper", "PMID 0000001", "Toy paper one"),
        ("paper", "https://pubmed.ncbi.nlm.nih.gov/0000001", "Toy paper one"),
        ("variant", "c.149G>A", "TOY1 c.149G>A"),
        ("variant", "TOY_0001.1:c.149G>A", "TOY1 c.149G>A"),
        ("variant", "p.(Arg50His)", "TOY1 c.149G>A"),
        ("variant", "R50H", "TOY1 c.149G>A"),
        ("term", "hp_0001250", "Seizure"),
        ("term", "http://purl.obolibrary.org/obo/HP_0001250", "Seizure"),
        ("term", "identifiers.org/hp/HP:0001250", "Seizure"),
        ("term", "SO:0001583", "missense_variant"),
        ("case", "toy woman", "Toy A 2001: toy woman"),
        ("gene", "TOY1", "TOY1"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(client: TestClient, field: str, name: str, label: str) -> None:
    assert ask(client, f"query Q($id: String!) {{ {field}(id: $id) {{ label }} }}", id=name) == {
        field: {"label": label}
    }


def test_several_names_are_looked_up_at_once(client: TestClient) -> None:
    query = """query Q($ids: [String!]!) { termsByName(ids: $ids) { curie } }"""
    found = ask(client, query, ids=["Seizure", "nothing is called so", "HP:0002500", "a\\b"])
    assert found == {"termsByName": [{"curie": "HP:0001250"}, None, {"curie": "HP:0002500"}, None]}


def test_a_former_id_is_answered_and_reported(client: TestClient, toy: Engine) -> None:
    old = toy.rows(
        "SELECT ?old { ?c kg:hasFinding [ a ?new ] . ?old obo:IAO_0100001 ?new } GROUP BY ?old "
        "HAVING (COUNT(DISTINCT ?new) = 1) ORDER BY ?old LIMIT 1"
    )[0]["old"].value
    query = "query Q($t: [String!]) { cases(where: {observation: [{term: $t}]}) { totalCount rewrites } }"
    found = ask(client, query, t=[old])["cases"]
    assert found["totalCount"] > 0
    assert "old identifier" in found["rewrites"][0]
    answer = client.post("/graphql", json={"query": f'{{ term(id: "{old}") {{ curie }} }}'}).json()
    assert "old identifier" in answer["extensions"]["rewrites"][0]


def test_from_a_finding_to_the_genotypes_and_papers_behind_it(client: TestClient, toy: Engine) -> None:
    query = """{ term(id: "HP:0002500") { cases { nodes { iri } } variants { nodes { iri } } papers { nodes { iri } }
      observations { totalCount nodes { status cases { iri } paper { iri } term { curie } } } } }"""
    found = ask(client, query)["term"]
    rows = toy.rows(f"{PREFIX} SELECT DISTINCT ?c ?v {{ ?c kg:hasFinding [ a obo:HP_0002500 ] ; kg:hasVariant ?v }}")
    assert {one["iri"] for one in found["cases"]["nodes"]} == {row["c"].value for row in rows}
    assert {one["iri"] for one in found["variants"]["nodes"]} == {row["v"].value for row in rows}
    assert {one["status"] for one in found["observations"]["nodes"]} == {"PRESENT", "ABSENT"}
    assert all(one["paper"]["iri"] in {each["iri"] for each in found["papers"]["nodes"]} for one in
               found["observations"]["nodes"])  # fmt: skip


def test_from_a_variant_a_domain_and_an_exon_to_their_findings_in_three_states(client: TestClient) -> None:
    query = """{ variant(id: "c.149G>A") { exons { findingFrequencies(terms: ["HP:0001288"]) { nodes { ...n } } }
        domains { kinase findingFrequencies(terms: ["HP:0001288"]) { nodes { ...n } } }
        findingFrequencies(terms: ["HP:0001288"]) { nodes { ...n } } } }
      fragment n on FindingFrequency { present absent notReported persons group { label }
        ofReported { n of value low high } ofAll { n of value } }"""
    found = ask(client, query)["variant"]
    [own] = found["findingFrequencies"]["nodes"]
    assert (own["present"], own["absent"], own["notReported"], own["persons"]) == (2, 0, 1, 3)
    assert own["group"] == {"label": "TOY1 c.149G>A"}
    assert own["ofReported"]["low"] == pytest.approx(0.342380, abs=1e-6), "Wilson, 2 of 2"
    assert own["ofAll"] == {"n": 2, "of": 3, "value": pytest.approx(2 / 3)}
    [domain] = [one for one in found["domains"] if one["kinase"]]
    [of_domain] = domain["findingFrequencies"]["nodes"]
    assert domain["kinase"]
    assert (of_domain["present"], of_domain["persons"]) == (2, 4)
    assert found["exons"][0]["findingFrequencies"]["nodes"][0]["persons"] == 3


def test_group_statements_are_reached_by_scope_and_are_nobodys_finding(client: TestClient) -> None:
    query = """{ observations(where: {term: "HP:0000726"}) { totalCount }
      groups: observations(where: {term: "HP:0000726", scope: GROUP}) {
        nodes { scope statedAs cases { caseLabel } } } }"""
    found = ask(client, query)
    assert found["observations"]["totalCount"] == 0
    [stated] = found["groups"]["nodes"]
    assert stated["scope"] == "GROUP"
    assert {one["caseLabel"] for one in stated["cases"]} == {"toy woman", "toy man"}
    assert labels(client, '{observation: [{term: "HP:0000726"}]}') == set()
    assert labels(client, '{observation: [{term: "HP:0000726", scope: GROUP}]}') == {"toy woman", "toy man"}
    nested = '{ observations(where: {scope: GROUP, or: [{term: "HP:0000726"}]}) { totalCount } }'
    assert ask(client, nested) == {"observations": {"totalCount": 1}}, "inside another filter the scope is that one's"


@pytest.mark.parametrize("size", [1, 2, 3, 10])
@pytest.mark.parametrize("order", ["", "orderBy: {field: AGE_AT_ONSET}", "orderBy: {field: LABEL, direction: DESC}"])
def test_pages_neither_overlap_nor_skip_in_both_directions(client: TestClient, size: int, order: str) -> None:
    field = f"cases({order} %s) {{ edges {{ cursor node {{ iri }} }} pageInfo {{ %s startCursor endCursor }} }}"
    seen: dict[str, list[str]] = {}
    for way, count, edge, more, end in (
        ("forth", "first", "after", "hasNextPage", "endCursor"),
        ("back", "last", "before", "hasPreviousPage", "startCursor"),
    ):
        found, cursor, further = [], None, True
        while further:
            place = f'{count}: {size} {edge}: "{cursor}"' if cursor else f"{count}: {size}"
            page = ask(client, "{ " + field % (place, more) + " }")["cases"]
            nodes = [one["node"]["iri"] for one in page["edges"]]
            found = found + nodes if way == "forth" else nodes + found
            cursor, further = page["pageInfo"][end], page["pageInfo"][more]
        seen[way] = found
    assert len(seen["forth"]) == len(set(seen["forth"])) == 7
    assert seen["forth"] == seen["back"]


@pytest.mark.parametrize("order", ["", ", orderBy: {field: AGE}"])
def test_pages_of_an_owner_are_cut_from_its_list(client: TestClient, order: str) -> None:
    query = f"""query Q($id: String!, $first: Int, $after: String) {{ case(id: $id) {{
        observations(first: $first, after: $after{order}) {{
          totalCount nodes {{ iri }} pageInfo {{ hasNextPage hasPreviousPage endCursor }} }} }} }}"""
    whole = ask(client, query, id=WOMAN)["case"]["observations"]
    rest = ask(client, query, id=WOMAN, first=10)["case"]["observations"]["nodes"]
    first = ask(client, query, id=WOMAN, first=4)["case"]["observations"]
    then = ask(client, query, id=WOMAN, first=4, after=first["pageInfo"]["endCursor"])["case"]["observations"]
    assert first["nodes"] + then["nodes"] == rest
    assert (first["pageInfo"]["hasNextPage"], then["pageInfo"]["hasNextPage"]) == (True, False)
    assert then["pageInfo"]["hasPreviousPage"]
    assert whole["totalCount"] == len(rest) == 6


@pytest.mark.parametrize(
    "place", ["first: -1", "last: -2", "first: 11", "first: 1 last: 1", 'first: 1 after: "nonsense"', 'after: "W10"']
)
def test_pages_that_cannot_be_are_refused_with_a_reason(client: TestClient, place: str) -> None:
    answer = client.post("/graphql", json={"query": f"{{ cases({place}) {{ totalCount }} }}"}).json()
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_page_may_have_both_ends(client: TestClient) -> None:
    edges = ask(client, "{ cases(first: 10) { edges { cursor node { iri } } } }")["cases"]["edges"]
    place = f'after: "{edges[1]["cursor"]}" before: "{edges[5]["cursor"]}"'
    for size, expected in (("first: 10", edges[2:5]), ("last: 2", edges[3:5]), ("first: 2", edges[2:4])):
        found = ask(client, f"{{ cases({size} {place}) {{ edges {{ cursor node {{ iri }} }} }} }}")["cases"]["edges"]
        assert found == expected
    by_age = ask(client, "{ cases(first: 1, orderBy: {field: AGE_AT_ONSET}) { pageInfo { endCursor } } }")["cases"]
    cursor = by_age["pageInfo"]["endCursor"]
    other = f'{{ cases(before: "{cursor}", first: 3, orderBy: {{field: LABEL}}) {{ totalCount }} }}'
    answer = client.post("/graphql", json={"query": other}).json()
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_facets_count_the_whole_list_whatever_page_is_shown(client: TestClient, toy: Engine) -> None:
    query = """{ cases(first: 1) { facets(by: [SEX, YEAR]) { name values { iri label count } } }
      paper(id: "0000001") { cases(first: 1) { facets(by: [SEX]) { values { label count } } } } }"""
    found = ask(client, query)
    rows = toy.rows(f"{PREFIX} SELECT ?s (COUNT(DISTINCT ?c) AS ?n) {{ ?c a kg:Case ; kg:sex ?s }} GROUP BY ?s")
    sex, year = found["cases"]["facets"]
    assert {one["iri"]: one["count"] for one in sex["values"]} == {row["s"].value: int(row["n"].value) for row in rows}
    assert {one["label"] for one in year["values"]} <= {"2001", "2002"}
    assert found["paper"]["cases"]["facets"][0]["values"] == [
        {"label": "female", "count": 2},
        {"label": "male", "count": 1},
    ]


def test_a_search_ranks_and_marks_what_matched(client: TestClient) -> None:
    query = """query Q($text: String!, $after: String) { search(text: $text, first: 2, after: $after) { totalCount
      counts { kind count } pageInfo { endCursor hasNextPage } nodes {
        kind matched highlight node { __typename label } } } }"""
    found = ask(client, query, text="R50H")["search"]
    assert found["nodes"][0]["node"] == {"__typename": "Variant", "label": "TOY1 c.149G>A"}
    assert "<mark>R50H</mark>" in found["nodes"][0]["highlight"]
    first = ask(client, query, text="white matter")["search"]
    then = ask(client, query, text="white matter", after=first["pageInfo"]["endCursor"])["search"]
    assert first["totalCount"] == sum(one["count"] for one in first["counts"]) > 2
    assert not [one for one in then["nodes"] if one in first["nodes"]]
    assert ask(client, query, text='" OR NEAR( *')["search"]["totalCount"] >= 0


def test_a_subgraph_answers_for_things_that_others_name(client: TestClient) -> None:
    query = """query Q($r: [_Any!]!) { _service { sdl } _entities(representations: $r) { __typename
      ... on Paper { label } ... on OntologyTerm { label } ... on Variant { hgvsCoding }
      ... on Case { caseLabel } } }"""
    named = [
        {"__typename": "Paper", "pmid": "0000001"},
        {"__typename": "OntologyTerm", "curie": "HP:0001250"},
        {"__typename": "Variant", "hgvs": "TOY_0001.1:c.149G>A"},
        {"__typename": "Case", "id": WOMAN},
        {"__typename": "Paper", "id": WOMAN},
    ]
    found = ask(client, query, r=named)
    assert [one and one["__typename"] for one in found["_entities"]] == [
        "Paper",
        "OntologyTerm",
        "Variant",
        "Case",
        None,
    ]
    assert found["_entities"][2]["hgvsCoding"] == "c.149G>A"
    assert '@key(fields: "pmid")' in found["_service"]["sdl"]
    assert "@link(" in found["_service"]["sdl"]


def test_the_release_says_what_is_served(client: TestClient, toy: Engine) -> None:
    query = "{ release { counts { cases casesByStatus { geneticStatus count } } graphs { curie kind triples } } }"
    found = ask(client, query)["release"]
    cases = toy.rows(f"{PREFIX} SELECT DISTINCT ?x WHERE {{ ?x a kg:Case }}")
    assert found["counts"]["cases"] == len(cases)
    assert sum(one["count"] for one in found["counts"]["casesByStatus"]) == len(cases)
    assert {"graph:inferred", "graph:hpo"} <= {one["curie"] for one in found["graphs"]}


def test_a_term_that_no_finding_is_read_as_has_no_frequencies_and_spoils_none(client: TestClient) -> None:
    ids = ["HP:0002500", "sequence:T2", "ECO:0000033", "kg:WhiteMatterDisease"]
    query = (
        "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on OntologyTerm { curie findingFrequencies { totalCount } } } }"
    )
    found = {one["curie"]: one["findingFrequencies"]["totalCount"] for one in ask(client, query, ids=ids)["nodes"]}
    assert found == {"HP:0002500": 1, "sequence:T2": 0, "ECO:0000033": 0, "kg:WhiteMatterDisease": 1}
