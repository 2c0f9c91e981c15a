"""Changes told in words: `isoleucine to threonine at codon 794`, `a G-to-A transition at nucleotide 2345`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kg.model.change import Coding, Protein
from kg.reading.rows import table_of
from kg.sources.hgvs import parse_coding, parse_protein

_ACIDS: Final = {row[0]: row[1] for row in table_of(Path(__file__).parent / "amino_acids.tsv")}
"""Residues by their whole names: `isoleucine` is Ile."""
_ACID: Final = rf"(?:{'|'.join(_ACIDS)})"
_PLACE: Final = r"(?:at|in|of)\s(?:the\s)?(?:amino[\s-]acid\s)?(?:position|codon|residue)?\s?"
PROTEIN_IN_WORDS: Final = (
    rf"(?:an?\s)?(?i:{_ACID})[\s-](?:to|by|→|>)[\s-](?i:{_ACID})\s"
    rf"(?:substitution|change|replacement|exchange|mutation)\s{_PLACE}\d{{1,4}}\b"
    rf"|(?i:{_ACID})\s(?:residue\s)?(?:{_PLACE})?\(?\d{{1,4}}\b[^.;]{{0,50}}?\b(?:to|by|with|for|into)\s(?:an?\s)?(?i:{_ACID})\b"
    rf"|substitution\sof\s(?:an?\s)?(?i:{_ACID})\s(?:by|with|to)\s(?:an?\s)?(?i:{_ACID})\s{_PLACE}\d{{1,4}}\b"
)

_BASE: Final = r"(?:[ACGT]\b|(?i:adenine|cytosine|guanine|thymine)\b)"
_TO: Final = r"(?:\s?-?\s?(?:to|for|>)\s?-?\s?)"
_CHANGED: Final = r"(?:transition|transversion|substitution|change|exchange|replacement|mutation)"
_AT: Final = r"(?:nucleotide|nt\.?|base|cDNA|coding|position|number|pair)"
BASES_IN_WORDS: Final = (
    rf"(?<![\w-]){_BASE}{_TO}{_BASE}\s{_CHANGED}\s(?:at|in|of)\s(?:the\s)?(?:{_AT}\s){{1,3}}\d{{1,5}}\b"
    rf"|{_CHANGED}\sof\s{_BASE}\s(?:to|by|with|for)\s{_BASE}\s(?:at|in)\s(?:the\s)?(?:{_AT}\s){{1,3}}\d{{1,5}}\b"
    rf"|(?:nucleotide|nt\.?)\s(?:position\s)?\d{{1,5}},?\s?\(?{_BASE}{_TO}{_BASE}"
)
"""`a G-to-A transition at nucleotide 2345` is c.2345G>A."""
_BASES_NAMED: Final = {"adenine": "A", "cytosine": "C", "guanine": "G", "thymine": "T"}


def protein_of_words(written: str) -> Protein:
    """The change of a residue that `PROTEIN_IN_WORDS` matched; raises `HgvsError`.

    >>> str(protein_of_words("isoleucine to threonine substitution at codon 794"))
    'p.Ile794Thr'
    """
    one, *_, two = (_ACIDS[word[0].lower()] for word in re.finditer(rf"(?i:{_ACID})", written))
    return parse_protein(f"{one}{re.findall(r'[0-9]+', written)[0]}{two}")


def coding_of_words(written: str) -> Coding:
    """The change of a base that `BASES_IN_WORDS` matched; raises `HgvsError`.

    >>> str(coding_of_words("a G-to-A transition at nucleotide 2345"))
    'c.2345G>A'
    """
    first, second = (_BASES_NAMED.get(base.lower(), base) for base in re.findall(_BASE, written))
    return parse_coding(f"c.{re.findall(r'[0-9]+', written)[0]}{first}>{second}")
