"""What is counted at the bedside: words that were recalled, digits repeated, words found in a minute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.findings.numbers.number_told import NumberTold
from kg.reading.number_words import from_to, one_of

MEMORY: Final = "HP:0002354"
ATTENTION: Final = "HP:5200044"
EXECUTIVE: Final = "HP:0033051"
"""Memory impairment, reduced attention regulation, impaired executive functioning."""
_WORDS: Final = {**from_to(1, 12), "none": 0, "no": 0, "zero": 0}
_NUMBER: Final = rf"(?:\d{{1,2}}|{one_of(_WORDS)})"
_OF: Final = rf"(?P<got>{_NUMBER}) ?(?:(?:out )?of|/) ?(?:the )?(?P<all>{_NUMBER})"
_RECALLED: Final = (
    re.compile(
        r"\b(?:recall(?:ed|s|ing)?|remember(?:ed|s)?)"
        r"(?: (?:was|of|at|after|only|just|[\w-]+ minutes|scores?|were|gave))*"
        rf"[:,]? {_OF}\b(?! (?:weeks|years|months))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\d/.]){_OF} (?:words? |items? |objects? )?(?:(?:on|in|at|after|for) (?:the )?)?"
        r"(?:delayed |free |five-minute )*recall\b",
        re.IGNORECASE,
    ),
)
_SPAN: Final = re.compile(
    rf"\bdigit span(?: (?P<back>backwards?)| forwards?)?(?: (?:was|of|were|is|only|limited to|reduced to|to))*[:,]?"
    rf" (?P<got>{_NUMBER})\b(?![/.]\d)(?P<behind> backwards?)?",
    re.IGNORECASE,
)
_FLUENT: Final = re.compile(
    rf"(?<![\d/.])\b(?P<got>{_NUMBER}) (?:different )?(?:animals?|words?|items|fruits|vegetables|names)\b[^.;]{{0,40}}?"
    r" (?:in|per|within) (?:one|1|a|60)(?: |-)(?:minute|min|seconds?|s)\b",
    re.IGNORECASE,
)
_FEW: Final = {"span": 4, "backwards": 2, "fluency": 9}
_FEWEST: Final = 2
_PART: Final = 0.4
"""Words of which more must be asked for, and the part up to which anybody would call it too few."""


def of_counts(sentence: str) -> Iterator[NumberTold]:
    """What a count at the bedside tells, or denies.

    >>> [(one.hpo, one.absent) for one in of_counts("She recalled one of three words; digit span was four.")]
    [('HP:0002354', False), ('HP:5200044', False)]
    """
    for match in (found for pattern in _RECALLED for found in pattern.finditer(sentence)):
        most = _read(match["all"])
        got = _read(match["got"])
        if most > _FEWEST and got <= most and (got <= _PART * most or got == most):
            why = f"reckoned: {got} of {most} were recalled"
            yield NumberTold(MEMORY, match.start(), match.end(), got == most, why)
    for match in _SPAN.finditer(sentence):
        few = _FEW["backwards" if match["back"] or match["behind"] else "span"]
        if _read(match["got"]) <= few:
            yield NumberTold(ATTENTION, match.start(), match.end(), False, f"reckoned: up to {few} digits are few")
    for match in _FLUENT.finditer(sentence):
        if _read(match["got"]) <= _FEW["fluency"]:
            why = f"reckoned: up to {_FEW['fluency']} words in a minute are few"
            yield NumberTold(EXECUTIVE, match.start(), match.end(), False, why)


def _read(printed: str) -> int:
    return _WORDS[printed.lower()] if printed.lower() in _WORDS else int(printed)
