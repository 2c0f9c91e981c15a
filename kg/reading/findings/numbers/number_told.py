"""What a number tells."""

from __future__ import annotations

from typing import NamedTuple


class NumberTold(NamedTuple):
    """A finding that a number at `start` to `end` of a sentence tells, or denies."""

    hpo: str
    start: int
    end: int
    absent: bool
    why: str
