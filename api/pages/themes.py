"""The questions that are ready, by theme: what a reader comes with, from the clinic to the data themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.engine.questions import ReadyQuestion


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme and the keywords of its questions."""

    title: str
    keywords: frozenset[str]


@dataclass(frozen=True, slots=True)
class Themed:
    """A theme with the questions it has."""

    title: str
    questions: tuple[ReadyQuestion, ...]


REST: Final = "The data: sources, depth of reading, doubts"
THEMES: Final = (
    Theme("Asked of other databases too", frozenset({"federated"})),
    Theme(REST, frozenset({"release"})),
    Theme("Scans", frozenset({"imaging", "MRI", "CT", "normal"})),
    Theme(
        "Diagnosis and other diseases", frozenset({"criteria", "differential diagnosis", "misdiagnosis", "treatment"})
    ),
    Theme("Onset and course", frozenset({"onset", "penetrance", "death"})),
    Theme("Genotype and findings", frozenset({"genotype"})),
    Theme("Variants and the gene", frozenset({"variant", "HGVS", "exon", "intron", "gene"})),
    Theme("Figures of papers", frozenset({"statistics", "meta-analysis", "group", "analysis"})),
    Theme("Symptoms and signs", frozenset({"phenotype", "absence", "HPO", "inference"})),
)
"""A question stands under the first theme that has one of its keywords, and under `REST` where none has."""


def themed(questions: Sequence[ReadyQuestion]) -> tuple[Themed, ...]:
    """Every question once, in the order of the themes; those of others come after, no theme is empty."""
    shown = dict.fromkeys(theme.title for theme in (*THEMES[2:], *THEMES[1::-1]))
    found: dict[str, list[ReadyQuestion]] = {title: [] for title in shown}
    for one in questions:
        found[_theme(one)].append(one)
    return tuple(Themed(title, tuple(of)) for title, of in found.items() if of)


def _theme(one: ReadyQuestion) -> str:
    return next((theme.title for theme in THEMES if not theme.keywords.isdisjoint(one.keywords)), REST)
