"""What is proposed enters no graph: a build leaves it out and counts it; what is accepted brings its words along."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kg.build.inputs import Inputs
from kg.build.sequence import build
from kg.build.sources import FaultyEvidence
from kg.names import KG
from kg.release import Release
from kg.review.candidates import Ruling
from kg.review.desk import ReviewDesk
from kg.sources.positions import read_yaml
from kg.sources.proposed import proposals_of
from kg.sources.schema import EvidenceFile
from kg.sources.sheet import breaches
from kg.texts.quotes import quote_hash
from tests.small import TOY, toy_inputs

PROPOSED = """\
# Invented. Nobody described here exists.
revised: 2001-01-31
paper:
  title: Toy paper read by a tool
  pmid: "0000004"
  first_author: Toy D
  year: 2001
  design: case report
  readings:
  - {depth: full text}
  proposed: true
cases:
- label: toy reader
  quote: A toy reader of 40 years
  place: Case report, paragraph 1
  proposed: true
  variants:
  - {gene: TOY1, coding: "c.149G>A", quote: "c.149G>A was found", place: "Case report, paragraph 2", proposed: true}
  phenotypes:
  - {text: seizures, hpo: "HP:0001250", label: Seizure, status: present, quote: "fits, then none", proposed: true}
  - {text: seizures, hpo: "HP:0001250", label: Seizure, status: absent, quote: "no fits", proposed: true,
     why: [the toy says both]}
  imaging:
  - {text: toy spot, modality: MRI, status: present, quote: a toy spot, proposed: true}
  quoted:
  - {key: age_at_onset, value: 40, quote: of 40 years, place: "Case report, paragraph 1", proposed: true}
statistics:
- {measure: toys that fell, numerator: 2, denominator: 3, quote: two of three, proposed: true}
aside:
- {text: toys often fall, hpo: "HP:0001288", label: Gait disturbance, status: present, quote: toys often fall,
   proposed: true}
