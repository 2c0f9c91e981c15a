"""Names of variants held against the sequence of the protein, and the names of one variant against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.model.change import Coding, Protein, Residue
from kg.model.codon import Exchange, codons_of, protein_name, stated_bases, with_bases
from kg.model.gene import GeneModel
from kg.sources.hgvs import codon_of

_SHIFT: Final = 10
"""Residues by which the first changed one may lie behind the changed base (names move to the far end)."""
_SITE: Final = {1: "G", 2: "T", -1: "G", -2: "A"}
"""The reference base that a splice site normally has at this offset from the exon."""
Disagreement = tuple[str, str, str, str]
"""Key of the name that is wrong, kind, what, fix."""


def disagreements(coding: Coding | None, protein: Protein | None, gene: GeneModel) -> Iterator[Disagreement]:
    """What names say that the sequence, or the other name, does not allow."""
    if protein:
        yield from _residues(protein, gene)
    if coding:
        yield from _bases(coding, gene)
    if coding and protein:
        yield from codon_disagreements(coding, protein)
        yield from _effect(coding, protein, gene)


def _residues(protein: Protein, gene: GeneModel) -> Iterator[Disagreement]:
    for residue in dict.fromkeys((protein.first, protein.last)):
        held = gene.residue(residue.number)
        if held and held != residue.amino and residue.number <= gene.protein_length:
            what = f"{protein} starts from {residue}, but residue {residue.number} of {sequence_of(gene)} is {held}"
            yield "protein", "reference-residue", what, f"{held}{residue.number}, or the number of another residue"


def sequence_of(gene: GeneModel) -> str:
    """What to call the sequence of a gene's protein."""
    return gene.protein_accession or gene.symbol


def _bases(coding: Coding, gene: GeneModel) -> Iterator[Disagreement]:
    bases = stated_bases(coding)
    for number in sorted({(base + 2) // 3 for base in bases}):
        amino = gene.residue(number)
        if amino and not with_bases(codons_of(amino), number, bases):
            told = " and ".join(f"{base} at c.{at}" for at, base in bases.items() if (at + 2) // 3 == number)
            what = f"{coding} takes {told}, and no codon of {amino}{number} has that there"
            fix = f"bases of {either(codons_of(amino))}, which begin at c.{3 * number - 2}, or another position"
            yield "coding", "reference-base", what, fix


def splice_bases(coding: Coding) -> Iterator[Disagreement]:
    """A substitution that takes another base than splice sites have."""
    wanted = _SITE.get(coding.first.offset)
    if coding.kind == "substitution" and wanted and coding.reference != wanted:
        taken = f"{coding.reference} for the base at {coding.first.offset:+d}"
        what = f"{coding} takes {taken}, where a splice site has {wanted}"
        yield "coding", "splice-base", what, f"the base that the reference has there, normally {wanted}"


def either(words: Iterable[str]) -> str:
    """Words in order, the last after "or"."""
    *most, last = sorted(words)
    return f"{', '.join(most)} or {last}" if most else last


def codon_disagreements(coding: Coding, protein: Protein) -> Iterator[Disagreement]:
    """Where the changed base is in another codon than the protein name says."""
    first, last = codon_of(coding.first), codon_of(coding.last)
    if first is None or last is None:
        return
    at = protein.first.number
    fits = first == at if coding.kind == "substitution" else first - 1 <= at <= last + _SHIFT
    if not fits:
        low, high = 3 * at - 2, 3 * at
        what = f"{coding} is in codon {first}, but {protein} names residue {at}"
        yield "protein", "codon-residue", what, f"residue {first}, or a coding position of c.{low} to c.{high}"


def _effect(coding: Coding, protein: Protein, gene: GeneModel) -> Iterator[Disagreement]:
    exchange = Exchange.of(coding)
    if exchange is None or exchange.number != protein.first.number:
        return
    amino = gene.residue(exchange.number) or protein.first.amino
    codons = with_bases(codons_of(amino), exchange.number, stated_bases(coding))
    made = {exchange.made(codon) for codon in codons}
    if made and not _makes(protein, made):
        residue = Residue(amino, exchange.number)
        fix = either(str(protein_name(residue, one)) for one in made)
        yield "protein", "protein-effect", f"{coding} makes no {protein} of any codon of {residue}", fix


def _makes(protein: Protein, made: Iterable[str]) -> bool:
    """Whether a change of one codon can have this name; names of other kinds (an exon left out) say nothing of it."""
    if protein.kind == "unchanged":
        return protein.first.amino in made
    if protein.kind == "substitution" or (protein.kind == "extension" and protein.inserted):
        return protein.inserted[0] in made
    return True
