"""Classes of HPO that are no phenotypes: how a disease runs, how it is inherited, how often, when someone died."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.export.packets.nodes import Node
from kg.find.spelling import PROLOGUE
from kg.names import KG, expand

_ALL, _PHENOTYPE, _AGE_OF_DEATH = (f"<{expand(one)}>" for one in ("HP:0000001", "HP:0000118", "HP:0011420"))
_BRANCHES: Final = f"""SELECT DISTINCT ?term WHERE {{
    ?branch rdfs:subClassOf {_ALL} FILTER(?branch != {_PHENOTYPE}) ?term rdfs:subClassOf* ?branch
    FILTER NOT EXISTS {{ ?term rdfs:subClassOf* {_PHENOTYPE} }} }}"""
_DEATHS: Final = f"SELECT DISTINCT ?term WHERE {{ ?term rdfs:subClassOf+ {_AGE_OF_DEATH} }}"


@dataclass(frozen=True, slots=True)
class OtherTerms:
    """The IRIs of the classes of one release; a class that its HPO does not know is none of them."""

    no_phenotypes: frozenset[str]
    deaths: frozenset[str]

    def of_death(self, findings: Iterable[Node]) -> str:
        """The class that tells at what age someone died, the first of them; empty where none does."""
        coded = (iri for one in findings for iri in one.values(KG + "codedAs"))
        return next((iri for iri in coded if iri in self.deaths), "")


def other_terms(engine: Engine) -> OtherTerms:
    """The classes of a graph's HPO that stand below another branch than that of phenotypes."""
    found = (
        frozenset(row["term"].value for row in engine.rows(f"{PROLOGUE} {query}")) for query in (_BRANCHES, _DEATHS)
    )
    return OtherTerms(*found)
