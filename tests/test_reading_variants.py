"""Variants are read in every spelling that papers print, in one normal form, and nothing else is taken for one."""

from __future__ import annotations

import re
from functools import cache

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.model.gene import AMINO
from kg.reading.found import Bearing
from kg.reading.spellings import names_in
from kg.reading.variants.variants import find_variants
from kg.settings import PACKAGE
from kg.sources.reference import ReferenceData, read_reference
from kg.texts.text import Passage, Place, PrintedTable, Text

ONE = {three: one for one, three in AMINO.items()}


@cache
def reference() -> ReferenceData:
    return read_reference(PACKAGE / "reference")


@cache
def published(key: str) -> tuple[str, ...]:
    """Every normal name of a variant of our evidence."""
    found = set()
    for path in (PACKAGE / "evidence").glob("*.yaml"):
        found |= set(
            re.findall(rf"^\s+(?:- )?{key}: ['\"]?({key[0]}\.[^\s'\"]+)", path.read_text(encoding="utf-8"), re.M)
        )
    return tuple(sorted(found))


def text_of(*paragraphs: str, tables: tuple[PrintedTable, ...] = ()) -> Text:
    place = Place(section="Case report")
    return Text(file="toy.txt", passages=tuple(Passage(text=one, place=place) for one in paragraphs), tables=tables)


def found(*paragraphs: str, tables: tuple[PrintedTable, ...] = ()):
    return find_variants(text_of(*paragraphs, tables=tables), reference())


def names(*paragraphs: str) -> list[tuple[object, object, object]]:
    return [tuple(map(one.facts.get, ("gene", "coding", "protein"))) for one in found(*paragraphs)]


def one_letter(name: str) -> str:
    return re.sub(r"[A-Z][a-z]{2}", lambda match: ONE.get(match[0], match[0]), name)


CODING = (
    lambda name: name,
    lambda name: name.replace(">", " > "),
    lambda name: name.replace("c.", "c. "),
    lambda name: name.replace(">", "→"),
    lambda name: name.replace("-", "−").replace("+", " + "),
    lambda name: f"NM_005211.4:{name}",
    lambda name: f"NM_005211.3(CSF1R):{name}",
    lambda name: name.replace("c.", "c.(") + ")",
    lambda name: re.sub(r"^c\.(\d+)([ACGT])>([ACGT])$", r"c.\2\1\3", name),
    lambda name: name.replace("c.", "") if re.fullmatch(r"c\.\d+[ACGT]>[ACGT]", name) else name,
)
PROTEIN = (
    lambda name: name,
    lambda name: name.replace("p.", "p.(") + ")",
    lambda name: name.replace("p.", "p. "),
    one_letter,
    lambda name: one_letter(name).replace("*", "X"),
    lambda name: re.sub(r"\*$", "Ter", name),
    lambda name: f"NP_005202.2:{name}",
)


@given(st.data())
def test_a_coding_name_is_read_in_every_spelling(data):
    name = data.draw(st.sampled_from(published("coding")))
    printed = data.draw(st.sampled_from(CODING))(name)
    assert names(f"Sequencing of CSF1R found the variant {printed}, which was new.") == [("CSF1R", name, None)]


@given(st.data())
def test_a_protein_name_is_read_in_every_spelling(data):
    name = data.draw(st.sampled_from(published("protein")))
    printed = data.draw(st.sampled_from(PROTEIN))(name)
    assert names(f"The CSF1R mutation ({printed}) was found.") == [("CSF1R", None, name)]


@pytest.mark.parametrize(
    "printed",
    [
        "c.2381T>C (p.Ile794Thr)",
        "c.2381T>C, p.I794T",
        "p.Ile794Thr (c.2381T>C)",
        "c.2381T>C; p.(Ile794Thr)",
        "NM_005211.4:c.2381T>C:p.Ile794Thr",
        "2381T→C/I794T",
        "c.2381T>C in exon 18, which is predicted to result in p.Ile794Thr",
        "c. 2381T > C, leading to an exchange of isoleucine for threonine (p.I794T)",
    ],
)
def test_two_names_beside_each_other_are_one_variant(printed):
    assert names(f"A variant of CSF1R, {printed}, was found.") == [("CSF1R", "c.2381T>C", "p.Ile794Thr")]


def test_lists_are_put_together_by_their_codons():
    told = names("Variants of CSF1R, c.2381T>C and c.2345G>A (p.I794T and p.R782H, respectively), were found.")
    assert told == [("CSF1R", "c.2381T>C", "p.Ile794Thr"), ("CSF1R", "c.2345G>A", "p.Arg782His")]


