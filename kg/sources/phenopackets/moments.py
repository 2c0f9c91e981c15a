"""Times of a packet, and the words in which the graph keeps them: `spelt` and `stated` lead from one to the other.

`P4Y6M` is an age, `P10Y/P20Y` a range, `20w3d` a time of pregnancy, `HP:0003577` a class; else a date, or `start/end`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from kg.model.packet import Moment
from kg.sources.phenopackets.ages import BadAge, duration, surely_after, years
from kg.sources.phenopackets.notes import PacketNotes, Steps
from kg.sources.phenopackets.terms import Terms


def spelt(value: dict[str, Any]) -> str:
    """The words for a time."""
    told: Any
    kind, told = next(iter(value.items()), ("timestamp", ""))
    if kind == "ageRange":
        return "/".join(told[end]["iso8601duration"] for end in ("start", "end"))
    if kind == "gestationalAge":
        return f"{told.get('weeks', 0)}w{told.get('days', 0)}d"
    if kind == "interval":
        return f"{told['start']}/{told['end']}"
    return str(told[{"age": "iso8601duration"}.get(kind, "id")] if isinstance(told, dict) else told)


def stated(words: str) -> dict[str, Any]:
    """The time that these words tell.

    >>> stated("P10Y/P20Y")["ageRange"]["end"], stated("20w3d"), spelt(stated("20w3d"))
    ({'iso8601duration': 'P20Y'}, {'gestationalAge': {'weeks': 20, 'days': 3}}, '20w3d')
    """
    low, slash, high = words.partition("/")
    if words.startswith("P"):
        ends = [{"iso8601duration": one} for one in (low, high)]
        return {"ageRange": {"start": ends[0], "end": ends[1]}} if slash else {"age": ends[0]}
    if weeks := re.fullmatch(r"(\d+)w(\d+)d", words):
        return {"gestationalAge": {"weeks": int(weeks[1]), "days": int(weeks[2])}}
    if slash:
        return {"interval": {"start": low, "end": high}}
    return {"ontologyClass": {"id": words}} if re.match(r"[A-Za-z]", words) else {"timestamp": words}


def age(written: str) -> dict[str, Any]:
    """An age in years as a time."""
    return {"age": {"iso8601duration": duration(float(written))}}


def decimal(moment: dict[str, Any]) -> str:
    """The years of an age whose form was checked, as a remark writes numbers."""
    return format(Decimal(repr(years(spelt(moment)))).normalize(), "f")


def when(value: dict[str, Any], key: str, terms: Terms, steps: Steps, notes: PacketNotes) -> Moment | None:
    """The time under a key, where there is one."""
    return _moment(value[key], terms, (*steps, key), notes) if key in value else None


def _moment(value: dict[str, Any], terms: Terms, steps: Steps, notes: PacketNotes) -> Moment:
    words = spelt(value)
    low, _, high = words.partition("/")
    if "ontologyClass" in value:
        found = terms.read(value["ontologyClass"], (*steps, "ontologyClass"), notes)
        return Moment(found.id, term=found)
    if words.startswith("P"):
        first, last = _years(low), _years(high or low)
        if first > last:
            what = f"it runs backwards, from {low} to {high}"
            notes.error((*steps, "ageRange"), what, "the lower age first", "age")
        return Moment(words, first, last)
    if "gestationalAge" in value:
        weeks, days = map(int, words[:-1].split("w"))
        if weeks > 45 or days > 6:
            what = f"{weeks} weeks and {days} days of pregnancy"
            notes.error((*steps, "gestationalAge"), what, "at most 45 weeks and 6 days", "age")
        return Moment(words, days=7 * weeks + days)
    if high and surely_after(low, high):
        notes.error((*steps, "interval"), "it ends before it starts", "the earlier time first", "time")
    return Moment(words)


def _years(duration: str) -> float:
    try:
        return years(duration)
    except BadAge:  # already told where the shape was checked
        return 0.0
