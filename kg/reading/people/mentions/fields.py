"""Persons told of in short: `Sex: male. Age: 45 years.`, `(F, 52)`, `Age at onset: 40`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.people.mentions.kinds import MentionKind, PersonMention
from kg.reading.people.mentions.numbers import years

_SEX: Final = ("sex4", "sex5", "sex6", "sex7", "sex8", "sex12", "sex14", "sex15", "sex16", "sex17")
_AGE: Final = ("age4", "age5", "age6", "age7", "age9", "age12", "age14", "age15", "age16")
_IN_BRACKETS: Final = re.compile(r"(?:[\s-](?:[a-z][a-z-]*[a-z])){0,4},?\s\((F|M|female|male|f|m)(?=[),;])")


def sex_behind(match: re.Match[str]) -> str | None:
    """The sex in brackets behind a description: `a 52-yo left-handed farmer (M)`."""
    told = _IN_BRACKETS.match(match.string, match.end())
    return None if told is None else "female" if told[1].lower().startswith("f") else "male"


def told_in_short(match: re.Match[str]) -> tuple[str | None, float | None, bool]:
    """The sex and the age, and whether one stands alone: then it is of whom the fields around it are."""
    sex, number = (next(filter(None, map(match.group, ways)), "") for ways in (_SEX, _AGE))
    age = years(number, match["unit9"] or match["unit16"] or "years") if number else None
    told = ("female" if sex[0].lower() in "fwg" else "male") if sex else None
    return told, age, not (sex and number)


def field(match: re.Match[str]) -> Iterator[PersonMention]:
    """`Age at onset: 40`, of whom the fields around it are."""
    yield PersonMention(kind=MentionKind.ROLE, start=match.start(), end=match.end(), noun="field", label="age")
