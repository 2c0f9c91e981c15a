"""The map of a protein with its variants, as a picture that a page shows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from api.drawings.protein import protein_map
from api.view import Drawing
from kg.portrait.gene import GeneLayout
from kg.portrait.variant import VariantLine


def drawn_map(
    layout: GeneLayout | None, lines: Sequence[VariantLine], title: str, marked: Collection[str] = ()
) -> Drawing | None:
    """The map, on which variants or places may be marked; None for a gene that cannot be drawn."""
    if layout is None:
        return None
    found = protein_map(layout, lines, marked)
    return Drawing(
        template="drawings/protein.svg",
        title=title,
        says=found.says,
        width=found.width,
        height=found.height,
        values={"map": found},
    )
