"""What lists can be counted by, as enums: the names of kg.find.facets, each with its words."""

from __future__ import annotations

from enum import Enum

import strawberry

from kg.model.words import LOOKS


@strawberry.enum(description="What cases can be counted by.")
class CaseFacet(Enum):
    """See kg.find.facets.FACETS."""

    SEX = strawberry.enum_value("SEX", description="Sex.")
    GENETIC_STATUS = strawberry.enum_value("GENETIC_STATUS", description="Whether they were tested.")
    AFFECTED = strawberry.enum_value("AFFECTED", description="Ill or well.")
    FAMILY_HISTORY = strawberry.enum_value("FAMILY_HISTORY", description="Whether relatives are affected.")
    ZYGOSITY = strawberry.enum_value("ZYGOSITY", description="Zygosity.")
    VARIANT = strawberry.enum_value("VARIANT", description="Variant.")
    CONSEQUENCE = strawberry.enum_value("CONSEQUENCE", description="Consequence of the variant.")
    EXON = strawberry.enum_value("EXON", description="Exon of the variant.")
    DOMAIN = strawberry.enum_value("DOMAIN", description="Protein domain of the variant.")
    LOBE = strawberry.enum_value("LOBE", description="Lobe of the kinase domain, inferred.")
    FINDING = strawberry.enum_value("FINDING", description="Present findings, as the papers were read.")
    MODALITY = strawberry.enum_value("MODALITY", description="How present findings were seen.")
    PAPER = strawberry.enum_value("PAPER", description="Paper.")
    DEPTH = strawberry.enum_value("DEPTH", description="How far the paper was read.")
    YEAR = strawberry.enum_value("YEAR", description="Year of the paper.")


@strawberry.enum(description="What variants can be counted by.")
class VariantFacet(Enum):
    """See kg.find.facets.FACETS."""

    GENE = strawberry.enum_value("GENE", description="Gene.")
    CONSEQUENCE = strawberry.enum_value("CONSEQUENCE", description="Consequence.")
    EXON = strawberry.enum_value("EXON", description="Exon.")
    INTRON = strawberry.enum_value("INTRON", description="Intron.")
    DOMAIN = strawberry.enum_value("DOMAIN", description="Protein domain.")
    LOBE = strawberry.enum_value("LOBE", description="Lobe of the kinase domain, inferred.")
    PAPER = strawberry.enum_value("PAPER", description="Papers that name it.")


@strawberry.enum(description="What papers can be counted by.")
class PaperFacet(Enum):
    """See kg.find.facets.FACETS."""

    YEAR = strawberry.enum_value("YEAR", description="Year.")
    DESIGN = strawberry.enum_value("DESIGN", description="Kind of paper.")
    DEPTH = strawberry.enum_value("DEPTH", description="How far it was read.")
    JOURNAL = strawberry.enum_value("JOURNAL", description="Journal.")


@strawberry.enum(description="What observations can be counted by.")
class ObservationFacet(Enum):
    """See kg.find.facets.FACETS."""

    _ignore_ = "look words"
    STATUS = strawberry.enum_value("STATUS", description="Present or absent.")
    TERM = strawberry.enum_value("TERM", description="HPO term, as the papers were read.")
    MODALITY = strawberry.enum_value("MODALITY", description="Modality.")
    SEQUENCE = strawberry.enum_value("SEQUENCE", description="MRI sequence.")
    REGION = strawberry.enum_value("REGION", description="Region of the brain.")
    SIDE = strawberry.enum_value("SIDE", description="Side.")
    for look, words in LOOKS.items():
        vars()[look.upper()] = strawberry.enum_value(look.upper(), description=words.says())
    PAPER = strawberry.enum_value("PAPER", description="Paper.")
    DEPTH = strawberry.enum_value("DEPTH", description="How far the paper was read.")


@strawberry.enum(description="What figures can be counted by.")
class StatisticFacet(Enum):
    """See kg.find.facets.FACETS."""

    TERM = strawberry.enum_value("TERM", description="HPO term.")
    MODALITY = strawberry.enum_value("MODALITY", description="Modality.")
    SEQUENCE = strawberry.enum_value("SEQUENCE", description="MRI sequence.")
    REGION = strawberry.enum_value("REGION", description="Region of the brain.")
    GENETIC_STATUS = strawberry.enum_value("GENETIC_STATUS", description="Whether the group was tested.")
    PAPER = strawberry.enum_value("PAPER", description="Paper.")
    DEPTH = strawberry.enum_value("DEPTH", description="How far the paper was read.")
    YEAR = strawberry.enum_value("YEAR", description="Year of the paper.")


@strawberry.enum(description="What terms can be counted by.")
class TermFacet(Enum):
    """See kg.find.facets.FACETS."""

    ONTOLOGY = strawberry.enum_value("ONTOLOGY", description="Ontology.")
