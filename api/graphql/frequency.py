"""How often findings are present, absent or not reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry
from strawberry import argument

from api.graphql.cursors import Cursors
from api.graphql.inputs import INPUTS, wanted
from api.graphql.inside import TypeNamed
from api.graphql.node import Asked, Thing, first
from api.graphql.paging import PAGE, PageInfo, Ranked, Window
from kg import find
from kg.analysis.tables import FrequencyTable
from kg.find import Frequency, Group, Key
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
    **dict.fromkeys((Group.CONSEQUENCE, Group.VARIANT_CLASS, Group.LOBE, Group.ZYGOSITY, Group.SEX), "OntologyTerm"),
    **dict.fromkeys((Group.ONSET_CLASS, Group.STATUS, Group.DEPTH), "OntologyTerm"),
}
"""The type of what persons are grouped by."""
CARRIERS: Final = find.CaseFilter(genetic_status=(GeneticStatus.CONFIRMED,))


@strawberry.type(description="n of N, as a proportion with its 95 % Wilson score interval, computed by us.")
class Proportion:
    """Shows kg.find.Share."""

    n: int = strawberry.field(description="How many.")
    of: int = strawberry.field(description="Of how many.")
    value: float = strawberry.field(description="The proportion, from 0 to 1.")
    low: float = strawberry.field(description="The lower end of the interval, from 0 to 1.")
    high: float = strawberry.field(description="The upper end of the interval, from 0 to 1.")


def _group(root: Frequency, info: Asked) -> Any:
    """Of the type that the table was grouped by."""
    return first(info, KINDS_OF[root.by], [root.group] if root.group else [])


def _term(root: Frequency, info: Asked) -> Any:
    return first(info, "OntologyTerm", [root.term])


@strawberry.type(
    description="Persons by what is said of a finding in them; `present`, `absent`, `notReported` add up to `persons`. "
    "A finding counts for the terms above its own, an exclusion for those below."
)
class FindingFrequency:
    """Shows kg.find.Frequency."""

    present: int = strawberry.field(description="In how many it is present.")
    absent: int = strawberry.field(description="In how many it was looked for and is absent, and never present.")
    not_reported: int = strawberry.field(description="Of how many the texts that were read say neither.")
    cases: int = strawberry.field(name="persons", description="How many persons there are in the group.")
    of_reported: Proportion | None = strawberry.field(description="The present among those of whom either is said.")
    of_all: Proportion | None = strawberry.field(description="The present among all: a lower bound.")
    group: Thing | None = strawberry.field(
        resolver=_group, description="The group: a variant, a domain ...; null where nobody is told apart."
    )
    term: Any = strawberry.field(
        resolver=_term, description="The HPO term.", graphql_type=TypeNamed("OntologyTerm") | None
    )


@strawberry.type(description="A row of the table, with its place.")
class FindingFrequencyEdge:
    """Relay's edge."""

    cursor: str = strawberry.field(description="Its place, for `after`.")
    node: FindingFrequency = strawberry.field(description="The row.")


@strawberry.type(description="A page of the table, most present first.")
class FindingFrequencyConnection:
    """Shows `Ranked`."""

    page_info: PageInfo = strawberry.field(description="Where the page lies.")
    total_count: int = strawberry.field(description="How many rows there are in all.")
    nodes: list[FindingFrequency] = strawberry.field(description="The rows of this page.", metadata=PAGE)
    edges: list[FindingFrequencyEdge] = strawberry.field(
        description="The rows of this page, each with its cursor.", metadata=PAGE
    )


def _key(row: Frequency) -> Key:
    return row.group.iri if row.group else None, row.term.iri


async def _page(of: Any, info: Asked, table: FrequencyTable, first: int | None, after: str | None) -> Ranked[Frequency]:
    """A page of the rows of a table; the tables of all owners of a list are read at once."""
    rows = await info.context.frequencies.load(table)
    part = Window(first=first, after=after).part(Cursors.of(info, table.by.name, of), info.context.settings)
    return Ranked.of(rows, _key, part)


def _persons(where: Any) -> find.CaseFilter:
    return CARRIERS if where is None else wanted(find.CaseFilter, where)


def _table(resolve: Callable[..., Any], description: str) -> Any:
    told: Any = FindingFrequencyConnection
    return strawberry.field(resolver=resolve, description=description, graphql_type=told, metadata={"list": True})


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
    ) -> Any:
        table = FrequencyTable(_persons(where), by, tuple(terms or ()), descendants, self.iri)
        return await _page(self, info, table, first, after)

    return _table(resolve, description)


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
    ) -> Any:
        table = FrequencyTable(_persons(where), group_by, (self.iri,), descendants, own=True)
        return await _page(self, info, table, first, after)

    return _table(resolve, description)


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
    ) -> Any:
        table = FrequencyTable(_persons(where), group_by, tuple(terms or ()), descendants)
        return await _page(root, info, table, first, after)

    return _table(resolve, description)
