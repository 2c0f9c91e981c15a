"""From evidence to release: what is said stands in the graph with its paper, what is wrong stops the build."""

import shutil
from pathlib import Path

import pytest

from kg.build.gates import BrokenShape, Inconsistent
from kg.build.inputs import Inputs
from kg.build.sequence import build
from kg.build.sources import FaultyEvidence
from kg.names import KG, graph
from kg.release import Release, current
from tests.small import TOY, toy_inputs


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TOY / "evidence", tmp_path / "evidence"))


def change(folder: Path, old: str, new: str) -> None:
    """Replace a text that stands once in the first toy paper."""
    path = folder / "toy-a-2001-0000001.yaml"
    text = path.read_text()
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1))


@pytest.mark.slow
def test_two_builds_of_the_same_inputs_give_the_same_bytes(tmp_path: Path, toy_release: Release) -> None:
    one, two = toy_release, build(toy_inputs(), tmp_path)
    assert one.folder.name == two.folder.name
    for file in one.folder.iterdir():
        assert file.read_bytes() == (two.folder / file.name).read_bytes(), file.name


@pytest.mark.slow
def test_a_rebuild_with_nothing_changed_returns_the_current_release(toy_release: Release) -> None:
    told: list[str] = []
    again = build(toy_inputs(), toy_release.folder.parent, told.append)
    assert again.folder == toy_release.folder
    assert told == ["nothing changed: the current release stands"]


@pytest.mark.slow
def test_a_faulty_file_stops_the_build_and_the_former_release_stays(
    tmp_path: Path, evidence: Path, toy_release: Release
) -> None:
    shutil.copytree(toy_release.folder.parent, tmp_path / "releases", symlinks=True)
    former = build(toy_inputs(evidence), tmp_path / "releases")
    assert former.folder.name == toy_release.folder.name
    change(evidence, 'hpo: "HP:0001288"', 'hpo: "HP:9999999"')
    change(evidence, "sex: male", "sex: M")
    with pytest.raises(FaultyEvidence) as caught:
        build(toy_inputs(evidence), tmp_path / "releases")
    assert len(caught.value.report.fatal) >= 2, "all faults are told in one run"
    assert current(tmp_path / "releases").folder == former.folder


@pytest.mark.slow
def test_a_fact_that_cannot_be_true_is_named(tmp_path: Path, evidence: Path) -> None:
    """The family of toy paper one is given the name of a paper, and no family is a paper."""
    inputs = toy_inputs(evidence)
    wrong = tmp_path / "ontology"
    shutil.copytree(inputs.ontology, wrong)
    with (wrong / "csf1r.ttl").open("a") as ontology:
        ontology.write(
            "\n<https://w3id.org/csf1r-kg/case/pmid-0000001/toy-woman>"
            " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/csf1r-kg/ontology#Paper> .\n"
        )
    broken = Inputs(inputs.evidence, inputs.reference, wrong, inputs.hpo, inputs.hpoa)
    with pytest.raises(Inconsistent) as caught:
        build(broken, tmp_path / "releases")
    assert "case:pmid-0000001/toy-woman" in str(caught.value)
    assert not (tmp_path / "releases" / "current").exists()


@pytest.mark.slow
def test_a_broken_shape_stops_the_build(tmp_path: Path, evidence: Path) -> None:
    inputs = toy_inputs(evidence)
    strict = tmp_path / "ontology"
    shutil.copytree(inputs.ontology, strict)
    (strict / "shapes" / "toy.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/csf1r-kg/ontology#> .\n"
        "kg:ToyShape a sh:NodeShape ; sh:targetClass kg:Case ; sh:property [ sh:path kg:ageAtOnset ; sh:minCount 1 ;"
        ' sh:message "toy rule: every case has an onset" ] .\n'
    )
    with pytest.raises(BrokenShape, match="toy rule: every case has an onset"):
        build(Inputs(inputs.evidence, inputs.reference, strict, inputs.hpo, inputs.hpoa), tmp_path / "releases")


def test_every_word_of_the_graph_is_in_the_ontology(real) -> None:
    """No property or class of ours is used without a definition."""
    used = {
        row["t"].value
        for row in real.rows(
            "SELECT DISTINCT ?t { { GRAPH ?g { ?s ?t ?o } } UNION { GRAPH ?g { ?s a ?t } }"
            f' FILTER(STRSTARTS(STR(?t), "{KG}")) FILTER(?g != <{graph("ontology")}>) }}'
        )
    }
    defined = {
        row["t"].value
        for row in real.rows(
            f"SELECT ?t {{ GRAPH <{graph('ontology')}> {{ ?t <http://www.w3.org/2004/02/skos/core#definition> ?d }} }}"
        )
    }
    assert used - defined == set()


def test_every_fact_has_its_paper_and_how_it_was_read(real) -> None:
    """Cases, observations, genotypes, mentions, statistics and doubts: none without a paper and a reading depth."""
    for kind in (
        "Case",
        "PhenotypeObservation",
        "ImagingObservation",
        "Genotype",
        "VariantMention",
        "CohortStatistic",
        "Doubt",
    ):
        total = real.rows(f"SELECT (COUNT(DISTINCT ?f) AS ?n) {{ ?f a kg:{kind} }}")[0]["n"].value
        sound = real.rows(
            f"SELECT (COUNT(DISTINCT ?f) AS ?n) {{ ?f a kg:{kind} ; kg:reportedIn ?p ; kg:readingDepth ?d ."
            " ?p a kg:Paper ; kg:readingDepth ?e }"
        )[0]["n"].value
        assert int(total) > 0
        assert sound == total, kind
