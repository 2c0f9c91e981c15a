"""The pages of diseases, and of what texts say of the disease at large."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from api.pages.wanted import Wanted
from api.view import Sheet, View
from kg.portrait.confused import diseases_called
from kg.portrait.disease import DiseasePortrait, disease_portrait, disease_query
from kg.portrait.reference import ReferencePortrait, reference_portrait, reference_query

_DISEASE: Final = (
    *("what", "iri", "label", "absent", "often", "sources", "presentHere", "absentHere", "notReportedHere", "carriers"),
)
_ITEMS: Final = ("section", "iri", "words", "amount", "terms", "absence", "looks", "unread")
_DIFFERENTIAL: Final = "reference/differentialdiagnosis/"


def disease_view(wanted: Wanted, iri: str) -> View | None:
    """A disease under the identifier of its owner."""
    found = disease_portrait(wanted.held, iri)
    if found is None:
        return None
    return View(
        template="disease.html",
        title=found.ref.label,
        path=wanted.permalink,
        sheet=Sheet(columns=_DISEASE, rows=list(_rows(found))),
        sparql=disease_query(iri),
        graphql=f"{{ term(id: {json.dumps(iri)}) {{ iri curie label synonyms identifiers exactMatches }} }}",
        values={"disease": found, "doubts": ()},
    )


def _rows(disease: DiseasePortrait) -> Iterator[tuple[object, ...]]:
    for name in disease.names:
        yield "name", disease.ref, name, *[None] * 7
    for how, ref in disease.links:
        yield f"elsewhere, {how}", ref, ref.label or None, *[None] * 7
    for claim in disease.claims:
        yield "cause, by a database", claim.ref, claim.classification, None, None, claim.papers, *[None] * 4
    for sign in disease.signs:
        for section, items in sign.sections:
            yield from ((section, one.ref, one.words, one.absence, None, sign.papers, *[None] * 4) for one in items)
    for row in disease.findings:
        here = row.here
        numbers = (here.present, here.absent, here.not_reported, here.cases) if here else [None] * 4
        yield "finding", row.term, row.term.label, row.absent, row.often or None, row.sources, *numbers


def reference_view(wanted: Wanted, iri: str) -> View | None:
    """A disease that may be taken for this one, criteria, a scale, a recommendation; or an entry of these."""
    found = reference_portrait(wanted.engine, iri)
    if found is None:
        return None
    identifiers = [one.words for one in found.items("identifiers")]
    differential = _DIFFERENTIAL in iri and not found.of
    return View(
        template="reference.html",
        title=found.ref.label,
        path=wanted.permalink,
        sheet=Sheet(columns=_ITEMS, rows=list(_items(found))),
        sparql=reference_query(iri),
        graphql="",
        values={
            "found": found,
            "differential": differential,
            "diseases": diseases_called(wanted.engine, found.ref.label, identifiers) if differential else (),
        },
    )


def _items(found: ReferencePortrait) -> Iterator[tuple[object, ...]]:
    for section, items in found.sections:
        for one in items:
            yield section, one.ref, one.words, one.amount or None, one.terms, one.absence, one.looks, one.unread
