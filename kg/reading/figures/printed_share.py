"""A share of a group as printed: so many of so many, or a percent; and what in it does not agree."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

SLIP: Final = 1.0
"""Percent points by which a share that was cut off, not rounded, may differ from its count."""
_MORE: Final = re.compile(r"(?:\s[\w-]+){1,6}\s?[(\[]\s?")
_FEW: Final = 5
"""People whom a series describes one by one: what all or none of them have stands with each."""
_NEEDS_PEOPLE: Final = frozenset(
    {
        "every",
        "any",
        "none",
        "of_whom",
        "counted",
        "listed",
        "fraction",
        "all_but",
        "not_one",
        "in_turn",
        "part_had",
        "part_of",
        "n_alone",
        "elliptic",
    }
)
"""Forms that print no share: with a finding alone they are figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedShare:
    """A share of a group as printed: so many of so many, or a percent. `form` is how (`share_forms.py`)."""

    start: int
    end: int
    form: str
    numerator: int | None = None
    denominator: int | None = None
    percent: float | None = None
    rounded: float = 0.5
    doubt: str = ""
    part: str = ""
    """The words for the part of those told of before: `two` of `all but two`, `half`."""

    @property
    def needs_finding(self) -> bool:
        """Whether its words are a figure only with a finding beside them."""
        return self.form in _NEEDS_PEOPLE

    @property
    def of_none_or_all(self) -> bool:
        """Whether it says the same of each sign that is named: none of them, or all of them, have it."""
        return self.numerator is not None and self.numerator in (0, self.denominator)

    @property
    def tells_of_each(self) -> bool:
        """Whether words say it of none or all of so few that each is told of: `all four had`, not `4/4`."""
        in_words = self.needs_finding or (self.form == "of" and self.numerator == 0)
        return in_words and self.of_none_or_all and self.percent is None and (self.denominator or 0) <= _FEW

    def counts_people(self, named: bool) -> bool:
        """Whether it is one of people whatever it is of: of so many, and these are `named`, or its percent is."""
        return self.numerator is not None and self.denominator is not None and (named or self.percent is not None)

    def fits(self, whole: int, slip: float = 0.0) -> bool:
        """Whether it can be a share of so many, by its percent."""
        if self.numerator is None or self.percent is None or self.numerator > whole:
            return False
        return abs(100 * self.numerator / whole - self.percent) <= (slip or self.rounded + 1e-6)

    def takes(self, other: PrintedShare, text: str) -> bool:
        """Whether a percent is its own, behind more of its words: `11 of the 20 scanned (55%)`."""
        if other.form != "percent_alone" or self.percent is not None or not self.denominator:
            return False
        whole = replace(other, numerator=self.numerator)
        return bool(_MORE.fullmatch(text, self.end, other.start)) and whole.fits(self.denominator, SLIP)

    def facts(self) -> dict[str, str | float | int | bool]:
        """Under the keys of a statistic."""
        told = {"numerator": self.numerator, "denominator": self.denominator, "percent": self.percent}
        return {key: value for key, value in told.items() if value is not None}

    def why(self) -> tuple[str, ...]:
        """What in it does not agree."""
        one, all_, printed = self.numerator, self.denominator, self.percent
        if one is not None and all_ is not None and one > all_:
            return (f"{one} of {all_} is more than all",)
        if one is not None and all_ and printed is not None and abs(100 * one / all_ - printed) > SLIP:
            return (f"{one} of {all_} is {100 * one / all_:.0f}%, and {printed:g}% is printed",)
        if printed is not None and printed > 100:
            return (f"{printed:g}% is more than all",)
        return (self.doubt,) if self.doubt else ()
