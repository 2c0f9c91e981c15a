"""What HPO says of the terms of findings: which are phenotypes, which tell that someone died, what lies above which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.engine import Engine
from kg.export.packets.nodes import Node
from kg.lexicon.spelling import PROLOGUE
from kg.names import KG, OBO, expand

_PHENOTYPE, _AGE_OF_DEATH = expand("HP:0000118"), expand("HP:0011420")
_PARENTS: Final = f"""SELECT DISTINCT ?term ?parent WHERE {{
    ?term rdfs:subClassOf ?parent FILTER(STRSTARTS(STR(?parent), "{OBO}HP_")) }}"""


@dataclass(slots=True)
class Hierarchy:
    """The hierarchy of one release's HPO, by IRI; a class that it does not know has nothing above it."""

    parents: Mapping[str, list[str]]
    _above: dict[str, frozenset[str]] = field(default_factory=dict)

    def above(self, term: str) -> frozenset[str]:
        """The ancestors of a class."""
        if term not in self._above:
            parents = self.parents.get(term, ())
            self._above[term] = frozenset(parents).union(*map(self.above, parents))
        return self._above[term]

    def is_phenotype(self, term: str) -> bool:
        """Whether it stands below HPO's phenotypes; so is taken what the release does not know."""
        return term == _PHENOTYPE or not self.above(term) or _PHENOTYPE in self.above(term)

    def of_death(self, present: Iterable[Node]) -> str:
        """The class that tells at what age someone died, the first of them; empty where no finding does."""
        return next((iri for iri in _codes(present) if _AGE_OF_DEATH in self.above(iri)), "")

    def seen(self, present: Iterable[Node]) -> frozenset[str]:
        """Everything that the findings of a person are, by their terms and what lies above."""
        return frozenset().union(*(self.above(iri) for iri in _codes(present)))


def _codes(findings: Iterable[Node]) -> list[str]:
    return [iri for one in findings for iri in one.values(KG + "codedAs")]


def hierarchy(engine: Engine) -> Hierarchy:
    """The classes of a graph's HPO."""
    parents: dict[str, list[str]] = defaultdict(list)
    for row in engine.rows(f"{PROLOGUE} {_PARENTS}"):
        parents[row["term"].value].append(row["parent"].value)
    return Hierarchy(dict(parents))
