"""Every figure of the report: rows of an answer in, a drawing out. What is shown is what the rows say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from matplotlib.figure import Figure

from kg.analysis.frequencies import FrequencyRow
from kg.export.report.canvas import COLOURS, GREY, INK, canvas, lettered

_PRESENT, _ABSENT = COLOURS[0], COLOURS[4]
_LINE: Final = 0.24
"""Inches of a line of a list."""
_WIDE: Final = 75
"""Residues of a domain that has room for its name; narrower ones stand in the table."""


def states(rows: Sequence[FrequencyRow]) -> Figure:
    """Bars of persons by finding: seen, looked for and not seen, not reported; the share of the reported beside."""
    with canvas(7.2, 1.0 + _LINE * len(rows)) as (figure, axes):
        for place, row in enumerate(rows):
            axes.barh(place, row.present, color=_PRESENT)
            axes.barh(place, row.absent, left=row.present, color=_ABSENT, hatch="///", edgecolor="white")
            axes.barh(place, row.not_reported, left=row.present + row.absent, color="#eeeeee", edgecolor=GREY)
            axes.text(row.cases * 1.01, place, _share(row), va="center", fontsize=7.5)
        axes.set_yticks(range(len(rows)), [lettered(row.term.label, 48) for row in rows])
        axes.invert_yaxis()
        axes.set_xlabel("persons; beside each bar the seen among the reported")
        axes.margins(x=0.14, y=0.01)
        _legend(figure, axes.patches[:3], ("seen", "looked for and not seen", "not reported"))
        return figure


def _legend(figure: Figure, handles: Sequence[Any], labels: Sequence[str]) -> None:
    figure.legend(handles, labels, loc="outside upper center", ncols=len(labels), frameon=False)


def _share(row: FrequencyRow) -> str:
    return f"{row.present}/{row.present + row.absent}" if row.of_reported else ""


def heat(rows: Sequence[FrequencyRow]) -> Figure:
    """Findings by group, with the seen among the reported; the shade is how frequent the finding is at least.

    That is the lower bound of the interval: one of one is pale, since it says little.
    """
    groups = list(dict.fromkeys(row.group.label if row.group else "all" for row in rows))
    terms = list(dict.fromkeys(row.term.label for row in rows))
    with canvas(3.4 + 1.25 * len(groups), 1.1 + _LINE * len(terms)) as (figure, axes):
        for row in rows:
            x, y = groups.index(row.group.label if row.group else "all"), terms.index(row.term.label)
            _cell(axes, x, y, row)
        axes.set_xlim(-0.5, len(groups) - 0.5)
        axes.set_ylim(len(terms) - 0.5, -0.5)
        axes.set_xticks(range(len(groups)), [lettered(one, 24) for one in groups], rotation=20, ha="right")
        axes.set_yticks(range(len(terms)), [lettered(one, 48) for one in terms])
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
        return figure


def _cell(axes: Any, x: int, y: int, row: FrequencyRow) -> None:
    least = row.of_reported.low or 0.0 if row.of_reported else 0.0
    axes.barh(y, 0.94, 0.9, x - 0.47, color=_PRESENT, alpha=0.1 + 0.9 * least if row.of_reported else 0.0)
    told = f"{row.present}/{row.present + row.absent}" if row.of_reported else "–"
    axes.text(x, y, told, ha="center", va="center", fontsize=7.5, color="white" if least > 0.5 else INK)


@dataclass(frozen=True, slots=True)
class Mark:
    """A variant on the protein: the residue it changes, who carries it, and of which class it is."""

    residue: int
    label: str
    carriers: int
    kind: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the protein, from residue to residue."""

    first: int
    last: int
    label: str


def protein(marks: Sequence[Mark], stretches: Sequence[Stretch]) -> Figure:
    """The protein with its domains, and above it each changed residue with how many persons carry the change."""
    kinds = sorted({one.kind for one in marks})
    with canvas(7.2, 3.8) as (figure, axes):
        _domains(axes, stretches)
        stems = []
        for kind, colour in zip(kinds, COLOURS, strict=False):
            mine = [one for one in marks if one.kind == kind]
            axes.vlines([one.residue for one in mine], 0, [one.carriers for one in mine], color=GREY, lw=0.7)
            stems.append(
                axes.scatter([one.residue for one in mine], [one.carriers for one in mine], s=16, color=colour)
            )
        for one in (one for one in marks if one.carriers > 1):
            axes.annotate(
                lettered(one.label), (one.residue, one.carriers), (3, 1), textcoords="offset points", fontsize=6.5
            )
        axes.set_xlabel("residue")
        axes.set_ylabel("persons")
        axes.set_yticks(range(0, max((one.carriers for one in marks), default=0) + 1, 2))
        _legend(figure, stems, kinds)
        return figure


