"""The rules of diagnostic criteria as a graph: categories by rank, and which items each counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.names import digest, expand, slug, term
from kg.sources.criteria_schema import LISTS, NOT_READ
from kg.triples.terms import Triple, boolean, called, decimal, integer, iri, text

Tree = Mapping[str, Any]
NUMBERS: Final = {"at_least": integer, "at_most": integer, "onset_at_most": decimal}
"""Bounds of an item."""
OPERATORS: Final = ("all_of", "none_of", "of")


def item_iri(subject: str, key: str, value: Any) -> str:
    """The name of an entry, by its key and all it says."""
    return f"{subject}/{slug(key)}-{digest(key, repr(value))}"


def bound_triples(node: str, item: Tree) -> Iterator[Triple]:
    """What an item asks for beyond its HPO term, and which items it counts."""
    for name, written in NUMBERS.items():
        if name in item:
            words = name.split("_")
            yield node, term(words[0] + "".join(map(str.capitalize, words[1:]))), written(item[name])
    if "severity" in item:
        yield node, term("severity"), iri(expand(item["severity"]))
    if "class" in item:
        yield node, term("aboutClass"), iri(term(item["class"].removeprefix("kg:")))
    if item.get("read") == NOT_READ:
        yield node, term("unread"), boolean(True)
    for part in item.get("of", ()):
        yield node, term("counts"), iri(item_iri(node, "of", part))


def rule_triples(subject: str, row: Tree) -> Iterator[Triple]:
    """The categories of a set of criteria, surest first; that a rule was not read is said."""
    for rank, category in enumerate(row.get("categories", ()), 1):
        node, rule = item_iri(subject, "categories", category), category["rule"]
        yield node, term("rank"), integer(rank)
        if rule == NOT_READ or "read" in rule:
            yield node, term("unread"), boolean(True)
            continue
        parts = [operator for operator in OPERATORS if rule.get(operator)]
        yield node, term("atLeast"), integer(len(parts))
        for operator in parts:
            group = f"{node}/{slug(operator)}"
            items = [one for name in rule[operator] for one in _named(subject, row, name)]
            yield node, term("counts"), iri(group)
            yield from called(group, operator.replace("_", " "), "CriterionItem")
            yield group, term("role"), text("part of a rule")
            most = {"none_of": ("atMost", 0), "all_of": ("atLeast", len(items))}
            bound, number = most.get(operator, ("atLeast", rule.get("at_least", 0)))
            yield group, term(bound), integer(number)
            yield from ((group, term("counts"), iri(one)) for one in items)


def _named(subject: str, row: Tree, name: str) -> Iterator[str]:
    for key in LISTS:
        for item in row.get(key, ()):
            if name in (key, item.get("id")):
                yield item_iri(subject, key, item)
