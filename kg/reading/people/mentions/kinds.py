"""One mention of a person, and in what way it speaks of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class MentionKind(Enum):
    """In what way a person is spoken of."""

    LABELLED = auto()
    DESCRIBED = auto()
    RELATIVE = auto()
    ROLE = auto()
    PRONOUN = auto()
    GROUP = auto()
    STRANGER = auto()
    """Of another paper: no pattern of words for persons alone tells it (`literature/`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention:
    """One mention: `label` of the labelled, `age` (years) and `sex` of the described, `kin` and `of` of a relative.

    `aged_at`: what the age of the described is the age at (`a 66-year-old woman at onset`).
    `fresh`: introduced by `a`, or as a further one. `ours`: `our patient`, `the present case`. `name`: `K` of `Mrs K`.
    """

    kind: MentionKind
    start: int
    end: int
    label: str = ""
    age: float | None = None
    aged_at: str = "examination"
    sex: str | None = None
    noun: str = ""
    kin: str = ""
    sort: str = ""
    of: str = ""
    fresh: bool = False
    ours: bool = False
    name: str = ""
