"""Two who are told of in turn: `the former`, `the latter`, `the other`, `either brain`, `that of the second`."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.focus import Focus
from kg.reading.people.known import Known
from kg.reading.people.turn import Turn, Turns

_OF_TWO: Final = re.compile(
    r"\b(?:[Tt]he\s(?P<which>former|latter)\b(?:\s(?:patient|case|one))?(?!\s(?:two|of|group|sign|finding|symptom))"
    r"|[Tt]he\sother\s(?:one|patient|case|brother|sister|sib|sibling|twin|proband)\b)"
)
_EACH: Final = re.compile(
    r"\b(?:either|both|neither|the\stwo)\s(?:[\w-]+\s)?(?:brains?|hemispheres\sof\sboth|autops(?:y|ies)|biops(?:y|ies)|scans?"
    r"|MRIs|examinations|cases?|subjects?|courses|specimens?)\b"
    r"|\bneither(?=\s(?:\w+ed|did|has|had|was)\b)|\bin\seither(?=[.,;)])",
    re.I,
)
_DOES: Final = re.compile(
    r"(?:,[^,]{0,30},)?\s(?:had|has|developed|died|presented|show(?:s|ed)|became|also|remain(?:s|ed)|lost|suffer(?:s|ed)|never|did|lacked"
    r"|complained|carried|(?:was|is)\s(?:\w+ly\s)?(?:\d|bed|mute|well|demented|aged|still|alive|the\s(?:elder|younger)))"
)
"""Behind `the latter` where it is somebody, and no sign of theirs."""
_REPORTED: Final = re.compile(r"\s(?:reported|described|published)\b")


def of_pairs(focus: Focus, text: str, start: int, end: int, turns: Turns) -> Turns:
    """The turns of a sentence, with those that words for one of two, or for each of them, open."""
    if focus.zone.of_world:
        return turns
    pair = pair_told(focus)
    if each := _EACH.search(text, start, end):
        plain = not any(
            turn.persons for at, turn in turns if at >= start and len({id(one) for one in turn.persons}) > 1
        )
        if len(pair) == 2 and plain and _alone(turns, pair) and not _REPORTED.match(text, each.end()):
            return [(start, Turn(tuple(pair), f"said of several people: {each[0]}"))]
    found = [
        match
        for match in _OF_TWO.finditer(text, start, end)
        if match["which"] is None or _DOES.match(text, match.end())
    ]
    found = found and [*_OF_TWO.finditer(text, found[0].start(), end)]
    if len(pair) != 2 or not found:
        return turns
    told = [(match.start(), Turn((_one(focus, match, pair),), "one of two told of before")) for match in found]
    first = told[0][0]
    if first - start <= 30 and not any(at > start for at, _ in turns if at < first):
        told[0] = (start, told[0][1])
    kept = [one for one in turns if one[0] < told[0][0]]
    focus.turn = told[-1][1].persons[0]
    return [*kept, *told]


def _alone(turns: Turns, pair: list[Known]) -> bool:
    """Whether a sentence names nobody but as it goes on about whoever was told of before."""
    named = {id(person) for _, turn in turns for person in turn.persons}
    return len(named) <= 1 and not any(turn.others for _, turn in turns)


def _one(focus: Focus, match: re.Match[str], pair: list[Known]) -> Known:
    if match["which"]:
        return pair[match["which"] == "latter"]
    last = focus.turn if focus.turn in pair else pair[0]
    return next(one for one in pair if one is not last)


def pair_told(focus: Focus) -> list[Known]:
    """The two of whom the paragraph told last together, else the only two patients of the text so far."""
    if len(focus.together) == 2:
        return list(focus.together)
    if len(focus.heard) == 2:
        return list(focus.heard)
    patients = focus.cases()
    return patients if len(patients) == 2 else []
