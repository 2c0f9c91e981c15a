"""One row a person: the queries that give what comparisons of groups of people are worked out from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.find.called import Names
from kg.find.filters import CaseFilter
from kg.find.groups import Group
from kg.find.pattern import Writing, among, coded
from kg.find.patterns import pattern
from kg.lexicon import Kind
from kg.lexicon.spelling import PROLOGUE, reference
from kg.model.words import Meant
from kg.names import BASE

NO_SCANS: Final = tuple(f"{BASE}modality/{key}" for key in ("autopsy", "EEG", "neuropathology"))
"""Modalities that `kg/reference/vocabulary.yaml` says are no imaging methods."""


class AgeMeasure(Meant):
    """What is measured in years.

    Each is the property that says it; the delay is worked out of two.
    """

    ONSET = "kg:ageAtOnset", "Age when the disease began."
    DELAY = "", "From onset to the first imaging at or after it."
    DEATH = "kg:ageAtDeath", "Age at death."


def states_query(names: Names, where: CaseFilter, by: Group, terms: Sequence[str] = ()) -> str:
    """`?x ?group ?term ?state`: of each person and group, every term of which either is said. Raises `UnknownName`.

    Who has a finding both ways counts as present; who has no finding at all has a row without a term.
    """
    people = _people(names, where, by)
    spelt = among("?term", Writing(names).called(Kind.TERM, terms)) if terms else ""
    # Of these people alone: what others were read to have must not change how many tests there are.
    who = _people(names, where, Group.ALL)
    theirs = f"{who} ?x kg:hasFinding|kg:hasExcludedFinding ?any . {coded('?any', '?term')}"
    read = "" if terms else f"{{ SELECT DISTINCT ?term WHERE {{ {theirs} }} }}"
    return f"""{PROLOGUE}
SELECT ?x ?group ?term ?state WHERE {{
  {people}
  OPTIONAL {{
    {{ SELECT ?x ?term (MAX(?said) AS ?state) WHERE {{
      {people} {spelt}
      {{ ?x kg:hasFinding/a ?term BIND("present" AS ?said) }}
      UNION {{ ?x kg:hasExcludedFinding/kg:excludes ?term BIND("absent" AS ?said) }}
    }} GROUP BY ?x ?term }}
    {read}
  }}
}}"""


def ages_query(names: Names, where: CaseFilter, by: Group, what: AgeMeasure) -> str:
    """`?x ?group ?years`: of each person and group, and without years where none are stated. Raises `UnknownName`."""
    stated = f"?x {what.value} ?years" if what.value else _DELAY
    return f"""{PROLOGUE}
SELECT ?x ?group ?years WHERE {{
  {_people(names, where, by)}
  OPTIONAL {{ {stated} }}
}}"""


_DELAY: Final = f"""{{ SELECT ?x (MIN(?at - ?began) AS ?years) WHERE {{
    ?x kg:ageAtOnset ?began .
    {{ ?x kg:ageAtImaging ?at }}
    UNION {{ ?x kg:hasImagingStudy ?scan . ?scan kg:ageAtObservation ?at ; kg:modality ?modality
      FILTER(?modality NOT IN ({", ".join(map(reference, NO_SCANS))})) }}
    FILTER(?at >= ?began)
  }} GROUP BY ?x }}"""


def _people(names: Names, where: CaseFilter, by: Group) -> str:
    grouped = f"{by.pattern} . " if by.pattern else ""
    return f"{{ SELECT DISTINCT ?x ?group WHERE {{ {grouped}{pattern(Writing(names), where)} }} }}"
