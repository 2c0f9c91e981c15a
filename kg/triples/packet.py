"""A phenopacket as a case: the words of the ontology, so that one question covers papers and cohorts alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, repeat

from kg.model.packet import Measured, Packet
from kg.model.packet_words import SEXES
from kg.model.words import GeneticStatus
from kg.names import DCTERMS, digest, mint, slug, term
from kg.sources.absence import Absence
from kg.triples.outer import labelled, outer_iri, paper_facts, paper_of, pointer
from kg.triples.packet_call import allele_triples, call_known, call_shared, call_triples
from kg.triples.packet_finding import finding_node, finding_triples, when
from kg.triples.packet_more import overlaid, scan_triples, study_triples, thing_triples, treatment_triples
from kg.triples.paper import doubt_facts, own
from kg.triples.terms import Triple, called, decimal, each, iri, is_a, said, text, texts, told


def packet_triples(packet: Packet, cohort: str, key: str) -> Iterator[Triple]:
    """What is this person's own: the case, findings, genotypes, measurements. `key` names the packet in IRIs."""
    subject = mint("case", cohort, key)
    papers = packet_papers(packet)
    person = _case(subject, packet, cohort, papers)
    yield from overlaid(subject, person, packet.remarks) if packet.remarks else person
    for feature in packet.features:
        yield from finding_triples(subject, feature, cohort, key, papers)
    if packet.read:
        seen = ((one, finding_node(one, cohort, key)) for one in packet.features if one.read and one.modality)
        for feature, node in seen:
            yield from scan_triples(subject, packet, feature, node, (cohort, key), papers)
    for call in packet.calls:
        yield from call_triples(subject, call, cohort, key, papers)
    yield from allele_triples(packet.calls, cohort, key)
    for measured, name in zip(packet.measurements, chain(packet.named, repeat("")), strict=False):
        yield from _measurement(subject, measured, cohort, key, name)
    for thing in packet.things:
        if thing.kind == term("ImagingStudy"):
            yield from study_triples(subject, thing, packet, (cohort, key), papers)
    for treated in packet.treatments:
        yield from treatment_triples(subject, treated, cohort, key, papers)


def _case(subject: str, packet: Packet, cohort: str, papers: list[str]) -> Iterator[Triple]:
    yield from called(subject, f"{cohort}: {packet.label}", "Case")
    yield subject, term("caseLabel"), text(packet.label)
    for other in dict.fromkeys((*packet.aliases, *(() if packet.case else (packet.id,)))):
        if other != packet.label:
            yield subject, term("alsoLabelled"), text(other)
    yield from each(subject, "reportedIn", papers)
    for reference in packet.references:
        if not paper_of(reference) and (pointed := pointer(reference)):
            yield subject, term("reference"), pointed
    for thing in packet.things:
        if thing.kind != term("ImagingStudy"):
            yield subject, thing.link, iri(thing.iri)
    yield from _person(subject, packet)


def shared_triples(packet: Packet) -> Iterator[Triple]:
    """What other packets may say as well: papers, variants, names of diseases and of other classes."""
    evidence = [each for feature in packet.features for each in feature.evidence]
    for reference in (*packet.references, *(one.reference for one in evidence if one.reference)):
        yield from paper_facts(reference)
    for disease in packet.diseases:
        yield from is_a(outer_iri(disease.term.id), "Disease")
    for call in packet.calls:
        yield from call_shared(call)
    named = [disease.term for disease in packet.diseases]
    named += [feature.term for feature in packet.features if feature.coded]
    more = [packet.cause, *(one.code for one in evidence)]
    more += [one for feature in packet.features for one in (feature.severity, *feature.modifiers)]
    more += [one for measured in packet.measurements for one in (measured.assay, measured.unit, measured.result)]
    for one in (*named, *filter(None, more)):
        yield from labelled(one)
    for thing in packet.things:
        yield from thing_triples(thing, packet, packet_papers(packet))


def known_triples(packet: Packet) -> Iterator[Triple]:
    """What is no packet's own word: that there are such genes and variants, by their names."""
    for call in packet.calls:
        yield from call_known(call)


def packet_papers(packet: Packet) -> list[str]:
    """The papers that a packet cites, as objects."""
    found = (paper_of(reference) for reference in packet.references)
    return [iri(paper) for paper in dict.fromkeys(found) if paper]


