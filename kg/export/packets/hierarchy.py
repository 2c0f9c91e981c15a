"""What the release says of the terms of findings, and which disease a person of a paper has.

Papers are read for one gene, whose diseases the graph names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.engine import Engine
from kg.export.packets.nodes import Node
from kg.lexicon.spelling import PROLOGUE
from kg.names import KG, OBO, expand, mint

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


@dataclass(frozen=True, slots=True)
class Diseases:
    """The disease of each gene by the gene's IRI; `usual` is that of the release, where it is about one gene."""

    by_gene: dict[str, str]
    usual: str

    def of(self, genes: Iterable[str]) -> str:
        """The disease of the first gene that has one, else the usual one; empty where there is none."""
        return next((self.by_gene[gene] for gene in genes if gene in self.by_gene), self.usual)


def diseases(engine: Engine, symbols: Iterable[str]) -> Diseases:
    """The disease that covers all of a gene: its only one, else that which is called `SYMBOL-related disorder`.

    So names it GeneReviews, and Mondo after it. Whether a person has a narrower one is not stated of each, and which
    it is would be our guess.
    """
    rows = engine.rows(f"""{PROLOGUE} SELECT DISTINCT ?gene ?symbol ?d ?label WHERE {{
        ?d a kg:Disease ; kg:ofGene ?gene ; rdfs:label|skos:altLabel ?label . ?gene rdfs:label ?symbol }}""")
    named: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    covering: dict[str, str] = {}
    for row in rows:
        gene, symbol = row["gene"].value, row["symbol"].value
        named[gene][row["d"].value].add(row["label"].value.lower())
        covering[gene] = f"{symbol.lower()}-related disorder"
    found = {}
    for gene, by_disease in named.items():
        wide = [iri for iri, labels in by_disease.items() if len(by_disease) == 1 or covering[gene] in labels]
        if len(wide) == 1:
            found[gene] = wide[0]
    genes = [mint("gene", symbol) for symbol in symbols]
    return Diseases(found, found.get(genes[0], "") if len(genes) == 1 else "")
