"""Ages of a person, and what each is the age at: onset, examination, scan, death."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from kg.reading.people.facts.age_words import AT, CUES, HEADED, NO_AGE, OF_KIN, OTHER_ILLS
from kg.reading.people.facts.told_fact import ToldFact
from kg.reading.people.mentions import years

_PIECE: Final = re.compile(
    r"[;]|,\s(?:and|but|while|whereas)\s|\s(?:and|but|while|whereas|then)\s(?=(?:she|he|her|his|died|was|had|at|the"
    r"|passed|became|developed|presented)\b)",
    re.I,
)
_SINCE: Final = re.compile(
    r"\b(?:after|since|from|before|of)\s(?:the\s|her\s|his\s)?(?:symptom\s|disease\s|clinical\s)?onset\b", re.I
)
_NEAR, _NEAR_DEATH = 110, 60
"""Characters between an age and what it is the age at."""
_WHEN: Final = re.compile(r"(?:\syears)?,?\swhen\b")
_SEEN: Final = "the last age told; whether they were examined then is not said"
_WEAK: Final = "the words tell when a sign was there; whether it was the first is not said"
_RESPECTIVELY: Final = re.compile(r"\brespectively\b", re.I)
_NEXT_AGE: Final = re.compile(r"(?:\syears)?(?:,?\sand\s|,\s)(?:at\s)?(\d{1,2})(?=[,.;]|\s(?:and|years)\b)")
_MEAN: Final = re.compile(r"\b(?:mean|median|average)\b", re.I)
_IS: Final = re.compile(r"(?:carrier|healthy|asymptomatic|is|old)\b")
_KEYS: Final = {"onset": "age_at_onset", "death": "age_at_death", "mri": "age_at_imaging", "imaging": "age_at_imaging"}


def ages(text: str, start: int, end: int) -> Iterator[ToldFact]:
    """Every age that a sentence tells of somebody, with what it is the age at."""
    for match in HEADED.finditer(text, start, end):
        told = years(match["n"], match["u"] or "years")
        if told is not None and not _MEAN.search(text, max(start, match.start() - 12), match.start()):
            key = _KEYS.get(match["what"].lower(), "age_at_examination")
            yield ToldFact(key=key, value=told, start=match.start(), end=match.end())
    for match in AT.finditer(text, start, end):
        index = next(n for n in "12345678" if match[f"n{n}"])
        unit = (match[f"u{index}"] if index not in "36" else None) or "years"
        age = years(match[f"n{index}"], unit)
        if age is not None and not _no_age(match, index, age, unit):
            yield from _told(text, start, end, match, age)


def _no_age(match: re.Match[str], index: str, age: float, unit: str) -> bool:
    """Whether a number of years or weeks tells how long, or of a pregnancy, or until when."""
    led = match[0].lower()
    if led.startswith("until") and not _WHEN.match(match.string, match.end()):
        return True
    of_age = led.endswith(("age", "old"))
    pregnancy = unit.startswith("w") and 10 <= age * 52 <= 44
    return not of_age and (pregnancy or (index == "2" and led.startswith("since")))


def _told(text: str, start: int, end: int, match: re.Match[str], age: float) -> Iterator[ToldFact]:
    """An age as a fact, and the further ages of `fell ill at 41 and 38 years, respectively`."""
    until = match[0].lower().startswith("until")
    found = ("age_at_onset", 1) if until else _what(text, start, end, match)
    fact = partial(ToldFact, start=match.start(), end=match.end())
    if found is None:
        worded = (match["n1"] and match["u1"]) or (match["n2"] and match["u2"])
        if worded and not NO_AGE.search(text, max(start, match.start() - 40), match.start()):
            yield fact(key="age_at_examination", value=age, rank=3, why=(_SEEN,))
        return
    key, rank = found
    why = (_WEAK,) if key == "age_at_onset" and rank else ()
    yield fact(key=key, value=age, rank=rank, why=why)
    for more in _in_turn(text, match.end(), end):
        yield ToldFact(key=key, value=float(more[1]), start=more.start(1), end=more.end(1), rank=rank, why=why)


def _in_turn(text: str, at: int, end: int) -> Iterator[re.Match[str]]:
    while _RESPECTIVELY.search(text, at, end) and (match := _NEXT_AGE.match(text, at, end)):
        yield match
        at = match.end()


def _what(text: str, start: int, end: int, age: re.Match[str]) -> tuple[str, int] | None:
    """What an age is the age at: the cue in its own piece of the sentence, the nearest of the surest kind."""
    cuts = [start, *(cut.end() for cut in _PIECE.finditer(text, start, end)), end]
    low = max(cut for cut in cuts if cut <= age.start())
    high = min((cut for cut in cuts if cut >= age.end()), default=end)
    before, after = (_SINCE.sub("", part) for part in (text[low : age.start()], text[age.end() : high]))
    if NO_AGE.search(before[-40:]) or re.match(r"\s?[-–]\s?\d|\s?±", after):
        return None
    near = _near(before, after)
    if age["n5"] or age["n6"] or age["n7"] or (age["n4"] and OF_KIN.search(before)):
        return "age_at_examination", 0
    if re.match(r"\s?aged\b", age[0], re.I) and not any(one[2] == "age_at_death" for one in near):
        return "age_at_examination", 1
    if near:
        _, _, key, rank = min([one for one in near if one[3] == 0] or near)
        return None if key == "age_at_onset" and rank and OTHER_ILLS.search(before[-50:]) else (key, rank)
    if re.match(r"(?:since|from)\b", age[0], re.I):
        return "age_at_onset", 1
    return ("age_at_examination", 2) if OF_KIN.search(before) or _IS.search(before[-40:]) else None


def _near(before: str, after: str) -> list[tuple[int, int, str, int]]:
    """The cues near an age: how far, which, what it would be the age at, and how sure that is."""
    near: list[tuple[int, int, str, int]] = []
    for order, (key, rank, cue) in enumerate(CUES):
        near += [(len(before) - found.end(), order, key, rank) for found in cue.finditer(before)]
        near += [(found.start() + 15, order, key, rank) for found in cue.finditer(after)]
    return [one for one in near if one[0] <= (_NEAR_DEATH if one[2] == "age_at_death" else _NEAR)]
