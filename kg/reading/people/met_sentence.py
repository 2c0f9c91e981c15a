"""A sentence with the persons whom it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.reading.people.mentions import PersonMention


@dataclass(frozen=True, slots=True, kw_only=True)
class MetSentence:
    """A sentence of a passage: its place, whom it names, and whether it speaks of another paper."""

    text: str
    start: int
    end: int
    met: Sequence[PersonMention]
    cited: bool
    refers: bool = False
    """Whether it ends with a number of the list of references, as what others found does."""
