"""The Human Phenotype Ontology, whole: terms, definitions, synonyms, hierarchy, and what became of old ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.names import IAO, OBO, OIO, OWL, RDFS, SKOS, expand
from kg.sources.hpo import Hpo, HpoTerm
from kg.triples.terms import LABEL, TYPE, Triple, boolean, iri, text, texts

_CUT = re.compile(rf"<{re.escape(OBO)}(HP_\d{{7}})> <(?:{re.escape(TYPE)}|{re.escape(RDFS)}(?:label|subClassOf))> ")
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
    yield from texts(subject, DEFINITION, found.definition)
    yield from texts(subject, RDFS + "comment", found.comment)
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


def renewed(statements: Iterable[str], hpo: Hpo) -> Iterator[str]:
    """Statements of ontology slices, with those about HPO's terms said anew as the release in place says them.

    The slice was cut from the release that ships; from that one the statements come back as they are. A term that is
    no more, or obsolete, falls out of it.
    """
    named = set()
    for statement in statements:
        if match := _CUT.match(statement):
            named.add(match[1].replace("_", ":"))
        else:
            yield statement
    for identifier in sorted(set().union(*(hpo.ancestors(one) for one in named if hpo.current(one)))):
        subject, term = f"<{expand(identifier)}>", hpo.terms[identifier]
        yield f"{subject} <{TYPE}> {iri(OWL + 'Class')}"
        yield f"{subject} <{LABEL}> {text(term.label)}"
        yield from (f"{subject} <{RDFS}subClassOf> {iri(expand(parent))}" for parent in term.parents)
