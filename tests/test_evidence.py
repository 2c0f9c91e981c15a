"""The evidence holds what was read, all of it, once: counted, checked against the format, named after its papers."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kg.names import slug
from kg.report import Report
from kg.settings import PACKAGE
from kg.sources.checks import paper_key
from kg.sources.evidence import read_evidence
from kg.sources.positions import read_yaml
from kg.sources.reference import ReferenceData, read_reference
from kg.sources.schema import CaseFile, EvidenceFile, PaperFile

EVIDENCE, REFERENCE = PACKAGE / "evidence", PACKAGE / "reference"
FIRST_LINE = "# yaml-language-server: $schema=schema.json"
MERGED = {
    "pmid-30982608": ["individual with homozygous splice variant", "individual with homozygous missense variant"],
    "pmid-30982609": [
        "Brazilian boy (first patient in OMIM summary)",
        "Japanese woman (second patient in OMIM summary)",
    ],
    "pmid-31840744": ["Patient 1", "Patient 2"],
    "pmid-36980326": ["case 1 (sibling)", "case 2 (sibling)"],
}


@pytest.fixture(scope="module")
def files() -> dict[str, EvidenceFile]:
    """Every evidence file by its name; a file that breaks the format fails here."""
    return {path.name: EvidenceFile.model_validate(read_yaml(path).value) for path in sorted(EVIDENCE.glob("*.yaml"))}


@pytest.fixture(scope="module")
def cases(files: dict[str, EvidenceFile]) -> list[tuple[str, PaperFile, CaseFile]]:
    """Every case with the key of its paper."""
    return [(paper_key(file.paper, name), file.paper, case) for name, file in files.items() for case in file.cases]


@pytest.fixture(scope="module")
def reference() -> ReferenceData:
    return read_reference(REFERENCE)


def test_nothing_read_is_lost(files, cases):
    """Floors: another paper breaks nothing, a fact that gets lost does."""
    figures = [figure for file in files.values() for figure in file.statistics]
    held = {
        "papers": len(files),
        "cases": len(cases),
        "genotypes": sum(len(case.variants) for *_, case in cases),
        "variants without a person": sum(len(file.variants) for file in files.values()),
        "phenotypes": sum(len(case.phenotypes) for *_, case in cases),
        "imaging": sum(len(case.imaging) for *_, case in cases),
        "statistics": len(figures),
        "second-hand statistics": sum(figure.second_hand for figure in figures),
        "doubts": sum(len(file.doubts) for file in files.values()),
    }
    floors = {
        "papers": 160,
        "cases": 128,
        "genotypes": 75,
        "variants without a person": 65,
        "phenotypes": 607,
        "imaging": 251,
        "statistics": 610,
        "second-hand statistics": 54,
        "doubts": 369,
    }
    assert {what: held[what] for what in floors if held[what] < floors[what]} == {}


def test_every_file_passes_every_check(files, hpo, reference):
    report = Report()
    records = read_evidence(EVIDENCE, hpo, reference, report).records
    assert report.fatal == []
    assert len(records) == len(files)


def test_hpo_terms_are_current_and_carry_their_own_label(files, hpo):
    for file in files.values():
        worded = [one for case in file.cases for one in (*case.phenotypes, *case.imaging)] + list(file.statistics)
        for one in worded:
            if one.hpo:
                term = hpo.get(one.hpo)
                assert term is not None and not term.obsolete and term.label == one.label, one


@pytest.mark.parametrize("path", sorted(EVIDENCE.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_is_named_after_its_paper_and_tells_editors_its_format(path: Path):
    assert path.read_text("utf-8").splitlines()[0] == FIRST_LINE
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem)
    paper = EvidenceFile.model_validate(read_yaml(path).value).paper
    best = paper.pmid or paper.doi or paper.pmcid
    if best:
        assert path.stem.endswith(re.sub(r"[^a-z0-9]+", "-", best.lower()))
    if paper.year:
        assert str(paper.year) in path.stem


def test_an_identifier_belongs_to_one_file(files):
    for kind in ("pmid", "doi", "pmcid"):
        found = Counter(str(held).lower() for file in files.values() if (held := getattr(file.paper, kind)))
        assert not [one for one, times in found.items() if times > 1]


def test_people_whose_diagnosis_or_gene_was_not_read_are_kept_out(cases):
    kept = {(paper.first_author or paper.journal, case.label) for _, paper, case in cases if case.kept_out}
    assert kept >= {
        ("Wang Jing (王静)", "patient"),
        ("Journal of the Korean Neurological Association", "patient"),
        ("Rees", "girl who died at 9 months"),
        ("Rees", "brother who died at 1 month"),
    }


def test_carriers_are_only_those_in_whom_a_variant_was_found(cases):
    counted = Counter(case.genetic_status or paper.genetic_status for _, paper, case in cases if not case.kept_out)
    floors = Counter({"confirmed": 84, "not individually tested": 25, "not read": 15})
    assert counted >= floors, counted
    for _, paper, case in cases:
        if any(not variant.presumed for variant in case.variants):
            assert (case.genetic_status or paper.genetic_status) == "confirmed", case.label


def test_the_swedish_family_of_1984_is_negative(files):
    swedish = [file for file in files.values() if file.paper.genetic_status == "negative"]
    assert {file.paper.pmid for file in swedish} >= {"6595937", "31775912", None}
    assert not any(file.cases for file in swedish)


def test_variants_of_people_with_another_diagnosis_claim_no_disease(files):
    claimless = [
        (file.paper.pmid, variant.protein)
        for file in files.values()
        for variant in (*file.variants, *(one for case in file.cases for one in case.variants))
        if not variant.disease_claim
    ]
    assert set(claimless) >= {("29544907", name) for name in ("p.Leu868Arg", "p.Gln691His", "p.His703Tyr")}


def test_a_person_described_in_two_readings_of_one_paper_is_one_case(cases):
    found: dict[str, list[str]] = {}
    for key, _, case in cases:
        found.setdefault(key, []).extend(case.also_labelled)
    assert {key: found[key] for key in MERGED} == MERGED


def test_people_who_may_be_described_twice_are_linked_not_merged(cases):
    links = {(link.paper, link.case) for *_, case in cases for link in case.same_person}
    assert links >= {("pmid-30982609", f"family 3 (Chaldean), row {row}") for row in range(5, 10)}


def test_a_doubt_says_what_it_is_about(files):
    about = Counter(doubt.about.partition(":")[0] for file in files.values() for doubt in file.doubts)
    assert set(about) == {"paper", "case", "variant", "statistic"}


def test_a_count_is_the_text_s_own(files):
    """ "Spared" is no 0 of 15, and "the MRIs of 15 showed" no 15 of 15: where no number is given, none is made."""
    made = re.compile(
        r"denominator .*(size|sample|wording)|[Zz]ero counts stand for|what the MRIs of \d+ .*not in how many"
    )
    for name, file in files.items():
        doubted = {doubt.about for doubt in file.doubts if made.search(doubt.text)}
        whole = {f"statistic:{one.measure}" for one in file.statistics if one.denominator is not None}
        assert not doubted & whole, (name, doubted & whole)
        assert "paper" not in doubted, name


def test_group_statements_are_marked(cases):
    scoped = [one for *_, case in cases for one in (*case.phenotypes, *case.imaging) if one.scope == "group"]
    assert len(scoped) >= 154


def test_the_files_stand_on_their_own():
    for path in (*EVIDENCE.glob("*.yaml"), *REFERENCE.glob("*.yaml")):
        text = path.read_text("utf-8")
        assert not re.search(r"papers-\d{4}|terms\.yaml|hpoa\.yaml|first wave|second wave|task list", text), path.name


def test_every_printed_phrase_is_in_the_vocabulary(files, reference):
    words = reference.vocabulary
    for file in files.values():
        for one in (*(scan for case in file.cases for scan in case.imaging), *file.statistics):
            assert one.modality is None or words.modality(one.modality), one
            assert one.sequence is None or words.sequences(one.sequence) is not None, one
            assert one.region is None or words.regions(one.region) is not None, one


def test_phrases_lead_to_keys_that_exist(reference):
    words = reference.vocabulary
    for table, keys in (
        (words.modality_phrases, words.modalities),
        (words.sequence_phrases, words.sequences_by_key),
        (words.region_phrases, words.regions_by_key),
    ):
        assert {key for found in table.values() for key in found} <= set(keys)


def test_modalities_and_regions_have_names_of_their_own(reference):
    for keys in (reference.vocabulary.modalities, reference.vocabulary.regions_by_key):
        assert len({slug(key) for key in keys}) == len(keys)


def test_diseases_are_named_as_the_annotation_file_names_them(reference):
    from kg.sources.hpoa import hpoa_path

    rows = (line.split("\t", 2)[:2] for line in hpoa_path().read_text("utf-8").splitlines() if "\t" in line)
    names = dict(reversed([tuple(row) for row in rows]))
    assert len(reference.diseases) == 40
    assert all(names[identifier] == name for identifier, name in reference.diseases.items())
