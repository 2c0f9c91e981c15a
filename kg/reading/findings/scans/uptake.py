"""Which term what is seen by a tracer has: uptake is low in a place, or normal there, and tells nothing of its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_METABOLISM: Final = "HP:0012658"
"""Abnormal brain FDG positron emission tomography."""
_IMAGING: Final = "HP:0410263"
"""Brain imaging abnormality."""
_LOW_IN: Final = {"frontal": "HP:0012659", "parietal": "HP:0012662", "thalamus": "HP:0012660"}
"""Hypometabolism of a place, where HPO names it."""
_FORM: Final = frozenset(
    (
        *("HP:0012443", "HP:0002134", "HP:0010663", "HP:0002538", "HP:0001317", "HP:0002363", "HP:0002500"),
        *("HP:0002120", "HP:0410170", "HP:0002418", "HP:0031982", "HP:0100547", "HP:0012696", "HP:0002060"),
    )
)
"""Abnormal forms of parts of a brain: what is no finding of a tracer, though the part is named."""
_TRACED: Final = {"FDG-PET": _METABOLISM, "PET": "HP:0012657", "SPECT": _IMAGING}


def by_uptake(hpo: str | None, seen: Mapping[str, str]) -> str | None:
    """The term of what a scan with a tracer shows, by its place."""
    modality = seen.get("modality", "")
    if hpo in _FORM and modality in _TRACED:
        hpo = _TRACED[modality]
    if hpo != _METABOLISM or modality != "FDG-PET":
        return hpo
    region = seen.get("region", "")
    return next((term for place, term in _LOW_IN.items() if region.startswith(place)), hpo)
