"""A fact keeps who said it, in which paper it was read, and how deep that was: at every door the same."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import make_app
from kg.engine import Engine
from kg.export.nanopubs import nanopubs
from kg.export.tables import export_tables
from kg.names import contract
from kg.release import Release
from kg.report import Report
from kg.settings import PACKAGE
from kg.sources.evidence import read_evidence
from kg.sources.hpo import hpo_path, read_hpo
from kg.sources.reference import read_reference
from tests.test_tables import read

PREFIX = "PREFIX kg: <https://w3id.org/csf1r-kg/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
READINGS = f"""{PREFIX} SELECT ?seen ?by ?in ?depth ?via WHERE {{
    ?case kg:hasFinding|kg:hasExcludedFinding ?seen . ?seen kg:reportedIn ?by ; kg:readingDepth ?depth .
    OPTIONAL {{ ?seen kg:readIn ?in }} OPTIONAL {{ ?seen kg:via ?via }} }}"""


def of(engine: Engine) -> dict[str, dict[str, str]]:
    """Each finding of a person with who says it, in what it was read and how deep."""
    return {row["seen"].value: {name: contract(row[name].value) for name in row} for row in engine.rows(READINGS)}


def test_a_fact_of_one_paper_that_stands_in_another_keeps_both_and_the_depth_there(toy: Engine) -> None:
    [elsewhere] = [one for one in of(toy).values() if one.get("in") != one["by"]]
    assert elsewhere == {
        "seen": elsewhere["seen"],
        "by": "paper:pmid-0000002",
        "in": "paper:pmid-0000001",
        "depth": "kg:fullText",
        "via": "a table of Toy A 2001",
    }


def test_a_fact_without_a_reading_of_its_own_has_that_of_its_case_else_of_its_paper(toy: Engine) -> None:
    rows = toy.rows(f"""{PREFIX} SELECT ?case ?person ?depth WHERE {{ ?c kg:caseLabel ?case ; kg:readingDepth ?person ;
        kg:hasFinding|kg:hasExcludedFinding|kg:hasGenotype|kg:hasTreatment ?x . ?x kg:readingDepth ?depth }}""")
    found = {tuple(contract(row[name].value) for name in ("case", "person", "depth")) for row in rows}
    assert ("toy relative", "kg:fullText", "kg:fullText") in found
    assert ("toy child", "kg:abstract", "kg:abstract") in found
    assert {one for one in found if one[1] != one[2]} == {("toy uncle", "kg:abstract", "kg:excerpt")}


ADDRESS = "https://example.org/toy"
BODY = """\
cases:
- label: toy 1
  {says}
  phenotypes:
  - text: toy sign
    status: present
    reading: {{depth: {depth}, {paper}url: "https://example.org/toy"}}
"""
PAPER = """\
revised: 2026-01-31
paper:
  {{title: t, pmid: "{pmid}", first_author: {author}, year: 2026, design: case report, readings: [{{depth: {depth}}}]}}
