"""What is wrong in an evidence file is said with its place, its line and what would be right - all in one run."""

from __future__ import annotations

import textwrap
from datetime import date
from pathlib import Path

import pytest

from kg.errors import FaultyInput
from kg.model import Doubt, Record
from kg.report import Report
from kg.sources.evidence import computed_doubts, days_to_come, read_evidence
from kg.sources.hpo import Hpo
from kg.sources.ontology import OntologyTerm as HpoTerm
from kg.sources.ontology import Synonym
from kg.sources.reference import ReferenceData, gene_model, read_vocabulary

GENE = {
    "gene": {
        "symbol": "TOY1",
        "name": "toy gene",
        "strand": "minus",
        "transcripts": [{"refseq": "NM_000001.1"}],
        "exons": {
            "transcript": "NM_000001 numbering",
            "table": [
                {"exon": 1, "c_first": "c.-10", "c_last": "c.30", "length": 40, "cds_first": 1, "cds_last": 30,
                 "aa_first": 1, "aa_last": 10, "grch38_start": 3001, "grch38_end": 3040},
                {"exon": 2, "c_first": "c.31", "c_last": "c.60", "length": 30, "cds_first": 31, "cds_last": 60,
                 "aa_first": 11, "aa_last": 20, "grch38_start": 2001, "grch38_end": 2030},
                {"exon": 3, "c_first": "c.61", "c_last": "c.*9", "length": 42, "cds_first": 61, "cds_last": 93,
                 "aa_first": 21, "aa_last": 30, "grch38_start": 1001, "grch38_end": 1042},
            ],
        },
    },
    "protein": {"accession": "P00001", "length_aa": 30, "domains": []},
}  # fmt: skip
VOCABULARY = {
    "modalities": [{"key": "MRI", "label": "toy MRI"}],
    "sequences": [{"key": "T2", "label": "toy T2"}, {"key": "FLAIR", "label": "toy FLAIR"}],
    "regions": [{"key": "toy_lobe", "label": "toy lobe", "uberon": "UBERON:0000001"}],
    "findings": [],
    "sequence_phrases": {"T2 and FLAIR": ["T2", "FLAIR"]},
    "region_phrases": {"the toy lobe": ["toy_lobe"]},
}
TERMS = [
    HpoTerm("HP:0000001", "Toy sign", alternative_ids=("HP:0000011",)),
    HpoTerm("HP:0000002", "Small toy sign", synonyms=(Synonym("Tiny sign", "EXACT"),), parents=("HP:0000001",)),
    HpoTerm("HP:0000003", "obsolete Old toy sign", obsolete=True, replaced_by=("HP:0000002",)),
    HpoTerm("HP:0000004", "obsolete Vague toy sign", obsolete=True, consider=("HP:0000001", "HP:0000002")),
    HpoTerm("HP:0000118", "Phenotypic abnormality", parents=("HP:0000001",)),
    HpoTerm("HP:0000025", "Toy bones", parents=("HP:0000118",)),
    HpoTerm("HP:0000026", "Toy brain", parents=("HP:0000118",)),
    HpoTerm("HP:0000027", "Odd toy bone", parents=("HP:0000025",)),
    HpoTerm("HP:0000028", "Very odd toy bone", parents=("HP:0000027",)),
    HpoTerm("HP:0000029", "Chalk in a toy brain", parents=("HP:0000027", "HP:0000026")),
]
PAPER = """\
revised: 2026-01-31
paper:
  title: toy paper
  pmid: '0000001'
  first_author: Toy A
  year: 2026
  design: case report
  readings:
  - depth: abstract
"""
NAME = "toy-2026-0000001.yaml"


@pytest.fixture(scope="session")
def hpo() -> Hpo:
    return Hpo("toy release", {term.id: term for term in TERMS})


@pytest.fixture(scope="session")
def reference() -> ReferenceData:
    gene = gene_model(GENE)
    return ReferenceData({gene.symbol: gene}, read_vocabulary(VOCABULARY), {}, {}, GENE, VOCABULARY)


