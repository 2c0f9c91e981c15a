"""Observations as phenotypic features: the term, absent or present, when, in which paper, and what we add to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kg.engine import RowTerm
from kg.export.packets.hierarchy import Hierarchy
from kg.export.packets.nodes import Node
from kg.export.packets.remarks import Remarks, cited_each, link, pointed
from kg.export.packets.words import Words, filled, spells
from kg.model.packet import SIDES
from kg.model.packet_words import CODES, finding_label
from kg.names import DCTERMS, KG, OBO, expand
from kg.sources.phenopackets.moments import stated
from kg.triples.terms import LABEL, TYPE

SIDE_TERMS: Final = {side.iri: expand(term) for term, side in SIDES.items()}
_AGE, _MODALITY, _SIDE, _REGION = (KG + name for name in ("ageAtObservation", "modality", "side", "region"))
_UBERON: Final = OBO + "UBERON_"
_EVIDENCE: Final = {"id": "ECO:0000000", "label": "evidence"}
"""The root of its ontology, where nobody said of what kind it is: an entry must have one."""


@dataclass(slots=True)
class Findings:
    """Writes the findings of one person; `references` are the remarks about them.

    `papers` are the person's, in which a finding is unless it says otherwise.
    """

    words: Words
    remarks: Remarks
    shared: Mapping[str, Node]
    papers: list[str]
    terms: Hierarchy
    references: list[dict[str, str]] = field(default_factory=list)

    def is_feature(self, seen: Node, present: bool, above: Collection[str]) -> bool:
        """Whether a finding is one by a term of a phenotype; what a packet called a feature stays one.

        To a reader of HPO an exclusion denies all that lies below, more than the words that were coded so broadly: it
        is none where its term is `above` something that was seen.
        """
        if not seen.has(KG + "readingDepth"):
            return True
        codes = seen.values(KG + CODES[present])
        return bool(codes) and self.terms.is_phenotype(codes[0]) and (present or codes[0] not in above)

    def aside(self, seen: Node, present: bool) -> None:
        """A finding that is no feature, told among the references."""
        coded, words = self._coded(seen, present), seen.text(KG + "statedAs")
        seen.drop(LABEL, self._label(seen, words, present))
        seen.drop(KG + "reportedIn", *self.papers)
        name = "hasFinding" if present else "hasExcludedFinding"
        self.references.append(link(self.words.said(f"kg:{name}"), seen.iri, words))
        if coded:
            self.references.append(link(self.words.said(f"kg:{CODES[present]}"), seen.iri, self.words.name(coded)))
        self.references += self.remarks.about(seen, "finding")

    def feature(self, seen: Node, present: bool) -> dict[str, Any]:
        """A finding of a person; the last entry of its evidence leads to it in the graph."""
        read = seen.has(KG + "readingDepth")
        coded = self._coded(seen, present)
        label = "".join(seen.values(LABEL)[:1])
        told = self._read(seen, coded, present) if read else self._told(seen, coded, present)
        evidence = self._evidence(seen)
        code = evidence[0]["evidenceCode"] if evidence else {**_EVIDENCE, "id": self.words.said(_EVIDENCE["id"])}
        itself = link(self.words.name(seen.iri), seen.iri, label)
        modifiers = self._places(seen) if read else told.pop("modifiers", [])
        self.references += self.remarks.about(seen, "finding")
        return filled(
            told, evidence=[*evidence, {"evidenceCode": dict(code), "reference": itself}], modifiers=modifiers
        )

    def _coded(self, seen: Node, present: bool) -> str | None:
        """The class that is seen, or looked for and not seen; None where the words alone say it."""
        codes = seen.texts(KG + ("codedAs" if present else "codedAsAbsent"))
        seen.drop(KG + "excludes", *codes)
        kinds = [iri for iri in seen.texts(TYPE) if not iri.startswith(KG)]
        for _ in {*codes[1:], *kinds} - {*codes[:1]}:
            self.remarks.leave("finding", TYPE)
        return codes[0] if codes else None

    def _read(self, seen: Node, coded: str | None, present: bool) -> dict[str, Any]:
        """A finding that was read in a paper: the description is the paper's words."""
        words = seen.text(KG + "statedAs")
        seen.drop(LABEL, self._label(seen, words, present))
        term = self.words.term(seen.iri, words) if coded is None else self.words.term(coded)
        return filled(
            {"type": term},
            description=words if term.get("label") != words else "",
            excluded=not present,
            onset=seen.age(_AGE) if present else {},  # the age at which something was not there is no onset
        )

    @staticmethod
    def _label(seen: Node, words: str, present: bool) -> str:
        """What an import calls a finding that was read in a paper."""
        return finding_label(words, present, "".join(seen.values(_MODALITY)[:1]))

    def _places(self, seen: Node) -> list[dict[str, str]]:
        """The side and the regions that others have a term for."""
        sides, regions = seen.values(_SIDE), seen.values(_REGION)
        known = [iri for iri in regions if iri.startswith(_UBERON)]
        found = [self.words.term(SIDE_TERMS[one]) for one in sides if one in SIDE_TERMS]
        if found:
            seen.take(_SIDE)
        if known:
            left = [RowTerm(iri, "iri") for iri in regions if iri not in known]
            seen.take(_REGION)
            if left:
                seen.facts[_REGION] = left
        return [*found, *map(self.words.term, known)]

    def _told(self, seen: Node, coded: str | None, present: bool) -> dict[str, Any]:
        """A finding of a packet, as the packet told it."""
        words = seen.text(KG + "statedAs")
        seen.drop(LABEL, words if present else f"no {words}")
        bare = coded is not None and spells(words, coded)
        term = {"id": words} if bare else self.words.term(coded or seen.iri, words)
        severity, plain = seen.text(KG + "severity"), seen.texts(KG + "modifier")
        sides = {side for side, iri in SIDE_TERMS.items() if iri in plain}
        if len(sides) == 1:
            seen.drop(_SIDE, *sides)
        return filled(
            {"type": {**term, "id": self.words.said(term["id"])}},
            excluded=not present,
            description=seen.text(DCTERMS + "description"),
            severity=self.words.term(severity) if severity else {},
            modifiers=[*map(self.words.term, plain)],
            onset=self.moment(seen),
            resolution=self.time(seen.text(KG + "statedResolution")),
        )

    def moment(self, seen: Node) -> dict[str, Any]:
        """When something of a packet was; empty where it is not said."""
        if onset := seen.text(KG + "onsetTerm"):
            return {"ontologyClass": self.words.term(onset)}
        words = seen.text(KG + "statedTime")
        for name in ("ageAtObservation", "rangeLow", "rangeHigh", "gestationalDays") if words else ():
            seen.take(KG + name)
        return self.time(words)

    def time(self, words: str) -> dict[str, Any]:
        """A time that a packet told in these words."""
        found = stated(words) if words else {}
        if "ontologyClass" in found:
            self.words.said(words)
        return found

    def _evidence(self, seen: Node) -> list[dict[str, Any]]:
        """Kinds of evidence side by side with what they stand in; none where it is the person's papers, plainly."""
        codes = seen.texts(KG + "evidenceType")
        if not codes:
            seen.drop(KG + "reportedIn", *self.papers)
            return []
        places = [next(cited_each(iri, self.shared, self.words)) for iri in seen.texts(KG + "reportedIn")]
        places += [pointed(value, self.words) for value in seen.take(KG + "reference")]
        found = []
        for number in range(max(len(codes), len(places))):
            one: dict[str, Any] = {"evidenceCode": self.words.term(codes[min(number, len(codes) - 1)])}
            if number < len(places):
                one["reference"] = places[number]
            found.append(one)
        return found
