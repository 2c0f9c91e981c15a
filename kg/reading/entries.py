"""What was found as entries of an evidence file, with their words, their place and their doubts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.model.words import Status
from kg.reading.found import Bearing, FoundFinding, Spot
from kg.reading.quoted import quoted
from kg.texts.text import Text

Entry = dict[str, Any]


def noted(text: Text, spot: Spot, why: Iterable[str], facts: Entry, sentence: Spot | None = None) -> Entry:
    """An entry with its words, its place and its doubts, proposed."""
    doubts = [*dict.fromkeys(why)]
    return {**facts, **quoted(text, spot, sentence), "proposed": True, **({"why": doubts} if doubts else {})}


def facts_of(one: FoundFinding) -> Entry:
    """A finding as an entry; what a relative is said not to have is absent in them."""
    status = Status.ABSENT if one.bearing is Bearing.ABSENT else Status.PRESENT
    facts: Entry = {"text": one.text, "hpo": one.hpo, "label": one.label, "status": str(status)}
    if one.seen_on is not None:
        facts |= {**one.seen_on, "age": one.age, "side": one.side or one.seen_on.get("side")}
    else:
        facts |= {"initial": one.initial or None, "onset_age": one.age, "side": one.side}
    return {key: plain_number(value) for key, value in facts.items() if value is not None}


def plain_number(value: Any) -> Any:
    """A whole number of years without a point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def same_finding(one: Entry, other: Entry) -> bool:
    """Whether two findings of one person say the same: the term, else the words, and where it was seen."""
    keys = ("status", "modality", "region", "side", "evolution")
    name = "hpo" if one.get("hpo") and other.get("hpo") else "text"
    return one.get(name) == other.get(name) and all(one.get(key) == other.get(key) for key in keys)
