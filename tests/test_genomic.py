"""A change on the genome is one value in every spelling; the gene model leads to its coding name and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.model.gene import GeneModel
from kg.model.genomic import GenomicChange, complement
from kg.sources.genomic import assemblies, from_vcf, is_genomic, read_genomic
from kg.sources.hgvs import HgvsError, parse_coding
from kg.sources.placed import ASSEMBLIES, coding_of, genomic_of, vcf_of
from kg.sources.reference import read_reference


@pytest.fixture(scope="module")
def gene() -> GeneModel:
    return read_reference(Path(kg.__file__).parent / "reference").genes["CSF1R"]


SPELLINGS = {
    # NM_001288705.3:c.2350G>A is NC_000005.10:g.150056311C>T: both are in the reference data, with their source.
    "NC_000005.10:g.150056311C>T": (
        *("NC_000005.10:g.150056311C>T", "nc_000005.10:g.150056311c>t", "NC_000005.10:150056310:C:T"),
        *("GRCh38:5:150056311:C:T", "hg38-5-150056311-C-T", "GRCh38 chr5:150056311C>T", "GRCh38(chr5):g.150056311C>T"),
        *("NC_000005.10(NM_005211.4):g.150056311C>T", "GRCh38.p13:5:150056311:CA:TA", "hg38 chr5:150056310:AC:AT"),
    ),
    "NC_000005.9:g.149435874C>T": (
        *("NC_000005.9:g.149435874C>T", "NC_000005.9:149435873:C:T", "GRCh37-5-149435874-C-T"),
        *("hg19 chr5:g.149435874C>T", "GRCh37:chr5:149435874:C:T"),
    ),
    "chr5:g.150056311C>T": ("5-150056311-C-T", "chr5:150056311C>T", "chr5-150056311-C-T", "5:g.150056311C>T"),
}


@pytest.mark.parametrize(("normal", "spelling"), [(one, each) for one, many in SPELLINGS.items() for each in many])
def test_every_spelling_of_a_change_is_one_change(gene, normal, spelling):
    change = read_genomic(spelling)
    assert str(change) == normal
    assert is_genomic(spelling)
    placed = coding_of(change, gene)
    assert placed is not None
    assert str(placed[0]) == "c.2350G>A"


def test_the_assembly_is_told_as_far_as_the_spelling_or_the_gene_tells_it(gene):
    assert read_genomic("5-150056311-C-T").assembly is None
    assert coding_of(read_genomic("5-150056311-C-T"), gene)[1] == "GRCh38"
    assert coding_of(read_genomic("5-149435874-C-T"), gene)[1] == "GRCh37"
    assert coding_of(read_genomic("NC_000005.9:g.150056311C>T"), gene) is None
    assert read_genomic("NC_012920.1:m.3243A>G").assembly is None  # one sequence in both assemblies


@pytest.mark.parametrize("spelling", ["GRCh38", "GRCh38.p14", "hg38", "grch38"])
@pytest.mark.parametrize("chromosome", ["5", "chr5", "CHR5", "NC_000005.10"])
def test_a_record_of_vcf_is_the_same_change(spelling, chromosome):
    assert str(from_vcf(spelling, chromosome, 150056311, "C", "T")) == "NC_000005.10:g.150056311C>T"


@pytest.mark.parametrize(
    ("spellings", "normal"),
    [
        (("NC_000001.11:g.11del", "NC_000001.11:g.11delA", "GRCh38-1-10-CA-C", "NC_000001.11:10:A:"), "g.11del"),
        (("NC_000001.11:g.11_12del", "GRCh38-1-10-CAG-C", "NC_000001.11:10:2:"), "g.11_12del"),
        (("NC_000001.11:g.10_11insT", "GRCh38-1-10-C-CT", "NC_000001.11:10::T"), "g.10_11insT"),
        (("NC_000001.11:g.10dup", "GRCh38-1-10-C-CC", "NC_000001.11:9:C:CC"), "g.10dup"),
        (("NC_000001.11:g.10_11delinsTT", "NC_000001.11:g.10_11delCAinsTT", "GRCh38-1-10-CA-TT"), "g.10_11delinsTT"),
        (("NC_000001.11:g.10_11inv", "NC_000001.11:g.10_11delTCinsGA", "GRCh38-1-10-TC-GA"), "g.10_11inv"),
        # In a stretch of equal bases that the spelling shows whole, the change stands as far 3' as HGVS wants it.
        (("NC_000001.11:9:CCC:CC", "GRCh38-1-10-CCC-CC"), "g.12del"),
        (("NC_000001.11:9:CACA:CA",), "g.12_13del"),
    ],
)
def test_changes_of_length_are_one_value_as_far_as_their_bases_tell(spellings, normal):
    assert {str(read_genomic(one)) for one in spellings} == {f"NC_000001.11:{normal}"}


@pytest.mark.parametrize(
    "text",
    [
        *("c.2350G>A", "NM_005211.4:c.2350G>A", "NC_000005.10(NM_005211.4):c.2350G>A", "HP:0001250", "p.Arg1Cys"),
        *("NC_000005.10:g.(10_20)del", "NC_000005.10:g.(?_10)_(20_?)del", "NC_000005.10:g.10=/C>T"),
        *(
            "NC_000005.99:g.10C>T",
            "NT_187517.1:g.10C>T",
            "100-10-C-T",
            "5-0-C-T",
            "5-10-C-<DEL>",
            "NC_000005.10:g.10+2C>T",
        ),
    ],
)
def test_what_is_no_sure_name_on_the_genome_is_refused_with_a_reason(text):
    with pytest.raises(HgvsError) as caught:
        read_genomic(text)
    assert caught.value.fix


@pytest.mark.parametrize("assembly", ASSEMBLIES)
@pytest.mark.parametrize(
    "name",
    [
        *("c.2350G>A", "c.1754-2A>G", "c.2442+2T>C", "c.*36A>C", "c.-180A>C", "c.1879_1881del", "c.10_11insGA"),
        *("c.2645del", "c.593-1_594dup", "c.2356_2357delTTinsAC", "c.1970_1972inv"),
    ],
)
def test_a_coding_name_leads_to_its_place_and_back(gene, name, assembly):
    there = genomic_of(parse_coding(name), gene, assembly)
    assert there is not None
    assert there.assembly == assembly
    back = coding_of(read_genomic(str(there)), gene)
    assert (str(back[0]), back[1]) == (str(parse_coding(name)), assembly)


def test_vcf_is_written_where_its_bases_are_told_alone(gene):
    written = {name: vcf_of(genomic_of(parse_coding(name), gene, "GRCh38")) for name in ("c.2350G>A", "c.2645del")}
    assert str(written["c.2350G>A"]) == "GRCh38:5:150056311:C:T"
    assert written["c.2645del"] is None  # VCF wants the base before it, which a coding name does not tell


def test_a_name_that_no_exon_ends_so_has_no_place(gene):
    assert genomic_of(parse_coding("c.1754+2A>G"), gene, "GRCh38") is None
    assert coding_of(read_genomic("NC_000004.12:g.150056311C>T"), gene) is None
    assert coding_of(read_genomic("NC_000005.10:g.1C>T"), gene) is None


@given(st.text("ACGT", min_size=1, max_size=6), st.text("ACGT", min_size=1, max_size=6), st.text("ACGT", max_size=4))
def test_bases_around_a_change_make_no_other_change(old, new, around):
    """More context of the genome never changes what results, only how surely the change stands 3'."""
    genome = around + old + around
    changed = around + new + around
    plain = GenomicChange.trimmed("GRCh38", "1", 100 + len(around), old, new)
    wide = GenomicChange.trimmed("GRCh38", "1", 100, genome, changed)
    assert _applied(genome, 100, wide) == _applied(genome, 100, wide.leftmost()) == changed
    assert _applied(genome, 100, plain) == _applied(genome, 100, plain.leftmost()) == changed


def _applied(genome: str, start: int, change: GenomicChange) -> str:
    first, last = change.first - start, change.last - start + 1
    if change.kind == "unchanged":
        return genome
    if change.kind == "inversion":
        return genome[:first] + complement(genome[first:last]) + genome[last:]
    if change.kind == "insertion":
        return genome[: first + 1] + change.inserted + genome[last - 1 :]
    if change.kind == "duplication":
        return genome[:last] + genome[first:last] + genome[last:]
    return genome[:first] + change.inserted + genome[last:]


@given(st.text("ACGT", max_size=12))
def test_the_other_strand_of_the_other_strand_is_the_first(bases):
    assert complement(complement(bases)) == bases


def test_each_accession_is_one_chromosome_of_one_assembly():
    table = assemblies()
    assert {len(table.chromosomes), len(table.names)} == {2 * 24 + 1, 6}
    for accession, places in table.chromosomes.items():
        assert len({chromosome for _, chromosome in places}) == 1
        for assembly, chromosome in places:
            assert table.accession(assembly, chromosome) == accession
