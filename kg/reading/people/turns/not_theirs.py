"""What is told of people of other papers, and is said not to be so of the paper's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.reading.people.turn import STRANGER, Named, Single, Turn, Turns
from kg.reading.people.turns.contrast import has_none_of, not_in

_HAD_NONE: Final = re.compile(
    r"(?:(?:this|these|that|both|which|but|yet)\s)*(?:our|the|this)\s(?:\w+\s)?(?:patient|case|proband|child|boy|girl|man|woman)\s"
    r"(?:(?:has|had|have|did|was|showed|developed)\s(?:neither|none|not|never)|never|lacked)\b(?:\s\w+)?\W*",
    re.I,
)
"""All of a clause that says of a patient that they had not what the clause before it tells of others."""
_PART: Final = re.compile(r",\s|\sand\s")
"""Behind which stands what `this our patient never had` means of a list."""
OF_OTHERS: Final = "told by contrast with people of other papers"


def spared(text: str, start: int, against: Sequence[Single]) -> Turns:
    """What is said of people of other papers, `but not in ours`, is what these have not."""
    ours = tuple(person for one, person in against if not person.elsewhere and not_in(text, start, one.start))
    return [(start, Turn(ours, OF_OTHERS, none=True))] if ours else []


def without(text: str, start: int, end: int, who: Sequence[Named], turns: Turns) -> Turns:
    """What is told of others, `neither of which our patient had`, is what that patient has not."""
    denied = [
        (one, person)
        for one, person in who
        if person is not None and not person.elsewhere and has_none_of(text, (start, end), (one.start, one.end))
    ]
    if not denied:
        return turns
    others, first = tuple(person for _, person in denied), denied[0][0].start
    own = [two for two in turns if two[0] < first and two[1].persons and not set(two[1].persons) & set(others)]
    if own and len(others) > 1:  # `He was diabetic, which was found in none of patients 1 to 4`
        return [(at, replace(turn, others=(*turn.others, *others))) for at, turn in own]
    return [(start, Turn(why=STRANGER, others=others, none=True)), *(two for two in turns if two[0] >= first)]


def clause_without(text: str, start: int, end: int, done: Turns, turns: Turns) -> Turns:
    """The turns before a clause, where it says who has nothing of them: `Others had dystonia; our patient had not`."""
    ours = tuple(one for one in turns[-1][1].persons if not one.elsewhere)
    behind = text[:start].rstrip().endswith(";") and _HAD_NONE.fullmatch(text, start, end)
    if not (behind and len(ours) == 1 and done and not done[-1][1].persons):
        return done
    at, told = done[-1]
    denied = replace(told, lone="", others=ours, none=True)
    cuts = [*_PART.finditer(text, at, start)] if text.startswith(("this ", "that "), start) else []
    return [*done, (cuts[-1].end(), denied)] if cuts else [*done[:-1], (at, denied)]
