"""What the graph rests on, how facts get in, and what must not be made of them."""

from __future__ import annotations

from typing import Final

from api.drawings.coverage import coverage_drawing
from api.pages.wanted import Wanted
from api.view import Sheet, View
from kg.find import GeneticStatus
from kg.portrait.about import ASKED, AboutData, about_data

_COLUMNS: Final = ("group", "what", "number", "of", "source")
_GRAPHQL: Final = """{
  release {
    version issued digest triples
    sources { title version licence }
    counts { papers cases variants present absent imaging groupStatements statistics }
  }
}"""


def about_view(wanted: Wanted) -> View:
    """The page about the data."""
    wanted.only()
    found = about_data(wanted.engine, wanted.about)
    return View(
        template="about.html",
        title="About the data",
        path=wanted.permalink,
        sheet=Sheet(columns=_COLUMNS, rows=_rows(found)),
        sparql=ASKED,
        graphql=_GRAPHQL,
        drawing=coverage_drawing(found.coverage),
        values={"found": found, "held": _held(found), "statuses": [*GeneticStatus]},
    )


def _held(found: AboutData) -> tuple[tuple[str, int, str], ...]:
    counts = found.counts
    more = counts.variants - counts.reported_variants
    return (
        ("papers", counts.papers, "each with how far it was read"),
        ("people", counts.cases, "each as one paper describes them"),
        ("variants", counts.reported_variants, f"that papers name; databases alone know {more} more" if more else ""),
        ("findings present", counts.present, "in a single person"),
        ("findings absent", counts.absent, "looked for in a single person, and not seen"),
        ("findings on scans or in tissue", counts.imaging, "of both"),
        ("statements about groups", counts.group_statements, "counted as nobody's own finding"),
        ("figures of cohorts", counts.statistics, "as papers state them"),
        ("doubts", counts.doubts, "kept beside the facts they concern"),
    )


def _rows(found: AboutData) -> list[tuple[object, ...]]:
    return [
        *(("coverage", one.what, one.held, one.of, one.paper) for one in found.coverage),
        *(("held", what, number, None, None) for what, number, _ in _held(found)),
        *(("papers read", depth, number, None, None) for depth, number in found.depths),
        *(("people tested", one, number, None, None) for one, number in found.counts.cases_by_status.items()),
        *(("statements", kind, number, None, None) for kind, _, number in found.kinds),
    ]
