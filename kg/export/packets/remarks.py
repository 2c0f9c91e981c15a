"""External references and extensions: papers, and what the schema has no field for; the import reads them back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.engine import RowTerm
from kg.export.packets.nodes import Node
from kg.export.packets.words import Words, curie
from kg.model.packet import Reference
from kg.names import BASE, BIBO, SCHEMES, contract
from kg.sources.our_ontology import OurOntology, Property
from kg.sources.phenopackets.remarks import ITS_LABEL
from kg.triples.outer import paper_of
from kg.triples.terms import LABEL


@dataclass(slots=True)
class Remarks:
    """Writes remarks, counts them, and counts by property what no remark can carry."""

    words: Words
    ontology: OurOntology
    written: int = 0
    left: Counter[str] = field(default_factory=Counter)

    def as_extensions(self, facts: Iterable[tuple[str, RowTerm]]) -> Iterator[dict[str, str]]:
        """About a genotype."""
        for prop, value in self._fitting(facts, "call"):
            yield {"name": self.words.name(prop.iri), "value": self._told(value)}

    def as_references(self, facts: Iterable[tuple[str, RowTerm]]) -> Iterator[dict[str, str]]:
        """About a person: a link as the reference, with its label; any other value as the description."""
        for prop, value in self._fitting(facts, "person"):
            name = self.words.name(prop.iri)
            if value.kind == "iri":
                yield link(name, value.value, self.words.labels.get(value.value, ""))
            elif prop.datatype == "anyURI":
                yield {"id": name, "reference": value.value}
            else:
                yield {"id": name, "description": value.value}

    def about(self, thing: Node, place: str = "thing") -> Iterator[dict[str, str]]:
        """About a finding, or a thing that a treatment or link of the packet leads to: its IRI as the reference."""
        for prop, value in self._fitting(thing.rest(), place):
            yield link(self.words.name(prop.iri), thing.iri, self._told(value))

    def leave(self, place: str, prop: str, times: int = 1) -> None:
        """Count what stays out."""
        self.left[f"{place}: {contract(prop)}"] += times

    def _fitting(self, facts: Iterable[tuple[str, RowTerm]], place: str) -> Iterator[tuple[Property, RowTerm]]:
        for iri, value in facts:
            prop = ITS_LABEL if iri == LABEL else self.ontology.properties.get(iri)
            if prop and (prop is ITS_LABEL or self.ontology.fits(prop, place)) and value.value:
                self.written += 1
                yield prop, value
            else:
                self.leave(place, iri)

    def _told(self, value: RowTerm) -> str:
        return self.words.name(value.value) if value.kind == "iri" else value.value


def link(name: str, iri: str, description: str) -> dict[str, str]:
    """An external reference that leads to a thing of ours."""
    return {"id": name, "reference": iri, **({"description": description} if description else {})}


def paper_id(iri: str, said: Node | None) -> str:
    """What a paper is cited by: its PMID, its DOI, else our own name for it."""
    names = [f"PMID:{one}" for one in (said.values(BIBO + "pmid") if said else [])]
    names += [f"DOI:{one}" for one in (said.values(BIBO + "doi") if said else [])]
    return next((name for name in names if paper_of(Reference(name)) == iri), curie(iri))


def cited_each(iri: str, shared: Mapping[str, Node], words: Words) -> Iterator[dict[str, str]]:
    """A paper once for each title it is told with; most have one, and the identifier is none."""
    said = shared.get(iri)
    name = words.said(paper_id(iri, said))
    scheme, _, local = name.partition(":")
    address = SCHEMES[scheme] + local if scheme in SCHEMES else iri
    for title in (said.values(LABEL) if said else []) or [""]:
        told = {"description": title} if title and title != name else {}
        yield {"id": name, "reference": address, **told}


def pointed(value: RowTerm, words: Words) -> dict[str, str]:
    """A reference that is no paper: a link, or text."""
    if value.kind != "iri":
        return {"id": value.value}
    name = curie(value.value)
    # A name of ours would be taken for a remark, an address at PubMed for a paper.
    if name == value.value or value.value.startswith(BASE) or name.startswith(("PMID:", "DOI:")):
        return {"id": value.value, "reference": value.value}
    return {"id": words.said(name)}
