"""Measurements, treatments and scans of a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from kg.export.packets.findings import Findings
from kg.export.packets.nodes import Node
from kg.export.packets.remarks import Remarks
from kg.export.packets.words import Words, filled, spells
from kg.names import DCTERMS, KG, SKOS
from kg.sources.phenopackets.moments import age
from kg.triples.terms import LABEL, TYPE

_OURS: Final = "treatment:"
"""An agent of a stranger whose id begins so would be taken for a treatment of the graph."""
_SHOWS: Final = {"hasFinding": KG + "showsFinding", "hasExcludedFinding": KG + "showsNo"}


def measurement(one: Node, words: Words, remarks: Remarks, findings: Findings) -> dict[str, Any]:
    """A number with unit and normal range, or a class as the result."""
    one.take(TYPE)
    told = filled(
        {"assay": _labelled(one.text(KG + "assay"), one.text(LABEL), words)},
        description=one.text(DCTERMS + "description"),
        value=_measure(one, words),
        timeObserved=findings.moment(one),
    )
    for prop, _ in one.rest():
        remarks.leave("measurement", prop)
    return told


def _measure(one: Node, words: Words) -> dict[str, Any]:
    result, number = one.text(KG + "result"), one.text(KG + "value")
    if result or not number:
        return {"ontologyClass": words.term(result)} if result else {}
    unit = _labelled(one.text(KG + "unitTerm"), one.text(KG + "unit"), words)
    low, high = one.text(KG + "normalLow"), one.text(KG + "normalHigh")
    normal = {"unit": unit, "low": float(low), "high": float(high)} if low and high else {}
    return {"quantity": filled({"unit": unit, "value": float(number)}, referenceRange=normal)}


def _labelled(iri: str, label: str, words: Words) -> dict[str, str]:
    """A class under the name that a packet gave it, which may be its identifier alone."""
    if spells(label, iri):
        return {"id": words.said(label)}
    return words.term(iri, label)


def action(one: Node, words: Words, remarks: Remarks, papers: list[str]) -> dict[str, Any]:
    """A treatment. Its agent is the treatment itself where no more than a paper's words are known."""
    one.take(TYPE)
    one.drop(KG + "reportedIn", *papers)
    label, code = one.text(LABEL), one.text(SKOS + "notation")
    if code.startswith(_OURS):
        remarks.leave("treatment", SKOS + "notation")
        code = ""
    if code:
        words.said(code)
    return {"treatment": {"agent": {"id": code, "label": label} if code else words.term(one.iri, label)}}


def scans(studies: Iterable[Node], words: Words) -> list[dict[str, Any]]:
    """Imaging studies as procedures, for readers: an import makes them again from the findings they show."""
    told = []
    for one in studies:
        code, ages = words.term(one.values(KG + "modality")[0]), one.values(KG + "ageAtObservation")
        told.append({"procedure": filled({"code": code}, performed=age(ages[0]) if ages else {})})
    return told


def said_of_itself(one: Node, papers: list[str]) -> bool:
    """Whether a paper says of a scan more than what it shows; what an import works out by itself is taken from it."""
    for prop in (TYPE, LABEL, *_SHOWS.values()):
        one.take(prop)
    one.drop(KG + "reportedIn", *papers)
    return one.has(KG + "readingDepth")


def unexplained(case: Node, links: Mapping[str, list[Node]]) -> Iterator[str]:
    """The properties of scans that say something else than an import works out from the findings."""
    usual = case.values(KG + "ageAtImaging")
    expected: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for prop, shows in _SHOWS.items():
        for one in links[prop]:
            on = one.values(KG + "modality")
            if on and one.has(KG + "readingDepth"):
                order = "".join(one.values(KG + "studyOrder")[:1])
                age_then = "" if order else "".join((one.values(KG + "ageAtObservation") or usual)[:1])
                scan = expected.setdefault((on[0], age_then, order), {shows: [] for shows in _SHOWS.values()})
                scan[shows].append(one.iri)
    for study in links["hasImagingStudy"]:
        age_then, order = ("".join(study.values(KG + prop)[:1]) for prop in ("ageAtObservation", "studyOrder"))
        wanted = expected.pop((study.values(KG + "modality")[0], "" if order else age_then, order), {})
        yield from (prop for prop in _SHOWS.values() if study.values(prop) != sorted(wanted.get(prop, ())))
    yield from (KG + "hasImagingStudy" for _ in expected)
