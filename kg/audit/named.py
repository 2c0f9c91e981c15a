"""What makes two entries of two readings one: a variant by its change, a finding by its term, else by its words."""

from __future__ import annotations

from kg.model.vocabulary import folded
from kg.sources.hgvs import HgvsError, normalise
from kg.sources.schema import ImagingFile, PhenotypeFile, StatisticFile, VariantFile


def variant_key(one: VariantFile) -> str:
    """The coding name in normal form, else the protein name, else the print."""
    return change_key(one.coding or one.protein or one.stated or "")


def change_key(name: str) -> str:
    """A name of a change in normal form, where it has one."""
    try:
        return normalise(name)
    except HgvsError:
        return folded(name)


def variant_name(one: VariantFile) -> str:
    """All that names a variant, for people."""
    return " ".join(filter(None, (one.coding, one.protein))) or one.stated or one.gene


def term_key(one: PhenotypeFile | ImagingFile) -> str:
    """The HPO term, else the words."""
    return one.hpo or folded(one.text)


def finding_name(one: PhenotypeFile | ImagingFile) -> str:
    """The words with the term, for people."""
    return f"{one.text} ({one.hpo})" if one.hpo else one.text


def figure_key(one: StatisticFile) -> tuple[str, str]:
    """What is measured, in whom."""
    return folded(one.measure), folded(one.group or "")
