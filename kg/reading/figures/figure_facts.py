"""A share with what it is of and whom, under the keys of a statistic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.reading.figures.printed_share import PrintedShare
from kg.reading.figures.printed_summary import Facts
from kg.reading.figures.whom import CountedPeople
from kg.reading.found import FoundFigure, FoundFinding, Spot

_SEEN: Final = ("modality", "sequence", "region")
_OF_OTHERS: Final = "of people without the variant or the disease: it says nothing of those with it"


def facts_of_finding(finding: FoundFinding, *, denied: bool) -> Facts:
    """The finding of a share, absent where that is of those who have it not."""
    facts: Facts = {"measure": finding.label or finding.text}
    facts |= {key: value for key, value in (("hpo", finding.hpo), ("label", finding.label)) if value}
    if denied:
        facts["status"] = "absent"
    if finding.initial:
        facts["initial"] = True
    return facts | {key: finding.seen_on[key] for key in _SEEN if finding.seen_on and key in finding.seen_on}


def figure(
    spot: Spot,
    share: PrintedShare,
    people: CountedPeople,
    facts: Facts,
    p: Mapping[str, str | float],
    why: tuple[str, ...] = (),
) -> FoundFigure:
    """A figure of these people; of others than those with the disease it bears no term."""
    if people.others:
        facts = {key: value for key, value in facts.items() if key not in ("hpo", "label")}
    whose: Facts = {"group": people.group} if people.group else {}
    whose |= {"initial": True} if people.initial and "hpo" in facts else {}
    whose |= {"second_hand": True} if people.cited else {}
    doubts = (*share.why(), *why, *((_OF_OTHERS,) if people.others else ()))
    return FoundFigure(spot=spot, facts={**facts, **share.facts(), **whose, **p}, why=doubts)
