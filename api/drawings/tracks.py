"""What variants are seen against: the domains of a protein in as many rows as lie within each other, exons, introns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from api.drawings.spread import LETTER, Lettering, spread
from kg.find import Ref
from kg.portrait.gene import DomainSpan, GeneLayout

WIDTH: Final = 1160.0
LEFT: Final = 74.0
RIGHT: Final = WIDTH - 20.0
TRACK: Final = 20.0
"""How high a row of domains or exons is."""


@dataclass(frozen=True, slots=True)
class DrawnStretch:
    """A domain, an exon or an intron. `shade` tells rows and neighbours apart; a line goes to `lead`, a name below."""

    iri: str
    says: str
    x: float
    y: float
    wide: float
    shade: int
    marked: bool
    words: Lettering | None
    lead: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class ResidueScale:
    """From residues to the picture."""

    length: int

    def at(self, residue: float) -> float:
        """The place of a boundary between residues, of which 0 is before the first."""
        return LEFT + residue / self.length * (RIGHT - LEFT)


def domains(
    layout: GeneLayout, scale: ResidueScale, top: float, marked: Collection[str]
) -> tuple[list[DrawnStretch], float]:
    """The domains from `top` on, what lies within another above it; and where all of them and their names end."""
    within = [_within(one, layout.domains) for one in layout.domains]
    rows = max(within) + 1
    floor = top + rows * TRACK
    found: list[DrawnStretch] = []
    outside: list[DrawnStretch] = []
    for one, row in zip(layout.domains, within, strict=True):
        x, y = scale.at(one.first - 1), top + (rows - 1 - row) * TRACK
        name, wide = bare(one.ref, layout.gene), scale.at(one.last) - x
        words = Lettering(name, x + wide / 2, y + 14).within(wide - 6) or _beside(name, x, y, wide, one, layout, scale)
        says = f"{name}: residues {one.first} to {one.last}"
        stretch = DrawnStretch(one.ref.iri, says, x, y, wide, row, one.ref.iri in marked, words)
        (found if words else outside).append(stretch)
    outside.sort(key=lambda one: one.x + one.wide / 2)
    names = [one.says.partition(":")[0] for one in outside]
    wides = [len(name) * LETTER + 14 for name in names]
    low, high = LEFT + wides[0] / 2 if wides else LEFT, RIGHT - wides[-1] / 2 if wides else RIGHT
    places = spread([one.x + one.wide / 2 for one in outside], wides, low - 20, high + 20)
    for bar, name, place in zip(outside, names, places, strict=True):
        found.append(replace(bar, words=Lettering(name, place, floor + 20), lead=(place, floor + 9)))
    return sorted(found, key=lambda one: (one.shade, one.x)), floor + (28 if outside else 4)


def _within(one: DomainSpan, others: Sequence[DomainSpan]) -> int:
    """How many others hold all of it."""
    return sum(
        other.first <= one.first and one.last <= other.last and (other.first, other.last) != (one.first, one.last)
        for other in others
    )


def _beside(
    name: str, x: float, y: float, wide: float, one: DomainSpan, layout: GeneLayout, scale: ResidueScale
) -> Lettering | None:
    """A name to the right of what is too narrow for it, if nothing of its row lies there."""
    words = Lettering(name, x + wide + 4, y + 14, "start")
    row = _within(one, layout.domains)
    later = [
        scale.at(other.first - 1)
        for other in layout.domains
        if other.first > one.last and _within(other, layout.domains) == row
    ]
    return words if words.box[2] < min([*later, RIGHT]) else None


def exons(layout: GeneLayout, scale: ResidueScale, top: float, marked: Collection[str]) -> list[DrawnStretch]:
    """The exons that code for any of it."""
    found = []
    for one in layout.exons:
        if one.codes:
            x, wide = scale.at(one.low), scale.at(one.high) - scale.at(one.low)
            words = Lettering(str(one.rank), x + wide / 2, top + 14) if wide > len(str(one.rank)) * 7 else None
            says = f"exon {one.rank}: {one.span}"
            found.append(DrawnStretch(one.ref.iri, says, x, top, wide, one.rank % 2, one.ref.iri in marked, words))
    return found


def introns(layout: GeneLayout, scale: ResidueScale, top: float, marked: Collection[str]) -> list[DrawnStretch]:
    """The introns between them, as marks of one width at the places where they interrupt the protein."""
    found = []
    for one in layout.introns:
        if 0 < one.at < layout.length:
            says = f"intron {one.rank}"
            found.append(DrawnStretch(one.ref.iri, says, scale.at(one.at) - 6, top, 12, 0, one.ref.iri in marked, None))
    return found


def bare(ref: Ref, gene: Ref) -> str:
    """What a part of a gene is called, without the gene."""
    return ref.label.removeprefix(f"{gene.label} ").partition(" (")[0]
