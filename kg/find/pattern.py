"""How a filter becomes a graph pattern: what all kinds share. Only checked spellings and numbers reach a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final, TypeVar

from kg.find.called import Names
from kg.find.filters import Filter, Span
from kg.lexicon import Kind
from kg.lexicon.spelling import literal, number, references
from kg.model.words import Choice
from kg.names import OBO, graph

F = TypeVar("F", bound=Filter)
INFERRED: Final = f"<{graph('inferred')}>"


@dataclass(slots=True)
class Writing:
    """One query being written: what its names stand for, and variables that nothing else uses."""

    names: Names
    _numbers: count[int] = field(default_factory=count)

    def fresh(self, stem: str) -> str:
        """A variable of its own."""
        return f"?{stem}{next(self._numbers)}"

    def called(self, kind: Kind, spellings: Iterable[str]) -> list[str]:
        """The IRIs of the things that may be meant. Raises `UnknownName` and `NotAName`."""
        return list(dict.fromkeys(iri for one in spellings for iri in self.names.all(kind, one)))

    def linked(self, node: str, link: str, kind: Kind, spellings: Sequence[str]) -> list[str]:
        """That a node has a link to one of the things so called; nothing where none is asked for."""
        if not spellings:
            return []
        target = self.fresh(kind.name.lower())
        return [among(target, self.called(kind, spellings)), f"{node} {link} {target}"]

    def valued(self, node: str, link: str, values: Iterable[Choice]) -> list[str]:
        """That a node has one of some values of our ontology."""
        chosen = [one.iri for one in values]
        if not chosen:
            return []
        target = self.fresh("value")
        return [among(target, chosen), f"{node} {link} {target}"]

    def within(self, node: str, link: str, span: Span | None) -> list[str]:
        """That a number of a node lies in a span."""
        if span is None or (span.low is None and span.high is None):
            return []
        found = self.fresh("number")
        return [f"{node} {link} {found}", between(found, span)]

    def holding(self, node: str, link: str, words: str | None) -> list[str]:
        """That a text of a node holds some words, in small letters or capitals."""
        if not words:
            return []
        found = self.fresh("text")
        return [f"{node} {link} {found}", f"FILTER(CONTAINS(LCASE(STR({found})), LCASE({literal(words)})))"]

    def spelt(self, node: str, link: str, texts: Sequence[str]) -> list[str]:
        """That a text of a node is one of these, in small letters or capitals."""
        if not texts:
            return []
        found = self.fresh("text")
        chosen = ", ".join(literal(one.lower()) for one in texts)
        return [f"{node} {link} {found}", f"FILTER(LCASE(STR({found})) IN ({chosen}))"]

    def regions(self, node: str, spellings: Sequence[str], parts: bool) -> list[str]:
        """That a node lies in a region, or in a part of it."""
        if not spellings:
            return []
        found: Iterable[str] = self.called(Kind.REGION, spellings)
        target = self.fresh("region")
        return [among(target, self.names.parts(found) if parts else found), f"{node} kg:region {target}"]


@dataclass(frozen=True, slots=True)
class Parts:
    """A pattern in the making: what must be there, then what must not (a MINUS sees only what stands before it)."""

    positive: list[str]
    negative: list[str] = field(default_factory=list)

    def __add__(self, other: Parts) -> Parts:
        return Parts(self.positive + other.positive, self.negative + other.negative)

    def __str__(self) -> str:
        return " . ".join([*self.positive, *self.negative])


def among(node: str, iris: Iterable[str]) -> str:
    """That a variable is one of these things."""
    return f"VALUES {node} {{ {references(iris)} }}"


def between(found: str, span: Span) -> str:
    """That a variable lies in a span with one end at least."""
    tests = [f"{found} >= {number(span.low)}"] if span.low is not None else []
    tests += [f"{found} <= {number(span.high)}"] if span.high is not None else []
    return f"FILTER({' && '.join(tests)})"


def flagged(node: str, wanted: bool | None, pattern: str) -> Parts:
    """That something is said of a node, or is not."""
    if wanted is None:
        return Parts([])
    return Parts([pattern]) if wanted else Parts([], [f"MINUS {{ {pattern} }}"])


def doubtful(writing: Writing, node: str, wanted: bool | None) -> Parts:
    """That there is a doubt about a node, or that there is none."""
    return flagged(node, wanted, f"{node} kg:hasDoubt {writing.fresh('doubt')}")


def coded(node: str, term: str) -> str:
    """The HPO terms that a paper's words were read as, present or excluded, without what follows from them."""
    # Only a paper's graph says where an observation was reported: without this, all that follows is looked through.
    return (
        f"{{ {node} kg:codedAs {term} }} UNION {{ GRAPH ?told {{ {node} kg:reportedIn ?source ; kg:excludes {term} }} "
        f'FILTER(?told != {INFERRED}) }} FILTER(STRSTARTS(STR({term}), "{OBO}HP_"))'
    )


def combined(where: F, parts: Callable[[F], Parts], base: str) -> Parts:
    """A filter with those it holds: all of some, any of some, none of some. `base` says what kind the node is of."""
    found = parts(where)
    for one in where.all_of:
        found += combined(one, parts, base)  # type: ignore[arg-type]
    if where.any_of:
        ways = [str(Parts([base]) + combined(one, parts, base)) for one in where.any_of]  # type: ignore[arg-type]
        found += Parts([" UNION ".join(f"{{ {way} }}" for way in ways)])
    for one in where.none_of:
        found += Parts([], [f"MINUS {{ {Parts([base]) + combined(one, parts, base)} }}"])  # type: ignore[arg-type]
    return found
