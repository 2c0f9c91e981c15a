"""Through the sections of a paper: the zone of each passage."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.zones import Zone, zone_of, zone_of_line
from kg.texts.text import Passage, PassageKind, Text

_NUMBER: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s")
_LINE: Final = re.compile(r"(?:\d[\d.]*\s)?[A-Z][^.;:!?|]{5,80}")
"""A line that stands alone like the name of a section, though the text does not mark it as one."""
_PIECE: Final = re.compile(
    r"\b(?:is|are|was|were|had|has|have|did|do|does|showed|shows?|revealed|found|we|he|she|it|they)\b"
    r"|(?:-|,|\b(?:of|in|with|and|or|the|an?|to|by|for|from|at|on|as|that|which|our|his|her))$",
    re.I,
)
"""What a heading has not: a line of a page is a piece of a sentence."""
_SUMMARY: Final = ("abstract", "summary")
_OPENS: Final = re.compile(
    r"\W*(?:(?:case|patient|proband|brother|sister|sib|sibling|twin|individual|observation)\s(?:no\.?\s)?"
    r"(?:\d{1,2}|[A-H]|[IVX]+)\b(?:\s?\([^)]{1,30}\))?\s?[.:,–—]"
    r"|(?:an?|this|our)\s(?:[\w-]+,?\s){0,3}?\d{1,2}[\s-]years?[\s-]old\s(?:[\w-]+\s){1,6}?"
    r"(?:presented|was|came|had|developed|complained|noticed|began|attended|reported)\b"
    r"|the\s(?:patient|proband|proposit(?:us|a)|index\s(?:case|patient)),?\s(?:is|was|an?)\s)",
    re.I,
)
"""How a paragraph begins that tells of somebody of the paper."""
_CITES: Final = re.compile(
    r"\[\d|\bet\sal\b|\b(?:reported|described|published)\s(?:by|in|previously|earlier)\b|\b(?:18|19|20)\d\d\)"
)
_LINE_WORDS: Final = 9
_SHORTEST: Final = 4
"""Words of a title."""


def zones(text: Text) -> tuple[Zone, ...]:
    """The zone of each passage."""
    found: list[Zone] = []
    heads = [one.text for one in text.passages if one.kind is PassageKind.HEADING]
    sections = _Sections(cases_headed=any(zone_of(one) is Zone.CASES for one in heads))
    for passage in text.passages:
        here = sections.enter(passage)
        kinds = {PassageKind.TITLE: Zone.TITLE, PassageKind.ABSTRACT: Zone.ABSTRACT}
        section = passage.place.section.lower()
        abstract = passage.kind is PassageKind.PARAGRAPH and section.startswith(_SUMMARY) and not sections.past_summary
        found.append(Zone.ABSTRACT if abstract else kinds.get(passage.kind, here))
    return tuple(found)


class _Sections:
    """Where a text is among its sections: numbers, and headings right below another, tell what is part of what."""

    def __init__(self, cases_headed: bool) -> None:
        self._cases_headed = cases_headed
        self._section, self._here = "", Zone.CASES
        self._numbered: dict[str, Zone] = {}
        self._bare: Zone | None = None
        self._title: str | None = None
        self.past_summary = False

    def enter(self, passage: Passage) -> Zone:
        told = self._below_title(passage)
        if told and told != self._section:
            self._section, self._here = told, zone_of(told, self._above(told)) or self._unnamed()
            self.past_summary = False
        if passage.kind is PassageKind.HEADING:
            self._here = zone_of(passage.text, self._above(passage.text)) or self._here
            if match := _NUMBER.match(passage.text):
                self._numbered[match[1]] = self._here
            self._bare = self._here if passage.text != self._title else None
            return self._here
        if line := self._line(passage) or self._opened(passage):
            self._here, self.past_summary = line, True
        self._bare = self._bare if self._here is Zone.LITERATURE else None
        return self._here

    def _unnamed(self) -> Zone:
        """The zone of a section whose name tells none: a discussion goes on, an introduction has ended."""
        return self._here if self._here in (Zone.DISCUSSION, Zone.LITERATURE) else Zone.CASES

    def _below_title(self, passage: Passage) -> str:
        """The name of a section without the paper's title, which may speak of a review and heads nothing alone."""
        words = passage.text
        if self._title is None and passage.kind is PassageKind.HEADING and not words.startswith("["):
            self._title = words if len(words.split()) > _SHORTEST and not _NUMBER.match(words) else ""
        return passage.place.section.replace(f"{self._title} > ", "") if self._title else passage.place.section

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
        return zone_of_line(words, self._early())

    def _early(self) -> bool:
        """Whether no case has been told yet: in an introduction, or in what stands below the name of a summary."""
        return self._here is Zone.GENERAL or self._section.lower().startswith(_SUMMARY)

    def _opened(self, passage: Passage) -> Zone | None:
        """The cases, where an introduction begins to tell of somebody, in a paper that heads no cases."""
        early = self._here is Zone.GENERAL and passage.kind is PassageKind.PARAGRAPH
        begins = _OPENS.match(passage.text) if early and not self._cases_headed else None
        return Zone.CASES if begins and not _CITES.search(passage.text[: begins.end() + 150]) else None
