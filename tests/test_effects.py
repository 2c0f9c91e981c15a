"""The protein's sequence holds what papers print to account, and a codon's own bases say what a change makes of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine import Engine
from kg.errors import FaultyInput
from kg.find.why import explain, spelled
from kg.model import VariantName
from kg.model.change import Protein
from kg.model.codon import CODE, Exchange, codons_of
from kg.model.gene import AMINO, STOP, GeneModel
from kg.names import graph
from kg.release import Release
from kg.report import Report
from kg.settings import PACKAGE
from kg.sources.agreement import disagreements
from kg.sources.effects import Effect, NamedChange, effects
from kg.sources.evidence import computed_doubts, read_evidence
from kg.sources.fasta import checksum64, read_sequence
from kg.sources.hgvs import parse_coding, parse_protein
from kg.sources.hpo import hpo_path, read_hpo
from kg.sources.reference import read_reference
from kg.triples.computed import names_of
from kg.triples.effect import stated_triples, worked_out_triples
from kg.triples.known import known_variants

TOY = Path(__file__).parent / "toy"
LETTERS = "ACDEFGHIKLMNPQRSTVWY"


@pytest.fixture(scope="module")
def gene() -> GeneModel:
    return read_reference(TOY / "reference").genes["TOY1"]


def worked(gene: GeneModel, **printed: str) -> dict[str, Effect]:
    """Effects of names such as `c149G_A="p.Arg50His"`; an empty string for no protein name."""
    changes = []
    for short, protein in printed.items():
        coding = parse_coding("c." + short[1:].replace("_", ">"))
        changes.append(NamedChange(str(coding), coding, (parse_protein(protein),) if protein else ()))
    return dict(effects(gene, changes))


def names(found: tuple[Protein, ...] | None) -> set[str]:
    return {str(one) for one in found or ()}


# --- the code


def test_the_code_has_61_codons_for_20_residues_and_three_stops() -> None:
    assert len(CODE) == 64 and set(CODE.values()) == {*AMINO.values(), STOP}
    assert codons_of(STOP) == {"TAA", "TAG", "TGA"}
    alone = {amino for amino in AMINO.values() if len(codons_of(amino)) == 1}
    assert alone == {"Met", "Trp"} and codons_of("Met") == {"ATG"}
    assert max(len(codons_of(amino)) for amino in AMINO.values()) == 6


@pytest.mark.parametrize(
    "name", ["c.149_151delinsAC", "c.150_151delinsAA", "c.190+1G>A", "c.-3G>A", "c.149del", "c.*2A>G"]
)
def test_only_bases_of_one_codon_in_the_place_of_as_many_are_an_exchange(name: str) -> None:
    assert Exchange.of(parse_coding(name)) is None


# --- the sequence


def test_the_shipped_sequence_is_the_one_of_its_checksum() -> None:
    gene = read_reference(PACKAGE / "reference").genes["CSF1R"]
    assert (len(gene.sequence), gene.residue(1), gene.residue(782), gene.residue(972)) == (972, "Met", "Arg", "Cys")
    assert (gene.residue(973), gene.residue(974), gene.residue(0)) == (STOP, None, None)


@given(st.text(LETTERS, min_size=2, max_size=80), st.data())
def test_one_changed_letter_changes_the_checksum(letters: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(letters) - 1))
    other = data.draw(st.sampled_from(LETTERS.replace(letters[at], "")))
    assert checksum64(letters) != checksum64(letters[:at] + other + letters[at + 1 :])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (">toy\nMTAY\nTAYT\n", "and 0000000000000000 is told; right would be the sequence as its source gives it"),
        (">toy\nMTO\n", "'O' at 3 is no residue; right would be one of A"),
        ("MTAY\n", "right would be one line of `>` and letters"),
        (">toy\nMT\n>toy two\nMT\n", "this is not one sequence in FASTA"),
        ("", "this is not one sequence in FASTA"),
        (">toy\nMTé\n", "no sequence can be read"),
    ],
)
def test_a_sequence_that_is_not_the_one_told_is_refused_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "toy.fasta"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FaultyInput) as caught:
        read_sequence(path, "0" * 16)
    assert str(caught.value).startswith(f"{path}: ") and told in str(caught.value)


def test_a_sequence_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match="no sequence can be read"):
        read_sequence(tmp_path / "toy.fasta", "0" * 16)


def test_a_sequence_of_another_length_than_the_protein_is_refused(gene: GeneModel) -> None:
    assert list(replace(gene, sequence=gene.sequence[:-1]).faults()) == [
        "the sequence has 98 residues, and the protein 99"
    ]


# --- what names may say


@pytest.mark.parametrize(
    ("coding", "protein", "kind", "what", "fix"),
    [
        (None, "p.Val50Leu", "reference-residue", "starts from Val50, but residue 50 of TOYP1 is Arg", "Arg50"),
        (None, "p.Arg50_Gly52del", "reference-residue", "starts from Gly52, but residue 52 of TOYP1 is Tyr", "Tyr52"),
        (None, "p.Gly50Profs*3", "reference-residue", "starts from Gly50, but residue 50 of TOYP1 is Arg", "Arg50"),
        ("c.1C>T", None, "reference-base", "takes C at c.1, and no codon of Met1 has that there", "bases of ATG"),
        ("c.149delA", None, "reference-base", "takes A at c.149, and no codon of Arg50", "bases of AGA, AGG, CGA, CGC"),
        ("c.148_150delTTT", None, "reference-base", "T at c.148 and T at c.149 and T at c.150", "which begin at c.148"),
        ("c.149G>A", "p.Arg50Trp", "protein-effect", "makes no p.Arg50Trp of any codon of Arg50", "p.Arg50Gln, "),
        ("c.27G>A", "p.Gln9His", "protein-effect", "makes no p.Gln9His of any codon of Gln9", "p.Gln9="),
        ("c.148_149delinsAC", "p.Arg50Ser", "protein-effect", "makes no p.Arg50Ser", "p.Arg50Thr"),
    ],
)  # fmt: skip
def test_a_name_that_the_sequence_does_not_allow_is_told_with_what_would_be_right(
    gene: GeneModel, coding: str | None, protein: str | None, kind: str, what: str, fix: str
) -> None:
    found = list(disagreements(coding and parse_coding(coding), protein and parse_protein(protein), gene))
    assert [one[1] for one in found] == [kind]
    assert what in found[0][2] and fix in found[0][3]


def test_a_gene_without_a_sequence_still_holds_two_names_against_each_other(gene: GeneModel) -> None:
    bare = replace(gene, sequence="")
    assert not list(disagreements(parse_coding("c.149G>A"), parse_protein("p.Arg50His"), bare))
    assert not list(disagreements(None, parse_protein("p.Val50Leu"), bare))
    (found,) = disagreements(parse_coding("c.149G>A"), parse_protein("p.Arg50Trp"), bare)
    assert found[1] == "protein-effect"
    assert worked(bare, c149G_A="p.Arg50His")["c.149G>A"] == Effect(stated=(parse_protein("p.Arg50His"),))


# --- what a codon allows


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("c25C_T", {"p.Gln9*"}),
        ("c149G_A", {"p.Arg50Gln", "p.Arg50His", "p.Arg50Lys"}),
        ("c148C_T", {"p.Arg50*", "p.Arg50Cys", "p.Arg50Trp"}),
        ("c208C_T", {"p.Leu70Phe", "p.Leu70="}),
        ("c2T_A", {"p.Met1?"}),
        ("c298T_C", {"p.*100Argext*?", "p.*100Glnext*?"}),
        ("c148_149delinsAC", {"p.Arg50Thr"}),
        ("c100G_T", set()),
    ],
)
def test_a_codon_allows_these_effects_and_no_others(gene: GeneModel, name: str, allowed: set[str]) -> None:
    coding = parse_coding("c." + (name[1:] if "delins" in name else name[1:].replace("_", ">")))
    effect = effects(gene, [NamedChange(str(coding), coding)])[str(coding)]
    assert effect.allowed is not None and names(effect.allowed) == allowed
    assert effect.reason


def test_names_of_one_codon_narrow_each_other(gene: GeneModel) -> None:
    alone = worked(gene, c148C_T="")["c.148C>T"]
    assert names(alone.allowed) == {"p.Arg50*", "p.Arg50Cys", "p.Arg50Trp"} and alone.by == ()
    both = worked(gene, c148C_T="", c149G_A="p.Arg50His")
    assert names(both["c.148C>T"].allowed) == {"p.Arg50Cys"} and both["c.148C>T"].by == ("c.149G>A",)
    assert both["c.148C>T"].reason.endswith("c.149G>A (p.Arg50His) leaves CGC or CGT; c.148C>T makes Cys of it")
    # The other way it is the stated base that counts: with a C first, Lys is out.
    assert names(both["c.149G>A"].allowed) == {"p.Arg50Gln", "p.Arg50His"}


def test_a_name_that_is_in_doubt_itself_narrows_nothing(gene: GeneModel) -> None:
    found = worked(gene, c148C_T="", c149G_A="p.Gln9His")
    assert names(found["c.148C>T"].allowed) == {"p.Arg50*", "p.Arg50Cys", "p.Arg50Trp"}
    assert found["c.149G>A"].stated == ()


def test_names_that_leave_no_codon_together_are_told_and_not_believed(gene: GeneModel) -> None:
    found = worked(gene, c148C_T="p.Arg50*", c149G_A="p.Arg50His", c150T_G="")
    assert "would leave none" in found["c.150T>G"].reason


@given(st.data())
def test_the_true_effect_is_always_among_those_allowed(gene: GeneModel, data: st.DataObject) -> None:
    """Whatever the codon really is, and whichever true names of it are printed."""
    number = data.draw(st.integers(2, 99))
    codon = data.draw(st.sampled_from(sorted(codons_of(gene.residue(number) or ""))))
    places = st.tuples(st.integers(0, 2), st.sampled_from("ACGT"), st.booleans())
    changes, truth = [], {}
    for place, base, printed in data.draw(st.lists(places, min_size=1, max_size=5, unique_by=lambda one: one[:2])):
        if codon[place] == base:
            continue
        coding = parse_coding(f"c.{3 * number - 2 + place}{codon[place]}>{base}")
        made = CODE[codon[:place] + base + codon[place + 1 :]]
        old = gene.residue(number) or ""
        name = parse_protein(f"p.{old}{number}{'=' if made == old else made}")
        truth[str(coding)] = name
        changes.append(NamedChange(str(coding), coding, (name,) if printed else ()))
    for identity, effect in effects(gene, changes).items():
        assert truth[identity] in (effect.allowed or ())
        assert truth[identity] in effect.known


# --- what stands in the graph


def said(gene: GeneModel, *given: VariantName) -> dict[str, tuple[set[str], set[str]]]:
    """By property: the values that papers alone know, and those worked out."""
    words = read_reference(TOY / "reference").vocabulary
    found: dict[str, tuple[set[str], set[str]]] = {}
    for one in known_variants(given, {"TOY1": gene}):
        for place, triples in enumerate((stated_triples(one), worked_out_triples(one, words))):
            for _, link, what in triples:
                found.setdefault(link.rpartition("#")[2], (set(), set()))[place].add(what.split("^^")[0].strip('"<>'))
    return found


def test_a_printed_name_that_cannot_be_stays_off_the_variant(gene: GeneModel) -> None:
    found = said(gene, VariantName("TOY1", "c.148C>T", "p.Gln9His"))
    assert "hgvsProtein" not in found
    assert found["possibleProtein"] == (set(), {"p.Arg50*", "p.Arg50Cys", "p.Arg50Trp"})
    assert found["consequence"][1] == {"http://purl.obolibrary.org/obo/SO_0001818"}
    assert found["consequenceOpen"][1] == {
        "its codon leaves effects of several kinds: p.Arg50*, p.Arg50Cys, p.Arg50Trp"
    }


def test_a_printed_name_that_can_be_is_the_papers_and_one_that_must_be_is_computed(gene: GeneModel) -> None:
    can = said(gene, VariantName("TOY1", "c.149G>A", "p.Arg50His"))
    assert can["hgvsProtein"] == ({"p.Arg50His"}, set()) and "possibleProtein" not in can
    must = said(gene, VariantName("TOY1", "c.25C>T", "p.Gln9*"))
    assert must["hgvsProtein"] == (set(), {"p.Gln9*"}) and must["residue"] == (set(), {"9"})
    unprinted = said(gene, VariantName("TOY1", "c.25C>T"))
    assert unprinted["hgvsProtein"] == (set(), {"p.Gln9*"})


def test_a_base_that_the_residue_cannot_have_leaves_no_effect_and_says_so(gene: GeneModel) -> None:
    found = said(gene, VariantName("TOY1", "c.100G>T"))
    assert not {"hgvsProtein", "possibleProtein", "consequence"} & found.keys()
    assert found["consequenceOpen"][1] == {"c.100G>T takes G at c.100, and no codon of His34 has that there"}


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("p.Arg50Profs*12", "shorterProtein"),
        ("p.Ala99Profs*1", "shorterProtein"),
        ("p.Ala99Profs*2", "notShorterProtein"),
        ("p.Arg50Profs*90", "notShorterProtein"),
        ("p.Arg50fs", "lengthNotTold"),
        ("p.Arg50Profs*?", "lengthNotTold"),
    ],
)
def test_a_frameshift_says_whether_the_protein_becomes_shorter(gene: GeneModel, name: str, length: str) -> None:
    assert said(gene, VariantName("TOY1", None, name))["newProtein"][1] == {
        f"https://w3id.org/csf1r-kg/ontology#{length}"
    }


@pytest.mark.parametrize("which", ["toy", "real"])
def test_every_variant_has_a_consequence_or_says_why_not(which: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(which)
    rows = engine.rows("""SELECT DISTINCT ?v { ?m kg:ofVariant ?v ; kg:reportedIn ?p
        FILTER NOT EXISTS { ?v kg:consequence ?c } FILTER NOT EXISTS { ?v kg:consequenceOpen ?why } }""")
    assert rows == []


@pytest.mark.parametrize("which", ["toy", "real"])
def test_the_computed_graph_holds_no_name_that_only_a_paper_gives(which: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(which)
    computed, shared = graph("computed"), graph("shared")
    rows = engine.rows(f"""SELECT ?v ?p {{ GRAPH <{computed}> {{ ?v kg:hgvsProtein ?p }}
        FILTER NOT EXISTS {{ GRAPH <{computed}> {{ ?v kg:effectReason ?how }} }} }}""")
    assert rows == []
    assert engine.rows(f"SELECT ?v {{ GRAPH <{computed}> {{ ?v kg:hgvsProtein ?p }} }}")
    # What papers alone know is printed by one of them; what none of them names, a database does.
    unprinted = engine.rows(f"""SELECT ?v ?p {{ GRAPH <{shared}> {{ ?v kg:hgvsProtein ?p }} ?any kg:ofVariant ?v
        FILTER NOT EXISTS {{ ?m kg:ofVariant ?v ; kg:statedProtein ?p }} }}""")
    assert unprinted == []


def test_a_wrong_print_stays_with_its_paper_and_the_doubt_travels(toy: Engine) -> None:
    rows = toy.rows("""SELECT ?p ?printed { ?m kg:statedProtein ?printed ; kg:ofVariant ?v .
        ?v kg:hgvsCoding 'c.100C>T' ; kg:hasDoubt ?d ; kg:hgvsProtein ?p . ?d kg:computed true }""")
    assert {(row["p"].value, row["printed"].value) for row in rows} == {("p.His34Tyr", "p.Arg35Trp")}


# --- the evidence


@pytest.fixture(scope="module")
def doubted() -> dict[str, list[str]]:
    """What the checks doubt of each variant of the evidence."""
    reference, report = read_reference(PACKAGE / "reference"), Report()
    records = read_evidence(PACKAGE / "evidence", read_hpo(hpo_path()), reference, report).records
    assert names_of(records)
    found: dict[str, list[str]] = {}
    for record in records:
        for doubt in computed_doubts(record, report):
            found.setdefault(doubt.about, []).append(doubt.text)
    return found


@pytest.mark.parametrize(
    ("about", "text"),
    [
        ("variant:p.Val383Leu", "p.Val383Leu starts from Val383, but residue 383 of P07333 is Ala"),
        ("variant:c.1996C>T", "c.1996C>T takes C at c.1996, and no codon of Cys666 has that there"),
        ("variant:c.2344C>T", "c.2344C>T is in codon 782, but p.Arg777Trp names residue 777"),
    ],
)
def test_what_a_paper_prints_against_the_sequence_is_doubted(doubted: dict, about: str, text: str) -> None:
    assert any(one.startswith(text) for one in doubted[about])


def test_codon_782_is_read_off_two_names_and_says_so(real: Engine, real_release: Release) -> None:
    rows = real.rows("SELECT ?p { ?v kg:hgvsCoding 'c.2344C>T' ; kg:hgvsProtein ?p }")
    assert [row["p"].value for row in rows] == ["p.Arg782Cys"]
    lines = explain(real_release, spelled("variant:CSF1R/c.2344C-T", "hgvsProtein", '"p.Arg782Cys"'))
    assert "computed because residue 782 of P07333 is Arg" in lines[0]
    assert "c.2345G>A (p.Arg782His) leaves CGC or CGT" in lines[0]
    assert any('kg:statedProtein "p.Arg782His"' in line and "stated in graph:paper/" in line for line in lines[1:])


def test_deep_intronic_carriers_with_a_stated_effect_on_splicing_carry_a_splice_variant(real: Engine) -> None:
    rows = real.rows("""SELECT DISTINCT ?case { ?case a kg:SpliceVariantCarrier ; kg:hasVariant ?v .
        ?v kg:consequence obo:SO_0001627 ; kg:spliceEffectStatedIn ?m }""")
    assert len(rows) >= 9
    predicted = "SELECT ?v { ?v a kg:SpliceVariant ; kg:hgvsCoding 'c.1754G>T' }"
    assert real.rows(predicted) == []


def test_a_frameshift_that_lengthens_the_protein_truncates_nothing(real: Engine) -> None:
    longer = real.rows("SELECT ?v { ?v kg:newProtein kg:notShorterProtein ; kg:hgvsProtein 'p.Phe971Serfs*7' }")
    assert len(longer) == 1
    assert real.rows("SELECT ?v { ?v a kg:TruncatingVariant ; kg:newProtein kg:notShorterProtein }") == []
    assert real.rows("SELECT ?v { ?v a kg:TruncatingVariant ; kg:hgvsCoding 'c.2645del' }")
