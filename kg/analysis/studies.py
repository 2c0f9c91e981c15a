"""Which figures of papers count in a pooling beside the people of the graph, so that nobody counts twice; and why not.

A paper counts once: by its figure where that counts no fewer people than the graph has of it, else by these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.analysis.counted_twice import alike, once, paper_of, sharing
from kg.analysis.people import Mask, Numbers, People
from kg.analysis.population import OfPeople, Population
from kg.analysis.result import LeftOut
from kg.find.facts import Ref
from kg.find.figures import Figure
from kg.model.words import Design, GeneticStatus
from kg.names import KG

FEWEST: Final = 5
"""People of a study that is pooled. Of fewer a share or a mean has no variance worth weighing: half a person added to
both sides of one or two people makes most of it. People of papers that tell of fewer one by one are one study."""
_SECONDARY: Final = {
    Design.REVIEW: "a review counts people of other papers",
    Design.META_ANALYSIS: "a meta-analysis counts people of other papers",
    Design.GUIDELINE: "a guideline counts people of other papers",
}
_LITERATURE: Final = re.compile(r"\b(literature|reported|published|reviewed|as cited)\b")
_FIRST: Final = re.compile(r"\b((first|initial|predominant) (sign|symptom)|early in the course)")
_TWO_COPIES: Final = re.compile(r"\b(banddos|bi-?allelic|homozygo|compound|recessive|child|infant|p(a)?ediatric)")
_ONE_COPY: Final = re.compile(r"\b(heterozygo(tes|us)|adults?)\b")
_MIXED: Final = "its paper describes people with two changed copies or early onset too, and the group is not told apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledStudy:
    """One that is pooled: a figure, people of one paper, or people of several (`paper` is None)."""

    paper: Ref | None
    figure: Figure | None
    people: Numbers


@dataclass(frozen=True, slots=True)
class PooledStudies:
    """Those that count, and whom and what they leave out; `without` are people who do not count as such."""

    counted: tuple[PooledStudy, ...]
    left_out: tuple[LeftOut, ...]
    without: tuple[str, ...]


def studies(
    people: People, told: Mask, figures: Iterable[Figure], asked: OfPeople, usable: Callable[[Figure], str | None]
) -> PooledStudies:
    """`told`: the people of whom the graph says it; `usable`: why a figure cannot be pooled, None where it can."""
    found, left_out = list[Figure](), list[LeftOut]()
    for one in figures:
        if one.narrower and usable(one):
            continue  # neither about the finding nor a count: there are many, and none would be missed
        why = _unfit(people, one, asked) or usable(one)
        if why:
            left_out.append(LeftOut(what=one.ref, why=why))
        else:
            found.append(one)
    chosen, others = _one_a_paper(found)
    better, fewer = _against_people(people, told, chosen)
    kept, shared = _independent(people, better)
    own, twice = _not_in(people, told, kept)
    counted, again = once(people, own)
    shown = (*(PooledStudy(paper=one.paper, figure=one, people=_none()) for one in kept), *_by_paper(people, counted))
    out = (*left_out, *others, *fewer, *shared, *twice, *again)
    gone = told & ~counted
    return PooledStudies(
        shown, tuple(sorted(out, key=lambda one: one.what.iri)), tuple(people.iris[one] for one in _of(gone))
    )


def _unfit(people: People, one: Figure, asked: OfPeople) -> str | None:
    """Why a figure is of no use for whomever it is asked about."""
    reasons = {
        "seen only as quoted by its paper": one.second_hand,
        _SECONDARY.get(one.design or Design.COHORT, ""): one.design in _SECONDARY,
        "counts people of other papers, by its own words": _LITERATURE.search(one.words),
        "not of people in whom a variant was found": one.status is not GeneticStatus.CONFIRMED,
        "approximate": one.approximate,
        "a figure of a group cannot be filtered": asked.where,
        "about a narrower finding: for this one it is a lower bound": one.narrower,
        "about first, predominant or early signs only": one.initial or _FIRST.search(one.words),
    }
    return next((why for why, holds in reasons.items() if holds), None) or _of_others(people, one, asked.population)


def _of_others(people: People, one: Figure, population: Population) -> str | None:
    """Why a figure counts others than a population, as far as its words and the people of its paper tell."""
    if population is Population.BIALLELIC:
        return (
            None if _TWO_COPIES.search(one.words) else "does not say that its group has two changed copies of the gene"
        )
    if population is not Population.ADULTS or _ONE_COPY.search(one.words):
        return None
    if _TWO_COPIES.search(one.words):
        return "of people with two changed copies of the gene, or of children, by its own words"
    others = people.typed(KG + "BiallelicCase") | people.typed(KG + "EarlyOnsetCase")
    mixed = others & people.cases & people.having("kg:reportedIn", one.paper.iri)
    return _MIXED if mixed.any() else None


def _one_a_paper(figures: list[Figure]) -> tuple[list[Figure], list[LeftOut]]:
    """Of several figures of a paper that of most people; then that of most with the finding, since others are kinds."""
    chosen: dict[str, Figure] = {}
    left_out = []
    for one in sorted(figures, key=lambda one: (-size(one), -one.present, one.ref.iri)):
        if one.paper.iri in chosen:
            why = "another figure of its paper counts: of more people, or of more with it"
            left_out.append(LeftOut(what=one.ref, why=why, instead=chosen[one.paper.iri].ref))
        else:
            chosen[one.paper.iri] = one
    return sorted(chosen.values(), key=lambda one: one.ref.iri), left_out


def size(figure: Figure) -> int:
    """How many people a figure counts."""
    return int(figure.denominator or figure.n or 0)


def _against_people(people: People, told: Mask, figures: list[Figure]) -> tuple[list[Figure], list[LeftOut]]:
    kept, left_out = [], []
    for one in figures:
        own = int((told & people.having("kg:reportedIn", one.paper.iri)).sum())
        if own > size(one):
            why = f"its paper tells of more people one by one ({own})"
            left_out.append(LeftOut(what=one.ref, why=why, instead=one.paper))
        else:
            kept.append(one)
    return kept, left_out


def _independent(people: People, figures: list[Figure]) -> tuple[list[Figure], list[LeftOut]]:
    """Of papers that may share people the figure of most people; then of that which was read deepest."""
    kept, left_out = list[Figure](), []
    for one in sorted(figures, key=lambda one: (-size(one), -one.depth.rank, one.ref.iri)):
        with_it = _sharing(people, one.paper.iri)
        if other := next((two for two in kept if with_it[people.number[two.paper.iri]]), None):
            why = "its paper may describe people of another, whose figure counts"
            left_out.append(LeftOut(what=one.ref, why=why, instead=other.ref))
        else:
            kept.append(one)
    return sorted(kept, key=lambda one: one.ref.iri), left_out


def _sharing(people: People, paper: str) -> Mask:
    """The papers that may describe people of one."""
    found = np.zeros(len(people.iris), dtype=bool)
    found[sharing(people)[[people.number[paper]]].indices] = True
    return found


def _not_in(people: People, told: Mask, figures: list[Figure]) -> tuple[Mask, list[LeftOut]]:
    """The people who are not counted by a figure already, as their paper's or as one whom its people may be."""
    own, left_out = told.copy(), []
    same = alike(people)
    for one in figures:
        paper = people.having("kg:reportedIn", one.paper.iri) & people.cases
        linked = (same @ paper) | (people.links["kg:reportedIn"] @ _sharing(people, one.paper.iri))
        for number in _of(own & (paper | linked)):
            why = (
                "counted by the figure of the paper" if paper[number] else "may be counted by a figure of another paper"
            )
            left_out.append(LeftOut(what=people.ref(number), why=why, instead=one.ref))
        own &= ~(paper | linked)
    return own, left_out


def _by_paper(people: People, counted: Mask) -> Iterator[PooledStudy]:
    """The people of each paper, and those of all papers that tell of fewer than `FEWEST` as one study."""
    papers: dict[int | None, list[int]] = {}
    for number in _of(counted):
        papers.setdefault(paper_of(people, number), []).append(number)
    rest = papers.pop(None, [])
    for paper, some in sorted((one, some) for one, some in papers.items() if one is not None):
        if len(some) < FEWEST:
            rest += some
        else:
            yield PooledStudy(paper=people.ref(paper), figure=None, people=np.array(some, dtype=np.int64))
    if rest:
        yield PooledStudy(paper=None, figure=None, people=np.array(sorted(rest), dtype=np.int64))


def _of(mask: Mask) -> list[int]:
    return [int(one) for one in mask.nonzero()[0]]


def _none() -> Numbers:
    return np.array([], dtype=np.int64)
