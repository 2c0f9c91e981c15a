"""The gene layout agrees with what others published, none of which went into computing it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.model.gene import CodingPosition, GeneModel, MisplacedError, PlaceInGene, ProteinDomain
from kg.sources.hgvs import parse_coding
from kg.sources.reference import ReferenceData, read_reference


@pytest.fixture(scope="module")
def reference() -> ReferenceData:
    return read_reference(Path(kg.__file__).parent / "reference")


@pytest.fixture(scope="module")
def gene(reference) -> GeneModel:
    return reference.genes["CSF1R"]


def at(text: str) -> CodingPosition:
    return parse_coding(f"c.{text}A>C").first


def test_the_layout_does_not_contradict_itself(gene):
    assert list(gene.faults()) == []
    assert (len(gene.exons), gene.cds_length, gene.protein_length) == (22, 2919, 972)
    assert gene.reference_transcript == "NM_005211.4"


def test_a_published_genomic_position_is_met(gene):
    # NM_001288705.3:c.2350G>A = NC_000005.10:g.150056311C>T
    assert gene.genomic(at("2350")) == 150056311


def test_published_exon_and_intron_numbers_are_met(gene):
    assert gene.place(at("2442+2")) == PlaceInGene(intron=18)
    assert gene.place(at("2498")) == PlaceInGene(exon=19, residue=833)
    assert gene.place(at("1969+115")) == PlaceInGene(intron=14)


def test_exons_that_uniprot_describes_by_their_residues_are_met(gene):
    exons = {exon.number: exon for exon in gene.exons}
    assert (exons[18].aa_first, exons[18].aa_last) == (774, 814)
    # Residues 585-619 replaced by Ala: exon 13 is 35 codons long and begins inside codon 585.
    assert (exons[13].cds_first, exons[13].length) == (1754, 3 * 35)
    assert gene.place(at("1754")).residue == 585


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1754-1", PlaceInGene(intron=12)),
        ("1858+1", PlaceInGene(intron=13)),
        ("2319+1", PlaceInGene(intron=17)),
        ("2320-1", PlaceInGene(intron=17)),
        ("2345", PlaceInGene(exon=18, residue=782)),
        ("*36", PlaceInGene(exon=22)),
        ("-180", PlaceInGene(exon=2)),
        ("-181", PlaceInGene(exon=1)),
        ("-181+1", PlaceInGene(intron=1)),
        ("2919", PlaceInGene(exon=22)),
    ],
)
def test_a_position_has_its_exon_intron_and_residue(gene, text, place):
    assert gene.place(at(text)) == place


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("1755-1", "count from its first base, as in c.1754-1"),
        ("1857+1", "count from its last base, as in c.1858+1"),
        ("*779", "a position within c.-292 to c.*778"),
        ("-293", "a position within c.-292 to c.*778"),
        ("*778+1", "an intron of 1 to 21"),
        ("-292-1", "an intron of 1 to 21"),
    ],
)
def test_a_position_that_the_gene_does_not_have_is_refused_with_what_would_be_right(gene, text, fix):
    with pytest.raises(MisplacedError) as caught:
        gene.place(at(text))
    assert caught.value.fix == fix


@given(base=st.integers(1, 2919))
def test_every_coding_base_lies_in_one_exon_and_agrees_with_its_residues(gene, base):
    place = gene.place(CodingPosition(base))
    exon = next(exon for exon in gene.exons if exon.number == place.exon)
    assert exon.cds_first <= base <= exon.cds_last
    assert exon.grch38_start <= gene.genomic(CodingPosition(base)) <= exon.grch38_end
    if place.residue is not None:
        assert exon.aa_first <= place.residue <= exon.aa_last


def test_exactly_the_kinase_domain_is_a_kinase_domain_and_the_inferred_part_says_so(gene):
    assert [(d.name, d.first, d.last) for d in gene.domains if d.kinase] == [("protein kinase domain", 582, 910)]
    assert [(d.first, d.last) for d in gene.domains if d.inferred] == [(679, 752), (582, 678), (753, 910)]


def test_the_lobes_are_the_kinase_domain_without_the_insert_between_them_and_say_that_they_are_inferred(gene):
    kinase = next(d for d in gene.domains if d.kinase)
    insert = next(d for d in gene.domains if d.name.startswith("kinase insert"))
    lobes = {d.lobe: d for d in gene.domains if d.lobe}
    assert lobes.keys() == {"N", "C"}
    assert (lobes["N"].first, lobes["N"].last) == (kinase.first, insert.first - 1)
    assert (lobes["C"].first, lobes["C"].last) == (insert.last + 1, kinase.last)
    assert all(lobe.inferred for lobe in lobes.values())


def test_a_residue_lies_in_every_domain_that_holds_it(gene):
    assert [domain.name for domain in gene.domains_of(802, 802)] == [
        "cytoplasmic region",
        "protein kinase domain",
        "activation loop",
        "kinase domain, C-lobe (behind the insert)",
    ]
    assert gene.domains_of(973, 973) == ()


def test_a_layout_that_contradicts_itself_is_refused(gene):
    wrong = replace(gene.exons[3], grch38_end=1)
    with pytest.raises(MisplacedError, match=r"exon 4: its GRCh38 ends do not span 285 bases"):
        replace(gene, exons=(*gene.exons[:3], wrong, *gene.exons[4:])).sound()
    with pytest.raises(MisplacedError, match=r"domain toy: residues 900 to 999 are not in the protein"):
        replace(gene, domains=(ProteinDomain(name="toy", first=900, last=999),)).sound()


def test_the_vocabulary_knows_its_keys_and_its_phrases_and_nothing_else(reference):
    words = reference.vocabulary
    assert words.modality("mri") == "MRI"
    assert words.sequences("FLAIR") == ("FLAIR",)
    assert words.regions("pons") == ("pons",)
    assert words.regions_by_key["pons"].uberon == "UBERON:0000988"
    assert (words.modality("toy"), words.sequences("toy"), words.regions("toy")) == (None, None, None)
    assert words.word("variant_consequences", "missense").id == words.consequence("missense_variant") == "SO:0001583"
    assert words.word("zygosity", "heterozygous") == words.word("zygosity", "Heterozygous ")
    assert words.evidence_of_modality("MRS") != words.evidence_of_modality("MRI")


def test_every_phrase_of_the_vocabulary_leads_to_keys_that_exist(reference):
    words = reference.vocabulary
    for phrases, keys in (
        (words.modality_phrases, words.modalities),
        (words.sequence_phrases, words.sequences_by_key),
        (words.region_phrases, words.regions_by_key),
    ):
        assert {key for found in phrases.values() for key in found} <= set(keys)
