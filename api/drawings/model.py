"""The data model as a picture: boxes of classes in layers away from the paper, arrows of properties between them.

Which boxes there are and where they stand is worked out from what is declared and used; nothing is placed by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from api.view import Drawing
from kg.find import Ref
from kg.names import KG
from kg.portrait.model import Model, ModelClass, above_all

_FIRST: Final = KG + "Paper"
_BOX_WIDTH, _BOX_HEIGHT, _ACROSS, _DOWN, _MARGIN = 206.0, 40.0, 360.0, 66.0, 14.0
_SWEEPS: Final = 6
_ROW: Final = KG + "AnalysisRow"
Edges: TypeAlias = Mapping[tuple[str, str], Sequence[Ref]]
"""From one class to another, by which properties."""


@dataclass(frozen=True, slots=True)
class ClassBox:
    """A class; `dashed` where what is of it follows from a definition."""

    ref: Ref
    count: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class LinkArrow:
    """Properties from one box to another: the line, and where its words stand. `kind`: it leads to a wider class."""

    path: str
    words: tuple[Ref, ...]
    x: float
    y: float
    kind: bool


def model_drawing(model: Model) -> Drawing:
    """The classes that properties lead between, and the arrows."""
    classes = {one.ref.iri: one for one in model.classes}
    above = {one.ref.iri: one.above for one in model.classes}
    edges = _edges(model, classes, above)
    kinds = [(one, up) for one in _ends(edges) for up in above[one] if up in _ends(edges)]
    layers = _ordered(_layers(edges, kinds), [*edges, *kinds])
    tall = max(map(len, layers))
    places = {
        iri: (_MARGIN + column * _ACROSS, _MARGIN + (row + (tall - len(layer)) / 2) * _DOWN)
        for column, layer in enumerate(layers)
        for row, iri in enumerate(layer)
    }
    boxes = [ClassBox(classes[iri].ref, classes[iri].count, *place) for iri, place in places.items()]
    arrows = [_arrow(places[a], places[b], tuple(words), False) for (a, b), words in edges.items()]
    arrows += [_arrow(places[a], places[b], (), True) for a, b in kinds]
    return Drawing(
        template="drawings/model.svg",
        title="The data model",
        says=f"{len(boxes)} classes as boxes, with how many things are of each, and the properties that lead from one "
        "to another as arrows, away from the paper; a dashed line leads to the wider class. Tables below say the same.",
        width=2 * _MARGIN + (len(layers) - 1) * _ACROSS + _BOX_WIDTH,
        height=2 * _MARGIN + (tall - 1) * _DOWN + _BOX_HEIGHT,
        values={"boxes": boxes, "arrows": arrows, "width": _BOX_WIDTH, "height": _BOX_HEIGHT},
    )


def _edges(model: Model, classes: Mapping[str, ModelClass], above: Mapping[str, Sequence[str]]) -> Edges:
    """What is declared from one class to another and used; and from the paper to what nothing else would lead to."""
    found: dict[tuple[str, str], list[Ref]] = defaultdict(list)
    for link in model.links:
        pair = [one.iri for one in (link.source, link.target) if one and _boxed(one.iri, classes, above)]
        if link.to_things and link.uses and len(pair) == 2:
            found[pair[0], pair[1]].append(link.ref)
    entered = {b for (a, b) in found if a != b}
    ends = _ends(found)
    for source in sorted(model.reported & ends - entered):
        if not set(above[source]) & ends:
            found[_FIRST, source].append(Ref(KG + "reportedIn", "reports"))
    return {
        pair: sorted(words, key=lambda one: (len(one.label), one.label))
        for pair, words in sorted(found.items())
        if pair[0] != pair[1]
    }


def _boxed(iri: str, classes: Mapping[str, ModelClass], above: Mapping[str, Sequence[str]]) -> bool:
    """Whether a class is a box: no word of a closed list, and no row of an answer, of which there are many kinds."""
    one = classes.get(iri)
    return bool(one and one.count and not one.value) and _ROW not in above_all(iri, above)


def _ends(edges: Iterable[tuple[str, str]]) -> set[str]:
    return {iri for pair in edges for iri in pair}


def _layers(edges: Edges, kinds: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Each class as many steps from the paper as arrows lead to it at the least; what none leads to begins anew."""
    after: dict[str, set[str]] = defaultdict(set)
    for a, b in edges:
        after[a].add(b)
    for a, b in kinds:  # a narrower class stands beside its wider one
        after[b].add(a)
    nodes = sorted(_ends([*edges, *kinds]))
    entered = _ends((b, b) for a, b in [*edges, *((b, a) for a, b in kinds)])
    depth: dict[str, int] = {}
    starts = [_FIRST, *(one for one in nodes if one not in entered), *nodes]
    for start in starts:
        if start in depth or start not in nodes:
            continue
        depth[start] = 0
        waiting = [start]
        while waiting:
            here = waiting.pop(0)
            for one in sorted(after[here]):
                if one not in depth:
                    depth[one] = depth[here] + 1
                    waiting.append(one)
    return [[one for one in nodes if depth[one] == layer] for layer in range(max(depth.values(), default=0) + 1)]


def _ordered(layers: list[list[str]], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Within a layer, each near the middle of what it is tied to, so that few lines cross."""
    near: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    found = [list(layer) for layer in layers]
    for sweep in range(_SWEEPS):
        place = {one: row - len(layer) / 2 for layer in found for row, one in enumerate(layer)}
        for layer in found if sweep % 2 == 0 else reversed(found):
            middle = {one: sum(place[two] for two in near[one]) / max(len(near[one]), 1) for one in layer}
            layer.sort(key=lambda one: (middle[one], one))
            place |= {one: row - len(layer) / 2 for row, one in enumerate(layer)}
    return found


def _arrow(start: tuple[float, float], end: tuple[float, float], words: tuple[Ref, ...], kind: bool) -> LinkArrow:
    (ax, ay), (bx, by) = start, end
    middle = _BOX_HEIGHT / 2
    if ax == bx:  # within a layer: out at the right side and in again there
        x, bend = ax + _BOX_WIDTH, ax + _BOX_WIDTH + 26 + abs(by - ay) / 12
        path = f"M {x:g} {ay + middle:g} C {bend:g} {ay + middle:g} {bend:g} {by + middle:g} {x:g} {by + middle:g}"
        return LinkArrow(path, words, bend + 4, (ay + by) / 2 + middle, kind)
    forward = ax < bx
    x1, x2 = (ax + _BOX_WIDTH, bx) if forward else (ax, bx + _BOX_WIDTH)
    half = (x1 + x2) / 2
    path = f"M {x1:g} {ay + middle:g} C {half:g} {ay + middle:g} {half:g} {by + middle:g} {x2:g} {by + middle:g}"
    # Nearer to where it ends, since many leave one box.
    return LinkArrow(path, words, x1 + (x2 - x1) * 0.62, ay + middle + (by - ay) * 0.7, kind)
