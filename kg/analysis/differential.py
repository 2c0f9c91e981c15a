"""Which diseases are most alike what somebody has, with what speaks for each and against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, ClassVar, Final

import numpy as np

from kg.analysis.asked import FindingsAsked, asked_terms
from kg.analysis.diseases import VERY_FREQUENT, AnnotatedDiseases
from kg.analysis.held import Held
from kg.analysis.people import Numbers
from kg.analysis.population import Population
from kg.analysis.result import Analysis, Inquiry, Row
from kg.analysis.similarity import Figures, Measure, averages
from kg.find.diseases import annotations_query, own_diseases
from kg.find.facts import Ref
from kg.find.listing import BadPage

MOST_SHOWN: Final = 200
MOST_ASKED: Final = 200
"""Findings: several times what is told of anybody. Every one is held against all diseases, and nothing stops that."""
NO_DISEASES: Final = "this release has no readable annotations of all diseases; `kg build --force` makes one that has"
_NOTHING: Final = "no finding is asked for, or none that HPO has; right would be at least one that is present"
_NOTES: Final = (
    "What is absent does not enter the score: a disease that has an excluded finding, or one below it, or that is"
    " annotated not to have a present one, shows it as against, and stands behind others of the same score.",
    "HPO's annotations come from papers, which may describe the very people that are asked about: that a disease of"
    " theirs ranks high is then no independent finding.",
    "The findings of a disease count alike, however frequent they are in it.",
    "A disease that OMIM, Orphanet and DECIPHER describe stands once for each.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Differential(Inquiry):
    """Which diseases are most alike some findings: typed, a person's, or those typical of people; all together."""

    kind: ClassVar[str] = "differential"
    present: Annotated[tuple[str, ...], "HPO terms that are present."] = ()
    absent: Annotated[tuple[str, ...], "HPO terms that were looked for and are not there."] = ()
    of_case: Annotated[str | None, "A person of the graph: what was read of them."] = None
    typical_of: Annotated[Population | None, "What is typical of these people."] = None
    typical_from: Annotated[float, "Typical from this share on, of those of whom it is said or denied."] = 0.5
    of_reported: Annotated[int, "And said or denied of at least so many."] = 5
    most: Annotated[int, f"How many diseases to show, {MOST_SHOWN} at most."] = 20
    measure: Annotated[Measure, "How likeness is averaged."] = Measure.BOTH_WAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferentialRow(Row):
    """A disease, with what speaks for it and against it."""

    key: ClassVar[tuple[str, ...]] = ("disease",)
    disease: Annotated[Ref | None, "The disease, as HPO's annotations call it."] = None
    rank: Annotated[int | None, "Its place: most alike first, then with the least against it."] = None
    score: Annotated[float | None, "How alike it is, as information content (natural logarithm)."] = None
    own: Annotated[bool, "Whether it is a disease of the gene that the graph describes."] = False
    for_terms: Annotated[tuple[Ref, ...], "Present findings that it has: these, or one above or below."] = ()
    against_terms: Annotated[tuple[Ref, ...], "Its findings that are excluded; present ones it is said to lack."] = ()
    against_frequent: Annotated[tuple[Ref, ...], "Those of them that at least 80 % of its patients have."] = ()
    matches: Annotated[str | None, "Each present finding, its best match there, and what is common to both."] = None


def differential(held: Held, asked: Differential) -> Analysis:
    """The diseases most alike what is asked for. Raises `UnknownName`; `BadPage` for too much, or no share."""
    if not 1 <= asked.most <= MOST_SHOWN:
        raise BadPage(f"{asked.most} diseases cannot be shown; right would be 1 to {MOST_SHOWN}")
    if not 0 <= asked.typical_from <= 1:
        raise BadPage(f"typical from {asked.typical_from:g} is no share; right would be 0 to 1")
    diseases, terms = held.diseases, asked_terms(held, asked)
    if (many := len(terms.present) + len(terms.absent)) > MOST_ASKED:
        raise BadPage(f"{many} findings are asked for; right would be {MOST_ASKED} at most")
    annotated = diseases if diseases and len(diseases.annotated) else None
    ranked = _Ranked(held, annotated, terms, asked.measure) if annotated and terms.present else None
    refused = _NOTHING if annotated else NO_DISEASES
    rows = ranked.rows(asked.most) if ranked else (DifferentialRow(refused=refused),)
    return Analysis(
        question=asked,
        label=f"Diseases most alike {terms.what}",
        method=asked.measure.method,
        rows=rows,
        people=terms.people,
        left_out=terms.left_out,
        notes=(*(about(diseases) if diseases else ()), *_NOTES),
        sparql=annotations_query((*terms.present, *terms.absent)),
    )