"""
Made = Callable[[str], tuple[Release, Path]]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """The toy papers and one more file, built; the release and the file."""
    evidence = tmp_path / "evidence"
    shutil.copytree(TOY / "evidence", evidence)

    def build_with(text: str) -> tuple[Release, Path]:
        path = evidence / "toy-d-2001-0000004.yaml"
        path.write_text(text, "utf-8")
        return build(toy_inputs(evidence), tmp_path / "releases"), path

    return build_with


def lines(release: Release) -> list[str]:
    """The quads, but for those in which a release tells of itself."""
    return sorted(one for one in release.lines() if "graph/release>" not in one and "graph/void>" not in one)


def test_a_quote_that_is_too_long_is_told_with_its_length() -> None:
    paper = "revised: 2002-02-02\npaper:\n  title: toy\n  design: case report\n"
    text = f"{paper}cases:\n- label: toy\n  quote: {'toy ' * 90}\n"
    told = [str(one) for one in breaches(Path("toy.yaml"), text)]
    assert any("has 359 characters" in one and "right would be: at most 300" in one for one in told), told


def test_a_file_in_which_all_is_proposed_changes_nothing_and_is_counted(made: Made, toy_release: Release) -> None:
    release, _ = made(PROPOSED)
    told = {one.split()[1] for one in set(lines(release)) ^ set(lines(toy_release))}
    assert {one for one in told if "analysis" not in one and KG not in one and "prov#" not in one} == set()
    assert release.manifest["proposed"] == [
        {"file": "toy-d-2001-0000004.yaml", "paper": 1, "cases": 1, "variants": 1, "phenotypes": 2, "imaging": 1}
        | {"quoted": 1, "statistics": 1, "aside": 1}
    ]
    assert release.manifest["account"]["proposals left out"] == 9
    assert release.manifest["account"]["papers"] == toy_release.manifest["account"]["papers"]


def test_what_is_accepted_comes_with_its_words_and_the_rest_stays_out(made: Made) -> None:
    _, path = made(PROPOSED)
    desk = ReviewDesk(path, date(2001, 2, 1))
    desk.accept(("paper",))
    desk.accept(("cases", 0, "phenotypes", 0))
    desk.refuse(("cases", 0, "phenotypes", 1))
    desk.accept(("cases", 0, "variants", 0))
    desk.accept(("cases", 0, "quoted", 0))
    release, _ = made(path.read_text("utf-8"))
    assert release.manifest["account"]["proposals left out"] == 3
    rows = release.engine().rows(
        """SELECT ?of ?words ?place ?hash ?for { ?x kg:hasQuotation ?q . ?x a ?of . ?q kg:quotedHash ?hash ;
        kg:reportedIn paper:pmid-0000004 OPTIONAL { ?q kg:quotedText ?words } OPTIONAL { ?q kg:quotedPlace ?place }
        OPTIONAL { ?q kg:quotedFor ?for } VALUES ?of { kg:Case kg:Genotype kg:PhenotypeObservation } }"""
    )
    found = {
        (row["of"].value.rpartition("#")[2], row["words"].value, "for" in row and row["for"].value) for row in rows
    }
    assert found == {
        ("Case", "A toy reader of 40 years", False),
        ("Case", "of 40 years", "kg:ageAtOnset"),
        ("Genotype", "c.149G>A was found", False),
        ("PhenotypeObservation", "fits, then none", False),
    }
    assert {row["hash"].value for row in rows} == {f"sha256:{quote_hash(words)}" for _, words, _ in found}


def test_a_release_may_keep_place_and_hash_alone(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = made(
        (TOY / "evidence" / "toy-a-2001-0000001.yaml")
        .read_text("utf-8")
        .replace("0000001", "0000004")
        .replace("10.0000/toy.1", "10.0000/toy.4")
        .replace("Toy A", "Toy D")
    )
    monkeypatch.setenv("KG_QUOTES", "off")
    bare = build(toy_inputs(whole.folder.parent.parent / "evidence"), whole.folder.parent)
    assert bare.folder != whole.folder, "the setting makes another release"
    asked = (
        "SELECT ?q ?place ?hash ?words { ?q kg:quotedHash ?hash OPTIONAL { ?q kg:quotedPlace ?place } "
        "OPTIONAL { ?q kg:quotedText ?words } } ORDER BY ?q"
    )
    with_words, without = whole.engine().rows(asked), bare.engine().rows(asked)
    assert all("words" in row for row in with_words) and not any("words" in row for row in without)
    kept = [(row["q"], row["place"], row["hash"]) for row in with_words]
    assert kept == [(row["q"], row["place"], row["hash"]) for row in without] and len(kept) == 4
    assert not any("walked unsteadily like a toy" in line for line in bare.lines())


def test_what_is_told_of_nobody_is_never_built(made: Made) -> None:
    text = PROPOSED.replace("  proposed: true\ncases:", "cases:")
    aside = "status: present, quote: toys often fall,\n   proposed: true}"
    assert aside in text
    release, path = made(text.replace(aside, "status: present}"))
    assert release.manifest["proposed"][0]["aside"] == 1
    waiting = [one.list for one in ReviewDesk(path, date(2001, 1, 1)).candidates() if one.verdict is Ruling.OPEN]
    assert waiting[-1] == "aside"


FIRST = "- label: toy first\n  proposed: true\n- label: toy reader\n"
WRONG = '  - {text: wrong toy, modality: MRI, hpo: "HP:0001250", label: Seizures, status: present}\n  quoted:'


def test_faults_of_what_counts_are_told_at_their_lines_and_none_of_what_is_proposed(made: Made) -> None:
    text = PROPOSED.replace("  proposed: true\ncases:", "cases:").replace("- label: toy reader\n", FIRST)
    text = text.replace("  proposed: true\n  variants:", "  sex: female\n  variants:").replace("  quoted:", WRONG)
    with pytest.raises(FaultyEvidence) as told:
        made(text.replace("text: toy spot, modality: MRI", "text: toy spot, modality: toy ray"))
    [fault] = told.value.report.fatal
    assert fault.line == next(n for n, line in enumerate(text.splitlines(), 1) if "wrong toy" in line)


def test_every_proposal_of_our_evidence_can_be_counted() -> None:
    for path in Inputs.shipped().evidence.glob("*.yaml"):
        assert proposals_of(EvidenceFile.model_validate(read_yaml(path).value)) == ()
