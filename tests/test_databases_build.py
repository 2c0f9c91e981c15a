"""A build adds what was imported from databases; they stand beside the papers in every answer, and mixed with none."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from kg.build.imported import OTHERS
from kg.build.inputs import Inputs
from kg.build.manifest import KINDS
from kg.build.sequence import build
from kg.engine import Engine
from kg.engine import questions as ask
from kg.imports.database_work import import_clinvar, import_gnomad
from kg.imports.join import Ours
from kg.lexicon import Lexicon
from kg.names import contract, graph
from kg.release import Release
from tests.databases import asked, both, counted, export, table
from tests.small import toy_inputs

HIS = both(1, "TOY_0001.1(TOY1):c.149G>A (p.Arg50His)", 3059, ClinicalSignificance="Likely benign")
GRAPHS = (graph("clinvar"), graph("gnomad"))


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    home = tmp_path_factory.mktemp("databases")
    import_clinvar(asked(home / "toy.txt", table(HIS), release="2026-06-28"), home / "databases")
    import_gnomad(asked(home / "toy.csv", export(counted(3059)), release="4.1"), home / "databases")
    return replace(toy_inputs(), databases=home / "databases")


@pytest.fixture(scope="module")
def release(inputs: Inputs, tmp_path_factory: pytest.TempPathFactory) -> Release:
    return build(inputs, tmp_path_factory.mktemp("releases"))


@pytest.fixture(scope="module")
def engine(release: Release) -> Engine:
    return release.engine()


def test_the_manifest_tells_of_them_and_is_dated_by_them(release: Release) -> None:
    about = release.manifest
    assert [(one["name"], one["source_version"]) for one in about["databases"]] == [
        ("clinvar", "2026-06-28"),
        ("gnomad", "4.1"),
    ]
    assert about["issued"] == "2026-06-28", "of all that is in it the newest"
    for name in GRAPHS:
        assert about["graphs"][name] == sum(line.endswith(f"<{name}> .\n") for line in release.lines())


def test_the_graph_list_and_void_have_them(engine: Engine) -> None:
    for name, title in zip(GRAPHS, ("clinvar", "gnomad"), strict=True):
        (kind,) = engine.rows(f"SELECT ?k {{ <{name}> kg:statementKind ?k }}")
        assert kind["k"].value == KINDS[title] == "asserted"
        assert engine.rows(f"SELECT ?d {{ ?d <http://www.w3.org/ns/sparql-service-description#name> <{name}> }}")
        assert engine.rows(f"SELECT ?l {{ GRAPH <{name}> {{ <{name}> <http://purl.org/dc/terms/license> ?l }} }}")


def test_no_paper_says_what_a_database_says(engine: Engine) -> None:
    rows = engine.rows(
        "SELECT DISTINCT ?g { GRAPH ?g { ?c ?p ?o } ?c a ?k VALUES ?k { kg:VariantClassification kg:AlleleFrequency } }"
    )
    assert {row["g"].value for row in rows} == set(GRAPHS)
    assert not engine.rows("SELECT ?m { GRAPH graph:clinvar { ?m kg:significance|kg:statedSignificance ?o } }")


def test_both_stand_side_by_side(engine: Engine) -> None:
    """The paper says pathogenic, ClinVar likely benign: the answer holds both."""
    rows = list(engine.rows(ask.find("clinvar-beside-papers").text))
    assert [(row["inPaper"].value, row["clinvar"].value, row["accession"].value) for row in rows] == [
        ("pathogenic", "Likely benign", "VCV900000001")
    ]


def test_graphql_tells_of_a_variant_what_databases_say(engine: Engine) -> None:
    text = """{ variant(id: "c.149G>A") { identifiers classifications { stated kind reviewStars joinedBy dataset }
        frequencies { population alleleCount alleleNumber frequency } mentions { statedSignificance } } }"""
    answer = TestClient(make_app(engine)).post("/graphql", json={"query": text}).json()
    assert "errors" not in answer, answer
    found = answer["data"]["variant"]
    assert found["classifications"] == [
        {
            "stated": "Likely benign",
            "kind": "GERMLINE",
            "reviewStars": 2,
            "joinedBy": "coding name",
            "dataset": "ClinVar",
        }
    ]
    assert {"population": None, "alleleCount": 3, "alleleNumber": 1000, "frequency": 0.003} in found["frequencies"]
    assert ["pathogenic"] in [one["statedSignificance"] for one in found["mentions"]]


def test_their_accessions_lead_to_the_variant(engine: Engine) -> None:
    resolver = Lexicon.of(engine)
    for name in (
        "VCV900000001",
        "VCV900000001.7",
        "ClinVar:VCV900000001",
        "https://www.ncbi.nlm.nih.gov/clinvar/variation/VCV900000001/",
        "rs900000001",
        "dbSNP:rs900000001",
        "https://www.ncbi.nlm.nih.gov/snp/rs900000001",
    ):
        found = resolver.resolve(name).thing
        assert found is not None, name
        assert contract(found.iri) == "variant:TOY1/c.149G-A", name


def test_a_classification_has_a_page_and_rdf(engine: Engine) -> None:
    client = TestClient(make_app(engine))
    path = "/classification/clinvar/900000001-germline-classification"
    assert "Likely benign" in client.get(path, headers={"Accept": "text/html"}).text
    assert "statedClassification" in client.get(path, headers={"Accept": "text/turtle"}).text
    page = client.get("/variant/TOY1/c.149G-A", headers={"Accept": "text/html"}).text
    assert path in page


def test_a_build_tells_when_variants_have_come_since(inputs: Inputs, tmp_path: Path) -> None:
    home = tmp_path / "databases"
    request = asked(tmp_path / "toy.txt", table(HIS))
    import_clinvar(replace(request, ours=Ours(dict(list(request.ours.proteins.items())[:2]))), home)
    told: list[str] = []
    build(replace(inputs, databases=home), tmp_path / "releases", told.append)
    assert f"databases: clinvar{OTHERS}" in told


def test_another_import_is_another_release(inputs: Inputs, tmp_path: Path) -> None:
    before = inputs.digest()
    home = tmp_path / "databases"
    import_clinvar(asked(tmp_path / "toy.txt", table(HIS), release="2026-07-05"), home)
    assert len({before, replace(inputs, databases=home).digest(), replace(inputs, databases=None).digest()}) == 3
    assert json.loads((home / "clinvar" / "manifest.json").read_text())["source_version"] == "2026-07-05"
