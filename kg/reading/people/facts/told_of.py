"""What a sentence tells of a person besides ages: family, origin, testing, whether the disease is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.reading.clause_words import ALTHOUGH, BUT
from kg.reading.hedged import hedged
from kg.reading.people.facts.told_fact import ToldFact
from kg.reading.people.mentions.labels import NUMBERED, ROMAN
from kg.reading.people.mentions.words import KIN_WORDS
from kg.reading.people.worded import patterns_of
from kg.reading.rows import any_of

_FOLDER: Final = Path(__file__).parent
_DENIED: Final = re.compile(
    r"\b(?:no|none|neither|nor|nobody|not|never|without|den(?:y|ied|ies)|lack\w*|negative|absent|cannot|unknown)\b"
    rf"(?:(?!\b(?:and|{BUT}|{ALTHOUGH}|with)\b)[^.;,]){{0,60}}$", re.I
)  # fmt: skip
_NEITHER: Final = re.compile(r"\b(?:neither|none|nobody)\b[^.;]*$", re.I)
_DENIED_AFTER: Final = re.compile(
    r"(?:\s\w+){0,3}\s(?:is|was|were|has\sbeen|had\sbeen)\s(?:\w+ly\s)?(?:denied|absent|lacking|negative|unknown|not)\b",
    re.I,
)
_MAY_BE_DENIED: Final = frozenset(
    {("family_history", "familial"), ("consanguinity", "parents consanguineous"), ("genetic_status", "confirmed")}
)
_WHOM: Final = (
    r"(?:(?:(?:both|either|any|all)\s(?:of\s)?)?(?:her|his|the|their|an?|one)|both|either|two|all\sthree|parental)\s"
    rf"(?:[\w-]+\s){{0,3}}?(?:(?:{KIN_WORDS}|parent)s?|children|samples?|DNA|blood)\b|{NUMBERED}|{ROMAN}"
)
_LOOKS: Final = patterns_of(
    _FOLDER / "stated.tsv", origin=f"(?:{any_of(_FOLDER / 'origins.tsv')})", kin=KIN_WORDS, whom=_WHOM
)
_PLAIN: Final = {"no": False, "yes": True}
_OF_SEVERAL: Final = frozenset({"affected", "genetic_status"})
"""What one sentence may tell of several persons, of each for themselves."""


def told(text: str, start: int, end: int) -> Iterator[ToldFact]:
    """Facts under the keys of a case, for whoever the sentence is about."""
    done: set[str] = set()
    for (key, value), look in _LOOKS.items():
        for match in look.finditer(text, start, end) if key not in done or key in _OF_SEVERAL else ():
            if (key, value) in _MAY_BE_DENIED and _denied(text, start, end, match):
                continue
            if value == "confirmed" and hedged(text, start, match.start()):
                continue
            done.add(key)
            plain = _PLAIN[value] if value in _PLAIN else value or match[0]
            whose = match.end() if match[0].endswith(" ") else match.start()
            yield ToldFact(key=key, value=plain, start=match.start(), end=_whole(text, match.end()), whose=whose)


def _whole(text: str, end: int) -> int:
    """Where the word ends in which a match ends: what is quoted are whole words (`healthy carriers`)."""
    while text[end - 1 : end].isalnum() and text[end : end + 1].isalnum():
        end += 1
    return end


def _denied(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Whether a family history, a marriage of relatives or a variant is named to say that there is none."""
    before = _DENIED.search(text[max(start, match.start() - 90) : match.start()])
    neither = _NEITHER.search(text, start, match.start()) if match.re is _LOOKS["genetic_status", "confirmed"] else None
    return bool(before or neither or _DENIED_AFTER.match(text, match.end(), end))
