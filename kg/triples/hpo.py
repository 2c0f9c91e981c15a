"""The Human Phenotype Ontology, whole: terms, definitions, synonyms, hierarchy, and what became of old ids."""

from __future__ import annotations

from collections.abc import Iterator

from kg.names import IAO, OIO, OWL, RDFS, SKOS, expand
from kg.sources.hpo import Hpo, HpoTerm
from kg.triples.terms import LABEL, TYPE, Triple, boolean, iri, text

DEFINITION = IAO + "0000115"
REPLACED_BY = IAO + "0100001"
_SYNONYMS = {
    "EXACT": "hasExactSynonym",
    "BROAD": "hasBroadSynonym",
    "NARROW": "hasNarrowSynonym",
    "RELATED": "hasRelatedSynonym",
}


def hpo_triples(hpo: Hpo) -> Iterator[Triple]:
    """Every term; an alternative id becomes a deprecated class that points to the term it was merged into."""
    for found in hpo.terms.values():
        yield from _term(found)


def _term(found: HpoTerm) -> Iterator[Triple]:
    subject = expand(found.id)
    yield subject, TYPE, iri(OWL + "Class")
    yield subject, SKOS + "notation", text(found.id)
    yield subject, LABEL, text(found.label)
    if found.definition:
        yield subject, DEFINITION, text(found.definition)
    if found.comment:
        yield subject, RDFS + "comment", text(found.comment)
    for synonym in found.synonyms:
        yield subject, OIO + _SYNONYMS[synonym.scope], text(synonym.text)
    for parent in found.parents:
        yield subject, RDFS + "subClassOf", iri(expand(parent))
    for old in found.alternative_ids:
        yield subject, OIO + "hasAlternativeId", text(old)
        yield from _deprecated(expand(old), old, (found.id,))
    if found.obsolete:
        yield from _deprecated(subject, found.id, found.replaced_by)
        for other in found.consider:
            yield subject, OIO + "consider", iri(expand(other))


def _deprecated(subject: str, identifier: str, replacements: tuple[str, ...]) -> Iterator[Triple]:
    yield subject, OWL + "deprecated", boolean(True)
    yield subject, SKOS + "notation", text(identifier)
    for new in replacements:
        yield subject, REPLACED_BY, iri(expand(new))
