"""What a file says of the paper itself: its citation, its design, how far it was read, and what is to be told of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.model.words import Depth, Design
from kg.reading.entries import Entry
from kg.reading.findings.cells import MOST
from kg.reading.quoted import LONGEST
from kg.texts.text import PassageKind, Text

CITED: Final = ("title", "pmid", "doi", "pmcid", "first_author", "journal", "year")
_TITLE: Final = "Title:"


def paper_entry(text: Text, people: int) -> Entry:
    """The paper of a text in which so many people were found."""
    cited = {name: value for name in CITED if (value := getattr(text.citation, name, None))}
    if "title" not in cited:
        cited = {**_titled(text), **cited}
    design, why = _design(people)
    whole = any(one.kind is PassageKind.PARAGRAPH for one in text.passages) or bool(text.tables)
    depth = Depth.FULL_TEXT if whole else Depth.ABSTRACT
    licence = [f"licence as printed: {text.licence[:LONGEST]}"] if text.licence else []
    return {
        **cited,
        "design": str(design),
        "readings": [{"depth": str(depth)}],
        "proposed": True,
        "why": [why, *text.told, *_long(text), *licence],
    }


def _long(text: Text) -> Iterator[str]:
    """What is told of tables that nobody would decide on row by row."""
    for table in text.tables:
        if len(table.rows) > MOST:
            yield f"{table.label} has {len(table.rows):,} rows and was not read: `kg paper table` makes a case of each"


def _titled(text: Text) -> Entry:
    """The title as the text marks it, else its first words, or the file's name, which nobody called a title."""
    for one in text.passages[:5]:
        if one.kind is PassageKind.TITLE or one.text.startswith(_TITLE):
            return {"title": one.text.removeprefix(_TITLE).strip()}
    first = text.passages[0].text[:LONGEST] if text.passages else ""
    return {"title": first or Path(text.file).stem, "title_read": False}


def _design(people: int) -> tuple[Design, str]:
    if people == 0:
        return Design.COHORT, "no single person was found in the text"
    told = "one person was found" if people == 1 else f"{people} people were found"
    return (Design.CASE_REPORT if people == 1 else Design.CASE_SERIES), f"{told} in the text"
