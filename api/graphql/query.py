"""Where a query starts: one thing by name, or a list by filter."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import field

from api.graphql.inputs import CaseFilter, FindingFilter, PaperFilter, VariantFilter
from api.graphql.types import Asked, Case, Finding, Paper, Variant
from api.graphql.words import GeneticStatus, of_facts, resolved
from kg import find
from kg.engine import Engine
from kg.find import Kind, Names

Id = Annotated[str, strawberry.argument(description="An IRI, a short name (case:...) or a plain name.")]
First = Annotated[int | None, strawberry.argument(description="How many at most; a server limit applies.")]
Offset = Annotated[int, strawberry.argument(description="How many to pass over, in the order of the IRIs.")]


@strawberry.type(description="Cases that meet a filter, ordered by IRI.")
class CaseList:
    """A page of cases."""

    total_count: int = field(description="How many meet the filter in all.")
    rewrites: list[str] = field(description="Which names of the filter were read as others.")
    nodes: list[Case] = field(description="The cases of this page.")


@strawberry.type(description="Variants that meet a filter, ordered by IRI.")
class VariantList:
    """A page of variants."""

    total_count: int = field(description="How many meet the filter in all.")
    rewrites: list[str] = field(description="Which names of the filter were read as others.")
    nodes: list[Variant] = field(description="The variants of this page.")


@strawberry.type(description="Papers that meet a filter, ordered by IRI.")
class PaperList:
    """A page of papers."""

    total_count: int = field(description="How many meet the filter in all.")
    rewrites: list[str] = field(description="Which names of the filter were read as others.")
    nodes: list[Paper] = field(description="The papers of this page.")


@strawberry.type(description="Findings that meet a filter, ordered by IRI.")
class FindingList:
    """A page of findings."""

    total_count: int = field(description="How many meet the filter in all.")
    rewrites: list[str] = field(description="Which names of the filter were read as others.")
    nodes: list[Finding] = field(description="The findings of this page.")


@strawberry.type(description="How many persons have a genetic status.")
class StatusCount:
    """A row of the counts."""

    genetic_status: GeneticStatus = field(description="The status.")
    cases: int = field(description="How many persons have it.")


@strawberry.type(description="How much the graph holds, and which release it is.")
class Counts:
    """See kg.find.Counts and the manifest."""

    release: str = field(description="The day of the newest source of the release.")
    version: str = field(description="The version of the software that built it.")
    triples: int | None = field(description="Triples of the release.")
    papers: int = field(description="Papers.")
    cases: int = field(description="Persons, whatever their genetic status.")
    cases_by_status: list[StatusCount] = field(description="Persons by genetic status.")
    variants: int = field(description="Variants, with or without a person.")
    present: int = field(description="Findings present in a person.")
    absent: int = field(description="Findings looked for in a person and not seen.")
    imaging: int = field(description="Of both, those on scans or at autopsy.")
    group_statements: int = field(description="Statements about several people together.")
    statistics: int = field(description="Figures of cohorts.")
    doubts: int = field(description="Doubts kept beside the facts.")


@strawberry.type(description="The CSF1R knowledge graph. Research data, no medical advice.")
class Query:
    """The root."""

    @resolved("One case by IRI, short name or label; null when there is none.")
    async def case(self, info: Asked, id: Id) -> Case | None:  # noqa: A002 - the name clients expect
        """By name."""
        iri = await info.context.ask(_named, Kind.CASE, id)
        facts = await info.context.cases.load(iri) if iri else None
        return of_facts(Case, facts) if facts else None

    @resolved("One variant by IRI, short name or HGVS name; null when there is none, or more than one.")
    async def variant(self, info: Asked, id: Id) -> Variant | None:  # noqa: A002
        """By name."""
        iri = await info.context.ask(_named, Kind.VARIANT, id)
        facts = await info.context.variants.load(iri) if iri else None
        return of_facts(Variant, facts) if facts else None

    @resolved("One paper by IRI, PMID:..., DOI:... or title; null when there is none.")
    async def paper(self, info: Asked, id: Id) -> Paper | None:  # noqa: A002
        """By name."""
        iri = await info.context.ask(_named, Kind.PAPER, id)
        facts = await info.context.papers.load(iri) if iri else None
        return of_facts(Paper, facts) if facts else None

    @resolved("One finding by IRI; null when there is none.")
    async def finding(self, info: Asked, id: Id) -> Finding | None:  # noqa: A002
        """By name."""
        iri = await info.context.ask(_named, Kind.FINDING, id)
        found = await info.context.ask(find.read_findings, [iri] if iri else [])
        return next((of_facts(Finding, one) for one in found.values()), None)

    @resolved("The cases that meet a filter; all without one.")
    async def cases(
        self,
        info: Asked,
        where: Annotated[CaseFilter | None, strawberry.argument(description="Which cases.")] = None,
        first: First = None,
        offset: Offset = 0,
    ) -> CaseList:
        """A page of cases."""
        wanted = (where or CaseFilter()).filter()
        page = await info.context.ask(find.cases, wanted, _limit(info, first), offset)
        nodes = [of_facts(Case, one) for one in page.items]
        return CaseList(total_count=page.total, rewrites=list(page.rewrites), nodes=nodes)

    @resolved("The variants that meet a filter; all without one.")
    async def variants(
        self,
        info: Asked,
        where: Annotated[VariantFilter | None, strawberry.argument(description="Which variants.")] = None,
        first: First = None,
        offset: Offset = 0,
    ) -> VariantList:
        """A page of variants."""
        wanted = (where or VariantFilter()).filter()
        page = await info.context.ask(find.variants, wanted, _limit(info, first), offset)
        nodes = [of_facts(Variant, one) for one in page.items]
        return VariantList(total_count=page.total, rewrites=list(page.rewrites), nodes=nodes)

    @resolved("The papers that meet a filter; all without one.")
    async def papers(
        self,
        info: Asked,
        where: Annotated[PaperFilter | None, strawberry.argument(description="Which papers.")] = None,
        first: First = None,
        offset: Offset = 0,
    ) -> PaperList:
        """A page of papers."""
        wanted = (where or PaperFilter()).filter()
        page = await info.context.ask(find.papers, wanted, _limit(info, first), offset)
        nodes = [of_facts(Paper, one) for one in page.items]
        return PaperList(total_count=page.total, rewrites=list(page.rewrites), nodes=nodes)

    @resolved("The findings of persons that meet a filter; all without one. Group statements are apart.")
    async def findings(
        self,
        info: Asked,
        where: Annotated[FindingFilter | None, strawberry.argument(description="Which findings.")] = None,
        first: First = None,
        offset: Offset = 0,
    ) -> FindingList:
        """A page of findings."""
        return await _page_of_findings(info, where, first, offset, group=False)

    @resolved("Statements about several people together that meet a filter: findings of none of them.")
    async def group_statements(
        self,
        info: Asked,
        where: Annotated[FindingFilter | None, strawberry.argument(description="Which statements.")] = None,
        first: First = None,
        offset: Offset = 0,
    ) -> FindingList:
        """A page of group statements."""
        return await _page_of_findings(info, where, first, offset, group=True)

    @resolved("How much the graph holds.")
    async def counts(self, info: Asked) -> Counts:
        """Counts of the whole graph."""
        found, about = await info.context.ask(find.counts), info.context.about
        by_status = [
            StatusCount(genetic_status=GeneticStatus(one.value), cases=number)
            for one, number in found.cases_by_status.items()
        ]
        names = "papers cases variants present absent imaging group_statements statistics doubts"
        return Counts(
            release=about.issued,
            version=about.version,
            triples=about.triples,
            cases_by_status=by_status,
            **{name: getattr(found, name) for name in names.split()},
        )


async def _page_of_findings(
    info: Asked, where: FindingFilter | None, first: int | None, offset: int, group: bool
) -> FindingList:
    wanted = (where or FindingFilter()).filter(group)
    page = await info.context.ask(find.findings, wanted, _limit(info, first), offset)
    nodes = [of_facts(Finding, one) for one in page.items]
    return FindingList(total_count=page.total, rewrites=list(page.rewrites), nodes=nodes)


def _named(engine: Engine, kind: Kind, name: str) -> str | None:
    return Names(engine).one(kind, name)


def _limit(info: Asked, first: int | None) -> int:
    most = info.context.settings.page_most
    if first is not None and first > most:
        raise find.BadPage(f"first may be {most} at most")
    return min(info.context.settings.page_size, most) if first is None else first
