"""Shares of a group as a sentence prints them, with what in them does not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from kg.reading.figures.counts import PEOPLE, WORD, number, percent
from kg.reading.figures.not_people import is_of_no_people
from kg.reading.figures.share_forms import SHARES, parts_of

_SO_MANY: Final = re.compile(rf"\b(?P<n>\d{{1,4}}|(?!all|none|no\b|both){WORD})\s(?:[\w-]+\s){{0,2}}?{PEOPLE}\b", re.I)
_SLIP: Final = 1.0
"""Percent points by which a rounded share may differ from its count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedShare:
    """A share of a group as printed: so many of so many, or a percent."""

    start: int
    end: int
    numerator: int | None = None
    denominator: int | None = None
    percent: float | None = None
    doubt: str = ""

    def facts(self) -> dict[str, str | float | int | bool]:
        """Under the keys of a statistic."""
        told = {"numerator": self.numerator, "denominator": self.denominator, "percent": self.percent}
        return {key: value for key, value in told.items() if value is not None}

    def why(self) -> tuple[str, ...]:
        """What in it does not agree."""
        one, all_, percent = self.numerator, self.denominator, self.percent
        if one is not None and all_ is not None and one > all_:
            return (f"{one} of {all_} is more than all",)
        if one is not None and all_ and percent is not None and abs(100 * one / all_ - percent) > _SLIP:
            return (f"{one} of {all_} is {100 * one / all_:.0f}%, and {percent:g}% is printed",)
        if percent is not None and percent > 100:
            return (f"{percent:g}% is more than all",)
        return (self.doubt,) if self.doubt else ()


def shares(text: str, start: int, end: int) -> Iterator[PrintedShare]:
    """The shares that a sentence prints; grades, scores, dates and numbers of figures are none."""
    whole: int | None = None
    for match in SHARES.finditer(text, start, end):
        if is_of_no_people(text, match, start, end):
            continue
        form, _ = parts_of(match)
        share = _read(match, _told_before(text, match.start()) if form == "none" else None)
        if form == "of_whom":
            share = _of_whom(share, text, match.start(), whom="whom" in match[0])
        if form in ("none", "of_whom") and share.denominator is None:
            continue
        if share.denominator == 0 or (share.denominator is not None and 1900 <= share.denominator <= 2100):
            continue
        if share.percent == 100 and share.numerator and share.denominator is None:
            share = replace(share, denominator=share.numerator)
        elif form == "bare":
            share = _with_all(share, whole, text, match.start())
        whole = share.denominator or whole
        yield share


def _read(match: re.Match[str], whole: int | None) -> PrintedShare:
    _, told = parts_of(match)
    above = told.get("n", "")
    denominator = number(told["d"]) if "d" in told else whole
    return PrintedShare(
        start=match.start(),
        end=match.start() + len(match[0].rstrip()),
        numerator=denominator if above.lower() in ("all", "both") else number(above) if above else None,
        denominator=denominator,
        percent=percent(told["p"]) if "p" in told else None,
        doubt=_as_before(whole) if whole else "",
    )


def _with_all(share: PrintedShare, whole: int | None, text: str, at: int) -> PrintedShare:
    """The share with the number of all that was told last and that its percent agrees with."""
    if share.numerator is None or not share.percent:
        return share
    for told in (whole, _told_before(text, at)):
        if told and abs(100 * share.numerator / told - share.percent) <= _SLIP:
            return replace(share, denominator=told, doubt=_as_before(told))
    return share


def _of_whom(share: PrintedShare, text: str, at: int, *, whom: bool) -> PrintedShare:
    """The share of those told right before: `15 carriers, nine of whom (60%)`; without a percent only `of whom`."""
    told = _told_before(text, at)
    one = share.numerator
    fits = told and one is not None and one <= told
    if not fits or told is None or one is None:
        return share
    if abs(100 * one / told - share.percent) > _SLIP if share.percent is not None else not whom:
        return share
    return replace(share, denominator=told, doubt=_as_before(told))


def _as_before(told: int) -> str:
    return f"the number of all, {told}, is the one told before it"


def _told_before(text: str, at: int) -> int | None:
    """How many people the text told of last, within 400 characters: of those is `none had`."""
    found = [*_SO_MANY.finditer(text, max(0, at - 400), at)]
    return number(found[-1]["n"]) if found else None
