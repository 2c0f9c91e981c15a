"""Every kind of analysis: what is asked, what a row of the answer is, and the function that leads to it.

Doors are made of this table: a kind that stands here is a command, an address, a field of GraphQL, part of the graph.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from kg.analysis.ages import Ages, AgesRow, ages
from kg.analysis.categories import Categories, CategoryRow, categories
from kg.analysis.comparison import GroupComparison, GroupComparisonRow, comparison
from kg.analysis.curves import CurveRow, Curves, curves
from kg.analysis.differential import Differential, DifferentialRow, differential
from kg.analysis.frequencies import Frequencies, FrequencyRow, frequencies
from kg.analysis.held import Held
from kg.analysis.pooled import PooledAge, PooledAgeRow, PooledShare, PooledShareRow
from kg.analysis.pooling import pooled_age, pooled_share
from kg.analysis.result import Analysis, Question, Row
from kg.analysis.review import BesideReview, BesideRow, beside
from kg.analysis.specificity import Specificity, SpecificityRow, specificity


@dataclass(frozen=True, slots=True)
class AnalysisKind:
    """A kind of analysis. `answer` raises `UnknownName`; what cannot be worked out is refused in its rows."""

    question: type[Question]
    row: type[Row]
    answer: Callable[[Held, Any], Analysis]


KINDS: Final = {
    one.question.kind: one
    for one in (
        AnalysisKind(Frequencies, FrequencyRow, frequencies),
        AnalysisKind(GroupComparison, GroupComparisonRow, comparison),
        AnalysisKind(Ages, AgesRow, ages),
        AnalysisKind(Curves, CurveRow, curves),
        AnalysisKind(BesideReview, BesideRow, beside),
        AnalysisKind(PooledShare, PooledShareRow, pooled_share),
        AnalysisKind(PooledAge, PooledAgeRow, pooled_age),
        AnalysisKind(Categories, CategoryRow, categories),
        AnalysisKind(Differential, DifferentialRow, differential),
        AnalysisKind(Specificity, SpecificityRow, specificity),
    )
}


def answer(held: Held, question: Question) -> Analysis:
    """The answer to any question. Raises `UnknownName`."""
    return KINDS[question.kind].answer(held, question)
