"""Ages of a person, and what each is the age at: onset, examination, scan, death."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from kg.reading.number_words import ordinal_of
from kg.reading.people.facts.age_at import age_at
from kg.reading.people.facts.age_words import AT, HEADED, MILESTONE, NO_AGE
from kg.reading.people.facts.told_fact import ToldFact
from kg.reading.people.mentions import KIN, and_months, years

_WELL: Final = re.compile(
    r"\b(?:well|healthy|normal(?:ly)?|fit|in\s(?:good|excellent|normal|full)\shealth|asymptomatic|symptom-free|unremarkable|uneventful)(?:\s(?:up|at\swork))?,?\s$",
    re.I,
)
"""Ahead of `until 47`: the illness began then."""
_ONSET_IN_WORDS: Final = re.compile(
    r"\b(?:onset|beg[au]n|started|first\s\w+|(?:fell|became)\sill)\b[^.;]{0,50}?\bin\s(?:her|his|the)\s"
    r"(?:(?:very\s)?(?:early|mid|middle|late|first|second|third|fourth|fifth|sixth|seventh|eighth)[\s-]+)?"
    r"(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|[2-8]0[’']?s|decade|childhood|adolescence)\b",
    re.I,
)
"""Ahead of a sign at an age: the illness began before it, at an age without a number."""
_WHEN: Final = re.compile(r"(?:\syears)?,?\swhen\b")
_SEEN: Final = "the last age told; whether they were examined then is not said"
_WEAK: Final = "the words tell when a sign was there; whether it was the first is not said"
_LIVED: Final = "the words tell how long they lived; that they died then is not said"
_SURVIVED: Final = re.compile(r"\b(?:lived|survived)\s$", re.I)
_ORDINALS, _DAYS = ("15", "17"), ("16", "17")
"""Ways to print an age: `her 46th birthday`, `the second day of life`, `day 2 of life`."""
_RESPECTIVELY: Final = re.compile(r"\brespectively\b", re.I)
_NEXT_AGE: Final = re.compile(r"(?:\syears)?(?:,?\sand\s|,\s)(?:at\s)?(\d{1,2})(?=[,.;](?!\d)|\s(?:and|years)\b)")
_MEAN: Final = re.compile(r"\b(?:mean|median|average)\b", re.I)
_AND_KIN: Final = re.compile(rf"(?:,|\sand)\s(?:her|his|the|an?)\s(?:\w+\s)?(?:{'|'.join(KIN)})\s$", re.I)
"""Between two ages that are ages at the same: `her mother died at 70 and her father at 72`."""
_PRONOUN: Final = re.compile(r",?\s(?:she|he)\s(?:was|had|could|did)\b")
_KEYS: Final = {"onset": "age_at_onset", "death": "age_at_death", "mri": "age_at_imaging", "imaging": "age_at_imaging"}


def ages(text: str, start: int, end: int) -> Iterator[ToldFact]:
    """Every age that a sentence tells of somebody, with what it is the age at."""
    for match in HEADED.finditer(text, start, end):
        told = years(match["n"] or match["n13"], match["u"] or match["u13"] or "years")
        if told is not None and not _MEAN.search(text, max(start, match.start() - 12), match.start()):
            key = _KEYS.get((match["what"] or match["what2"].split()[0]).lower(), "age_at_examination")
            yield ToldFact(key=key, value=told, start=match.start(), end=match.end())
    before: ToldFact | None = None
    for match in AT.finditer(text, start, end):
        index, number = next((name[1:], told) for name, told in match.groupdict().items() if name[0] == "n" and told)
        unit = match.groupdict().get(f"u{index}") or ("days" if index in _DAYS else "years")
        age = years(str(ordinal_of(number)) if index in _ORDINALS else number, unit)
        if age is not None and not _no_age(match, index, age, unit):
            age += and_months(text, match.end(), unit)
            found = list(_told(text, start, end, match, age))
            if before is not None and _AND_KIN.search(text, before.end, match.start()) and index in "123":
                found = [replace(before, value=age, start=match.start(), end=match.end())]
            before = found[0] if found else None
            yield from found


def _no_age(match: re.Match[str], index: str, age: float, unit: str) -> bool:
    """Whether a number of years or weeks tells how long, or of a pregnancy, or until when."""
    led = match[0].lower()
    well = _WELL.search(match.string, max(0, match.start() - 40), match.start())
    if _SURVIVED.search(match.string, max(0, match.start() - 12), match.start()):
        return False
    if led.startswith("until") and not (well or _WHEN.match(match.string, match.end())):
        return True
    of_age = led.endswith(("age", "old", "life"))
    pregnancy = unit.startswith("w") and 10 <= age * 52 <= 44
    return not of_age and (pregnancy or (index == "2" and led.startswith("since")))


def _told(text: str, start: int, end: int, match: re.Match[str], age: float) -> Iterator[ToldFact]:
    """An age as a fact, and the further ages of `fell ill at 41 and 38 years, respectively`."""
    lived = _SURVIVED.search(text, max(start, match.start() - 12), match.start())
    until = not lived and match[0].lower().startswith("until")
    well = bool(until and _WELL.search(text, max(start, match.start() - 40), match.start()))
    found = (
        ("age_at_onset", 0 if well else 1)
        if until
        else ("age_at_death", 1)
        if lived
        else age_at(text, start, end, match)
    )
    fact = partial(ToldFact, start=match.start(), end=match.end())
    if found is None:
        if _worded(match) and not _no_state(text, start, match.start()):
            yield fact(key="age_at_examination", value=age, rank=3, why=(_SEEN,))
        return
    key, rank = found
    if key == "age_at_onset" and rank and _ONSET_IN_WORDS.search(text, max(0, match.start() - 250), match.start()):
        yield fact(key="age_at_examination", value=age, rank=3, why=(_SEEN,))
        return
    why = {"age_at_onset": (_WEAK,), "age_at_death": (_LIVED,)}.get(key, ()) if rank else ()
    yield fact(key=key, value=age, rank=rank, why=why)
    for more in _in_turn(text, match.end(), end):
        yield ToldFact(key=key, value=float(more[1]), start=more.start(1), end=more.end(1), rank=rank, why=why)


def _worded(match: re.Match[str]) -> bool:
    """Whether a number can be nothing but an age: `at 38 years`, `At 38 she was mute`."""
    told = (match["n1"] and match["u1"]) or (match["n2"] and match["u2"]) or match["n3b"]
    return bool(told or ((match["n1"] or match["n3"]) and _PRONOUN.match(match.string, match.end())))


def _no_state(text: str, start: int, at: int) -> bool:
    """Whether the words ahead of an age tell no state of the person: a mean, what was learned then."""
    ahead = text[max(start, at - 60) : at]
    return bool(NO_AGE.search(ahead[-40:]) or MILESTONE.search(ahead))


def _in_turn(text: str, at: int, end: int) -> Iterator[re.Match[str]]:
    while _RESPECTIVELY.search(text, at, end) and (match := _NEXT_AGE.match(text, at, end)):
        yield match
        at = match.end()
