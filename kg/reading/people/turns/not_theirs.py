"""What is told of people of other papers, and is said not to be so of the paper's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.reading.people.turn import STRANGER, Named, Single, Turn, Turns
from kg.reading.people.turns.contrast import has_none_of, not_in

OF_OTHERS: Final = "told by contrast with people of other papers"


def spared(text: str, start: int, against: Sequence[Single]) -> Turns:
    """What is said of people of other papers, `but not in ours`, is what these have not."""
    ours = tuple(person for one, person in against if not person.elsewhere and not_in(text, start, one.start))
    return [(start, Turn(ours, OF_OTHERS, none=True))] if ours else []


def without(text: str, start: int, end: int, who: Sequence[Named], turns: Turns) -> Turns:
    """What is told of others, `neither of which our patient had`, is what that patient has not."""
    for one, person in who:
        if person is not None and not person.elsewhere and has_none_of(text, (start, end), (one.start, one.end)):
            return [
                (start, Turn(why=STRANGER, others=(person,), none=True)),
                *(two for two in turns if two[0] >= one.start),
            ]
    return turns
