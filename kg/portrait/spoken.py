"""What closed lists mean, whom one counts, how findings were looked for: in the words of one doctor to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.analysis.population import OfPeople, Population
from kg.find.filters import CaseFilter
from kg.model.words import Depth, FamilyHistory, GeneticStatus, Status

WHOM: Final = {
    Population.ADULTS: "confirmed adult carriers",
    Population.BIALLELIC: "confirmed carriers with both copies changed",
    Population.CARRIERS: "all confirmed carriers, children and adults",
    Population.EVERYBODY: "everybody described, tested or not",
}
UNTOLD: Final = "not told"
"""Of what no text that was read says."""
TESTED: Final = {
    GeneticStatus.CONFIRMED: "confirmed carrier",
    GeneticStatus.NOT_INDIVIDUALLY_TESTED: "not tested, a relative was",
    GeneticStatus.NOT_READ: "not told whether tested",
    GeneticStatus.NEGATIVE: "tested, no variant found",
}
"""Of one person."""
TESTED_TOGETHER: Final = {
    GeneticStatus.CONFIRMED: "confirmed carriers",
    GeneticStatus.NOT_INDIVIDUALLY_TESTED: "not individually tested",
    GeneticStatus.NOT_READ: "not told whether tested",
    GeneticStatus.NEGATIVE: "tested, no variant found",
}
"""Of several."""
TESTED_BRIEFLY: Final = {
    GeneticStatus.NOT_INDIVIDUALLY_TESTED: "not tested",
    GeneticStatus.NOT_READ: "test not told",
    GeneticStatus.NEGATIVE: "no variant found",
}
"""Under a mark in a picture; a carrier has the variant there."""
FAMILY: Final = {
    FamilyHistory.FAMILIAL: "relatives are affected",
    FamilyHistory.SPORADIC: "no relative known affected",
}
STATES: Final = {
    Status.PRESENT: "seen",
    Status.ABSENT: "looked for and not seen",
    Status.NOT_REPORTED: "not reported",
}
"""Of a finding. Silence is the third, and never the second."""


def whether_tested(status: GeneticStatus | None) -> str:
    """Whether a person was tested.

    >>> whether_tested(GeneticStatus.NEGATIVE), whether_tested(None)
    ('tested, no variant found', 'not told')
    """
    return TESTED[status] if status else UNTOLD


def read(depth: Depth | None) -> str:
    """How far a paper was read.

    >>> read(Depth.FULL_TEXT), read(None)
    ('full text read', '')
    """
    return f"{depth} read" if depth else ""


def system(label: str) -> str:
    """A system of the body by its name in HPO.

    >>> system("Abnormality of the nervous system"), system("Growth abnormality")
    ('nervous system', 'Growth abnormality')
    """
    return label.removeprefix("Abnormality of the ").removeprefix("Abnormality of ")


def small(label: str) -> str:
    """A term as it stands within a sentence; abbreviations and names keep their capitals.

    >>> small("Cerebral calcification"), small("T2 hypointensity"), small("Babinski sign")
    ('cerebral calcification', 'T2 hypointensity', 'Babinski sign')
    """
    first = label.partition(" ")[0]
    return label if not first[1:].islower() or first in _NAMES else label[:1].lower() + label[1:]


def capital(words: str) -> str:
    """Words as they begin a sentence or a title.

    >>> capital("calcification on CT")
    'Calcification on CT'
    """
    return f"{words[:1].upper()}{words[1:]}"


_NAMES: Final = {"Babinski", "Chiari", "Dandy", "Parkinson", "Lhermitte", "Hoffmann", "Romberg", "Alzheimer"}


def whom(asked: OfPeople) -> str:
    """Whom a question counts, in a line."""
    told = [*_said(asked.where)] if asked.where else []
    return ", ".join([WHOM[asked.population], *told])


def _said(where: CaseFilter) -> Sequence[str]:
    told: list[str] = []
    if where.sex:
        told.append(" or ".join(where.sex))
    if variant := where.variant:
        told += [f"of {one}" for one in [" or ".join(variant.gene)] if one]
        told += [f"a variant called {one}" for one in [" or ".join(variant.id)] if one]
        told += [f"{' or '.join(variant.consequence)}"] if variant.consequence else []
        told += [f"exon {' or '.join(str(int(one)) for one in variant.exon)}"] if variant.exon else []
        told += [f"intron {' or '.join(str(int(one)) for one in variant.intron)}"] if variant.intron else []
        told += [" or ".join(variant.domain)] if variant.domain else []
        told += [" or ".join(variant.lobe)] if variant.lobe else []
    if where.genotype and where.genotype.zygosity:
        told.append(" or ".join(where.genotype.zygosity))
    return told
