"""Analyses: a field for each kind, whose arguments are what its question asks, and the list of the standard ones."""

from __future__ import annotations

from dataclasses import MISSING, fields
from inspect import Parameter
from types import GenericAlias, new_class
from typing import Annotated, Any, Final, get_type_hints

import strawberry
from strawberry import argument

from api.asking import worked_out
from api.graphql.cursors import Cursors
from api.graphql.inputs import INPUTS, meant
from api.graphql.inside import taking
from api.graphql.lists import After, First
from api.graphql.node import Asked, Node, resolved
from api.graphql.paging import PAGE, PageInfo, Ranked, Window
from api.graphql.results import AnalysisLeftOut, AnalysisMethod, row_type
from api.graphql.words import closed, says, worded
from kg.analysis.answers import Answered
from kg.analysis.given import bare, many
from kg.analysis.questions import KINDS, AnalysisKind
from kg.analysis.result import Question, words
from kg.analysis.standard import STANDARD

_STANDARD: Final = {one.iri: one for one in STANDARD}
HEAVY: Final = {"heavy": 10}
"""What an analysis costs beside what is shown of it."""
Kinds: Final = closed(
    "AnalysisKind",
    "A kind of analysis.",
    {kind.upper().replace("-", "_"): says(one.question) for kind, one in KINDS.items()},
    {kind.upper().replace("-", "_"): kind for kind in KINDS},
)


def _shown(of: object, name: str, description: str) -> Any:
    """A field that shows an attribute of the answer."""

    def resolve(root: Any) -> Any:
        return getattr(root.found.analysis, name)

    return strawberry.field(resolver=resolve, description=description, graphql_type=of)


@strawberry.interface(description="An answer: rows of figures, how they were worked out, and who they are about.")
class Analysis(Node):
    """Shows kg.analysis.Analysis; each kind has a type of its own, with its rows."""

    found: strawberry.Private[Answered]

    id: strawberry.ID = _shown(strawberry.ID, "iri", "Its IRI, which the same question has in every release.")
    label: str = _shown(str, "label", "What a reader sees.")
    people: int | None = _shown(int | None, "people", "How many people it is about.")
    method: AnalysisMethod = _shown(AnalysisMethod, "method", "How its figures were worked out.")
    left_out: list[AnalysisLeftOut] = _shown(list[AnalysisLeftOut], "left_out", "What does not count in it, and why.")
    notes: list[str] = _shown(list[str], "notes", "What is to be known beside it.")
    sparql: str = _shown(str, "sparql", "The query that gives the counts its figures are worked out from.")

    @resolved("What it is.", of=Kinds)
    def kind(self) -> Any:
        """A word of the closed list."""
        return Kinds(self.found.analysis.question.kind)

    @resolved("What was asked, as JSON; what is not told is as usual.")
    def question(self) -> str:
        """The same text for the same question."""
        return self.found.analysis.question.canonical


def _rows(row: type[Any]) -> Any:
    """The field with the rows of a kind."""
    shown = row_type(row)
    edge = strawberry.type(
        type(
            f"{row.__name__}Edge",
            (),
            {
                "cursor": strawberry.field(description="Its place, for `after`.", graphql_type=str),
                "node": strawberry.field(description="The row.", graphql_type=shown),
            },
        ),
        description="A row, with its place.",
    )
    told = {
        "page_info": strawberry.field(description="Where the page lies.", graphql_type=PageInfo),
        "total_count": strawberry.field(description="How many rows there are in all.", graphql_type=int),
        "nodes": strawberry.field(
            description="The rows of this page.", graphql_type=GenericAlias(list, shown), metadata=PAGE
        ),
        "edges": strawberry.field(
            description="The rows of this page, each with its cursor.",
            graphql_type=GenericAlias(list, edge),
            metadata=PAGE,
        ),
    }
    page = strawberry.type(type(f"{row.__name__}Connection", (), told), description="A page of rows.")

    def resolve(self: Any, info: Asked, first: First = None, after: After = None) -> Any:
        one = self.found.analysis
        part = Window(first=first, after=after).part(Cursors.of(info, one.iri, None), info.context.settings)
        return Ranked.of(one.rows, lambda row: (None, one.row_iri(row)), part)

    return strawberry.field(
        resolver=resolve, description="Its rows, in its own order.", graphql_type=page, metadata={"list": True}
    )


