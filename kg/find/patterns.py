"""The pattern of any filter: for each kind, that a thing is of it, and what else is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from kg.find.filters import (
    CaseFilter,
    FamilyFilter,
    Filter,
    GeneFilter,
    ObservationFilter,
    PaperFilter,
    StatisticFilter,
    TermFilter,
    TreatmentFilter,
    VariantFilter,
)
from kg.find.pattern import Parts, Writing
from kg.find.patterns_around import family_parts, gene_parts, treatment_parts
from kg.find.patterns_people import case_parts, observation_base, observation_parts
from kg.find.patterns_things import paper_parts, statistic_parts, term_base, term_parts, variant_parts
from kg.names import KG

_Base = Callable[[Writing, str], str]


def pattern(writing: Writing, where: Filter, x: str = "?x", sure: bool = False) -> str:
    """A pattern whose `x` is a thing that meets the filter; `sure` where `x` is known to be of the filter's kind."""
    base, parts = _KINDS[type(where)]
    return str(Parts([] if sure else [base(writing, x)]) + parts(writing, where, x))


def _a(name: str) -> _Base:
    return lambda _, x: f"{x} a <{KG}{name}>"


_KINDS: Final[dict[type, tuple[_Base, Callable[[Writing, Any, str], Parts]]]] = {
    CaseFilter: (_a("Case"), case_parts),
    VariantFilter: (_a("Variant"), variant_parts),
    PaperFilter: (_a("Paper"), paper_parts),
    StatisticFilter: (_a("CohortStatistic"), statistic_parts),
    GeneFilter: (_a("Gene"), gene_parts),
    FamilyFilter: (_a("Family"), family_parts),
    TreatmentFilter: (_a("Treatment"), treatment_parts),
    ObservationFilter: (lambda _, x: observation_base(x), observation_parts),
    TermFilter: (lambda writing, x: term_base(x, writing.fresh("kind")), term_parts),
}
