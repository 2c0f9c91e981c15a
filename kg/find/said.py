"""What the graph says of many things at once: one query for all of them, so that no list costs a query a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from kg.engine import Engine, Row
from kg.find.facts import Ref
from kg.find.truth import truth
from kg.lexicon.spelling import PROLOGUE, reference, references
from kg.model.words import Depth
from kg.names import BIBO, DCTERMS, KG, RDF, RDFS, contract

_SPACES: Final = {"kg": KG, "rdf": RDF, "rdfs": RDFS, "bibo": BIBO, "dcterms": DCTERMS}
_BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """The facts of one thing by property (`kg:sex`), each value with the label of what it points to."""

    iri: str
    facts: Mapping[str, Sequence[Ref]] = field(default_factory=dict)

    def refs(self, name: str) -> tuple[Ref, ...]:
        """Every value, in the order of the IRIs."""
        return tuple(self.facts.get(name, ()))

    def ref(self, name: str) -> Ref | None:
        """The value, or the first of several."""
        return next(iter(self.facts.get(name, ())), None)

    def texts(self, name: str) -> tuple[str, ...]:
        """Every value as text, sorted."""
        return tuple(found.iri for found in self.facts.get(name, ()))

    def text(self, name: str) -> str | None:
        """The value as text, or the first of several."""
        return next(iter(self.texts(name)), None)

    def word(self, name: str) -> str | None:
        """The local name of a value of our ontology: `female` for kg:female."""
        found = self.text(name)
        return None if found is None else found.removeprefix(KG)

    def number(self, name: str) -> float | None:
        """The value as a number."""
        found = self.text(name)
        return None if found is None else float(found)

    def flag(self, name: str) -> bool | None:
        """The value as true or false; None where nothing is said. Raises `OddAnswer`."""
        found = self.text(name)
        return None if found is None else truth(found)

    @property
    def label(self) -> str:
        """Its label, else its short name."""
        return self.text("rdfs:label") or contract(self.iri)

    @property
    def depth(self) -> Depth | None:
        """The deepest reading it rests on."""
        found = set(self.texts("kg:readingDepth"))
        return max((one for one in Depth if one.iri in found), key=lambda depth: depth.rank, default=None)


def said(engine: Engine, iris: Iterable[str], properties: str) -> dict[str, Said]:
    """The facts of every thing, in the order given; a thing of which nothing is said has none.

    `properties` are prefixed names with spaces between: `rdfs:label kg:sex`.
    """
    split = (name.partition(":") for name in properties.split())
    names = {_SPACES[prefix] + local: f"{prefix}:{local}" for prefix, _, local in split}
    wanted = list(dict.fromkeys(iris))
    found: dict[str, dict[str, dict[str, str]]] = {iri: defaultdict(dict) for iri in wanted}
    for batch in _batches(wanted):
        # A filter on ?p, not a second VALUES: Oxigraph answers two VALUES with a scan of the whole store.
        rows = engine.rows(f"""{PROLOGUE}
            SELECT ?s ?p ?o ?label WHERE {{
              VALUES ?s {{ {references(batch)} }} ?s ?p ?o
              FILTER(?p IN ({", ".join(map(reference, names))})) OPTIONAL {{ ?o rdfs:label ?label }}
            }}""")
        for row in rows:
            keep_label(found[row["s"].value][names[row["p"].value]], row)
    return {
        iri: Said(iri, {name: sorted_refs(values) for name, values in facts.items()}) for iri, facts in found.items()
    }


def keep_label(labels: dict[str, str], row: Row) -> None:
    """Keep the first label of the object by its spelling, so that several give one answer every time."""
    value = row["o"].value
    label = row["label"].value if "label" in row else contract(value)
    labels[value] = min(label, labels.get(value, label))


def sorted_refs(labels: Mapping[str, str]) -> tuple[Ref, ...]:
    """Things with their labels, in the order of their IRIs."""
    return tuple(Ref(iri, label) for iri, label in sorted(labels.items()))


def _batches(things: Sequence[str]) -> Iterator[list[str]]:
    waiting = iter(things)
    while batch := list(islice(waiting, _BATCH)):
        yield batch
