"""`In the former but not in the latter`: which of the two named before has it, and which has it not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.people.focus import Focus
from kg.reading.people.known import Known
from kg.reading.people.turn import PIECE, Named, Turn, Turns
from kg.reading.people.turns.pairs import pair_told

_IN: Final = re.compile(
    r"\b(?:in|of|for|to)\sthe\s(?P<which>former|latter)\b(?=(?:\s(?:patient|case|woman|man|sibling))?(?:[.,;:)]|$|\s(?:but|and|only|alone|whereas|while|than|though)\b))",
    re.I,
)
_BUT_NOT: Final = re.compile(
    r",?\s(?:but|and|though|while|whereas)\s(?:was\s|were\s)?(?:not|none|nothing|absent|missing|lacking|normal|never)(?:\s(?:present|seen|found|evident|detected))?\s?$",
    re.I,
)
_ONLY: Final = re.compile(r"\b(?:only|solely|exclusively|limited|confined|restricted|alone)\s$", re.I)
_ALONE: Final = re.compile(r"\s(?:only|alone)\b", re.I)


def of_former(focus: Focus, text: str, start: int, end: int, who: Sequence[Named], turns: Turns) -> Turns:
    """The turns of a sentence, with those that such words open."""
    found = [*_IN.finditer(text, start, end)]
    if not found or focus.zone.of_world:
        return turns
    named = [(one, focus.register.real(two)) for one, two in who if two is not None and one.end <= found[0].start()]
    here = list(dict.fromkeys(two for _, two in named))
    pair = here if len(here) == 2 else pair_told(focus)
    if len(pair) != 2:
        return turns
    at = max((one.end for one, _ in named), default=start) if len(here) == 2 else start
    made: Turns = []
    for match in found:
        person, other = _of(match, pair)
        if made and _BUT_NOT.search(text[at : match.start()]):
            begun, turn = made[-1]
            made[-1] = (begun, Turn(turn.persons, turn.why, others=(person,)))
            continue
        sole = _ONLY.search(text[at : match.start()]) or _ALONE.match(text, match.end())
        cuts = [*PIECE.finditer(text, at, match.start())] if made else []
        begun = cuts[-1].end() if cuts else at
        made.append((begun, Turn((person,), "one of two told of before", others=(other,) if sole else ())))
        at = match.end()
    return [*(one for one in turns if one[0] < made[0][0]), *made]


def _of(match: re.Match[str], pair: Sequence[Known]) -> tuple[Known, Known]:
    return (pair[0], pair[1]) if match["which"].lower() == "former" else (pair[1], pair[0])
