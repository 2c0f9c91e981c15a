"""The rows of an answer as a table in words: any kind's, made of the fields of its rows; nothing of them is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.pages.figures import age, percent, plain
from kg.analysis import KINDS, Analysis, Estimate, Row, words
from kg.find import Ref

MOST: Final = 100
"""Rows of a page."""
SHOWN: Final = 12
"""Things of a list in one cell; CSV has all of them."""
_HEADINGS: Final = {
    "group": "Group",
    "against": "Compared with",
    "term": "Finding",
    "look": "Look",
    "present": "Present",
    "absent": "Looked for, absent",
    "not_reported": "Not reported",
    "cases": "People",
    "of_reported": "Share of those told (95 % interval)",
    "of_all": "Share of all: at least",
    "present_in": "Present in",
    "absent_in": "Absent in",
    "present_against": "Present, of the others",
    "absent_against": "Looked for, absent, of the others",
    "not_reported_against": "Not reported, of the others",
    "effect": "Measure",
    "estimate": "Estimate (95 % interval)",
    "p": "p",
    "q": "q",
    "n": "Counted",
    "n_against": "Counted, of the others",
    "cases_against": "People, of the others",
    "mean_against": "Mean, of the others",
    "median_against": "Median, of the others",
    "lowest_against": "Lowest, of the others",
    "highest_against": "Highest, of the others",
    "time": "Years",
    "at_risk": "Still followed",
    "events": "It happened to",
    "censored": "Followed no further",
    "event_in": "Happened to",
    "censored_in": "Last told of",
    "statistic": "Statement",
    "figure": "Which number",
    "theirs": "Theirs",
    "n_stated": "Of how many",
    "ranked": "Among so many",
    "why": "Why",
    "counted": "People behind it",
    "study": "Study",
    "sd": "Standard deviation",
    "weight": "Weight, in percent",
    "prediction": "Where a further study would lie",
    "cochran_q": "Cochran's Q",
    "i_squared": "I²",
    "tau_squared": "τ²",
    "case": "Person",
    "met": "Holds",
    "not_met": "Does not hold",
    "missing": "Open",
    "excluded_by": "Holds and should not",
    "other_look": "Seen with another look",
    "diseases": "Diseases that have it",
    "of_diseases": "Of so many diseases",
    "information": "Information content",
    "shared_by": "Differential diagnoses that have it",
    "lacked_by": "Said not to have it",
    "opposed_by": "Have it with another look",
    "silent": "Nothing told of others",
    "statistics": "What papers say of groups",
    "score": "Likeness",
    "own": "Of this gene",
    "for_terms": "Speaks for",
    "against_terms": "Speaks against",
    "against_frequent": "Against, and in 80 % or more",
    "refused": "Not worked out, since",
}
_SHARES: Final = {
    *(("frequencies", "of_reported"), ("frequencies", "of_all"), ("specificity", "of_reported")),
    *(("pooled-share", "estimate"), ("pooled-share", "prediction"), ("pooled-share", "i_squared")),
    ("pooled-age", "i_squared"),
}
_YEARS: Final = ("mean", "median", "lowest", "highest", "time", "sd")
_WHOLE: Final = "Everybody"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is, and as a reader sees it."""

    value: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCell:
    """What stands in a cell: numbers (a figure, then the ends of its interval), things, or a text."""

    numbers: tuple[Number, ...] = ()
    things: tuple[Ref, ...] = ()
    many: int = 0
    """Of how many `things` are the first; 0 where the field is of one."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, what it means, and whether numbers stand below."""

    field: str
    heading: str
    says: str
    numeric: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTable:
    """A page of rows. What is the same in all rows of the answer stands in `same`, and in no row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[AnswerCell, ...]], ...]
    """Each with the name of the row."""
    same: tuple[tuple[Column, AnswerCell], ...]
    offset: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last row that is shown."""
        return self.offset + len(self.rows)


def answer_table(found: Analysis, offset: int = 0, most: int = MOST) -> AnswerTable:
    """Rows from `offset` on; columns that say nothing in any row are left out."""
    kind = found.question.kind
    said = words(KINDS[kind].row)
    told = [name for name in said if any(getattr(row, name) not in (None, (), "") for row in found.rows)]
    first = found.rows[0] if found.rows else None
    same = [
        name
        for name in told
        if len(found.rows) > 1 and _short(first, name) and len({getattr(row, name) for row in found.rows}) == 1
    ]
    heads = {name: _column(name, said[name], found.rows) for name in told}
    shown = [name for name in told if name not in same]
    return AnswerTable(
        columns=tuple(heads[name] for name in shown),
        rows=tuple(
            (found.row_iri(row), tuple(_cell(kind, name, row) for name in shown))
            for row in found.rows[offset : offset + most]
        ),
        same=tuple((heads[name], _cell(kind, name, first)) for name in same if first),
        offset=offset,
        total=len(found.rows),
    )


def _short(row: Row | None, name: str) -> bool:
    return not isinstance(getattr(row, name), tuple)


def _column(name: str, says: str, rows: Sequence[Row]) -> Column:
    numeric = any(isinstance(getattr(row, name), int | float | Estimate) for row in rows)
    return Column(name, _HEADINGS.get(name) or name.replace("_", " ").capitalize(), says, numeric)


def _cell(kind: str, name: str, row: Row) -> AnswerCell:
    value = getattr(row, name)
    if isinstance(value, bool):
        return AnswerCell(text="yes" if value else "no")
    if isinstance(value, Estimate):
        form = _form(kind, name, row)
        ends = [each for each in (value.value, value.low, value.high) if each is not None]
        return AnswerCell(numbers=tuple(Number(each, form(each)) for each in ends))
    if isinstance(value, int | float):
        return AnswerCell(numbers=(Number(value, _form(kind, name, row)(value)),))
    if isinstance(value, Ref):
        return AnswerCell(things=(value,))
    if isinstance(value, tuple):
        return AnswerCell(things=value[:SHOWN], many=len(value))
    return AnswerCell(text=_WHOLE if value is None and name == "group" else value or "")


def _form(kind: str, name: str, row: Any) -> Callable[[float], str]:
    if (kind, name) in _SHARES or (kind == "curves" and name == "estimate" and row.time is not None):
        return percent
    if name.removesuffix("_against") in _YEARS or (name in ("estimate", "prediction") and kind == "pooled-age"):
        return age
    return age if (kind, name) == ("ages", "estimate") or (kind, name) == ("curves", "estimate") else _whole


def _whole(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else plain(value)
