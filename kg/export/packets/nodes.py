"""Cases out of a release with all that hangs from them, a batch at a time: one query for each step away from a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any, Final

from kg.engine import Engine, Row, RowTerm
from kg.find.pattern import INFERRED
from kg.find.truth import read_value
from kg.lexicon.spelling import PROLOGUE, reference, references
from kg.model.packet_words import FINDINGS, LINKS
from kg.names import KG, graph
from kg.sources.phenopackets.moments import age
from kg.sources.phenopackets.times import duration, years

HANGING: Final = (*FINDINGS, "hasGenotype", "hasImagingStudy", "hasTreatment", "hasMeasurement")
"""From a case to its own things."""
THINGS: Final = tuple(name for name in LINKS if name not in HANGING)
"""From a case to what others share with it."""
_LINKS: Final = tuple(KG + name for name in (*HANGING, *THINGS) if name != "possiblySamePatientAs")
_SHARED: Final = tuple(KG + name for name in ("reportedIn", "hasVariant", "ofVariant", "ofGene", "onTranscript"))
_ORDER: Final = (graph("ontology"), graph("hpo"), graph("reference"))
_OWNERS: Final = tuple(map(graph, ("shared", "reference", "ontology", "hpo", "hpoa", "mappings")))
"""Where a triple may stand that a cohort says as others do, and the papers' graphs."""
_COHORTS: Final = graph("cohort", "")
_BATCH: Final = 200
_OF_THE_PAPER: Final = KG + "hasQuotation"
"""Words of a paper stay with it: they have its licence, and a packet leads to it."""


@dataclass(slots=True)
class Node:
    """What is asserted of one thing; what a field of the packet takes is gone, so that the rest can be told."""

    iri: str
    facts: dict[str, list[RowTerm]] = field(default_factory=dict)

    def copy(self) -> Node:
        """The same thing once more: a family hangs from several people, and each takes from its own."""
        return Node(self.iri, {prop: [*values] for prop, values in self.facts.items()})

    def take(self, prop: str) -> list[RowTerm]:
        """The values of a property, which are then no longer here."""
        return self.facts.pop(prop, [])

    def texts(self, prop: str) -> list[str]:
        """The values of a property as texts, taken."""
        return [value.value for value in self.take(prop)]

    def text(self, prop: str) -> str:
        """The value of a property, taken; of several the first, and all stay, since a field can hold but one."""
        values = self.values(prop)
        if len(values) == 1:
            self.take(prop)
        return values[0] if values else ""

    def age(self, prop: str) -> dict[str, Any]:
        """An age as a time; it stays where the duration does not give the very number back. Empty where none is."""
        ages = self.values(prop)
        if ages and years(duration(float(ages[0]))) == float(ages[0]):
            self.text(prop)
        return age(ages[0]) if ages else {}

    def has(self, prop: str) -> bool:
        """Whether something is said with a property, and not yet taken."""
        return prop in self.facts

    def values(self, prop: str) -> list[str]:
        """The values of a property as texts; they stay."""
        return [value.value for value in self.facts.get(prop, ())]

    def drop(self, prop: str, *expected: str) -> None:
        """Take the values of a property where they are what follows from fields alone."""
        if self.values(prop) == sorted(expected):
            self.take(prop)

    def rest(self) -> Iterator[tuple[str, RowTerm]]:
        """What nothing has taken."""
        return ((prop, value) for prop in sorted(self.facts) for value in self.facts[prop])


def _complete(found: dict[str, Node], others: Iterable[Row]) -> None:
    """Add what owners and papers say of a thing where a cohort's own graph says nothing with a property.

    A triple has one home: what a cohort repeats of a gene or a paper stands with these.
    """
    own = {(iri, prop) for iri, node in found.items() for prop in node.facts}
    for row in others:
        iri, prop = row["s"].value, row["p"].value
        if (iri, prop) not in own:
            found[iri].facts.setdefault(prop, []).append(read_value(prop, row["o"]))