def _domains(axes: Any, stretches: Sequence[Stretch]) -> None:
    lanes: list[int] = []
    for one in sorted(stretches, key=lambda stretch: (stretch.first, -stretch.last)):
        lane = next((lane for lane, end in enumerate(lanes) if end < one.first), len(lanes))
        lanes[lane : lane + 1] = [one.last]
        low = -1.0 - 0.75 * lane
        axes.barh(low, one.last - one.first, 0.6, one.first, color="#dddddd", edgecolor=GREY)
        if one.last - one.first >= _WIDE:
            told = lettered(one.label, (one.last - one.first) // 6)
            axes.text((one.first + one.last) / 2, low, told, ha="center", va="center", fontsize=5.5)


def bars(counts: Sequence[tuple[str, int]], words: str) -> Figure:
    """How many persons, of each of some things in their order."""
    with canvas(7.2, 2.4) as (figure, axes):
        axes.bar(range(len(counts)), [n for _, n in counts], color=_PRESENT)
        axes.set_xticks(range(len(counts)), [lettered(label, 18) for label, _ in counts], rotation=60, ha="right")
        axes.set_ylabel(words)
        axes.yaxis.get_major_locator().set_params(integer=True)
        return figure


@dataclass(frozen=True, slots=True)
class Whisker:
    """A line of a forest: an estimate with its interval, how large its mark is (0 to 1), pooled or not."""

    label: str
    value: float
    low: float
    high: float
    size: float = 0.5
    pooled: bool = False
    told: str = ""


def forest(lines: Sequence[Whisker], words: str) -> Figure:
    """Estimates below each other, each with its interval; a diamond for what was pooled."""
    with canvas(7.2, 1.0 + 0.28 * len(lines)) as (figure, axes):
        for place, one in enumerate(lines):
            axes.hlines(place, one.low, one.high, color=INK, lw=1)
            mark = {"marker": "D", "s": 60, "color": COLOURS[1]} if one.pooled else {"marker": "s", "color": _PRESENT}
            axes.scatter([one.value], [place], **{"s": 10 + 60 * one.size, **mark}, zorder=3)
            axes.annotate(one.told, (1.01, place), xycoords=("axes fraction", "data"), va="center", fontsize=7.5)
        axes.set_yticks(range(len(lines)), [lettered(one.label, 48) for one in lines])
        axes.set_ylim(len(lines) - 0.5, -0.5)
        axes.set_xlabel(words)
        return figure


@dataclass(frozen=True, slots=True)
class DrawnCurve:
    """A step curve: from each time on its value and interval, and the times of those censored."""

    label: str
    times: tuple[float, ...]
    values: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    censored: tuple[float, ...] = ()


def steps(curves: Sequence[DrawnCurve], across: str, up: str) -> Figure:
    """Step curves with their intervals; a stroke where somebody was censored."""
    with canvas(7.2, 3.4) as (figure, axes):
        lines = []
        for one, colour in zip(curves, COLOURS, strict=False):
            lines += axes.step(one.times, one.values, where="post", color=colour)
            axes.fill_between(one.times, one.low, one.high, step="post", color=colour, alpha=0.15, lw=0)
            at = [_height(one, time) for time in one.censored]
            axes.scatter(one.censored, at, marker="|", color=colour, s=40)
        axes.set_ylim(-0.03, 1.03)
        axes.set_xlabel(across)
        axes.set_ylabel(up)
        _legend(figure, lines, [lettered(one.label) for one in curves])
        return figure


def _height(curve: DrawnCurve, time: float) -> float:
    before = [value for at, value in zip(curve.times, curve.values, strict=True) if at <= time]
    return before[-1] if before else 1.0


def ages(groups: Sequence[tuple[str, Sequence[float]]], words: str) -> Figure:
    """Each person's age as a dot, by group, with the median as a stroke."""
    with canvas(7.2, 1.2 + 0.5 * len(groups)) as (figure, axes):
        for place, (_, some) in enumerate(groups):
            axes.scatter(some, [place] * len(some), color=_PRESENT, alpha=0.55, s=22)
            if some:
                axes.vlines(median(some), place - 0.3, place + 0.3, color=COLOURS[1], lw=2)
        axes.set_yticks(range(len(groups)), [lettered(f"{label} ({len(some)})") for label, some in groups])
        axes.set_ylim(len(groups) - 0.5, -0.5)
        axes.set_xlabel(words)
        return figure
