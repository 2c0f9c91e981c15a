"""The data model as it is declared and used: classes with how many things are of them, properties with from and to.

Counts are those of the description of the dataset (VoID), which a release works out once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.find import Ref, Said, stated
from kg.find.things import words
from kg.lexicon.spelling import PROLOGUE
from kg.names import KG
from kg.release.words import DATASET

_DECLARED: Final = frozenset({"rdfs:domain", "rdfs:range", "rdfs:subClassOf", "owl:equivalentClass", "rdf:type"})
_VALUE: Final = KG + "Value"
_KINDS: Final = {"ObjectProperty": True, "DatatypeProperty": False}
ASKED: Final = f"""{PROLOGUE}
SELECT ?class ?entities ?property ?to ?triples WHERE {{
  <{DATASET}> void:classPartition ?partition . ?partition void:class ?class ; void:entities ?entities
  FILTER(STRSTARTS(STR(?class), "{KG}"))
  OPTIONAL {{ ?partition void:propertyPartition ?used . ?used void:property ?property ; void:classPartition ?target .
    ?target void:class ?to ; void:triples ?triples FILTER(STRSTARTS(STR(?to), "{KG}")) }}
}} ORDER BY ?class ?property ?to"""
"""What asks for the classes in use, and what leads from one to another."""
_COUNTS: Final = f"""{PROLOGUE}
SELECT ?class ?entities WHERE {{ <{DATASET}> void:classPartition ?partition .
  ?partition void:class ?class ; void:entities ?entities FILTER(STRSTARTS(STR(?class), "{KG}")) }}"""
_REPORTED: Final = f"""{PROLOGUE}
SELECT ?class ?to WHERE {{ ?used void:property kg:reportedIn ; void:classPartition/void:class ?to .
  ?partition void:propertyPartition ?used ; void:class ?class FILTER(STRSTARTS(STR(?class), "{KG}")) }}"""
_USED: Final = f"""{PROLOGUE}
SELECT ?property ?triples WHERE {{
  <{DATASET}> void:propertyPartition ?used . ?used void:property ?property ; void:triples ?triples }}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelClass:
    """A class of the ontology. `defined`: membership follows from a definition; `value`: a word of a closed list."""

    ref: Ref
    definition: str
    count: int
    above: tuple[str, ...]
    defined: bool
    value: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelLink:
    """A property, to things or to texts and numbers."""

    ref: Ref
    definition: str
    to_things: bool
    source: Ref | None
    target: Ref | None
    uses: int


@dataclass(frozen=True, slots=True)
class Model:
    """All of it. `reported`: the classes, by their IRIs, of what is reported in a paper."""

    classes: tuple[ModelClass, ...]
    links: tuple[ModelLink, ...]
    reported: frozenset[str]


def model(engine: Engine) -> Model:
    """As the ontology declares it and the graph uses it."""
    told = words(engine)
    declared = stated(engine, [(one.iri, _DECLARED) for one in told])
    counts = {row["class"].value: int(row["entities"].value) for row in engine.rows(_COUNTS)}
    uses = {row["property"].value: int(row["triples"].value) for row in engine.rows(_USED)}
    above = {one.iri: _named(declared[one.iri], "rdfs:subClassOf") for one in told}
    return Model(
        classes=tuple(
            ModelClass(
                ref=Ref(one.iri, one.label),
                definition=one.definition,
                count=counts.get(one.iri, 0),
                above=above[one.iri],
                defined=bool(declared[one.iri].refs("owl:equivalentClass")),
                value=_VALUE in {one.iri, *above_all(one.iri, above)},
            )
            for one in told
            if one.kind == "Class"
        ),
        links=tuple(
            ModelLink(
                ref=Ref(one.iri, one.label),
                definition=one.definition,
                to_things=_KINDS[one.kind],
                source=_end(declared[one.iri], "rdfs:domain"),
                target=_end(declared[one.iri], "rdfs:range"),
                uses=uses.get(one.iri, 0),
            )
            for one in told
            if one.kind in _KINDS
        ),
        reported=frozenset(row["class"].value for row in engine.rows(_REPORTED)),
    )


def above_all(iri: str, above: Mapping[str, Iterable[str]]) -> set[str]:
    """Every class above one."""
    found, waiting = set[str](), [iri]
    while waiting:
        for one in above.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


def _named(one: Said, name: str) -> tuple[str, ...]:
    return tuple(ref.iri for ref in one.refs(name) if ref.iri.startswith(KG))


def _end(one: Said, name: str) -> Ref | None:
    """The class or datatype at an end; None where there is none or a choice of several."""
    return next((ref for ref in one.refs(name) if ref.iri.startswith("http")), None)
