"""Filters as graph patterns. Only checked spellings (`reference`, `literal`, enum values, numbers) reach a query."""

from __future__ import annotations

from collections.abc import Iterable

from kg.find.facts import Status
from kg.find.filters import CaseFilter, FindingFilter, PaperFilter, TermFilter, VariantFilter
from kg.find.resolve import Kind, Names
from kg.find.spelling import reference, references
from kg.names import KG

LINKS = {
    (Status.PRESENT, False): "hasFinding",
    (Status.ABSENT, False): "hasExcludedFinding",
    (Status.PRESENT, True): "hasGroupFinding",
    (Status.ABSENT, True): "hasExcludedGroupFinding",
}
"""How a person leads to a finding, by its status and by whether it was stated for a group."""


def case_pattern(where: CaseFilter, names: Names) -> str:
    """A pattern whose `?x` is a case."""
    parts = ["?x a kg:Case"]
    for place, wanted in enumerate(where.terms):
        parts.append(_term(wanted, f"?f{place}", names))
    carried = _variant(where.carries, names)
    if carried:
        parts += ["?x kg:hasVariant ?v", *carried]
    if where.sex:
        parts.append(f"?x kg:sex <{KG}{where.sex.value}>")
    if where.genetic_status:
        parts.append(_one_of("?status", (KG + status.value for status in where.genetic_status)))
        parts.append("?x kg:geneticStatus ?status")
    if where.paper:
        parts += _named(Kind.PAPER, "?paper", where.paper, names)
        parts.append("?x kg:reportedIn ?paper")
    return " . ".join(parts)


def _term(wanted: TermFilter, node: str, names: Names) -> str:
    """Descendants need nothing here: the inferred graph holds the types and exclusions that follow."""
    terms = names.all(Kind.TERM, wanted.term)
    says = {
        Status.PRESENT: f"?x kg:hasFinding {node} . {node} a ",
        Status.ABSENT: f"?x kg:hasExcludedFinding {node} . {node} kg:excludes ",
    }
    if wanted.status in says:
        return f"{_one_of(node + 't', terms)} {says[wanted.status]}{node}t"
    # MINUS, not NOT EXISTS: the latter makes Oxigraph look through every finding for each case.
    return " ".join(f"MINUS {{ {pattern}{reference(term)} }}" for pattern in says.values() for term in terms)


def variant_pattern(where: VariantFilter, names: Names) -> str:
    """A pattern whose `?x` is a variant."""
    return " . ".join(["?v a kg:Variant", *_variant(where, names), "BIND(?v AS ?x)"])


def _variant(where: VariantFilter, names: Names) -> list[str]:
    parts: list[str] = []
    if where.variant:
        parts += _named(Kind.VARIANT, "?v", where.variant, names)
    if where.gene:
        parts += [*_named(Kind.GENE, "?gene", where.gene, names), "?v kg:ofGene ?gene"]
    if where.consequence:
        parts += [*_named(Kind.CONSEQUENCE, "?so", where.consequence, names), "?v a ?so"]
    if where.domain:
        parts += [*_named(Kind.DOMAIN, "?d", where.domain, names)]
        parts.append("{ ?v kg:inDomain ?d } UNION { ?v kg:inDomain ?part . ?part a ?d }")
    if where.exon is not None:
        parts.append(f"?v kg:inExon ?exon . ?exon kg:rank {int(where.exon)}")
    return parts


def paper_pattern(where: PaperFilter, names: Names) -> str:
    """A pattern whose `?x` is a paper."""
    parts = ["?x a kg:Paper"]
    if where.year_from is not None or where.year_to is not None:
        # Years are compared as texts: not every engine orders xsd:gYear.
        parts.append("?x kg:year ?year")
        if where.year_from is not None:
            parts.append(f'FILTER(STR(?year) >= "{int(where.year_from):04d}")')
        if where.year_to is not None:
            parts.append(f'FILTER(STR(?year) <= "{int(where.year_to):04d}")')
    if where.depths:
        parts.append(_one_of("?depth", (KG + depth.value for depth in where.depths)))
        parts.append("?x kg:readingDepth ?depth")
    return " . ".join(parts)


def finding_pattern(where: FindingFilter, names: Names) -> str:
    """A pattern whose `?x` is a finding and `?case` a person it is said of."""
    statuses = (Status.PRESENT, Status.ABSENT) if where.status is None else (where.status,)
    ways = []
    for status in statuses:
        if (status, where.group) in LINKS:
            way = f"?case kg:{LINKS[status, where.group]} ?x"
            if where.term:
                link = "a" if status is Status.PRESENT else "kg:excludes"
                way += f" . ?x {link} ?term"
            ways.append(f"{{ {way} }}")
    parts = [" UNION ".join(ways) or "FILTER(false)"]
    if where.term:
        parts = [*_named(Kind.TERM, "?term", where.term, names), *parts]
    for kind, node, link, name in (
        (Kind.MODALITY, "?modality", "kg:modality", where.modality),
        (Kind.REGION, "?region", "kg:region", where.region),
        (Kind.PAPER, "?paper", "kg:reportedIn", where.paper),
    ):
        if name:
            parts = [*_named(kind, node, name, names), *parts]
            parts.append(f"?x {link} {node}")
    if where.imaging is not None:
        parts.append(f"?x a kg:{'Imaging' if where.imaging else 'Phenotype'}Observation")
    return " . ".join(parts)


def _named(kind: Kind, node: str, spelling: str, names: Names) -> list[str]:
    return [_one_of(node, names.all(kind, spelling))]


def _one_of(node: str, iris: Iterable[str]) -> str:
    return f"VALUES {node} {{ {references(iris)} }}"
