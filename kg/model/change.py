"""A change in a gene or its protein, taken apart; `str` writes it in normal HGVS, one form for one change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model.gene import STOP, CodingPosition

CodingKind = Literal["substitution", "deletion", "duplication", "insertion", "delins", "inversion", "unchanged"]
ProteinKind = Literal[
    "substitution",
    "deletion",
    "duplication",
    "insertion",
    "delins",
    "frameshift",
    "extension",
    "unchanged",
    "start lost",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """A change at coding positions. `reference` holds bases as stated; no genome is asked."""

    kind: CodingKind
    first: CodingPosition
    last: CodingPosition
    reference: str = ""
    inserted: str = ""

    def __str__(self) -> str:
        place = f"c.{self.first}" if self.first == self.last else f"c.{self.first}_{self.last}"
        ending = {
            "substitution": f"{self.reference}>{self.inserted}",
            "deletion": "del",
            "duplication": "dup",
            "insertion": f"ins{self.inserted}",
            "delins": f"delins{self.inserted}",
            "inversion": "inv",
            "unchanged": "=",
        }
        return place + ending[self.kind]

    @property
    def length(self) -> int | None:
        """Bases from first to last; None where the way leads through an intron of unknown length."""
        one, two = self.first, self.last
        if one.base == two.base and one.after_stop == two.after_stop and one.offset * two.offset >= 0:
            return two.offset - one.offset + 1
        if one.offset or two.offset or one.after_stop != two.after_stop:
            return None
        # There is no c.0: from c.-1 to c.1 are two bases.
        return two.base - one.base + (0 if one.base < 0 < two.base else 1)


@dataclass(frozen=True, slots=True)
class Residue:
    """An amino acid (three letters, or `STOP`) at its place in the protein, from 1."""

    amino: str
    number: int

    def __str__(self) -> str:
        return f"{self.amino}{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Protein:
    """A change of residues; `stop_after` is the number behind `fs*` or `ext*`.

    `count` stands where only the number of inserted residues is told (`delins40`).
    """

    kind: ProteinKind
    first: Residue
    last: Residue
    inserted: tuple[str, ...] = ()
    count: int | None = None
    stop_after: str | None = None

    def __str__(self) -> str:
        place = f"p.{self.first}" if self.first == self.last else f"p.{self.first}_{self.last}"
        new = "".join(self.inserted) or (str(self.count) if self.count else "")
        stop = f"{STOP}{self.stop_after}" if self.stop_after else ""
        ending = {
            "substitution": new,
            "deletion": "del",
            "duplication": "dup",
            "insertion": f"ins{new}",
            "delins": f"delins{new}",
            "frameshift": f"{new}fs{stop}",
            "extension": f"{new}ext{stop}",
            "unchanged": "=",
            "start lost": "?",
        }
        return place + ending[self.kind]
