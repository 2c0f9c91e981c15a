"""Words for persons: relatives, what they are to each other, men and women, trades."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kg.reading.rows import table_of

FOLDER: Final = Path(__file__).parent

KIN: Final = {row[0]: (row[1] if len(row) > 1 and row[1] else None) for row in table_of(FOLDER / "relatives.tsv")}
"""Words for relatives by blood, and the sex they tell."""
KIN_WORDS: Final = "|".join(sorted(KIN, key=len, reverse=True))
"""The same as a pattern: of two that begin alike the longer is tried first."""

CALLED: Final = {row[0]: row[2] for row in table_of(FOLDER / "relatives.tsv") if len(row) > 2}
"""Words for relatives and what a case of theirs is called (`dad`: father)."""
KIN_OF_KIN: Final = {(one, two): what for one, two, what in table_of(FOLDER / "relatives_of.tsv")}
"""`Her mother's brother`, `the sister of her mother`: what they are to her."""

_NOUNS: Final = {
    "female": "woman women lady girl female daughter mother sister housewife widow nun schoolgirl"
    " primigravida multigravida primipara multipara schoolmistress policewoman businesswoman waitress seamstress",
    "male": "man men gentleman boy male son father brother widower monk schoolboy"
    " schoolmaster policeman businessman salesman fisherman postman fireman craftsman",
    "": "patient person individual proband infant child neonate baby toddler newborn fetus foetus adolescent teenager"
    " subject case carrier propositus proposita sibling adult",
}
SEX_OF: Final = {noun: sex or None for sex, nouns in _NOUNS.items() for noun in nouns.split()}


def sex_in(words: str, noun: str = "") -> str | None:
    """The sex that a description tells."""
    if told := SEX_OF.get(noun):
        return told
    if short := re.search(r"[,\s]([FM])$", words):
        return "female" if short[1] == "F" else "male"
    match = re.search(r"\b(?:(fe)?male|woman|girl|man|boy)\b", words, re.I)
    if match is None:
        return None
    return "female" if match[0].lower() in ("female", "woman", "girl") else "male"


_RANKS: Final = {
    **dict.fromkeys(("eldest", "oldest", "elder", "older", "first", "first-born"), "elder"),
    **dict.fromkeys(("youngest", "younger", "last-born"), "younger"),
    **dict.fromkeys(("middle", "second"), "middle"),
    "third": "third",
}
"""Words that tell siblings apart; where there are two brothers, the eldest is the elder."""
RANK_WORDS: Final = ("eldest", "oldest", "elder", "older", "youngest", "younger")
"""Words by which a patient is the elder or the younger."""
RANK: Final = rf"(?:{'|'.join(sorted(_RANKS, key=len, reverse=True))})"


def rank_of(words: str) -> str:
    """Which of several siblings words mean: `elder`, `middle`, `younger`; '' where they do not say."""
    found = re.search(rf"\b{RANK}\b", words, re.I)
    return _RANKS[found[0].lower()] if found else ""
