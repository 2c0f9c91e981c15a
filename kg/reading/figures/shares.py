"""The shares of people that a sentence prints, with the number of all where the text tells it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor
from typing import Final

from kg.reading.figures.counts import FRACTIONS, NUMERAL, PEOPLE, number, percent, rounding
from kg.reading.figures.not_people import is_of_no_people
from kg.reading.figures.printed_share import SLIP, PrintedShare
from kg.reading.figures.share_forms import SHARES, parts_of
from kg.reading.figures.wholes import Wholes
from kg.reading.number_words import SPELT

_OF_ALL: Final = re.compile(
    rf"\b(?:of|among|in)\s(?:(?:a\stotal\sof|the|our|these|all)\s){{0,2}}(?P<d>{NUMERAL}|{SPELT})"
    rf"(?:\s(?:[\w-]+\s){{0,3}}?{PEOPLE}\b"
    r"|(?:(?<=of\sthe\s\d\d)|(?<=of\sour\s\d\d)|(?<=of\sthese\s\d\d))(?=,\s)"
    r"|\s(?:with|who|whose|(?:in|of|for)\swhom|examined|tested|studied|scanned|imaged)\b)",
    re.IGNORECASE,
)
"""Those of whom a sentence tells: `Of the 12 carriers, 7 had seizures`."""
_OPENING: Final = re.compile(rf"(?:of|among)\s(?:(?:the|our|these|all)\s)?(?P<d>{NUMERAL}|{SPELT})(?=,\s)", re.I)
"""`Of seven, two had seizures`."""
_OPENS: Final = re.compile(r"(?:^|[.;:]\s)$")
_OF_OURS: Final = re.compile(r"\w+\s(?:the|our|these|all)\s", re.I)
"""`In the 12 cases`; `seen in 12 cases` counts those who have a sign."""
_OF_THESE: Final = re.compile(r"\bof\s(?:these|those|them|whom)\b[\s,]*$", re.I)
_DENIED: Final = re.compile(r"(?:\b(?:not|no|never|nor|without|neither)\b|n't\b)[^;.:]*$", re.I)


def shares(text: str, start: int, end: int, wholes: Wholes, passage: int) -> list[PrintedShare]:
    """The shares that a sentence prints; grades, scores, dates and numbers of figures are none."""
    matches = [one for one in SHARES.finditer(text, start, end) if not is_of_no_people(text, one, start, end)]
    read = [_read(match, text, start) for match in matches]
    lead = _OPENING.match(text, start, end) or _OF_ALL.search(text, start, end)
    found: list[PrintedShare] = []
    for share in read:
        known = [one.denominator for one in (*reversed(found), *read) if one is not share and one.denominator]
        if found and found[-1].takes(share, text):
            found[-1] = replace(found[-1], end=share.end, percent=share.percent, rounded=share.rounded)
            continue
        if found and found[-1].numerator and _OF_THESE.search(text, found[-1].end, share.start):
            known.insert(0, found[-1].numerator)
        told = lead if lead and lead.end() <= share.start else None
        whole = share if share.denominator is not None else _completed(share, known, told, wholes, passage)
        if whole is not None and whole.denominator != 0 and not 1900 <= (whole.denominator or 0) <= 2100:
            found.append(whole)
    return found


def _read(match: re.Match[str], text: str, start: int) -> PrintedShare:
    form, told = parts_of(match)
    above, denominator = told.get("n", "").lower(), number(told["d"]) if "d" in told else None
    numerator = denominator if form == "every" or above in ("all", "both") else number(above) if above else None
    doubt = ""
    if form == "any":
        numerator = 0 if _DENIED.search(text, start, match.start()) else None
    elif form == "all_but":
        numerator, doubt = (
            (denominator - (number(above) or 0), f"reckoned: all but {above}") if denominator else (None, "")
        )
    elif form == "not_one":
        numerator = 0
    elif form in ("fraction", "percent_of") and denominator:
        numerator, doubt = _reckoned(told, denominator)
    stripped = match[0].rstrip()
    opened = stripped.count("(") + stripped.count("[") < stripped.count(")") + stripped.count("]")
    return PrintedShare(
        start=match.start(),
        end=match.start() + len(stripped) - opened,
        form=form,
        numerator=numerator,
        denominator=denominator if form != "any" or numerator == 0 else 0,
        percent=percent(told["p"]) if "p" in told else None,
        rounded=rounding(told["p"]) if "p" in told else 0.5,
        doubt=doubt,
        part=above if form == "all_but" else told["f"] if form in ("part_had", "part_of") else "",
    )


def _reckoned(told: dict[str, str], whole: int) -> tuple[int | None, str]:
    """How many so large a part of a number is, where no other number can be meant."""
    if "f" in told:
        above, below = FRACTIONS[told["f"].lower().replace("-", " ")]
        one = whole * above // below if whole * above % below == 0 else None
        return one, f"{one} is reckoned: {told['f'].lower()} of {whole}"
    share, slip = percent(told["p"]), rounding(told["p"]) + 1e-6
    low, high = ceil((share - slip) * whole / 100), floor((share + slip) * whole / 100)
    return (low, f"{low} is reckoned: {told['p']} of {whole}") if low == high <= whole else (None, "")


def _of_those(share: PrintedShare, whole: int | None) -> PrintedShare | None:
    """`All but two had it`, `half had it`, of those told of before."""
    if not whole or not share.part:
        return None
    left = number(share.part)
    one, doubt = (whole - left, f"reckoned: all but {left}") if left else _reckoned({"f": share.part}, whole)
    return None if one is None or one < 0 else replace(share, numerator=one, denominator=whole, doubt=doubt)


def _completed(
    share: PrintedShare, known: Sequence[int], lead: re.Match[str] | None, wholes: Wholes, passage: int
) -> PrintedShare | None:
    """A share with the number of all, where the text tells it elsewhere; None where without it it is none."""
    told: int | None = None
    if share.form in ("counted", "elliptic", "n_alone"):
        told = number(lead["d"]) if lead else known[0] if len(set(known)) == 1 else None
        if told is None and share.form == "counted" and not known:
            told = wholes.before(passage, share.start)
    elif share.form in ("all_but", "part_had", "part_of"):
        return _of_those(
            share, number(lead["d"]) if lead else known[0] if known else wholes.before(passage, share.start)
        )
    elif share.form == "percent_had" and lead:
        whole = number(lead["d"])
        one, doubt = _reckoned({"p": f"{share.percent:g}%"}, whole) if whole else (None, "")
        return replace(share, numerator=one, denominator=whole if one is not None else None, doubt=doubt)
    elif share.form in ("listed", "in_turn"):
        opening = lead and not known and (_OPENS.search(lead.string, 0, lead.start()) or _OF_OURS.match(lead[0]))
        before = wholes.before(passage, share.start) if share.form == "listed" and not known else None
        told = number(lead["d"]) if lead and opening else known[0] if len(set(known)) == 1 else before
    elif share.form == "none":
        told = known[0] if known else wholes.before(passage, share.start)
    elif share.form == "of_whom" and share.percent is None:
        told = wholes.before(passage, share.start)
    elif share.percent == 100 and share.numerator:
        return replace(share, denominator=share.numerator)
    elif share.numerator is not None and share.percent is not None:
        near = [*known, *wholes.fitting(passage, share.start)]
        told = next((one for one in near if share.fits(one)), None)
        told = told or next((one for one in near[: len(known) + 3] if share.fits(one, SLIP)), None)
    if told is None or (share.numerator or 0) > told:
        return None if share.needs_finding else share
    all_ = (share.form == "none" and share.numerator != 0) or (share.form == "listed" and share.numerator is None)
    numerator = told if all_ else share.numerator
    return replace(
        share, numerator=numerator, denominator=told, doubt=f"the number of all, {told}, is told elsewhere in the text"
    )
