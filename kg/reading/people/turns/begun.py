"""Where in a sentence that begins which is told of somebody whom it names further on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.clause_words import WHILE
from kg.reading.people.known import Known
from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.people.turn import PIECE, Single

_CLAUSE: Final = re.compile(rf";\s|,?\s(?:{WHILE})\s")
_IN: Final = re.compile(r"\b(?:in|of|by|(?:limited|confined|restricted)\sto)\s(?:the\s)?$")
_AND: Final = re.compile(r"(?:,\s|\s)(?:and|but|yet)\s(?!in\s)|,\s")
"""Behind it stands what the second of two has: `widespread in Case 1 and confined to small foci in Case 2`."""


def begun_at(text: str, one: PersonMention, person: Known, singles: Sequence[Single]) -> int:
    """Where what is told of somebody begins: behind `whereas`, though they are named at the end of their clause."""
    ahead = [(two.end, whom) for two, whom in singles if two.end <= one.start]
    last = next((two for two, _ in reversed(singles) if two.end <= one.start), one)
    if not ahead or ahead[-1][1] is person:
        return one.start
    cuts = [*_CLAUSE.finditer(text, ahead[-1][0], one.start)]
    if not cuts and _IN.search(text[: one.start]):  # tremor in her, and ataxia in him
        cuts = [*PIECE.finditer(text, ahead[-1][0], one.start)]
        if not cuts and _IN.search(text[: last.start]) and one.kind is last.kind is MentionKind.LABELLED:
            cuts = [cut] if (cut := _AND.match(text, last.end, one.start)) else []
    return cuts[-1].end() if cuts else one.start


def clause_behind(text: str, group: PersonMention, single: Single) -> int:
    """Where the clause of somebody begins that stands behind one of several others; 0 where it is one clause."""
    cuts = [*PIECE.finditer(text, group.end, single[0].start)]
    if not cuts and _IN.search(text[: single[0].start]):  # MRI of both showed atrophy, severe in her
        cuts = [*re.finditer(r",\s", text[: single[0].start])][-1:]
        cuts = cuts if cuts and cuts[0].start() >= group.end else []
    return cuts[-1].end() if cuts else 0
