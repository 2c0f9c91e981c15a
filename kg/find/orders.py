"""What lists may be ordered by: for each kind a name, the order, and what that is."""

from __future__ import annotations

from typing import Final

from kg.find.filters import (
    CaseFilter,
    FamilyFilter,
    GeneFilter,
    ObservationFilter,
    PaperFilter,
    StatisticFilter,
    TermFilter,
    TreatmentFilter,
    VariantFilter,
)
from kg.find.listing import Order

_IRI: Final = {"IRI": (Order.IRI, "The IRI.")}
_LABEL: Final = {**_IRI, "LABEL": (Order.LABEL, "The label.")}
ORDERS: Final[dict[type, dict[str, tuple[Order, str]]]] = {
    CaseFilter: {
        **_IRI,
        "LABEL": (Order.CASE_LABEL, "The paper's label for the person."),
        "AGE_AT_ONSET": (Order.AGE_AT_ONSET, "Age at onset."),
        "AGE_AT_EXAMINATION": (Order.AGE_AT_EXAMINATION, "Age at examination."),
        "AGE_AT_DEATH": (Order.AGE_AT_DEATH, "Age at death."),
    },
    VariantFilter: {**_LABEL, "HGVS_CODING": (Order.HGVS_CODING, "The HGVS coding name.")},
    PaperFilter: {
        **_IRI,
        "YEAR": (Order.YEAR, "Year of publication."),
        "TITLE": (Order.LABEL, "The title."),
        "FIRST_AUTHOR": (Order.FIRST_AUTHOR, "The first author."),
    },
    ObservationFilter: {
        **_IRI,
        "LABEL": (Order.LABEL, "The paper's words."),
        "AGE": (Order.AGE_AT_OBSERVATION, "Age when it was seen."),
    },
    StatisticFilter: {
        **_IRI,
        "MEASURE": (Order.MEASURE, "What was measured."),
        "GROUP_SIZE": (Order.GROUP_SIZE, "The size of the group."),
    },
    TermFilter: _LABEL,
    GeneFilter: {**_IRI, "SYMBOL": (Order.LABEL, "The symbol.")},
    FamilyFilter: _LABEL,
    TreatmentFilter: {**_IRI, "NAME": (Order.LABEL, "What it is called, in the paper's words.")},
}
