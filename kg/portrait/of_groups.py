"""What papers state of a finding in several people together, and in figures: never the finding of any one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg import find
from kg.analysis import Held
from kg.analysis.chosen import named
from kg.analysis.frequencies import seen_so
from kg.find import Kind, Ref, Said, StatisticFilter
from kg.find.statements import stated
from kg.lexicon.spelling import PROLOGUE, reference, references
from kg.model.words import Depth, GeneticStatus
from kg.portrait.looked import placed
from kg.portrait.seen import SeenHow
from kg.portrait.sightings import SAID_OF_FINDING, STATUS, SeenPaper, Sightings, said

_MOST, _EVERY = 200, 100_000
_FIGURE: Final = frozenset(
    {"rdfs:label", "kg:measure", "kg:group", "kg:numerator", "kg:denominator", "kg:percent", "kg:reportedIn"}
    | {"kg:readingDepth", "kg:hasDoubt", "kg:secondHand", "kg:geneticStatus"}
)


_SIDES: Final = ("^kg:hasGroupFinding", "^kg:hasExcludedGroupFinding")
_OF_GROUPS: Final = f"{PROLOGUE} SELECT DISTINCT ?x WHERE {{ ?any kg:hasGroupFinding|kg:hasExcludedGroupFinding ?x }}"
_FIGURED: Final = f"{PROLOGUE} SELECT DISTINCT ?x ?t WHERE {{ ?x kg:aboutTerm|kg:aboutAbsenceOf ?t }}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOfSeveral:
    """What is stated of several people together, and is no finding of any one of them."""

    finding: Ref
    present: bool
    cases: tuple[Ref, ...]
    paper: Ref | None
    depth: Depth | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFigure:
    """A figure that a paper states of a group, in its words."""

    statistic: Ref
    measure: str
    group: str
    figure: str
    status: GeneticStatus | None
    paper: Ref | None
    depth: Depth | None
    second_hand: bool
    doubts: tuple[Ref, ...]


def group_statements(held: Held, how: SeenHow) -> tuple[ToldOfSeveral, ...]:
    """What is stated of several people together, whoever they are. Raises `UnknownName`."""
    # A query that asks for a broad term looks through whatever anybody has; statements about groups are few.
    people = held.people
    terms, seen = named(held, Kind.TERM, (how.term,)), seen_so(held, how.asked)
    meant = people.mask(row["x"].value for row in held.engine.rows(_OF_GROUPS)) & (
        people.leading("rdf:type", terms) | people.leading("kg:excludes", terms)
    )
    meant = meant if seen is None else meant & seen
    meant = placed(people, meant, None) if how.nowhere else meant
    iris = [people.iris[one] for one in meant.nonzero()[0][:_MOST].tolist()]
    told = stated(held.engine, ((iri, SAID_OF_FINDING | frozenset(_SIDES)) for iri in iris))
    return tuple(_of_several(held, one) for one in told.values())


def _of_several(held: Held, one: Said) -> ToldOfSeveral:
    present = bool(one.refs(_SIDES[0]))
    return ToldOfSeveral(
        finding=Ref(one.iri, said(one, present)),
        present=present,
        cases=tuple(dict.fromkeys(ref for side in _SIDES for ref in one.refs(side))),
        paper=one.ref("kg:reportedIn"),
        depth=one.depth,
    )


def group_figures(
    held: Held, terms: Sequence[str] = (), modality: Sequence[str] = (), region: Sequence[str] = ()
) -> tuple[SeenFigure, ...]:
    """Figures that papers state of groups, about a finding or by a way of looking. Raises `UnknownName`."""
    where = StatisticFilter(modality=tuple(modality), region=tuple(region))
    keys = find.page(held.names, find.Listing(where, find.Order.LABEL), _EVERY).keys
    about = _told_of(held, terms) if terms else {iri for _, iri in keys}
    iris = [iri for _, iri in keys if iri in about][:_MOST]
    return tuple(_figure(one) for one in stated(held.engine, ((iri, _FIGURE) for iri in iris)).values())


def _told_of(held: Held, terms: Sequence[str]) -> set[str]:
    """The figures about some terms or what is below: asked for from below, since a broad term has thousands there."""
    above = ", ".join(reference(iri) for one in terms for iri in held.names.all(Kind.TERM, one))
    told = [(row["x"].value, row["t"].value) for row in held.engine.rows(_FIGURED)]
    query = f"""{PROLOGUE} SELECT DISTINCT ?t WHERE {{
        VALUES ?t {{ {references(sorted({term for _, term in told}))} }}
        ?t rdfs:subClassOf* ?above FILTER(?above IN ({above})) }}"""
    rows = held.engine.rows(query) if told else ()
    meant = {row["t"].value for row in rows}
    return {figure for figure, term in told if term in meant}


def _figure(one: Said) -> SeenFigure:
    n, of, percent = (one.number(f"kg:{name}") for name in ("numerator", "denominator", "percent"))
    counted = f"{n:g} of {of:g}" if n is not None and of is not None else ""
    return SeenFigure(
        statistic=Ref(one.iri, one.label),
        measure=one.text("kg:measure") or one.label,
        group=", ".join(one.texts("kg:group")),
        figure=" · ".join(filter(None, (counted, f"{percent:g} %" if percent is not None else ""))),
        status=STATUS.get(one.text("kg:geneticStatus") or ""),
        paper=one.ref("kg:reportedIn"),
        depth=one.depth,
        second_hand=bool(one.flag("kg:secondHand")),
        doubts=one.refs("kg:hasDoubt"),
    )


def telling(seen: Sightings, groups: Sequence[ToldOfSeveral], figures: Sequence[SeenFigure]) -> tuple[SeenPaper, ...]:
    """Every paper that tells of a finding, of persons or of groups; those with most people first."""
    by_paper = {one.paper.iri: one for one in seen.papers()}
    stating: list[ToldOfSeveral | SeenFigure] = [*groups, *figures]
    for told in stating:
        if told.paper and told.paper.iri not in by_paper:
            by_paper[told.paper.iri] = SeenPaper(paper=told.paper, depth=told.depth)
    in_groups = Counter(one.paper.iri for one in groups if one.paper)
    in_figures = Counter(one.paper.iri for one in figures if one.paper)
    by_paper = {iri: replace(one, groups=in_groups[iri], figures=in_figures[iri]) for iri, one in by_paper.items()}
    return tuple(sorted(by_paper.values(), key=_rank))


def _rank(one: SeenPaper) -> tuple[object, ...]:
    return -one.present, -one.absent, -one.groups, -one.figures, one.paper.label, one.paper.iri
