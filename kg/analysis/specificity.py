"""How special findings on scans are: in how many people and diseases, and in which of those confused with theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Annotated, Any, ClassVar, Final

import numpy as np

from kg.analysis.cells import Cell
from kg.analysis.chosen import chosen
from kg.analysis.counts import Counts
from kg.analysis.differential import NO_DISEASES, about
from kg.analysis.diseases import AnnotatedDiseases
from kg.analysis.frequencies import never_denied
from kg.analysis.held import Held
from kg.analysis.people import Mask
from kg.analysis.population import OfPeople
from kg.analysis.result import Analysis, Estimate, Method, Row
from kg.find.diseases import Sign, figures, imaging_query, own_diseases, signs
from kg.find.facts import Ref
from kg.find.frequencies import share
from kg.find.things import labels_of
from kg.lexicon import Kind
from kg.model.words import LOOKS
from kg.names import KG, OBO, expand

METHOD: Final = Method(
    name="information content: minus the natural logarithm of the share of diseases with the finding or one below it",
    source="Resnik P, IJCAI 1995; over diseases: Köhler S et al., Am J Hum Genet 2009;85:457-464",
)
_LOOKS: Final = {one.iri: name for name, words in LOOKS.items() for one in words}
"""The list that each look is a word of."""
_NOTES: Final = (
    "Counted by findings on scans alone. A look (lasting, symmetric) counts where the text that was read tells it: who"
    " has the finding without a word on that is not reported.",
    "The same finding of another look of one list, symmetric or asymmetric, is never shared.",
    "A disease that HPO's annotations do not give a finding to may have it all the same: few annotations are of scans.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Specificity(OfPeople):
    """How special findings on scans are."""

    kind: ClassVar[str] = "specificity"
    terms: Annotated[tuple[str, ...], "Of these HPO terms alone; if none, of all that scans were read to show."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecificityRow(Row):
    """A finding, or a look of it; the three counts add up to `cases`."""

    key: ClassVar[tuple[str, ...]] = ("term", "look")
    term: Annotated[Ref, "The finding."]
    look: Annotated[Ref | None, "How it looks or behaves; none for whatever look."]
    present: Annotated[int, "In how many it was seen on a scan, so."]
    absent: Annotated[int, "In how many it was looked for and not seen."]
    not_reported: Annotated[int, "In how many the text that was read says neither."]
    cases: Annotated[int, "How many people there are."]
    other_look: Annotated[int, "In how many it was seen with another look of the same list."] = 0
    of_reported: Annotated[Estimate | None, "The present among those of whom either is said."] = None
    diseases: Annotated[int | None, "How many diseases of HPO's annotations have it, or one below it."] = None
    of_diseases: Annotated[int | None, "Of how many."] = None
    information: Annotated[float | None, "Its information content; the more, the fewer diseases have it."] = None
    shared_by: Annotated[tuple[Ref, ...], "Differential diagnoses that have it, so."] = ()
    lacked_by: Annotated[tuple[Ref, ...], "Differential diagnoses that are said not to have it."] = ()
    opposed_by: Annotated[tuple[Ref, ...], "Differential diagnoses that have it with another look of the list."] = ()
    silent: Annotated[int, "Of how many others, of which anything is told in HPO terms, this is not."] = 0
    present_in: Annotated[tuple[Ref, ...], "Those in whom it was seen, so."] = ()
    statistics: Annotated[tuple[Ref, ...], "What papers say of it in groups of people."] = ()


def specificity(held: Held, asked: Specificity) -> Analysis:
    """A row for each finding on scans and each look of it, the most special first. Raises `UnknownName`."""
    who = chosen(held, asked.who)
    terms = {one for name in asked.terms for one in held.names.all(Kind.TERM, name)}
    rows = sorted(_Special(held, who, held.diseases).rows(terms), key=_rank)
    return Analysis(
        question=asked,
        label="Specificity of findings on scans",
        method=METHOD,
        rows=tuple(rows),
        people=int(who.sum()),
        notes=(
            *(about(held.diseases) if held.diseases else ()),
            *_NOTES,
            *never_denied([(one.present, one.absent) for one in rows]),
        ),
        sparql=imaging_query(held.names, asked.who),
    )


def _rank(one: SpecificityRow) -> tuple[float, int, str, str]:
    return (-(one.information or 0), -one.present, one.term.label, one.look.label if one.look else "")


@dataclass(frozen=True)
class _Special:
    held: Held
    who: Mask
    diseases: AnnotatedDiseases | None

    @cached_property
    def scans(self) -> Mask:
        return self.held.people.typed(KG + "ImagingObservation")

    @cached_property
    def signs(self) -> tuple[Sign, ...]:
        """What texts say of differential diagnoses, and HPO's annotations of those that the reference data name."""
        return (*signs(self.held.engine), *annotated_signs(self.held, self.diseases)) if self.diseases else ()

    def rows(self, terms: Collection[str]) -> list[SpecificityRow]:
        pairs = sorted(pair for pair in self._pairs() | {(one, "") for one in terms} if not terms or pair[0] in terms)
        called = labels_of(self.held.engine, {iri for pair in pairs for iri in pair if iri}) | self._called(pairs)
        told = figures(self.held.engine, {one for one, _ in pairs})
        return [
            self._row(Ref(one, called[one]), Ref(look, called[look]) if look else None, told.get(one, ()))
            for one, look in pairs
        ]

    def _called(self, pairs: Collection[tuple[str, str]]) -> dict[str, str]:
        if self.diseases is None:
            return {}
        known = self.diseases.number
        return {one: self.diseases.labels[known[one]] for one, _ in pairs if one in known}

    def _pairs(self) -> set[tuple[str, str]]:
        """The terms that scans were read to show, each whatever its look and with each that is told; looks of signs."""
        people = self.held.people
        iris, scans = people.iris, self.scans.nonzero()[0]
        coded = (people.links["kg:codedAs"] + people.links["kg:codedAsAbsent"])[scans]
        found = {(iris[one], "") for one in np.unique(coded.indices)}
        for name in LOOKS:
            looks, terms = (people.links[f"kg:{name}"][scans].T @ coded).nonzero()
            found |= {(iris[term], iris[look]) for look, term in zip(looks, terms, strict=True)}
        found |= {(one.term, one.look) for one in self.signs if one.look}
        return {pair for pair in found if pair[0].startswith(OBO + "HP_")}

    def _row(self, term: Ref, look: Ref | None, statistics: tuple[Ref, ...]) -> SpecificityRow:
        cell, others = self._seen(term.iri, self._looking(look)), self._seen(term.iri, self._otherwise(look))
        cases, present, absent = int(self.who.sum()), len(cell.present), len(cell.absent)
        shared, lacked, opposed = self._told(term.iri, look.iri if look else None)
        return SpecificityRow(
            term=term,
            look=look,
            present=present,
            absent=absent,
            not_reported=cases - present - absent,
            cases=cases,
            other_look=len(others.present) if look else 0,
            of_reported=_share(present, present + absent),
            **self._among_diseases(term.iri, look),
            shared_by=tuple(sorted(shared, key=_label)),
            lacked_by=tuple(sorted(lacked, key=_label)),
            opposed_by=tuple(sorted(opposed, key=_label)),
            silent=len({one.disease for one in self.signs} - shared - lacked - opposed),
            present_in=self.held.people.refs(cell.present),
            statistics=statistics,
        )

    def _seen(self, term: str, seen: Mask) -> Cell:
        people = self.held.people
        counted = Counts.of(people, self.who, seen=seen).cells([people.number[term]]) if term in people.number else ()
        return next(iter(counted), Cell(None, -1, (), (), ()))

    def _looking(self, look: Ref | None) -> Mask:
        return self.scans & self.held.people.having(f"kg:{_LOOKS[look.iri]}", look.iri) if look else self.scans

    def _otherwise(self, look: Ref | None) -> Mask:
        others = LOOKS[_LOOKS[look.iri]] if look else ()
        found = np.zeros_like(self.scans)
        for one in others:
            if look and one.iri != look.iri:
                found |= self._looking(Ref(one.iri, one))
        return found

    def _among_diseases(self, term: str, look: Ref | None) -> dict[str, Any]:
        if self.diseases is None or term not in self.diseases.number:
            return {"refused": NO_DISEASES if self.diseases is None else "HPO's annotations know no such term"}
        if look:
            return {"refused": f"HPO has no word for {look.label}: its annotations cannot say which diseases look so"}
        number = self.diseases.number[term]
        having = int(self.diseases.having[number])
        return {
            "diseases": having,
            "of_diseases": len(self.diseases.annotated),
            "information": float(self.diseases.likeness.information[number]) if having else None,
            "refused": None if having else "no disease is annotated with it, so that it has no information content",
        }

    def _around(self, term: str) -> tuple[frozenset[str], frozenset[str]]:
        """The terms above a term and those below it, itself in both."""
        if self.diseases is None or term not in self.diseases.number:
            return frozenset({term}), frozenset({term})
        terms, one = self.diseases.terms, (self.diseases.number[term],)
        above, below = self.diseases.above(one), self.diseases.below(one)
        return frozenset(expand(terms[up]) for up in above), frozenset(expand(terms[down]) for down in below)

    def _told(self, term: str, look: str | None) -> tuple[set[Ref], set[Ref], set[Ref]]:
        """The differential diagnoses that share a finding of some look, that lack it, and that have it of another."""
        shared, lacked, opposed = set[Ref](), set[Ref](), set[Ref]()
        ups, downs = self._around(term)
        for one in self.signs:
            below, above = one.term in downs, one.term in ups
            if one.absent:
                lacked |= {one.disease} if above else set()
            elif look is None:
                shared |= {one.disease} if below else set()
            elif one.look and (below or above):
                shared |= {one.disease} if one.look == look else set()
                opposed |= {one.disease} if _opposite(one.look, look) else set()
        return shared - lacked - opposed, lacked - opposed, opposed


def annotated_signs(held: Held, diseases: AnnotatedDiseases) -> Iterator[Sign]:
    """What HPO's annotations say of the diseases that the reference data name, but for those of the gene itself."""
    own = own_diseases(held.engine)
    for disease, absent in product(diseases.named.tolist(), (False, True)):
        ref = diseases.ref(disease)
        for one in () if ref.iri in own else diseases.findings(disease, negated=absent).tolist():
            yield Sign(ref, expand(diseases.terms[one]), None, absent)


def _share(n: int, of: int) -> Estimate | None:
    found = share(n, of)
    return Estimate(found.value, found.low, found.high) if found else None


def _opposite(one: str, other: str) -> bool:
    """Whether two looks are different words of one list."""
    return one != other and _LOOKS.get(one) == _LOOKS.get(other)


def _label(one: Ref) -> tuple[str, str]:
    return one.label, one.iri
