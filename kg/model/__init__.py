"""What the graph speaks of, as frozen values: nothing here reads a file or writes a triple."""

from kg.model.case import Case, Genotype, ImagingObservation, PhenotypeObservation, Record, VariantMention, VariantName
from kg.model.paper import Doubt, Paper, Quote, Reading
from kg.model.statistic import CohortStatistic, GroupValue

__all__ = [
    "Case",
    "CohortStatistic",
    "Doubt",
    "Genotype",
    "GroupValue",
    "ImagingObservation",
    "Paper",
    "PhenotypeObservation",
    "Quote",
    "Reading",
    "Record",
    "VariantMention",
    "VariantName",
]
