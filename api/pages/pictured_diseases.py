"""Pictures of how special findings are, and of how alike diseases are."""

from __future__ import annotations

from collections.abc import Iterable

from api.drawings.dots import Dotted, Plotted, dots
from api.drawings.stacks import BarPart, Stacked, stacks
from api.pages.figure_words import plain
from api.pages.picture import MOST, MadePicture
from kg.analysis import Analysis
from kg.analysis.differential import DifferentialRow
from kg.analysis.specificity import SpecificityRow


def specificity_picture(found: Analysis) -> MadePicture | None:
    """Findings by information content."""
    rows = [row for row in found.rows if isinstance(row, SpecificityRow) and row.information is not None]
    shown = [
        Dotted(
            label=row.term.label,
            figures=[
                Plotted(
                    value=row.information or 0,
                    says=f"{row.term.label}: {plain(row.information)}, {row.diseases} diseases have it",
                )
            ],
            note=f"{row.diseases} diseases",
            to=row.term.iri,
        )
        for row in rows[:MOST]
    ]
    says = (
        "Findings on scans by how special they are: the farther to the right, the fewer of all annotated diseases have "
        "it."
    )
    return MadePicture("dots", dots(shown, "information content"), says, len(shown), len(rows)) if shown else None


def differential_picture(found: Analysis) -> MadePicture | None:
    """The first of the ranked diseases."""
    rows = [row for row in found.rows if isinstance(row, DifferentialRow) and row.disease]
    return ranked_picture(rows[:MOST], len(rows)) if rows else None


def ranked_picture(rows: Iterable[DifferentialRow], of: int) -> MadePicture:
    """Diseases by how alike they are."""
    shown = [
        Stacked(
            label=f"{row.rank}. {row.disease.label}",
            parts=[BarPart(row.score or 0, "two" if row.own else "one", f"{row.disease.label}: {plain(row.score)}")],
            note=f"for {len(row.for_terms)}, against {len(row.against_terms)}",
            to=row.disease.iri,
        )
        for row in rows
        if row.disease
    ]
    says = (
        "Diseases by how alike they are to what is asked for, most alike first; those of this gene in another colour."
    )
    keys = (("one", "another disease"), ("two", "of this gene"))
    return MadePicture("stacks", stacks(shown, "likeness (information content)", keys), says, len(shown), of)
