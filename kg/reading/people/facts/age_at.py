"""What an age is the age at: the cue in its own piece of the sentence, or how the age itself is printed."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.clause_words import BUT
from kg.reading.people.facts.age_words import ALIVE, BYSTANDER, CUES, MILESTONE, NO_AGE, OF_KIN, OTHER_ILLS, PAST, STILL

_PIECE: Final = re.compile(
    rf"[;]|,\s(?:and|{BUT})\s|\s(?:and|{BUT}|then)\s(?=(?:she|he|her|his|died|was|had|at|the"
    r"|passed|became|developed|presented)\b)",
    re.I,
)
_SINCE: Final = re.compile(
    r"\b(?:after|since|from|before|(?<!time\s)(?<!age\s)(?<!moment\s)of|following|into)\s(?:the\s|her\s|his\s)?(?:(?:symptom\s|disease\s|clinical\s)?onset"
    r"|(?:first|initial)\s(?:symptoms?|signs?|complaints?|manifestations?))\b",
    re.I,
)
_NEAR, _NEAR_DEATH = 110, 60
"""Characters between an age and what it is the age at."""
_BESIDE: Final = 3
_RANGE: Final = re.compile(r"\s?[-–]\s?\d|\s?±")
_ON: Final = re.compile(r"(?:since|from)\b", re.I)
_STATED: Final = ("n5", "n6", "n7", "n9", "n18", "n19", "n22", "n23")
"""Ways to print an age that tell how old somebody is, whatever happened then: `is 45 years old`, `now 45`."""
_DECEASED: Final = re.compile(r"(?:\syears)?(?:\sold)?\W{0,3}(?:deceased|dead)\b", re.I)
_UNTIL_YEAR: Final = re.compile(r"\buntil\s(?:\w+\s)?\d{4},?\swhen,?\s$", re.I)
_OF_ANOTHER: Final = re.compile(r"\w+\sthe\s", re.I)
_DEAD: Final = re.compile(
    r"\b(?:at|on)\s(?:the\s(?:time|age|moment)\sof\s)?(?:her\s|his\s|the\s)?(?:autopsy|necropsy|post-?mortem|death)(?:\sexamination)?,?\s(?:\w+\s){0,3}$",
    re.I,
)
_THEN: Final = re.compile(r"(?:\sold|\sof\sage)?,?\s(?:when|at)\b", re.I)
_STATE: Final = re.compile(
    r",?\s(?:(?:she|he)\s)?(?:(?:is|remains|has\sremained)\s(?:(?:still|currently|clinically|perfectly|entirely)\s)*"
    r"(?:normal|free\sof|symptom-free|asymptomatic|healthy|well|unaffected)|was\s(?:still\s)?(?:asymptomatic|healthy|well|unaffected))\b"
    r"|,?\s(?:has|shows)\s(?:(?:still|currently)\s)?no\s(?:\w+\s)?(?:symptoms?|signs?|complaints?|abnormalit\w+)\b",
    re.I,
)
"""Behind an age: that somebody was well at it."""
_IS: Final = re.compile(r"(?:carrier|healthy|asymptomatic|is|old)\b")


def age_at(text: str, start: int, end: int, age: re.Match[str]) -> tuple[str, int] | None:
    """The key of a case and how sure it is, 0 the surest; None where the words do not say."""
    before, after = _piece(text, start, end, age)
    if _UNTIL_YEAR.search(before):
        return "age_at_onset", 0
    if NO_AGE.search(before[-40:]) or MILESTONE.search(before[-60:]) or _RANGE.match(after):
        return None
    if _DECEASED.match(after):
        return "age_at_death", 0
    if BYSTANDER.search(before):
        return None
    if _DEAD.search(before):
        return "age_at_death", 0
    then = _THEN.match(text, age.end(), end)
    if (any(age[way] for way in _STATED) and not then) or (age["n4"] and OF_KIN.search(before)):
        return "age_at_examination", 0
    if age["n14"]:
        return "age_at_death", 0
    if age["n10"]:
        return "age_at_death", 1
    if age["n8"] and _OF_ANOTHER.match(age[0]) and CUES[0][2].search(before):
        return None  # `her mother died when the patient was 12`
    near = [one for one in _near(before, after) if not (one[2] != "age_at_onset" and _ON.match(age[0]))]
    if re.match(r"\s?aged\b", age[0], re.I) and any(one[0] <= _BESIDE and one[2] == "age_at_onset" for one in near):
        return "age_at_onset", 1  # `her first seizure aged 54`
    if re.match(r"\s?aged\b", age[0], re.I) and not any(one[2] == "age_at_death" for one in near):
        return "age_at_examination", 1
    return _by_cues(text, start, age, (before, after), near)


def _piece(text: str, start: int, end: int, age: re.Match[str]) -> tuple[str, str]:
    """The words before and after an age in its piece of the sentence, without those that count from an onset."""
    cuts = [start, *(cut.end() for cut in _PIECE.finditer(text, start, end)), end]
    low = max(cut for cut in cuts if cut <= age.start())
    if age["n21"] and age[0][0].isspace():  # `was 47 at onset and 49 when seen`: the first has its own
        low = age.start()
    high = min((cut for cut in cuts if cut >= age.end()), default=end)
    return _SINCE.sub("", text[low : age.start()]), _SINCE.sub("", text[age.end() : high])


def _by_cues(
    text: str, start: int, age: re.Match[str], around: tuple[str, str], near: list[tuple[int, int, str, int]]
) -> tuple[str, int] | None:
    """The nearest of the surest cues; a state that is told at an age comes before what else is said of it."""
    before, after = around
    sure = [one for one in near if one[3] == 0]
    if ALIVE.search(before) or _STATE.match(text, age.end()):
        return "age_at_examination", 1
    if not sure and STILL.match(text, age.end()):
        return "age_at_examination", 2
    if near:
        _, _, key, rank = min(sure or near)
    elif _ON.match(age[0]):
        key, rank = "age_at_onset", 1
    else:
        return ("age_at_examination", 2) if OF_KIN.search(before) or _IS.search(before[-40:]) else None
    past = (
        key == "age_at_onset"
        and rank
        and (OTHER_ILLS.search(before[-50:]) or OTHER_ILLS.search(after[:40]) or PAST.match(text, start))
    )
    return None if past else (key, rank)


def _behind(after: str, cue: re.Match[str]) -> int:
    """How much farther off a cue counts that stands behind the age: more behind a comma."""
    return 40 if "," in after[: cue.start()] else 15


def _near(before: str, after: str) -> list[tuple[int, int, str, int]]:
    """The cues near an age: how far, which, what it would be the age at, and how sure that is."""
    near: list[tuple[int, int, str, int]] = []
    for order, (key, rank, cue) in enumerate(CUES):
        near += [(len(before) - found.end(), order, key, rank) for found in cue.finditer(before)]
        if key != "age_at_imaging" or len(before.split()) < 3:  # a scan told of behind the age has its own
            near += [(found.start() + _behind(after, found), order, key, rank) for found in cue.finditer(after)]
        else:
            near += [(found.start() + 15, order, key, rank) for found in cue.finditer(after.partition(",")[0])]
    return [one for one in near if one[0] <= (_NEAR_DEATH if one[2] == "age_at_death" else _NEAR)]
