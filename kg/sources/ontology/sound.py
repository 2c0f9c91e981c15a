"""What must hold of every release, whatever its format: each id once, labels, parents that exist, no circle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Final

from kg.sources.ontology.term import Draft, OntologyTerm, once

Faults = Iterator[tuple[str, str, str]]
_ENOUGH: Final = 20
"""Circles told at most: a tangle has very many, and they are mended one by one."""


def settled(draft: Draft) -> dict[str, OntologyTerm]:
    """The terms by id, the first where an id comes twice.

    OWL and JSON write an alternative id as an obsolete class without a label, which names its primary id; OBO as a line
    of the primary term alone. It is the latter here.
    """
    terms: dict[str, OntologyTerm] = {}
    for _, term in draft.terms:
        terms.setdefault(term.id, term)
    kept = {other for term in terms.values() for other in term.alternative_ids}
    for old in [term for term in terms.values() if term.obsolete and not term.label]:
        if old.id in kept or old.replaced_by:
            del terms[old.id]
        for new in old.replaced_by:
            if new in terms:
                terms[new] = replace(terms[new], alternative_ids=once((*terms[new].alternative_ids, old.id)))
    return terms


def unsound(draft: Draft, terms: Mapping[str, OntologyTerm], prefix: str) -> Faults:
    """Everything that is wrong, with its place and what would be right."""
    places: dict[str, str] = {}
    form = re.compile(rf"{prefix}:\d{{7}}")
    for place, term in draft.terms:
        if term.id in places:
            yield place, f"{term.id} stands here again, after {places[term.id]}", "each id once"
            continue
        places[term.id] = place
        if not form.fullmatch(term.id):
            yield place, f"{term.id[:40]!r} is no id of this ontology", f"{prefix}: and seven digits"
    for term in terms.values():
        for what, right in _of(term, terms):
            yield places[term.id], what, right
    for circle in islice(circles(terms), _ENOUGH):
        what = f"is_a goes in a circle: {' -> '.join(circle)}"
        yield places[circle[0]], what, "a hierarchy without circles"


def _of(term: OntologyTerm, terms: Mapping[str, OntologyTerm]) -> Iterator[tuple[str, str]]:
    if not term.label:
        yield f"{term.id} has no label", "a label (OBO: `name:`)"
    for parent in term.parents:
        if parent not in terms:
            yield f"{term.id} is a {parent}, which the file does not hold", "a parent in the file: is it cut off?"
        elif terms[parent].obsolete and not term.obsolete:
            yield f"{term.id} is a {parent}, which is obsolete", "a current parent"
    if not _encodes(f"{term.label}{term.definition}{term.comment}{term.xrefs}{term.synonyms}"):
        yield f"{term.id} holds half a character (a lone surrogate)", "whole Unicode characters"


def _encodes(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def circles(terms: Mapping[str, OntologyTerm]) -> Iterator[tuple[str, ...]]:
    """Each circle in the hierarchy, once, as the ids along it with the first repeated at the end."""
    done: set[str] = set()
    for start in terms:
        way: dict[str, None] = {}
        stack = [(start, iter(terms[start].parents))] if start not in done else []
        while stack:
            here, parents = stack[-1]
            way[here] = None
            above = next((one for one in parents if one in terms and one not in done), None)
            if above is None:
                done.add(here)
                way.pop(here)
                stack.pop()
            elif above in way:
                steps = list(way)
                yield (*steps[steps.index(above) :], above)
            else:
                stack.append((above, iter(terms[above].parents)))
