"""Which disease of databases is which of those that texts set apart from this one: by identifiers, else by names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.engine import Engine
from kg.find import Ref
from kg.find.things import labels_of
from kg.lexicon.spelling import PROLOGUE
from kg.names import contract
from kg.portrait.reference import ReferencePortrait, reference_portrait

_IN_BRACKETS: Final = re.compile(r"\(([^()]*)\)")


def differentials(engine: Engine, iri: str, names: Iterable[str]) -> Iterator[ReferencePortrait]:
    """The differential diagnoses that are this disease, by an identifier that they name or by their name."""
    called, short = set().union(*map(_spelt, names)), contract(iri)
    rows = engine.rows(f"""{PROLOGUE} SELECT ?x ?name ?id WHERE {{
        ?x a kg:DifferentialDiagnosis ; rdfs:label ?name
        OPTIONAL {{ ?x kg:hasItem ?item . ?item kg:role "identifiers" ; rdfs:label ?id }} }} ORDER BY ?x""")
    found = [
        row["x"].value
        for row in rows
        if ("id" in row and row["id"].value == short) or not called.isdisjoint(_spelt(row["name"].value))
    ]
    for one in dict.fromkeys(found):
        portrait = reference_portrait(engine, one)
        if portrait:
            yield portrait


def diseases_called(engine: Engine, name: str, identifiers: Iterable[str] = ()) -> tuple[Ref, ...]:
    """The diseases of the graph with such a name, or one of these short identifiers."""
    rows = engine.rows(
        f"{PROLOGUE} SELECT DISTINCT ?x ?name WHERE {{ ?x a kg:Disease ; rdfs:label|skos:altLabel ?name }} ORDER BY ?x"
    )
    called, known = _spelt(name), set(identifiers)
    found = [
        row["x"].value
        for row in rows
        if contract(row["x"].value) in known or not called.isdisjoint(_spelt(row["name"].value))
    ]
    labels = labels_of(engine, found)
    return tuple(Ref(iri, labels[iri]) for iri in dict.fromkeys(found))


def _spelt(name: str) -> set[str]:
    """A name in small letters, without what stands in brackets, and that alone where it is a name by itself."""
    inside = [one for one in _IN_BRACKETS.findall(name) if " " not in one]
    return {one.strip().casefold() for one in (name, _IN_BRACKETS.sub("", name), *inside) if one.strip()}
