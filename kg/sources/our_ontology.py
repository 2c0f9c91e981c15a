"""Our own ontology, as far as a reader of remarks needs it: what a property leads to, and who is in a closed list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.names import BASE, KG, OBO, OWL, RDF, RDFS, SCHEMES, XSD
from kg.settings import data_folder

_KINDS: Final = {f"{OWL}{kind}Property": kind.lower() for kind in ("Object", "Datatype", "Annotation")}
_OPEN: Final[Mapping[str, tuple[str, ...]]] = {
    KG + "Modality": (BASE + "modality/",),
    KG + "Sequence": (BASE + "sequence/",),
    KG + "Region": (BASE + "region/", OBO + "UBERON_"),
    KG + "EvidenceType": (OBO + "ECO_",),
    KG + "Zygosity": (OBO + "GENO_",),
    KG + "Significance": (OBO + "GENO_",),
    KG + "Paper": (BASE + "paper/",),
    KG + "Disease": (SCHEMES["OMIM"], SCHEMES["ORPHA"], OBO + "MONDO_"),
}
"""Where the members of open lists stand: other evidence may bring others, so that their form alone is checked."""
_FINDING: Final = frozenset({"", *(KG + one for one in ("Observation", "PhenotypeObservation", "ImagingObservation"))})
PLACES: Final[Mapping[str, frozenset[str]]] = {
    "finding": _FINDING,
    "person": frozenset({"", KG + "Case"}),
    "call": frozenset({"", KG + "Genotype", KG + "VariantMention"}),
    "thing": frozenset(
        {"", *(KG + one for one in ("Family", "Doubt", "Treatment", "EarlierDiagnosis", "ImagingStudy"))}
    ),
}
"""What a remark can be about, and the domains of the properties that fit there; `""` is a property without a domain."""


@dataclass(frozen=True, slots=True)
class Property:
    """A property of ours. `kind` is object, datatype or annotation; domain and range are IRIs, empty where none is."""

    iri: str
    kind: str
    domain: str = ""
    range: str = ""

    @property
    def datatype(self) -> str:
        """The local name of the XML Schema type of its values."""
        return self.range.removeprefix(XSD) if self.range.startswith(XSD) else "string"


class OurOntology:
    """Properties by IRI, and the class of every individual that the ontology itself declares."""

    def __init__(self, properties: Mapping[str, Property], members: Mapping[str, str], values: frozenset[str]) -> None:
        self.properties = properties
        self.members = members
        self.values = values

    def allows(self, range_: str, value: str) -> bool:
        """Whether an IRI is in the list that is a property's range."""
        return self.members.get(value) == range_ or value.startswith(_OPEN.get(range_, "\0"))

    def fits(self, one: Property, place: str) -> bool:
        """Whether a remark with this property can stand at a place of `PLACES`: no link from thing to thing does."""
        open_ = (KG + "Paper", KG + "Disease")
        to_value = one.kind == "object" and (one.range in self.values or one.range in open_)
        return one.domain in PLACES[place] and (to_value or one.kind == "datatype")


@cache
def ontology() -> OurOntology:
    """The ontology that comes with this software."""
    return read_ontology(data_folder("ontology") / "csf1r.ttl")


def read_ontology(path: Path) -> OurOntology:
    """The properties and individuals of a Turtle file."""
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode):
            facts[triple.subject.value][triple.predicate.value].append(triple.object.value)
    properties, members = {}, {}
    for iri, said in facts.items():
        kinds = [_KINDS[one] for one in said[RDF + "type"] if one in _KINDS]
        if kinds and iri.startswith(KG):
            domain, range_ = ("".join(said[RDFS + name][:1]) for name in ("domain", "range"))
            properties[iri] = Property(iri, kinds[0], domain, range_)
        classes = [one for one in said[RDF + "type"] if one.startswith(KG)]
        if classes:
            members[iri] = classes[0]
    values = frozenset(iri for iri, said in facts.items() if KG + "Value" in said[RDFS + "subClassOf"])
    return OurOntology(properties, members, values)
