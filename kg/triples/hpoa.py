"""HPO's disease annotations: which phenotype belongs to which disease, how often, and who says so."""

from __future__ import annotations

from collections.abc import Iterator

from kg.names import SCHEMES, digest, expand, mint, slug, term
from kg.sources.hpoa import Annotation
from kg.triples.terms import Triple, called, iri, text, told


def annotation_triples(row: Annotation) -> Iterator[Triple]:
    """One row: a plain link from the disease to the term, and a node that holds frequency and reference."""
    disease = expand(row.disease)
    facts = (row.hpo, row.negated, row.references, row.evidence, row.frequency, row.onset, row.sex)
    node = mint("annotation", slug(row.disease), f"{slug(row.hpo)}-{digest(*facts)}")
    yield from called(disease, row.name, "Disease")
    yield disease, term("hasExcludedPhenotype" if row.negated else "hasPhenotype"), iri(expand(row.hpo))
    yield disease, term("hasAnnotation"), iri(node)
    yield from called(node, f"{row.name}: {'not ' if row.negated else ''}{row.hpo}", "PhenotypeAnnotation")
    yield node, term("aboutAbsenceOf" if row.negated else "aboutTerm"), iri(expand(row.hpo))
    if row.onset:
        yield node, term("onsetTerm"), iri(expand(row.onset))
    yield from told(node, row, "numerator", "denominator", "percent", "biocuration", "aspect")
    yield from told(node, row, evidenceCode="evidence", frequencyStated="frequency", sexStated="sex")
    for modifier in row.modifiers:
        yield node, term("modifier"), iri(expand(modifier))
    for reference in row.references:
        known = reference.partition(":")[0] in SCHEMES
        yield node, term("reference"), iri(expand(reference)) if known else text(reference)
