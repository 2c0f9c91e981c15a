"""Sentences that speak of another paper: whom they describe is nobody of this text."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.literature.strangers import without_asides

HERE: Final = re.compile(
    r"\b(?:here(?:in)?\b|we\s(?:here\s)?(?:report|describe|present|encountered|saw|identified)|this\s(?:report"
    r"|paper|study|case))",
    re.I,
)
"""What says that a sentence tells of this paper."""
_CITED: Final = re.compile(
    r"\bet\sal\b|\b(?:previously|recently|first|already)\s(?:been\s)?(?:reported|described|published)\b"
    r"|\bin\sthe\sliterature\b"
    r"|\b(?:reported|described)\s(?:by|in)\b|\bhas\sbeen\s(?:reported|described)\b|\bwere\sreported\sin\b"
    r"|\banother\s(?:report|study|group)\b", re.I
)  # fmt: skip
_REFERS: Final = re.compile(r"\[\d[\d,\s–-]*\]\W{0,2}$|\((?:[A-Z]\w+,?\s)+(?:et\sal\.?,?\s)?(?:19|20)\d\d\w?\)\W?$")
_REVIEW: Final = re.compile(
    r"(?:(?:A|An|The|Our|This)\s)?(?:[\w-]+\s){0,3}(?:search|review)\b[^.;]{0,60}"
    r"\b(?:literature|PubMed|Medline|database|papers|published)"
    r"|We\s(?:\w+\s)?(?:searched|reviewed)\b[^.;]{0,60}\b(?:literature|PubMed|Medline|published|reported|cases|papers)",
    re.I,
)  # fmt: skip
_REPORTED: Final = re.compile(
    r"\b(?:has|have)\s(?:\w+ly\s)?been\s(?:\w+ly\s)?(?:reported|described|published|documented)\b|\bin\sthe\sliterature\b"
    r"|\b(?:previous|earlier|recent|other|another|several|few)\s(?:case\s)?(?:reports?|stud(?:y|ies)|authors?|groups?|series|papers?)\s"
    r"(?:have\s|has\s)?(?:also\s)?(?:described|reported|found|showed|noted|observed|suggest\w*|mention\w*)"
    r"|\b(?:is|are)\s(?:usually|often|typically|generally|commonly|rarely|mostly|frequently|almost\salways)\b"
    r"|^\W*(?:in|of|among)\s(?:these|those|them|the\s(?:latter|former))\b"
    r"|\b(?:is|are)\s(?:an?\s)?(?:\w+ly\s)?(?:common|frequent|rare|typical|usual|characteristic|uncommon|infrequent|hallmarks?)\s"
    r"(?:in|of|for|among|features?|signs?|symptoms?|findings?|manifestations?)\b"
    r"|\b(?:is|are)\s(?:an?|the)\s(?:\w+\s){0,2}(?:features?|signs?|symptoms?|manifestations?|hallmarks?)\sof\s"
    r"|\b(?:can|may)\s(?:also\s)?(?:occur|precede|be\sthe\s(?:first|only|initial|presenting))\b",
    re.I,
)
"""What says that a sentence without a person is of others, or of a disease."""
_OF_THESE: Final = re.compile(r"\bin\s[\w-]+\sof\s(?:them|these|those)\b", re.I)
_SIGNS: Final = re.compile(r"\b(?:lesions|foci|hyperintensities|areas|spots|nodules|infarcts)\b", re.I)
"""What `in two of these` is said of where it is not said of people."""
_NEAR: Final = 100
_PASSIVE: Final = re.compile(
    r"\b(?:was|were|has\sbeen|have\sbeen)\s(?:\w+\s)?(?:reported|described|published|documented)\b", re.I
)


def cited(text: str, start: int, end: int) -> bool:
    """Whether a sentence tells what others wrote, and not what this paper reports."""
    return bool(_CITED.search(text, start, end)) and not HERE.search(text, start, end)


def refers(text: str, start: int, end: int) -> bool:
    """Whether it ends with a number of the list of references, or with a name and a year."""
    return bool(_REFERS.search(text, start, end))


def opens_review(text: str, start: int, end: int) -> bool:
    """Whether a sentence opens a paragraph on what others reported."""
    return bool(_REVIEW.match(text, start, end))


def reported(text: str, start: int, end: int) -> bool:
    """Whether a sentence that names nobody tells what has been reported, or what is common in a disease."""
    words = without_asides(text[start:end])
    some = _OF_THESE.search(words) and not _SIGNS.search(text, max(0, start - _NEAR), end)
    return bool(_REPORTED.search(words) or some) and not HERE.search(text, start, end)


def passes_by(text: str, start: int, end: int) -> bool:
    """Whether a sentence only says that somebody was reported, so that the next one need not go on about them."""
    return bool(_PASSIVE.search(text, start, end))
