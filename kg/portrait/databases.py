"""What databases say of variants, beside what papers say: classifications with their review, and counts of alleles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.find import Ref, Said, stated

_CLASSIFIED: Final = frozenset(
    {
        *("rdfs:label", "rdfs:seeAlso", "kg:dataset", "kg:datasetVersion", "kg:statedClassification", "kg:accession"),
        *("kg:classifiedAs", "kg:classificationKind", "kg:statedCondition", "kg:reviewStars", "kg:reviewStatus"),
        *("kg:lastEvaluated", "kg:submitterCount", "kg:submitter", "kg:nameInSource", "kg:joinedBy", "kg:note"),
        *("kg:hasDoubt",),
    }
)
_COUNTED: Final = frozenset(
    {
        *("rdfs:label", "kg:dataset", "kg:datasetVersion", "kg:population", "kg:alleleCount", "kg:alleleNumber"),
        *("kg:alleleFrequency", "kg:homozygoteCount", "kg:hemizygoteCount", "kg:filterStatus", "kg:nameInSource"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """One classification, in the database's words. `stars` are those of its review status, where its words have any.

    `link` is the record's own page; `question` is germline, somatic or whatever the database tells apart.
    """

    ref: Ref
    dataset: str
    version: str
    stated: str
    question: str
    conditions: tuple[str, ...]
    stars: int | None
    review: str
    evaluated: str
    submitters: tuple[str, ...]
    submitter_count: int | None
    accession: str
    named: str
    joined: str
    link: str
    notes: tuple[str, ...]
    doubts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedAlleles:
    """How often a database counted the change; `population` is empty for everybody it has."""

    ref: Ref
    dataset: str
    version: str
    population: str
    count: int
    number: int
    frequency: str
    homozygotes: int | None
    filters: tuple[str, ...]


def classifieds(engine: Engine, iris: Iterable[str]) -> dict[str, Classified]:
    """Classifications by their IRIs."""
    return {iri: _classified(said) for iri, said in stated(engine, ((iri, _CLASSIFIED) for iri in iris)).items()}


def counteds(engine: Engine, iris: Iterable[str]) -> dict[str, CountedAlleles]:
    """Counts of alleles by their IRIs."""
    return {iri: _counted(said) for iri, said in stated(engine, ((iri, _COUNTED) for iri in iris)).items()}


def _classified(said: Said) -> Classified:
    question = said.ref("kg:classificationKind")
    return Classified(
        ref=Ref(said.iri, said.label),
        dataset=said.text("kg:dataset") or "",
        version=said.text("kg:datasetVersion") or "",
        stated=said.text("kg:statedClassification") or "",
        question=question.label if question else "",
        conditions=said.texts("kg:statedCondition"),
        stars=_whole(said, "kg:reviewStars"),
        review=said.text("kg:reviewStatus") or "",
        evaluated=said.text("kg:lastEvaluated") or "",
        submitters=said.texts("kg:submitter"),
        submitter_count=_whole(said, "kg:submitterCount"),
        accession=said.text("kg:accession") or "",
        named=said.text("kg:nameInSource") or "",
        joined=said.text("kg:joinedBy") or "",
        link=said.text("rdfs:seeAlso") or "",
        notes=said.texts("kg:note"),
        doubts=said.refs("kg:hasDoubt"),
    )


def _counted(said: Said) -> CountedAlleles:
    return CountedAlleles(
        ref=Ref(said.iri, said.label),
        dataset=said.text("kg:dataset") or "",
        version=said.text("kg:datasetVersion") or "",
        population=said.text("kg:population") or "",
        count=_whole(said, "kg:alleleCount") or 0,
        number=_whole(said, "kg:alleleNumber") or 0,
        frequency=said.text("kg:alleleFrequency") or "",
        homozygotes=_whole(said, "kg:homozygoteCount"),
        filters=said.texts("kg:filterStatus"),
    )


def _whole(said: Said, name: str) -> int | None:
    found = said.number(name)
    return None if found is None else int(found)
