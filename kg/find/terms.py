"""What a term means and where it stands, beyond the statements about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.find.facts import Ref
from kg.find.statements import stated
from kg.find.things import children
from kg.names import KG

_SYNONYMS: Final = tuple(f"oio:has{scope}Synonym" for scope in ("Exact", "Related", "Broad", "Narrow"))
_DEFINED: Final = ("obo:IAO_0000115", "skos:definition")
_PARENT, _CARE, _MEANT = "rdfs:subClassOf", "skos:scopeNote", "rdfs:seeAlso"
_PROPERTIES: Final = frozenset({"rdfs:label", *_DEFINED, _PARENT, _CARE, _MEANT, *_SYNONYMS})


@dataclass(frozen=True, slots=True)
class TermFacts:
    """Its facts; `cares` say what may mislead about the term, `meant` are the words of ours that hold what is meant."""

    iri: str
    label: str
    definition: str
    cares: tuple[str, ...]
    meant: tuple[Ref, ...]
    synonyms: tuple[str, ...]
    parents: tuple[Ref, ...]
    children: tuple[Ref, ...]


def term_facts(engine: Engine, iri: str) -> TermFacts:
    """Those of a term, or of a word of ours; all but the name empty where nothing is said of it."""
    found = stated(engine, [(iri, _PROPERTIES)])[iri]
    return TermFacts(
        iri=iri,
        label=found.label,
        definition=next((text for name in _DEFINED for text in found.texts(name)), ""),
        cares=found.texts(_CARE),
        meant=tuple(one for one in found.refs(_MEANT) if one.iri.startswith(KG)),
        synonyms=tuple(sorted({text for name in _SYNONYMS for text in found.texts(name)})),
        # A class that is described and has no name has no page.
        parents=tuple(one for one in found.refs(_PARENT) if ":" in one.iri and not one.iri.startswith("_:")),
        children=children(engine, iri),
    )
