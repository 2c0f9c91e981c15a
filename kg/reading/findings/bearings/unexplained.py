"""Words of denial or doubt that no cue explains: what stands beside one is doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.reading.clause_words import ALTHOUGH, BUT
from kg.reading.findings.bearings.cues import Cue
from kg.reading.findings.bearings.for_a_time import LATER
from kg.reading.findings.bearings.reach import CueReach

UNEXPLAINED: Final = "a word of denial or doubt beside it was not understood"
_DENIAL: Final = re.compile(
    r"\b(?:nothing|nowhere|nobody|no[- ]one|none|never|not|nor|neither|without|den(?:y|ies|ied|ying|ials?)|disclaim\w*"
    r"|disavow\w*|negat(?:e|ed|es|ing|ion)|refut\w*|disprov\w*|contradict\w*|lack\w*|absen(?:t|ce)|missing|wanting|vain"
    r"|fruitless|unfounded|unproven|unconfirmed|unlikely|doubt\w*|dubious|supposed\w*|alleged\w*|rumou?r\w*|false(?:ly)?"
    r"|wrong(?:ly)?|mistak\w*|disput\w*|disagree\w*|retract\w*|reject\w*|dismiss\w*|hypothetical\w*|hardly|scarcely"
    r"|barely|seldom|elusive|undetect\w*|unseen|unfelt|questioned|instead|exonerat\w*|exempt\w*)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
_AHEAD: Final = frozenset(("without", "absence"))
_PARTS: Final = re.compile(
    rf"[;,:()]|\b(?:{BUT}|{ALTHOUGH}|and|who|which|that|because|as|with|so|when|after|before|since|despite"
    r"|due|until|from|where|for)\b",
    re.IGNORECASE,
)
"""What parts a clause from the next, for a word that no rule knows."""


def unexplained(
    text: str, cues: Sequence[Cue], idle: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    """The words of denial in a sentence, its findings at `spans`, that no cue explains and that are not `idle`."""
    reach = CueReach(text, cues, spans)
    spent = [(cue.start, cue.end) for cue in cues if _spent(cue, reach, spans)]
    for one in _DENIAL.finditer(text):
        if not any(low < one.end() and one.start() < high for low, high in (*spent, *idle)):
            yield one


def in_clause(text: str, word: re.Match[str], start: int, end: int) -> bool:
    """Whether a word stands in the same clause as what is at `start` to `end`, and not in it."""
    if (start < word.end() and word.start() < end) or (word[0].lower() in _AHEAD and end <= word.start()):
        return False  # they deny what follows
    return not _PARTS.search(text[word.end() : start] if word.end() <= start else text[end : word.start()])


def _spent(cue: Cue, reach: CueReach, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a cue says something of a finding here; one that judges what is examined always does."""
    if cue.kind not in ("absent", "doubt") or LATER.match(reach.text, cue.end):
        return True
    return any(reach.over(cue, low, high) or reach.until(cue, high) for low, high in spans)
