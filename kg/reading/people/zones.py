"""Which part of a paper a passage is: where people are described, or where the paper speaks of the world."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from kg.reading.rows import rows


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
    line: str


_NAMES: Final = tuple(
    SectionName(Zone(row["part"]), re.compile(row["pattern"], re.I), bool(row["under"]), row["line"])
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


def zone_of_line(line: str, early: bool) -> Zone | None:
    """The zone that a line tells which stands alone like the name of a section; `early`: in front of all cases."""
    return next(
        (one.zone for one in _NAMES if (one.line if early else one.line == "yes") and one.words.search(line)), None
    )


def lead_of(sentence: str) -> Zone | None:
    """The zone that opens with the lead of a sentence, as in a structured abstract (`Conclusion: ...`)."""
    match = _LEAD.match(sentence)
    return zone_of(match["name"]) if match else None


def run_in(paragraph: str) -> Zone | None:
    """The zone of the world that a paragraph tells of whose name stands at its beginning (`Comment. ...`)."""
    match = _RUN_IN.match(paragraph)
    return zone_of(match["name"]) if match else None
