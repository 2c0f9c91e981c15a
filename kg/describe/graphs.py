"""The graphs in which a release describes itself; the build puts them beside the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from kg.ask import catalogue
from kg.describe.examples import example_triples
from kg.describe.prefixes import prefix_triples
from kg.describe.void import void_triples
from kg.describe.words import EXAMPLES, PREFIXES, VOID
from kg.triples.terms import Triple

KINDS: Final = {PREFIXES: "vocabulary", EXAMPLES: "vocabulary", VOID: "computed"}
"""The kind of statements of each, as for every graph of a release."""


def well_known(about: Mapping[str, Any]) -> Iterator[tuple[str, list[Triple]]]:
    """Each graph but that of the figures, with its triples; `about` is what the manifest says."""
    yield PREFIXES, sorted(set(prefix_triples()))
    yield EXAMPLES, sorted(set(example_triples(catalogue(), about["genes"])))


def figures(lines: Iterable[str], about: Mapping[str, Any]) -> tuple[str, list[Triple]]:
    """The graph that says how much of what there is in `lines`, the sorted N-Quads of all others."""
    return VOID, sorted(set(void_triples(lines, about)))
