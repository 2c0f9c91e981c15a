"""The analyses that every release answers: declared here, before anybody looks at a figure, and no others."""

from __future__ import annotations

from typing import Final

from kg.analysis.frequencies import Frequencies
from kg.analysis.pooled import PooledAge, PooledShare
from kg.analysis.population import Population
from kg.analysis.result import Question
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
    *(PooledShare(term=one) for one in _POOLED),
    PooledAge(),
)
