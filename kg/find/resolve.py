"""From what people write to what the graph calls it: IRIs, CURIEs, PubMed ids, HGVS names, labels, former HPO ids."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from kg.engine import Engine
from kg.errors import UnknownName
from kg.find.spelling import PROLOGUE, expanded, literal, reference
from kg.names import contract

_LABEL: Final = "rdfs:label|skos:altLabel"


class Kind(Enum):
    """What a name may mean: the pattern that says so, and the properties that hold its plain names."""

    TERM = ("?x a owl:Class", "rdfs:label|oio:hasExactSynonym")
    CASE = ("?x a kg:Case", _LABEL)
    PAPER = ("?x a kg:Paper", "bibo:pmid|bibo:doi|kg:pmcid|dcterms:title")
    VARIANT = ("?x a kg:Variant", "kg:hgvsCoding|kg:hgvsProtein|kg:hgvs|rdfs:label")
    FINDING = ("?x kg:statedAs ?stated ; kg:reportedIn ?source", _LABEL)
    GENE = ("?x a kg:Gene", _LABEL)
    CONSEQUENCE = ("?of kg:consequence ?x", _LABEL)
    DOMAIN = ("{ ?x a kg:ProteinDomain } UNION { ?of a kg:ProteinDomain, ?x }", _LABEL)
    MODALITY = ("?x a kg:Modality", _LABEL)
    REGION = ("?x a kg:Region", _LABEL)


class Names:
    """Resolves the names of one question; `rewrites` collects which were read as others."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.rewrites: list[str] = []

    def all(self, kind: Kind, spelling: str) -> tuple[str, ...]:
        """The IRIs a name may stand for; several where a protein name fits more than one variant.

        Raises `UnknownName` when nothing is called so, and `NotAName` for what cannot be a name.
        """
        iri = expanded(spelling)
        found = self._by_iri(kind, iri) if iri else self._by_word(kind, spelling.strip())
        if not found:
            raise UnknownName(f"no {kind.name.lower()} here is called {spelling[:80]!r}", spelling)
        return found

    def one(self, kind: Kind, spelling: str) -> str | None:
        """The one thing of this name, else None."""
        try:
            found = self.all(kind, spelling)
        except UnknownName:
            return None
        return found[0] if len(found) == 1 else None

    def _by_iri(self, kind: Kind, iri: str) -> tuple[str, ...]:
        pattern, ref = kind.value[0], reference(iri)
        rows = self._engine.rows(f"""{PROLOGUE}
            SELECT DISTINCT ?x ?instead WHERE {{
              {{ BIND({ref} AS ?x) FILTER EXISTS {{ {pattern} }} }}
              UNION {{ {ref} iao:0100001 ?x BIND(true AS ?instead) }}
              UNION {{ ?x skos:exactMatch {ref} . {pattern} }}
            }} ORDER BY ?x""")
        for row in rows:
            if "instead" in row:
                new = row["x"].value
                self.rewrites.append(f"{contract(iri)} is an old identifier and is read as {contract(new)}")
        return tuple(dict.fromkeys(row["x"].value for row in rows))

    def _by_word(self, kind: Kind, word: str) -> tuple[str, ...]:
        pattern, names = kind.value
        ways = [literal(way) for way in _ways(kind, word)]
        if kind is Kind.TERM:  # too many to compare one by one
            test = f"VALUES ?name {{ {' '.join(ways)} }} ?x {names} ?name . {pattern}"
        else:
            listed = ", ".join(ways)
            test = f"""{pattern} . ?x {names} ?name
              BIND(REPLACE(LCASE(STR(?name)), "_", " ") AS ?plain)
              BIND(REPLACE(REPLACE(LCASE(STR(?x)), "^.*[/#]", ""), "[-_]", " ") AS ?key)
              FILTER(?plain IN ({listed}) || ?key IN ({listed}))"""
        rows = self._engine.rows(f"{PROLOGUE} SELECT DISTINCT ?x WHERE {{ {test} }} ORDER BY ?x")
        return tuple(row["x"].value for row in rows)


def _ways(kind: Kind, word: str) -> list[str]:
    """The ways to say a word: HPO labels begin with a capital, SO's `missense_variant` is also called missense."""
    if kind is Kind.TERM:
        return [word, word[:1].upper() + word[1:]]
    plain = re.sub(r"[\s_]+", " ", word).lower()
    return [plain, f"{plain} variant"] if kind is Kind.CONSEQUENCE else [plain, plain.replace("-", " ")]
