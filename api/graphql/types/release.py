"""The release that is served, its graphs, and how much it holds."""

from __future__ import annotations

from typing import Any

import strawberry
from strawberry import field

from api.graphql.node import Asked, resolved
from kg import find
from kg.find import GraphCounts
from kg.model.words import Depth, GeneticStatus


@strawberry.type(description="A named graph of the release.")
class NamedGraph:
    """Shows kg.find.GraphFacts."""

    iri: str = field(description="Its IRI, for GRAPH in SPARQL.")
    curie: str = field(description="The IRI in short.")
    label: str = field(description="What a reader sees.")
    kind: str = field(description="What its statements are: vocabulary, asserted, computed or inferred.")
    triples: int = field(description="How many triples it holds.")


@strawberry.type(description="Something the release was made from.")
class Source:
    """Shows kg.release.about.NamedSource."""

    title: str = field(description="What it is.")
    version: str = field(description="Which version of it.")
    licence: str = field(description="Its licence.")


@strawberry.type(description="How many persons have a genetic status.")
class StatusCount:
    """A row of the counts."""

    genetic_status: GeneticStatus = field(description="The status.")
    count: int = field(description="How many persons.")


@strawberry.type(description="How many papers were read how far.")
class DepthCount:
    """A row of the counts."""

    depth: Depth = field(description="How far.")
    count: int = field(description="How many papers.")


def _by_status(root: GraphCounts) -> list[StatusCount]:
    return [StatusCount(genetic_status=one, count=n) for one, n in root.cases_by_status.items()]


def _by_depth(root: GraphCounts) -> list[DepthCount]:
    return [DepthCount(depth=one, count=n) for one, n in root.papers_by_depth.items()]


@strawberry.type(description="How much the graph holds.")
class HoldingCounts:
    """Shows kg.find.GraphCounts."""

    papers: int = field(description="Papers.")
    cases: int = field(description="Persons, whatever their genetic status.")
    variants: int = field(description="Variants, with or without a person.")
    present: int = field(description="Findings present in a person.")
    absent: int = field(description="Findings looked for in a person and not seen.")
    imaging: int = field(description="Of both, those on scans or at autopsy.")
    group_statements: int = field(description="Statements about several people together.")
    statistics: int = field(description="Figures of cohorts.")
    doubts: int = field(description="Doubts kept beside the facts.")
    cases_by_status: list[StatusCount] = field(resolver=_by_status, description="Persons by genetic status.")
    papers_by_depth: list[DepthCount] = field(resolver=_by_depth, description="Papers by how far they were read.")


@strawberry.type(description="An immutable state of the whole dataset: all that is answered comes from it.")
class Release:
    """Shows kg.release.about.About."""

    issued: str = field(description="The day of its newest source.")
    version: str = field(description="The version of the software that built it.")
    digest: str = field(description="The checksum of everything it was made from; another release has another.")
    triples: int | None = field(description="How many triples it holds.")
    sources: list[Source] = field(description="What it was made from.")

    @resolved("Its named graphs.", of=list[NamedGraph])
    async def graphs(self, info: Asked) -> Any:
        """As the release lists them."""
        return await info.context.engine.read(find.graphs, info.context.engine)

    @resolved("How much it holds.", of=HoldingCounts)
    async def counts(self, info: Asked) -> Any:
        """Counted now."""
        return await info.context.engine.read(find.counts, info.context.engine)
