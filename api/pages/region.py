"""The page of a region of the brain: where it lies, and what was found there by each way of looking."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from api.drawings.brain.atlas import places
from api.drawings.brain.paint import alone, painted, sheet
from api.pages.brain import SHOWN
from api.pages.brain_rows import told, who_has
from api.pages.literal import arguments
from api.pages.wanted import Wanted
from api.view import Sheet, View
from kg.analysis.population import Population
from kg.find import Ref
from kg.model.methods import seen_by
from kg.portrait.radiologist import place
from kg.portrait.regions import RegionFindings, region_portrait
from kg.portrait.spoken import WHOM

_COLUMNS: Final = (*("modality", "finding", "name", "present", "absent", "notReported", "cases"), "presentIn", "papers")


def region_view(wanted: Wanted, iri: str) -> View | None:
    """A region of ours, or of UBERON."""
    population = wanted.choice("population", tuple(Population.__members__), Population.EVERYBODY.name)
    found = region_portrait(wanted.held, iri, Population[population])
    if found is None:
        return None
    name, whom = place(found.region.label), f"population={population}"
    pictures = painted({one: told(row, one) for one, row in found.told.items()}, marked=iri)
    asked = arguments({"population": found.population, "region": (iri,), "asRead": True})
    return View(
        template="region.html",
        title=found.region.label,
        path=wanted.path if found.population is Population.EVERYBODY else f"{wanted.path}?{whom}",
        sheet=Sheet(columns=_COLUMNS, rows=[line for each in found.findings for line in _lines(each)]),
        sparql=found.sparql,
        graphql=f"{{ analysis {{ frequencies({asked}) {{ {SHOWN} }} }} }}",
        drawing=sheet([pictures], f"The brain, {name} marked", f"Where {name} lies.") if pictures else None,
        values={
            "region": found,
            "name": name,
            "population": population,
            "populations": [(one.name, words) for one, words in WHOM.items()],
            "whom": WHOM[found.population],
            "places": places().get(iri, ()),
            "panels": [(alone(one), one) for one in pictures],
            "said_by": lambda modality: seen_by("", _key(modality)).strip(),
            "seen": lambda term, modality: who_has(iri, term.iri, _key(modality), whom),
        },
    )


def _key(modality: Ref | None) -> str:
    return modality.iri.rpartition("/")[2] if modality else ""


def _lines(one: RegionFindings) -> Iterator[tuple[Any, ...]]:
    for row in one.rows:
        counts = (row.present, row.absent, row.not_reported, row.cases)
        yield one.modality, row.term, row.term.label, *counts, row.present_in, row.papers
