"""The order of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from kg.analysis.held import Held
from kg.export.report import answer_sections as answers
from kg.export.report.graph_sections import doubts, holding, variants
from kg.export.report.parts import Section
from kg.report import Tell

_SECTIONS: Final[tuple[tuple[str, Callable[[Held], Section]], ...]] = (
    ("genotype", answers.genotype),
    ("ages", answers.ages),
    ("survival", answers.survival),
    ("pooled figures", answers.pooled),
    ("the review", answers.review),
    ("criteria", answers.criteria),
)


def sections(held: Held, manifest: Mapping[str, Any], tell: Tell) -> tuple[Section, ...]:
    """Every section that holds something, in the order of reading; `tell` hears which is being made."""
    return tuple(one for one in _all(held, manifest, tell) if one.parts)


def _all(held: Held, manifest: Mapping[str, Any], tell: Tell) -> Iterator[Section]:
    tell("what is in the graph")
    yield holding(held, manifest)
    yield variants(held)
    tell("findings")
    yield from answers.findings(held)
    for what, section in _SECTIONS:
        tell(what)
        yield section(held)
    tell("what sets the disease apart")
    yield from answers.others(held, answers.SHOWN)
    yield doubts(held)
