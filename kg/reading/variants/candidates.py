"""Whether what looks like a variant's name is one: by how it is spelt, the words beside it, and the gene."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.spellings import PrintedName, Sureness
from kg.reading.variants.against_gene import fits
from kg.reading.variants.whose_gene import TextGenes, WordsOfGenes

_TELLS: Final = re.compile(
    r"variant|mutation|mutant|substitution|missense|carrier|allele|genotyp|zygo|polymorphism", re.I
)
COLUMN: Final = re.compile(
    r"variant|mutation|protein|amino|nucleotide|cdna|dna|change|genotyp|hgvs|allele|csf1r|gene", re.I
)
"""Heads of columns that hold names of variants."""
_OTHER_THING: Final = re.compile(r"\s?(?:cells?|antibod|clone|kits?|cell\sline|plasmid|strain)", re.I)


def is_variant(words: WordsOfGenes, name: PrintedName, genes: TextGenes) -> bool:
    """Whether a name of these words is a variant's."""
    beside = words.genes.near(name.start, words.start, words.end)
    if beside and beside[1:2].islower() and "orf" not in beside:  # a gene of the mouse
        return False
    if name.sure is Sureness.NAMED:
        return True
    if name.fault or _OTHER_THING.match(words.text, name.end):
        return False
    told = bool(_TELLS.search(words.text, words.start, words.end)) or bool(words.column and COLUMN.search(words.column))
    ours = (genes.known.get(beside) if beside else None) or genes.main
    matches = ours is not None and fits(name, ours)
    if name.sure is Sureness.BARE:
        return told or matches or beside is not None
    adjacent = any(0 <= name.start - place - len(gene) <= 2 for place, gene in words.genes.places)
    elsewhere = beside is not None and not getattr(genes.known.get(beside), "exons", ())
    return adjacent or (matches and (told or beside is not None)) or (told and elsewhere)
