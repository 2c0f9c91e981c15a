"""The first page: what this is, how much it holds, how to ask, and what it must not be used for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from starlette.responses import Response

from api.pages.frame import page
from kg.engine.questions import ReadyQuestion
from kg.find import Depth, GeneticStatus, GraphCounts
from kg.release.about import About


def landing_page(base: str, about: About, counts: GraphCounts, questions: Sequence[ReadyQuestion]) -> Response:
    """The page for a release, its counts and the questions that are ready."""
    return page("landing.html", base, about=about, held=list(_held(counts)), questions=questions)


def _held(counts: GraphCounts) -> Iterator[tuple[str, int, str]]:
    """What there is, how many, and a remark."""
    more = counts.variants - counts.reported_variants
    yield "papers", counts.papers, _told("read", counts.papers_by_depth, "as ")
    yield "people", counts.cases, _told("genetic status", counts.cases_by_status)
    yield "variants", counts.reported_variants, f"databases alone know {more} more" if more else ""
    yield "findings present", counts.present, "in a person"
    yield "findings absent", counts.absent, "looked for and not seen"
    yield "of both, on scans or at autopsy", counts.imaging, ""
    yield "statements about a group", counts.group_statements, "not counted as anyone's finding"
    yield "figures of cohorts", counts.statistics, ""
    yield "doubts", counts.doubts, "kept beside the facts they concern"


def _told(what: str, numbers: Mapping[Depth, int] | Mapping[GeneticStatus, int], how: str = "") -> str:
    told = ", ".join(f"{n} {how}{one.name.lower().replace('_', ' ')}" for one, n in numbers.items() if n)
    return f"{what}: {told}" if told else ""
