"""Filters as GraphQL inputs. Everything given must hold."""

from __future__ import annotations

import strawberry
from strawberry import field

from api.graphql.words import Depth, GeneticStatus, Sex, Status
from kg import find

_NAME = "an IRI, a short name or"


@strawberry.input(description="A finding that a person must have, lack, or not be reported to have.")
class TermFilter:
    """See kg.find.TermFilter."""

    term: str = field(
        description=f"An HPO term: {_NAME} its label. Terms below it are found with it; former ids are understood."
    )
    status: Status = field(default=Status.PRESENT, description="Present unless said otherwise.")

    def filter(self) -> find.TermFilter:
        """As kg.find wants it."""
        return find.TermFilter(self.term, find.Status(self.status.value))


@strawberry.input(description="Which variants.")
class VariantFilter:
    """See kg.find.VariantFilter."""

    variant: str | None = field(default=None, description=f"A variant: {_NAME} its HGVS name (c.2345G>A, p.Arg782His).")
    gene: str | None = field(default=None, description=f"A gene: {_NAME} its symbol.")
    consequence: str | None = field(
        default=None, description=f"A consequence of the Sequence Ontology: {_NAME} its label (missense)."
    )
    domain: str | None = field(
        default=None, description=f"A domain of the protein, or a class of domains: {_NAME} its label (KinaseDomain)."
    )
    exon: int | None = field(default=None, description="The number of an exon of the gene's reference transcript.")

    def filter(self) -> find.VariantFilter:
        """As kg.find wants it."""
        return find.VariantFilter(
            variant=self.variant, gene=self.gene, consequence=self.consequence, domain=self.domain, exon=self.exon
        )


@strawberry.input(description="Which cases.")
class CaseFilter:
    """See kg.find.CaseFilter."""

    findings: list[TermFilter] | None = field(default=None, description="Findings; all must hold.")
    variant: VariantFilter | None = field(default=None, description="What one variant of the person must be.")
    sex: Sex | None = field(default=None, description="Only persons of this sex.")
    genetic_status: list[GeneticStatus] | None = field(
        default=None, description="Only these; all when left out, so look at each case's own status."
    )
    paper: str | None = field(default=None, description=f"A paper: {_NAME} PubMed id, DOI or title.")

    def filter(self) -> find.CaseFilter:
        """As kg.find wants it."""
        return find.CaseFilter(
            terms=tuple(one.filter() for one in self.findings or ()),
            carries=self.variant.filter() if self.variant else find.VariantFilter(),
            sex=find.Sex(self.sex.value) if self.sex else None,
            genetic_status=tuple(find.GeneticStatus(one.value) for one in self.genetic_status or ()),
            paper=self.paper,
        )


@strawberry.input(description="Which papers.")
class PaperFilter:
    """See kg.find.PaperFilter."""

    year_from: int | None = field(default=None, description="Published in this year or later.")
    year_to: int | None = field(default=None, description="Published in this year or earlier.")
    depths: list[Depth] | None = field(default=None, description="Read as far as one of these.")

    def filter(self) -> find.PaperFilter:
        """As kg.find wants it."""
        depths = tuple(find.Depth(one.value) for one in self.depths or ())
        return find.PaperFilter(year_from=self.year_from, year_to=self.year_to, depths=depths)


@strawberry.input(description="Which findings.")
class FindingFilter:
    """See kg.find.FindingFilter."""

    term: str | None = field(
        default=None,
        description=f"An HPO term: {_NAME} its label. Terms below it (absent: above it) are found too.",
    )
    status: Status | None = field(default=None, description="PRESENT or ABSENT; both when left out.")
    modality: str | None = field(default=None, description=f"How it was seen: {_NAME} its key (MRI, CT).")
    region: str | None = field(default=None, description=f"A region of the brain: {_NAME} its label.")
    paper: str | None = field(default=None, description=f"A paper: {_NAME} PubMed id, DOI or title.")
    imaging: bool | None = field(default=None, description="True: on scans or at autopsy. False: signs and symptoms.")

    def filter(self, group: bool = False) -> find.FindingFilter:
        """As kg.find wants it; `group` for statements about several people together."""
        return find.FindingFilter(
            term=self.term,
            status=find.Status(self.status.value) if self.status else None,
            modality=self.modality,
            region=self.region,
            paper=self.paper,
            imaging=self.imaging,
            group=group,
        )
