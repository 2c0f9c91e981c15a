"""Everything one paper says, as the triples of its own graph."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Record
from kg.names import term
from kg.report import Report
from kg.sources.evidence import computed_doubts
from kg.sources.reference import ReferenceData
from kg.triples.case import case_iri, case_triples
from kg.triples.paper import doubt_triples, paper_iri, paper_triples
from kg.triples.statistic import statistic_iri, statistic_triples
from kg.triples.terms import Triple, text
from kg.triples.variant import mention_triples, variant_iri


def record_triples(record: Record, reference: ReferenceData, report: Report) -> Iterator[Triple]:
    """The paper, its cases, figures and variants, the curators' doubts and those the checks raised."""
    words, paper = reference.vocabulary, record.paper
    yield from paper_triples(record)
    for case in record.cases:
        if case.kept_out:
            yield paper_iri(paper.key), term("keptOut"), text(f"{case.label}: {case.kept_out}")
        else:
            yield from case_triples(paper, case, words)
    for statistic in record.statistics:
        yield from statistic_triples(paper, statistic, words)
    for mention in record.mentions:
        yield from mention_triples(paper, mention, words)
    for doubt in record.doubts:
        yield from doubt_triples(paper, doubt, subjects_of(record, doubt.about), computed=False)
    for doubt in computed_doubts(record, report):
        yield from doubt_triples(paper, doubt, subjects_of(record, doubt.about), computed=True)


def subjects_of(record: Record, about: str) -> list[str]:
    """The IRIs that a doubt is about; the paper's own where it names nothing that is in the graph."""
    kind, _, name = about.partition(":")
    key = record.paper.key
    found: set[str] = set()
    if kind == "case":
        found = {
            case_iri(key, case.label)
            for case in record.cases
            if name in (case.label, *case.also_labelled) and not case.kept_out
        }
    elif kind == "statistic":
        found = {statistic_iri(record.paper, one) for one in record.statistics if one.measure == name}
    elif kind == "variant":
        every = [*record.mentions, *(g for case in record.cases if not case.kept_out for g in case.genotypes)]
        found = {
            variant_iri(one.name)
            for one in every
            if name in (one.stated, one.name.coding, one.name.protein, one.name.identity)
        }
    return sorted(found) or [paper_iri(key)]
