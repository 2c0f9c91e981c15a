"""What there are lists of: a row for each, from which connection, order and facets are made (`lists.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg import find


@dataclass(frozen=True, slots=True)
class Listed:
    """A kind of list. `kind` is the type of its things; `words` are what they are called, if not as the list is.

    What it can be ordered by stands in `kg.find.orders`, and what it can be counted by in `kg.find.facets`.
    """

    kind: str
    where: type[find.Filter]
    words: str = ""
    usual: str = "all"

    @property
    def prefix(self) -> str:
        """How the names of what is made for it begin."""
        return self.where.__name__.removesuffix("Filter")


LISTS: Final = {
    "cases": Listed("Case", find.CaseFilter),
    "variants": Listed("Variant", find.VariantFilter),
    "papers": Listed("Paper", find.PaperFilter),
    "observations": Listed("Observation", find.ObservationFilter, usual="all of persons"),
    "statistics": Listed("CohortStatistic", find.StatisticFilter, "figures"),
    "terms": Listed("OntologyTerm", find.TermFilter, usual="all that are not obsolete"),
    "genes": Listed("Gene", find.GeneFilter),
    "families": Listed("Family", find.FamilyFilter),
    "treatments": Listed("Treatment", find.TreatmentFilter),
}
"""Each by the name that its field has at the root."""
