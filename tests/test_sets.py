"""A graph is a set: each triple stands in one named graph, and one number says how many there are."""

import gzip
import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import make_app
from kg.build.manifest import KINDS
from kg.build.sequence import build
from kg.engine import Engine
from kg.errors import KgError
from kg.imports.cohorts import import_cohort
from kg.imports.database_work import import_clinvar
from kg.names import BASE, BIBO, KG, RDFS, SKOS, graph
from kg.release import DatasetLines, Release, Twice, publish
from kg.release.homes import RANKS, home, kind_of
from kg.release.words import VOID
from kg.sources.hpo import hpo_path, read_hpo
from tests import databases
from tests.packets import full, packet, raw
from tests.small import toy_inputs

SHARED = graph("shared")


@pytest.fixture(scope="session")
def crowded_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The toy papers and all that can say a thing again: two cohorts of the same people, all of a database."""
    place = tmp_path_factory.mktemp("crowded")
    (place / "packets").mkdir()
    for name, value in (("full", full(1)), ("plain", packet(2))):
        (place / "packets" / f"{name}.json").write_bytes(raw(value))
    hpo = read_hpo(hpo_path())
    for name in ("one", "two"):
        import_cohort(str(place / "packets"), name, "CC0-1.0", place / "cohorts", hpo)
    told = databases.vcv(databases.of_both_kinds())
    import_clinvar(databases.asked(place / "toy.xml", told, every=True), place / "databases")
    inputs = toy_inputs()
    inputs = replace(inputs, cohorts=place / "cohorts", databases=place / "databases")
    return build(inputs, place / "releases")


@pytest.fixture(scope="session")
def crowded(crowded_release: Release) -> Engine:
    return crowded_release.engine()


EVERY = ["toy_release", "cohort_release", "crowded_release", pytest.param("real_release", marks=pytest.mark.slow)]


@pytest.mark.parametrize("name", EVERY)
def test_what_a_query_counts_are_the_distinct_triples(name: str, request: pytest.FixtureRequest) -> None:
    release: Release = request.getfixturevalue(name)
    (row,) = release.engine().rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    triples = {line[: line.rindex(" <")] for line in release.lines()}
    assert int(row["n"].value) == len(triples) == release.manifest["triples"]


@pytest.mark.parametrize("name", EVERY)
def test_every_class_has_as_many_members_with_distinct_as_without(name: str, request: pytest.FixtureRequest) -> None:
    release: Release = request.getfixturevalue(name)
    rows = release.engine().rows("SELECT ?c (COUNT(?x) AS ?n) (COUNT(DISTINCT ?x) AS ?d) { ?x a ?c } GROUP BY ?c")
    counts = {row["c"].value: (row["n"].value, row["d"].value) for row in rows}
    assert counts[KG + "Variant"][0] != "0"
    assert {kind: pair for kind, pair in counts.items() if pair[0] != pair[1]} == {}


def test_every_variant_stands_in_the_graph_of_what_is_shared(crowded: Engine) -> None:
    """However many say so: of papers, cohorts and databases alike."""
    asked = "SELECT ?v ?g { GRAPH ?g { ?v a kg:Variant ; rdfs:label ?l ; kg:ofGene ?gene } }"
    rows = crowded.rows(f"PREFIX rdfs: <{RDFS}> {asked}")
    assert {row["g"].value for row in rows} == {SHARED}
    assert len(rows) == len(crowded.rows("SELECT DISTINCT ?v { ?v a kg:Variant ; kg:ofGene ?gene }"))


def test_who_names_a_variant_is_asked_of_its_mentions(toy: Engine) -> None:
    rows = toy.rows("""SELECT ?v (COUNT(DISTINCT ?paper) AS ?n) (SAMPLE(?g) AS ?one) {
        GRAPH ?g { ?mention kg:ofVariant ?v ; kg:reportedIn ?paper } GRAPH graph:shared { ?v a kg:Variant } }
        GROUP BY ?v""")
    assert len(rows) == len(toy.rows("SELECT ?v { ?v a kg:Variant }"))
    assert max(int(row["n"].value) for row in rows) > 1, "the toy has a variant of several papers"
    assert all(row["one"].value.startswith(graph("paper", "")) for row in rows)


def test_the_one_home_is_where_its_readers_look(crowded: Engine) -> None:
    """Of all that two cohorts say alike; a paper, a gene or a term that has a graph keeps what is told of it."""
    about = f"""PREFIX rdfs: <{RDFS}> PREFIX bibo: <{BIBO}> SELECT DISTINCT ?g {{ ?case kg:reportedIn ?paper
        FILTER(STRSTARTS(STR(?case), "{BASE}case/one/")) GRAPH ?g {{ ?paper %s ?x }} }}"""
    graphs = {row["g"].value for row in crowded.rows(about % "rdfs:label")}
    assert SHARED in graphs, "two cohorts call a paper alike, and otherwise than it does"
    papers = {row["g"].value for row in crowded.rows(about % "bibo:pmid")}
    assert papers == graphs - {SHARED}, "its number is what the paper says"
    assert all(name.startswith(graph("paper", "")) for name in papers)
    labels = "GRAPH ?g { ?x rdfs:label ?l } FILTER(STRSTARTS(STR(?x), 'http://purl.obolibrary.org/obo/HP_'))"
    rows = crowded.rows(f"PREFIX rdfs: <{RDFS}> SELECT DISTINCT ?g {{ {labels} }}")
    assert {row["g"].value for row in rows} == {graph("hpo")}
    repeated = "GRAPH ?g { ?s ?p ?o } GRAPH graph:inferred { ?s ?p ?o } FILTER(?g != graph:inferred)"
    assert not crowded.rows(f"SELECT * {{ {repeated} }}"), "inferred is what nobody says"


@pytest.mark.parametrize("name", EVERY)
def test_a_match_of_two_terms_stands_with_the_mappings(name: str, request: pytest.FixtureRequest) -> None:
    """Reference data repeats some; who reads the mappings alone finds them all."""
    engine = request.getfixturevalue(name).engine()
    rows = engine.rows("SELECT ?s ?o { GRAPH graph:mappings { ?m kg:mapsFrom ?s ; kg:mapsTo ?o } }")
    asked = "SELECT ?s ?o { GRAPH graph:mappings { ?s ?p ?o } FILTER(STRENDS(STR(?p), 'Match')) }"
    held = {(row["s"].value, row["o"].value) for row in engine.rows(asked)}
    assert rows
    assert {(row["s"].value, row["o"].value) for row in rows} <= held
    tables, predicate = graph("mappings"), f"<{SKOS}exactMatch>"
    assert home([graph("reference"), tables], predicate) == tables
    assert home([graph("reference"), tables], f"<{RDFS}label>") == graph("reference"), "but not of a term's name"


KIND = st.sampled_from([kind for kinds in RANKS for kind in kinds if not kind.startswith(".")])
NAME = st.builds(graph, KIND) | st.builds(graph, st.sampled_from(["paper", "cohort"]), st.sampled_from("abc"))
OBJECT = st.sampled_from(['"a"', '"a"@en', '"a <b> ."', "<toy:a>", "<toy:a-b>", "_:a", "_:ab", '"a"^^<toy:t>'])
QUAD = st.tuples(st.sampled_from("ab"), OBJECT, NAME)


@given(st.lists(QUAD, max_size=40), st.integers(1, 50))
def test_whatever_stands_in_whichever_graphs_comes_out_once(quads: list[tuple[str, str, str]], held: int) -> None:
    with tempfile.TemporaryDirectory() as folder, DatasetLines(Path(folder), held, held * 10) as added:
        added.add(f"<toy:{s}> <toy:p> {o} <{name}> .\n" for s, o, name in quads)
        lines = list(added)
    assert lines == sorted(lines)
    read = [(str(one.triple), one.graph_name.value) for one in ox.parse("".join(lines).encode(), ox.RdfFormat.N_QUADS)]
    said: dict[str, set[str]] = {}
    for one in ox.parse("".join(f"<toy:{s}> <toy:p> {o} <{name}> .\n" for s, o, name in quads), ox.RdfFormat.N_QUADS):
        said.setdefault(str(one.triple), set()).add(one.graph_name.value)
    assert [triple for triple, _ in read] == list(dict.fromkeys(triple for triple, _ in read)), "each once"
    assert {triple for triple, _ in read} == said.keys(), "and none is lost"
    for triple, name in read:
        ranks = {one: next(n for n, kinds in enumerate(RANKS) if kind_of(one) in kinds) for one in said[triple]}
        best = [one for one, rank in ranks.items() if rank == min(ranks.values())]
        assert name == (best[0] if len(best) == 1 else SHARED)


def test_every_kind_of_graph_has_a_rank_and_says_what_it_holds() -> None:
    ranked = [kind for kinds in RANKS for kind in kinds]
    assert len(ranked) == len(set(ranked))
    assert set(ranked) == {*KINDS, ".well-known"}
    assert kind_of(VOID) == ".well-known"
    with pytest.raises(KgError, match="no kind of graph"):
        kind_of(graph("toy", "one"))


A, B = (f"<toy:s> <toy:p> <toy:o> <{graph('paper', name)}> .\n" for name in "ab")
SIZES = {graph("paper", "a"): 1, graph("paper", "b"): 1}


def test_a_release_that_is_no_set_cannot_be_published(tmp_path: Path) -> None:
    publish(tmp_path, "one", [A], {"graphs": {graph("paper", "a"): 1}})
    with pytest.raises(Twice, match=r"a triple stands in two graphs: <toy:s> <toy:p> <toy:o> .*paper/b"):
        publish(tmp_path, "two", [A, B], {"graphs": SIZES})
    with pytest.raises(Twice, match=r"graph/paper/b: 0, told as 1"):
        publish(tmp_path, "two", [A], {"graphs": SIZES})
    with pytest.raises(Twice, match=r"graph/paper/a: 1, told as 0"):
        publish(tmp_path, "two", [A], {"graphs": {}})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "one"], "the former release stays"


def members(folder: Path, name: str) -> str:
    return gzip.decompress((folder / f"dataset.{name}.gz").read_bytes()).decode()


SERVICE = "http://www.w3.org/ns/sparql-service-description#"
TRIPLES = "http://rdfs.org/ns/void#triples"
ASKED = {
    "COUNT(*)": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "of all graphs": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "VoID": f"SELECT ?n {{ <{VOID}#dataset> <{TRIPLES}> ?n }}",
    "VoID, graph by graph": f"""SELECT (SUM(?size) AS ?n) {{ GRAPH <{VOID}> {{
        ?g <{SERVICE}name> ?g ; <{SERVICE}graph>/<{TRIPLES}> ?size }} }}""",
    "graph/release": "SELECT (SUM(?size) AS ?n) { GRAPH graph:release { ?g kg:triples ?size } }",
}


def in_files(release: Release) -> dict[str, int]:
    kinds = {
        "nq": ox.RdfFormat.N_QUADS,
        "trig": ox.RdfFormat.TRIG,
        "ttl": ox.RdfFormat.TURTLE,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    found = {form: len(list(ox.parse(members(release.folder, form), kind))) for form, kind in kinds.items()}
    told = release.manifest
    return {**found, "lines": sum(1 for _ in release.lines()), "graphs": sum(told["graphs"].values())}


def served(release: Release) -> dict[str, int]:
    """From the real server, by each of its doors."""
    found = {}
    with TestClient(make_app(release.engine(), manifest=release.manifest, folder=release.folder)) as client:
        for what, query in ASKED.items():
            answer = client.get("/sparql", params={"query": query}, headers={"accept": "application/json"}).json()
            found[what] = int(answer["results"]["bindings"][0]["n"]["value"])
        found["/health"] = client.get("/health").json()["triples"]
        found["/download"] = json.loads(client.get("/download/manifest.json").content)["triples"]
        asking = {"query": "{ release { triples graphs { triples } } }"}
        about = client.post("/graphql", json=asking).json()["data"]["release"]
        found["GraphQL"] = about["triples"]
        found["GraphQL, graph by graph"] = sum(one["triples"] for one in about["graphs"])
        said = rdflib.Graph().parse(client.get("/sparql", headers={"accept": "text/turtle"}).content, format="turtle")
        default = next(said.objects(None, rdflib.URIRef(SERVICE + "defaultGraph")))
        found["service description"] = int(str(said.value(default, rdflib.URIRef(TRIPLES))))
    return found


@pytest.mark.parametrize("name", ["toy_release", "crowded_release"])
def test_there_is_one_number_of_triples(name: str, request: pytest.FixtureRequest) -> None:
    release: Release = request.getfixturevalue(name)
    told = release.manifest
    numbers = {**in_files(release), **served(release), "quads": told["quads"]}
    assert numbers == dict.fromkeys(numbers, told["triples"])
    assert "each in one named graph" in told["triples_are"]
