"""What several sources may say of a shared thing: that there is this variant. Who names it stands with the mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import Record, VariantName
from kg.triples.computed import names_of
from kg.triples.terms import Triple
from kg.triples.variant import variant_triples


def existing(records: Iterable[Record], known: Iterable[VariantName] = ()) -> Iterator[Triple]:
    """The variants that papers name, whatever their number, and those `known` to databases: with label and gene."""
    for name in {*names_of(records), *known}:
        yield from variant_triples(name)
