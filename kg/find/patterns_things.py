"""Patterns of what is not a person: variants, papers, statistics, terms."""

from __future__ import annotations

from typing import Final

from kg.find.filters import PaperFilter, Span, StatisticFilter, TermFilter, VariantFilter
from kg.find.pattern import Parts, Writing, among, combined, doubtful, flagged
from kg.lexicon import Kind
from kg.lexicon.kinds import CONCEPTS
from kg.lexicon.spelling import literal
from kg.model.words import Status
from kg.names import OBO, OBO_PREFIXES, PREFIXES

_SEEN: Final = {Status.PRESENT: "kg:hasFinding/a", Status.ABSENT: "kg:hasExcludedFinding/kg:excludes"}


def variant_parts(writing: Writing, where: VariantFilter, x: str) -> Parts:
    """What a filter asks of the variant `x`."""

    def own(one: VariantFilter) -> Parts:
        found = [among(x, writing.called(Kind.VARIANT, one.id))] if one.id else []
        found += writing.linked(x, "kg:ofGene", Kind.GENE, one.gene)
        # The inferred graph holds the types above a consequence, so that a broader term finds it too.
        found += writing.linked(x, "a" if one.descendants else "kg:consequence", Kind.CONSEQUENCE, one.consequence)
        if one.domain:
            domain, part = writing.fresh("domain"), writing.fresh("part")
            found.append(among(domain, writing.called(Kind.DOMAIN, one.domain)))
            found.append(f"{{ {x} kg:inDomain {domain} }} UNION {{ {x} kg:inDomain {part} . {part} a {domain} }}")
        if one.residue:
            # A change begins at a residue and ends at one: it reaches into the span if it begins before its end.
            found += writing.within(x, "kg:residue", Span(high=one.residue.high))
            found += writing.within(x, "kg:residue", Span(low=one.residue.low))
        found += writing.valued(x, "kg:kinaseLobe", one.lobe)
        for link, ranks in (("kg:inExon", one.exon), ("kg:inIntron", one.intron)):
            if ranks:
                place, rank = writing.fresh("place"), writing.fresh("rank")
                found.append(f"VALUES {rank} {{ {' '.join(str(int(number)) for number in ranks)} }}")
                found.append(f"{x} {link} {place} . {place} kg:rank {rank}")
        carried = flagged(x, one.carried, f"{writing.fresh('carrier')} kg:hasVariant {x}")
        reported = flagged(x, one.reported, f"{writing.fresh('mention')} kg:ofVariant {x}")
        return Parts(found) + carried + reported + doubtful(writing, x, one.doubtful)

    return combined(where, own, f"{x} a kg:Variant")


def paper_parts(writing: Writing, where: PaperFilter, x: str) -> Parts:
    """What a filter asks of the paper `x`."""

    def own(one: PaperFilter) -> Parts:
        found = [among(x, writing.called(Kind.PAPER, one.id))] if one.id else []
        if one.year:
            # Years are compared as texts: not every engine orders xsd:gYear.
            year = writing.fresh("year")
            found.append(f"{x} kg:year {year}")
            if one.year.low is not None:
                found.append(f'FILTER(STR({year}) >= "{int(one.year.low):04d}")')
            if one.year.high is not None:
                found.append(f'FILTER(STR({year}) <= "{int(one.year.high):04d}")')
        found += writing.valued(x, "kg:readingDepth", one.depth)
        found += writing.valued(x, "kg:design", one.design)
        parts = Parts(found) + doubtful(writing, x, one.doubtful)
        if one.variant:
            variant = writing.fresh("v")
            named = writing.fresh("named")
            parts += Parts([f"{named} kg:reportedIn {x} ; kg:ofVariant {variant}"])
            parts += variant_parts(writing, one.variant, variant)
        return parts

    return combined(where, own, f"{x} a kg:Paper")


def reported(writing: Writing, x: str, where: PaperFilter | None) -> Parts:
    """That such a paper reports `x`."""
    if where is None:
        return Parts([])
    paper = writing.fresh("paper")
    return Parts([f"{x} kg:reportedIn {paper}"]) + paper_parts(writing, where, paper)


def statistic_parts(writing: Writing, where: StatisticFilter, x: str) -> Parts:
    """What a filter asks of the statistic `x`."""

    def own(one: StatisticFilter) -> Parts:
        found = [among(x, writing.called(Kind.STATISTIC, one.id))] if one.id else []
        if one.term:
            term, below = writing.fresh("term"), writing.fresh("below")
            found.append(among(term, writing.called(Kind.TERM, one.term)))
            path = f"{below} rdfs:subClassOf* {term}" if one.descendants else f"FILTER({below} = {term})"
            found.append(f"{x} kg:aboutTerm|kg:aboutAbsenceOf {below} . {path}")
        found += writing.linked(x, "kg:modality", Kind.MODALITY, one.modality)
        found += writing.linked(x, "kg:sequence", Kind.SEQUENCE, one.sequence)
        found += writing.regions(x, one.region, one.parts)
        found += writing.holding(x, "kg:measure", one.measure)
        found += writing.valued(x, "kg:geneticStatus", one.genetic_status)
        found += writing.valued(x, "kg:readingDepth", one.depth)
        parts = Parts(found) + flagged(x, one.second_hand, f"{x} a kg:SecondHandStatistic")
        parts += flagged(x, one.counted, f"{x} kg:denominator {writing.fresh('of')}")
        return parts + doubtful(writing, x, one.doubtful) + reported(writing, x, one.paper)

    return combined(where, own, f"{x} a kg:CohortStatistic")


def term_base(x: str, kind: str) -> str:
    """That `x` is a term; `kind` is a variable of its own."""
    return f"VALUES {kind} {{ {CONCEPTS} }} {x} a {kind} . FILTER(isIRI({x}))"


def term_parts(writing: Writing, where: TermFilter, x: str) -> Parts:
    """What a filter asks of the term `x`."""

    def own(one: TermFilter) -> Parts:
        found = [among(x, writing.called(Kind.CONCEPT, one.id))] if one.id else []
        if one.under:
            above = writing.fresh("above")
            found.append(among(above, writing.called(Kind.CONCEPT, one.under)))
            found.append(f"{x} rdfs:subClassOf* {above}")
        if one.ontology:
            tests = [f"STRSTARTS(STR({x}), {literal(_space(name))})" for name in one.ontology]
            found.append(f"FILTER({' || '.join(tests)})")
        obsolete = one.obsolete if one is where else one.obsolete or None
        parts = Parts(found) + flagged(x, obsolete, f"{x} owl:deprecated true")
        if one.seen is Status.NOT_REPORTED:
            return parts + Parts([], [f"MINUS {{ {writing.fresh('any')} {'|'.join(_SEEN.values())} {x} }}"])
        if one.seen:
            # Apart, so that the few terms that were seen are found first.
            seen = f"{{ SELECT DISTINCT {x} WHERE {{ {writing.fresh('any')} {_SEEN[one.seen]} {x} }} }}"
            return Parts([seen]) + parts
        return parts

    return combined(where, own, term_base(x, writing.fresh("kind")))


def _space(ontology: str) -> str:
    """Where the terms of an ontology begin: `HP`, or a prefix of ours such as `kg`."""
    name = ontology.strip()
    if name.upper() in OBO_PREFIXES:
        return f"{OBO}{name.upper()}_"
    return PREFIXES.get(name.lower(), f"{OBO}{name}_")