@pytest.fixture
def read(tmp_path: Path, hpo: Hpo, reference: ReferenceData):
    def run(body: str = "", paper: str = PAPER, name: str = NAME, **more: str) -> tuple[list[str], tuple[Record, ...]]:
        (tmp_path / name).write_text(paper + textwrap.dedent(body), encoding="utf-8")
        for other, text in more.items():
            (tmp_path / f"{other.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
        run.report = Report()
        records = read_evidence(tmp_path, hpo, reference, run.report).records
        return [str(fault) for fault in run.report], records

    return run


@pytest.fixture
def faults(read):
    return lambda *args, **kinds: read(*args, **kinds)[0]


def case(*lines: str) -> str:
    """A file body with one toy case; the lines come after its label (line 11 of the file)."""
    return "cases:\n- label: toy 1\n" + "".join(f"  {line}\n" for line in lines)


def variant(*lines: str) -> str:
    return case("variants:", "- gene: TOY1", *(f"  {line}" for line in lines))


def test_a_sound_file_has_no_fault_and_becomes_a_record(read):
    body = case(
        "sex: female",
        "variants:",
        "- {gene: TOY1, coding: c.32 G>A, protein: p.R11H, exon: 2, zygosity: heterozygous}",
        "phenotypes:",
        "- {text: toy sign, hpo: 'HP:0000001', label: Toy sign, status: present, onset_age: 30}",
        "imaging:",
        "- {text: bright, modality: mri, sequence: T2 and FLAIR, region: The toy lobe, status: absent}",
    )
    found, (record,) = read(body)
    assert found == []
    assert record.paper.key == "pmid-0000001"
    (person,) = record.cases
    assert str(person.genotypes[0].name) == "TOY1 c.32G>A (p.Arg11His)"
    (scan,) = person.imaging
    assert (scan.modality, scan.sequences, scan.regions) == ("MRI", ("T2", "FLAIR"), ("toy_lobe",))
    assert (scan.stated_sequence, scan.stated_region, scan.present) == ("T2 and FLAIR", "The toy lobe", False)


def test_broken_yaml(faults):
    assert faults("cases: [{label: toy 1\nvariants: []\n") == [
        f"{NAME}:11: error: the file: the YAML breaks off at column 9: while parsing a flow mapping, "
        "did not find expected ',' or '}'\n"
        "    right would be: to mend the indentation, quotes or brackets there or just above"
    ]


def test_a_key_that_stands_twice(faults):
    assert faults(case("sex: female", "sex: male")) == [
        f"{NAME}:13: error: cases[0].sex: the key sex stands here a second time, and only one value would be kept\n"
        "    right would be: one key with one value"
    ]


def test_what_cannot_be_read_hides_no_fault_of_other_files(faults, tmp_path):
    (tmp_path / "folder-2001-0000003.yaml").mkdir()
    (tmp_path / "link-2001-0000004.yaml").symlink_to(tmp_path / "nowhere")
    told = faults(case("sex: green"))
    assert sum("it cannot be read" in one for one in told) == 2
    assert any("green" in one for one in told)


def test_a_file_that_is_not_utf_8(tmp_path, hpo, reference):
    (tmp_path / NAME).write_bytes(PAPER.replace("toy paper", "toy pap\u00e9r").encode("latin-1"))
    report = Report()
    assert read_evidence(tmp_path, hpo, reference, report).records == ()
    assert [str(fault) for fault in report] == [
        f"{NAME}:3: error: the file: byte 0xe9 is not UTF-8\n    right would be: to save the file as UTF-8"
    ]


def test_an_empty_file(faults):
    assert faults(paper="") == [
        f"{NAME}:1: error: the file: NoneType: input should be a valid dictionary or instance of EvidenceFile\n"
        "    right would be: keys and values, one a line"
    ]


@pytest.mark.parametrize(
    ("line", "place", "what", "fix"),
    [
        ("sexe: male", "cases[0].sexe", "there is no key sexe here", "did you mean sex?"),
        ("sex: femal", "cases[0].sex", "'femal' is not allowed here", "did you mean female?"),
        ("sex: 3", "cases[0].sex", "3 is not allowed here", "one of female, male"),
        ("age_at_onset: 130", "cases[0].age_at_onset", "130 is out of bounds", "a number of at most 120.0"),
        (
            "age_at_onset: thirty",
            "cases[0].age_at_onset",
            "'thirty': input should be a valid number, unable to parse string as a number",
            "a number, without unit",
        ),
        (
            "origin: 7",
            "cases[0].origin",
            "7: input should be a valid string",
            "text; put it in quotes if it looks like a number, a date or yes or no",
        ),
        (
            "notes: one",
            "cases[0].notes",
            "'one': input should be a valid list",
            "a list: each entry on a line that starts with `- `",
        ),
    ],
)
def test_a_breach_of_the_format(faults, line, place, what, fix):
    assert faults(case(line)) == [f"{NAME}:12: error: {place}: {what}\n    right would be: {fix}"]


def test_a_missing_key(faults):
    assert faults("cases:\n- sex: male\n") == [
        f"{NAME}:11: error: cases[0].label: the key label is missing\n    right would be: add `label:` with its value"
    ]


def test_every_fault_of_every_file_in_one_run(faults):
    other = PAPER.replace("0000001", "0000002") + case("seks: male")
    found = faults(case("sex: none", "age_at_onset: -1"), toy_2026_0000002=other)
    assert [line.split(": ")[0] for line in found] == [f"{NAME}:12", f"{NAME}:13", "toy-2026-0000002.yaml:12"]


def test_a_file_that_breaks_the_format_still_tells_its_other_faults(faults):
    body = case("sex: none", "seks: x", "phenotypes:", "- {text: toy, hpo: 'HP:0000009', status: presnt}")
    found = [line.split(": ")[2] for line in faults(body)]
    assert found == ["cases[0].sex", "cases[0].seks", "cases[0].phenotypes[0].hpo", "cases[0].phenotypes[0].status"]


@pytest.mark.parametrize(
    ("written", "place", "what", "fix"),
    [
        ("hpo: 'HP:0000009'", "hpo", "HP:0000009 is not in toy release", "an id of that release, or no hpo key at all"),
        (
            "hpo: 'HP:0000009', label: tiny sign",
            "hpo",
            "HP:0000009 is not in toy release",
            "HP:0000002 (Small toy sign)",
        ),
        (
            "hpo: 'HP:0000003'",
            "hpo",
            "HP:0000003 (obsolete Old toy sign) is obsolete",
            "HP:0000002 (Small toy sign)",
        ),
        (
            "hpo: 'HP:0000004'",
            "hpo",
            "HP:0000004 (obsolete Vague toy sign) is obsolete",
            "the term that is meant; it may be HP:0000001 (Toy sign) or HP:0000002 (Small toy sign): read the source",
        ),
        ("hpo: 'HP:0000011'", "hpo", "HP:0000011 is an alternative id", "its primary id HP:0000001 (Toy sign)"),
        (
            "hpo: 'HP:0000001', label: toi sign",
            "label",
            "HP:0000001 is 'Toy sign', not 'toi sign'",
            "label: Toy sign",
        ),
        (
            "hpo: 'HP:0000001', label: tiny sign",
            "label",
            "HP:0000001 is 'Toy sign', not 'tiny sign'",
            "label: Toy sign - or, if the label is meant, hpo: HP:0000002",
        ),
        ("hpo: HP_0000001", "hpo", "'HP_0000001' has not the right form", "HP: and seven digits, as in HP:0000001"),
    ],
)
def test_an_hpo_id_or_label_that_is_not_right(faults, written, place, what, fix):
    found = faults(case("phenotypes:", f"- {{text: toy, status: present, {written}}}"))
    assert found == [f"{NAME}:13: error: cases[0].phenotypes[0].{place}: {what}\n    right would be: {fix}"]


@pytest.mark.parametrize(
    ("written", "key", "what", "fix"),
    [
        (
            "modality: MRJ",
            "modality",
            "the modality 'MRJ' is not in the vocabulary",
            "did you mean MRI?",
        ),
        (
            "modality: MRI, sequence: T2 and FLIAR",
            "sequence",
            "the sequence 'T2 and FLIAR' is not in the vocabulary",
            "did you mean t2 and flair?",
        ),
        (
            "modality: MRI, region: somewhere",
            "region",
            "the region 'somewhere' is not in the vocabulary",
            "a key of kg/reference/vocabulary.yaml, or teach it the phrase there",
        ),
    ],
)
def test_a_phrase_that_the_vocabulary_does_not_know(faults, written, key, what, fix):
    found = faults(case("imaging:", f"- {{text: toy, status: present, {written}}}"))
    assert found == [f"{NAME}:13: error: cases[0].imaging[0].{key}: {what}\n    right would be: {fix}"]


ADD = "; if the paper prints it so, add a doubt `about: variant:"


@pytest.mark.parametrize(
    ("written", "place", "what", "fix"),
    [
        (
            "coding: c.32 G>Y",
            "coding",
            "'Y' in 'c.32 G>Y' is no base",
            "A, C, G or T; residues belong in the p. name",
        ),
        (
            "protein: p.Arg11",
            "protein",
            "'p.Arg11' is no protein name",
            "p. and residue, number and change, as in p.Arg782His",
        ),
        (
            "coding: c.32G>A, protein: p.Arg12His",
            "protein",
            "c.32G>A is in codon 11, but p.Arg12His names residue 12",
            f"residue 11, or a coding position of c.34 to c.36{ADD}c.32G>A`",
        ),
        (
            "coding: c.30+1C>A",
            "coding",
            "c.30+1C>A takes C for the base at +1, where a splice site has G",
            f"the base that the reference has there, normally G{ADD}c.30+1C>A`",
        ),
        (
            "coding: c.30+2A>G",
            "coding",
            "c.30+2A>G takes A for the base at +2, where a splice site has T",
            f"the base that the reference has there, normally T{ADD}c.30+2A>G`",
        ),
        (
            "coding: c.31-1T>A",
            "coding",
            "c.31-1T>A takes T for the base at -1, where a splice site has G",
            f"the base that the reference has there, normally G{ADD}c.31-1T>A`",
        ),
        (
            "coding: c.31-2C>A",
            "coding",
            "c.31-2C>A takes C for the base at -2, where a splice site has A",
            f"the base that the reference has there, normally A{ADD}c.31-2C>A`",
        ),
        (
            "coding: c.32-1G>A",
            "coding",
            "c.32-1 counts from a base inside exon 2, so it is in no intron",
            f"count from its first base, as in c.31-1{ADD}c.32-1G>A`",
        ),
        (
            "coding: c.*99G>A",
            "coding",
            "c.*99 lies outside TOY1",
            f"a position within c.-10 to c.*9{ADD}c.*99G>A`",
        ),
        (
            "coding: c.32G>A, exon: 1",
            "exon",
            "exon 1 does not hold c.32G>A",
            f"exon 2, by the exon table of NM_000001.1{ADD}c.32G>A`",
        ),
        (
            "coding: c.30+1G>A, intron: 4",
            "intron",
            "intron 4 does not hold c.30+1G>A",
            f"intron 1, by the exon table of NM_000001.1{ADD}c.30+1G>A`",
        ),
        (
            "protein: p.Arg25His, exon: 2",
            "exon",
            "exon 2 does not hold p.Arg25His",
            f"exon 3, by the exon table of NM_000001.1{ADD}p.Arg25His`",
        ),
        (
            "protein: p.Arg31His",
            "protein",
            "p.Arg31His lies beyond the 30 residues of the protein",
            f"a residue of 1 to 30{ADD}p.Arg31His`",
        ),
    ],
)
def test_a_variant_name_that_contradicts_itself_or_the_gene(faults, written, place, what, fix):
    found = faults(case("variants:", f"- {{gene: TOY1, {written}}}"))
    assert found == [f"{NAME}:13: error: cases[0].variants[0].{place}: {what}\n    right would be: {fix}"]


def test_a_contradiction_that_the_file_doubts_is_a_warning_and_becomes_a_doubt_of_the_record(read):
    doubt = "doubts:\n- {text: printed so, about: 'variant:c.30+1C>A'}\n"
    found, (record,) = read(variant("coding: c.30+1C>A") + doubt)
    what = "c.30+1C>A takes C for the base at +1, where a splice site has G"
    fix = "the base that the reference has there, normally G"
    assert found == [f"{NAME}:14: warning: cases[0].variants[0].coding: {what}\n    right would be: {fix}"]
    assert computed_doubts(record, read.report) == (Doubt(f"{what}; right would be: {fix}", "variant:c.30+1C>A"),)


@pytest.mark.parametrize("stated", ["c.32G > A p.R12H", "c.32G>A (R12H)", "c.32 G>A; p.(Arg12His)", "c.32G>A, p. R12H"])
def test_a_contradiction_that_the_print_itself_shows_is_a_warning(faults, stated):
    found = faults(variant("coding: c.32G>A", "protein: p.Arg12His", f"stated: '{stated}'"))
    assert [line.split(": ")[1] for line in found] == ["warning"]


def test_two_protein_names_of_one_coding_name_are_told_within_a_file_and_across_files(faults):
    body = variant("coding: c.32G>A", "protein: p.Arg11His")
    other = variant("coding: c.32G>A", "protein: p.R11Q")
    both = body + other.partition("variants:\n")[2]
    (told,) = faults(both)
    assert f"error: cases[0].variants[1].protein: c.32G>A is p.Arg11Gln here, and p.Arg11His in {NAME}" in told
    assert "right would be: one of p.Arg11His and p.Arg11Gln" in told
    second = PAPER.replace("0000001", "0000002") + other
    (told,) = faults(body, toy_2026_0000002=second)
    assert told.startswith("toy-2026-0000002.yaml:15: error: cases[0].variants[0].protein: c.32G>A is p.Arg11Gln here")
    printed = second + "    stated: 'c.32G>A, p.R11Q'\n"
    assert ["warning: " in told for told in faults(body, toy_2026_0000002=printed)] == [True]
    assert (
        faults(variant("coding: c.32G>A", "protein: p.Arg11His"), toy_2026_0000002=second.replace("R11Q", "R11H")) == []
    )


def test_a_name_that_contradicts_itself_is_no_measure_for_another_paper(faults):
    wrong = variant("coding: c.32G>A", "protein: p.Arg12His", "stated: 'c.32G>A, p.R12H'")
    right = PAPER.replace("0000001", "0000002") + variant("coding: c.32G>A", "protein: p.Arg11His")
    (told,) = faults(wrong, toy_2026_0000002=right)
    assert told.startswith(f"{NAME}:15: warning: ")


def test_a_consequence_that_speaks_of_splicing_in_unknown_words(faults):
    (told,) = faults(variant("coding: c.30+1G>A", "consequence: toy splicing, perhaps"))
    what = "the consequence 'toy splicing, perhaps' speaks of splicing in words that the vocabulary lacks"
    assert f"cases[0].variants[0].consequence: {what}" in told
    assert "or teach it the phrase in kg/reference/vocabulary.yaml" in told
    assert faults(variant("coding: c.30+1G>A", "consequence: missense")) == []


def test_an_unknown_gene(faults):
    assert faults(case("variants:", "- {gene: TOY2, coding: c.1A>G}")) == [
        f"{NAME}:13: error: cases[0].variants[0].gene: the gene TOY2 is not known\n"
        "    right would be: did you mean TOY1?"
    ]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("age_at_onset: 50", "age_at_death: 49"),
        ("age_at_onset: 50", "age_at_examination: 49"),
        ("age_at_onset: 50", "age_at_imaging: 49"),
        ("age_at_examination: 50", "age_at_death: 49"),
        ("age_at_imaging: 50", "age_at_death: 49"),
    ],
)
def test_ages_in_an_impossible_order(faults, one, two):
    before, after = one.partition(":")[0], two.partition(":")[0]
    assert faults(case(one, two)) == [
        f"{NAME}:13: error: cases[0].{after}: {before} 50 is later than {after} 49\n"
        "    right would be: ages in the order onset, examination or scan, death"
    ]


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        ("phenotypes: [{text: toy, status: present, onset_age: 51}]", "phenotypes[0].onset_age"),
        ("imaging: [{text: toy, status: present, modality: MRI, age: 51}]", "imaging[0].age"),
    ],
)
def test_something_seen_after_death(faults, entry, place):
    assert faults(case("age_at_death: 50", entry)) == [
        f"{NAME}:13: error: cases[0].{place}: 'toy' is seen at 51, after death at 50\n"
        "    right would be: an age of at most 50"
    ]


