"""What there are lists of: a row for each, from which connection, order and facets are made (`lists.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg import find
from kg.find import Order


@dataclass(frozen=True, slots=True)
class Listed:
    """A kind of list. `kind` is the type of its things; `words` are what they are called, if not as the list is.

    `orders` are names of the schema with their words; what it can be counted by stands in `kg.find.facets`.
    """

    kind: str
    where: type[find.Filter]
    orders: Mapping[str, tuple[Order, str]]
    words: str = ""
    usual: str = "all"

    @property
    def prefix(self) -> str:
        """How the names of what is made for it begin."""
        return self.where.__name__.removesuffix("Filter")


_IRI: Final = {"IRI": (Order.IRI, "The IRI.")}
_LABEL: Final = {**_IRI, "LABEL": (Order.LABEL, "The label.")}
_CASES: Final = {
    **_IRI,
    "LABEL": (Order.CASE_LABEL, "The paper's label for the person."),
    "AGE_AT_ONSET": (Order.AGE_AT_ONSET, "Age at onset."),
    "AGE_AT_EXAMINATION": (Order.AGE_AT_EXAMINATION, "Age at examination."),
    "AGE_AT_DEATH": (Order.AGE_AT_DEATH, "Age at death."),
}
_VARIANTS: Final = {**_LABEL, "HGVS_CODING": (Order.HGVS_CODING, "The HGVS coding name.")}
_PAPERS: Final = {
    **_IRI,
    "YEAR": (Order.YEAR, "Year of publication."),
    "TITLE": (Order.LABEL, "The title."),
    "FIRST_AUTHOR": (Order.FIRST_AUTHOR, "The first author."),
}
_SEEN: Final = {
    **_IRI,
    "LABEL": (Order.LABEL, "The paper's words."),
    "AGE": (Order.AGE_AT_OBSERVATION, "Age when it was seen."),
}
_FIGURES: Final = {
    **_IRI,
    "MEASURE": (Order.MEASURE, "What was measured."),
    "GROUP_SIZE": (Order.GROUP_SIZE, "The size of the group."),
}
_GENES: Final = {**_IRI, "SYMBOL": (Order.LABEL, "The symbol.")}
_GIVEN: Final = {**_IRI, "NAME": (Order.LABEL, "What it is called, in the paper's words.")}

LISTS: Final = {
    "cases": Listed("Case", find.CaseFilter, _CASES),
    "variants": Listed("Variant", find.VariantFilter, _VARIANTS),
    "papers": Listed("Paper", find.PaperFilter, _PAPERS),
    "observations": Listed("Observation", find.ObservationFilter, _SEEN, usual="all of persons"),
    "statistics": Listed("CohortStatistic", find.StatisticFilter, _FIGURES, "figures"),
    "terms": Listed("OntologyTerm", find.TermFilter, _LABEL, usual="all that are not obsolete"),
    "genes": Listed("Gene", find.GeneFilter, _GENES),
    "families": Listed("Family", find.FamilyFilter, _LABEL),
    "treatments": Listed("Treatment", find.TreatmentFilter, _GIVEN),
}
"""Each by the name that its field has at the root."""
