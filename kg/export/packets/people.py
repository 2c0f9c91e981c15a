"""A case as a whole phenopacket: the person, and what hangs from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kg.export.packets.calls import Calls
from kg.export.packets.diagnosed import diagnosed, interpretations
from kg.export.packets.findings import Findings
from kg.export.packets.genome import Places
from kg.export.packets.hierarchy import Diseases, Hierarchy
from kg.export.packets.measured import action, measurement, said_of_itself, scans, unexplained
from kg.export.packets.nodes import HANGING, THINGS, Graph, Node
from kg.export.packets.remarks import Remarks, cited_each, link, pointed
from kg.export.packets.words import Words, filled
from kg.model.packet_words import FINDINGS, SEXES
from kg.names import DCTERMS, KG
from kg.triples.terms import LABEL, TYPE

_SEXES: Final = {word.iri: name for name, word in SEXES.items()}


@dataclass(slots=True)
class PacketPeople:
    """Writes the phenopackets of one release; `counts` tells what they hold."""

    graph: Graph
    words: Words
    remarks: Remarks
    diseases: Diseases
    places: Places
    terms: Hierarchy
    plain: bool = False
    counts: Counter[str] = field(default_factory=Counter)

    def packet(self, case: Node, things: Mapping[str, Node]) -> dict[str, Any]:
        """One person; `things` is what hangs from the case. The parts come in the order of the schema."""
        self.words.used.clear()
        papers, name = case.values(KG + "reportedIn"), self.words.name(case.iri)
        findings = Findings(self.words, self.remarks, self.graph.shared, papers, self.terms)
        calls = Calls(self.words, self.remarks, self.graph.shared, self.places, self.plain)
        for prop in (TYPE, LABEL, KG + "hasVariant"):
            case.take(prop)
        links = {prop: [things[iri] for iri in case.texts(KG + prop)] for prop in HANGING}
        for prop in unexplained(case, links):
            self.remarks.leave("imaging study", prop)
        made = {"created": case.text(DCTERMS + "created"), "createdBy": case.text(DCTERMS + "creator")}
        has = diagnosed(case, links["hasGenotype"], self.graph.shared, self.diseases)
        parts: dict[str, Any] = {
            "id": name,
            "subject": subject(case, name, findings, self.terms.of_death(links["hasFinding"])),
            "phenotypicFeatures": [*_features(findings, links)],
            "measurements": [measurement(one, self.words, self.remarks, findings) for one in links["hasMeasurement"]],
            "interpretations": interpretations(case, links["hasGenotype"], name, calls, has),
            "diseases": has.entries(self.words),
            "medicalActions": [
                *(action(one, self.words, self.remarks, papers) for one in links["hasTreatment"]),
                *scans(links["hasImagingStudy"], self.words),
            ],
        }
        self._count(parts, links)
        references = [*self._references(case, links, papers, things), *findings.references]
        return {**{key: part for key, part in parts.items() if part}, "metaData": self._meta(made, references)}

    def _count(self, parts: Mapping[str, Any], links: Mapping[str, list[Node]]) -> None:
        features, seen = parts["phenotypicFeatures"], sum(len(links[prop]) for prop in FINDINGS)
        self.counts.update(
            {
                "packets": 1,
                "features present": sum("excluded" not in one for one in features),
                "features excluded": sum("excluded" in one for one in features),
                "findings without a term of a phenotype, among the references": seen - len(features),
                "variants": len(links["hasGenotype"]),
                "variants with a place on the genome": _placed(parts["interpretations"], "vcfRecord"),
                "diseases": len(parts["diseases"]),
                "measurements": len(links["hasMeasurement"]),
                "treatments": len(links["hasTreatment"]),
                "scans": len(links["hasImagingStudy"]),
            }
        )

    def _references(
        self, case: Node, links: Mapping[str, list[Node]], papers: list[str], things: Mapping[str, Node]
    ) -> Iterator[dict[str, str]]:
        """The papers first; then the person's remarks, what they lead to, and what is said of that."""
        for iri in case.texts(KG + "reportedIn"):
            yield from cited_each(iri, self.graph.shared, self.words)
        yield from (pointed(value, self.words) for value in case.take(KG + "reference"))
        yield from (link(self.words.said("kg:hasMeasurement"), one.iri, "") for one in links["hasMeasurement"])
        depth = case.values(KG + "readingDepth")
        linked = [(prop, iri) for prop in THINGS for iri in case.texts(KG + prop)]
        yield from self.remarks.as_references(case.rest())
        for prop, iri in linked:
            thing = things.get(iri, Node(iri))
            told = self._expected(prop, thing, papers, depth)
            yield link(self.words.said(f"kg:{prop}"), iri, told)
            self.remarks.written += 1
            yield from self.remarks.about(thing)
        for one in links["hasTreatment"]:
            yield from self.remarks.about(one)
        for one in links["hasImagingStudy"]:
            if said_of_itself(one, papers):
                yield link(self.words.said("kg:hasImagingStudy"), one.iri, "")
                self.remarks.written += 1
                yield from self.remarks.about(one)

    def _expected(self, prop: str, thing: Node, papers: list[str], depth: list[str]) -> str:
        """The words for a thing that a person is linked to; what an import adds by itself is taken from it."""
        label = thing.text(LABEL)
        if prop.endswith("GroupFinding"):
            self.counts["statements about groups, linked and not told again"] += 1
            thing.facts.clear()
        thing.take(TYPE)
        thing.drop(KG + "reportedIn", *papers)
        if prop == "hasDoubt":
            label = thing.text(KG + "text")
            thing.drop(KG + "computed", "false")
            thing.drop(KG + "readingDepth", *depth)
        return label

    def _meta(self, made: dict[str, str], references: list[dict[str, str]]) -> dict[str, Any]:
        """Made by the release; what another made is of that maker, and the release has updated it."""
        now = {"timestamp": f"{self.words.about['issued']}T00:00:00Z", "updatedBy": self.words.maker}
        meta: dict[str, Any] = {"created": now["timestamp"], "createdBy": now["updatedBy"]}
        if any(made.values()):
            kept = {key: value for key, value in made.items() if value}
            meta = {**kept, "updates": [{**now, "comment": "exported from the graph it was imported into"}]}
        return {
            **meta,
            "resources": self.words.resources(),
            "phenopacketSchemaVersion": "2.0",
            "externalReferences": references,
        }


