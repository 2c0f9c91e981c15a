"""A word of the ontology: what it means, what a member of a class must be and who is one, how a property is used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.find import Ref, Said, stated
from kg.find.things import children, labels_of
from kg.lexicon.spelling import PROLOGUE, reference
from kg.names import KG, OWL, contract
from kg.portrait.definitions import BecauseOf, Requirement, conditions, reasons
from kg.portrait.expressions import definitions
from kg.release.words import DATASET

MOST: Final = 50
"""Members on one page."""
_WHOLE: Final = 5000
"""Members in a table; of larger classes it has those of the page."""
_WORD: Final = frozenset(
    {
        *("rdfs:label", "rdf:type", "skos:definition", "skos:example", "skos:scopeNote", "skos:closeMatch"),
        *("rdfs:domain", "rdfs:range", "rdfs:subClassOf", "owl:inverseOf", "^owl:inverseOf", "dcterms:source"),
    }
)
_KINDS: Final = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "property that leads to a thing",
    OWL + "DatatypeProperty": "property with a text or a number",
    OWL + "AnnotationProperty": "property for remarks",
    OWL + "NamedIndividual": "word of a closed list",
}
_PROPERTIES: Final = (OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody or something of a class, and the facts by which it meets the definition."""

    ref: Ref
    because: tuple[BecauseOf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedOnce:
    """A statement with a property, as an example."""

    subject: Ref
    value: Ref
    thing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPortrait:
    """A word with all that a reader asks of it.

    `all_members` are those of a class that is not too large. `uses`: how often, by which property or in all.
    """

    ref: Ref
    kinds: tuple[str, ...]
    is_class: bool
    is_property: bool
    definition: str
    example: str
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    close: tuple[Ref, ...]
    parents: tuple[Ref, ...]
    children: tuple[Ref, ...]
    lists: tuple[Ref, ...]
    condition: Requirement | None
    members: tuple[Member, ...]
    all_members: tuple[Ref, ...]
    total: int
    domain: tuple[Ref, ...]
    range: tuple[Ref, ...]
    inverse: tuple[Ref, ...]
    uses: tuple[tuple[Ref, int], ...]
    examples: tuple[UsedOnce, ...]


def word_query(word: WordPortrait) -> str:
    """What asks for the members of a class, the statements with a property, or those with a word of a list."""
    node = reference(word.ref.iri)
    if word.is_property:
        return f"SELECT ?subject ?value WHERE {{ ?subject {node} ?value }} LIMIT 1000"
    if word.is_class:
        labelled = f"?x a {node} OPTIONAL {{ ?x rdfs:label ?label }}"
        return f"{PROLOGUE}SELECT DISTINCT ?x ?label WHERE {{ {labelled} }} ORDER BY ?x"
    return f"SELECT ?subject ?property WHERE {{ ?subject ?property {node} }} LIMIT 1000"


def word_portrait(engine: Engine, iri: str, begun: int = 0) -> WordPortrait | None:
    """A word of our ontology, with its members from one on; None for what is none."""
    if not iri.startswith(KG):
        return None
    one = stated(engine, [(iri, _WORD)])[iri]
    kinds = one.texts("rdf:type")
    if not one.text("rdfs:label"):
        return None
    is_class, is_property = OWL + "Class" in kinds, not set(_PROPERTIES).isdisjoint(kinds)
    known = definitions(engine) if is_class else {}
    members, total = _members(engine, iri, begun, MOST) if is_class else ((), 0)
    whole = members if total <= len(members) or total > _WHOLE else _members(engine, iri, 0, _WHOLE)[0]
    uses = () if is_class else _uses(engine, iri, is_property)
    because = reasons(engine, iri, [ref.iri for ref in members], known) if iri in known else {}
    return WordPortrait(
        ref=Ref(iri, one.label),
        kinds=tuple(_KINDS[kind] for kind in kinds if kind in _KINDS),
        is_class=is_class,
        is_property=is_property,
        definition=one.text("skos:definition") or "",
        example=one.text("skos:example") or "",
        notes=one.texts("skos:scopeNote"),
        sources=one.texts("dcterms:source"),
        close=one.refs("skos:closeMatch"),
        parents=_named(one, "rdfs:subClassOf"),
        children=children(engine, iri) if is_class else (),
        lists=tuple(ref for ref in one.refs("rdf:type") if ref.iri.startswith(KG)),
        condition=conditions(engine, known[iri]) if iri in known else None,
        members=tuple(Member(ref=ref, because=because.get(ref.iri, ())) for ref in members),
        all_members=whole,
        total=total,
        domain=_named(one, "rdfs:domain"),
        range=_named(one, "rdfs:range"),
        inverse=tuple(dict.fromkeys((*one.refs("owl:inverseOf"), *one.refs("^owl:inverseOf")))),
        uses=uses,
        examples=_examples(engine, iri, uses[0][1]) if is_property else (),
    )


def _named(one: Said, name: str) -> tuple[Ref, ...]:
    return tuple(Ref(ref.iri, ref.label or contract(ref.iri)) for ref in one.refs(name) if ref.iri.startswith("http"))


def _members(engine: Engine, iri: str, begun: int, most: int) -> tuple[tuple[Ref, ...], int]:
    of_it = f"?x a {reference(iri)} FILTER(isIRI(?x))"
    told = engine.rows(f"""{PROLOGUE} SELECT ?n WHERE {{ <{DATASET}> void:classPartition ?part .
        ?part void:class {reference(iri)} ; void:entities ?n }}""")
    large = bool(told) and int(told[0]["n"].value) > _WHOLE
    counted = told if large else engine.rows(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {of_it} }}")
    # Of hundreds of thousands none can be put in order while a reader waits: they come as the store has them.
    ordered = "" if large else "ORDER BY ?x"
    rows = engine.rows(f"SELECT DISTINCT ?x WHERE {{ {of_it} }} {ordered} LIMIT {int(most)} OFFSET {int(begun)}")
    return _refs(engine, [row["x"].value for row in rows]), int(counted[0]["n"].value)


