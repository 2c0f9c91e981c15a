"""The analyses that every release answers: declared here, before anybody looks at a figure, and no others."""

from __future__ import annotations

from typing import Final

from kg.analysis.ages import Ages
from kg.analysis.categories import Categories
from kg.analysis.comparison import GroupComparison
from kg.analysis.frequencies import Frequencies
from kg.analysis.population import Population
from kg.analysis.result import Question
from kg.find.by_person import AgeMeasure
from kg.find.groups import Group

STANDARD: Final[tuple[Question, ...]] = (
    Frequencies(),
    Frequencies(population=Population.BIALLELIC),
    Frequencies(by=Group.VARIANT_CLASS),
    GroupComparison(),
    GroupComparison(by=Group.SEX),
    GroupComparison(population=Population.BIALLELIC),
    GroupComparison(population=Population.BIALLELIC, by=Group.SEX),
    Ages(),
    Ages(by=Group.SEX),
    Ages(population=Population.BIALLELIC),
    Ages(population=Population.BIALLELIC, by=Group.SEX),
    Ages(what=AgeMeasure.DELAY, by=Group.ALL),
    Ages(what=AgeMeasure.DELAY, by=Group.ALL, population=Population.BIALLELIC),
    Categories(),
)
