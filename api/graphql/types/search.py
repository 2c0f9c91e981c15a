"""Free-text search."""

from __future__ import annotations

from collections import Counter

import strawberry

from api.graphql.kinds import KINDS
from api.graphql.node import Asked, Thing, resolved
from api.graphql.paging import PAGE, PageInfo, Ranked
from kg.find import Key
from kg.lexicon import SearchKind
from kg.lexicon.search import Hit

_TYPES = {
    SearchKind.TERM: "OntologyTerm",
    SearchKind.PAPER: "Paper",
    SearchKind.CASE: "Case",
    SearchKind.VARIANT: "Variant",
    SearchKind.OBSERVATION: "Observation",
    SearchKind.STATISTIC: "CohortStatistic",
    SearchKind.GENE: "Gene",
    SearchKind.FAMILY: "Family",
    SearchKind.PART: "Thing",
}


@strawberry.type(description="Something a search found, with the text that matched.")
class SearchHit:
    """Shows kg.lexicon.search.Hit."""

    iri: strawberry.Private[str]
    kind: SearchKind = strawberry.field(description="What it is.")
    score: float = strawberry.field(description="How well it matches; of use only beside others of the same search.")
    matched: str = strawberry.field(
        description="Which text matched: label, synonym, title, name, id, author, words ..."
    )
    text: str = strawberry.field(description="That text.")
    highlight: str = strawberry.field(description="That text as HTML, with <mark> around what matched.")

    @resolved("The thing.")
    async def node(self, info: Asked) -> Thing | None:
        """As its type."""
        return next(iter(await info.context.read(KINDS[_TYPES[self.kind]], [self.iri])))


@strawberry.type(description="A hit with its place.")
class SearchEdge:
    """Relay's edge."""

    cursor: str = strawberry.field(description="Its place, for `after`.")
    node: SearchHit = strawberry.field(description="The hit.")


@strawberry.type(description="How many hits there are of a kind.")
class SearchCount:
    """A facet of the search."""

    kind: SearchKind = strawberry.field(description="The kind.")
    count: int = strawberry.field(description="How many.")


def _counts(root: Ranked[Hit]) -> list[SearchCount]:
    tallies = Counter(sorted((hit.kind for hit in root.whole), key=list(SearchKind).index))
    return [SearchCount(kind=kind, count=number) for kind, number in tallies.most_common()]


@strawberry.type(description="What a search found, best first.")
class SearchConnection:
    """Shows `Ranked`."""

    page_info: PageInfo = strawberry.field(description="Where the page lies.")
    total_count: int = strawberry.field(description="How many hits there are in all.")
    counts: list[SearchCount] = strawberry.field(resolver=_counts, description="How many of each kind, most first.")
    nodes: list[SearchHit] = strawberry.field(description="The hits of this page.", metadata=PAGE)
    edges: list[SearchEdge] = strawberry.field(
        description="The hits of this page, each with its cursor.", metadata=PAGE
    )


def key_of(hit: Hit) -> Key:
    """Its place, best first."""
    return hit.score, hit.iri
