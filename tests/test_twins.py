"""A protein name that only one change of a base can give is the variant with that coding name; others stay apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.engine import Engine
from kg.model import VariantMention, VariantName
from kg.model.codon import CODE, Exchange, codons_of
from kg.model.gene import AMINO, GeneModel
from kg.settings import PACKAGE
from kg.sources.hgvs import parse_coding, parse_protein
from kg.sources.reference import read_reference
from kg.sources.twins import Twins, twin, ways

TOY = Path(__file__).parent / "toy"


@pytest.fixture(scope="module")
def gene() -> GeneModel:
    """The toy gene, with a tryptophan and a methionine among its invented residues."""
    toy = read_reference(TOY / "reference").genes["TOY1"]
    return replace(toy, sequence=toy.sequence[:49] + "WM" + toy.sequence[51:])


@pytest.mark.parametrize(
    ("protein", "coding"),
    [
        ("p.Thr2Met", "c.5C>T"),  # ATG is the only codon of Met: of Thr's four ACG alone is a base away
        ("p.Met51Thr", "c.152T>C"),
        ("p.Met51Lys", "c.152T>A"),
        ("p.Trp50Leu", "c.149G>T"),
        ("p.Met51Ile", None),  # ATA, ATC and ATT
        ("p.Trp50Cys", None),  # TGC and TGT
        ("p.Trp50*", None),  # TAG and TGA
        ("p.Arg35Trp", None),  # of AGG and of CGG
        ("p.Leu70Pro", None),  # one way, but neither residue has one codon
        ("p.Ala3Met", None),  # no change of one base
        ("p.Ser2Met", None),  # not the residue that is there
        ("p.Met51fs", None),
    ],
)
def test_what_stands_for_one_change_of_a_base(gene: GeneModel, protein: str, coding: str | None) -> None:
    assert twin(parse_protein(protein), gene) == coding


def test_a_gene_without_a_sequence_tells_nothing(gene: GeneModel) -> None:
    assert twin(parse_protein("p.Thr2Met"), replace(gene, sequence="")) is None


@given(st.sampled_from(sorted(CODE)), st.integers(0, 2), st.sampled_from("ACGT"))
def test_the_true_change_is_always_among_the_ways(codon: str, place: int, base: str) -> None:
    toy = read_reference(TOY / "reference").genes["TOY1"]
    old, new = CODE[codon], CODE[codon[:place] + base + codon[place + 1 :]]
    if "*" in (old, new) or old == new:
        return
    letter = {name: one for one, name in AMINO.items()}[old]
    here = replace(toy, sequence=toy.sequence[:19] + letter + toy.sequence[20:])
    found = ways(parse_protein(f"p.{old}20{new}"), here)
    assert f"c.{58 + place}{codon[place]}>{base}" in found
    for name in found:
        exchange = Exchange.of(parse_coding(name))
        assert exchange and exchange.number == 20
        assert new in {exchange.made(one) for one in codons_of(old)}


def test_it_joins_only_a_twin_that_is_held_and_says_so(gene: GeneModel) -> None:
    alone = VariantMention(name=VariantName("TOY1", protein="p.Thr2Met"), stated="T2M", notes=("toy note",))
    held = VariantName("TOY1", coding="c.5C>T")
    joined = Twins(frozenset({held, alone.name}), {"TOY1": gene}).joined(alone)
    assert joined.name == VariantName("TOY1", coding="c.5C>T", protein="p.Thr2Met")
    assert joined.stated == "T2M" and joined.notes[0] == "toy note"
    assert joined.notes[1].startswith("p.Thr2Met is read as c.5C>T")
    for others in (frozenset({alone.name}), frozenset({replace(held, gene="TOY2")})):
        assert Twins(others, {"TOY1": gene}).joined(alone) is alone


def test_what_several_changes_may_give_stays_apart_and_is_linked(toy: Engine) -> None:
    rows = toy.rows(
        "PREFIX kg: <https://w3id.org/csf1r-kg/ontology#> PREFIX v: <https://w3id.org/csf1r-kg/variant/TOY1/> "
        "SELECT ?x { v:p.Leu70Pro kg:possiblySameVariantAs ?x }"
    )
    assert [row["x"].value.rpartition("/")[2] for row in rows] == ["c.209T-C"]


@pytest.mark.slow
def test_no_variant_of_the_release_stands_beside_its_twin(real: Engine) -> None:
    model = read_reference(PACKAGE / "reference").genes["CSF1R"]
    rows = real.rows(
        "PREFIX kg: <https://w3id.org/csf1r-kg/ontology#> SELECT ?v ?p "
        "{ ?v a kg:Variant ; kg:hgvsProtein ?p FILTER NOT EXISTS { ?v kg:hgvsCoding ?c } }"
    )
    held = {row["c"].value for row in real.rows("SELECT ?c { ?v <https://w3id.org/csf1r-kg/ontology#hgvsCoding> ?c }")}
    assert rows
    assert not {row["p"].value for row in rows if twin(parse_protein(row["p"].value), model) in held}
    told = real.rows(
        "PREFIX kg: <https://w3id.org/csf1r-kg/ontology#> SELECT ?m { ?m kg:ofVariant ?v ; kg:note ?n . "
        'FILTER(CONTAINS(?n, " is read as c.")) }'
    )
    assert told