@pytest.mark.parametrize(
    "words",
    [
        "ages at presentation listed in order",
        "the age is that at diagnosis",
        "she presented aged 50",
        "age 50 when first seen",
        "age given on admission",
    ],
)
def test_an_age_at_onset_that_is_the_age_when_the_person_was_seen(faults, words):
    """A disease is older than the day on which somebody is shown to a doctor."""
    for place in (f"says: {words}", f"notes: [{words}]"):
        [found] = faults(case("age_at_onset: 50", place))
        assert f"cases[0].age_at_onset: age_at_onset 50, but '{words}' speaks of the age when" in found
        assert "right would be: age_at_examination" in found
        assert faults(case("age_at_examination: 50", place)) == []
    doubt = f"doubts:\n- text: {words}\n  about: case:toy 1\n"
    assert len(faults(case("age_at_onset: 50") + doubt)) == 1
    assert faults(case("age_at_onset: 50", "says: age at onset from the table, examined at 52")) == []


def test_a_label_that_two_cases_share(faults):
    assert faults("cases:\n- label: toy 1\n- label: toy 1\n") == [
        f"{NAME}:12: error: cases[1].label: the label 'toy 1' is already that of cases[0]\n"
        "    right would be: one label for one person in a file"
    ]


def test_an_observation_that_stands_twice(faults):
    sign = "- {text: toy, status: present}"
    assert faults(case("phenotypes:", sign, sign)) == [
        f"{NAME}:14: error: cases[0].phenotypes[1]: 'toy' stands word for word in phenotypes[0] too\n"
        "    right would be: one entry, or what tells them apart (age, side, region)"
    ]


