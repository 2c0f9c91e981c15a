"""The account of a build: what came in, what stands in the graph, what was left out and why, how much of the field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.model import Record, VariantName
from kg.model.database import DatabaseRelease
from kg.model.words import GeneticStatus, Scope
from kg.sources.proposed import Pending


def counts(records: Iterable[Record]) -> dict[str, int]:
    """Records of the evidence, by kind."""
    found: Counter[str] = Counter()
    for record in records:
        kept = [case for case in record.cases if not case.kept_out]
        found["papers"] += 1
        found["cases"] += len(kept)
        found["cases kept out"] += len(record.cases) - len(kept)
        found["confirmed carriers"] += sum(case.genetic_status is GeneticStatus.CONFIRMED for case in kept)
        found["genotypes"] += sum(len(case.genotypes) for case in kept)
        found["variant mentions without a person"] += len(record.mentions)
        found["phenotype observations"] += sum(len(case.phenotypes) for case in kept)
        found["imaging observations"] += sum(len(case.imaging) for case in kept)
        seen = [one for case in kept for one in case.observations]
        found["of these stated for a group"] += sum(one.scope is Scope.GROUP for one in seen)
        found["cohort statistics"] += len(record.statistics)
        found["of these second-hand"] += sum(one.second_hand for one in record.statistics)
        found["curators' doubts"] += len(record.doubts)
    return dict(found)


def claims(records: Iterable[Record], shipped: Sequence[DatabaseRelease]) -> dict[str, int]:
    """What databases say, apart from what papers say; nothing where no release ships."""
    papers = {(name.gene, name.identity) for record in records for name in named(record)}
    known = {(name.gene, name.identity) for release in shipped for name in release.names}
    found = {
        "variants that papers name": len(papers),
        "database releases": len(shipped),
        "claims of databases": sum(len(release.claims) for release in shipped),
        "variants that databases alone know": len(known - papers),
    }
    return found if shipped else {}


def named(record: Record) -> list[VariantName]:
    """The variants that a record names, with a person in the graph or without."""
    kept = [case for case in record.cases if not case.kept_out]
    return [one.name for one in (*record.mentions, *(one for case in kept for one in case.genotypes))]


def proposed(pending: Iterable[Pending]) -> list[dict[str, Any]]:
    """What stands in evidence files and nobody has accepted: by file, how many of each kind."""
    return [{"file": one.file, **one.counts} for one in pending if one.counts]


def left_out(records: Iterable[Record]) -> list[dict[str, str]]:
    """Every case that is listed but not in the graph, with the reason."""
    return [
        {"paper": record.paper.key, "case": case.label, "reason": case.kept_out}
        for record in records
        for case in record.cases
        if case.kept_out
    ]


def share(records: Sequence[Record], field: Mapping[str, Any]) -> list[dict[str, Any]]:
    """How large a part of the known field is held. `field` is field.yaml: figures with their source.

    Without a field.yaml nothing is said. Two cases linked as possibly one person count as one here, so that the
    share is not overstated.
    """
    if not field:
        return []
    kept = [(r, c) for r in records for c in r.cases if not c.kept_out and c.genetic_status is GeneticStatus.CONFIRMED]
    people = len(kept) - sum(bool(case.same_person) for _, case in kept)
    until = field["review"]["until_year"]
    early = [(r, c) for r, c in kept if r.paper.year and r.paper.year <= until and c.imaging]
    papers = {record.paper.key for record, _ in early}
    return [
        {"what": "individuals", "held": people, **field["individuals"]},
        {"what": "carriers with imaging of the review", "held": len(early), **field["review"]["carriers"]},
        {"what": "studies of the review, at most", "held": len(papers), **field["review"]["studies"]},
    ]