def _type(one: AnalysisKind) -> type[Any]:
    name = f"{one.question.__name__}Analysis"
    made = new_class(name, (Analysis,), exec_body=lambda space: space.update(rows=_rows(one.row)))
    return strawberry.type(made, description=says(one.question))


TYPES: Final = {kind: _type(one) for kind, one in KINDS.items()}
"""The type of the answers of each kind."""


async def _answered(info: Asked, asked: Question) -> Any:
    visit = info.context.engine
    found = await worked_out(info.context.analyses, asked, lambda read: visit.read(read, visit))
    info.context.rewrites += [one for one in found.rewrites if one not in info.context.rewrites]
    return TYPES[asked.kind](found=found)


async def standard_answer(info: Asked, iri: str) -> Any:
    """The answer with an IRI, if every release has it."""
    asked = _STANDARD.get(iri)
    return await _answered(info, asked) if asked else None


def _argument(kind: type[Question], name: str, of: Any, asks: str) -> Parameter:
    """What a question asks, as an argument."""
    usual = next(one.default for one in fields(kind) if one.name == name)
    each = many(of)
    told = INPUTS.get(bare(of), worded(bare(of))) if each is None else GenericAlias(list, worded(each))
    usual = None if usual == () else usual
    told = told if usual is not None and usual is not MISSING else told | None if usual is None else told
    default = Parameter.empty if usual is MISSING else usual
    return Parameter(
        name, Parameter.KEYWORD_ONLY, annotation=Annotated[told, argument(description=asks)], default=default
    )


def _field(one: AnalysisKind) -> Any:
    """The field of a kind."""
    kind, hints = one.question, get_type_hints(one.question)

    async def resolve(root: Any, info: Asked, **given: Any) -> Any:
        told = {name: meant(value) for name, value in given.items() if value is not None}
        return await _answered(info, kind(**told))

    own = [_argument(kind, name, hints[name], asks) for name, asks in words(kind).items()]
    taking(resolve, own)
    return strawberry.field(resolver=resolve, description=says(kind), graphql_type=TYPES[kind.kind], metadata=HEAVY)


def _kinds() -> type[Any]:
    made = type("Analyses", (), {kind.replace("-", "_"): _field(one) for kind, one in KINDS.items()})
    return strawberry.type(made, description="Any question, a field for each kind.")


_Analyses: Final = _kinds()


@strawberry.type(description="An answer in a list, with its place.")
class AnalysisEdge:
    """Relay's edge."""

    cursor: str = strawberry.field(description="Its place, for `after`.")
    node: Analysis = strawberry.field(description="The answer.")


@strawberry.type(description="A page of answers.")
class AnalysisConnection:
    """Shows `Ranked`."""

    page_info: PageInfo = strawberry.field(description="Where the page lies.")
    total_count: int = strawberry.field(description="How many there are in all.")
    nodes: list[Analysis] = strawberry.field(description="The answers of this page.", metadata=PAGE)
    edges: list[AnalysisEdge] = strawberry.field(
        description="The answers of this page, each with its cursor.", metadata=PAGE
    )


async def _standard(info: Asked, kinds: Any, window: Window) -> Ranked[Any]:
    asked = [one for one in STANDARD if kinds is None or one.kind in [kind.value for kind in kinds]]
    part = window.part(Cursors.of(info, "", None), info.context.settings)
    page = Ranked.of(asked, lambda one: (None, one.iri), part)
    nodes = [await _answered(info, one) for one in page.nodes]
    return Ranked(page.whole, nodes, page.keys, page.cursors, page.page_info)


def analysis() -> Any:
    """The field that leads to a field for each kind."""

    def resolve() -> Any:
        return _Analyses()

    return strawberry.field(
        resolver=resolve, description="Any question: an answer worked out now.", graphql_type=_Analyses
    )


def analyses() -> Any:
    """The field with what every release answers."""

    async def resolve(info: Asked, kinds: Any = None, first: First = None, after: After = None) -> Any:
        return await _standard(info, kinds, Window(first=first, after=after))

    only = GenericAlias(list, Kinds) | None
    resolve.__annotations__["kinds"] = Annotated[only, argument(description="Only these kinds; all when left out.")]
    return strawberry.field(
        resolver=resolve,
        description="The analyses that every release answers, declared before anybody looked at a figure.",
        graphql_type=AnalysisConnection,
        metadata={"list": True, **HEAVY},
    )