def _refs(engine: Engine, iris: Iterable[str]) -> tuple[Ref, ...]:
    wanted = list(iris)
    labels = labels_of(engine, wanted)
    return tuple(Ref(iri, labels[iri]) for iri in wanted)


def _uses(engine: Engine, iri: str, is_property: bool) -> tuple[tuple[Ref, int], ...]:
    node = reference(iri)
    if is_property:
        rows = engine.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?x {node} ?y }}")
        return ((Ref(iri, ""), int(rows[0]["n"].value)),)
    rows = engine.rows(f"""SELECT ?p (COUNT(*) AS ?n) WHERE {{ ?x ?p {node} FILTER(STRSTARTS(STR(?p), "{KG}")) }}
        GROUP BY ?p ORDER BY DESC(?n) ?p""")
    refs = _refs(engine, [row["p"].value for row in rows])
    return tuple(zip(refs, [int(row["n"].value) for row in rows], strict=True))


def _examples(engine: Engine, iri: str, uses: int) -> tuple[UsedOnce, ...]:
    told = f"?x {reference(iri)} ?y FILTER(isIRI(?x) && !isBlank(?y))"
    ordered = "" if uses > _WHOLE else "ORDER BY ?x ?y"
    rows = engine.rows(f"SELECT ?x ?y WHERE {{ {told} }} {ordered} LIMIT 5")
    labels = labels_of(engine, {row[name].value for row in rows for name in ("x", "y") if row[name].kind == "iri"})
    return tuple(
        UsedOnce(
            subject=Ref(row["x"].value, labels[row["x"].value]),
            value=Ref(row["y"].value, labels.get(row["y"].value, row["y"].value)),
            thing=row["y"].kind == "iri",
        )
        for row in rows
    )
