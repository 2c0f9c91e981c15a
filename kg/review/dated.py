"""The day an evidence file was last changed, kept beside what changed in it."""

from __future__ import annotations

from datetime import date

from kg.review.edits import changed
from kg.sources.positions import kept_value


def revised(text: str, day: date) -> str:
    """The text as revised on a day; one that says a later day, or none, stays."""
    former = kept_value(text).get("revised")
    return changed(text, (), {"revised": day}) if isinstance(former, date) and former < day else text