def test_a_mention_by_one_name_has_both_where_the_text_pairs_them():
    assert names("CSF1R c.2381T>C (p.Ile794Thr) was found.", "The I794T mutation of CSF1R is known.")[1] == (
        "CSF1R",
        "c.2381T>C",
        "p.Ile794Thr",
    )


@pytest.mark.parametrize(
    "words",
    [
        "CSF1R was stained with a CD68 antibody, and U2OS and HEK293T cells carried H3K27M.",
        "T2W images and a T1W sequence of the CSF1R carrier; B12 and A1C were normal; C57BL/6 mice.",
        "No pathogenic variants in NOTCH3, AARS2 or CSF1R were found.",
        "CSF1R mutation carriers: patients 12A and 13C, ward D20E.",
        "The variant p.? of CSF1R is c.? to all.",
    ],
)
def test_other_words_are_no_variants(words):
    assert names(words) == []


@given(st.text(alphabet="abcdefghijklmnop qrstuvwxyz.,;()", max_size=200))
def test_plain_words_name_no_variant(words):
    assert not list(names_in(words.replace("c.", "").replace("p.", "")))


def test_the_gene_named_beside_a_variant_is_its_gene():
    told = names("We found NOTCH3 c.421C>T (p.Arg141Cys), and in CSF1R c.2345G>A (p.Arg782His).")
    assert told == [("NOTCH3", "c.421C>T", "p.Arg141Cys"), ("CSF1R", "c.2345G>A", "p.Arg782His")]


def test_what_the_gene_contradicts_is_kept_as_printed_and_told():
    (one,) = found("The variant p.Arg781His of CSF1R was found.")
    assert one.facts["protein"] == "p.Arg781His"
    assert any("residue 781 of P07333 is Ala" in why for why in one.why)
    (two,) = found("CSF1R c.2381T>C (p.Arg782His) was found.")
    assert any("codon 794" in why for why in two.why)


def test_a_name_that_counts_from_an_intron_is_told_and_not_converted():
    (one,) = found("The splice variant IVS13+1G>A of CSF1R was found.")
    assert "coding" not in one.facts
    assert one.facts["stated"] == "IVS13+1G>A"
    assert any("it would be c.1858+1G>A" in why for why in one.why)


def test_two_names_that_stand_apart_are_one_where_the_codon_says_so():
    title, words = "A toy kindred with CSF1R p.Val784Met", "All were heterozygous for CSF1R c.2350G>A."
    assert set(names(title, words)) == {("CSF1R", "c.2350G>A", "p.Val784Met")}
    assert set(names("CSF1R p.Ile794Thr", words)) == {("CSF1R", None, "p.Ile794Thr"), ("CSF1R", "c.2350G>A", None)}


def test_what_stands_around_a_name_goes_with_it():
    (one,) = found("A novel heterozygous missense variant in exon 18 of CSF1R, c.2381T>C, was likely pathogenic.")
    told = {key: one.facts.get(key) for key in ("zygosity", "novel", "consequence", "exon", "significance")}
    assert told == {
        "zygosity": "heterozygous",
        "novel": True,
        "consequence": "missense",
        "exon": 18,
        "significance": "likely pathogenic",
    }


def test_compound_heterozygous_is_said_of_both():
    told = found("He was compound heterozygous for c.1754-1G>C and c.1441C>T (p.Gln481*) in CSF1R.")
    assert [one.facts["zygosity"] for one in told] == ["compound heterozygous"] * 2


def test_a_variant_that_is_not_there_is_absent():
    (one,) = found("The c.2381T>C variant of CSF1R was not found in her uncle.")
    assert (one.bearing, one.relative) == (Bearing.ABSENT, "uncle")
    tested = found("The c.2381T>C variant of CSF1R was not found in her mother.")  # for what her child has
    assert [(one.bearing, one.relative) for one in tested] == [(Bearing.PRESENT, None), (Bearing.ABSENT, "mother")]
    both = found("The c.2381T>C variant of CSF1R was found in the patient, but was absent in her mother.")
    assert [(one.bearing, one.relative) for one in both] == [(Bearing.PRESENT, None), (Bearing.ABSENT, "mother")]


def test_the_same_variant_is_the_one_that_the_text_names():
    told = found("CSF1R c.2381T>C was found.", "The aunt carries the same variant.", "She did not carry the variant.")
    assert [one.facts["coding"] for one in told] == ["c.2381T>C", "c.2381T>C"]
    assert "not named here" in told[1].why[0]


