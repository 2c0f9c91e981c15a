"""A text as it was read from a file: passages and tables, each with its place as a person would tell it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model.citation import Citation


class PassageKind(StrEnum):
    """What a passage is in its text."""

    TITLE = "title"
    ABSTRACT = "abstract"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands. All counts from 1: a page, a paragraph in its section, a row below the head.

    >>> str(Place(section="Case report", paragraph=2)), str(Place(table="Table 1", row=3, column="Sex"))
    ('Case report, paragraph 2', 'Table 1, row 3, column Sex')
    """

    section: str = ""
    page: int | None = None
    paragraph: int | None = None
    table: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        parts = (
            self.section,
            f"page {self.page}" if self.page else "",
            f"paragraph {self.paragraph}" if self.paragraph else "",
            self.table,
            f"row {self.row}" if self.row else "",
            f"column {self.column}" if self.column else "",
        )
        return ", ".join(filter(None, parts)) or "the text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of running text, with single spaces and without mark-up."""

    text: str
    place: Place
    kind: PassageKind = PassageKind.PARAGRAPH


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A table; all `rows` are as long as `columns`, the names of which are unique. Cells that span are repeated."""

    label: str
    caption: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paper's text. `told` is what a reader must know of the file: pages that are pictures, parts left out.

    The list of references is no part of it. `licence` is as printed, or its address.
    """

    file: str
    passages: tuple[Passage, ...]
    tables: tuple[PrintedTable, ...] = ()
    citation: Citation | None = None
    licence: str | None = None
    told: tuple[str, ...] = ()


def together(first: Text, *more: Text) -> Text:
    """One text of several files of a paper: its text, and supplements behind it. What is cited is told by the first."""
    every = (first, *more)
    return Text(
        file=" and ".join(one.file for one in every),
        passages=tuple(passage for one in every for passage in one.passages),
        tables=tuple(table for one in every for table in one.tables),
        citation=next((one.citation for one in every if one.citation), None),
        licence=first.licence,
        told=tuple(told for one in every for told in one.told),
    )
