"""Beside the review: every figure that a paper states of a group, with what single people of the graph give for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

import numpy as np

from kg.analysis.chosen import chosen
from kg.analysis.counted_twice import once
from kg.analysis.described import Described
from kg.analysis.held import Held
from kg.analysis.own_figures import own
from kg.analysis.population import OfPeople
from kg.analysis.result import Analysis, Estimate, Method, Row
from kg.find.beside import StatedFigure, beside_query, doubts, scans, stated_figures, years
from kg.find.facts import Ref
from kg.lexicon import Kind
from kg.model.words import Depth
from kg.names import contract

METHOD: Final = Method(
    name="counts, means and shares of single people; shares with the 95 % Wilson interval, ranked by its lower end",
    source="Wilson EB, J Am Stat Assoc 1927;22:209-212",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideReview(OfPeople):
    """What a paper states of a group, beside what single people of the graph give."""

    kind: ClassVar[str] = "review"
    paper: Annotated[str | None, "The paper, by any of its names; if none, all meta-analyses with figures."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideRow(Row):
    """One figure of theirs with ours."""

    key: ClassVar[tuple[str, ...]] = ("statistic", "figure")
    statistic: Annotated[Ref, "Their statement."]
    figure: Annotated[str, "Which number of it: what kind, or whose; named where they give none."]
    paper: Annotated[Ref, "The paper that states it."]
    theirs: Annotated[float | None, "Their number; none where a finding is only named as a main one."] = None
    n_stated: Annotated[int | None, "Of how many people theirs is, where that is told."] = None
    unit: Annotated[str | None, "The unit of both."] = None
    effect: Annotated[str, "What ours is."]
    estimate: Annotated[Estimate | None, "Ours."] = None
    n: Annotated[int, "How many people stand behind ours."]
    rank: Annotated[int | None, "The place of the finding among ours by the same modality; equals share one."] = None
    ranked: Annotated[int, "Among how many findings."] = 0
    why: Annotated[str, "Why they may differ, as far as this graph can tell."]
    counted: Annotated[tuple[Ref, ...], "Those who stand behind ours."] = ()
    papers: Annotated[tuple[Ref, ...], "The papers that describe them."] = ()


def beside(held: Held, asked: BesideReview) -> Analysis:
    """A row for each figure of theirs, refused where ours cannot be had. Raises `UnknownName`."""
    who, twice = once(held.people, chosen(held, asked.who))
    papers = held.names.all(Kind.PAPER, asked.paper) if asked.paper else ()
    theirs = stated_figures(held.engine, papers)
    described = Described(held.people, who, scans(held.engine))
    named = sorted({one.paper.iri for one in theirs})
    return Analysis(
        question=asked,
        label="Beside "
        + ("; ".join(sorted({one.paper.label for one in theirs})) or "the reviews: none states a figure"),
        method=METHOD,
        rows=tuple(_row(described, one) for one in theirs),
        people=int(who.sum()),
        left_out=twice,
        notes=(*_differences(held, described, named), *(f"Doubt: {one}" for one in doubts(held.engine, named))),
        sparql=beside_query(held.names, asked.who, papers),
    )


def _row(described: Described, stated: StatedFigure) -> BesideRow:
    found = own(described, stated)
    return BesideRow(
        statistic=stated.statistic,
        figure=stated.figure,
        paper=stated.paper,
        theirs=stated.value,
        n_stated=stated.n,
        unit=stated.unit,
        effect=found.effect,
        estimate=found.estimate,
        n=len(found.counted),
        rank=found.rank,
        ranked=found.ranked,
        why=found.why,
        counted=described.people.refs(found.counted),
        papers=described.people.behind("kg:reportedIn", found.counted),
        refused=found.refused,
    )


def _differences(held: Held, described: Described, named: list[str]) -> tuple[str, ...]:
    """What holds of every figure: how deep ours were read, and what came after theirs."""
    people, who = described.people, described.who
    deeper = people.having("kg:readingDepth", Depth.EXCERPT.iri) | people.having("kg:readingDepth", Depth.FULL_TEXT.iri)
    behind = people.behind("kg:reportedIn", who.nonzero()[0])
    known, told = years(held.engine), []
    for paper in (one for one in named if one in known):
        later = sum(known.get(one.iri, 0) > known[paper] for one in behind)
        of = f"{later} of the {len(behind)} papers behind ours"
        told.append(f"{of} are of a later year than {contract(paper)} ({known[paper]}).")
    alone = int(np.count_nonzero(who & ~deeper))
    return (
        f"{alone} of our {int(who.sum())} people are known from an abstract alone, which tells little of each.",
        *told,
    )
