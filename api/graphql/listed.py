"""What there are lists of: a row for each, from which connection, order and facets are made (`lists.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg import find
from kg.find import Order
from kg.model.words import LOOKS


@dataclass(frozen=True, slots=True)
class Listed:
    """A kind of list. `kind` is the type of its things; `words` are what they are called, if not as the list is.

    `orders` and `facets` are names of the schema with their words; a facet is called as in `kg.find.facets`.
    """

    kind: str
    where: type[find.Filter]
    orders: Mapping[str, tuple[Order, str]]
    facets: Mapping[str, str]
    words: str = ""
    usual: str = "all"

    @property
    def prefix(self) -> str:
        """How the names of what is made for it begin."""
        return self.where.__name__.removesuffix("Filter")


_IRI: Final = {"IRI": (Order.IRI, "The IRI.")}
_LABEL: Final = {"LABEL": (Order.LABEL, "The label.")}
_READ: Final = {"PAPER": "Paper.", "DEPTH": "How far the paper was read."}
_PLACED: Final = {"MODALITY": "Modality.", "SEQUENCE": "MRI sequence.", "REGION": "Region of the brain."}
_LOBE: Final = "Lobe of the kinase domain, inferred."
_YEAR: Final = {"YEAR": "Year of the paper."}

LISTS: Final = {
    "cases": Listed(
        "Case",
        find.CaseFilter,
        {
            **_IRI,
            "LABEL": (Order.CASE_LABEL, "The paper's label for the person."),
            "AGE_AT_ONSET": (Order.AGE_AT_ONSET, "Age at onset."),
            "AGE_AT_EXAMINATION": (Order.AGE_AT_EXAMINATION, "Age at examination."),
            "AGE_AT_DEATH": (Order.AGE_AT_DEATH, "Age at death."),
        },
        {
            "SEX": "Sex.",
            "GENETIC_STATUS": "Whether they were tested.",
            "AFFECTED": "Ill or well.",
            "FAMILY_HISTORY": "Whether relatives are affected.",
            "ZYGOSITY": "Zygosity.",
            "VARIANT": "Variant.",
            "CONSEQUENCE": "Consequence of the variant.",
            "EXON": "Exon of the variant.",
            "DOMAIN": "Protein domain of the variant.",
            "LOBE": _LOBE,
            "FINDING": "Present findings, as the papers were read.",
            "MODALITY": "How present findings were seen.",
            **_READ,
            **_YEAR,
        },
    ),
    "variants": Listed(
        "Variant",
        find.VariantFilter,
        {**_IRI, **_LABEL, "HGVS_CODING": (Order.HGVS_CODING, "The HGVS coding name.")},
        {
            "GENE": "Gene.",
            "CONSEQUENCE": "Consequence.",
            "EXON": "Exon.",
            "INTRON": "Intron.",
            "DOMAIN": "Protein domain.",
            "LOBE": _LOBE,
            "PAPER": "Papers that name it.",
        },
    ),
    "papers": Listed(
        "Paper",
        find.PaperFilter,
        {
            **_IRI,
            "YEAR": (Order.YEAR, "Year of publication."),
            "TITLE": (Order.LABEL, "The title."),
            "FIRST_AUTHOR": (Order.FIRST_AUTHOR, "The first author."),
        },
        {"YEAR": "Year.", "DESIGN": "Kind of paper.", "DEPTH": "How far it was read.", "JOURNAL": "Journal."},
    ),
    "observations": Listed(
        "Observation",
        find.ObservationFilter,
        {
            **_IRI,
            "LABEL": (Order.LABEL, "The paper's words."),
            "AGE": (Order.AGE_AT_OBSERVATION, "Age when it was seen."),
        },
        {
            "STATUS": "Present or absent.",
            "TERM": "HPO term, as the papers were read.",
            **_PLACED,
            "SIDE": "Side.",
            **{look.upper(): words.says() for look, words in LOOKS.items()},
            **_READ,
        },
        usual="all of persons",
    ),
    "statistics": Listed(
        "CohortStatistic",
        find.StatisticFilter,
        {
            **_IRI,
            "MEASURE": (Order.MEASURE, "What was measured."),
            "GROUP_SIZE": (Order.GROUP_SIZE, "The size of the group."),
        },
        {"TERM": "HPO term.", **_PLACED, "GENETIC_STATUS": "Whether the group was tested.", **_READ, **_YEAR},
        words="figures",
    ),
    "terms": Listed(
        "OntologyTerm",
        find.TermFilter,
        {**_IRI, **_LABEL},
        {"ONTOLOGY": "Ontology."},
        usual="all that are not obsolete",
    ),
    "genes": Listed(
        "Gene",
        find.GeneFilter,
        {**_IRI, "SYMBOL": (Order.LABEL, "The symbol.")},
        {
            "DISEASE": "Disease that it causes, by the gene model.",
            "CLASSIFICATION": "How databases classify it as the cause of a disease, in their words.",
            "PAPER": "Papers that name a variant of it.",
        },
    ),
    "families": Listed(
        "Family",
        find.FamilyFilter,
        {**_IRI, **_LABEL},
        {
            "GENE": "Gene of a member's variant.",
            "VARIANT": "Variant of a member.",
            "CONSEQUENCE": "Consequence of a member's variant.",
            "PAPER": "Paper.",
            **_YEAR,
        },
    ),
    "treatments": Listed(
        "Treatment",
        find.TreatmentFilter,
        {**_IRI, "NAME": (Order.LABEL, "What it is called, in the paper's words.")},
        {"NAME": "What it is called, in the papers' words.", "VARIANT": "Variant of the person.", **_READ, **_YEAR},
    ),
}
"""Each by the name that its field has at the root."""
