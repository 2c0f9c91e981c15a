"""SSSOM tables as SKOS: one triple a mapping, and a node a row that keeps its justification and confidence."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from kg.names import RDFS, SKOS, digest, mint, term
from kg.sources.positions import value_of
from kg.triples.terms import LABEL, Triple, called, decimal, iri, texts

_SEMAPV = "https://w3id.org/semapv/vocab/"


def read_sssom(path: Path) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The prefixes and the rows of an SSSOM table (TSV with a commented YAML head)."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = value_of("\n".join(raw[1:] for raw in lines if raw.startswith("#"))) or {}
    body = [raw for raw in lines if not raw.startswith("#")]
    return head.get("curie_map", {}), list(csv.DictReader(body, delimiter="\t", quoting=csv.QUOTE_NONE))


def mapping_triples(path: Path) -> Iterator[Triple]:
    """Every row whose two ends have a namespace in the table's own head."""
    prefixes, rows = read_sssom(path)

    def whole(curie: str) -> str:
        prefix, _, local = curie.partition(":")
        return prefixes[prefix] + local

    for row in rows:
        subject, target = whole(row["subject_id"]), whole(row["object_id"])
        relation = row["predicate_id"].removeprefix("skos:")
        yield subject, SKOS + relation, iri(target)
        yield from texts(subject, LABEL, row["subject_label"])
        # Two sources may give one mapping, each a record of its own with its own justification.
        node = mint("mapping", digest(subject, relation, target, row["mapping_justification"]))
        label = f"{row['subject_label']} {relation} {row['object_label'] or row['object_id']}"
        yield from called(node, label, "Mapping")
        yield node, term("mapsFrom"), iri(subject)
        yield node, term("mapsTo"), iri(target)
        yield node, term("mappingRelation"), iri(SKOS + relation)
        justification = row["mapping_justification"].removeprefix("semapv:")
        yield node, term("justification"), iri(_SEMAPV + justification)
        if row.get("confidence"):
            yield node, term("confidence"), decimal(float(row["confidence"]))
        if row.get("see_also"):
            yield node, RDFS + "seeAlso", iri(row["see_also"])
        yield from texts(target, LABEL, row.get("object_label"))
        yield from texts(node, term("note"), row.get("comment"))
