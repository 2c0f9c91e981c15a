"""Ages as they are said: a number of years where one is told, a span where that is, else words and no number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.find.facts import Ref
from kg.find.said import Said
from kg.model.words import PERIODS, OnsetPeriod
from kg.names import expand
from kg.sources.phenopackets.times import BadAge, years

TIMED: Final = frozenset(
    {"kg:ageAtObservation", "kg:rangeLow", "kg:rangeHigh", "kg:statedTime", "kg:gestationalDays", "kg:onsetTerm"}
)
"""What is asked of a thing to know when it was."""
_MONTH: Final = 1 / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAge:
    """When something was, in `words`; `low` and `high` are years, the same for one age, None where none is told.

    A `span` is a period or a range: no age within it is meant.
    """

    words: str
    low: float | None = None
    high: float | None = None
    span: bool = False


def age_words(age: float) -> str:
    """Years as they are said of a person; below two years in months, if these are whole.

    >>> age_words(47), age_words(0.08), age_words(1.5), age_words(0), age_words(34.75), age_words(1)
    ('47 years', '1 month', '18 months', 'birth', '34.75 years', '1 year')
    """
    months = round(age * 12)
    if age == 0:
        return "birth"
    if age < 2 and age != 1 and months and abs(months * _MONTH - age) < 0.005:
        return f"{months} month{'s' if months > 1 else ''}"
    return "1 year" if age == 1 else f"{age:g} years"


def at_age(age: float | None) -> ToldAge | None:
    """One age, where there is one."""
    return None if age is None else ToldAge(words=age_words(age), low=age, high=age)


def told_at(said: Said) -> ToldAge | None:
    """When a thing was, by what is said of it: its age, a range, a period, or words that are no age."""
    if (age := said.number("kg:ageAtObservation")) is not None:
        return at_age(age)
    low, high = said.number("kg:rangeLow"), said.number("kg:rangeHigh")
    if low is not None and high is not None:
        return ToldAge(words=f"between {age_words(low)} and {age_words(high)}", low=low, high=high, span=True)
    if days := said.number("kg:gestationalDays"):
        return ToldAge(words=f"before birth, at {days / 7:.0f} weeks of pregnancy")
    if term := said.ref("kg:onsetTerm"):
        return period(term)
    stated = said.text("kg:statedTime")
    return in_words(stated) if stated else None


def in_words(stated: str) -> ToldAge:
    """An age, or a range, as imported people have it (ISO 8601); anything else is only words.

    >>> in_words("P10Y/P20Y")
    ToldAge(words='between 10 years and 20 years', low=10.0, high=20.0, span=True)
    >>> in_words("2026-01-01")
    ToldAge(words='2026-01-01', low=None, high=None, span=False)
    """
    low, slash, high = stated.partition("/")
    try:
        first, last = years(low), years(high or low)
    except BadAge:
        return ToldAge(words=stated)
    words = f"between {age_words(first)} and {age_words(last)}" if slash else age_words(first)
    return ToldAge(words=words, low=first, high=last, span=bool(slash))


def period(of: Ref | OnsetPeriod) -> ToldAge:
    """A period of life as a span of years, where it is one of ours; HPO's other classes are only words."""
    if isinstance(of, Ref):
        known = next((one for one, told in PERIODS.items() if told.hpo and expand(told.hpo) == of.iri), None)
        return period(known) if known else ToldAge(words=of.label.removesuffix(" onset").lower())
    latest = PERIODS[of].latest
    words = f"{'in ' if of.endswith('hood') or of == 'infancy' else ''}{of}, no age told"
    return ToldAge(words=words, low=0.0, high=latest, span=True)
