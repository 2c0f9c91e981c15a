"""Ontologies of the OBO family, in whichever of their three formats a release is given: OBO, OBO Graphs JSON, OWL."""

from kg.sources.ontology.ontology import CurrentTerm, Ontology
from kg.sources.ontology.read import KINDS, OntologyRelease, read_bytes, read_release
from kg.sources.ontology.term import OntologyTerm, Synonym

__all__ = [
    "KINDS",
    "CurrentTerm",
    "Ontology",
    "OntologyRelease",
    "OntologyTerm",
    "Synonym",
    "read_bytes",
    "read_release",
]