"""


@pytest.fixture
def faults(tmp_path: Path):
    hpo, reference = read_hpo(hpo_path()), read_reference(PACKAGE / "reference")

    def run(says: str = "", depth: str = "abstract", paper: str = "") -> list[str]:
        own = PAPER.format(pmid="0000001", author="Toy A", depth="abstract")
        body = BODY.format(
            says=f"says: {says}" if says else "", depth=depth, paper=f"paper: {paper}, " if paper else ""
        )
        (tmp_path / "toy-2026-0000001.yaml").write_text(own + body, "utf-8")
        other = PAPER.format(pmid="0000002", author="Spïelzeug B", depth="excerpt")
        (tmp_path / "spielzeug-2026-0000002.yaml").write_text(other, "utf-8")
        report = Report()
        read_evidence(tmp_path, hpo, reference, report)
        return [str(fault) for fault in report]

    return run


@pytest.mark.parametrize("named", ["pmid-0000002", "spielzeug-2026-0000002", "spielzeug-2026-0000002.yaml"])
def test_a_reading_names_the_paper_as_other_links_do(faults, named: str) -> None:
    assert faults(paper=named, says="row 1 of the table of Spielzeug 2026") == []


def test_a_reading_in_a_paper_that_nobody_holds_is_told(faults) -> None:
    [fault] = faults(paper="pmid-0000020")
    assert "there is no paper 'pmid-0000020'" in fault and "pmid-0000002" in fault


def test_a_reading_is_no_deeper_than_the_paper_in_which_it_was_read(faults) -> None:
    [fault] = faults(paper="pmid-0000002", depth="full text")
    assert "read as full text, but spielzeug-2026-0000002.yaml was read as excerpt" in fault
    assert faults(paper="pmid-0000002", depth="excerpt") == []


@pytest.mark.parametrize(
    "says",
    [
        "row 3 of the tables of Spielzeug 2026",
        "'abstract; table 2 of Spielzeug et al. 2026'",
        "table of Spïelzeug (2026)",
        "'quoted in PMID: 0000002'",
        "text of PMID 0000002",
    ],
)
def test_words_that_name_another_paper_want_a_reading_in_it(faults, says: str) -> None:
    [fault] = faults(says=says)
    assert "a paper of the evidence, but nothing here was read in it" in fault
    assert "`paper: spielzeug-2026-0000002`" in fault
    assert faults(says=says, paper="pmid-0000002") == []


@pytest.mark.parametrize("says", ["abstract of Toy 2026", "seen in Spielzeug 2019", "PMID 0000077", "March 2026"])
def test_words_that_name_this_paper_or_none_want_nothing(faults, says: str) -> None:
    assert faults(says=says) == []


def test_no_fact_whose_words_name_another_paper_is_filed_as_read_in_its_own() -> None:
    """Over the whole evidence: a case, a finding, a genotype or a mention, by the words of its place."""
    report = Report()
    records = read_evidence(
        PACKAGE / "evidence", read_hpo(hpo_path()), read_reference(PACKAGE / "reference"), report
    ).records
    assert not [str(fault) for fault in report if fault.kind.startswith("read")]
    pmids = {record.paper.pmid: record.paper.key for record in records if record.paper.pmid}
    authors = {f"{(one.paper.first_author or '?').split()[0]} {one.paper.year}": one.paper.key for one in records}
    elsewhere = Counter()
    for record in records:
        for case in record.cases:
            words = case.says or ""
            named = {authors[one] for one in re.findall(r"[A-Z]\w+ \d{4}", words) if one in authors} - {
                record.paper.key
            }
            read = {one.reading.paper for one in case.observations if one.reading}
            assert named <= read, case.label
            elsewhere.update(one.reading.paper for one in case.observations if one.reading and one.reading.paper)
        facts = [x for case in record.cases for x in (case, *case.genotypes, *case.observations)] + [*record.mentions]
        for fact in (*facts, *record.statistics):
            via = fact.reading and re.search(r"PMID (\d+)", fact.reading.via or "")
            assert not via or fact.reading.paper == pmids[via[1]], fact
    assert elsewhere["pmid-37349768"] > 250 and elsewhere["pmid-34145972"] == 2


@pytest.fixture(scope="module", params=["toy", pytest.param("real", marks=pytest.mark.slow)])
def release(request: pytest.FixtureRequest) -> Release:
    found: Release = request.getfixturevalue(f"{request.param}_release")
    return found


def test_every_door_gives_one_number_for_each_depth(release: Release, tmp_path: Path) -> None:
    engine = release.engine()
    by_sparql = Counter(one["depth"].removeprefix("kg:") for one in of(engine).values())
    rows = engine.rows((PACKAGE.parent / "queries" / "reading-depth.rq").read_text("utf-8"))
    assert by_sparql == {
        contract(row["depth"].value).removeprefix("kg:"): int(row["presentFindings"].value)
        + int(row["absentFindings"].value)
        for row in rows
        if int(row["presentFindings"].value) + int(row["absentFindings"].value)
    }
    query = "{ observations { facets(by: [DEPTH]) { values { iri count } } } }"
    answer = TestClient(make_app(engine)).post("/graphql", json={"query": query}).json()
    [facet] = answer["data"]["observations"]["facets"]
    assert by_sparql == {contract(one["iri"]).removeprefix("kg:"): one["count"] for one in facet["values"]}
    export_tables(release, tmp_path / "tables")
    table = [row for row in read(tmp_path / "tables")["observations"] if row["scope"] == "person"]
    names = {"abstract": "abstract", "excerpt": "excerpt", "full text": "fullText"}
    assert by_sparql == Counter(names[row["reading_depth"]] for row in table if row["reading_depth"])
    assert {row["observation_iri"]: row["read_in_iri"] for row in table if row["reading_depth"]} == {
        row["seen"].value: row["in"].value if "in" in row else "" for row in engine.rows(READINGS)
    }


def test_a_nanopublication_says_in_which_paper_it_was_read(toy_release: Release) -> None:
    engine = toy_release.engine()
    found = [
        {(s.predicate, s.object.value) for s in one.statements if s.graph.endswith("#provenance")}
        for one in nanopubs(engine, toy_release.manifest)
    ]
    [relative] = [said for said in found if any(value == "a table of Toy A 2001" for _, value in said)]
    assert {contract(value) for link, value in relative if link.endswith("#readIn")} == {"paper:pmid-0000001"}
