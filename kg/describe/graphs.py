"""The graphs in which a release describes itself; the build puts them beside the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

from kg.ask import catalogue
from kg.describe.examples import example_triples
from kg.describe.prefixes import prefix_triples
from kg.describe.void import void_triples
from kg.describe.words import EXAMPLES, PREFIXES, VOID
from kg.triples.terms import Triple, line

KINDS: Final = {PREFIXES: "vocabulary", EXAMPLES: "vocabulary", VOID: "computed"}
"""The kind of statements of each, as for every graph of a release."""


def well_known(lines: Iterable[str], about: Mapping[str, Any]) -> Iterator[tuple[str, list[Triple]]]:
    """Each graph with its triples. `lines` are the N-Quads so far, `about` what the manifest says of them."""
    small = {
        PREFIXES: sorted(set(prefix_triples())),
        EXAMPLES: sorted(set(example_triples(catalogue(), about["genes"]))),
    }
    yield from small.items()
    more = (line((*triple, name)) for name, triples in small.items() for triple in triples)
    yield VOID, sorted(set(void_triples(sorted(chain(lines, more)), about)))
