"""Free-text search."""

from __future__ import annotations

import strawberry

from api.graphql.cursors import Cursors
from api.graphql.kinds import KINDS
from api.graphql.node import Asked, Thing, resolved
from api.graphql.paging import PageInfo, Part, ranked
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
    """See kg.lexicon.search.Hit."""

    hit: strawberry.Private[Hit]
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
        return next(iter(await info.context.read(KINDS[_TYPES[self.kind]], [self.hit.iri])))

    @classmethod
    def of(cls, hit: Hit) -> SearchHit:
        """As the index found it."""
        return cls(hit=hit, kind=hit.kind, score=hit.score, matched=hit.matched, text=hit.text, highlight=hit.highlight)


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


@strawberry.type(description="What a search found, best first.")
class SearchConnection:
    """A page of hits."""

    hits: strawberry.Private[tuple[Hit, ...]]
    cursors: strawberry.Private[Cursors]
    page_info: PageInfo = strawberry.field(description="Where the page lies.")
    total_count: int = strawberry.field(description="How many hits there are in all.")
    counts: list[SearchCount] = strawberry.field(description="How many of each kind, most first.")

    @resolved("The hits of this page.", page=True)
    def nodes(self) -> list[SearchHit]:
        """Best first."""
        return [SearchHit.of(hit) for hit in self.hits]

    @resolved("The hits of this page, each with its cursor.", page=True)
    def edges(self) -> list[SearchEdge]:
        """Best first."""
        return [SearchEdge(cursor=self.cursors.write(_key(hit)), node=SearchHit.of(hit)) for hit in self.hits]


def _key(hit: Hit) -> Key:
    return hit.score, hit.iri


def found(hits: tuple[Hit, ...], part: Part) -> SearchConnection:
    """The page of a ranked list. Raises `BadPage` for a cursor that is not of this search."""
    start, end, page_info = ranked([_key(hit) for hit in hits], part)
    tallies = {kind: sum(hit.kind is kind for hit in hits) for kind in SearchKind}
    return SearchConnection(
        hits=hits[start:end],
        cursors=part.cursors,
        page_info=page_info,
        total_count=len(hits),
        counts=[
            SearchCount(kind=kind, count=number)
            for kind, number in sorted(tallies.items(), key=lambda one: -one[1])
            if number
        ],
    )