def _features(findings: Findings, links: Mapping[str, list[Node]]) -> Iterator[dict[str, Any]]:
    """The findings that are features; the others are told among the references."""
    seen = findings.terms.seen(links["hasFinding"])
    for prop, present in FINDINGS.items():
        for one in links[prop]:
            if findings.is_feature(one, present, seen):
                yield findings.feature(one, present)
            else:
                findings.aside(one, present)


def _placed(told: Iterable[Mapping[str, Any]], field: str) -> int:
    """How many variants have a field."""
    calls = (call for one in told for call in one.get("diagnosis", {}).get("genomicInterpretations", ()))
    found = (call.get("variantInterpretation", {}).get("variationDescriptor", {}) for call in calls)
    return sum(field in one for one in found)


def subject(case: Node, name: str, findings: Findings, died: str) -> dict[str, Any]:
    """A person under the name of the case; the label that a paper or packet gave comes first of the other ids.

    `died` is HPO's class for the age at death, where a finding tells one.
    """
    read = case.has(KG + "readingDepth")
    return filled(
        {"id": name},
        alternateIds=[*case.texts(KG + "caseLabel"), *case.texts(KG + "alsoLabelled")],
        timeAtLastEncounter=_moment(case, "AgeAtExamination", read, findings),
        vitalStatus=_vital(case, read, findings, died),
        sex=_sex(case),
        karyotypicSex=case.text(KG + "karyotypicSex"),
    )


def _sex(case: Node) -> str:
    if case.values(KG + "statedSex") == ["other"]:
        case.take(KG + "statedSex")
        return "OTHER_SEX"
    known = _SEXES.get(next(iter(case.values(KG + "sex")), ""))
    if known:
        case.text(KG + "sex")
    return known or "UNKNOWN_SEX"


def _vital(case: Node, read: bool, findings: Findings, died: str) -> dict[str, Any]:
    """Who has an age at death has died, be it a class; otherwise as a packet said."""
    death = _moment(case, "AgeAtDeath", read, findings)
    if read:
        if died and not death:
            death = {"ontologyClass": findings.words.term(died)}
        return {"status": "DECEASED", "timeOfDeath": death} if death else {}
    cause, days = case.text(KG + "causeOfDeath"), case.text(KG + "survivalDays")
    told = filled(
        timeOfDeath=death,
        causeOfDeath=findings.words.term(cause) if cause else {},
        survivalTimeInDays=int(days) if days else None,
    )
    status = case.text(KG + "vitalStatus").upper()
    return {"status": status or "UNKNOWN_STATUS", **told} if told or status else {}


def _moment(case: Node, name: str, read: bool, findings: Findings) -> dict[str, Any]:
    """An age of a paper, or the time that a packet stated."""
    number = KG + name[0].lower() + name[1:]
    if not read:
        words = case.text(KG + "stated" + name)
        if words:
            case.take(number)
        return findings.time(words)
    return case.age(number)
