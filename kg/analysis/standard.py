"""The analyses that every release answers: declared here, before anybody looks at a figure, and no others."""

from __future__ import annotations

from typing import Final

from kg.analysis.differential import Differential
from kg.analysis.frequencies import Frequencies
from kg.analysis.population import Population
from kg.analysis.result import Question
from kg.analysis.specificity import Specificity
from kg.find.groups import Group

STANDARD: Final[tuple[Question, ...]] = (
    Frequencies(),
    Frequencies(population=Population.BIALLELIC),
    Frequencies(by=Group.VARIANT_CLASS),
    Specificity(),
    Differential(typical_of=Population.ADULTS),
)