def _person(subject: str, packet: Packet) -> Iterator[Triple]:
    confirmed = any(call.explains and call.variation for call in packet.calls)
    yield from said(
        subject,
        statedSex=text("other") if packet.sex == "OTHER_SEX" else None,
        karyotypicSex=None if packet.karyotype == "UNKNOWN_KARYOTYPE" else text(packet.karyotype),
        vitalStatus=None if packet.vital == "UNKNOWN_STATUS" else text(packet.vital.lower()),
        causeOfDeath=iri(outer_iri(packet.cause.id)) if packet.cause else None,
        sex=SEXES.get(packet.sex),
        geneticStatus=GeneticStatus.CONFIRMED if confirmed else None,
    )
    yield from told(subject, packet, ageAtExamination="seen.age", statedAgeAtExamination="seen.stated")
    yield from told(subject, packet, ageAtDeath="death.age", statedAgeAtDeath="death.stated", survivalDays="survival")
    for status in dict.fromkeys(packet.progress):
        yield subject, term("progressStatus"), text(status.lower().replace("_", " "))
    yield from texts(subject, DCTERMS + "description", *packet.summaries)
    yield from texts(subject, DCTERMS + "created", packet.created)
    yield from texts(subject, DCTERMS + "creator", packet.creator)
    yield from _diseases(subject, packet)


def _diseases(subject: str, packet: Packet) -> Iterator[Triple]:
    """The diseases, and when they began: an age only where no two of them disagree."""
    ages = {one.onset.age for one in packet.diseases if one.present and one.onset and one.onset.age is not None}
    if len(ages) == 1:
        yield subject, term("ageAtOnset"), decimal(ages.pop())
    for disease in packet.diseases:
        link = "hasDisease" if disease.present else "hasExcludedDisease"
        yield subject, term(link), iri(outer_iri(disease.term.id))
        onset = disease.onset
        if onset and onset.term:
            yield subject, term("onsetTerm"), iri(outer_iri(onset.term.id))
        elif onset and disease.present:
            words = onset.stated if len(packet.diseases) == 1 else f"{disease.term.id} {onset.stated}"
            yield subject, term("statedAgeAtOnset"), text(words)
    for call in packet.calls:
        if call.disease and call.explains:
            yield subject, term("hasDisease"), iri(outer_iri(call.disease.id))


def _measurement(subject: str, one: Measured, cohort: str, key: str, name: str) -> Iterator[Triple]:
    node = mint("measurement", cohort, key, name or f"{slug(one.assay.id)}-{digest(one)}")
    yield from own(subject, "hasMeasurement", node, one.assay.label or one.assay.id, ())
    yield node, term("assay"), iri(outer_iri(one.assay.id))
    yield from told(node, one, "value", normalLow="low", normalHigh="high")
    if one.unit:
        yield from said(node, unit=text(one.unit.label or one.unit.id), unitTerm=iri(outer_iri(one.unit.id)))
    if one.result:
        yield node, term("result"), iri(outer_iri(one.result.id))
    yield from texts(node, DCTERMS + "description", one.description)
    if one.when:
        yield from when(node, one.when)


def doubted(packet: Packet, absence: Absence) -> list[str]:
    """The doubts in words, in an order that the packet's own does not decide. One that we wrote carries its own."""
    if any(thing.kind == term("Doubt") for thing in packet.things):
        return []
    lacking = {one.term.id for one in packet.features if one.known and not one.present}
    having = {one.term.id for one in packet.features if one.known and one.present} if lacking else set()
    both = ((lack, has) for has in having for lack in absence.hpo.ancestors(has) & lacking)
    return sorted(absence.told(lack, has) for lack, has in both)


def packet_doubts(packet: Packet, cohort: str, key: str, doubts: Iterable[str]) -> Iterator[Triple]:
    """Each doubt, in the papers of the packet, about its person."""
    for what in doubts:
        node = mint("doubt", cohort, key, digest(what))
        yield mint("case", cohort, key), term("hasDoubt"), iri(node)
        yield from doubt_facts(node, what, computed=True)
        for reference in packet.references:
            if paper := paper_of(reference):
                yield node, term("reportedIn"), iri(paper)
