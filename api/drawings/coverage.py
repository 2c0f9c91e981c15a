"""How much of the field is held: a bar each, as long as the share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from api.view import Drawing
from kg.portrait.about import Coverage

_LEFT, _STEP, _BAR, _LENGTH = 12.0, 54.0, 16.0, 560.0
WIDTH: Final = 620.0


def coverage_drawing(shares: Sequence[Coverage]) -> Drawing | None:
    """The picture; None where no paper says how large the field is."""
    if not shares:
        return None
    told = "; ".join(f"{one.what}: {one.held} of {'about ' if one.approximate else ''}{one.of}" for one in shares)
    return Drawing(
        template="drawings/coverage.svg",
        title="How much of the known field is held here",
        says=f"How much of the known field is held here. {told}.",
        width=WIDTH,
        height=len(shares) * _STEP + 8,
        values={
            "left": _LEFT,
            "length": _LENGTH,
            "bar": _BAR,
            "rows": [(one, 20 + at * _STEP, round(_LENGTH * one.share, 1)) for at, one in enumerate(shares)],
        },
    )