@pytest.mark.parametrize("present", ["HP:0000027", "HP:0000028"])
def test_a_term_that_is_present_though_it_or_one_above_it_is_absent(faults, present):
    signs = [
        "- {text: no toy, status: absent, hpo: 'HP:0000027'}",
        f"- {{text: a toy, status: present, hpo: '{present}'}}",
    ]
    assert faults(case("phenotypes:", *signs)) == [
        f"{NAME}:13: warning: cases[0].phenotypes[0]: 'no toy' is absent, but 'a toy' is present (phenotypes[1])\n"
        "    right would be: one of the two, or what tells them apart (age, side, region, modality)"
    ]


def test_compound_heterozygous_with_one_variant(faults):
    assert faults(variant("coding: c.32G>A", "zygosity: compound heterozygous")) == [
        f"{NAME}:15: warning: cases[0].variants[0].zygosity: compound heterozygous, but only one variant is given\n"
        "    right would be: both variants, or heterozygous"
    ]


def test_compound_heterozygous_with_one_variant_in_each_of_two_genes(faults):
    alleles = ("TOY1, coding: c.32G>A", "TOY2, coding: c.3G>A")
    entries = (f"- {{gene: {one}, zygosity: compound heterozygous}}" for one in alleles)
    told, _ = faults(case("variants:", *entries))
    assert (
        "warning: cases[0].variants[0].zygosity: compound heterozygous, but only one variant is given in TOY1" in told
    )


