"""What is stated or computed of many things of several kinds: one query for all of them, whatever their number.

What only follows by reasoning is left out here: a finding has the types of dozens of ancestors, its paper gave it one.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from kg.engine import Engine, Question
from kg.find.facts import Ref
from kg.find.pattern import INFERRED
from kg.find.said import Said, keep_label, sorted_refs
from kg.lexicon.spelling import PROLOGUE, reference, references
from kg.names import KG, PREFIXES

Properties: TypeAlias = frozenset[str]
"""Prefixed names (`kg:sex`); with `^` in front, statements that lead here (`^kg:hasFinding`)."""
INVERSE: Final = "^"
CSV: Final = "text/csv"
_TYPE: Final = frozenset({"rdf:type"})


def stated(engine: Engine, wanted: Iterable[tuple[str, Properties]]) -> dict[str, Said]:
    """The statements about each thing with the properties that are asked of it; none where nothing is said."""
    by_properties: dict[Properties, list[str]] = defaultdict(list)
    for iri, properties in wanted:
        by_properties[properties].append(iri)
    names: dict[str, str] = {}
    branches = []
    for properties, iris in by_properties.items():
        direct = {_iri(name): name for name in properties if not name.startswith(INVERSE)}
        inverse = {_iri(name.removeprefix(INVERSE)): name for name in properties if name.startswith(INVERSE)}
        names |= direct | {INVERSE + iri: name for iri, name in inverse.items()}
        subjects = dict.fromkeys(iris)
        if direct:
            # A filter on ?p, not a second VALUES: Oxigraph answers two VALUES with a scan of the whole store.
            test = f"{_one_of(direct)} && ?g != {INFERRED}"
            branches.append(f"{{ VALUES ?s {{ {references(subjects)} }} GRAPH ?g {{ ?s ?p ?o }} FILTER({test}) }}")
        if inverse:
            # Pairs, since hundreds of thousands of statements may lead to one thing: those with a property are few.
            pairs = " ".join(f"({reference(iri)} {reference(p)})" for iri in subjects for p in inverse)
            branches.append(f'{{ VALUES (?s ?p) {{ {pairs} }} ?o ?p ?s BIND("{INVERSE}" AS ?back) }}')
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    if branches:
        union = " UNION ".join(branches)
        query = f"SELECT DISTINCT ?s ?p ?back ?o ?label WHERE {{ {union} OPTIONAL {{ ?o rdfs:label ?label }} }}"
        for subject, link, back, value, label in _rows(engine, PROLOGUE + query):
            labels = found[subject][names[back + link]]
            known = labels.get(value)
            # Of several labels the first by its spelling, so that the answer is the same each time.
            if known is None or label < known:
                labels[value] = label
    return {iri: Said(iri, _facts(found.get(iri, {}))) for iris in by_properties.values() for iri in iris}


def _rows(engine: Engine, query: str) -> Iterator[list[str]]:
    """The rows of an answer as texts: thousands of them are read for a page, and CSV is read fastest."""
    rows = csv.reader(io.StringIO(engine.answer(Question(query, (CSV,))).body.decode(), newline=""))
    next(rows)
    return rows


def _facts(facts: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[Ref, ...]]:
    return {
        name: tuple(
            [Ref(value, label) for value, label in (sorted(values.items()) if len(values) > 1 else values.items())]
        )
        for name, values in facts.items()
    }


def types(engine: Engine, iris: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The classes that each thing is stated to be of; none for what nothing is said of."""
    return {iri: one.texts("rdf:type") for iri, one in stated(engine, ((iri, _TYPE) for iri in iris)).items()}


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def _one_of(iris: Iterable[str]) -> str:
    return f"?p IN ({', '.join(map(reference, iris))})"


def categories(engine: Engine, cases: Iterable[str]) -> dict[str, tuple[Ref, ...]]:
    """The defined classes that a reasoner found each person to belong to."""
    cases = list(dict.fromkeys(cases))
    rows = engine.rows(f"""{PROLOGUE}
        SELECT DISTINCT ?s ?o ?label WHERE {{ VALUES ?s {{ {references(cases)} }} GRAPH {INFERRED} {{ ?s a ?o }}
          ?o rdfs:isDefinedBy <{KG[:-1]}> ; rdfs:label ?label }}""")
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        keep_label(found[row["s"].value], row)
    return {case: sorted_refs(found[case]) for case in cases}
