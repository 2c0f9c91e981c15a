"""What the graph speaks of, as frozen values: nothing here reads a file or writes a triple."""

from kg.model.case import Case, Genotype, VariantMention
from kg.model.observation import ImagingObservation, PhenotypeObservation
from kg.model.paper import Doubt, Paper, Reading
from kg.model.record import Record
from kg.model.statistic import CohortStatistic, GroupValue
from kg.model.variant import VariantName

__all__ = [
    "Case",
    "CohortStatistic",
    "Doubt",
    "Genotype",
    "GroupValue",
    "ImagingObservation",
    "Paper",
    "PhenotypeObservation",
    "Reading",
    "Record",
    "VariantMention",
    "VariantName",
]
