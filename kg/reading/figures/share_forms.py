"""The forms in which papers print a share of people, each under a name: `7/12 (58%)`, `seven of the twelve` ..."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.figures.counts import COUNT, PEOPLE, PERCENT, WORD

_CLOSED: Final = r"(?:\s?[)\]]|(?=[;,]\s))"
_HAD: Final = r"(?:had|have|showed|developed|was|were|carried|presented|experienced)"
_FORMS: Final = {
    "slash": rf"(?P<n>\d{{1,5}})\s?/\s?(?P<d>\d{{1,5}})(?![\w/]|\.\d)(?:\s(?:[\w-]+\s)?{PEOPLE})?"
    rf"(?:[\s,]*[(\[,]?\s?(?P<p>{PERCENT})\s?[)\]]?)?",
    "of": rf"(?P<n>{COUNT})\s(?:{PEOPLE}\s)?(?:out\s)?of\s(?:the\s|our\s|these\s|all\s)?(?P<d>\d{{1,5}}|{WORD})\b"
    r"(?!\s?(?:mg|ml|days|weeks|months|years|hours|points))"
    rf"(?:\s(?:[\w-]+\s){{0,2}}?{PEOPLE})?(?:[\s,]*[(\[,]\s?(?P<p>{PERCENT})\s?[)\]]?)?",
    "percent_first": rf"(?P<p>{PERCENT})\s?[(\[,;]\s?(?:n\s?=\s?)?(?P<n>\d{{1,5}})\s?(?:/|\sof\s|out\sof\s)\s?"
    rf"(?P<d>\d{{1,5}})(?:\s{PEOPLE})?(?:\s?[)\]])?",
    "people": rf"(?P<n>\d{{1,5}}|{WORD})\s(?:[\w-]+\s)?{PEOPLE}\s?[(\[]\s?(?P<p>{PERCENT}){_CLOSED}",
    "bare": rf"(?P<n>\d{{1,5}}|{WORD})\s?[(\[]\s?(?P<p>{PERCENT}){_CLOSED}",
    "of_whom": rf"(?P<n>{COUNT})\s(?:out\s)?of\s(?:whom|which|them|those)\b"
    rf"(?:[\s,]*[(\[]\s?(?P<p>{PERCENT}){_CLOSED})?",
    "percent_of": rf"(?P<p>{PERCENT})"
    rf"(?=\s(?:of\s(?:the\s|all\s|our\s|reported\s)?(?:\d+\s)?(?:[\w-]+\s){{0,2}}?{PEOPLE}\b))",
    "none": rf"(?P<n>none|all|both)(?=\s(?:of\s(?:the|our|these)\s)?(?:{PEOPLE}\s)?{_HAD}\b)",
    "percent_alone": rf"(?<=[(])(?P<p>{PERCENT})(?=[);,])",
    "in_percent": rf"(?<=in )(?P<p>{PERCENT})",
}
"""Of each `n` is the count, `d` the number of all, `p` the percent. The first that fits wins."""
SHARES: Final = re.compile(
    r"(?<![\w./-])(?:"
    + "|".join(f"(?P<{form}>{way.replace('(?P<', f'(?P<{form}_')})" for form, way in _FORMS.items())
    + ")",
    re.IGNORECASE,
)


def parts_of(match: re.Match[str]) -> tuple[str, dict[str, str]]:
    """The form of a match of `SHARES`, and its parts by their letters."""
    form = match.lastgroup or ""
    told = {letter: match[f"{form}_{letter}"] for letter in "ndp" if f"(?P<{letter}>" in _FORMS[form]}
    return form, {letter: part for letter, part in told.items() if part}