def test_columns_of_a_table_are_put_together_row_by_row():
    table = PrintedTable(
        label="Table 1",
        columns=("Patient", "Nucleotide", "Amino acid"),
        rows=(("1", "2381T→C", "I794T"), ("2", "1754-1G>C", "-"), ("3", "c.1441C>T", "Q481X")),
    )
    told = found("CSF1R variants of three toy patients are listed.", tables=(table,))
    assert [(one.facts.get("coding"), one.facts.get("protein"), one.spot.row) for one in told] == [
        ("c.2381T>C", "p.Ile794Thr", 0),
        ("c.1754-1G>C", None, 1),
        ("c.1441C>T", "p.Gln481*", 2),
    ]


def test_columns_beside_a_variant_go_with_it():
    table = PrintedTable(
        label="Table 1",
        columns=("ID", "Exon", "cDNA change", "Protein change", "Zygosity"),
        rows=(("II-2", "18", "c.2381T>C", "p.Ile794Thr", "Het"),),
    )
    (one,) = found("A CSF1R variant is listed.", tables=(table,))
    assert (one.facts["exon"], one.facts["zygosity"]) == (18, "heterozygous")


@pytest.mark.parametrize("printed", ["chr5:149435867C>T", "NC_000005.9:g.149435867C>T", "5-149435867-C-T"])
def test_a_name_on_the_genome_is_placed_on_the_gene_of_the_text(printed):
    (one,) = found(f"In CSF1R, {printed} (GRCh37) was found.")
    assert one.facts["coding"] == "c.2357G>A"
    assert one.why[0] == "reckoned from its place on GRCh37"


def test_a_denial_is_of_the_variant_that_it_names():
    told = found("The patient had CSF1R c.2381T>C, and her brother was negative for c.2381T>C.")
    assert [(one.bearing, one.relative) for one in told] == [(Bearing.PRESENT, None), (Bearing.ABSENT, "brother")]


def test_a_variant_of_the_mouse_is_none():
    assert names("CSF1R was studied in Csf1r E631K knock-in mice.") == []


def test_what_is_proposed_is_in_the_format_of_an_evidence_file():
    from kg.sources.schema import VariantFile

    printed = list((PACKAGE / "evidence").glob("*.yaml"))[:40]
    stated = [
        entry["stated"]
        for path in printed
        for case in yaml.safe_load(path.read_text(encoding="utf-8")).get("cases", [])
        for entry in case.get("variants", [])
        if entry.get("stated")
    ]
    told = found(*(f"A heterozygous variant of CSF1R, {one}, was found in exon 18." for one in dict.fromkeys(stated)))
    assert told
    for one in told:
        VariantFile.model_validate(dict(one.facts))


def test_a_heading_that_is_a_gene_is_that_of_the_names_below_it():
    below = [
        "EIF2B5",
        "Patient 1 (c.338G>A, p.Arg113His).",
        "GFAP",
        "Patient 2 (c.236G>A).",
        "CSF1R",
        "She has c.2381T>C.",
    ]
    assert [gene for gene, _, _ in names(*below)] == ["EIF2B5", "GFAP", "CSF1R"]
    assert [gene for gene, _, _ in names("METHODS", "CSF1R was read; c.2381T>C was found.")] == ["CSF1R"]


def test_a_column_that_is_called_by_a_variant_tells_who_has_it():
    table = PrintedTable(
        label="Table 1",
        columns=("Patient", "CSF1R c.2381T>C"),
        rows=(("1", "+"), ("2", "wt"), ("3", "n.d.")),
    )
    told = found("Three toy patients.", tables=(table,))
    assert [(one.facts["coding"], str(one.bearing), one.spot.row) for one in told] == [
        ("c.2381T>C", "present", 0),
        ("c.2381T>C", "absent", 1),
    ]


@pytest.mark.parametrize(
    ("words", "zygosity"),
    [
        ("CSF1R c.2381T>C (het) was found.", "heterozygous"),
        ("A monoallelic variant, CSF1R c.2381T>C, was found.", "heterozygous"),
        ("CSF1R c.2381T>C was present on both alleles.", "homozygous"),
        ("CSF1R c.2381T>C, hom, was found.", "homozygous"),
        ("CSF1R c.1441C>T and c.395C>T were found in trans.", "compound heterozygous"),
        ("CSF1R c.2381T>C was found.", None),
    ],
)
def test_zygosity_is_read_in_its_many_words(words, zygosity):
    assert {one.facts.get("zygosity") for one in found(words)} == {zygosity}