def test_a_person_said_to_be_one_of_another_paper_that_is_not_there(faults):
    link = "- {paper: pmid-0000002, case: toy 9, why: same toy}"
    assert faults(case("same_person:", link)) == [
        f"{NAME}:13: error: cases[0].same_person[0].paper: there is no paper 'pmid-0000002'\n"
        "    right would be: did you mean pmid-0000001?"
    ]
    other = PAPER.replace("0000001", "0000002") + "cases:\n- label: toy 7\n"
    assert faults(case("same_person:", link), toy_2026_0000002=other) == [
        f"{NAME}:13: error: cases[0].same_person[0].case: toy-2026-0000002.yaml has no case 'toy 9'\n"
        "    right would be: did you mean toy 7?"
    ]


def test_a_person_may_be_pointed_to_by_any_name_of_the_paper(read):
    other = PAPER.replace("0000001", "0000002") + "cases:\n- label: toy 7\n"
    link = "same_person: [{paper: toy-2026-0000002, case: toy 7, why: same toy}]"
    found, (record, _) = read(case(link), toy_2026_0000002=other)
    assert found == []
    assert record.cases[0].same_person[0].paper == "pmid-0000002"


def test_a_doubt_about_nothing(faults):
    assert faults(case() + "doubts:\n- {text: hm, about: 'case:toy 2'}\n") == [
        f"{NAME}:13: error: doubts[0].about: the doubt is about 'case:toy 2', which this file does not hold\n"
        "    right would be: did you mean case:toy 1?"
    ]


@pytest.mark.parametrize("percent", ["62.5", "63", "62"])
def test_a_percentage_that_follows_from_its_counts_rounded_as_printed(faults, percent):
    figure = f"statistics: [{{measure: toy, numerator: 5, denominator: 8, percent: {percent}}}]\n"
    assert faults(figure) == []


ADD_FIGURE = "; if the paper prints it so, add a doubt `about: statistic:toy`"


@pytest.mark.parametrize(
    ("percent", "mark", "add"), [("66", "warning", ""), ("65", "error", ADD_FIGURE), ("66.5", "error", ADD_FIGURE)]
)
def test_a_percentage_that_does_not_follow_from_its_counts(faults, percent, mark, add):
    figure = f"statistics: [{{measure: toy, numerator: 2, denominator: 3, percent: {percent}}}]\n"
    assert faults(figure) == [
        f"{NAME}:10: {mark}: statistics[0].percent: 2 of 3 are 66.7 %, not {percent} %\n"
        f"    right would be: percent: 66.7, or other counts{add}"
    ]


