"""A mean or a median as printed, and whether it lies within its range."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

Facts = dict[str, str | float | int | bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSummary:
    """A mean or a median as printed, with its facts, those whom it is of, and what in it does not agree."""

    start: int
    end: int
    facts: Facts
    group: str | None = None
    why: tuple[str, ...] = field(default=())


def judged(one: PrintedSummary) -> PrintedSummary:
    """With what in it does not agree."""
    low, _, high = str(one.facts.get("range", "")).partition("-")
    for name in ("mean", "median"):
        value = one.facts.get(name)
        if high and isinstance(value, float) and not float(low) <= value <= float(high):
            return replace(one, why=(f"{name} {value:g} lies outside of {low}-{high}",))
    return one
