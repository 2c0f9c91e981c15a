"""Variants as pins on a protein: where foot and head of each lie, what it looks like, which of them are named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from api.drawings.spread import Lettering, piled, spread
from api.drawings.tracks import LEFT, RIGHT, WIDTH
from kg.portrait.variant import MISSENSE, OPEN, OTHER, SPLICE, TRUNCATING, VariantLine

Spot: TypeAlias = tuple[VariantLine, float]
"""A variant and the place of its foot."""
BIG, SMALL = 6.0, 4.5
"""How large heads are: of those whom people are described with, and of the others."""
SHAPES: Final = {
    MISSENSE: ("circle", "one", "#0072b2", "missense"),
    TRUNCATING: ("square", "two", "#b3470b", "truncating"),
    SPLICE: ("diamond", "three", "#00795a", "splicing"),
    OTHER: ("triangle", "four", "#a4487f", "another kind"),
    OPEN: ("cross", "five", "#8a6100", "not known"),
}
"""By what a variant does: the shape of its head, the class of its colour, the colour, and the word for a reader."""
_ARM: Final = 0.38
_CORNERS: Final[Mapping[str, tuple[tuple[float, float], ...]]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "triangle": ((0, -1.05), (1.1, 1.05), (-1.1, 1.05)),
    "cross": (
        *((-_ARM, -1.1), (_ARM, -1.1), (_ARM, -_ARM), (1.1, -_ARM), (1.1, _ARM), (_ARM, _ARM)),
        *((_ARM, 1.1), (-_ARM, 1.1), (-_ARM, _ARM), (-1.1, _ARM), (-1.1, -_ARM), (-_ARM, -_ARM)),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantPin:
    """A variant. `outline` and `core` are paths; a head with a core is hollow, since something of it is in doubt."""

    line: VariantLine
    says: str
    foot: tuple[float, float]
    head: tuple[float, float]
    outline: str
    core: str
    tint: str
    colour: str
    faded: bool
    marked: bool
    words: Lettering | None = None


def pins(spots: Sequence[Spot], foot: float, away: int, step: float, marked: Collection[str]) -> list[VariantPin]:
    """Pins from a line on, up (`away` is -1) or down (1); those that are not `marked`, nor in what is, stand back."""
    return [_pin(line, (x, foot), (head, foot + away * rise), marked) for line, x, head, rise in heads(spots, step)]


def heads(spots: Sequence[Spot], step: float) -> list[tuple[VariantLine, float, float, float]]:
    """Each with the place of its foot, that of its head, and how far that is from the protein: a `step` a person."""
    ordered = sorted(spots, key=lambda one: (one[1], one[0].ref.iri))
    nobody = [(line, x) for line, x in ordered if not line.people]
    wide = 2 * SMALL + 1
    rows = piled([x for _, x in nobody], wide)
    found = [(line, x, x, wide * (row + 1)) for (line, x), row in zip(nobody, rows, strict=True)]
    start = wide * (max(rows, default=-1) + 1)
    # Where a person counts for less than a head is high, heads of nearby heights keep off each other as well.
    levels: dict[int, list[Spot]] = defaultdict(list)
    for line, x in ordered:
        if line.people:
            levels[int(len(line.people) * step / (2 * BIG))].append((line, x))
    for level in levels.values():
        apart = spread([x for _, x in level], [2 * BIG + 2] * len(level), LEFT, RIGHT)
        found += [
            (line, x, head, start + len(line.people) * step) for (line, x), head in zip(level, apart, strict=True)
        ]
    return found


def _pin(
    line: VariantLine, foot: tuple[float, float], head: tuple[float, float], marked: Collection[str]
) -> VariantPin:
    shape, tint, colour, _ = SHAPES[line.effect]
    size = BIG if line.people else SMALL
    within = {line.ref.iri, *(one.iri for one in (*line.exons, *line.introns, *line.domains))}
    return VariantPin(
        line=line,
        says=told(line),
        foot=foot,
        head=head,
        outline=outline(shape, *head, size),
        core=outline("circle", *head, size * 0.45) if line.doubtful else "",
        tint=tint,
        colour=colour,
        faded=bool(marked) and not within & set(marked),
        marked=line.ref.iri in marked,
    )


def told(line: VariantLine) -> str:
    """A variant in a sentence: its names, how many people, what it does and where, and whether that is in doubt."""
    many = len(line.people)
    people = "nobody described" if not many else f"{many} {'person' if many == 1 else 'people'}"
    twice = f" ({line.twice} perhaps described twice)" if line.twice else ""
    words = ", ".join(one.label.replace("_", " ") for one in line.consequences)
    effect = (
        "consequence not known" if line.effect == OPEN else words if line.effect == OTHER else SHAPES[line.effect][3]
    )
    gene = f"{line.gene.label} " if line.gene else ""
    where = [one.label.removeprefix(gene) for one in (*line.exons, *line.introns)]
    return f"{line.both}: " + ", ".join([people + twice, effect, *where, *(["in doubt"] if line.doubtful else [])])


def outline(shape: str, x: float, y: float, size: float) -> str:
    """The outline of a head as a path; heads differ in shape, so that they are told apart in grey as well."""
    if shape == "circle":
        arc = f"a{size:.1f},{size:.1f} 0 1,0"
        return f"M{x - size:.1f},{y:.1f}{arc} {2 * size:.1f},0{arc} {-2 * size:.1f},0z"
    return "M" + "L".join(f"{x + a * size:.1f},{y + b * size:.1f}" for a, b in _CORNERS[shape]) + "z"


def named(found: Sequence[VariantPin], top: float, middle: float, floor: float) -> list[VariantPin]:
    """With names for those whom most people are described with, as far as these hide nothing; marked ones first."""
    taken = [(x - BIG, y - BIG, x + BIG, y + BIG) for x, y in (pin.head for pin in found)]
    words: dict[str, Lettering] = {}
    for pin in sorted(found, key=lambda one: (not one.marked, -len(one.line.people), one.line.ref.iri)):
        if pin.faded or not (pin.line.people or pin.marked):
            continue
        (x, y), name = pin.head, pin.line.name
        off = 13 if pin.marked else 9
        over = y - off - 1 if y < middle else y + off + 9
        for one in (
            Lettering(name, x + off, y + 4, "start"),
            Lettering(name, x - off, y + 4, "end"),
            Lettering(name, x, over),
        ):
            left, high, right, low = one.box
            free = left > LEFT and right < WIDTH and high > top and low < floor
            if free and not any(a < right and c > left and b < low and d > high for a, b, c, d in taken):
                words[pin.line.ref.iri] = one
                taken.append(one.box)
                break
    return [replace(pin, words=words.get(pin.line.ref.iri)) for pin in found]
