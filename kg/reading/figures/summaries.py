"""Means and medians with their deviations and ranges, of all people of a sentence or of its groups one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.reading.clause_words import BUT
from kg.reading.figures.counts import PEOPLE
from kg.reading.figures.printed_summary import Facts, PrintedSummary, judged
from kg.reading.figures.summed_measures import MEASURED, measure_of

_V: Final = r"\d{1,4}(?:[.·]\d{1,3})?"
_UNIT: Final = r"(?:years?|yrs?|y|months?)\b"
_VALUE: Final = re.compile(
    rf"(?<![\w.±/<>≤≥⩽⩾-])(?P<value>{_V})(?!\s?(?:%|(?:(?!(?:vs?|and|or|in|to|than)\b)[\w-]+\s){{0,2}}{PEOPLE}\b|[/.·]?\d))(?:\s?(?:±|\+/-)\s?(?P<sd>{_V}))?"
    rf"(?:\s?-?(?P<unit>{_UNIT}))?(?:\sof\sage)?", re.I
)  # fmt: skip
_TAIL: Final = re.compile(
    rf"[\s,;]*(?P<open>[(\[])?\s?(?:(?P<kind>SD|standard\sdeviation|±|range[ds]?|ranging|IQR|interquartile\srange|Q1-Q3"
    rf"|95\s?%\sCI|from)\s?[=:,]?\s?(?:from\s|between\s)?)?(?P<low>{_V})(?:\s?(?:-|–|−|—|to|and)\s?(?P<high>{_V}))?"
    rf"(?:\s?(?P<unit>{_UNIT}))?\s?[)\]]?", re.I
)  # fmt: skip
_KIND: Final = r"(?:SD|standard\sdeviation|IQR|interquartile\srange|range)"
_WHAT: Final = rf"(?P<what>mean|average|median)(?:\s?[,(\[±]?\s?(?:±\s?|and\s)?(?P<kind>{_KIND})[)\]]?)?"
_AHEAD: Final = re.compile(rf"\b{_WHAT},?\s(?:[\w-]+\s){{0,2}}$", re.I)
_BEHIND: Final = re.compile(rf"[^.;\d]{{0,25}}?\b{_WHAT}", re.I)
_RANGED: Final = re.compile(
    rf"[^.;\d]{{0,30}}?\b(?:rang\w+|varied|was|were)\s(?:from|between)\s(?P<low>{_V})\s(?:to|and)\s(?P<high>{_V})\s?(?P<unit>{_UNIT})?"
    rf"(?:[^.;\d]{{0,20}}?\b(?P<what>mean|median|average)(?:\s(?:of|was))?\s?[=:]?\s?(?P<value>{_V}))?", re.I
)  # fmt: skip
_OF_P: Final = re.compile(r"\bp\s?[=<>≤≥]\s?$", re.I)
_FAR: Final = 80
"""Characters between a measure and its value."""
_BETWEEN: Final = re.compile(r"(?:[^.;]|(?<=\bvs)\.)*")
_GROUP: Final = rf"(?P<group>(?:[\w-]+\s)?{PEOPLE})"
_IN: Final = re.compile(rf"\s(?:in|for|among)\s(?:the\s)?{_GROUP}\b", re.I)
_OF: Final = re.compile(
    rf"\b(?P<group>{PEOPLE})[,:]?\s[(\[]?(?:it\s|mean\s|median\s|average\s)?(?:was\s|were\s)?[=:]?\s?$", re.I
)
_NEXT: Final = re.compile(
    rf"[\s,;()]*(?:(?:and|v|vs\.?|versus|{BUT}|against|compared\swith)(?=[\s,])[\s,]*)?[^.;\d]{{0,25}}?"
)
_PAIR: Final = re.compile(
    rf"\b(?:in|between)\s(?P<first>{PEOPLE})\s(?:than|and|or|versus|vs\.?)\s(?:in\s)?(?P<second>{PEOPLE})\b[^.;\d]*$",
    re.I,
)


def summaries(text: str, start: int, end: int) -> Iterator[PrintedSummary]:
    """The means, medians and ranges that a sentence prints."""
    found = [*MEASURED.finditer(text, start, end)]
    for index, match in enumerate(found):
        stop = found[index + 1].start() if index + 1 < len(found) else end
        ahead = _AHEAD.search(text, start, match.start())
        what = ahead or _BEHIND.match(text, match.end(), stop)
        measure = measure_of(match, text[max(start, match.start() - 60) : match.start()])
        first = ahead.start() if ahead else match.start()
        ranged = _RANGED.match(text, match.end(), stop)
        if ranged:
            yield _ranged(ranged, measure, first)
        else:
            yield from _valued(text, (first, match.end(), stop), what, measure)


def _ranged(match: re.Match[str], measure: str, first: int) -> PrintedSummary:
    facts: Facts = {"measure": measure, "range": f"{match['low']}-{match['high']}".replace("·", ".")}
    if match["what"]:
        facts[_name(match["what"])] = _float(match["value"])
    unit = _unit(match["unit"], measure)
    return judged(PrintedSummary(start=first, end=match.end(), facts=facts | unit))


def _valued(text: str, at: tuple[int, int, int], what: re.Match[str] | None, measure: str) -> Iterator[PrintedSummary]:
    """The first value behind a measure, and those of other groups behind it."""
    first, begin, stop = at
    pos, last = begin, None
    pair = None
    while value := _VALUE.search(text, pos, stop):
        gap = text[pos : value.start()]
        if not _BETWEEN.fullmatch(gap) or _OF_P.search(gap) or len(gap) > _FAR or (last and not _NEXT.fullmatch(gap)):
            return
        one = _read(text, value, what, measure, stop)
        group = _IN.match(text, one.end, stop) or _OF.search(text, max(pos, value.start() - 40), value.start())
        pair = pair or (_PAIR.search(text, begin, value.start()) if last is None else None)
        if group or pair:
            named = pair["first" if last is None else "second"] if pair else group["group"] if group else None
            one = replace(one, group=named)
        elif last is not None:
            return
        if not {"mean", "median"} & one.facts.keys():
            return
        start = first if last is None else min(one.start, group.start() if group else one.start)
        yield judged(replace(one, start=start, end=max(one.end, group.end() if group else 0)))
        last, pos = one, max(one.end, group.end() if group else 0)


def _read(text: str, match: re.Match[str], what: re.Match[str] | None, measure: str, stop: int) -> PrintedSummary:
    """A value with what stands behind it: deviation, range, unit."""
    facts: Facts = {"measure": measure}
    if what or match["sd"]:
        facts[_name(what["what"] if what else "mean")] = _float(match["value"])
    told = (what["kind"] or "").lower() if what else ""
    sd, unit, end = match["sd"], match["unit"], match.end()
    for _ in range(2):
        tail = _TAIL.match(text, end, stop)
        kind = (tail["kind"] or (told if tail["open"] else "")).lower() if tail else ""
        if tail is None or not (kind or (tail["open"] and tail["high"])):
            break
        if tail["high"] is None and kind[:2] in ("sd", "st", "±"):
            sd = tail["low"]
        elif tail["high"] and kind[:3] in ("", "ran", "fro"):
            facts["range"] = f"{tail['low']}-{tail['high']}".replace("·", ".")
        unit, end = unit or tail["unit"], tail.end()
    behind = re.compile(rf"\s?({_UNIT})", re.I).match(text, end, stop)
    unit, end = (behind[1], behind.end()) if behind and not unit else (unit, end)
    facts |= {"sd": _float(sd)} if sd else {}
    return PrintedSummary(start=match.start(), end=end, facts=facts | _unit(unit, measure))


def _unit(printed: str | None, measure: str) -> Facts:
    if printed:
        return {"unit": "months" if printed.lower().startswith("m") else "years"}
    return {"unit": "years"} if measure.startswith("age") else {}


def _name(what: str) -> str:
    return "median" if what.lower() == "median" else "mean"


def _float(printed: str) -> float:
    return float(printed.replace("·", "."))
