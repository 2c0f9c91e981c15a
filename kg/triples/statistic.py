"""Figures about groups of people, as stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, replace

from kg.model import CohortStatistic, GroupValue, Paper
from kg.model.vocabulary import Vocabulary
from kg.names import digest, expand, mint, slug, term
from kg.triples.observation import modality, region, sequence
from kg.triples.paper import depth, paper_iri
from kg.triples.quotation import quote_triples
from kg.triples.terms import LABEL, Triple, boolean, called, decimal, each, iri, is_a, text, told

_RANGE = re.compile(r"\s*(-?[\d.]+)\s*(?:-|–|to)\s*(-?[\d.]+)\s*")
_P = re.compile(r"\s*[<>=]*\s*([\d.]+(?:e-?\d+)?)\s*")


def statistic_iri(paper: Paper, statistic: CohortStatistic) -> str:
    """Minted from the whole figure: two figures of one measure in one paper stay two."""
    every = asdict(replace(statistic, quote=None))  # nor when somebody quotes the words behind it
    if statistic.reading:  # a name does not change when a reading learns in which paper it was
        del every["reading"]["paper"]
    facts = sorted((name, fact) for name, fact in every.items() if fact not in (None, (), False))
    return mint("statistic", paper.key, f"{slug(statistic.measure, 40)}-{digest(*map(repr, facts))}")


def statistic_triples(paper: Paper, statistic: CohortStatistic, words: Vocabulary) -> Iterator[Triple]:
    """The figure with its group, its counts and how it was read."""
    subject = statistic_iri(paper, statistic)
    yield from is_a(subject, "CohortStatistic")
    if statistic.second_hand:
        yield from is_a(subject, "SecondHandStatistic")
        yield subject, term("secondHand"), boolean(True)
    group = f" ({statistic.group})" if statistic.group else ""
    yield subject, LABEL, text(statistic.measure + group)
    yield subject, term("reportedIn"), iri(paper_iri(paper.key))
    yield from depth(subject, paper, statistic.reading)
    kind = "author statement" if statistic.second_hand else "cohort or clinical study"
    yield subject, term("evidenceType"), iri(expand(words.evidence(kind)))
    yield from told(subject, statistic, "genetic_status")
    yield from _figures(subject, statistic)
    yield from _subject_matter(subject, statistic, words)
    yield from quote_triples(subject, paper, statistic.quote)
    for compared in statistic.groups:
        yield from _group(subject, paper, compared)


def _figures(subject: str, statistic: CohortStatistic) -> Iterator[Triple]:
    counts = ("numerator", "denominator", "n", "rank")
    yield from told(subject, statistic, *counts, "percent", "mean", "sd", "median", "odds_ratio", "correlation")
    yield from told(subject, statistic, "value", "lower_bound", "follow_up_months")
    yield from told(subject, statistic, value="values")
    span = _RANGE.fullmatch(statistic.range or "")
    if span:
        yield subject, term("rangeLow"), decimal(float(span[1]))
        yield subject, term("rangeHigh"), decimal(float(span[2]))
    p = _P.fullmatch(statistic.p or "")
    if p:
        yield subject, term("pValue"), decimal(float(p[1]))


def _subject_matter(subject: str, statistic: CohortStatistic, vocabulary: Vocabulary) -> Iterator[Triple]:
    words = ("measure", "group", "unit", "ci95", "direction", "stated_region", "stated_sequence")
    yield from told(subject, statistic, *words, rangeStated="range", pStated="p", statedSide="side", note="notes")
    for name in ("qualitative", "approximate", "initial"):
        if getattr(statistic, name):
            yield subject, term(name), boolean(True)
    if statistic.hpo:
        link = "aboutTerm" if statistic.present else "aboutAbsenceOf"
        yield subject, term(link), iri(expand(statistic.hpo))
    if statistic.modality:
        yield subject, term("modality"), iri(modality(statistic.modality))
    yield from each(subject, "sequence", [iri(sequence(key)) for key in statistic.sequences])
    yield from each(subject, "region", [iri(region(vocabulary, key)) for key in statistic.regions])


def _group(subject: str, paper: Paper, compared: GroupValue) -> Iterator[Triple]:
    node = f"{subject}/{slug(compared.group)}-{slug(compared.measure)}"
    yield subject, term("hasGroupValue"), iri(node)
    yield from called(node, f"{compared.group}: {compared.value:g}", "GroupValue")
    yield from told(node, compared, "group", "measure", "value")
    yield node, term("reportedIn"), iri(paper_iri(paper.key))
