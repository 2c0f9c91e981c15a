"""The first page: what this is, how much of the known it holds, the ways in, and the questions that are ready."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from api.pages.frame import page
from api.pages.themes import themed
from kg.engine.questions import ReadyQuestion
from kg.find import Depth, GraphCounts
from kg.portrait.spoken import TESTED_TOGETHER
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
    ("Who has a normal CT or MRI?", "/people?normal=CT&normal=MRI"),
    ("Earliest adult onset", "/people?onset=18..&population=carriers&sort=onset"),
    ("Findings of two groups side by side", "/findings/compare"),
    ("Does a finding speak for another disease?", "/differential"),
    ("Where in the brain?", "/findings/brain"),
    ("Everybody and every finding on one sheet", "/people/matrix"),
    ("Onset and survival curves", "/analyses"),
)
"""What readers come with, and the view that answers it."""


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
    statuses = counts.cases_by_status
    tested = (f"{statuses[one]:,} {words}" for one, words in TESTED_TOGETHER.items() if statuses[one])
    yield WayIn("/people", "People", counts.cases, "; ".join(tested))
    read = (f"{counts.papers_by_depth[one]:,} as {one}" for one in reversed(Depth) if counts.papers_by_depth[one])
    yield WayIn("/papers", "Papers", counts.papers, f"read: {', '.join(read)}" if counts.papers else "")