def about(diseases: AnnotatedDiseases) -> tuple[str, ...]:
    """Which annotations those are, of how many diseases."""
    version, licence, left = diseases.about
    told = f"{len(diseases.annotated):,} diseases with findings in HPO's annotations of {version} ({licence})"
    more = f"; {left} rows name terms that this HPO has not" if left != "0" else ""
    return (f"{told}{more}. The graph itself holds those of them that its reference data name.",)


@dataclass(frozen=True)
class _Ranked:
    """Diseases by how alike they are to terms of which at least one is present."""

    held: Held
    diseases: AnnotatedDiseases
    terms: FindingsAsked
    measure: Measure

    @cached_property
    def present(self) -> tuple[int, ...]:
        return tuple(self.diseases.number[iri] for iri in self.terms.present)

    @cached_property
    def implied(self) -> frozenset[int]:
        return self.diseases.above(self.present)

    @cached_property
    def denied(self) -> frozenset[int]:
        return self.diseases.below(self.diseases.number[iri] for iri in self.terms.absent)

    @cached_property
    def alike(self) -> Figures:
        return self.diseases.likeness.alike(self.present)

    def rows(self, most: int) -> tuple[DifferentialRow, ...]:
        scores = averages(self.alike, self.diseases.sets, self.measure)
        order = np.lexsort((np.arange(len(scores)), self._against(), -scores.round(9)))[:most]
        chosen = {int(self.diseases.annotated[one]): float(scores[one]) for one in order}
        own = own_diseases(self.held.engine)
        return tuple(self._row(disease, score, rank, own) for rank, (disease, score) in enumerate(chosen.items(), 1))

    def _against(self) -> Numbers:
        """How much speaks against each disease."""
        sets, lacking = self.diseases.sets, self.diseases.lacking(self.implied)
        excluded = np.isin(sets.terms, list(self.denied)).astype(np.int64)
        against: Numbers = np.add.reduceat(excluded, sets.starts) + lacking[self.diseases.annotated]
        return against

    def _row(self, disease: int, score: float, rank: int, own: frozenset[str]) -> DifferentialRow:
        called, ref = self.diseases.term_ref, self.diseases.ref(disease)
        has = self.diseases.findings(disease).tolist()
        meets = self.diseases.above(has) | self.diseases.below(has)
        frequent = set(self.diseases.findings(disease, least=VERY_FREQUENT).tolist())
        against = [one for one in has if one in self.denied]
        lacks = [one for one in self.diseases.findings(disease, negated=True).tolist() if one in self.implied]
        return DifferentialRow(
            disease=ref,
            rank=rank,
            score=score,
            own=ref.iri in own,
            for_terms=tuple(called(one) for one in self.present if one in meets),
            against_terms=tuple(called(one) for one in dict.fromkeys((*against, *lacks))),
            against_frequent=tuple(called(one) for one in against if one in frequent),
            matches="; ".join(self._match(place, has) for place in range(len(self.present))),
        )

    def _match(self, place: int, has: Sequence[int]) -> str:
        labels = self.diseases.labels
        one, alike = self.present[place], self.alike[place, has]
        best = has[int(alike.argmax())]
        if not alike.max():
            return f"{labels[one]}: nothing like it"
        common = labels[self.diseases.likeness.common(one, best)]
        told = "itself" if one == best else f"{labels[best]}, both {common}"
        return f"{labels[one]}: {told} ({alike.max():.2f})"
