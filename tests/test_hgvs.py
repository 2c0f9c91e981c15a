"""A variant's name is read as papers print it, written in one normal form, and says what the variant does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.change import Coding, Protein, Residue
from kg.model.gene import AMINO, CodingPosition, Exon, GeneModel
from kg.model.vocabulary import Vocabulary, VocabularyWord
from kg.sources.consequence import consequences
from kg.sources.hgvs import HgvsError, codon_of, counted_on, normalise, parse_coding, parse_protein


@pytest.mark.parametrize(
    ("name", "accession"),
    [
        ("NM_000001.1:c.1A>G", "NM_000001.1"),
        ("NM_000001.1(TOY1):c.1A>G", "NM_000001.1"),
        ("NG_000001.2(NM_000001.1):c.1A>G", "NM_000001.1"),
        ("NC_000001.11(ENST00000000001.1):c.1A>G", "ENST00000000001.1"),
        ("NP_000001.1:p.Met1?", "NP_000001.1"),
        ("c.1A>G", None),
    ],
)
def test_a_name_counts_on_its_transcript(name, accession):
    assert counted_on(name) == accession


@given(
    st.sampled_from(["1000_1100del", "2345G>A", "1754-2A>G", "10_11insGA", "1879_1881dup", "10delinsAC"]),
    st.sampled_from(["(", ")", "[", "]", "?", "/", "=", ";", "(;)", "=/"]),
    st.integers(0, 6),
)
def test_a_sign_within_a_name_makes_it_no_plain_change(name, sign, at):
    """Uncertain positions, mosaics and several changes never meet the one sure change."""
    with pytest.raises(HgvsError) as caught:
        parse_coding(f"NM_000001.1:c.{name[:at]}{sign}{name[at:]}")
    assert caught.value.fix


@pytest.mark.parametrize("name", ["c.(1000_1100)del", "c.(?_1000)_(1100_?)del", "c.(10_11)_(20_21)dup", "c.10=/A>G"])
def test_what_is_not_sure_is_told_as_that(name):
    with pytest.raises(HgvsError, match=r"not sure|mosaic"):
        normalise(name)


@pytest.mark.parametrize("name", ["p.(Gly56_Gly60)del", "p.[Gly56Ala];[Gly60Ala]", "p.Gly56(Ala)", "p.Gly56=/Ala"])
def test_so_it_is_for_protein_names(name):
    with pytest.raises(HgvsError):
        normalise(name)


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("c.2345G>A", "c.2345G>A"),
        ("c.(2345G>A)", "c.2345G>A"),
        ("c.[2345G>A]", "c.2345G>A"),
        ("(p.Arg782His)", "p.Arg782His"),
        ("NG_000001.2(NM_000001.1):c.2645delC", "c.2645del"),
        ("c.2345 G > A", "c.2345G>A"),
        ("C.2345g>a", "c.2345G>A"),
        ("NM_000001.1:c.2345G>A", "c.2345G>A"),
        ("NM_000001.1(TOY1):c.2345G>A", "c.2345G>A"),
        ("2345G→A", "c.2345G>A"),
        ("c.1969 + 115_1969 + 116del", "c.1969+115_1969+116del"),
        ("c.1754−1G>C", "c.1754-1G>C"),
        ("c.2645delC", "c.2645del"),
        ("c.1879_1881delAAG", "c.1879_1881del"),
        ("c.1879_1881del3", "c.1879_1881del"),
        ("c.10dupA", "c.10dup"),
        ("c.10_11insGA", "c.10_11insGA"),
        ("c.2356_2357delinsAC", "c.2356_2357delinsAC"),
        ("c.2356_2357delTTinsAC", "c.2356_2357delinsAC"),
        ("c.2356_2357TT>AC", "c.2356_2357delinsAC"),
        ("c.592-1_593dup", "c.592-1_593dup"),
        ("c.*36A>C", "c.*36A>C"),
        ("c.-180del", "c.-180del"),
        ("c.-1_1del", "c.-1_1del"),
        ("p.R782H", "p.Arg782His"),
        ("R782H", "p.Arg782His"),
        ("p.(Arg782His)", "p.Arg782His"),
        ("p.arg782his", "p.Arg782His"),
        ("p.Gln481Ter", "p.Gln481*"),
        ("p.Q481X", "p.Gln481*"),
        ("p. P882PfsX70", "p.Pro882Profs*70"),
        ("p.Pro658Serfs*24", "p.Pro658Serfs*24"),
        ("p.Pro658SerfsTer24", "p.Pro658Serfs*24"),
        ("p.Val826fs", "p.Val826fs"),
        ("p.K627del", "p.Lys627del"),
        ("p.G585_K619delinsA", "p.Gly585_Lys619delinsAla"),
        ("p.S620delins40", "p.Ser620delins40"),
        ("p.K10_E11insAV", "p.Lys10_Glu11insAlaVal"),
        ("p.Arg10Arg", "p.Arg10="),
        ("p.M1?", "p.Met1?"),
        ("p.*973Trpext*12", "p.*973Trpext*12"),
    ],
)
def test_one_change_has_one_normal_name_however_it_is_printed(printed, normal):
    assert normalise(printed) == normal


@pytest.mark.parametrize(
    ("printed", "what"),
    [
        ("c.653C>Y", "'Y' in 'c.653C>Y' is no base"),
        ("c.2345", "'c.2345' is no coding name"),
        ("c.2345x", "'x' in 'c.2345x' is no change of bases"),
        ("c.0A>G", "'c.0A>G' has a position 0"),
        ("c.10+0A>G", "'c.10+0A>G' has a position 0"),
        ("c.20_10del", "'c.20_10del' runs backwards"),
        ("c.10insA", "'c.10insA' inserts nowhere"),
        ("c.2645_2646delC", "'c.2645_2646delC' names 1 bases where its positions hold 2"),
        ("p.Arg782", "'p.Arg782' is no protein name"),
        ("p.Arg782Hos", "'p.Arg782Hos' is no protein name"),
        ("p.Lys20_Glu10del", "'p.Lys20_Glu10del' runs backwards or from 0"),
        ("p.Lys10_Glu12insAla", "'p.Lys10_Glu12insAla' inserts nowhere"),
        ("p.Lys10delins", "'p.Lys10delins' does not say what is inserted"),
        ("p.Lys10_Glu12Ala", "'p.Lys10_Glu12Ala' gives a range to a change of one residue"),
        ("splice", "'splice' is no protein name"),
        ("", "'' is no protein name"),
    ],
)
def test_what_is_no_name_is_refused_with_what_would_be_right(printed, what):
    with pytest.raises(HgvsError) as caught:
        normalise(printed)
    assert caught.value.what == what
    assert caught.value.fix


POSITIONS = st.builds(
    CodingPosition, base=st.integers(1, 9999), offset=st.integers(-999, 999), after_stop=st.booleans()
)
BASES = st.text("ACGT", min_size=1, max_size=5)
AMINOS = st.sampled_from([*AMINO.values(), "*"])
NUMBERS = st.integers(1, 9999)


@st.composite
def codings(draw):
    kind = draw(st.sampled_from(["substitution", "deletion", "duplication", "insertion", "delins", "inversion"]))
    first = draw(POSITIONS)
    if kind == "substitution":
        old, new = draw(st.permutations("ACGT"))[:2]
        return Coding(kind=kind, first=first, last=first, reference=old, inserted=new)
    steps = 1 if kind == "insertion" else draw(st.integers(0, 30))
    last = CodingPosition(first.base + steps, first.offset, first.after_stop)
    if first.offset or steps == 0:
        last = CodingPosition(first.base, first.offset + steps, first.after_stop)
        if first.offset < 0 <= last.offset or (first.offset == 0 < last.offset):
            last = CodingPosition(first.base, first.offset, first.after_stop)
            kind = "deletion"
    inserted = draw(BASES) if kind in ("insertion", "delins") else ""
    return Coding(kind=kind, first=first, last=last, inserted=inserted)


@st.composite
def proteins(draw):
    kind = draw(st.sampled_from(["substitution", "deletion", "duplication", "insertion", "delins", "frameshift"]))
    first = Residue(draw(AMINOS), draw(NUMBERS))
    steps = {"insertion": 1, "substitution": 0, "frameshift": 0}.get(kind, draw(st.integers(0, 30)))
    last = Residue(draw(AMINOS), first.number + steps) if steps else first
    inserted: tuple[str, ...] = ()
    if kind in ("substitution", "frameshift"):
        inserted = (draw(AMINOS.filter(lambda amino: amino != first.amino)),)
    elif kind in ("insertion", "delins"):
        inserted = tuple(draw(st.lists(AMINOS, min_size=1, max_size=4)))
    stop = str(draw(NUMBERS)) if kind == "frameshift" else None
    return Protein(kind=kind, first=first, last=last, inserted=inserted, stop_after=stop)


@given(codings())
def test_a_coding_change_written_and_read_is_the_same_change(change):
    assert parse_coding(str(change)) == change
    assert normalise(str(change)) == str(change)


@given(proteins())
def test_a_protein_change_written_and_read_is_the_same_change(change):
    assert parse_protein(str(change)) == change
    assert normalise(str(change)) == str(change)


@given(proteins())
def test_one_letter_and_three_letter_names_are_one(change):
    letters = {name: letter for letter, name in AMINO.items()}
    short = str(change)
    for name, letter in letters.items():
        short = short.replace(name, letter)
    assert parse_protein(short) == change


@given(st.text())
def test_any_text_is_read_or_refused_never_worse(text):
    try:
        normal = normalise(text)
    except HgvsError:
        return
    assert normalise(normal) == normal


@given(codings(), st.sampled_from([" ", "  "]))
def test_spaces_do_not_matter(change, space):
    assert normalise(space.join(str(change))) == str(change)


def test_a_base_belongs_to_the_codon_of_three():
    assert [codon_of(CodingPosition(base)) for base in (1, 3, 4, 2344, 2346)] == [1, 1, 2, 782, 782]
    assert codon_of(CodingPosition(10, 1)) is None
    assert codon_of(CodingPosition(-10)) is None
    assert codon_of(CodingPosition(10, after_stop=True)) is None


LABELS = [
    "missense_variant",
    "stop_gained",
    "stop_lost",
    "start_lost",
    "synonymous_variant",
    "frameshift_variant",
    "inframe_deletion",
    "inframe_insertion",
    "inframe_indel",
    "coding_sequence_variant",
    "splice_donor_variant",
    "splice_acceptor_variant",
    "splice_donor_5th_base_variant",
    "splice_donor_region_variant",
    "splice_region_variant",
    "intron_variant",
    "splice_polypyrimidine_tract_variant",
    "5_prime_UTR_variant",
    "3_prime_UTR_variant",
]
WORDS = Vocabulary(
    modalities={},
    sequences_by_key={},
    regions_by_key={},
    # Toy ids: the label is the id, so that the expectations below can be read.
    tables={"variant_consequences": tuple(VocabularyWord(label, label) for label in LABELS)},
)
TOY = GeneModel(
    symbol="TOY1",
    name="toy gene",
    protein_length=30,
    exons=(
        Exon(
            number=1, first=CodingPosition(-10), last=CodingPosition(9, after_stop=True), length=112, coding=True,
            cds_first=1, cds_last=93, aa_first=1, aa_last=30, grch38_start=1, grch38_end=112,
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("coding", "protein", "labels"),
    [
        ("c.32G>A", "p.Arg11His", "missense_variant"),
        ("c.32G>A", "p.Arg11*", "stop_gained"),
        ("c.33G>A", "p.Arg11=", "synonymous_variant"),
        ("c.32G>A", None, "coding_sequence_variant"),
        ("c.2T>A", None, "start_lost"),
        ("c.2T>A", "p.Met1?", "start_lost"),
        ("c.91T>A", "p.*31Argext*5", "stop_lost"),
        ("c.32del", "p.Arg11Hisfs*3", "frameshift_variant"),
        ("c.32_33dup", None, "frameshift_variant"),
        ("c.32_34del", "p.Arg11del", "inframe_deletion"),
        ("c.32_34dup", None, "inframe_insertion"),
        ("c.32_33insGATTAC", None, "inframe_insertion"),
        ("c.32_33insGA", None, "frameshift_variant"),
        ("c.31_32delinsAC", "p.Arg11Thr", "missense_variant"),
        ("c.31_36delinsACG", None, "inframe_indel"),
        ("c.31_32delinsA", None, "frameshift_variant"),
        ("c.30+1G>A", None, "splice_donor_variant"),
        ("c.30+2T>A", None, "splice_donor_variant"),
        ("c.31-1G>A", "p.Gly11_Lys20delinsAla", "splice_acceptor_variant"),
        ("c.31-2A>G", None, "splice_acceptor_variant"),
        (
            "c.30+5G>A",
            None,
            "splice_donor_5th_base_variant splice_donor_region_variant splice_region_variant",
        ),
        ("c.30+3G>A", None, "splice_donor_region_variant splice_region_variant"),
        ("c.30+8G>A", None, "splice_region_variant"),
        ("c.30+9G>A", None, "intron_variant"),
        ("c.31-3G>A", None, "splice_region_variant splice_polypyrimidine_tract_variant"),
        ("c.31-17G>A", None, "splice_polypyrimidine_tract_variant"),
        ("c.31-18G>A", None, "intron_variant"),
        ("c.30+115_30+116del", "p.Pro11Serfs*24", "intron_variant"),
        ("c.30+1_30+9del", None, "splice_donor_variant"),
        ("c.31-1_33dup", None, "splice_acceptor_variant coding_sequence_variant"),
        ("c.31-20_60+20del", None, "splice_donor_variant splice_acceptor_variant coding_sequence_variant"),
        ("c.-5G>A", None, "5_prime_UTR_variant"),
        ("c.*5G>A", None, "3_prime_UTR_variant"),
        (None, "p.Arg11His", "missense_variant"),
        (None, "p.Arg11Profs*3", "frameshift_variant"),
        (None, "p.Arg11_Lys20delinsAla", "inframe_indel"),
        (None, "p.Arg11del", "inframe_deletion"),
        (None, None, ""),
    ],
)
def test_what_a_variant_does_follows_from_its_position_first_and_from_its_protein_name_else(coding, protein, labels):
    change = parse_coding(coding) if coding else None
    residues = parse_protein(protein) if protein else None
    assert consequences(change, [residues] if residues else [], TOY, WORDS) == tuple(labels.split())
