"""A protein with its domains, its exons and its variants, to scale: where each mark of the picture lies.

A variant is a pin at its residue, as high as people are described with it; those that nobody is described with stand
right above the protein, piled up where they are many. What lies in an intron hangs below the exons.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from api.drawings.pins import BIG, SHAPES, SMALL, Spot, VariantPin, heads, named, outline, pins
from api.drawings.spread import Lettering
from api.drawings.tracks import LEFT, RIGHT, TRACK, WIDTH, DrawnStretch, ResidueScale, domains, exons, introns
from kg.portrait.gene import GeneLayout
from kg.portrait.variant import VariantLine

_TALLEST, _STEP = 200.0, 22.0
"""How high the pin of most people may be, and how much each person counts where there is room."""
_HEAD: Final = 26.0
_MARKS: Final = 5


def placed(layout: GeneLayout, line: VariantLine) -> float | None:
    """Where a variant lies, in residues; None where nothing says."""
    if line.residues:
        return min((line.residues[0] + line.residues[-1]) / 2 - 0.5, float(layout.length))
    spots = {one.ref.iri: one.at for one in layout.introns}
    spots |= {one.ref.iri: (one.low + one.high) / 2 for one in layout.exons}
    found = [spots[one.iri] for one in (*line.introns, *line.exons) if one.iri in spots]
    return sum(found) / len(found) if found else None


@dataclass(frozen=True, slots=True)
class LegendMark:
    """A kind of head, and what it means."""

    outline: str
    core: str
    tint: str
    colour: str
    words: Lettering


@dataclass(frozen=True, slots=True, kw_only=True)
class ProteinMap:
    """The picture. `base` is the line that pins stand on, `shelf` the top of the exons, `below` where pins hang from.

    `lines` say how many people a height stands for.
    """

    says: str
    height: float
    pins: list[VariantPin]
    domains: list[DrawnStretch]
    exons: list[DrawnStretch]
    introns: list[DrawnStretch]
    base: float
    shelf: float
    below: float
    lines: list[Lettering]
    ticks: list[Lettering]
    legend: list[LegendMark]
    left: float = LEFT
    right: float = RIGHT
    track: float = TRACK
    width: float = WIDTH


def protein_map(layout: GeneLayout, lines: Sequence[VariantLine], marked: Collection[str] = ()) -> ProteinMap:
    """The map of some variants. Where some of them, or places, are `marked`, what is no part of those stands back."""
    scale = ResidueScale(layout.length)
    spots = [(line, scale.at(spot)) for line in lines if (spot := placed(layout, line)) is not None]
    hung = [one for one in spots if one[0].introns and not one[0].residues]
    inner = [one for one in spots if one[0].residues or not one[0].introns]
    step = min(_STEP, _TALLEST / max([1, *(len(line.people) for line, _ in spots)]))
    base = _HEAD + 10 + _tallest(inner, step)
    bars, shelf = domains(layout, scale, base + 20, marked)
    below = shelf + TRACK + 12
    floor = below + 16 + _tallest(hung, step)
    found = [*pins(inner, base, -1, step, marked), *pins(hung, below, 1, step, marked)]
    return ProteinMap(
        says=_says(layout, len(lines), len(spots), bool(marked)),
        height=floor + 40,
        pins=named(found, 0, base, floor + 14),
        domains=bars,
        exons=exons(layout, scale, shelf, marked),
        introns=introns(layout, scale, shelf + TRACK, marked),
        base=base,
        shelf=shelf,
        below=below,
        lines=[*_lines(inner, step, base, -1), *_lines(hung, step, below, 1)],
        ticks=[Lettering(str(one), scale.at(one - 0.5), base + 15) for one in _ticks(layout.length)],
        legend=list(_legend(lines, floor + 28)),
    )


def _tallest(spots: Sequence[Spot], step: float) -> float:
    return max((rise for *_, rise in heads(spots, step)), default=0.0)


def _lines(spots: Sequence[Spot], step: float, foot: float, away: int) -> list[Lettering]:
    """Heights at which to say how many people they stand for: few numbers, and that of most people."""
    counts = {len(line.people) for line, _ in spots if line.people}
    if not counts:
        return []
    most = max(counts)
    start = _tallest(spots, step) - most * step
    every = max(1, round(most / _MARKS))
    shown = sorted({*range(every, most - every + 1, every), 1, most})
    return [Lettering(str(one), LEFT - 8, foot + away * (start + one * step), "end") for one in shown]


def _ticks(length: int) -> list[int]:
    every = next(one for one in (10, 50, 100, 250, 500, 1000, 5000, 10**9) if length / one <= 12)
    return [1, *range(every, length - every // 3, every), length]


def _legend(lines: Sequence[VariantLine], y: float) -> Iterator[LegendMark]:
    """For each kind of head there is, and for what hollow and small heads mean where there are any."""
    there = {line.effect for line in lines}
    kinds = [(head, False, BIG) for effect, head in SHAPES.items() if effect in there]
    if any(line.doubtful for line in lines):
        kinds.append((("circle", "six", "#3f6f9e", "hollow: something of it is in doubt"), True, BIG))
    if any(not line.people for line in lines):
        kinds.append((("circle", "six", "#3f6f9e", "small: named, nobody described with it"), False, SMALL))
    x = LEFT
    for (shape, tint, colour, text), hollow, size in kinds:
        core = outline("circle", x, y, size * 0.45) if hollow else ""
        yield LegendMark(outline(shape, x, y, size), core, tint, colour, Lettering(text, x + 11, y + 4, "start"))
        x += 30 + len(text) * 6.2


def _says(layout: GeneLayout, all_of_them: int, shown: int, marked: bool) -> str:
    rest = all_of_them - shown
    left = f" {rest} more have no place on it." if rest else ""
    back = " What this page is about is marked; the rest stands back." if marked else left
    return (
        f"The {layout.gene.label} protein of {layout.length} residues to scale, its domains and the exons that code "
        f"for it, with {shown} variants: each stands at its place, as high as people are described with it, those in "
        f"introns below.{back}"
    )
