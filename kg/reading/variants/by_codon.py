"""A coding name and a protein name that a text prints apart, put together where the gene says that they are one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from kg.errors import KgError
from kg.model.gene import GeneModel
from kg.reading.found import Bearing, FoundVariant
from kg.sources.agreement import disagreements
from kg.sources.hgvs import parse_coding, parse_protein

_WHY: Final = "the text names the coding and the protein change apart; by the codon they are one"
_KEYS: Final = ("coding", "protein")


def paired_by_codon(found: tuple[FoundVariant, ...], genes: Mapping[str, GeneModel]) -> tuple[FoundVariant, ...]:
    """The variants of a text; those named by one change alone have the other, where no other name of the text fits.

    The change of the base has to lie in the codon of the residue, and to make the other residue of it.
    """
    codings, proteins = _lone(found, "coding"), _lone(found, "protein")
    fits = {
        (gene, coding, protein)
        for gene, coding in codings
        for other, protein in proteins
        if gene == other and gene in genes and _one_change(coding, protein, genes[gene])
    }
    pairs: dict[tuple[str, str], tuple[str, str]] = {}
    for gene, coding, protein in fits:
        if sum(1 for one in fits if coding in one or protein in one) == 1:
            pairs[gene, coding], pairs[gene, protein] = ("protein", protein), ("coding", coding)

    def completed(one: FoundVariant) -> FoundVariant:
        names = [str(one.facts[key]) for key in _KEYS if key in one.facts]
        more = pairs.get((str(one.facts.get("gene")), names[0])) if len(names) == 1 else None
        return replace(one, facts={**one.facts, more[0]: more[1]}, why=(*one.why, _WHY)) if more else one

    return tuple(map(completed, found))


def _lone(found: Iterable[FoundVariant], key: str) -> set[tuple[str, str]]:
    """The genes and names of the variants that a text says to be there by this name alone."""
    [other] = set(_KEYS) - {key}
    there = (one.facts for one in found if one.bearing is Bearing.PRESENT)
    return {(str(facts.get("gene")), str(facts[key])) for facts in there if key in facts and other not in facts}


def _one_change(coding: str, protein: str, gene: GeneModel) -> bool:
    try:
        change, effect = parse_coding(coding), parse_protein(protein)
    except KgError:
        return False
    return change.kind == "substitution" and not any(disagreements(change, effect, gene))
