"""What is denied for a time alone: it came later, or was not there until then."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.findings.bearings.families import spelled_out

LATER: Final = re.compile(
    spelled_out(
        r"\s(?:before|previously|earlier) (?:was|were|is|are|had|appeared|became)\b"
        r"|\s(?:at first|initially|at (?:onset|presentation|that time|the (?:first|initial) \w+))\b[^.;]{0,30}?\b"
        r"(?:later|became|appear|develop|occur|emerg|set in|ensu|arose|manifest|present)"
        r"|\s(?:on|in|at) (?:the |her |his )?\w+(?: \w+)?,? (?:and|but|yet|while|whereas) (?:it |they )?(?:was |were )?"
        r"(?:\w+ly )?<evident>\b"
        r"|[^,;]{0,40}?,? (?:but|yet|and then|before it|then)"
        r" (?:(?:later|then|it|they|had|has|subsequently|soon) )*"
        r"(?:appear|develop|occur|emerg|becam|set in|present|evident|follow|ensu|arose|manifest)"
    ),
    re.IGNORECASE,
)
"""After a denial: it came later."""
_UNTIL: Final = re.compile(
    r",? (?:although|though|but|yet|which|that) (?:it |this |these |they )?(?:was |were |is )(?:\w+ly )?"
    r"(?:obvious|evident|present|visible|seen|manifest|apparent|noted|observed)\b"
    r"|(?: [\w-]+){0,3} (?:until|till|before|up to)(?: (?:about|around))?"
    r" (?:(?:the |her |his )?(?:age\b|\w+ (?:birthday|year of life|decade))|(?:s?he|they) (?:was|were)\b"
    r"|\d+(?:\.\d+)?\b|\w+ (?:years|months|weeks|days)\b)",
    re.IGNORECASE,
)
"""After a denial: until then. `no seizures until the age of 3 years`."""


def denied_until(text: str, end: int) -> bool:
    """Whether what ends at `end` is denied until then, and came."""
    return _UNTIL.match(text, end) is not None


def came_later(text: str, end: int) -> bool:
    """Whether behind a denial that ends at `end` it is told that it came."""
    return LATER.match(text, end) is not None or denied_until(text, end)
