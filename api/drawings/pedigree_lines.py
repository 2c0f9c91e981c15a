"""The lines of a pedigree: couples, descent, siblings; each only where both of its ends are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from kg.portrait.family import FamilyPortrait
from kg.portrait.kin import Kinship

Places: TypeAlias = Mapping[int, tuple[float, float]]
"""The middle of each person's symbol."""


@dataclass(frozen=True, slots=True)
class PedigreeStroke:
    """A line as an SVG path; `broken` joins siblings whose parents are not told."""

    path: str
    broken: bool = False


def parents_of(found: FamilyPortrait) -> defaultdict[int, set[int]]:
    """The parents of each, as far as told."""
    parents: defaultdict[int, set[int]] = defaultdict(set)
    for tie in found.ties:
        if tie.kind is Kinship.PARENT:
            parents[tie.second].add(tie.first)
    return parents


def couples_of(found: FamilyPortrait) -> Mapping[tuple[int, int], list[int]]:
    """Both parents of the same child, with their children."""
    children: dict[tuple[int, int], list[int]] = defaultdict(list)
    for child, both in parents_of(found).items():
        for first, second in combinations(sorted(both), 2):
            children[first, second].append(child)
    return children


def strokes(found: FamilyPortrait, places: Places, size: float, pitch: float) -> Iterator[PedigreeStroke]:
    """All lines between symbols of a size that stand so far apart."""
    half, couples = size / 2, couples_of(found)
    for (first, second), children in couples.items():
        left, right = sorted((places[first], places[second]))
        for lift in (-2, 2) if _related(found, children) else (0,):
            yield PedigreeStroke(f"M {left[0] + half} {left[1] + lift} H {right[0] - half}")
        yield from _descent((left[0] + right[0]) / 2, left[1], half, [places[at] for at in children])
    alone: dict[int, list[int]] = defaultdict(list)
    for child, parents in parents_of(found).items():
        if len(parents) == 1:
            alone[min(parents)].append(child)
    for parent, children in alone.items():
        x, y = places[parent]
        yield PedigreeStroke(f"M {x + half} {y} H {x + pitch / 2}")
        yield from _descent(x + pitch / 2, y, half, [places[at] for at in children])
    yield from _sibships(found, places, half)


def _related(found: FamilyPortrait, children: list[int]) -> bool:
    """Whether the parents of some are told to be relatives of each other."""
    told = (words for at in children for words in found.consanguinity[found.members[at].person.person.iri])
    return any(words.startswith("parents") for words in told)


def _descent(x: float, y: float, half: float, children: list[tuple[float, float]]) -> Iterator[PedigreeStroke]:
    """From parents down to a bar above their children, and from it to each."""
    bar = children[0][1] - half - 26
    across = [x, *(child for child, _ in children)]
    yield PedigreeStroke(f"M {x} {y} V {bar} M {min(across)} {bar} H {max(across)}")
    for child, below in children:
        yield PedigreeStroke(f"M {child} {bar} V {below - half}")


def _sibships(found: FamilyPortrait, places: Places, half: float) -> Iterator[PedigreeStroke]:
    """Siblings of whom no parent is told to be the same, joined by a broken line."""
    parents, joined = parents_of(found), dict[int, set[int]]()
    for tie in found.ties:
        if tie.kind is Kinship.SIBLING and not parents[tie.first] & parents[tie.second]:
            group = joined.get(tie.first, {tie.first}) | joined.get(tie.second, {tie.second})
            joined |= dict.fromkeys(group, group)
    for members in sorted({tuple(sorted(one)) for one in joined.values()}):
        bar = min(places[at][1] for at in members) - half - 13
        across = sorted(places[at][0] + (5 if parents[at] else 0) for at in members)
        ends = " ".join(f"M {x} {bar} V {bar + 13}" for x in across)
        yield PedigreeStroke(f"M {across[0]} {bar} H {across[-1]} {ends}", broken=True)
