"""What there are lists of: a row for each, from which connection, order and facets are made (`lists.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg import find
from kg.find import Order


@dataclass(frozen=True, slots=True)
class Listed:
    """A kind of list. `kind` is the type of its things, `prefix` begins the names of what is made for it.

    `orders` are names of the schema with their words; what it can be counted by stands in `kg.find.facets`.
    """

    kind: str
    prefix: str
    where: type[find.Filter]
    words: str
    orders: Mapping[str, tuple[Order, str]]
    usual: str = "all"


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
_USUAL: Final = "all that are not obsolete"

LISTS: Final = {
    "cases": Listed("Case", "Case", find.CaseFilter, "cases", _CASES),
    "variants": Listed("Variant", "Variant", find.VariantFilter, "variants", _VARIANTS),
    "papers": Listed("Paper", "Paper", find.PaperFilter, "papers", _PAPERS),
    "observations": Listed(
        "Observation", "Observation", find.ObservationFilter, "observations", _SEEN, "all of persons"
    ),
    "statistics": Listed("CohortStatistic", "Statistic", find.StatisticFilter, "figures", _FIGURES),
    "terms": Listed("OntologyTerm", "Term", find.TermFilter, "terms", _LABEL, _USUAL),
    "genes": Listed("Gene", "Gene", find.GeneFilter, "genes", _GENES),
    "families": Listed("Family", "Family", find.FamilyFilter, "families", _LABEL),
    "treatments": Listed("Treatment", "Treatment", find.TreatmentFilter, "treatments", _GIVEN),
}
"""Each by the name that its field has at the root."""
