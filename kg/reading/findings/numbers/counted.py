"""Findings of which a figure of a group is told: those are figures, and the finding is nobody's."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.number_words import from_to, one_of

_NUMBER: Final = rf"(?:\d+|{one_of(from_to(1, 12))})"
_OF_THEM: Final = (
    rf"(?:{_NUMBER} ?/ ?{_NUMBER}|{_NUMBER} (?:out )?of (?:the |our |these |all )?{_NUMBER}|{_NUMBER}(?:\.\d+)? ?% of"
    rf"|{_NUMBER} (?:\w+ )?(?:patients|individuals|carriers|cases|subjects|families))"
)
_BEHIND: Final = re.compile(
    rf"[^.;()]{{0,40}}?(?:\b(?:in|of|by|among) (?:only |all |about )?{_OF_THEM}|\((?:n ?= ?\d+|\d+(?:\.\d+)? ?%"
    rf"|{_NUMBER} ?/ ?{_NUMBER}[;,)] ?\d*))",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(
    rf"(?:\b{_OF_THEM}|\bnone(?: of (?:the|these|our|them)(?: \w+)?)?|\b(?:most|some|many|half|all) (?:of (?:the"
    rf"|these|our) )?(?:patients|\w+ patients))"
    r"(?: (?:patients|individuals|carriers|cases|of them))?(?: \(\d+(?:\.\d+)? ?%\))? (?:had|have|showed"
    r"|developed|presented|were|was|exhibited|experienced)\b[^.;]*$",
    re.IGNORECASE,
)
_SCORED: Final = re.compile(
    r"\b(?:MMSE|MoCA|score|FAB|ACE|scale|points|battery|weak\w*|pare(?:sis|tic)|strength|power)\b", re.IGNORECASE
)


def is_counted(sentence: str, start: int, end: int) -> bool:
    """Whether a finding at `start` to `end` of a sentence stands beside the number of people who have it.

    >>> is_counted("Seizures were seen in 3 of 12.", 0, 8), is_counted("Dementia (MMSE 12/30).", 0, 8)
    (True, False)
    """
    match = _BEHIND.match(sentence, end)
    if match and not _SCORED.search(sentence, start, match.end()):
        return True
    return bool(_AHEAD.search(sentence, 0, start))
