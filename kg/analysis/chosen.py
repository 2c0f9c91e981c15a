"""A filter of cases, met by matrices where they hold what it asks, and by a query where they do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import Final

import numpy as np

from kg import find
from kg.analysis.held import Held
from kg.analysis.people import Mask
from kg.find.filters import CaseFilter
from kg.names import KNOWN, full

_HELD: Final = ("genetic_status", "category", "sex", "affected", "depth", "all_of", "any_of", "none_of")
"""The fields of a filter that matrices can meet; `category` by prefixed name or IRI."""


def chosen(held: Held, where: CaseFilter) -> Mask:
    """The persons that a filter leaves. Raises `UnknownName`."""
    if _matrices_do(where):
        return _met(held, where)
    listing = find.Listing(where)
    found = np.zeros(len(held.people.iris), dtype=bool)
    size = 10_000
    page = find.page(held.names, listing, size)
    while True:
        found[[held.people.number[iri] for _, iri in page.keys]] = True
        if not page.more:
            return found
        page = find.page(held.names, listing, size, beyond=page.keys[-1])


def _matrices_do(where: CaseFilter) -> bool:
    inner = (*where.all_of, *where.any_of, *where.none_of)
    bare = replace(where, **{name: getattr(CaseFilter(), name) for name in _HELD})
    spelt = all(one.partition(":")[0] in KNOWN for one in where.category)
    return bare == CaseFilter() and spelt and all(map(_matrices_do, inner))


def _met(held: Held, where: CaseFilter) -> Mask:
    people = held.people
    found = people.cases.copy()
    asked = {
        "kg:geneticStatus": [one.iri for one in where.genetic_status],
        "rdf:type": [full(one) for one in where.category],
        "kg:sex": [one.iri for one in where.sex],
        "kg:readingDepth": [one.iri for one in where.depth],
        "kg:affected": [] if where.affected is None else [str(where.affected).lower()],
    }
    for name, values in asked.items():
        if values:
            found &= _any(people.having(name, value) for value in values)
    for one in where.all_of:
        found &= _met(held, one)
    if where.any_of:
        found &= _any(_met(held, one) for one in where.any_of)
    for one in where.none_of:
        found &= ~_met(held, one)
    return found


def _any(masks: Iterable[Mask]) -> Mask:
    return reduce(np.logical_or, masks)
