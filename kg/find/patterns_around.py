"""Patterns of what stands around persons: genes, families, treatments."""

from __future__ import annotations

from kg.find.filters import CaseFilter, FamilyFilter, GeneFilter, Span, TreatmentFilter
from kg.find.pattern import Parts, Writing, among, between, combined, flagged
from kg.find.patterns_people import case_parts
from kg.find.patterns_things import reported, variant_parts
from kg.lexicon import Kind


def gene_parts(writing: Writing, where: GeneFilter, x: str) -> Parts:
    """What a filter asks of the gene `x`."""

    def own(one: GeneFilter) -> Parts:
        parts = Parts([among(x, writing.called(Kind.GENE, one.id))] if one.id else [])
        parts += Parts(_classified(writing, one, x))
        if one.variant:
            variant = writing.fresh("v")
            parts += Parts([f"{variant} kg:ofGene {x} ; a kg:Variant"])
            parts += variant_parts(writing, one.variant, variant)
        return parts + _somebody(writing, one.case, f"kg:hasVariant/kg:ofGene {x}")

    return combined(where, own, f"{x} a kg:Gene")


def family_parts(writing: Writing, where: FamilyFilter, x: str) -> Parts:
    """What a filter asks of the family `x`."""

    def own(one: FamilyFilter) -> Parts:
        found = [among(x, writing.called(Kind.FAMILY, one.id))] if one.id else []
        found += writing.holding(x, "rdfs:label", one.words) + _members(writing, one.members, x)
        return Parts(found) + _somebody(writing, one.case, f"kg:memberOfFamily {x}") + reported(writing, x, one.paper)

    return combined(where, own, f"{x} a kg:Family")


def treatment_parts(writing: Writing, where: TreatmentFilter, x: str) -> Parts:
    """What a filter asks of the treatment `x`."""

    def own(one: TreatmentFilter) -> Parts:
        found = [among(x, writing.called(Kind.TREATMENT, one.id))] if one.id else []
        found += writing.holding(x, "rdfs:label", one.words) + writing.spelt(x, "skos:notation", one.agent)
        found += writing.holding(x, "kg:outcome", one.outcome) + writing.valued(x, "kg:readingDepth", one.depth)
        return (
            Parts(found)
            + flagged(x, one.told, f"{x} kg:outcome {writing.fresh('told')}")
            + _somebody(writing, one.case, f"kg:hasTreatment {x}")
            + reported(writing, x, one.paper)
        )

    return combined(where, own, f"{x} a kg:Treatment")


def _classified(writing: Writing, one: GeneFilter, x: str) -> list[str]:
    """By whom it is said to cause a disease: databases name one by the identifier of another that is the same."""
    said, disease = writing.fresh("said"), writing.fresh("disease")
    own = [among(disease, writing.called(Kind.DISEASE, one.disease))] if one.disease else []
    stated = f"{said} kg:classifiedGene {x}"
    called = f"{stated} ; kg:classifiedFor|kg:classifiedFor/^skos:exactMatch {disease}"
    if one.classification:
        return [*own, called if own else stated, *writing.spelt(said, "kg:statedClassification", one.classification)]
    return [*own, f"{{ {disease} kg:ofGene {x} }} UNION {{ {called} }}"] if own else []


def _somebody(writing: Writing, where: CaseFilter | None, link: str) -> Parts:
    """That such a person has a link to it."""
    if where is None:
        return Parts([])
    case = writing.fresh("case")
    return Parts([f"{case} {link}"]) + case_parts(writing, where, case)


def _members(writing: Writing, span: Span | None, x: str) -> list[str]:
    if span is None or (span.low is None and span.high is None):
        return []
    many, member = writing.fresh("many"), writing.fresh("member")
    counted = f"{x} a kg:Family OPTIONAL {{ {member} kg:memberOfFamily {x} }}"
    tally = f"SELECT {x} (COUNT(DISTINCT {member}) AS {many}) WHERE {{ {counted} }} GROUP BY {x}"
    return [f"{{ {tally} }}", between(many, span)]