@pytest.mark.parametrize(
    "mark", [", approximate: true}]\n", "}]\ndoubts: [{text: printed so, about: 'statistic:toy'}]\n"]
)
def test_a_wrong_percentage_that_the_file_marks_is_a_warning(faults, mark):
    found = faults("statistics: [{measure: toy, numerator: 2, denominator: 3, percent: 60" + mark)
    assert [line.split(": ")[1] for line in found] == ["warning"]


def test_more_people_counted_than_there_are(faults):
    assert faults("statistics: [{measure: toy, numerator: 9, denominator: 8}]\n") == [
        f"{NAME}:10: error: statistics[0].numerator: 9 of 8 is more than all\n"
        "    right would be: a numerator of at most 8"
    ]


FIGURE = "measure: 'first sign: toy cough', group: toy people, numerator: 2, denominator: 3"
ONE_OF_TWO = "one of the two, from the better reading; or what tells them apart"


@pytest.mark.parametrize(
    ("again", "mark", "also"),
    [
        (FIGURE, "error", ""),
        (
            "measure: toy cough as first sign, group: Toy people, numerator: 2, denominator: 3, percent: 66.7",
            "error",
            "",
        ),
        (
            "measure: toy cough as first sign, numerator: 2, denominator: 3",
            "warning",
            ", of 'no group' and of 'toy people'",
        ),
    ],
    ids=["word for word", "in other words", "of a group by another name"],
)
def test_a_figure_that_was_read_twice(faults, again, mark, also):
    measure = again.split(",")[0].removeprefix("measure: ").strip("'")
    assert faults(f"statistics:\n- {{{FIGURE}}}\n- {{{again}}}\n") == [
        f"{NAME}:12: {mark}: statistics[1]: {measure!r} is the figure of statistics[0] again{also}\n"
        f"    right would be: {ONE_OF_TWO}"
    ]


def test_a_figure_that_says_itself_that_it_was_read_twice(faults):
    other = "measure: coughs, group: all, numerator: 2, denominator: 3"
    assert faults(f"statistics:\n- {{{FIGURE}}}\n- {{{other}, notes: [Same figure as the first, count once]}}\n") == [
        f"{NAME}:12: error: statistics[1]: a note says that it is the same figure as another\n"
        "    right would be: one of the two, from the better reading"
    ]


@pytest.mark.parametrize(
    "other",
    [
        "measure: 'first sign: toy cough', group: toy people, numerator: 1, denominator: 3",
        "measure: 'first sign: toy cough', group: toy people, percent: 60, second_hand: true",
        "measure: 'first sign: toy cough', group: toy people, numerator: 2, denominator: 3, side: left",
        "measure: 'last sign: toy cough', group: toy people, numerator: 2, denominator: 3",
    ],
)
def test_figures_that_a_number_or_a_word_tells_apart(faults, other):
    one = FIGURE + ", side: right"
    assert faults(f"statistics:\n- {{{one}}}\n- {{{other}}}\n") == []


@pytest.mark.parametrize("name", ["mean", "median"])
def test_a_middle_outside_its_range(faults, name):
    assert faults(f"statistics: [{{measure: toy, {name}: 80, range: 21-75}}]\n") == [
        f"{NAME}:10: error: statistics[0].{name}: the {name} 80 lies outside the range 21-75\n"
        f"    right would be: a {name} from 21 to 75"
    ]


@pytest.mark.parametrize("written", ["75-21", "about 30"])
def test_a_range_that_is_none(faults, written):
    assert faults(f"statistics: [{{measure: toy, range: {written}}}]\n") == [
        f"{NAME}:10: error: statistics[0].range: the range '{written}' is not LOW-HIGH\n"
        "    right would be: two numbers, the lower first, as in 21-75"
    ]


def test_one_paper_in_two_files(faults):
    assert faults(other_2026_0000001=PAPER) == [
        "other-2026-0000001.yaml:1: warning: the file: the file name does not name its first author Toy A\n"
        "    right would be: <first author>-<year>-<pmid or doi>.yaml",
        f"{NAME}:2: error: paper: pmid-0000001 is already the paper of other-2026-0000001.yaml\n"
        "    right would be: one file for one paper: merge the two",
    ]


def test_a_file_name_that_disagrees_with_the_paper(faults):
    assert faults(name="toy-2025-0000009.yaml") == [
        "toy-2025-0000009.yaml:1: warning: the file: the file name names none of its identifiers (0000001) "
        "and names another year than 2026\n    right would be: <first author>-<year>-<pmid or doi>.yaml"
    ]


@pytest.mark.parametrize("author", ["Tóy A", "TOY A", "Toy-Smith A", "toy"])
def test_a_file_name_may_spell_the_author_without_marks(faults, author):
    assert faults(paper=PAPER.replace("Toy A", author)) == []


def test_a_folder_that_is_not_there(tmp_path, hpo, reference):
    with pytest.raises(FaultyInput, match="there is no folder"):
        read_evidence(tmp_path / "nowhere", hpo, reference, Report())


