"""The brain, painted: of each region how many people have a finding there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from api.drawings.brain.atlas import BrainPicture, BrainPlace, BrainShape, pictures, places
from api.drawings.brain.shares import STEPS, RegionTold
from api.view import Drawing

TEMPLATE: Final = "drawings/brain.svg"
_LOOKS: Final = {"tissue": ("#f3f4f6", "tissue"), "outline": ("none", "outline")}
_GAP, _COLUMNS, _HEAD = 24, 3, 22
_ANCHORS: Final = {"s": ("start", 0.0), "m": ("middle", 0.5), "e": ("end", 1.0)}
_LETTER: Final = 5.9
"""How wide a letter is, about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintedPart:
    """Shapes of one region, or what lies around them and is none."""

    shapes: tuple[BrainShape, ...]
    fill: str
    shade: str
    denied: bool = False
    marked: bool = False
    title: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintedName:
    """The name of a region beside it, and the line that leads to it, if any."""

    x: float
    y: float
    anchor: str
    text: str
    number: str
    line: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintedPicture:
    """A picture at its place on the sheet."""

    picture: BrainPicture
    heading: str
    x: float
    y: float
    parts: tuple[PaintedPart, ...]
    names: tuple[PaintedName, ...]

    @property
    def title(self) -> str:
        """What it is, and of whom."""
        return f"{self.heading}{': ' if self.heading else ''}{self.picture.title}"


def painted(told: Mapping[str, RegionTold], marked: str = "", heading: str = "") -> tuple[PaintedPicture, ...]:
    """Every picture, or those that a region lies on which is `marked`; `heading` tells two groups of people apart."""
    found = (_painted(one, told, marked, heading) for one in pictures())
    return tuple(one for one in found if not marked or any(part.marked for part in one.parts))


def sheet(groups: Sequence[Sequence[PaintedPicture]], title: str, says: str) -> Drawing:
    """All pictures on one sheet, with the meaning of the colours; of two groups one below the other."""
    laid: list[PaintedPicture] = []
    for group in groups:
        laid += _laid(group, max((one.y + one.picture.height + _GAP for one in laid), default=0))
    width = max((one.x + one.picture.width for one in laid), default=0) + 8
    height = max((one.y + one.picture.height for one in laid), default=0) + 50
    values = {"pictures": tuple(laid), "steps": STEPS, "legend": height - 26, "head": True}
    return Drawing(template=TEMPLATE, title=title, says=says, width=max(width, 930), height=height, values=values)


def alone(one: PaintedPicture) -> Drawing:
    """One picture by itself."""
    of = one.picture
    values = {"pictures": (one,), "steps": (), "legend": 0, "head": False}
    return Drawing(template=TEMPLATE, title=one.title, says=of.says, width=of.width, height=of.height, values=values)


def _laid(group: Sequence[PaintedPicture], y: float) -> Iterator[PaintedPicture]:
    """In rows, each as high as its highest."""
    for start in range(0, len(group), _COLUMNS):
        row = group[start : start + _COLUMNS]
        for column, one in enumerate(row):
            yield replace(one, x=8 + column * (330 + _GAP), y=y + _HEAD)
        y += max(one.picture.height for one in row) + _HEAD + _GAP


def _painted(picture: BrainPicture, told: Mapping[str, RegionTold], marked: str, heading: str) -> PaintedPicture:
    here = [one for some in places().values() for one in some if one.picture == picture.name and one.region in told]
    return PaintedPicture(
        picture=picture,
        heading=heading,
        x=0,
        y=0,
        parts=tuple(_parts(picture, here, told, marked)),
        names=tuple(_name(one, told[one.region]) for one in here if one.at and (not marked or one.region == marked)),
    )


def _parts(
    picture: BrainPicture, here: Sequence[BrainPlace], told: Mapping[str, RegionTold], marked: str
) -> Iterator[PaintedPart]:
    """From the back to the front, the shapes of a region together."""
    homes = {name: one for one in here for name in one.shapes}
    done: set[str] = set()
    for shape in picture.shapes:
        home = homes.get(shape.name)
        if home is None:
            fill, shade = _LOOKS.get(shape.look, _LOOKS["tissue"])
            yield PaintedPart(shapes=(shape,), fill=fill, shade=shade)
        elif home.region not in done:
            done.add(home.region)
            one = told[home.region]
            fill, shade = one.colour
            yield PaintedPart(
                shapes=_shapes(picture, home),
                fill=fill,
                shade=shade,
                denied=bool(one.absent) and not one.present,
                title=one.words,
                to=one.to,
            )
    # What is marked has its edge over all that lies in front of it.
    for place in here:
        if place.region == marked:
            yield PaintedPart(shapes=_shapes(picture, place), fill="none", shade="edge", marked=True)


def _shapes(picture: BrainPicture, place: BrainPlace) -> tuple[BrainShape, ...]:
    return tuple(one for one in picture.shapes if one.name in place.shapes)


def _name(place: BrainPlace, told: RegionTold) -> PaintedName:
    written, anchor, *end = place.at.split()
    x, y = _point(written)
    text = place.name or told.name
    number = ", ".join(filter(None, (f"{told.present or ''}", f"not in {told.absent}" if told.absent else "")))
    line = None
    if end:
        # From where the words end that is nearest to the point.
        wide = _LETTER * len(f"{text} {number}")
        left = x - wide * _ANCHORS[anchor][1]
        to_x, to_y = _point(end[0])
        line = (round(min(max(to_x, left), left + wide), 1), y + 3 if to_y > y else y - 10, to_x, to_y)
    return PaintedName(x=x, y=y, anchor=_ANCHORS[anchor][0], text=text, number=number, line=line)


def _point(text: str) -> tuple[float, float]:
    x, _, y = text.partition(",")
    return float(x), float(y)
