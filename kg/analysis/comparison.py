"""Findings by genotype: whether one is more frequent in one group of people than in another, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final

import numpy as np

from kg.analysis.chosen import chosen
from kg.analysis.counted_twice import once
from kg.analysis.counts import Counts
from kg.analysis.held import Held
from kg.analysis.people import Mask, Matrix, Numbers
from kg.analysis.result import Analysis, Estimate, Method, Row
from kg.analysis.sides import OfGroups, Sides, groups, in_both, sides
from kg.find.by_person import states_query
from kg.find.facts import Ref
from kg.lexicon import Kind

_SOURCE: Final = (
    "Fisher RA, J R Stat Soc 1922;85:87-94 (exact test); Benjamini Y and Hochberg Y, J R Stat Soc B 1995;57:289-300"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupComparison(OfGroups):
    """Whether findings are more frequent in one group of people than in another."""

    kind: ClassVar[str] = "comparison"
    terms: Annotated[tuple[str, ...], "Of these HPO terms alone; if none, of all that people were read to have."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupComparisonRow(Row):
    """A term in two groups. What is not reported counts for neither state, and is never taken for absent."""

    key: ClassVar[tuple[str, ...]] = ("group", "against", "term")
    group: Annotated[Ref, "The group."]
    against: Annotated[Ref | None, "The other group; none for all others."]
    term: Annotated[Ref, "The finding."]
    present: Annotated[int, "In how many it was seen."]
    absent: Annotated[int, "In how many it was looked for and not seen."]
    not_reported: Annotated[int, "In how many the text that was read says neither."]
    present_against: Annotated[int, "In how many of the other group it was seen."]
    absent_against: Annotated[int, "In how many of the other group it was looked for and not seen."]
    not_reported_against: Annotated[int, "In how many of the other group the text that was read says neither."]
    effect: Annotated[str | None, "What the estimate is."] = None
    estimate: Annotated[Estimate | None, "How much the groups differ; of an odds ratio, 1 for not at all."] = None
    p: Annotated[float | None, "How often chance alone makes groups differ so much or more."] = None
    q: Annotated[float | None, "The p after Benjamini and Hochberg, over all tests of this answer."] = None


def comparison(held: Held, asked: GroupComparison) -> Analysis:
    """A row for each comparison and term of which anything is said, smallest p first; nobody counts twice.

    Raises `UnknownName`.
    """
    people = held.people
    every = chosen(held, asked.who)
    who, twice = once(people, every)
    compared = sides(people, groups(people, who, asked), asked)
    counted = Counts.of(people, who)
    iris = [iri for name in asked.terms for iri in held.names.all(Kind.TERM, name)]
    terms = (
        [people.number[iri] for iri in dict.fromkeys(iris) if iri in people.number] if iris else people.read_in(every)
    )
    rows = comparison_rows(counted, compared, terms, asked.at_least)
    return Analysis(
        question=asked,
        label=f"Findings compared{asked.by.words}",
        method=method(),
        rows=rows,
        people=int(who.sum()),
        left_out=(*twice, *in_both(people, compared)),
        notes=tuple(_notes(compared, sum(row.p is not None for row in rows))),
        sparql=states_query(held.names, asked.who, asked.by, asked.terms),
    )


def method() -> Method:
    """How rows are tested."""
    from kg.analysis.exact import SOFTWARE

    return Method("Fisher's exact test, two-sided; q after Benjamini and Hochberg", _SOURCE, SOFTWARE)


def comparison_rows(
    counted: Counts, compared: Iterable[Sides], terms: Iterable[int], at_least: int
) -> tuple[GroupComparisonRow, ...]:
    """A row for each comparison and term of which anything is said, smallest p first; q is over all of them."""
    from kg.analysis.exact import benjamini_hochberg

    wanted = [*terms]
    drafts = [draft for one in compared for draft in _drafts(counted, one, wanted, at_least)]
    tested = [draft for draft in drafts if "p" in draft]
    for draft, q in zip(tested, benjamini_hochberg([draft["p"] for draft in tested]), strict=True):
        draft["q"] = q
    return tuple(sorted((GroupComparisonRow(**draft) for draft in drafts), key=_rank))


def _drafts(counted: Counts, one: Sides, terms: Iterable[int], at_least: int) -> Iterator[dict[str, Any]]:
    """What rows will hold but for q, which needs every p as it was worked out."""
    wanted, sizes = [*terms], (int(one.mine.sum()), int(one.theirs.sum()))
    counts = (side[wanted].tolist() for mask in (one.mine, one.theirs) for side in _states(counted, mask))
    for term, a, b, c, d in zip(wanted, *counts, strict=True):
        if a + b + c + d:
            yield {
                "group": one.group,
                "against": one.against,
                "term": counted.people.ref(term),
                "present": a,
                "absent": b,
                "not_reported": sizes[0] - a - b,
                "present_against": c,
                "absent_against": d,
                "not_reported_against": sizes[1] - c - d,
                **_tested(a, b, c, d, at_least),
            }


def _states(counted: Counts, mask: Mask) -> tuple[Numbers, Numbers]:
    """In how many of some people each term is present, and absent."""

    def summed(matrix: Matrix) -> Numbers:
        some = matrix[mask.nonzero()[0]]
        return np.bincount(some.indices[some.data], minlength=some.shape[1])

    return summed(counted.present), summed(counted.absent)


def _tested(a: int, b: int, c: int, d: int, at_least: int) -> dict[str, Any]:
    from kg.analysis.exact import fisher, odds_ratio

    fewest = max(at_least, 1)
    if min(a + b, c + d) < fewest:
        return {"refused": f"either is said of {a + b} against {c + d} people: fewer than {fewest} in a group"}
    if not a + c or not b + d:
        return {"refused": f"{'absent' if b + d else 'present'} in all of whom either is said: nothing to compare"}
    effect, estimate = odds_ratio(((a, b), (c, d)))
    return {"effect": effect, "estimate": estimate, "p": fisher(((a, b), (c, d)))}


def _notes(compared: tuple[Sides, ...], tested: int) -> Iterator[str]:
    if not compared:
        yield "there is one group at most: nothing to compare"
    yield f"the family that q is over: {tested} tests"


def _rank(one: GroupComparisonRow) -> tuple[float, int, str, str, str]:
    reported = one.present + one.absent + one.present_against + one.absent_against
    return (2.0 if one.p is None else one.p, -reported, one.term.label, one.group.label, one.term.iri)
