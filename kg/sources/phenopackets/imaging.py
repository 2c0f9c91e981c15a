"""Which HPO terms are seen on a scan, and on which kind: told by HPO's hierarchy and by the words of its labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kg.sources.ontology import Ontology

UNSTATED: Final = "unspecified"
"""The modality `brain imaging, method not stated`."""

# Branches of HPO, from broad to narrow, so that the narrower has the last word; ids and labels as in hp.obo.
BRANCHES: Final[tuple[tuple[str, str, str], ...]] = (
    ("HP:0410263", "Brain imaging abnormality", UNSTATED),
    ("HP:0012657", "Abnormal brain positron emission tomography", "PET"),
    ("HP:0012658", "Abnormal brain FDG positron emission tomography", "FDG-PET"),
    ("HP:0012705", "Abnormal metabolic brain imaging by MRS", "MRS"),
    ("HP:0030603", "Abnormal optical coherence tomography", "OCT"),
)
MODALITIES: Final = ("MRI", *(modality for _, _, modality in BRANCHES))
"""All that HPO tells apart."""
# HPO keeps what MRI shows under the part of the brain; only the label says how it was seen.
NERVOUS_SYSTEM: Final = "HP:0000707"
_MRI: Final = re.compile(r"\b(?:MRI|T[12]|FLAIR|diffusion[- ]weighted|susceptibility-weighted)\b")


def modalities(hpo: Ontology) -> Mapping[str, str]:
    """The modality, by its key in the vocabulary, of every imaging term; a term not in it may be seen otherwise."""
    found: dict[str, str] = {}
    if NERVOUS_SYSTEM in hpo.terms:
        for identifier in sorted(hpo.descendants(NERVOUS_SYSTEM)):
            if _MRI.search(hpo.terms[identifier].label):
                found.update(dict.fromkeys(hpo.descendants(identifier), "MRI"))
    for identifier, _, modality in BRANCHES:
        if identifier in hpo.terms:
            found.update(dict.fromkeys(hpo.descendants(identifier), modality))
    return found
