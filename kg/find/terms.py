"""What is known of a term beyond the statements about it: its meaning, its place, and where it was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.errors import UnknownName
from kg.find.facts import FindingFacts, Page, Ref
from kg.find.filters import ObservationFilter
from kg.find.findings import findings
from kg.find.things import Fact, Thing, children, labels_of
from kg.names import KG, OBO, OIO, RDFS, SKOS

_DEFINITION: Final = OBO + "IAO_0000115"
_SYNONYMS: Final = tuple(f"{OIO}has{scope}Synonym" for scope in ("Exact", "Related", "Broad", "Narrow"))
_PARENT: Final = RDFS + "subClassOf"
_CARE, _MEANT = SKOS + "scopeNote", RDFS + "seeAlso"


@dataclass(frozen=True, slots=True)
class TermFacts:
    """Its facts; `cares` say what may mislead about the term, `meant` are the words of ours that hold what is meant.

    `labels` are those of the papers and persons of the findings `seen`.
    """

    definition: str
    cares: tuple[str, ...]
    meant: tuple[Ref, ...]
    synonyms: tuple[str, ...]
    parents: tuple[Ref, ...]
    children: tuple[Ref, ...]
    seen: Page[FindingFacts] | None
    labels: Mapping[str, str]
    most: int


def term_facts(engine: Engine, thing: Thing, most: int, offset: int = 0) -> TermFacts:
    """Those of a thing, with up to `most` of the findings that are it, from one on. Raises `BadPage`."""
    try:
        seen = findings(engine, ObservationFilter(term=(thing.iri,)), most, offset)
    except UnknownName:
        seen = None
    named = [iri for one in (seen.items if seen else ()) for iri in (*one.cases, one.paper) if iri]
    parents = (_ref(fact) for fact in thing.values(_PARENT) if fact.other.kind == "iri")
    return TermFacts(
        definition=next((fact.other.value for fact in thing.values(_DEFINITION)), ""),
        cares=tuple(fact.other.value for fact in thing.values(_CARE)),
        meant=tuple(_ref(fact) for fact in thing.values(_MEANT) if fact.other.value.startswith(KG)),
        synonyms=tuple(sorted({fact.other.value for name in _SYNONYMS for fact in thing.values(name)})),
        parents=tuple(dict.fromkeys(parents)),
        children=children(engine, thing.iri),
        seen=seen,
        labels=labels_of(engine, named),
        most=most,
    )


def _ref(fact: Fact) -> Ref:
    return Ref(fact.other.value, fact.label)
