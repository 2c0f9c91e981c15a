"""What a modality of the vocabulary is called when somebody says what was seen by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

UNSTATED: Final = "method not stated"
# Most are said as they are keyed: on MRI, on CT. These are not.
_SAID: Final[Mapping[str, str]] = {
    "MRS": "on MR spectroscopy",
    "rs-fMRI": "on resting-state fMRI",
    "radiograph": "on a plain radiograph",
    "autopsy": "at autopsy",
    "neuropathology": "in tissue",
    "unspecified": f"on imaging, {UNSTATED}",
}
_NAMED: Final[Mapping[str, str]] = {
    "MRS": "MR spectroscopy",
    "rs-fMRI": "resting-state fMRI",
    "radiograph": "plain radiograph",
    "unspecified": f"imaging ({UNSTATED})",
}


def study_of(modality: str) -> str:
    """A study by its modality: `MRI`, `imaging (method not stated)`."""
    return _NAMED.get(modality, modality)


def seen_by(what: str, modality: str, sequences: str = "") -> str:
    """A finding with the method that shows it, once also where its own words name the method.

    >>> seen_by("small calcifications", "CT"), seen_by("spheroids", "neuropathology")
    ('small calcifications on CT', 'spheroids in tissue')
    >>> seen_by("hyperintensity on MRI", "MRI"), seen_by("calcification on brain imaging", "unspecified")
    ('hyperintensity on MRI', 'calcification on brain imaging, method not stated')
    """
    detail = f" ({sequences})" if sequences else ""
    if modality == "unspecified" and what.endswith(" imaging"):
        return f"{what}{detail}, {UNSTATED}"
    said = _SAID.get(modality, f"on {modality}")
    return f"{what}{detail}" if what.endswith((f" {said}", f" by {modality}")) else f"{what} {said}{detail}"