def test_a_file_with_another_ending_is_not_passed_over(faults):
    assert faults(name="toy-2026-0000001.yml") == [
        "toy-2026-0000001.yml:1: error: the file: its name does not end in .yaml\n    right would be: a name that does"
    ]


@pytest.mark.parametrize(
    ("identifiers", "key"),
    [
        ("pmid: '0000001'\n  doi: 10.1000/Toy.1", "pmid-0000001"),
        ("doi: 10.1000/Toy.1\n  pmcid: PMC0000001", "doi-10.1000-toy.1"),
        ("pmcid: PMC0000001", "pmcid-PMC0000001"),
        ("journal: Toy", "toy-2026-0000001"),
    ],
)
def test_a_paper_is_named_by_its_best_identifier(read, identifiers, key):
    _, (record,) = read(paper=PAPER.replace("pmid: '0000001'", identifiers))
    assert record.paper.key == key


def test_a_case_without_a_state_of_its_own_has_that_of_its_paper(read):
    paper = PAPER + "  genetic_status: not read\n"
    _, (record,) = read("cases:\n- label: toy 1\n- label: toy 2\n  genetic_status: negative\n", paper=paper)
    assert [case.genetic_status for case in record.cases] == ["not read", "negative"]


def test_family_members_whose_variant_is_not_named_carry_one_variant(read):
    body = "".join(
        f"- label: toy {n}\n  family: {family}\n  variants: [{{gene: TOY1}}]\n"
        for n, family in enumerate(["A", "A", "B"])
    )
    _, (record,) = read("cases:\n" + body)
    one, two, other = (case.genotypes[0].name.identity for case in record.cases)
    assert one == two != other


def seen(text: str, hpo: str, status: str, more: str = "") -> str:
    return f"- {{text: {text}, hpo: 'HP:000002{hpo}', status: {status}{more}}}"


def scan(text: str, hpo: str, status: str, more: str = "") -> str:
    return seen(text, hpo, status, f", modality: MRI{more}")


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (("phenotypes:", seen("odd", "8", "present"), seen("odd", "7", "absent")), ["contradiction"]),
        (("phenotypes:", seen("odd", "8", "present"), "imaging:", scan("odd", "7", "absent")), ["present-and-absent"]),
        (
            ("phenotypes:", seen("odd", "7", "absent"), "imaging:", scan("very odd", "8", "present")),
            ["present-and-absent"],
        ),
        (
            ("imaging:", scan("odd", "7", "absent", ", age: 20"), scan("odd", "7", "present", ", age: 40")),
            ["present-and-absent"],
        ),
        (("phenotypes:", seen("odd", "7", "absent"), "imaging:", scan("chalk", "9", "present")), ["below-absent"]),
        (("phenotypes:", seen("odd", "7", "present"), seen("very odd", "8", "absent")), []),
        (("phenotypes:", seen("typical bone", "7", "absent")), ["absent-qualified"]),
        (("phenotypes:", seen("typical bone", "7", "present")), []),
        (("phenotypes:", seen("bones", "5", "absent")), ["absent-too-broad"]),
        (("phenotypes:", seen("bones", "5", "present")), []),
    ],
)
def test_what_is_absent_is_held_against_all_that_is_present(read, lines, kinds):
    """Signs and scans alike, of any time; what can be right all the same is told and becomes a doubt of the person."""
    _, records = read(case(*lines))
    assert [fault.kind for fault in read.report] == kinds
    told = [fault for fault in read.report if not fault.fatal]
    for record in records:
        assert [doubt.about for doubt in computed_doubts(record, read.report)] == ["case:toy 1"] * len(told)


def test_an_absence_of_another_organ_system_says_so(faults):
    (found,) = faults(case("phenotypes:", seen("odd", "7", "absent"), "imaging:", scan("chalk", "9", "present")))
    assert "HP:0000029 (Chalk in a toy brain) below it is present, which HPO places below Toy brain too" in found


def test_names_of_a_variant_without_a_person_are_held_to_each_other_too(faults):
    """A mention is told like a genotype: names of one variant that disagree, and a base that a splice site has not."""
    mentions = "variants:\n- {gene: TOY1, coding: c.32G>A, protein: p.R11Q}\n- {gene: TOY1, coding: c.30+1C>A}\n"
    other, site = faults(variant("coding: c.32G>A", "protein: p.Arg11His") + mentions)
    assert "error: variants[1].coding: c.30+1C>A takes C for the base at +1" in site
    assert "error: variants[0].protein: c.32G>A is p.Arg11Gln here, and p.Arg11His" in other


DENIED = "status: absent, with the words and the term of what was not there; or a term for what is lost"


