"""Patterns of persons and of what was seen in them."""

from __future__ import annotations

from typing import Final

from kg.find.filters import CaseFilter, GenotypeFilter, ObservationFilter
from kg.find.pattern import INFERRED, Parts, Writing, among, combined, doubtful
from kg.find.patterns_things import reported, variant_parts
from kg.lexicon import Kind
from kg.model.words import LOOKS, Scope, Status

LINKS: Final = {
    (Status.PRESENT, Scope.PERSON): "hasFinding",
    (Status.ABSENT, Scope.PERSON): "hasExcludedFinding",
    (Status.PRESENT, Scope.GROUP): "hasGroupFinding",
    (Status.ABSENT, Scope.GROUP): "hasExcludedGroupFinding",
}
"""How a person leads to an observation, by its status and by whom it is about."""


def case_parts(writing: Writing, where: CaseFilter, x: str) -> Parts:
    """What a filter asks of the person `x`."""

    def own(one: CaseFilter) -> Parts:
        parts = Parts([among(x, writing.called(Kind.CASE, one.id))] if one.id else [])
        for seen in one.observation:
            parts += _once(x, _seen(writing, seen, x))
        if one.genotype:
            parts += _genotype(writing, one.genotype, x)
        if one.variant:
            variant = writing.fresh("v")
            parts += Parts([f"{x} kg:hasVariant {variant}"]) + variant_parts(writing, one.variant, variant)
        found = writing.valued(x, "kg:sex", one.sex)
        found += writing.valued(x, "kg:geneticStatus", one.genetic_status)
        found += writing.valued(x, "kg:familyHistory", one.family_history)
        found += writing.valued(x, "kg:readingDepth", one.depth)
        found += [] if one.affected is None else [f"{x} kg:affected {str(one.affected).lower()}"]
        found += writing.within(x, "kg:ageAtOnset", one.onset) + writing.within(x, "kg:ageAtDeath", one.death)
        found += writing.linked(x, "a", Kind.CATEGORY, one.category)
        return parts + Parts(found) + doubtful(writing, x, one.doubtful) + reported(writing, x, one.paper)

    return combined(where, own, f"{x} a kg:Case")


def _genotype(writing: Writing, where: GenotypeFilter, case: str) -> Parts:
    node = writing.fresh("g")
    found = [f"{case} kg:hasGenotype {node}"]
    found += writing.linked(node, "kg:zygosity", Kind.ZYGOSITY, where.zygosity)
    found += writing.linked(node, "kg:significance", Kind.SIGNIFICANCE, where.significance)
    found += writing.valued(node, "kg:diseaseClaim", [where.claim] if where.claim else [])
    parts = Parts(found)
    if where.presumed is not None:
        stated = f"{node} kg:presumed true"
        parts += Parts([stated]) if where.presumed else Parts([], [f"MINUS {{ {stated} }}"])
    if where.variant:
        variant = writing.fresh("v")
        parts += Parts([f"{node} kg:ofVariant {variant}"]) + variant_parts(writing, where.variant, variant)
    return parts


def _once(x: str, parts: Parts) -> Parts:
    """That a pattern fits `x`, however often: side by side, several of them would multiply each other's findings."""
    if not parts.positive:
        return parts
    return Parts([f"{{ SELECT DISTINCT {x} WHERE {{ {parts} }} }}"])


def _seen(writing: Writing, where: ObservationFilter, case: str) -> Parts:
    """What must have been seen in a person, or not; or not be reported, which no triple says."""
    if where.status is not Status.NOT_REPORTED:
        return _observed(writing, where, where.status or Status.PRESENT, case)
    # MINUS, not NOT EXISTS: the latter makes Oxigraph look through every finding for each case.
    ways = [_observed(writing, where, status, case) for status in (Status.PRESENT, Status.ABSENT)]
    return Parts([], [f"MINUS {{ {way} }}" for way in ways])


def _observed(writing: Writing, where: ObservationFilter, status: Status, case: str) -> Parts:
    node, scope = writing.fresh("f"), where.scope or Scope.PERSON
    link = f"{case} kg:{LINKS[status, scope]} {node}"

    def own(one: ObservationFilter) -> Parts:
        # What is within may ask for less than the whole, and then finds nothing; it cannot ask for other links.
        fits = one is where or (one.status in (None, status) and one.scope in (None, scope))
        return Parts([] if fits else ["FILTER(false)"]) + _of_observation(writing, one, node, (status,), case)

    return Parts([link]) + combined(where, own, link)


def observation_parts(writing: Writing, where: ObservationFilter, x: str) -> Parts:
    """What a filter asks of the observation `x` of some person."""

    def own(one: ObservationFilter) -> Parts:
        scope = one.scope or where.scope or Scope.PERSON
        statuses = (Status.PRESENT, Status.ABSENT) if one.status is None else (one.status,)
        case = writing.fresh("case")
        ways = [f"{{ {case} kg:{LINKS[each, scope]} {x} }}" for each in statuses if (each, scope) in LINKS]
        linked = Parts([" UNION ".join(ways) or "FILTER(false)"])
        return linked + _of_observation(writing, one, x, statuses, case)

    return combined(where, own, observation_base(x))


def observation_base(x: str) -> str:
    """That `x` is an observation, as its paper says."""
    return f"{{ {x} a kg:PhenotypeObservation }} UNION {{ {x} a kg:ImagingObservation }}"


def _of_observation(writing: Writing, one: ObservationFilter, x: str, statuses: tuple[Status, ...], case: str) -> Parts:
    found = [among(x, writing.called(Kind.OBSERVATION, one.id))] if one.id else []
    found += _read_as(writing, one, x, statuses)
    if one.imaging is not None:
        found.append(f"{x} a kg:{'Imaging' if one.imaging else 'Phenotype'}Observation")
    found += writing.linked(x, "kg:modality", Kind.MODALITY, one.modality)
    found += writing.linked(x, "kg:sequence", Kind.SEQUENCE, one.sequence)
    found += writing.regions(x, one.region, one.parts)
    for link in ("side", *LOOKS):
        found += writing.valued(x, f"kg:{link}", getattr(one, link))
    found += writing.within(x, "kg:ageAtObservation", one.age) + writing.valued(x, "kg:readingDepth", one.depth)
    initial = Parts([f"{x} kg:initial true"] if one.initial else [])
    if one.initial is False:
        initial = Parts([], [f"MINUS {{ {x} kg:initial true }}"])
    parts = Parts(found) + initial + doubtful(writing, x, one.doubtful)
    if one.case:
        parts += case_parts(writing, one.case, case)
    return parts + reported(writing, x, one.paper)


def _read_as(writing: Writing, one: ObservationFilter, x: str, statuses: tuple[Status, ...]) -> list[str]:
    """The HPO term. The inferred graph holds the types and exclusions that follow, so these need no path."""
    if not one.term:
        return []
    term, place = writing.fresh("term"), writing.fresh("where")
    ways = {
        (Status.PRESENT, True): f"{x} a {term}",
        (Status.PRESENT, False): f"{x} kg:codedAs {term}",
        (Status.ABSENT, True): f"{x} kg:excludes {term}",
        (Status.ABSENT, False): f"GRAPH {place} {{ {x} kg:excludes {term} }} FILTER({place} != {INFERRED})",
    }
    chosen = [ways[status, one.descendants] for status in statuses if (status, one.descendants) in ways]
    return [
        among(term, writing.called(Kind.TERM, one.term)),
        chosen[0] if len(chosen) == 1 else " UNION ".join(f"{{ {way} }}" for way in chosen),
    ]
