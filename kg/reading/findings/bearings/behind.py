"""Whether a denial that stands behind a finding is said of it, or of another between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.clause_words import ALTHOUGH, BUT
from kg.reading.findings.bearings.families import spelled_out

_NEW: Final = re.compile(
    r"(?:,|\band\b)\s*(?:and\s+)?(?:the\s+|his\s+|her\s+|any\s+)?(?:[\w’'-]+\s+){0,2}$", re.IGNORECASE
)
"""Before the finding right before the denial: it begins a clause of its own."""
_COMMA: Final = re.compile(r",\s*(?:and\s+)?", re.IGNORECASE)
_GOVERNED: Final = re.compile(
    r"\b(?:had|has|have|showed|shows|revealed|disclosed|developed|there (?:was|were|is)|presented|demonstrated"
    r"|complained of|suffered from|exhibited|displayed|with)\b(?! (?:been|not|never|no)\b)(?P<object>[^;:.]*)$",
    re.IGNORECASE,
)
_AGAINST: Final = re.compile(rf"\b(?:{BUT}|{ALTHOUGH})\b", re.IGNORECASE)
_SUBORDINATE: Final = re.compile(
    r"\b(?:when|while|although|though|if|as|who|which|that|because|since|after|before|until|whereas)\b[^,;]*$",
    re.IGNORECASE,
)
_HEADS: Final = re.compile(r",\s*(?:and\s+)?(?:the\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE)
_VERB: Final = re.compile(r"\b(?:not|could|cannot|can|did|was|were|is|are|walked|spoke|stopped|lost)\b", re.IGNORECASE)
_STATED: Final = re.compile(
    spelled_out(r"\s*(?:\([^)]*\)\s*)?(?:<evident>|\+|yes)\s*[,;:]"),
    re.IGNORECASE,
)


def said_of_another(text: str, start: int, end: int, cue_start: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether what ends at `end` is told by a verb before it, and only what stands between is denied.

    `He had tremor and rigidity, and dystonia was absent` denies dystonia alone, `tremor present, rigidity absent` too.
    """
    if _STATED.match(text, end):
        return True
    later = [(low, high) for low, high in spans if end <= low and high <= cue_start]
    if not later:
        return False
    last = max(later)
    parted = _COMMA.search(text, end, last[0]) is not None
    if _VERB.search(text, start, end):
        return _NEW.search(text, end, last[0]) is not None
    if not parted:
        return False
    governed = _GOVERNED.search(text, 0, start)
    if governed is None or _AGAINST.search(governed["object"]) or _NEW.search(text, end, last[0]) is None:
        return False
    if _SUBORDINATE.search(text, 0, governed.start()) and "," in governed["object"]:
        return False
    if governed[0].lower().startswith("with") and "," in governed["object"]:
        return False
    return not (_HEADS.search(text, governed.start(), start) and not _COMMA.match(text, end))
