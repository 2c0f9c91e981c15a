"""What a cell of a table of groups says: `24 (77)`, `61/90`, `77% (24/31)`, `41.8 (10.6)`, `42 [21-68]`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kg.reading.figures.counts import NUMERAL, percent, rounding
from kg.reading.figures.printed_share import SLIP, PrintedShare
from kg.reading.figures.printed_summary import Facts

_P: Final = r"\d{1,3}(?:[.·,]\d{1,2})?"
_MARK: Final = r"(?:\s?[*†‡§¶#a-h])?"
_FORMS: Final = (
    rf"(?P<n>{NUMERAL})\s?(?:/|\s(?:out\s)?of\s)\s?(?P<d>{NUMERAL})(?:\s?[(\[,;=]?\s?(?P<p>{_P})\s?%?\s?[)\]]?)?",
    rf"(?P<p>{_P})\s?%\s?[(\[,;]?\s?(?P<n>{NUMERAL})\s?(?:/|\s(?:out\s)?of\s)\s?(?P<d>{NUMERAL})\s?[)\]]?",
    rf"(?:n\s?=\s?)?(?P<n>{NUMERAL})\s?[(\[,;]\s?(?P<p>{_P})\s?%?\s?[)\]]?",
    rf"(?P<p>{_P})\s?%\s?[(\[,;]\s?(?:n\s?=\s?)?(?P<n>{NUMERAL})\s?[)\]]?",
    rf"(?P<p>{_P})\s?%",
    rf"(?P<n>{NUMERAL})",
)
_SHARES: Final = tuple(re.compile(way + _MARK, re.I) for way in _FORMS)
_V: Final = r"\d{1,4}(?:[.·]\d{1,3})?"
_SUMMED: Final = re.compile(
    rf"(?P<value>{_V})(?:\s?(?P<sign>±|\+/-)\s?(?P<sd>{_V}))?\s?(?:years?|y|months?)?"
    rf"(?:[\s,;]*[(\[]?\s?(?:(?P<kind>SD|range|IQR)\s?[=:,]?\s?)?(?P<low>{_V})(?:\s?(?:-|–|to)\s?(?P<high>{_V}))?\s?[)\]]?)?{_MARK}",
    re.I,
)


def cell_share(cell: str, whole: int | None, *, counts: bool) -> PrintedShare | None:
    """The share that a cell prints, of so many people of its group; a bare number only where numbers are `counts`."""
    for form, way in enumerate(_SHARES):
        match = way.fullmatch(cell.strip())
        if match is None:
            continue
        told = {key: value for key, value in match.groupdict().items() if value}
        if "p" not in told and "d" not in told and not (counts and whole):
            return None
        share = PrintedShare(
            start=0,
            end=len(cell),
            form="cell",
            numerator=int(told["n"]) if "n" in told else None,
            denominator=int(told["d"]) if "d" in told else None,
            percent=percent(told["p"]) if "p" in told else None,
            rounded=rounding(told["p"]) if "p" in told else 0.5,
        )
        return _of_group(share, whole) if form > 1 else share
    return None


def _of_group(share: PrintedShare, whole: int | None) -> PrintedShare | None:
    """A count with the number of people of its group, where its percent agrees; `77 (24)` may be the percent first."""
    if share.numerator is None or share.percent is None:
        fits = share.numerator is not None and whole is not None and share.numerator <= whole
        return replace(share, denominator=whole) if fits else share if share.numerator is None else None
    if whole is None:
        return share
    if share.fits(whole, SLIP):
        return replace(share, denominator=whole)
    turned = replace(share, numerator=round(share.percent), percent=float(share.numerator))
    if share.percent.is_integer() and turned.fits(whole, SLIP):
        return replace(turned, denominator=whole)
    doubt = f"{share.percent:g}% is not of the {whole} that the head tells"
    return replace(share, doubt=doubt) if share.numerator <= whole else None


def cell_summary(cell: str, words: str) -> Facts | None:
    """The mean or the median that a cell prints under a head in these words (`mean (SD)`, `median (range)`)."""
    match = _SUMMED.fullmatch(cell.strip())
    if match is None:
        return None
    what = re.search(r"\b(mean|average|median)\b", words, re.I)
    name = "mean" if match["sd"] else ("median" if what[1].lower() == "median" else "mean") if what else None
    if name is None:
        return None
    facts: Facts = {name: _float(match["value"])}
    kind = (match["kind"] or "").lower() or ("iqr" if re.search(r"\bIQR|interquartile|Q1", words, re.I) else "")
    if match["high"] and kind != "iqr":
        facts["range"] = f"{match['low']}-{match['high']}".replace("·", ".")
    spread = match["sd"] or (
        match["low"] if not match["high"] and (kind == "sd" or "sd" in words.lower().replace(".", "")) else None
    )
    return facts | ({"sd": _float(spread)} if spread else {})


def _float(printed: str) -> float:
    return float(printed.replace("·", "."))
