"""What several sources may say of a shared thing: that there is this variant, and its names.

Who says so, mentions tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import VariantName
from kg.triples.effect import stated_triples
from kg.triples.known import Known
from kg.triples.terms import Triple
from kg.triples.variant import variant_triples


def existing(names: Iterable[VariantName], variants: Iterable[Known]) -> Iterator[Triple]:
    """The variants that papers or databases name, with label and gene, and the stated names that stand."""
    for name in names:
        yield from variant_triples(name)
    for one in variants:
        yield from stated_triples(one)
