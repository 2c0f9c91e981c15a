"""What packets that we wrote say beyond the schema's fields: remarks, treatments, scans, families, doubts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from kg.model.methods import study_of
from kg.model.packet import Feature, Packet, PacketThing, Remark, Treated
from kg.names import KG, SKOS, digest, mint, slug, term
from kg.triples.course import study_name, study_when
from kg.triples.observation import modality
from kg.triples.paper import doubt_facts, own
from kg.triples.terms import LABEL, TYPE, Triple, boolean, decimal, integer, iri, text, uri

_WRITE: Final[Mapping[str, Callable[[str], str]]] = {
    "iri": iri,
    "string": text,
    "anyURI": uri,
    "decimal": lambda value: decimal(float(value)),
    "integer": lambda value: integer(int(value)),
    "boolean": lambda value: boolean(value == "true"),
}


def remarked(subject: str, remarks: Iterable[Remark]) -> Iterator[Triple]:
    """Remarks as they were made."""
    return ((subject, one.about, _WRITE[one.datatype](one.value)) for one in remarks)


def overlaid(subject: str, triples: Iterable[Triple], remarks: tuple[Remark, ...]) -> Iterator[Triple]:
    """What is said of a thing: a remark takes the place of what the fields say with the same property."""
    about = {one.about for one in remarks}
    yield from ((s, p, o) for s, p, o in triples if s != subject or p not in about)
    yield from remarked(subject, remarks)


def treatment_triples(subject: str, one: Treated, cohort: str, key: str, papers: list[str]) -> Iterator[Triple]:
    """A treatment that the person received, by its name."""
    name = one.name or f"{slug(one.label, 40)}-{digest(one.label, one.id)}"
    node = mint("treatment", cohort, key, name)
    yield from own(subject, "hasTreatment", node, one.label, papers)
    if one.id and one.id != one.label:
        yield node, SKOS + "notation", text(one.id)
    yield from remarked(node, one.remarks)


def scan_triples(
    subject: str, packet: Packet, seen: Feature, finding: str, home: tuple[str, str], papers: list[str]
) -> Iterator[Triple]:
    """The scan behind a finding that was read in a paper: one for each modality and age, as for evidence files.

    `home` are the cohort and the key of the packet.
    """
    order = _value(seen.remarks, "studyOrder")
    age = _value(seen.remarks, "ageAtObservation") or ("" if order else _value(packet.remarks, "ageAtImaging"))
    at = float(age) if age else None, int(order) if order else None
    scan = mint("study", *home, study_name(seen.modality or "", *at))
    label = f"{study_of(seen.modality or '')} of {home[0]}: {packet.label}"
    yield from own(subject, "hasImagingStudy", scan, label, papers)
    yield scan, term("modality"), iri(modality(seen.modality or ""))
    yield from study_when(scan, *at)
    yield scan, term("showsFinding" if seen.present else "showsNo"), iri(finding)


def study_triples(
    subject: str, one: PacketThing, packet: Packet, home: tuple[str, str], papers: list[str]
) -> Iterator[Triple]:
    """A scan of which a paper says more than what it shows; the person's own, like its findings."""
    scan = mint("study", *home, one.iri.rpartition("/")[2])
    kind = _value(one.remarks, "modality").removeprefix(modality(""))
    label = f"{study_of(kind)} of {home[0]}: {packet.label}"
    yield from overlaid(scan, own(subject, "hasImagingStudy", scan, label, papers), one.remarks)


def thing_triples(one: PacketThing, packet: Packet, papers: list[str]) -> Iterator[Triple]:
    """What a packet tells of a family, doubt, diagnosis or statement about a group; of another case nothing.

    A scan is the person's own: see `study_triples`.
    """
    if one.kind in (term("Case"), term("ImagingStudy")):
        return
    facts = [(one.iri, TYPE, iri(one.kind)), (one.iri, LABEL, text(one.label))]
    if one.kind == term("Doubt"):
        facts = [*doubt_facts(one.iri, one.label, computed=False)]
        facts += remarked(one.iri, [remark for remark in packet.remarks if remark.about == term("readingDepth")])
    facts += [(one.iri, term("reportedIn"), paper) for paper in papers]
    yield from overlaid(one.iri, facts, one.remarks)


def _value(remarks: tuple[Remark, ...], name: str) -> str:
    return next((one.value for one in remarks if one.about == KG + name), "")
