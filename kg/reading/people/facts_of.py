"""The facts of a person as they stand after the whole text: one value a key, with what makes it doubtful."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kg.reading.found import Spot, StatedFact
from kg.reading.people.facts.told_fact import ToldFact
from kg.reading.people.known import Known

WELL: Final = "seen well"
"""The key of what is no fact of a case: a patient was seen before the illness began."""
_INFANT, _GROWN = 3, 16


def heard(one: Known, told: ToldFact, passage: int, why: str = "") -> None:
    """Keep a fact of a person."""
    reasons = (*told.why, *((why,) if why else ()))
    spot = Spot(passage, told.start, told.end)
    one.stated.append((told.rank, StatedFact(key=told.key, value=told.value, spot=spot, why=reasons)))


def _out_of_turn(key: str, rank: int, fact: StatedFact, seen: float | None) -> bool:
    """Whether an age is none of this key, as the ages at which the person was surely seen tell.

    A sign that came later is no onset; months of a grown-up count from something else than birth.
    """
    if seen is None or key not in ("age_at_onset", "age_at_imaging"):
        return False
    value = float(fact.value)
    weak = key == "age_at_imaging" or bool(rank)
    return weak and ((key == "age_at_onset" and value > seen) or (value < _INFANT and seen >= _GROWN))


def settled(one: Known) -> tuple[StatedFact, ...]:
    """One fact a key: the surest, of ages at onset the earliest, of ages told by the way the last, else the first.

    Others that differ are told as why.
    """
    kept: dict[str, list[tuple[int, StatedFact]]] = {}
    for rank, fact in one.stated:
        kept.setdefault(fact.key, []).append((rank, fact))
    seen = max((float(fact.value) for rank, fact in kept.get("age_at_examination", ()) if not rank), default=None)
    if kept.get(WELL) or kept.get("affected"):  # who was seen well may fall ill later
        seen = None
    kept = {key: [told for told in facts if not _out_of_turn(key, *told, seen)] for key, facts in kept.items()}
    found = []
    for key, facts in ((key, facts) for key, facts in kept.items() if facts):
        best = min(rank for rank, _ in facts)
        sure = [fact for rank, fact in facts if rank == best]
        chosen = sure[0]
        if key == "age_at_onset":
            chosen = min(sure, key=lambda fact: float(fact.value))
        elif key == "age_at_examination" and best:
            chosen = max(sure, key=lambda fact: float(fact.value))
        differ = sorted({str(fact.value) for fact in sure if fact.value != chosen.value})
        if differ and key not in ("age_at_imaging", "age_at_examination", WELL):
            chosen = replace(chosen, why=(*chosen.why, f"the text also says {', '.join(differ)}"))
        found.append(chosen)
    found += [StatedFact(key="also_labelled", value=label, spot=one.spot) for label in one.labels[1:]]
    return tuple(found)
