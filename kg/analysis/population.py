"""Whom an analysis counts: declared populations, and whatever a filter asks for beyond them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Final

from kg.analysis.result import Question
from kg.find.filters import CaseFilter
from kg.model.words import GeneticStatus, Meant

_CONFIRMED: Final = CaseFilter(genetic_status=(GeneticStatus.CONFIRMED,))
_BIALLELIC: Final = CaseFilter(category=("kg:BiallelicCase",))
_EARLY: Final = CaseFilter(category=("kg:EarlyOnsetCase",))


class Population(Meant):
    """Whom an analysis counts. Adults and children with two changed copies have different diseases: never mixed unsaid.

    Each is a filter of cases.
    """

    ADULTS = (
        replace(_CONFIRMED, none_of=(_BIALLELIC, _EARLY)),
        "Confirmed carriers with one changed copy of the gene, whose disease did not begin before 18 years.",
    )
    BIALLELIC = (
        replace(_CONFIRMED, category=("kg:BiallelicCase",)),
        "Confirmed carriers with both copies of the gene changed.",
    )
    CARRIERS = (
        _CONFIRMED,
        "All confirmed carriers: mixes early and adult onset, one changed copy of the gene and two.",
    )
    EVERYBODY = (
        CaseFilter(),
        "Everybody described: mixes tested and untested, early and adult onset, one changed copy and two.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPeople(Question):
    """A question about people: those of a population that a filter leaves."""

    population: Annotated[Population, "Whom to count: confirmed adult carriers, if not told."] = Population.ADULTS
    where: Annotated[CaseFilter | None, "Only these of them."] = None

    @property
    def who(self) -> CaseFilter:
        """The filter that leaves whom to count."""
        whole: CaseFilter = self.population.value
        return replace(whole, all_of=(self.where,)) if self.where else whole
