"""What can be asked for. Names may be IRIs, CURIEs or plain words; everything given must hold, nothing given is all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.find.facts import Depth, GeneticStatus, Sex, Status


@dataclass(frozen=True, slots=True)
class TermFilter:
    """A finding with this HPO term or, if present, any below it; if absent, any above it was excluded."""

    term: str
    status: Status = Status.PRESENT


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantFilter:
    """`variant` may be an HGVS name, `consequence` an SO term, `domain` a domain or a class of domains."""

    variant: str | None = None
    gene: str | None = None
    consequence: str | None = None
    domain: str | None = None
    exon: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """What is said of variants holds for one and the same variant of the person."""

    terms: tuple[TermFilter, ...] = ()
    carries: VariantFilter = VariantFilter()
    sex: Sex | None = None
    genetic_status: tuple[GeneticStatus, ...] = ()
    paper: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFilter:
    """Years are inclusive; `depths` are the deepest readings wanted."""

    year_from: int | None = None
    year_to: int | None = None
    depths: tuple[Depth, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """`group=True` gives statements about several people together instead of findings of persons.

    `status` is present or absent; a finding that is not reported does not exist.
    """

    term: str | None = None
    status: Status | None = None
    modality: str | None = None
    region: str | None = None
    paper: str | None = None
    imaging: bool | None = None
    group: bool = False


EVERY_CASE: Final = CaseFilter()
EVERY_VARIANT: Final = VariantFilter()
EVERY_PAPER: Final = PaperFilter()
EVERY_FINDING: Final = FindingFilter()
