"""The rows of an answer as a table in words: any kind's, made of the fields of its rows; nothing is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.pages.analysis_words import HEADINGS
from api.pages.figure_words import age, percent, plain
from kg.analysis import KINDS, Analysis, Estimate, Row, words
from kg.analysis.answers import types
from kg.analysis.given import many
from kg.find import Ref

MOST: Final = 100
"""Rows of a page."""
SHOWN: Final = 12
"""Things of a list in one cell; CSV has all of them."""
FEW: Final = 3
"""So many things stand open in a cell."""
LONG: Final = 40
"""Letters of a text that takes a wider column."""
_SHARES: Final = {
    *(("frequencies", "of_reported"), ("frequencies", "of_all"), ("specificity", "of_reported")),
    *(("pooled-share", "estimate"), ("pooled-share", "prediction"), ("pooled-share", "i_squared")),
    ("pooled-age", "i_squared"),
}
_YEARS: Final = ("mean", "median", "lowest", "highest", "time", "sd")
_EMPTY: Final = (None, (), "")
_WHOLE: Final = "Everybody"


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number as it is, and as a reader sees it."""

    value: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCell:
    """What stands in a cell: numbers (a figure, then the ends of its interval), things, or a text."""

    numbers: tuple[ShownNumber, ...] = ()
    things: tuple[Ref, ...] = ()
    many: int = 0
    """Of how many `things` are the first; 0 where the field is of one."""
    folded: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A heading, what it means, and whether numbers stand below."""

    field: str
    heading: str
    says: str
    numeric: bool
    textual: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTable:
    """A page of rows. What is the same in all rows of the answer stands in `same`, and in no row."""

    columns: tuple[AnswerColumn, ...]
    rows: tuple[tuple[str, tuple[AnswerCell, ...]], ...]
    """Each with the name of the row."""
    same: tuple[tuple[AnswerColumn, AnswerCell], ...]
    offset: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last row that is shown."""
        return self.offset + len(self.rows)


def answer_table(found: Analysis, offset: int = 0, most: int = MOST) -> AnswerTable:
    """Rows from `offset` on; columns that say nothing in any row are left out."""
    kind, rows = found.question.kind, found.rows
    row = KINDS[kind].row
    said, of = words(row), types(row)
    told = [name for name in said if any(getattr(one, name) not in _EMPTY for one in rows)]
    same = [name for name in told if len(rows) > 1 and many(of[name]) is None and _alike(rows, name)]
    heads = {name: _column(name, said[name], of[name], rows[offset : offset + most]) for name in told}
    shown = [name for name in told if name not in same]
    return AnswerTable(
        columns=tuple(heads[name] for name in shown),
        rows=tuple(
            (found.row_iri(one), tuple(_cell(kind, name, one) for name in shown))
            for one in rows[offset : offset + most]
        ),
        same=tuple((heads[name], _cell(kind, name, rows[0])) for name in same),
        offset=offset,
        total=len(rows),
    )


def _alike(rows: Sequence[Row], name: str) -> bool:
    """Whether a field is the same in all rows; of ten thousand the second tells mostly that it is not."""
    first = getattr(rows[0], name)
    return all(getattr(one, name) == first for one in rows)


def _column(name: str, says: str, of: Any, rows: Sequence[Row]) -> AnswerColumn:
    textual = of is str and any(len(getattr(row, name) or "") > LONG for row in rows)
    heading = HEADINGS.get(name) or name.replace("_", " ").capitalize()
    return AnswerColumn(name, heading, says, numeric=of in (int, float, Estimate), textual=textual)


def _cell(kind: str, name: str, row: Row) -> AnswerCell:
    value = getattr(row, name)
    if isinstance(value, bool):
        return AnswerCell(text="yes" if value else "no")
    if isinstance(value, Estimate):
        form = _form(kind, name, row)
        ends = [each for each in (value.value, value.low, value.high) if each is not None]
        texts = [form(each) for each in ends]
        if len(texts) > 1 and all(text.endswith(" %") for text in texts):
            texts[1] = texts[1].removesuffix(" %") if len(texts) > 2 else texts[1]
        return AnswerCell(numbers=tuple(map(ShownNumber, ends, texts)))
    if isinstance(value, int | float):
        return AnswerCell(numbers=(ShownNumber(value, _form(kind, name, row)(value)),))
    if isinstance(value, Ref):
        return AnswerCell(things=(value,))
    if isinstance(value, tuple):
        folded = name == "papers" or len(value) > FEW
        return AnswerCell(things=value[:SHOWN], many=len(value), folded=bool(value) and folded)
    return AnswerCell(text=_WHOLE if value is None and name == "group" else value or "")


def _form(kind: str, name: str, row: Any) -> Callable[[float], str]:
    if (kind, name) in _SHARES or (kind == "curves" and name == "estimate" and row.time is not None):
        return percent
    if name.removesuffix("_against") in _YEARS or (name in ("estimate", "prediction") and kind == "pooled-age"):
        return age
    return age if (kind, name) == ("ages", "estimate") or (kind, name) == ("curves", "estimate") else _whole


def _whole(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else plain(value)
