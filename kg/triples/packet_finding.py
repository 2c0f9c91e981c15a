"""Features of a phenopacket as findings: an instance of the HPO class, or its exclusion; and when it was."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kg.model.packet import SIDES, Feature, Moment
from kg.names import DCTERMS, OBO, digest, mint, slug, term
from kg.triples.observation import modality
from kg.triples.outer import outer_iri, paper_of, pointer
from kg.triples.packet_more import overlaid
from kg.triples.terms import LABEL, TYPE, Triple, iri, said, text, texts, told

_HP: Final = OBO + "HP_"
_LINKS: Final = {True: term("hasFinding"), False: term("hasExcludedFinding")}
_PHENOTYPE, _IMAGING = iri(term("PhenotypeObservation")), iri(term("ImagingObservation"))
_CODED, _EXCLUDES, _STATED, _REPORTED = (term(name) for name in ("codedAs", "excludes", "statedAs", "reportedIn"))
_CODED_ABSENT: Final = term("codedAsAbsent")
_term_slug = lru_cache(maxsize=32768)(slug)


def finding_node(feature: Feature, cohort: str, key: str) -> str:
    """Minted from the term, and from what more is said of it, so that order does not matter."""
    if feature.name:
        return mint("observation", cohort, key, feature.name)
    name = ("" if feature.present else "no-") + _term_slug(feature.term.id)
    if details := _more(feature):
        name += "-" + digest(*details)
    return mint("observation", cohort, key, name)


def finding_triples(subject: str, feature: Feature, cohort: str, key: str, papers: list[str]) -> Iterator[Triple]:
    """What was seen, or looked for and not seen; in the papers its evidence cites, else in those of the packet."""
    node = finding_node(feature, cohort, key)
    said = _said(subject, node, feature, papers)
    return overlaid(node, said, feature.remarks) if feature.remarks else said


def _more(feature: Feature) -> tuple[object, ...]:
    """What is said of a finding beyond its term; empty for most."""
    details = (feature.description, feature.severity, feature.modifiers, feature.onset, feature.resolution)
    return (*details, feature.evidence) if feature.evidence or any(details) else ()


def _said(subject: str, node: str, feature: Feature, papers: list[str]) -> Iterator[Triple]:
    coded = f"<{_HP}{feature.term.id[3:]}>" if feature.term.id.startswith("HP:") else iri(outer_iri(feature.term.id))
    words = text(feature.term.label or feature.term.id)
    yield subject, _LINKS[feature.present], iri(node)
    yield node, TYPE, _IMAGING if feature.modality else _PHENOTYPE
    if feature.coded and feature.present:
        yield node, TYPE, coded
        yield node, _CODED, coded
    elif feature.coded:
        yield node, _EXCLUDES, coded
        yield node, _CODED_ABSENT, coded
    yield node, LABEL, words if feature.present else f'"no {words[1:]}'
    yield node, _STATED, words
    if feature.modality:
        yield node, term("modality"), iri(modality(feature.modality))
    cited = [iri(paper) for one in feature.evidence if one.reference and (paper := paper_of(one.reference))]
    for paper in cited or papers:
        yield node, _REPORTED, paper
    if _more(feature):
        yield from finding_details(node, feature)


def finding_details(node: str, feature: Feature) -> Iterator[Triple]:
    """What is said of a finding beyond its term and its papers."""
    yield from texts(node, DCTERMS + "description", feature.description)
    if feature.severity:
        yield node, term("severity"), iri(outer_iri(feature.severity.id))
    for modifier in feature.modifiers:
        yield node, term("modifier"), iri(outer_iri(modifier.id))
    sides = {SIDES[one.id] for one in feature.modifiers if one.id in SIDES}
    if len(sides) == 1:
        yield from said(node, side=sides.pop())
    if feature.onset:
        yield from when(node, feature.onset)
    yield from told(node, feature, statedResolution="resolution.stated")
    for one in feature.evidence:
        if one.code:
            yield node, term("evidenceType"), iri(outer_iri(one.code.id))
        if one.reference and not paper_of(one.reference) and (pointed := pointer(one.reference)):
            yield node, term("reference"), pointed


def when(node: str, moment: Moment) -> Iterator[Triple]:
    """An age as a number where it is one; else its range, its class, its days; and always its own words."""
    if moment.term:
        yield node, term("onsetTerm"), iri(outer_iri(moment.term.id))
        return
    yield from told(node, moment, statedTime="stated", ageAtObservation="age", gestationalDays="days")
    if moment.age is None and moment.low is not None and moment.high is not None:
        yield from told(node, moment, rangeLow="low", rangeHigh="high")