@dataclass(slots=True)
class Graph:
    """The asserted statements of a release that cases need. What several cases share is read once.

    `named` are IRIs that need a label though no case points to them.
    """

    engine: Engine
    shared: dict[str, Node] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    named: tuple[str, ...] = ()
    _home: str = ""

    def cases(self, home: str | None = None) -> list[tuple[str, str]]:
        """Every case with the graph that asserts it, or those of one graph, in the order of their IRIs."""
        chosen = f"VALUES ?g {{ {references([home])} }}" if home else f"FILTER(?g != {INFERRED})"
        rows = self.engine.rows(f"{PROLOGUE} SELECT DISTINCT ?c ?g WHERE {{ {chosen} GRAPH ?g {{ ?c a kg:Case }} }}")
        return sorted((row["c"].value, row["g"].value) for row in rows)

    def batches(self, cases: Iterable[tuple[str, str]]) -> Iterator[list[tuple[Node, dict[str, Node]]]]:
        """The cases, each with the things that hang from it; what a cohort says is never mixed with another's words."""
        for home, members in groupby(cases, lambda case: case[1] if case[1].startswith(_COHORTS) else ""):
            self._home = home
            self.shared.clear()
            self.labels.clear()
            waiting = (iri for iri, _ in members)
            while batch := list(islice(waiting, _BATCH)):
                people = self.nodes(batch)
                linked = {iri: self._linked(node) for iri, node in people.items()}
                things = self.nodes(iri for found in linked.values() for iri in found)
                self._share([*people.values(), *things.values()])
                yield [(people[iri], {one: things[one].copy() for one in linked[iri]}) for iri in batch]

    def nodes(self, iris: Iterable[str], shared: bool = False) -> dict[str, Node]:
        """What is asserted of each thing, values in their order; of `shared` things it may stand in other graphs."""
        found = {iri: Node(iri) for iri in dict.fromkeys(iris)}
        if found:
            own = {graph("shared"), self._home or graph("shared")}
            others: list[Row] = []
            for row in self.engine.rows(self._question(found, shared)):
                if row["p"].value == _OF_THE_PAPER:
                    continue
                if self._home and row["g"].value not in own:
                    others.append(row)
                else:
                    name = row["p"].value
                    found[row["s"].value].facts.setdefault(name, []).append(read_value(name, row["o"]))
            _complete(found, others)
        for node in found.values():
            for values in node.facts.values():
                values.sort(key=lambda term: (term.value, term.datatype or ""))
        return found

    def _question(self, iris: Iterable[str], shared: bool) -> str:
        if not self._home:
            where = f'GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != {INFERRED} && !STRSTARTS(STR(?g), "{_COHORTS}"))'
        elif not shared:
            where = f"BIND({reference(self._home)} AS ?g) GRAPH {reference(self._home)} {{ ?s ?p ?o }}"
        else:
            told = ", ".join(map(reference, (self._home, *_OWNERS)))
            where = f'GRAPH ?g {{ ?s ?p ?o }} FILTER(?g IN ({told}) || STRSTARTS(STR(?g), "{graph("paper", "")}"))'
        return f"{PROLOGUE} SELECT ?s ?p ?o ?g WHERE {{ VALUES ?s {{ {references(iris)} }} {where} }}"

    @staticmethod
    def _linked(node: Node) -> list[str]:
        return [iri for link in _LINKS for iri in node.values(link)]

    def _share(self, nodes: list[Node]) -> None:
        """Read what the things point to: papers, variants, genes, transcripts, and the labels of everything."""
        wanted = {iri for node in nodes for prop in _SHARED for iri in node.values(prop)} - self.shared.keys()
        while wanted:
            fresh = self.nodes(sorted(wanted), shared=True)
            self.shared |= fresh
            nodes = [*nodes, *fresh.values()]
            wanted = {iri for node in fresh.values() for prop in _SHARED for iri in node.values(prop)}
            wanted -= self.shared.keys()
        pointed = {value.value for node in nodes for _, value in node.rest() if value.kind == "iri"}.union(self.named)
        self._label(sorted(pointed - self.labels.keys()))

    def _label(self, iris: list[str]) -> None:
        """One label for each: as the cohort says, else as the ontology, HPO or the reference data do."""
        order = {name: number for number, name in enumerate((self._home, *_ORDER))}
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        if iris:
            rows = self.engine.rows(f"""{PROLOGUE} SELECT ?s ?g ?label WHERE {{
                VALUES ?s {{ {references(iris)} }} GRAPH ?g {{ ?s rdfs:label ?label }} }}""")
            for row in rows:
                found[row["s"].value].append((order.get(row["g"].value, len(order)), row["label"].value))
        self.labels.update({iri: min(found[iri])[1] if iri in found else "" for iri in iris})
