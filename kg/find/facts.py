"""What reading the graph gives: frozen values with IRIs and labels, for the API and the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.model.words import Depth, GeneticStatus, Status
from kg.names import contract

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing that something else points to."""

    iri: str
    label: str

    @property
    def curie(self) -> str:
        """Its short name, or the IRI where no namespace fits."""
        return contract(self.iri)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of `total` things, in the order of their IRIs from `offset` on."""

    items: tuple[T, ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    """What was seen, or was looked for and not seen. `term` is the paper's own HPO term, not an ancestor.

    `group`: stated for all `cases` together, and no finding of any one of them. `read_in`: the paper whose text was
    read, where it was not that of `paper`; `depth` is how far.
    """

    iri: str
    label: str
    status: Status
    group: bool
    term: Ref | None
    cases: tuple[str, ...]
    paper: str | None
    depth: Depth | None
    read_in: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphCounts:
    """How much the graph holds. `present` and `absent` are findings of persons, group statements left out.

    `reported_variants` are those that a paper or cohort names; of the rest databases alone know.
    """

    papers: int
    cases: int
    variants: int
    reported_variants: int
    present: int
    absent: int
    imaging: int
    group_statements: int
    statistics: int
    doubts: int
    cases_by_status: Mapping[GeneticStatus, int]
    papers_by_depth: Mapping[Depth, int]


@dataclass(frozen=True, slots=True)
class GraphFacts:
    """A named graph. `kind` is vocabulary, asserted, computed or inferred."""

    iri: str
    label: str
    kind: str
    triples: int

    @property
    def curie(self) -> str:
        """Its IRI in short."""
        return contract(self.iri)
