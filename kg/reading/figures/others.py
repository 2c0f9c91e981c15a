"""Words for people other than those with the disease that a paper is about, and for those of other papers."""

from __future__ import annotations

import re
from typing import Final

_OTHERS: Final = re.compile(
    r"\bcontrols?\b|\bhealthy\b|\bnon-?carriers?\b|\bwild[\s-]?type\b|\b(?:variant|mutation|CSF1R)[\s-]negative\b"
    r"|\b(?:without|no|lacking|not\scarrying)\s(?:an?\s|any\s|the\s)?(?:[\w-]+\s){0,2}(?:variants?|mutations?|disease)\b"
    r"|\b(?:AD|MS|FTD|PD|CADASIL|ALS|MSA|PSP)\s(?:patients|cases|group)\b"
    r"|\b(?:patients|cases|those|people)\swith\s(?:AD|MS|FTD|PD|CADASIL|Alzheimer|multiple\ssclerosis|frontotemporal"
    r"|Parkinson|stroke|other\s)", re.I
)  # fmt: skip
"""People without the disease, or with another: their share is none of people with it."""
_CITED: Final = re.compile(
    r"\bpublished\b|\bliterature\b|\bet\sal\b"
    r"|\b(?:previous|earlier|prior)(?:ly)?\s(?:been\s)?(?:report\w*|describ\w*|series|stud\w+|case|publi\w+|cohort|review)"
    r"|\breported\s(?:patients|carriers|cases|people|families|before|earlier|elsewhere|so\sfar|to\sdate)\b"
    r"|\b(?:cases|patients|carriers)\s(?:reported|described)\s(?:before|earlier|so\sfar|to\sdate|by)\b"
    r"|\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]", re.I
)  # fmt: skip
_OURS: Final = re.compile(
    r"\b(?:our|ours|we|(?:this|the\spresent|the\scurrent)\s(?:study|series|cohort|registry|work))\b", re.I
)
_OF_OTHERS: Final = re.compile(r"\b(?:introduc|background|literature|published|previous|review)", re.I)
"""Sections that tell of what others saw."""

_OF_A_DISEASE: Final = re.compile(
    r"\W*(?:in|among)\s(?:[\w-]+\s){0,2}?(?:AD|MS|FTD|PD|CADASIL|ALS|MSA|PSP|Alzheimer|Parkinson(?:['’]?s)?\sdisease"
    r"|multiple\ssclerosis|frontotemporal|Nasu|vanishing|metachromatic|Alexander|Krabbe)\b[^,]*,", re.I
)  # fmt: skip
"""A sentence that begins with another disease tells of its patients."""


def begins_elsewhere(sentence: str) -> bool:
    """Whether a sentence tells of another disease from its first words.

    >>> begins_elsewhere("In Alzheimer disease, myoclonus occurs in 10%"), begins_elsewhere("In 12 carriers, it occurs")
    (True, False)
    """
    return bool(_OF_A_DISEASE.match(sentence))


def are_others(words: str) -> bool:
    """Whether some words name people without the disease, or with another.

    >>> are_others("41 patients without a variant"), are_others("healthy controls"), are_others("carriers")
    (True, True, False)
    """
    return bool(_OTHERS.search(words))


def are_cited(words: str, section: str = "") -> bool:
    """Whether a clause, or the section it stands in, tells of people of other papers.

    >>> are_cited("the published carriers"), are_cited("our carriers, as in the literature")
    (True, False)
    """
    return bool(_CITED.search(words) or _OF_OTHERS.search(section)) and not _OURS.search(words)
