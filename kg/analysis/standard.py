"""The analyses that every release answers: declared here, before anybody looks at a figure, and no others."""

from __future__ import annotations

from typing import Final

from kg.analysis.ages import Ages
from kg.analysis.categories import Categories
from kg.analysis.comparison import GroupComparison
from kg.analysis.curves import Curves
from kg.analysis.differential import Differential
from kg.analysis.frequencies import Frequencies
from kg.analysis.pooled import PooledAge, PooledShare
from kg.analysis.population import Population
from kg.analysis.result import Question
from kg.analysis.review import BesideReview
from kg.analysis.spans import Happening
from kg.analysis.specificity import Specificity
from kg.find.by_person import AgeMeasure
from kg.find.groups import Group

_POOLED: Final = (
    # What the review names as the main findings on MRI and CT.
    *("HP:0002500", "HP:0033725", "HP:0032615", "HP:0002514"),
    # The callosum altogether, cognition, behaviour, pyramidal and extrapyramidal signs, gait.
    *("HP:0001273", "HP:0001268", "HP:0000708", "HP:0007256", "HP:0002071", "HP:0001288"),
)
"""The findings that are pooled: white matter, thin callosum, restricted diffusion, calcification; the core symptoms."""

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
    Curves(),
    Curves(event=Happening.DEATH),
    Curves(event=Happening.DEATH, by=Group.SEX),
    Curves(event=Happening.DEATH, population=Population.BIALLELIC),
    BesideReview(),
    *(PooledShare(term=one) for one in _POOLED),
    PooledAge(),
    Specificity(),
    Differential(typical_of=Population.ADULTS),
)
