"""Which disease a person of a paper has: papers are read for one gene, whose diseases the graph names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.engine import Engine
from kg.lexicon.spelling import PROLOGUE
from kg.names import mint


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
