"""What a reader of any format gathers: passages in order with their places, tables, and what is to be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kg.model.citation import Citation
from kg.texts import bounds
from kg.texts.bounds import UnreadableText
from kg.texts.text import Passage, PassageKind, Place, PrintedTable, Text

TITLE: Final = "Title"
ABSTRACT: Final = "Abstract"
_BETWEEN: Final = " > "


class Gathering:
    """A text under way. `section` is where the next paragraph stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.told: list[str] = []
        self._passages: list[Passage] = []
        self._tables: list[PrintedTable] = []
        self._sections: list[str] = []
        self._paragraphs: Counter[str] = Counter()
        self._characters = self._cells = 0

    @property
    def section(self) -> str:
        """The headings above, outermost first."""
        return _BETWEEN.join(self._sections)

    def open(self, title: str, depth: int, page: int | None = None) -> None:
        """A heading, so deep from 1; what is deeper ends."""
        title = " ".join(title.split())
        self._sections = [*self._sections[: depth - 1], title] if title else self._sections[: depth - 1]
        if title and self.section not in (TITLE, ABSTRACT):
            self._keep(Passage(text=title, place=Place(section=self.section, page=page), kind=PassageKind.HEADING))

    def close(self, depth: int) -> None:
        """End the headings that are deeper than this."""
        self._sections = self._sections[:depth]

    def add(
        self, text: str, kind: PassageKind = PassageKind.PARAGRAPH, section: str | None = None, page: int | None = None
    ) -> None:
        """A passage, in the open section or in one of another name; nothing where it is blank."""
        text = " ".join(text.split())
        if text:
            where = self.section if section is None else section
            self._paragraphs[where] += 1
            number = None if kind is PassageKind.TITLE else self._paragraphs[where]
            self._keep(Passage(text=text, place=Place(section=where, paragraph=number, page=page), kind=kind))

    def table(
        self,
        label: str,
        caption: str,
        head: Sequence[Sequence[str]],
        rows: Sequence[Sequence[str]],
        notes: Sequence[str] = (),
    ) -> None:
        """A table; rows of its head are joined by column, and what is too short is filled up."""
        width = max((len(row) for row in (*head, *rows)), default=0)
        filled = tuple((*map(_single, row), *[""] * (width - len(row))) for row in rows)
        self.hold(len(filled) * width)
        names = [self._named([row[at] for row in head if at < len(row)], at) for at in range(width)]
        self._tables.append(
            PrintedTable(
                label=self._unique(_single(label) or f"table {len(self._tables) + 1}"),
                caption=_single(caption),
                columns=tuple(told_apart(names)),
                rows=filled,
                notes=tuple(filter(None, map(_single, notes))),
            )
        )

    def hold(self, cells: int) -> None:
        """So many cells more; raises `UnreadableText` where all tables have too many."""
        self._cells += cells
        if self._cells > bounds.MOST_CELLS:
            what = f"its tables have more than {bounds.MOST_CELLS:,} cells"
            raise UnreadableText(self.path, 1, what, "to save the tables that tell of people as files of their own")

    def text(self, citation: Citation | None = None, licence: str | None = None) -> Text:
        """All of it."""
        return Text(
            file=self.path.name,
            passages=tuple(self._passages),
            tables=tuple(self._tables),
            citation=citation,
            licence=licence,
            told=tuple(dict.fromkeys(self.told)),
        )

    def _keep(self, passage: Passage) -> None:
        self._characters += len(passage.text)
        if self._characters > bounds.MOST_CHARACTERS:
            what = f"its text has more than {bounds.MOST_CHARACTERS:,} characters"
            raise UnreadableText(self.path, 1, what, "to save the part that tells of people as a file of its own")
        self._passages.append(passage)

    def _named(self, parts: Sequence[str], at: int) -> str:
        """The name of a column under all rows of the head, each said once."""
        return _BETWEEN.join(dict.fromkeys(filter(None, map(_single, parts)))) or f"column {at + 1}"

    def _unique(self, label: str) -> str:
        return told_apart([*(one.label for one in self._tables), label])[-1]


def told_apart(names: Sequence[str]) -> list[str]:
    """The same names, those that stand again numbered.

    >>> told_apart(["Sex", "Age", "Sex"])
    ['Sex', 'Age', 'Sex (2)']
    """
    given: set[str] = set()
    numbers: Counter[str] = Counter()
    out = []
    for name in names:
        numbers[name] += 1
        own = name if numbers[name] == 1 else f"{name} ({numbers[name]})"
        while own in given:
            numbers[name] += 1
            own = f"{name} ({numbers[name]})"
        given.add(own)
        out.append(own)
    return out


def _single(text: str) -> str:
    return " ".join(text.split())
