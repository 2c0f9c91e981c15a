"""What is asked below a field, fragments unfolded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, InlineFragmentNode

Fragments = Mapping[str, FragmentDefinitionNode]


def fields_of(
    nodes: Iterable[FieldNode | InlineFragmentNode | FragmentDefinitionNode], fragments: Fragments
) -> Iterator[FieldNode]:
    """The fields right below some nodes, on whatever type, as often as they are asked."""
    for node in nodes:
        for one in node.selection_set.selections if node.selection_set else ():
            if isinstance(one, FieldNode):
                yield one
            elif isinstance(one, InlineFragmentNode):
                yield from fields_of((one,), fragments)
            elif isinstance(one, FragmentSpreadNode):
                yield from fields_of((fragments[one.name.value],), fragments)


def names_of(fields: Iterable[FieldNode]) -> frozenset[str]:
    """The names of some fields."""
    return frozenset(field.name.value for field in fields)


def by_key(fields: Iterable[FieldNode]) -> dict[str, list[FieldNode]]:
    """Fields by the key they are answered under: those of one key are one field, asked in several places."""
    found: dict[str, list[FieldNode]] = {}
    for field in fields:
        found.setdefault((field.alias or field.name).value, []).append(field)
    return found
