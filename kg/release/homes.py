"""Each triple in exactly one named graph, so that the union of all graphs is a set on every engine.

Engines differ in what the union of named graphs gives for a triple of two of them: once, or twice. Where no triple
stands in two graphs they cannot, and COUNT, SUM and joins are right without DISTINCT.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from kg.errors import KgError
from kg.names import SKOS, graph
from kg.triples.terms import halves

RANKS: Final = (
    ("release", ".well-known"),
    ("hpo",),
    ("hpoa",),
    ("reference",),
    ("ontology",),
    ("mappings",),
    ("paper",),
    ("shared",),
    ("cohort", "database", "clinvar", "gnomad"),
    ("computed",),
    ("inferred",),
    ("analysis",),
)
"""The kinds of graphs, those first that keep a triple which others repeat; kinds of one rank are equals.

The owner of a term keeps what tables and slices repeat of it; a paper keeps what a cohort tells of it; what is asserted
is not said again as computed, neither as inferred, nor as an answer.
"""
MATCH: Final = re.compile(rf"<{SKOS}\w+Match>")
"""Of a match of two terms the tables of mappings are the owner: who reads them alone finds all of it there."""
SHARED: Final = graph("shared")
"""What several equals say: of several papers, cohorts or databases none is the home of it."""
_SPACE: Final = graph("")
_WELL_KNOWN: Final = ".well-known"
_BY_KIND: Final = {kind: number for number, kinds in enumerate(RANKS) for kind in kinds}


class Twice(KgError):
    """A dataset that is no set, or not as large as it says of itself."""


def kind_of(name: str) -> str:
    """The kind of a graph, by its IRI: `paper` of `graph/paper/pmid-0000001`. Raises `KgError` for an unknown one."""
    kind = name.removeprefix(_SPACE).partition("/")[0] if name.startswith(_SPACE) else ""
    kind = kind or (_WELL_KNOWN if f"/{_WELL_KNOWN}/" in name else "")
    if kind not in _BY_KIND:
        raise KgError(f"{name} is of no kind of graph that a dataset may have; right would be one of RANKS in homes.py")
    return kind


@lru_cache(maxsize=65536)
def _rank(name: str) -> int:
    return _BY_KIND[kind_of(name)]


def home(names: Iterable[str], predicate: str = "") -> str:
    """The one graph where a triple stands that several graphs hold; `predicate` as it is spelt in N-Quads.

    >>> home([graph("inferred"), graph("paper", "pmid-0000001"), graph("cohort", "toy")]).rpartition("/graph/")[2]
    'paper/pmid-0000001'
    >>> home([graph("cohort", "one"), graph("cohort", "two")]).rpartition("/graph/")[2]
    'shared'
    """
    ranked: dict[int, set[str]] = {}
    every = set(names)
    if graph("mappings") in every and MATCH.fullmatch(predicate):
        return graph("mappings")
    for name in every:
        ranked.setdefault(_rank(name), set()).add(name)
    best = ranked[min(ranked)]
    return next(iter(best)) if len(best) == 1 else SHARED


def as_told(sizes: Mapping[str, int], told: Mapping[str, int]) -> None:
    """Raise `Twice` where a graph has another size than is told."""
    wrong = [name for name in sorted({*sizes, *told}) if sizes.get(name, 0) != told.get(name, 0)]
    if wrong:
        every = ", ".join(f"{name}: {sizes.get(name, 0)}, told as {told.get(name, 0)}" for name in wrong)
        raise Twice(f"graphs have other sizes than the release tells of them: {every}")


def each_once(lines: Iterable[str]) -> Iterator[str]:
    """The lines as they are; raises `Twice` where a triple comes twice."""
    former = ""
    for line in lines:
        triple, _ = halves(line)
        if triple == former:
            raise Twice(f"a triple stands in two graphs: {line.strip()}; right would be one home for it")
        former = triple
        yield line