@pytest.mark.parametrize(
    ("line", "place", "kinds"),
    [
        ("- {text: no toy sign, hpo: 'HP:0000001', status: present}", "phenotypes", ["denied-present"]),
        ("- {text: no odd toy bone, status: present}", "phenotypes", ["denied-present"]),
        ("- {text: without bone abnormality, status: present, modality: MRI}", "imaging", ["denied-present"]),
        ("- {text: absence of odd toy bone, status: present}", "phenotypes", ["denied-present"]),
        ("- {text: tiny sign denied, status: present}", "phenotypes", ["denied-present"]),
        ("- {text: normal toy bones, hpo: 'HP:0000027', status: present}", "phenotypes", ["normal-present"]),
        ("- {text: not normal, status: absent}", "phenotypes", ["denied-twice"]),
        ("- {text: no speech, status: absent}", "phenotypes", ["denied-twice"]),
        ("- {text: no odd toy bone, hpo: 'HP:0000027', status: absent}", "phenotypes", []),
        ("- {text: normal toy bones, hpo: 'HP:0000027', status: absent}", "phenotypes", []),
        ("- {text: no speech, status: present}", "phenotypes", []),
    ],
)
def test_words_and_status_that_say_opposite_things_are_refused(read, line, place, kinds):
    _, records = read(case(f"{place}:", line))
    assert [(fault.kind, fault.place) for fault in read.report.fatal] == [
        (kind, f"cases[0].{place}[0].status") for kind in kinds
    ]
    assert len(records) == 1 - len(kinds)


def test_a_denial_is_told_with_its_remedy_and_a_doubt_about_the_person_settles_it(read):
    body = case("phenotypes:", "- {text: no toy sign, hpo: 'HP:0000001', status: present}")
    told = "cases[0].phenotypes[0].status: 'no toy sign' is denied by its words, and its status is present"
    settle = "; if the paper means it so, a doubt `about: case:toy 1`"
    assert read(body)[0] == [f"{NAME}:13: error: {told}\n    right would be: {DENIED}{settle}"]
    found, (record,) = read(body + "doubts: [{text: printed so, about: 'case:toy 1'}]\n")
    assert found == [f"{NAME}:13: warning: {told}\n    right would be: {DENIED}"]
    assert [doubt.about for doubt in computed_doubts(record, read.report)] == ["case:toy 1"]


def test_what_is_normal_without_a_term_is_kept_and_told(read):
    _, (record,) = read(case("phenotypes:", "- {text: normal toy gait, status: present}"))
    assert [(fault.kind, fault.fatal) for fault in read.report] == [("normal-present", False)]
    assert record.cases[0].phenotypes


@pytest.mark.parametrize(
    ("figure", "kinds"),
    [
        ("measure: no toy sign, hpo: 'HP:0000001'", ["denied-present"]),
        ("measure: 'toy sign after a drug: no change', hpo: 'HP:0000001'", ["course-counted"]),
        ("measure: 'toy sign after a drug: no change'", []),
        ("measure: no family history", []),
        ("measure: no toy sign, hpo: 'HP:0000001', status: absent", []),
    ],
)
def test_a_figure_with_a_term_counts_those_who_have_the_sign(read, figure, kinds):
    read(f"statistics: [{{{figure}, numerator: 2, denominator: 3}}]\n")
    assert [fault.kind for fault in read.report.fatal] == kinds


@pytest.mark.parametrize(("year", "told"), [(2026, False), (2025, False), (2027, True), (2099, True)])
def test_a_year_that_had_not_come_when_the_file_was_written(faults, year, told):
    paper = PAPER.replace("year: 2026", f"year: {year}")
    found = faults(paper=paper, name=f"toy-{year}-0000001.yaml")
    what = f"the paper is of {year}, and this file was revised on 2026-01-31, before that"
    settle = "where an issue is dated in advance, a doubt `about: paper` that names the year"
    fault = (
        f"toy-{year}-0000001.yaml:6: error: paper.year: {what}\n    right would be: a year of at most 2026; {settle}"
    )
    assert found == [fault] * told


def test_an_issue_that_is_dated_in_advance(read):
    doubts = "doubts: [{text: the issue is dated 2027 in advance}, {text: hm}]\n"
    found, (record,) = read(doubts, PAPER.replace("year: 2026", "year: 2027"), "toy-2027-0000001.yaml")
    assert ["warning: paper.year: the paper is of 2027" in one for one in found] == [True]
    assert record.paper.year == 2027


def test_a_file_that_was_revised_on_a_day_to_come(read):
    """`kg check` alone asks the clock: a build says the same on every day."""
    found, records = read()
    assert found == []
    (told,) = days_to_come(records, date(2026, 1, 30))
    assert (told.file, told.place, told.fatal) == (NAME, "revised", False)
    assert not list(days_to_come(records, date(2026, 1, 31)))


@pytest.mark.parametrize("many", range(1, 6))
def test_a_fault_behind_proposals_is_placed_as_the_file_counts_and_doubts_whose_it_is(read, many):
    """Of each five entries some are proposed, by another pattern each time; what is faulty in the others is told."""
    proposed = [number % (many + 1) != 0 for number in range(5)]
    body, at = "cases:\n", {}
    for number, out in enumerate(proposed):
        body += f"- label: toy {number}\n" + "  proposed: true\n" * out + "  phenotypes:\n"
        for inner, hidden in enumerate((*proposed[::-1], False)):
            mark = ", proposed: true" * hidden
            if not out and not hidden:
                at[(PAPER + body).count("\n") + 1] = f"cases[{number}].phenotypes[{inner}].status"
            body += f"  - {{text: normal toy gait {inner}, status: present{mark}}}\n"
    _, (record,) = read(body)
    told = [fault for fault in read.report if fault.kind == "normal-present"]
    assert {fault.line: fault.place for fault in told} == at
    labels = {f"case:toy {number}" for number, out in enumerate(proposed) if not out}
    assert {doubt.about for doubt in computed_doubts(record, read.report)} == labels
