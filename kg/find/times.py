"""The ages by which curves are drawn, as a query that anybody can ask: when signs began, when a life ended, and when
a person was last told of."""

from __future__ import annotations

from typing import Final

from kg.find.called import Names
from kg.find.filters import CaseFilter
from kg.find.groups import Group
from kg.find.pattern import Writing
from kg.find.patterns import pattern
from kg.lexicon.spelling import PROLOGUE

OF_PERSONS: Final = ("kg:ageAtOnset", "kg:ageAtDeath", "kg:ageAtExamination", "kg:ageAtImaging")
"""Ages that are said of a person."""
OF_WHAT_WAS_SEEN: Final = "kg:ageAtObservation"
SEEN: Final = ("kg:hasFinding", "kg:hasExcludedFinding", "kg:hasImagingStudy")
"""What leads from a person to what has an age of its own."""


def ages_query(names: Names, where: CaseFilter, by: Group) -> str:
    """The query for every age of each person that a filter leaves, with their group, and whether they have signs.

    Raises `UnknownName`.
    """
    persons = pattern(Writing(names), where)
    grouped = f"OPTIONAL {{ {by.pattern} }}" if by.pattern else ""
    own = (f"{{ ?x {one} ?value BIND({one} AS ?what) }}" for one in (*OF_PERSONS, "kg:affected"))
    seen = f"{{ ?x {'|'.join(SEEN)} ?seen . ?seen {OF_WHAT_WAS_SEEN} ?value BIND({OF_WHAT_WAS_SEEN} AS ?what) }}"
    return f"""{PROLOGUE}
        SELECT DISTINCT ?x ?group ?what ?value WHERE {{
          {{ SELECT DISTINCT ?x WHERE {{ {persons} }} }}
          {grouped}
          OPTIONAL {{ {" UNION ".join((*own, seen))} }}
        }} ORDER BY ?x ?group ?what ?value"""
