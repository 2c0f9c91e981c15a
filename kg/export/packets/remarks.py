"""Statements that the schema has no field for, in the two places that may hold them; the import reads them back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kg.engine import RowTerm
from kg.export.packets.nodes import Node
from kg.export.packets.words import Words
from kg.names import contract
from kg.sources.our_ontology import OurOntology, Property
from kg.triples.terms import LABEL

_LABEL: Final = Property(LABEL, "datatype")


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
            prop = _LABEL if iri == LABEL else self.ontology.properties.get(iri)
            if prop and (prop is _LABEL or self.ontology.fits(prop, place)) and value.value:
                self.written += 1
                yield prop, value
            else:
                self.leave(place, iri)

    def _told(self, value: RowTerm) -> str:
        return self.words.name(value.value) if value.kind == "iri" else value.value


def link(name: str, iri: str, description: str) -> dict[str, str]:
    """An external reference that leads to a thing of ours."""
    return {"id": name, "reference": iri, **({"description": description} if description else {})}
