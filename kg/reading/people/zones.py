"""Which part of a paper a passage is: where people are described, or where the paper speaks of the world."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from kg.reading.rows import rows
from kg.texts.text import Passage, PassageKind, Text


class Zone(StrEnum):
    """What a statement there is about, unless it says otherwise."""

    TITLE = "title"
    ABSTRACT = "abstract"
    CASES = "cases"
    GENERAL = "general"
    """An introduction: of nobody, unless it names a person of the paper."""
    DISCUSSION = "discussion"
    """Of nobody, unless it names a person of the paper, or tells what was, where the paper has one patient."""
    LITERATURE = "literature"
    """What others reported: of nobody, unless it names a person of the paper as its own."""
    ASIDE = "aside"
    """Methods, thanks, declarations: nobody is described."""

    @property
    def of_world(self) -> bool:
        """Whether a statement there is of nobody, unless it says otherwise."""
        return self in (Zone.GENERAL, Zone.DISCUSSION, Zone.LITERATURE)


@dataclass(frozen=True, slots=True)
class SectionName:
    """A row of the table of names."""

    zone: Zone
    words: re.Pattern[str]
    under: bool
    line: bool


_NAMES: Final = tuple(
    SectionName(Zone(row["part"]), re.compile(row["pattern"], re.I), bool(row["under"]), bool(row["line"]))
    for row in rows(Path(__file__).parent / "zones.tsv")
)
_LEAD: Final = re.compile(
    r"\s*(?P<name>background|introduction|objectives?|aims?|purpose|methods|materials? and methods|conclusions?"
    r"|discussion|results?|literature(?:\sreview)?"
    r"|findings|case(?:s|\s\w+)?|patients?|clinical\s\w+)\s?(?:[.:—–]|\s-)\s", re.I
)  # fmt: skip
_RUN_IN: Final = re.compile(
    r"\s*(?P<name>[Dd]iscussion|[Cc]omments?|[Rr]emarks?|[Ii]ntroduction|[Ll]iterature(?:\sreview)?)\s?[.:—–]\s", re.I
)
_NUMBER: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s")
_LINE: Final = re.compile(r"(?:\d[\d.]*\s)?[A-Z][^.;:!?|]{5,80}")
"""A line that stands alone like the name of a section, though the text does not mark it as one."""
_PIECE: Final = re.compile(
    r"\b(?:is|are|was|were|had|has|have|did|do|does|showed|shows?|revealed|found|we|he|she|it|they)\b"
    r"|(?:-|,|\b(?:of|in|with|and|or|the|an?|to|by|for|from|at|on|as|that|which|our|his|her))$",
    re.I,
)
"""What a heading has not: a line of a page is a piece of a sentence."""
_LINE_WORDS: Final = 9
_LONGEST: Final = 10
"""Words in the name of a section about the literature: a title names it too."""


def zone_of(name: str, above: Zone | None = None) -> Zone | None:
    """The zone that the name of a section tells, below one of another zone; None where it tells none."""
    zone = above
    for part in re.split(r"\s(?:>|/|›)\s|;\s", name.strip()):
        named = (one for one in _NAMES if one.words.search(part))
        found = next((one for one in named if one.zone is not Zone.LITERATURE or len(part.split()) <= _LONGEST), None)
        if found and not (found.under and zone is not None and zone.of_world):
            zone = found.zone
    return zone


def lead_of(sentence: str) -> Zone | None:
    """The zone that opens with the lead of a sentence, as in a structured abstract (`Conclusion: ...`)."""
    match = _LEAD.match(sentence)
    return zone_of(match["name"]) if match else None


def run_in(paragraph: str) -> Zone | None:
    """The zone of the world that a paragraph tells of whose name stands at its beginning (`Comment. ...`)."""
    match = _RUN_IN.match(paragraph)
    return zone_of(match["name"]) if match else None


def zones(text: Text) -> tuple[Zone, ...]:
    """The zone of each passage."""
    found: list[Zone] = []
    sections = _Sections()
    for passage in text.passages:
        here = sections.enter(passage)
        kinds = {PassageKind.TITLE: Zone.TITLE, PassageKind.ABSTRACT: Zone.ABSTRACT}
        section = passage.place.section.lower()
        abstract = passage.kind is PassageKind.PARAGRAPH and section.startswith(("abstract", "summary"))
        found.append(Zone.ABSTRACT if abstract else kinds.get(passage.kind, here))
    return tuple(found)


class _Sections:
    """Where a text is among its sections: numbers, and headings right below another, tell what is part of what."""

    def __init__(self) -> None:
        self._section, self._here = "", Zone.CASES
        self._numbered: dict[str, Zone] = {}
        self._bare: Zone | None = None

    def enter(self, passage: Passage) -> Zone:
        told = passage.place.section
        if told and told != self._section:
            self._section, self._here = told, zone_of(told, self._above(told)) or Zone.CASES
        if passage.kind is PassageKind.HEADING:
            self._here = zone_of(passage.text, self._above(passage.text)) or self._here
            if match := _NUMBER.match(passage.text):
                self._numbered[match[1]] = self._here
            self._bare = self._here
            return self._here
        if line := self._line(passage):
            self._here = line
        self._bare = self._bare if self._here is Zone.LITERATURE else None
        return self._here

    def _above(self, name: str) -> Zone | None:
        """The zone of the section that a section is part of, where that is told."""
        if not (match := _NUMBER.match(name)):
            return self._bare
        return self._numbered.get(match[1].rpartition(".")[0])

    def _line(self, passage: Passage) -> Zone | None:
        words = passage.text.strip()
        if (
            passage.kind is not PassageKind.PARAGRAPH
            or len(words.split()) > _LINE_WORDS
            or not _LINE.fullmatch(words)
            or _PIECE.search(words)
        ):
            return None
        return next((one.zone for one in _NAMES if one.line and one.words.search(words)), None)
