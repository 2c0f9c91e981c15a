"""Answers of analyses as parts of a report: a table of any, a figure of those that have a shape."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import ascii_lowercase
from typing import Any, Final

from kg.analysis.answers import as_csv, types
from kg.analysis.curves import PENETRANCE, CurveRow
from kg.analysis.digits import readable
from kg.analysis.frequencies import FrequencyRow
from kg.analysis.given import many
from kg.analysis.pooled import PooledAgeRow, PooledShareRow
from kg.analysis.result import Analysis, Estimate, Row
from kg.export.report import figures
from kg.export.report.parts import Grid, Picture
from kg.find.facts import Ref

TOP: Final = 25
"""Findings that a figure shows: those that most have."""
_REFUSED: Final = 3
"""Rows of a long table that are shown where nothing could be worked out."""
_LONG: Final = 30
"""Characters of a text that is not said in every row."""


def grid(name: str, found: Analysis, kind: type[Row], fields: Sequence[str] = (), most: int = 12) -> Grid:
    """The rows of an answer: columns that say something, in few digits; its file has every column and digit."""
    worked = sum(row.refused is None for row in found.rows)
    shown = found.rows[: most if len(found.rows) <= most else max(_REFUSED, min(most, worked))]
    names = [one for one in (*(fields or types(kind)), "refused") if many(types(kind)[one]) is not Ref]
    names = [one for one in dict.fromkeys(names) if any(_says(getattr(row, one)) for row in shown)]
    told = {one: [readable(getattr(row, one)) for row in shown] for one in names}
    columns = [_Cells.of(one, texts) if types(kind)[one] is str else _Cells(texts) for one, texts in told.items()]
    head, *body = csv.reader(io.StringIO(as_csv(found, kind)))
    rows = list(zip(*(one.cells for one in columns), strict=True))
    notes = (*(note for one in columns for note in one.notes), *_beside(found))
    called = tuple(one.replace("_", " ") for one in names)
    return Grid(name, _counted(found), called, rows, (tuple(head), [tuple(row) for row in body]), most, notes)


@dataclass(frozen=True, slots=True)
class _Cells:
    """A column; long texts that come again and again are letters, told below the table."""

    cells: Sequence[str]
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, texts: Sequence[str]) -> _Cells:
        told = list(dict.fromkeys(filter(None, texts)))
        if len(texts) <= len(told) or len(told) > len(ascii_lowercase) or max(map(len, told), default=0) < _LONG:
            return cls(texts)
        letters = {"": "", **dict(zip(told, ascii_lowercase, strict=False))}
        notes = tuple(f"{name.replace('_', ' ')} {letters[one]}: {one}." for one in told)
        return cls([letters[one] for one in texts], notes)


def _says(value: Any) -> bool:
    return value is not None and value != ""


def _counted(found: Analysis) -> str:
    return found.label + ("." if found.people is None else f": {found.people} people.")


def _beside(found: Analysis) -> Iterator[str]:
    yield f"Method: {found.method.name} ({found.method.source})."
    yield from (f"Note: {one.removesuffix('.')}." for one in found.notes)
    reasons = Counter(one.why for one in found.left_out)
    if reasons:
        yield f"Left out: {'; '.join(f'{n} {why}' for why, n in reasons.most_common())}."


def seen(name: str, words: str, found: Analysis) -> Iterator[Picture]:
    """The findings that most people have, as bars."""
    rows = [row for row in found.rows if isinstance(row, FrequencyRow) and row.present][:TOP]
    if rows:
        yield Picture(name, words, figures.states(rows))


def by_group(name: str, words: str, found: Analysis, terms: Sequence[str]) -> Iterator[Picture]:
    """Some findings by group, as shades."""
    rows = [row for row in found.rows if isinstance(row, FrequencyRow) and row.term.iri in terms]
    if rows:
        order = {term: place for place, term in enumerate(terms)}
        yield Picture(name, words, figures.heat(sorted(rows, key=lambda row: order[row.term.iri])))


def curves(name: str, words: str, found: Analysis) -> Iterator[Picture]:
    """Step curves of those groups that have one."""
    steps = [row for row in found.rows if isinstance(row, CurveRow) and row.time is not None and row.estimate]
    drawn = [_curve(label, list(rows)) for label, rows in groupby(steps, key=lambda row: _called(row.group))]
    if drawn:
        yield Picture(name, words, figures.steps(drawn, "years", steps[0].effect.partition(":")[0]))


def _curve(label: str, rows: Sequence[CurveRow]) -> figures.DrawnCurve:
    told = [(row.time or 0.0, row.estimate) for row in rows if row.estimate]
    # Before the first that is told of, it had happened to nobody.
    if told and told[0][0] > 0:
        told = [(0.0, Estimate(0.0 if rows[0].effect.startswith(PENETRANCE) else 1.0)), *told]
    return figures.DrawnCurve(
        label,
        tuple(time for time, _ in told),
        tuple(one.value for _, one in told),
        tuple(_or(one.low, one) for _, one in told),
        tuple(_or(one.high, one) for _, one in told),
        tuple(row.time or 0.0 for row in rows if row.censored),
    )


def _or(bound: float | None, one: Estimate) -> float:
    return one.value if bound is None else bound


def forest(name: str, words: str, found: Analysis, axis: str) -> Iterator[Picture]:
    """Studies below each other, and what they give together."""
    rows = [row for row in found.rows if isinstance(row, PooledShareRow | PooledAgeRow) and row.estimate]
    if len(rows) > 1:
        yield Picture(name, words, figures.forest([_whisker(row) for row in rows], axis))


def _whisker(row: PooledShareRow | PooledAgeRow) -> figures.Whisker:
    one, pooled = row.estimate or Estimate(0.0), row.study == "pooled"
    apart = ", not pooled" if row.weight is None and not pooled else ""
    return figures.Whisker(
        label=row.paper.label if row.paper else row.study,
        value=one.value,
        low=_or(one.low, one),
        high=_or(one.high, one),
        size=(row.weight or 0) / 100,
        pooled=pooled,
        told=f"{readable(one)}, n {row.n}{apart}",
    )


def _called(group: Ref | None) -> str:
    return group.label if group else "everybody"
