"""One page of things: two queries for which and how many, whatever the filter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from kg.engine import Engine
from kg.errors import KgError
from kg.find.facts import Page
from kg.find.resolve import Names
from kg.find.spelling import PROLOGUE, references

T = TypeVar("T")


class BadPage(KgError, ValueError):
    """A limit or an offset below zero."""


def page(
    engine: Engine,
    pattern: str,
    names: Names,
    limit: int,
    offset: int,
    read: Callable[[Engine, Iterable[str]], Mapping[str, T]],
) -> Page[T]:
    """The things `?x` of a pattern, ordered by IRI, read by `read`. Raises `BadPage`."""
    if limit < 0 or offset < 0:
        raise BadPage("a page has a limit and an offset of 0 or more")
    chosen = engine.rows(f"""{PROLOGUE}
        SELECT DISTINCT ?x WHERE {{ {pattern} }} ORDER BY ?x LIMIT {int(limit)} OFFSET {int(offset)}""")
    counted = engine.rows(f"{PROLOGUE} SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")
    facts = read(engine, [row["x"].value for row in chosen])
    return Page(tuple(facts.values()), int(counted[0]["n"].value), offset, tuple(names.rewrites))


def linked(engine: Engine, owners: Iterable[str], pattern: str) -> dict[str, tuple[str, ...]]:
    """For each owner `?owner` of a pattern its things `?x`, ordered by IRI; one query for all owners."""
    owners = list(dict.fromkeys(owners))
    found: dict[str, list[str]] = defaultdict(list)
    if owners:
        rows = engine.rows(f"""{PROLOGUE}
            SELECT DISTINCT ?owner ?x WHERE {{ VALUES ?owner {{ {references(owners)} }} {pattern} }}
            ORDER BY ?owner ?x""")
        for row in rows:
            found[row["owner"].value].append(row["x"].value)
    return {owner: tuple(found[owner]) for owner in owners}
