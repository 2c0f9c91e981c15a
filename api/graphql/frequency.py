"""How often findings are present, absent or not reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry
from strawberry import argument

from api.graphql.cursors import Cursors
from api.graphql.inputs import INPUTS, wanted
from api.graphql.inside import TypeNamed
from api.graphql.node import Asked, Thing, first, resolved
from api.graphql.paging import PageInfo, Window, ranked
from kg import find
from kg.find import Frequency, Key, Share
from kg.find.frequencies import Group
from kg.model.words import GeneticStatus

if TYPE_CHECKING:
    Where = Any
else:
    Where = Annotated[
        INPUTS[find.CaseFilter] | None,
        argument(description="Which persons are counted; carriers (`geneticStatus: CONFIRMED`) when left out."),
    ]
Terms = Annotated[
    list[str] | None,
    argument(description="Which HPO terms, each by IRI, id or label; those that papers were read as when left out."),
]
Descendants = Annotated[
    bool,
    argument(
        description="True: a finding counts for the terms above its own, an exclusion for those below. False: as read."
    ),
]
After = Annotated[str | None, argument(description="The cursor of the row before the first one wanted.")]
First = Annotated[
    int | None, argument(description="How many rows at most, most present first; a server limit applies.")
]
By = Annotated[Group, argument(description="By what persons are told apart.")]
KINDS_OF: Final = {
    Group.ALL: "OntologyTerm",
    Group.VARIANT: "Variant",
    Group.EXON: "Exon",
    Group.INTRON: "Intron",
    Group.DOMAIN: "ProteinDomain",
    Group.GENE: "Gene",
    Group.PAPER: "Paper",
    **dict.fromkeys((Group.CONSEQUENCE, Group.ZYGOSITY, Group.SEX), "OntologyTerm"),
}
"""The type of what persons are grouped by."""
_TABLE: Final = {"list": True}
CARRIERS: Final = find.CaseFilter(genetic_status=(GeneticStatus.CONFIRMED,))


@strawberry.type(description="n of N, as a proportion with its 95 % Wilson score interval, computed by us.")
class Proportion:
    """See kg.find.Share."""

    n: int = strawberry.field(description="How many.")
    of: int = strawberry.field(description="Of how many.")
    value: float = strawberry.field(description="The proportion, from 0 to 1.")
    low: float = strawberry.field(description="The lower end of the interval, from 0 to 1.")
    high: float = strawberry.field(description="The upper end of the interval, from 0 to 1.")


@strawberry.type(
    description="Persons by what is said of a finding in them; `present`, `absent`, `notReported` add up to `persons`. "
    "A finding counts for the terms above its own, an exclusion for those below."
)
class FindingFrequency:
    """See kg.find.Frequency."""

    row: strawberry.Private[Frequency]
    kind: strawberry.Private[str]
    present: int = strawberry.field(description="In how many it is present.")
    absent: int = strawberry.field(description="In how many it was looked for and is absent, and never present.")
    not_reported: int = strawberry.field(description="Of how many the texts that were read say neither.")
    persons: int = strawberry.field(description="How many persons there are in the group.")
    of_reported: Proportion | None = strawberry.field(description="The present among those of whom either is said.")
    of_all: Proportion | None = strawberry.field(description="The present among all: a lower bound.")

    @resolved("The group: a variant, a domain ...; null where nobody is told apart.")
    def group(self, info: Asked) -> Thing | None:
        """Of the type that the table was grouped by."""
        refs = [self.row.group] if self.row.group else []
        return first(info, self.kind, refs)

    @resolved("The HPO term.", of=TypeNamed("OntologyTerm") | None)
    def term(self, info: Asked) -> Any:
        """By its link."""
        return first(info, "OntologyTerm", [self.row.term])

    @classmethod
    def of(cls, row: Frequency, by: Group) -> FindingFrequency:
        """A row of a table that is grouped `by`."""
        return cls(
            row=row,
            kind=KINDS_OF[by],
            present=row.present,
            absent=row.absent,
            not_reported=row.not_reported,
            persons=row.cases,
            of_reported=_proportion(row.of_reported),
            of_all=_proportion(row.of_all),
        )


def _proportion(share: Share | None) -> Proportion | None:
    if share is None:
        return None
    return Proportion(n=share.n, of=share.of, value=share.n / share.of, low=share.low, high=share.high)


@strawberry.type(description="A row of the table, with its place.")
class FindingFrequencyEdge:
    """Relay's edge."""

    cursor: str = strawberry.field(description="Its place, for `after`.")
    node: FindingFrequency = strawberry.field(description="The row.")


