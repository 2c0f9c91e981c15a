"""Who has a variant, or has it not, where a sentence says only `does` or `did not` after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.people.facts.told_fact import ToldFact

_IT: Final = (
    r"(?:it|(?:the|this|that)\s(?:[\w-]+\s){0,2}?(?:variant|mutation|change|substitution|allele|deletion|duplication))"
)
_VERB: Final = r"(?:carry|have|harbou?r|share|inherit)"
_HAS_NOT: Final = re.compile(
    rf"\b(?:(?:does|did|do|has|have)\s(?:not|n[o’']t)|never)\s{_VERB}(?:ed)?\s{_IT}\b[^;]*(?P<then>[.;,]\s)$", re.I
)
_HAS: Final = re.compile(
    rf"\b(?:carr(?:y|ies|ied)|ha[sd]|harbou?r(?:s|ed)|shares?d?|inherit(?:s|ed))\s{_IT}\b[^;]*(?P<then>[.;,]\s)$", re.I
)
_DOES: Final = re.compile(r"(?:^|[^.;]{1,90}?[\w),]\s)(?P<does>does|did|has|do)(?:\s(?:so|too))?(?=\s?[.;]|$)")
_TOO: Final = re.compile(
    r"[^.;]{1,90}?[\w),]\s(?P<does>(?:does|did|has|do)\s(?:so\s)?(?:too|also|likewise|as\swell))(?=\s?[.;]|$)"
)
_NAMED: Final = re.compile(
    r"\b(?:carr(?:y|ies|ied)|ha[sd]|harbou?r(?:s|ed)|bears?|bore)\s[^;]*\b[cp]\.\S+\s?[.;,]?\s$", re.I
)
_DOES_NOT: Final = re.compile(
    r"(?:^|[^.;]{1,90}?[\w),]\s)(?P<does>(?:does|did|has|do|is)\s(?:not|n[o’']t))(?=\s?[.;]|$)"
)
_FAR: Final = 140


def elided(text: str, start: int, end: int) -> Iterator[ToldFact]:
    """The status of whoever a sentence is about that takes up what was denied, or said, of another.

    >>> [fact.value for fact in elided("He does not carry it. His sister does.", 22, 38)]
    ['confirmed']
    """
    for part in re.finditer(r"[^;]+;?", text[start:end]):
        low, high = start + part.start(), start + part.end()
        ahead = text[max(0, low - _FAR) : low].rstrip() + " "
        piece = text[low:high]
        has = (_DOES.match(piece) if _HAS_NOT.search(ahead) else None) or (
            _TOO.match(piece) if _HAS.search(ahead) or _NAMED.search(ahead) else None
        )
        if match := has:
            value = "confirmed"
        elif (match := _DOES_NOT.match(piece)) and _HAS.search(ahead) and not _HAS_NOT.search(ahead):
            value = "negative"
        else:
            continue
        at = low + match.start("does")
        yield ToldFact(key="genetic_status", value=value, start=at, end=low + match.end("does"), whose=at)
