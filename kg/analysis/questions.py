"""Every kind of analysis: what is asked, what a row of the answer is, and the function that leads to it.

Doors are made of this table: a kind that stands here is a command, an address, a field of GraphQL, part of the graph.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from kg.analysis.differential import Differential, DifferentialRow, differential
from kg.analysis.frequencies import Frequencies, FrequencyRow, frequencies
from kg.analysis.held import Held
from kg.analysis.result import Analysis, Question, Row
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
        AnalysisKind(Differential, DifferentialRow, differential),
        AnalysisKind(Specificity, SpecificityRow, specificity),
    )
}


def answer(held: Held, question: Question) -> Analysis:
    """The answer to any question. Raises `UnknownName`."""
    return KINDS[question.kind].answer(held, question)
