"""The Human Phenotype Ontology, whole, with what became of old ids; and its annotations of diseases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.names import IAO, OBO, OIO, OWL, RDFS, SCHEMES, SKOS, digest, expand, mint, slug, term
from kg.sources.hpo import Hpo
from kg.sources.hpoa import Annotation
from kg.sources.ontology import OntologyTerm
from kg.triples.terms import LABEL, TYPE, Triple, boolean, called, iri, text, texts, told

_CUT = re.compile(rf"<{re.escape(OBO)}(HP_\d{{7}})> <(?:{re.escape(TYPE)}|{re.escape(RDFS)}(?:label|subClassOf))> ")
DEFINITION = IAO + "0000115"
REPLACED_BY = IAO + "0100001"


def hpo_triples(hpo: Hpo) -> Iterator[Triple]:
    """Every term; an alternative id becomes a deprecated class that points to the term it was merged into."""
    for found in hpo.terms.values():
        yield from _term(found)


def _term(found: OntologyTerm) -> Iterator[Triple]:
    subject = expand(found.id)
    yield subject, TYPE, iri(OWL + "Class")
    yield subject, SKOS + "notation", text(found.id)
    yield subject, LABEL, text(found.label)
    yield from texts(subject, DEFINITION, found.definition)
    yield from texts(subject, RDFS + "comment", found.comment)
    for synonym in found.synonyms:
        yield subject, f"{OIO}has{synonym.scope.capitalize()}Synonym", text(synonym.text)
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


def annotation_triples(row: Annotation) -> Iterator[Triple]:
    """One row: a plain link from the disease to the term, and a node that holds frequency and reference."""
    disease = expand(row.disease)
    facts = (row.hpo, row.negated, row.references, row.evidence, row.frequency, row.onset, row.sex)
    node = mint("annotation", slug(row.disease), f"{slug(row.hpo)}-{digest(*facts)}")
    yield from called(disease, row.name, "Disease")
    yield disease, term("hasExcludedPhenotype" if row.denied else "hasPhenotype"), iri(expand(row.hpo))
    yield disease, term("hasAnnotation"), iri(node)
    yield from called(node, f"{row.name}: {'not ' if row.denied else ''}{row.hpo}", "PhenotypeAnnotation")
    yield node, term("aboutAbsenceOf" if row.denied else "aboutTerm"), iri(expand(row.hpo))
    if row.onset:
        yield node, term("onsetTerm"), iri(expand(row.onset))
    yield from told(node, row, "numerator", "denominator", "percent", "biocuration", "aspect")
    yield from told(node, row, evidenceCode="evidence", frequencyStated="frequency", sexStated="sex")
    for modifier in row.modifiers:
        yield node, term("modifier"), iri(expand(modifier))
    for reference in row.references:
        known = reference.partition(":")[0] in SCHEMES
        yield node, term("reference"), iri(expand(reference)) if known else text(reference)
