"""What a text says of both parents at once: that neither has the variant, that both are healthy."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.found import Spot
from kg.texts.text import PassageKind, Text

_PARENTS: Final = r"(?:(?:both|either|any)\s(?:of\s)?)?(?:(?:her|his|the|their|our)\s)?(?:[\w’'-]+\s){0,2}?parents?\b"
_VARIANT: Final = (
    r"(?:it\b|(?:the|this|that|any|either)\s(?:[\w-]+\s){0,3}?(?:variant|mutation|change|substitution|allele))"
)
_NEGATIVE: Final = re.compile(
    rf"\b(?:absent|missing|excluded|ruled\sout|not\s(?:be\s)?(?:found|present|detected|identified|seen|carried|shared|inherited|confirmed|demonstrated))\s"
    rf"(?:in|from|by)\s(?:the\s(?:[\w-]+\s){{1,3}}(?:of|from)\s)?{_PARENTS}"
    rf"|\bneither\s(?:parent|of\s(?:her|his|the|their)\s(?:\w+\s)?parents)\b(?:(?!\b(?:not|but)\b)[^.;]){{0,50}}?\b(?:carr\w+|harbou?r\w*|had\s{_VARIANT}"
    rf"|has\s{_VARIANT}|have\s{_VARIANT}|shared\s{_VARIANT}|positive|heterozyg\w+|carriers?)"
    rf"|\b{_PARENTS}(?:[^.;]{{0,60}}?)\b(?:tested\snegative|(?:were|are|both)\s(?:(?:both|genetically|also)\s)*(?:negative(?!\sfor\s(?!the|it|this))|non-?carriers"
    rf"|not\scarriers|wild[\s-]type)|d(?:id|o)\snot\s(?:carry|harbou?r|share|have)\s{_VARIANT}|lack(?:ed)?\s{_VARIANT})"
    r"|\bparental\s(?:[\w-]+\s){1,4}?(?:was|were|proved|returned)\s(?:both\s)?(?:negative|normal|wild[\s-]type)\b"
    rf"|\b(?:analysis|test(?:ing)?|sequencing|screening|genotyping|stud(?:y|ies))\s(?:of|in)\s{_PARENTS}[^.;]{{0,30}}?\b(?:did\snot\s(?:reveal|show|detect"
    rf"|find|identify|disclose|demonstrate)|failed\sto\s\w+|(?:was|were|gave|proved)\s(?:a\s)?(?:negative|normal))\b"
    rf"|\bnot\sinherited\sfrom\s{_PARENTS}",
    re.I,
)
_WELL: Final = re.compile(
    r"\b(?:both|her|his|their|the)\s(?:[\w-]+\s)?parents\b(?:\s\([^()]{0,30}\)|,[^.;]{1,40},)?\s(?:(?:are|were|is|remain|remained)\s)(?:(?:both|alive\sand|phenotypically|clinically"
    r"|neurologically|examined\sand|found\sto\sbe|considered|apparently|perfectly)\s)*(?:healthy|unaffected|asymptomatic|well|normal|free\sof\ssymptoms|in\s(?:good|excellent)\shealth)\b",
    re.I,
)


def both_negative(text: Text) -> Spot | None:
    """Where a text says that neither parent has the variant.

    Of several variants a parent may have another: who is given one is not asked for.
    """
    return _first(text, _NEGATIVE)


def both_well(text: Text) -> Spot | None:
    """Where a text says that both parents are healthy."""
    return _first(text, _WELL)


def _first(text: Text, words: re.Pattern[str]) -> Spot | None:
    for number, passage in enumerate(text.passages):
        match = words.search(passage.text) if passage.kind is not PassageKind.HEADING else None
        if match is not None:
            return Spot(number, match.start(), match.end())
    return None
