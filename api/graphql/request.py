"""From a text to an operation that may run: read, bounded, checked, chosen and priced. What is read once is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    parse,
    validate,
)

from api.graphql.cost import Cost, Sizes, price
from api.graphql.limits import MOST_TOKENS, Limits, bounded
from api.graphql.schema import core
from api.settings import Settings
from kg.find import Bounds

UNRESOLVED: Final = "OPERATION_RESOLUTION_FAILURE"
COSTLY: Final = "COST_LIMIT_EXCEEDED"
KEPT: Final = 5_000
"""Characters up to which a text is remembered with what was made of it: long ones would fill the memory."""
_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read. `faults` are what is wrong with it: a document with any never runs."""

    node: DocumentNode | None
    faults: tuple[GraphQLError, ...] = ()

    @property
    def operations(self) -> tuple[OperationDefinitionNode, ...]:
        """Its operations."""
        return tuple(one for one in self._definitions if isinstance(one, OperationDefinitionNode))

    @property
    def fragments(self) -> Mapping[str, FragmentDefinitionNode]:
        """Its fragments, by name."""
        return {one.name.value: one for one in self._definitions if isinstance(one, FragmentDefinitionNode)}

    @property
    def _definitions(self) -> tuple[Any, ...]:
        return tuple(self.node.definitions) if self.node else ()


def read(text: str) -> Document:
    """Read a text and check it against the schema; what is wrong is told, not raised."""
    return _kept(text) if len(text) <= KEPT else _read(text)


@lru_cache(256)
def _kept(text: str) -> Document:
    return _read(text)


def _read(text: str) -> Document:
    try:
        node = parse(text, max_tokens=MOST_TOKENS)
        bounded(node, _LIMITS)
        return Document(node, tuple(validate(core(), node, max_errors=20, allow_empty_selection_sets=False)))
    except RecursionError:
        return Document(None, (_too_deep(),))
    except GraphQLSyntaxError as error:
        if "nested too deeply" in error.message:
            return Document(None, (_too_deep(),))
        if "tokens" in error.message and str(MOST_TOKENS) in error.message:
            told: dict[str, Any] = {"code": "TOKEN_LIMIT_EXCEEDED", "limit": MOST_TOKENS}
            return Document(None, (GraphQLError(error.message, extensions=told),))
        return Document(None, (error,))
    except GraphQLError as error:
        return Document(None, (error,))


def _too_deep() -> GraphQLError:
    return GraphQLError("the query is nested too deeply to be read", extensions={"code": "DEPTH_LIMIT_EXCEEDED"})


def chosen(document: Document, name: str | None) -> OperationDefinitionNode:
    """The operation that is to run. Raises GraphQLError where none or several are meant."""
    defined = document.operations
    fitting = [one for one in defined if name is None or (one.name and one.name.value == name)]
    if len(fitting) != 1:
        named = ", ".join(one.name.value for one in defined if one.name) or "it names none"
        raise GraphQLError(
            f"operationName must name one operation of the document: {named}", extensions={"code": UNRESOLVED}
        )
    return fitting[0]


def priced(
    document: Document,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    settings: Settings,
    bounds: Bounds,
) -> Cost:
    """What an operation of a document without faults costs. Raises GraphQLError for a page that cannot be."""
    sizes = Sizes(settings.page_size, settings.page_most, bounds)
    return price(core(), operation, document.fragments, variables, sizes)


def refusal(cost: Cost, most: int) -> GraphQLError | None:
    """Why an operation is too dear, with the page that is best made smaller; None where it is not."""
    if cost.total <= most:
        return None
    told: dict[str, Any] = {"code": COSTLY, "cost": cost.total, "limit": most}
    hint = "ask for less of it, or in several requests"
    innermost = next(((path, size) for path, part, size in cost.dearest if size > 1 and part), None)
    if innermost:
        path, size = innermost
        fitting = size * most // cost.total
        told |= {"field": path, "size": size, "suggestedSize": max(1, fitting)}
        hint = f"shrink `{path}`, which has pages of {size}"
        hint += f": `first: {fitting}` would do" if fitting else ", and what is asked inside it"
    return GraphQLError(f"the query costs {cost.total:,} of {most:,} at most; {hint}", extensions=told)
