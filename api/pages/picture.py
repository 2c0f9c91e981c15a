"""What is made of the rows of an answer: a template, a geometry, and what it shows in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from api.drawings.curve import CurvePlot
from api.drawings.dots import DotPlot, Plotted
from api.drawings.heat import HeatTable
from api.drawings.stacks import StackPlot
from kg.analysis import Estimate
from kg.find import Ref

MOST: Final = 40
"""Rows of a picture; the table beside it has all."""


@dataclass(frozen=True, slots=True)
class MadePicture:
    """A picture but for its title; `shown` of so many rows are in it."""

    template: str
    geometry: DotPlot | StackPlot | HeatTable | CurvePlot
    says: str
    shown: int
    of: int


def figure(one: Estimate, says: str, **more: Any) -> Plotted:
    """An estimate as a mark with its interval."""
    return Plotted(value=one.value, low=one.low, high=one.high, says=says, **more)


def called(one: Ref | None, other: str) -> str:
    """The name of a thing, or another where there is none."""
    return one.label if one else other
