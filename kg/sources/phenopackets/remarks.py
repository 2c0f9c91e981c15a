"""Remarks: statements in the words of our ontology, read back out of a packet that we wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final

from kg.model.packet import Remark, Term
from kg.names import BASE, KG, OBO_PREFIXES, PREFIXES, RDFS, expand
from kg.sources.our_ontology import OurOntology, Property
from kg.sources.phenopackets.notes import PacketNotes, Steps

LABEL: Final = RDFS + "label"
ITS_LABEL: Final = Property(LABEL, "datatype")
_IRI: Final = re.compile(re.escape(BASE) + r"[\w.~!$&'()*+,;=:@/%#-]{1,900}(?<![/#])", re.ASCII)
_FORMS: Final = {
    "decimal": (re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII), "a number, as in 4.5"),
    "integer": (re.compile(r"-?\d{1,15}", re.ASCII), "a whole number"),
    "boolean": (re.compile(r"true|false"), "true or false"),
    "anyURI": (re.compile(r"https?://[^\s<>\"{}|\\^`]{1,2000}"), "an address"),
    "string": (re.compile(r".+", re.DOTALL), "some text"),
}


def is_ours(value: dict[str, Any]) -> bool:
    """Whether a packet, of whatever shape, declares our prefix: its `kg:` words are then those of our ontology."""
    meta = value.get("metaData")
    declared = meta.get("resources") if isinstance(meta, dict) else None
    several = [one for one in declared if isinstance(one, dict)] if isinstance(declared, list) else []
    return any(one.get("namespacePrefix") == "kg" and one.get("iriPrefix") == KG for one in several)


def full(name: str) -> str | None:
    """The IRI of a CURIE of ours, of an OBO ontology or of a disease, or of an IRI of ours; None for all others."""
    prefix, colon, local = name.partition(":")
    if colon and prefix in (*OBO_PREFIXES, "OMIM", "ORPHA") and re.fullmatch(r"\w{1,40}", local, re.ASCII):
        return expand(name)
    iri = PREFIXES[prefix] + local if prefix in PREFIXES and PREFIXES[prefix].startswith(BASE) else name
    return iri if _IRI.fullmatch(iri) else None


class Reader:
    """Reads the remarks of one packet, and tells what is wrong with them."""

    def __init__(self, words: OurOntology, notes: PacketNotes) -> None:
        self.words = words
        self.notes = notes

    def property(self, name: str, place: str, steps: Steps) -> Property | None:
        """The property of a remark; one that is unknown or misplaced is told and kept out."""
        if name == "rdfs:label":
            return ITS_LABEL
        found = self.words.properties.get(KG + name.removeprefix("kg:"))
        if found and self.words.fits(found, place):
            return found
        fitting = [one.iri.removeprefix(KG) for one in self.words.properties.values() if self.words.fits(one, place)]
        near = get_close_matches(name.removeprefix("kg:")[:60], fitting, n=1)
        what = f"{name[:60]!r} is no property that a remark about a {place} can have; it is kept out"
        fix = f"did you mean kg:{near[0]}?" if near else "a property of our ontology whose domain fits"
        self.notes.warn(steps, what, fix, "remark-unknown")
        self.notes.keep_out((*steps, "(unknown remarks)"))
        return None

    def read(self, name: str, value: str, place: str, steps: Steps) -> Remark | None:
        """A remark from the name of its property and its value, as a CURIE or as text."""
        found = self.property(name, place, steps)
        return self.value(found, value, steps) if found else None

    def value(self, found: Property, value: str, steps: Steps) -> Remark | None:
        """A remark with a value that its property can have; None beside an error."""
        if found.kind == "object":
            iri = full(value)
            if iri and self.words.allows(found.range, iri):
                return Remark(found.iri, iri, "iri")
            self._wrong(found, value, f"a {found.range.removeprefix(KG)} of our ontology", steps)
            return None
        form, fix = _FORMS[found.datatype]
        if form.fullmatch(value):
            return Remark(found.iri, value, found.datatype)
        self._wrong(found, value, fix, steps)
        return None

    def _wrong(self, found: Property, value: str, fix: str, steps: Steps) -> None:
        what = f"{value[:60]!r} is no value of kg:{found.iri.removeprefix(KG)}"
        self.notes.error(steps, what, fix, "remark-value")


@dataclass(slots=True)
class Marks:
    """What we said of one thing beyond the schema's fields.

    `name` is its name in the graph, `words` those of a finding without a term, `term` that of a finding which is no
    phenotype, `read` whether it was read in a paper.
    """

    remarks: list[Remark] = field(default_factory=list)
    name: str = ""
    words: str = ""
    vrs: str = ""
    term: Term | None = None
    coded: bool = True
    read: bool = False

    def keep(self, remark: Remark | None) -> None:
        """Take a remark in, where there is one."""
        if remark:
            self.remarks.append(remark)

    def add(self, about: str, value: str, datatype: str = "string") -> None:
        """Take in what is known to be sound."""
        self.remarks.append(Remark(about, value, datatype))

    def value(self, about: str) -> str:
        """The first value of a property; empty where nothing is said."""
        return next((one.value for one in self.remarks if one.about == about), "")

    def unless(self, about: str, value: str, datatype: str = "string") -> None:
        """What a field says, unless a remark says it more exactly."""
        if not self.value(about):
            self.add(about, value, datatype)

    def close(self) -> bool:
        """Whether it was read in a paper; asked when all remarks are in."""
        self.read = bool(self.value(KG + "readingDepth"))
        return self.read
