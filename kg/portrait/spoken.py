"""Whom one counts, and how findings were looked for, in the words of one doctor to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.analysis.population import OfPeople, Population
from kg.find.filters import CaseFilter
from kg.model.methods import study_of
from kg.model.words import GeneticStatus

WHOM: Final = {
    Population.ADULTS: "confirmed adult carriers",
    Population.BIALLELIC: "confirmed carriers with both copies changed",
    Population.CARRIERS: "all confirmed carriers, children and adults",
    Population.EVERYBODY: "everybody described, tested or not",
}
TESTED: Final = {
    GeneticStatus.CONFIRMED: "carrier",
    GeneticStatus.NOT_INDIVIDUALLY_TESTED: "not tested, a relative carries the variant",
    GeneticStatus.NOT_READ: "the text that was read does not say whether tested",
    GeneticStatus.NEGATIVE: "tested, no variant found",
}


def method(how: str) -> str:
    """A way of looking by its key, as it is called where several stand side by side."""
    return study_of(how)


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
