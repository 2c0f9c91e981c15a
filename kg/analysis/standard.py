"""The analyses that every release answers: declared here, before anybody looks at a figure, and no others."""

from __future__ import annotations

from typing import Final

from kg.analysis.categories import Categories
from kg.analysis.frequencies import Frequencies
from kg.analysis.population import Population
from kg.analysis.result import Question
from kg.find.groups import Group

STANDARD: Final[tuple[Question, ...]] = (
    Frequencies(),
    Frequencies(population=Population.BIALLELIC),
    Frequencies(by=Group.VARIANT_CLASS),
    Categories(),
)
