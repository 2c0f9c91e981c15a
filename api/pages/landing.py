"""The first page: what this is, how much of the known it holds, the ways in, and the questions that are ready."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from api.pages.frame import page
from api.pages.themes import themed
from kg.engine.questions import ReadyQuestion
from kg.find import Depth, GeneticStatus, GraphCounts
from kg.release.about import About


@dataclass(frozen=True, slots=True)
class WayIn:
    """A list to begin with: what it holds, how many, and a line that says more."""

    path: str
    name: str
    count: int
    says: str


SHORTCUTS: Final = (
    ("Who has calcification on CT?", "/findings/seen?modality=CT&term=HP:0002514"),
    ("Who has a normal MRI?", "/people?normal=MRI"),
    ("Who has a normal CT?", "/people?normal=CT"),
    ("Earliest adult onset", "/people?population=adults&sort=onset"),
    ("Findings of two groups side by side", "/findings/compare"),
    ("Does a finding speak for another disease?", "/differential"),
    ("Where in the brain?", "/findings/brain"),
    ("Everybody and every finding on one sheet", "/people/matrix"),
    ("Onset and survival curves", "/analyses"),
)
"""What readers come with, and the view that answers it."""
_STATUS: Final = (
    (GeneticStatus.CONFIRMED, "in whom a variant was found"),
    (GeneticStatus.NOT_INDIVIDUALLY_TESTED, "not individually tested"),
    (GeneticStatus.NOT_READ, "of whom the text that was read does not say"),
    (GeneticStatus.NEGATIVE, "tested, without a variant"),
)
_DEPTH: Final = (
    (Depth.FULL_TEXT, "read as full text"),
    (Depth.EXCERPT, "as an excerpt"),
    (Depth.ABSTRACT, "as an abstract"),
)


def landing_page(base: str, about: About, counts: GraphCounts, questions: Sequence[ReadyQuestion]) -> Response:
    """The page for a release, its counts and the questions that are ready."""
    ways, themes = list(_ways(counts)), themed(questions)
    return page("landing.html", base, about=about, counts=counts, ways=ways, shortcuts=SHORTCUTS, themes=themes)


def _ways(counts: GraphCounts) -> Iterator[WayIn]:
    scans = f"{counts.imaging:,} of both on scans or at autopsy"
    yield WayIn(
        "/findings", "Findings", counts.present, f"seen in people, {counts.absent:,} looked for and not seen; {scans}"
    )
    more = counts.variants - counts.reported_variants
    says = "on a map of the protein, with carriers and their findings"
    yield WayIn(
        "/variants", "Variants", counts.reported_variants, says + (f"; databases know {more:,} more" if more else "")
    )
    yield WayIn(
        "/people", "People", counts.cases, _told((counts.cases_by_status[one], words) for one, words in _STATUS)
    )
    yield WayIn(
        "/papers", "Papers", counts.papers, _told((counts.papers_by_depth[one], words) for one, words in _DEPTH)
    )


def _told(numbers: Iterable[tuple[int, str]]) -> str:
    return ", ".join(f"{n:,} {words}" for n, words in numbers if n)
