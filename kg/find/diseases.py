"""Diseases: which are those of the gene that the graph is about, and what the graph says of the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.engine import Engine
from kg.lexicon.spelling import PROLOGUE, references

_OWN: Final = f"""{PROLOGUE}
SELECT DISTINCT ?disease WHERE {{
  ?own a kg:Disease ; kg:ofGene ?gene .
  ?gene a kg:SubjectGene .
  ?own skos:exactMatch? ?disease .
}} ORDER BY ?disease"""


def own_diseases(engine: Engine) -> frozenset[str]:
    """The diseases of the gene that the graph describes, under each of their names."""
    return frozenset(row["disease"].value for row in engine.rows(_OWN))


def annotations_query(terms: Iterable[str]) -> str:
    """What asks for each finding of each annotated disease, and which of some terms it lies at or below."""
    asked = references(terms)
    return f"""{PROLOGUE}
SELECT DISTINCT ?disease ?name ?term ?met WHERE {{
  ?disease kg:hasAnnotation ?row ; rdfs:label ?name .
  ?row kg:aspect "P" ; kg:aboutTerm ?term .
  OPTIONAL {{ VALUES ?met {{ {asked} }} ?term rdfs:subClassOf* ?met }}
}} ORDER BY ?disease ?term ?met"""
