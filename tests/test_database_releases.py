"""Releases of databases ship with the evidence: their claims stand apart, and no paper is made to say them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from kg.build.inputs import Inputs
from kg.build.sequence import build
from kg.build.sources import FaultyEvidence, read_sources
from kg.engine import Engine
from kg.engine import questions as ask
from kg.imports.database_work import import_clinvar
from kg.names import contract, graph
from kg.release import Release
from kg.report import Report
from kg.sources.hpo import hpo_path, read_hpo
from kg.sources.reference import read_reference
from kg.sources.release_schema import release_schema
from kg.sources.releases import read_releases
from tests.conftest import TOY
from tests.databases import TOYBASE, asked, beside_papers, both, table
from tests.small import toy_inputs

OWN = graph("database", "toybase-2001-01")
TEXT = TOYBASE.read_text(encoding="utf-8")
HIS = both(1, "TOY_0001.1(TOY1):c.149G>A (p.Arg50His)", 3059, ClinicalSignificance="Likely benign")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    home = tmp_path_factory.mktemp("shipped")
    inputs = toy_inputs(beside_papers(home))
    import_clinvar(asked(home / "toy.txt", table(HIS), release="2026-06-28"), home / "databases")
    return build(replace(inputs, databases=home / "databases"), home / "releases")


@pytest.fixture(scope="module")
def engine(release: Release) -> Engine:
    return release.engine()


def rows(engine: Engine, pattern: str) -> list[dict[str, str]]:
    found = engine.rows(f"SELECT DISTINCT * {{ {pattern} }}")
    return [{name: contract(term.value) for name, term in row.items()} for row in found]


def test_a_claim_keeps_what_its_record_says(engine: Engine) -> None:
    node = "<https://w3id.org/csf1r-kg/classification/toybase-2001-01/900000001>"
    said = {(row["p"].rpartition("#")[2], row["o"]) for row in rows(engine, f"GRAPH <{OWN}> {{ {node} ?p ?o }}")}
    assert said >= {
        ("kg:dataset", "TOYBASE"),
        ("kg:datasetVersion", "2001_01"),
        ("kg:accession", "VCV900000001"),
        ("kg:variationId", "900000001"),
        ("kg:statedClassification", "Pathogenic/Likely pathogenic"),
        ("kg:classifiedAs", "kg:pathogenicOrLikelyPathogenic"),
        ("kg:classificationOf", "variant:TOY1/c.149G-A"),
        ("kg:nameInSource", "TOY_0001.1:c.149G>A (p.Arg50His)"),
        ("kg:reviewStars", "0"),
        ("kg:submitter", "TOYREVIEWS"),
        ("kg:submitter", "TOYLAB"),
        ("kg:submitterCount", "2"),
        ("kg:classifiedFor", "OMIM:000001"),
        ("kg:citedPmid", "0000009"),
    }


def test_what_it_cites_is_no_word_of_the_paper(engine: Engine, toy: Engine) -> None:
    cited = rows(engine, "?claim kg:cites ?paper ; kg:accession ?accession")
    assert {(row["accession"], row["paper"]) for row in cited} == {
        ("VCV900000001", "paper:pmid-0000001"),
        ("TOY_VAR_2", "paper:pmid-0000003"),
        ("TOY_GENE_1", "paper:pmid-0000002"),
    }, "a paper that is not here has a number and no link"
    for pattern in (
        "?mention kg:ofVariant ?variant ; kg:reportedIn ?paper",
        "?case kg:hasVariant ?variant",
        "?paper a kg:Paper",
        "?mention a kg:VariantMention",
    ):
        assert sorted(map(str, rows(engine, pattern))) == sorted(map(str, rows(toy, pattern))), pattern


def test_what_databases_alone_know_is_a_variant_that_nobody_names(engine: Engine, toy: Engine) -> None:
    known = "?v a kg:Variant ; kg:ofGene ?gene"
    alone = rows(engine, f"{known} FILTER NOT EXISTS {{ ?m kg:ofVariant ?v }}")
    assert {row["v"] for row in alone} == {"variant:TOY1/p.Arg50His", "variant:TOY1/c.191-2A-G", "variant:TOY1/c.60C-T"}
    assert len(rows(engine, known)) == len(rows(toy, known)) + len(alone)
    assert rows(engine, "<https://w3id.org/csf1r-kg/variant/TOY1/c.191-2A-G> kg:inIntron ?place") != [], "it is placed"
    twin = rows(engine, "?v kg:possiblySameVariantAs ?other ; kg:hgvsProtein 'p.Arg50His'")
    assert {"v": "variant:TOY1/p.Arg50His", "other": "variant:TOY1/c.149G-A"} in twin


@pytest.mark.parametrize(
    "name", ["exons-hit", "introns-hit", "variants-by-class", "names-in-doubt", "variants-in-several-papers"]
)
def test_a_count_of_variants_does_not_grow_by_what_databases_know(name: str, engine: Engine, toy: Engine) -> None:
    text = ask.find(name).text
    assert list(engine.rows(text)) == list(toy.rows(text))


def test_what_is_here_tells_claims_apart(engine: Engine, toy: Engine) -> None:
    text = ask.find("what-is-here").text
    told, plain = (
        {contract(row["kind"].value): int(row["number"].value) for row in one.rows(text)} for one in (engine, toy)
    )
    more = {"kg:VariantClassification": 6, "kg:GeneDiseaseClassification": 1}
    assert {kind: n for kind, n in told.items() if plain.get(kind) != n and kind != "kg:Doubt"} == more


def test_a_release_that_ships_and_a_newer_one_that_is_imported_stand_side_by_side(engine: Engine) -> None:
    text = """{ variant(id: "c.149G>A") { classifications { dataset datasetVersion stated cites { pmid }
        significance { curie label } submittedBy } papers { nodes { pmid } } } }"""
    answer = TestClient(make_app(engine)).post("/graphql", json={"query": text}).json()
    assert "errors" not in answer, answer
    found = answer["data"]["variant"]["classifications"]
    assert {(one["dataset"], one["datasetVersion"], one["stated"]) for one in found} == {
        ("ClinVar", "2026-06-28", "Likely benign"),
        ("TOYBASE", "2001_01", "Pathogenic/Likely pathogenic"),
    }
    (shipped,) = (one for one in found if one["dataset"] == "TOYBASE")
    assert shipped["cites"] == [{"pmid": "0000001"}]
    assert shipped["significance"]["label"] == "pathogenic or likely pathogenic"
    beside = engine.rows(ask.find("databases-beside-papers").text)
    (row,) = (row for row in beside if "says" in row and row["says"].value == "risk factor")
    assert (row["inPaper"].value, contract(row["cites"].value)) == ("no", "paper:pmid-0000003")


def test_graphql_tells_reported_from_known_and_leads_both_ways(engine: Engine) -> None:
    text = """{ known: variants { totalCount } named: variants(where: {reported: true}) { totalCount }
        alone: variants(where: {reported: false}) { nodes { label } }
        gene(id: "TOY1") { classifications { stated inheritance { label } conditions { curie } cites { pmid } } }
        paper(id: "0000003") {
            variants { totalCount } citedBy { label ... on VariantClassification { accession } } } }"""
    answer = TestClient(make_app(engine)).post("/graphql", json={"query": text}).json()
    assert "errors" not in answer, answer
    data = answer["data"]
    assert data["known"]["totalCount"] == data["named"]["totalCount"] + len(data["alone"]["nodes"])
    assert {one["label"] for one in data["alone"]["nodes"]} == {"TOY1 p.Arg50His", "TOY1 c.191-2A>G", "TOY1 c.60C>T"}
    (claim,) = data["gene"]["classifications"]
    assert (claim["stated"], claim["cites"]) == ("Definitive", [{"pmid": "0000002"}])
    assert claim["inheritance"]["label"] == "Autosomal recessive inheritance"
    assert [one["accession"] for one in data["paper"]["citedBy"]] == ["TOY_VAR_2"]
    assert data["paper"]["variants"]["totalCount"] == 0


def test_the_manifest_names_them_as_sources_and_counts_them_apart(release: Release) -> None:
    about = release.manifest
    (source,) = (one for one in about["sources"] if one["name"] == "toybase-2001-01")
    assert (source["version"], source["licence"]) == ("2001_01", "https://example.org/licence")
    assert list(source["files"]) == [TOYBASE.name]
    assert about["account"]["variants that databases alone know"] == 3
    assert about["account"]["claims of databases"] == 6
    assert OWN in about["graphs"]


def test_a_database_gives_no_name_or_effect_to_a_variant_of_papers(engine: Engine, toy: Engine) -> None:
    about = "<https://w3id.org/csf1r-kg/variant/TOY1/c.190+1G-A>"
    for pattern in (f"{about} kg:hgvsProtein ?o", f"{about} kg:consequence ?o"):
        assert rows(engine, pattern) == rows(toy, pattern)


def test_names_that_do_not_agree_are_flagged_on_the_claim(engine: Engine) -> None:
    (row,) = rows(engine, "?claim kg:accession 'TOY_VAR_3' ; kg:note ?note")
    assert row["note"] == "c.60C>T is in codon 20, but p.Ala30Cys names residue 30"


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[str]]:
    """The faults of a toy release, without those of the release as it is."""
    hpo, reference = read_hpo(hpo_path()), read_reference(TOY / "reference")

    def check(text: str) -> list[str]:
        report = Report()
        read_releases(beside_papers(tmp_path_factory.mktemp("faulty"), text), hpo, reference.genes, report)
        return [str(fault) for fault in report if "c.60C>T is in codon" not in fault.what]

    return check


FAULTS = {
    "a misspelt key": ("  dbsnp: rs9", "  dbsnpp: rs9", "variants[1].dbsnpp", "did you mean dbsnp?"),
    "no number of dbSNP": ("rs900000001", "ss900000001", "dbsnp", "right form"),
    "another significance than the words": (
        "significance: pathogenic or likely pathogenic",
        "significance: benign",
        "variants[0].significance",
        "significance: pathogenic or likely pathogenic",
    ),
    "a word that is no significance": ("significance: benign or likely benign", "significance: harmless", "", "one of"),
    "a row that is missing": ("rows: 6", "rows: 7", "source.rows", "a claim for every row"),
    "a record that comes twice": ("id: TOY_VAR_2", "id: TOY_VAR_1", "variants[2]", "one claim a record"),
    "a record without a name": ("- id: TOY_VAR_2\n  gene", "- gene", "variants[2]", "id: the accession"),
    "a variant without a name": ("  coding: c.191-2A>G\n", "", "variants[2]", "coding: or protein:"),
    "a gene that is not known": ("- id: TOY_VAR_1\n  gene: TOY1", "- id: TOY_VAR_1\n  gene: TOY9", "gene", "TOY1"),
    "a name that cannot be read": (
        "  coding: c.191-2A>G",
        "  coding: c.191-2A>GX",
        "variants[2].coding",
        "A, C, G or T",
    ),
    "no review status": ("review: no assertion criteria provided", "review: looked at", "review", "as in: criteria"),
    "a term that is none": ('inheritance: "HP:0000007"', 'inheritance: "HP:9999999"', "inheritance", "inheritance"),
    "a file of another release": ('release: "2001_01"', 'release: "2002_01"', "the file", "toybase-2002-01.yaml"),
    "a PMID that is none": ('cites: ["0000003"]', 'cites: ["PMID 3"]', "cites", "right form"),
}


def test_a_sound_release_has_no_fault(checked: Callable[[str], list[str]]) -> None:
    assert checked(TEXT) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_place_and_remedy(name: str, checked: Callable[[str], list[str]]) -> None:
    before, after, place, remedy = FAULTS[name]
    assert before in TEXT
    told = [fault for fault in checked(TEXT.replace(before, after, 1)) if ": error: " in fault]
    assert told, name
    assert all(fault.startswith(f"databases/{TOYBASE.name}:") for fault in told)
    assert any(place in fault and remedy in fault for fault in told), told


def test_all_faults_of_papers_and_releases_come_in_one_run(tmp_path: Path) -> None:
    evidence = beside_papers(tmp_path, TEXT.replace("rows: 6", "rows: 7").replace("id: TOY_VAR_2", "id: TOY_VAR_1"))
    paper = evidence / "toy-a-2001-0000001.yaml"
    paper.write_text(paper.read_text(encoding="utf-8").replace("status: present", "status: there", 1), encoding="utf-8")
    with pytest.raises(FaultyEvidence) as caught:
        read_sources(toy_inputs(evidence), lambda _: None)
    files = [fault.file for fault in caught.value.report.fatal]
    assert files.count(f"databases/{TOYBASE.name}") == 2
    assert paper.name in files


def test_the_written_schema_is_the_format() -> None:
    kept = (Inputs.shipped().evidence / "databases" / "schema.json").read_text(encoding="utf-8")
    wanted = "write it anew: kg schema --database --write kg/evidence/databases/schema.json"
    assert kept == release_schema(), wanted
    assert json.loads(kept)["additionalProperties"] is False


@pytest.mark.slow
def test_the_releases_of_the_project_are_sound_and_make_no_paper_say_more(real: Engine) -> None:
    inputs = Inputs.shipped()
    report = Report()
    shipped = read_releases(inputs.evidence, read_hpo(hpo_path()), read_reference(inputs.reference).genes, report)
    assert list(report) == []
    held = sum(len(one.claims) for one in shipped)
    assert {one.key for one in shipped} >= {"clinvar-2016-04-11", "uniprot-2026-03", "gencc-2019-09-18"}
    claims = "{ ?c a kg:VariantClassification } UNION { ?c a kg:GeneDiseaseClassification }"
    assert len(rows(real, f"SELECT DISTINCT ?c {{ {claims} }}")) == held >= 77
    guerreiro = "?c kg:cites <https://w3id.org/csf1r-kg/paper/pmid-23649896>"
    assert len(rows(real, f"SELECT DISTINCT ?c {{ {guerreiro} }}")) >= 10
    mentioned = "?m kg:reportedIn <https://w3id.org/csf1r-kg/paper/pmid-23649896> ; kg:ofVariant ?v"
    assert rows(real, mentioned) == []