@strawberry.type(description="A page of the table, most present first.")
class FindingFrequencyConnection:
    """Rows that are known; no more is read."""

    rows: strawberry.Private[Sequence[Frequency]]
    by: strawberry.Private[Group]
    cursors: strawberry.Private[Cursors]
    page_info: PageInfo = strawberry.field(description="Where the page lies.")
    total_count: int = strawberry.field(description="How many rows there are in all.")

    @resolved("The rows of this page.", page=True)
    def nodes(self) -> list[FindingFrequency]:
        """In order."""
        return [FindingFrequency.of(one, self.by) for one in self.rows]

    @resolved("The rows of this page, each with its cursor.", page=True)
    def edges(self) -> list[FindingFrequencyEdge]:
        """In order."""
        return [
            FindingFrequencyEdge(cursor=self.cursors.write(_key(one)), node=FindingFrequency.of(one, self.by))
            for one in self.rows
        ]


def _key(row: Frequency) -> Key:
    return row.group.iri if row.group else None, row.term.iri


@dataclass(frozen=True, slots=True)
class Table:
    """What a table asks: of whom, by what, of which terms; of one group only where `owner` names it."""

    where: object
    by: Group
    terms: tuple[str, ...]
    descendants: bool
    owner: str | None = None

    async def page(self, info: Asked, window: Window, of: Any) -> FindingFrequencyConnection:
        """A page of its rows; the tables of all owners of a list are read at once."""
        persons = CARRIERS if self.where is None else wanted(find.CaseFilter, self.where)
        rows = await info.context.frequencies.load((persons, self.by, self.terms, self.descendants, self.owner))
        part = window.part(Cursors.of(info, self.by.name, of), info.context.settings)
        start, end, page_info = ranked([_key(one) for one in rows], part)
        return FindingFrequencyConnection(
            rows=rows[start:end], by=self.by, cursors=part.cursors, page_info=page_info, total_count=len(rows)
        )


def frequencies_of(by: Group, description: str) -> Any:
    """The field of a thing that persons are grouped by."""

    async def resolve(
        self: Thing,
        info: Asked,
        where: Where = None,
        terms: Terms = None,
        descendants: Descendants = True,
        first: First = None,
        after: After = None,
    ) -> FindingFrequencyConnection:
        table = Table(where, by, tuple(terms or ()), descendants, self.iri)
        return await table.page(info, Window(first=first, after=after), self)

    return strawberry.field(resolver=resolve, description=description, metadata=_TABLE)


def frequencies_of_term(description: str) -> Any:
    """The field of a term: its rows, by what persons carry."""

    async def resolve(
        self: Thing,
        info: Asked,
        group_by: By = Group.ALL,
        where: Where = None,
        descendants: Descendants = True,
        first: First = None,
        after: After = None,
    ) -> FindingFrequencyConnection:
        table = Table(where, group_by, (self.iri,), descendants)
        return await table.page(info, Window(first=first, after=after), self)

    return strawberry.field(resolver=resolve, description=description, metadata=_TABLE)


def frequencies(description: str) -> Any:
    """The field of the root: any table."""

    async def resolve(
        root: Any,
        info: Asked,
        group_by: By = Group.ALL,
        terms: Terms = None,
        where: Where = None,
        descendants: Descendants = True,
        first: First = None,
        after: After = None,
    ) -> FindingFrequencyConnection:
        table = Table(where, group_by, tuple(terms or ()), descendants)
        return await table.page(info, Window(first=first, after=after), root)

    return strawberry.field(resolver=resolve, description=description, metadata=_TABLE)
