"""What a name may be asked for: the kinds of things, by the words that the index keeps of their types."""

from __future__ import annotations

from enum import Enum
from typing import Final

from kg.model.words import Meant

NAMED: Final = (
    *("Paper", "Case", "Variant", "Gene", "Transcript", "Disease", "Modality", "Sequence", "Region"),
    *("ProteinDomain", "Exon", "Intron", "Family", "Zygosity", "Significance", "EvidenceType", "StudyDesign"),
)
"""What is found by its name. Other things (an observation, a doubt) have labels too, but no one calls them so."""
WORDS: Final = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")
"""What ontologies define."""
CONCEPTS: Final = (
    "owl:Class kg:Disease kg:Region kg:Modality kg:Sequence kg:Zygosity kg:Significance kg:EvidenceType "
    "kg:Transcript kg:StudyDesign"
)
"""Whatever is a term: classes of ontologies, and the individuals that properties of ours choose from."""
TERMS: Final = frozenset(one.partition(":")[2] for one in CONCEPTS.split())


class Kind(Enum):
    """What a name may be asked for: its things have one of these types."""

    TERM = frozenset({"Class"})
    CASE = frozenset({"Case"})
    PAPER = frozenset({"Paper"})
    VARIANT = frozenset({"Variant"})
    OBSERVATION = frozenset({"PhenotypeObservation", "ImagingObservation"})
    STATISTIC = frozenset({"CohortStatistic"})
    FAMILY = frozenset({"Family"})
    CATEGORY = frozenset({"Category"})
    TREATMENT = frozenset({"Treatment"})
    GENE = frozenset({"Gene"})
    DISEASE = frozenset({"Disease"})
    CONSEQUENCE = frozenset({"Consequence"})
    DOMAIN = frozenset({"ProteinDomain", "DomainType"})
    MODALITY = frozenset({"Modality"})
    SEQUENCE = frozenset({"Sequence"})
    REGION = frozenset({"Region"})
    ZYGOSITY = frozenset({"Zygosity"})
    SIGNIFICANCE = frozenset({"Significance"})
    CONCEPT = TERMS


class SearchKind(Meant):
    """What a search may find.

    Each is things of these types.
    """

    TERM = TERMS, "Terms, by label and synonyms."
    PAPER = frozenset({"Paper"}), "Papers, by title, first author and ids."
    CASE = frozenset({"Case"}), "Cases, by label."
    VARIANT = frozenset({"Variant"}), "Variants, by HGVS names in any spelling, and as papers print them."
    OBSERVATION = frozenset({"PhenotypeObservation", "ImagingObservation"}), "Observations, by the paper's words."
    STATISTIC = frozenset({"CohortStatistic"}), "Figures, by measure and group."
    GENE = frozenset({"Gene"}), "Genes, by symbol, name and aliases."
    FAMILY = frozenset({"Family"}), "Families, by label."
    PART = frozenset({"Exon", "Intron", "ProteinDomain"}), "Parts of a gene: exons, introns, protein domains, by label."


class Role(Enum):
    """Where in a triple pattern a name is of use."""

    CLASS = "class"
    PROPERTY = "property"
    VALUE = "value"


def kind_word(kinds: frozenset[str]) -> str:
    """What sort of thing it is, in a word of our ontology; empty for what has no type."""
    return next((one for one in (*NAMED, *WORDS) if one in kinds), min(kinds, default=""))
