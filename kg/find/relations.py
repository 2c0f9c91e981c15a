"""The ways from one thing to many: each a pattern from `?owner` to `?x`, with the kind of what it leads to."""

from __future__ import annotations

from enum import Enum
from typing import Final

from kg.find.filters import (
    CaseFilter,
    Filter,
    ObservationFilter,
    PaperFilter,
    StatisticFilter,
    TermFilter,
    VariantFilter,
)

_PERSONAL: Final = "kg:hasFinding|kg:hasExcludedFinding"
LED: Final = "kg:hasFinding, kg:hasExcludedFinding, kg:hasGroupFinding, kg:hasExcludedGroupFinding"
_SEEN_AS: Final = (
    "{ ?someone kg:hasFinding ?seen . ?seen a ?owner } "
    "UNION { ?someone kg:hasExcludedFinding ?seen . ?seen kg:excludes ?owner }"
)


class Relation(Enum):
    """From what to what. `everything` is the filter that leaves nothing out, of the kind that is led to.

    `sure`: the pattern leads to that kind only, so that nothing else need be asked about it.
    """

    PAPER_CASES = (CaseFilter(), "?x kg:reportedIn ?owner", False)
    PAPER_VARIANTS = (VariantFilter(), "?named kg:reportedIn ?owner ; kg:ofVariant ?x")
    PAPER_OBSERVATIONS = (ObservationFilter(), "?x kg:reportedIn ?owner", False)
    PAPER_STATISTICS = (StatisticFilter(), "?x kg:reportedIn ?owner", False)
    CASE_OBSERVATIONS = (ObservationFilter(), f"?owner ?led ?x FILTER(?led IN ({LED}))")
    CASE_VARIANTS = (VariantFilter(), "?owner kg:hasVariant ?x")
    FAMILY_CASES = (CaseFilter(), "?x kg:memberOfFamily ?owner")
    VARIANT_CASES = (CaseFilter(), "?x kg:hasVariant ?owner")
    VARIANT_PAPERS = (PaperFilter(), "?named kg:ofVariant ?owner ; kg:reportedIn ?x")
    VARIANT_OBSERVATIONS = (ObservationFilter(), f"?carrier kg:hasVariant ?owner ; {_PERSONAL} ?x")
    GENE_VARIANTS = (VariantFilter(), "?x kg:ofGene ?owner", False)
    GENE_CASES = (CaseFilter(), "?x kg:hasVariant/kg:ofGene ?owner")
    EXON_VARIANTS = (VariantFilter(), "?x kg:inExon ?owner")
    EXON_CASES = (CaseFilter(), "?x kg:hasVariant/kg:inExon ?owner")
    INTRON_VARIANTS = (VariantFilter(), "?x kg:inIntron ?owner")
    INTRON_CASES = (CaseFilter(), "?x kg:hasVariant/kg:inIntron ?owner")
    DOMAIN_VARIANTS = (VariantFilter(), "?x kg:inDomain ?owner")
    DOMAIN_CASES = (CaseFilter(), "?x kg:hasVariant/kg:inDomain ?owner")
    TERM_OBSERVATIONS = (
        ObservationFilter(),
        "{ ?x a ?owner } UNION { ?x kg:excludes ?owner } UNION "
        "{ ?x ?place ?owner FILTER(?place IN (kg:region, kg:modality, kg:sequence)) }",
        False,
    )
    TERM_CASES = (CaseFilter(), "?x kg:hasFinding ?seen . ?seen a ?owner")
    TERM_VARIANTS = (
        VariantFilter(),
        "{ ?carrier kg:hasFinding ?seen . ?seen a ?owner . ?carrier kg:hasVariant ?x } UNION { ?x a ?owner }",
        False,
    )
    TERM_PAPERS = (PaperFilter(), f"{{ SELECT DISTINCT ?owner ?seen WHERE {{ {_SEEN_AS} }} }} ?seen kg:reportedIn ?x")
    TERM_STATISTICS = (
        StatisticFilter(),
        "?x ?about ?owner FILTER(?about IN (kg:aboutTerm, kg:aboutAbsenceOf, kg:region, kg:modality, kg:sequence))",
        False,
    )
    TERM_CHILDREN = (TermFilter(), "{ ?x rdfs:subClassOf ?owner } UNION { ?x kg:within ?owner }")

    def __init__(self, everything: Filter, pattern: str, sure: bool = True) -> None:
        self.everything, self.pattern, self.sure = everything, pattern, sure
