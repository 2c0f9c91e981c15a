"""What phenopackets call a thing and what the graph does: read one way by the import, the other way by the export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.model.methods import seen_by
from kg.model.words import Sex, Significance
from kg.names import BASE

SEXES: Final = {"FEMALE": Sex.FEMALE, "MALE": Sex.MALE}
ACMG: Final = {one.upper().replace(" ", "_"): one for one in Significance if " or " not in one}
"""What each class of the schema means, in our words."""
CAUSES: Final = ("CAUSATIVE", "CONTRIBUTORY")
"""The words for a call that is taken as the cause, or as a part of it."""
FINDINGS: Final = {"hasFinding": True, "hasExcludedFinding": False}
"""From a person to what was seen, and to what was looked for and not seen."""
CODES: Final = {True: "codedAs", False: "excludes"}
"""From a finding to its class, in the remarks of a packet."""
LINKS: Final = {
    "memberOfFamily": ("Family", "family"),
    "hasGroupFinding": ("GroupStatement", "observation"),
    "hasExcludedGroupFinding": ("GroupStatement", "observation"),
    "hasDoubt": ("Doubt", "doubt"),
    "possiblySamePatientAs": ("Case", "case"),
    "hasEarlierDiagnosis": ("EarlierDiagnosis", "diagnosis"),
    "hasImagingStudy": ("ImagingStudy", "study"),
}
"""From a person to another thing that a packet tells among its references: its class, and the room of its IRI."""
NO_DISEASE: Final = "kg:Disease"
"""Stands where the schema wants a disease and nobody named one."""
ADDED: Final = "kg:computed"
"""An extension that names what the graph adds and no source of the person says: a place, a database's id."""
VCF: Final = ("genomeAssembly", "chrom", "pos", "ref", "alt")


def vcf_name(record: Mapping[str, Any]) -> str:
    """A record of VCF in one line.

    >>> vcf_name({"genomeAssembly": "GRCh38", "chrom": "5", "pos": 9, "ref": "C", "alt": "T"})
    'GRCh38:5:9:C:T'
    """
    return ":".join(str(record.get(key)) for key in VCF)


def finding_label(words: str, present: bool, modality: str = "") -> str:
    """What a finding is called: its words, whether it was looked for in vain, and on which kind of scan (an IRI).

    >>> finding_label("toy sign", False, BASE + "modality/MRI")
    'no toy sign on MRI'
    """
    seen = seen_by(words, modality.removeprefix(BASE + "modality/")) if modality else words
    return f"{'' if present else 'no '}{seen}"
