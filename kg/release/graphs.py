"""The graphs in which a release describes itself; the build puts them beside the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.engine.questions import catalogue
from kg.release.count import Counted
from kg.release.examples import example_triples
from kg.release.prefixes import prefix_triples
from kg.release.void import void_triples
from kg.release.words import EXAMPLES, PREFIXES, VOID
from kg.triples.terms import Triple

KINDS: Final = {PREFIXES: "vocabulary", EXAMPLES: "vocabulary", VOID: "computed"}
"""The kind of statements of each, as for every graph of a release."""


def well_known(about: Mapping[str, Any]) -> Iterator[tuple[str, list[Triple]]]:
    """Each graph but that of the figures, with its triples; `about` is what the manifest says."""
    yield PREFIXES, sorted(set(prefix_triples()))
    yield EXAMPLES, sorted(set(example_triples(catalogue(), about["genes"])))


def figures(found: Counted, about: Mapping[str, Any], sizes: Mapping[str, int]) -> list[Triple]:
    """What the graph VOID holds: how much of what was counted, and how large each graph is, VOID itself with them.

    How many triples that is does not depend on the sizes.
    """
    return sorted(set(void_triples(found, about, sizes)))
