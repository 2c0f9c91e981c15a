"""Who is meant: a filter of cases, with what was seen in them and whose scans show nothing, met by matrices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from kg.analysis.chosen import chosen, named
from kg.analysis.counts import Counts
from kg.analysis.held import Held
from kg.analysis.people import Mask
from kg.find.called import Names
from kg.find.filters import CaseFilter, ObservationFilter
from kg.find.frequencies import Seen
from kg.find.pattern import Writing, among
from kg.find.patterns import pattern
from kg.lexicon import Kind
from kg.lexicon.spelling import PROLOGUE
from kg.model.words import Status

_NORMAL: Final = """
  {{ SELECT DISTINCT ?x WHERE {{
    {among}
    {{ ?x kg:hasImagingStudy ?scan . ?scan kg:studyResult kg:normalStudy ; kg:modality ?how }}
    UNION {{ ?x kg:hasExcludedFinding ?no . ?no kg:modality ?how }}
    MINUS {{ ?x kg:hasFinding ?yes . ?yes kg:modality ?how }}
  }} }}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSought:
    """People that a filter leaves: all of them, or those of whom `state` is known of a finding.

    Who has a finding both ways has it, as in every count here. `normal` are modalities: those with a scan by one of
    them on which nothing was seen, since the paper calls it normal or since all that it says of it was not there.
    """

    where: CaseFilter
    finding: str = ""
    state: Status = Status.PRESENT
    normal: tuple[str, ...] = ()

    @property
    def filter(self) -> CaseFilter:
        """The same as a filter, but for scans on which nothing was seen."""
        if not self.finding:
            return self.where
        seen = ObservationFilter(term=(self.finding,), status=self.state)
        both = ObservationFilter(term=(self.finding,), status=Status.PRESENT)
        without = (CaseFilter(observation=(both,)),) if self.state is Status.ABSENT else ()
        return replace(
            self.where,
            all_of=(*self.where.all_of, CaseFilter(observation=(seen,))),
            none_of=(*self.where.none_of, *without),
        )


def met(held: Held, asked: PeopleSought) -> Mask:
    """The people who are meant. Raises `UnknownName`."""
    people, found = held.people, chosen(held, asked.where)
    if asked.finding:
        term = named(held, Kind.TERM, (asked.finding,))
        has, lacks = people.present(found) @ term, people.absent(found) @ term
        state = {Status.PRESENT: has, Status.ABSENT: lacks & ~has, Status.NOT_REPORTED: ~(has | lacks)}
        found = found & state[asked.state]
    if asked.normal:
        nothing = Counts.of(people, found, what=Seen.MODALITY).absent @ named(held, Kind.MODALITY, asked.normal)
        found = found & np.asarray(nothing, dtype=bool)
    return found


def query(names: Names, asked: PeopleSought) -> str:
    """`?x`, `?name` and what lists show of the same people; a row for each variant. Raises `UnknownName`."""
    writing = Writing(names)
    who = f"{{ SELECT DISTINCT ?x WHERE {{ {pattern(writing, asked.filter)} }} }}"
    normal = _NORMAL.format(among=among("?how", writing.called(Kind.MODALITY, asked.normal))) if asked.normal else ""
    return f"""{PROLOGUE}SELECT DISTINCT ?x ?name ?paper ?status ?sex ?onset ?variant WHERE {{
  {who}{normal}
  ?x rdfs:label ?name ; kg:reportedIn ?paper ; kg:geneticStatus ?status .
  OPTIONAL {{ ?x kg:sex ?sex }}
  OPTIONAL {{ ?x kg:ageAtOnset ?onset }}
  OPTIONAL {{ ?x kg:hasVariant ?variant }}
}} ORDER BY STR(?name) ?x ?variant"""
