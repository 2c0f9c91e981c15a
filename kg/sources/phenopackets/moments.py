"""Times of a packet: ages, ranges, weeks of pregnancy, onset classes, dates."""

from __future__ import annotations

from typing import Any

from kg.model.packet import Moment
from kg.sources.phenopackets.ages import BadAge, years
from kg.sources.phenopackets.instants import surely_after
from kg.sources.phenopackets.notes import PacketNotes, Steps
from kg.sources.phenopackets.terms import Terms


def when(value: dict[str, Any], key: str, terms: Terms, steps: Steps, notes: PacketNotes) -> Moment | None:
    """The time under a key, where there is one."""
    return _moment(value[key], terms, (*steps, key), notes) if key in value else None


def _moment(value: dict[str, Any], terms: Terms, steps: Steps, notes: PacketNotes) -> Moment:
    if "age" in value:
        stated = value["age"]["iso8601duration"]
        age = _years(stated)
        return Moment(stated, age, age)
    if "ageRange" in value:
        return _range(value["ageRange"], (*steps, "ageRange"), notes)
    if "ontologyClass" in value:
        found = terms.read(value["ontologyClass"], (*steps, "ontologyClass"), notes)
        return Moment(found.id, term=found)
    if "gestationalAge" in value:
        return _pregnancy(value["gestationalAge"], (*steps, "gestationalAge"), notes)
    if "interval" in value:
        start, end = value["interval"]["start"], value["interval"]["end"]
        if surely_after(start, end):
            notes.error((*steps, "interval"), "it ends before it starts", "the earlier time first", "time")
        return Moment(f"{start}/{end}")
    return Moment(value.get("timestamp", ""))


def _range(value: dict[str, Any], steps: Steps, notes: PacketNotes) -> Moment:
    start, end = value["start"]["iso8601duration"], value["end"]["iso8601duration"]
    low, high = _years(start), _years(end)
    if low > high:
        notes.error(steps, f"it runs backwards, from {start} to {end}", "the lower age first", "age")
    return Moment(f"{start}/{end}", low, high)


def _pregnancy(value: dict[str, Any], steps: Steps, notes: PacketNotes) -> Moment:
    weeks, days = value.get("weeks", 0), value.get("days", 0)
    if weeks > 45 or days > 6:
        notes.error(steps, f"{weeks} weeks and {days} days of pregnancy", "at most 45 weeks and 6 days", "age")
    return Moment(f"{weeks}w{days}d", days=7 * weeks + days)


def _years(duration: str) -> float:
    try:
        return years(duration)
    except BadAge:  # already told where the shape was checked
        return 0.0
