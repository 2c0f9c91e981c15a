"""The standard genetic code, and what follows from it for a residue whose bases nobody told.

Which of its codons a residue has is read off names: a stated reference base leaves some of them, and a named effect
leaves fewer. The code is one line of text; a library that holds it would bring far more than that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from kg.model.change import Coding, Protein, Residue
from kg.model.gene import AMINO, STOP

_BASES: Final = "TCAG"
_CODE: Final = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
"""Table 1 of the NCBI (the standard code): TTT, TTC, TTA, TTG, TCT ..."""
CODE: Final = {
    a + b + c: AMINO.get(_CODE[16 * i + 4 * j + k], STOP)
    for i, a in enumerate(_BASES)
    for j, b in enumerate(_BASES)
    for k, c in enumerate(_BASES)
}
"""The residue (three letters, or `STOP`) of each codon."""
Codons = frozenset[str]


def codons_of(amino: str) -> Codons:
    """The codons of a residue.

    >>> sorted(codons_of("Cys"))
    ['TGC', 'TGT']
    """
    return frozenset(codon for codon, made in CODE.items() if made == amino)


def stated_bases(coding: Coding) -> dict[int, str]:
    """The reference bases that a name tells, by their place in the coding part; none for introns and outer parts."""
    if coding.kind in ("insertion", "unchanged") or not (coding.first.coding and coding.last.coding):
        return {}
    letters = "" if coding.reference.isdigit() else coding.reference
    return dict(enumerate(letters, coding.first.base))


def with_bases(codons: Iterable[str], number: int, bases: dict[int, str]) -> Codons:
    """Those codons that may be codon `number` of a transcript with these bases."""
    first = 3 * number - 2
    return frozenset(
        codon for codon in codons if all(bases.get(first + place, base) == base for place, base in enumerate(codon))
    )


@dataclass(frozen=True, slots=True)
class Exchange:
    """Bases of one codon put in the place of as many: codon `number`, from `place` (0 to 2) on."""

    number: int
    place: int
    inserted: str

    @classmethod
    def of(cls, coding: Coding) -> Self | None:
        """The exchange that a coding name tells; None for any other change, or one across two codons."""
        one, two = coding.first, coding.last
        if coding.kind not in ("substitution", "delins") or not (one.coding and two.coding):
            return None
        if len(coding.inserted) != coding.length or (one.base + 2) // 3 != (two.base + 2) // 3:
            return None
        return cls((one.base + 2) // 3, (one.base - 1) % 3, coding.inserted)

    def made(self, codon: str) -> str:
        """The residue that the changed codon makes."""
        return CODE[codon[: self.place] + self.inserted + codon[self.place + len(self.inserted) :]]


def protein_name(residue: Residue, made: str) -> Protein:
    """The protein change of a residue that becomes another."""
    if made == residue.amino:
        return Protein(kind="unchanged", first=residue, last=residue)
    if residue.number == 1:
        return Protein(kind="start lost", first=residue, last=residue)
    if residue.amino == STOP:
        return Protein(kind="extension", first=residue, last=residue, inserted=(made,), stop_after="?")
    return Protein(kind="substitution", first=residue, last=residue, inserted=(made,))
