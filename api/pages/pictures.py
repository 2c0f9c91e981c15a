"""The picture of an answer: what is drawn of each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from api.pages.picture import MadePicture
from api.pages.pictured_ages import ages_picture, curves_picture
from api.pages.pictured_counts import categories_picture, comparison_picture, frequencies_picture
from api.pages.pictured_diseases import differential_picture, specificity_picture
from api.pages.pictured_studies import pooled_picture, review_picture
from api.view import Drawing
from kg.analysis import Analysis


def picture(found: Analysis) -> Drawing | None:
    """The picture of an answer; None where there is nothing to draw."""
    made = _PICTURES[found.question.kind](found)
    return drawing(found, made) if made else None


def drawing(found: Analysis, made: MadePicture) -> Drawing:
    """What was made of some rows of an answer, as a picture."""
    more = f" The first {made.shown} of {made.of:,} rows are drawn; the table has all." if made.shown < made.of else ""
    return Drawing(
        template=f"drawings/{made.template}.svg",
        title=found.label,
        says=made.says + more,
        width=made.geometry.width,
        height=made.geometry.height,
        values={"shown": made.geometry},
    )


_PICTURES: Final[Mapping[str, Callable[[Analysis], MadePicture | None]]] = {
    "frequencies": frequencies_picture,
    "comparison": comparison_picture,
    "ages": ages_picture,
    "curves": curves_picture,
    "review": review_picture,
    "pooled-share": pooled_picture,
    "pooled-age": pooled_picture,
    "categories": categories_picture,
    "differential": differential_picture,
    "specificity": specificity_picture,
}
