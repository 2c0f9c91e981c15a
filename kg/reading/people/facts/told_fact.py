"""What a sentence tells of a person, under the key of a case."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFact:
    """A fact of a person with its place; `rank` orders several of one key, the surest first.

    `whose`: where its person is named, if not where it begins (`was not found in her father`).
    """

    key: str
    value: str | float | bool
    start: int
    end: int
    rank: int = 0
    why: tuple[str, ...] = ()
    whose: int | None = None
