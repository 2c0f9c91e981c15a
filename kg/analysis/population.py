"""Whom an analysis counts: declared populations, and whatever a filter asks for beyond them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Final

from kg.analysis.result import Question
from kg.find.filters import CaseFilter, VariantFilter
from kg.model.words import GeneticStatus, Meant

_CONFIRMED: Final = CaseFilter(genetic_status=(GeneticStatus.CONFIRMED,))
_BIALLELIC: Final = CaseFilter(category=("kg:BiallelicCase",))
_EARLY: Final = CaseFilter(category=("kg:EarlyOnsetCase",))
_OURS: Final = CaseFilter(category=("kg:SubjectGeneCarrier",))
_OTHERS: Final = CaseFilter(variant=VariantFilter(), none_of=(_OURS,))
"""Who carries a variant, and none of the gene that this graph is about: cohorts bring them."""


class Population(Meant):
    """Whom an analysis counts. Adults and children with two changed copies have different diseases: never mixed unsaid.

    Each is a filter of cases.
    """

    ADULTS = (
        replace(_CONFIRMED, none_of=(_BIALLELIC, _EARLY, _OTHERS)),
        "Confirmed carriers with one changed copy of this graph's gene, whose disease is not known to have begun "
        "before 18 years. Carriers of other genes' variants alone are left out; those of whom no variant is told stay.",
    )
    BIALLELIC = (
        replace(_CONFIRMED, category=("kg:BiallelicCase",)),
        "Confirmed carriers with both copies of this graph's gene changed.",
    )
    CARRIERS = (
        replace(_CONFIRMED, none_of=(_OTHERS,)),
        "All confirmed carriers of this graph's gene: mixes early and adult onset, one changed copy of it and two; who "
        "carries a variant of other genes alone is none.",
    )
    EVERYBODY = (
        CaseFilter(),
        "Everybody described: mixes genes, tested and untested, early and adult onset, one changed copy and two.",
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
