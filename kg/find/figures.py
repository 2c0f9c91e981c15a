"""What papers say of groups, for who pools it with what they say of persons: figures, and queries that give both.

A figure counts a finding (`figures_about`) or sums up an age (`figures_of_age`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine, Row
from kg.find.called import Names
from kg.find.facts import Ref
from kg.find.filters import CaseFilter
from kg.find.pattern import Writing, among
from kg.find.patterns import pattern
from kg.find.truth import truth
from kg.lexicon.spelling import PROLOGUE, literal, references
from kg.model.words import Depth, Design, GeneticStatus

_TEXTS: Final = ("group", "unit")
_NUMBERS: Final = ("numerator", "denominator", "n", "mean", "sd")
_FLAGS: Final = ("secondHand", "approximate", "initial")
ONSET: Final = "?source kg:ageAtOnset ?mean"
DEATH: Final = "?source kg:ageAtDeath ?mean"
DELAY: Final = (
    "?source kg:ageAtOnset ?began ; kg:ageAtImaging ?scan FILTER(?scan >= ?began) BIND(?scan - ?began AS ?mean)"
)
"""From a person to years; who was scanned before the disease began waited for no scan."""
_STATUS: Final = {one.iri: one for one in GeneticStatus}
_DEPTH: Final = {one.iri: one for one in Depth}
_DESIGN: Final = {one.iri: one for one in Design}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of a group, about a `term`. `narrower`: that is below the one that was asked for; `absence`: it counts
    those without the finding. Other fields are None where the paper gives no such number.
    """

    ref: Ref
    paper: Ref
    measure: str
    group: str
    status: GeneticStatus
    depth: Depth
    design: Design | None
    unit: str
    numerator: float | None
    denominator: float | None
    n: float | None
    mean: float | None
    sd: float | None
    second_hand: bool
    approximate: bool
    initial: bool
    term: str | None
    narrower: bool
    absence: bool

    @property
    def present(self) -> int:
        """How many of those it counts have the finding; 0 where it gives no counts."""
        counted, of = int(self.numerator or 0), int(self.denominator or 0)
        return of - counted if self.absence else counted

    @property
    def words(self) -> str:
        """What the paper calls it and whom it counts."""
        return f"{self.measure} {self.group}".lower()


def figures_about(engine: Engine, terms: Collection[str], below: Collection[str]) -> tuple[Figure, ...]:
    """Figures about any of some findings and those `below` them, and about the absence of these findings.

    What lies below is told, since the graph holds no HPO while a release is made.
    """
    about = "?x kg:aboutTerm ?term"
    without = f"{among('?absent', terms)} ?x kg:aboutAbsenceOf ?absent"
    found = _figures(engine, f"{{ {about} }} UNION {{ {without} }}", terms)
    return tuple(one for one in found if one.absence or one.term in terms or one.term in below)


def figures_of_age(engine: Engine, measures: Iterable[str]) -> tuple[Figure, ...]:
    """Figures of an age or a span of years, by what papers call it."""
    named = ", ".join(literal(one) for one in measures)
    return _figures(engine, f"?x kg:measure ?called FILTER(LCASE(STR(?called)) IN ({named}))", ())


def _figures(engine: Engine, chosen: str, asked: Collection[str]) -> tuple[Figure, ...]:
    said = " ".join(f"OPTIONAL {{ ?x kg:{name} ?{name} }}" for name in (*_TEXTS, *_NUMBERS, *_FLAGS))
    rows = engine.rows(f"""{PROLOGUE} SELECT * WHERE {{
        {{ SELECT DISTINCT ?x ?term ?absent WHERE {{ {chosen} }} }}
        ?x a kg:CohortStatistic ; rdfs:label ?label ; kg:measure ?measure ; kg:reportedIn ?paper ;
           kg:geneticStatus ?status ; kg:readingDepth ?depth .
        ?paper rdfs:label ?title . OPTIONAL {{ ?paper kg:design ?design }} {said} }} ORDER BY ?x""")
    return tuple({row["x"].value: _figure(row, asked) for row in rows}.values())


def _figure(row: Row, asked: Collection[str]) -> Figure:
    text = {name: one.value for name, one in row.items()}
    return Figure(
        ref=Ref(text["x"], text["label"]),
        paper=Ref(text["paper"], text["title"]),
        measure=text["measure"],
        group=text.get("group", ""),
        status=_STATUS[text["status"]],
        depth=_DEPTH[text["depth"]],
        design=_DESIGN.get(text.get("design", "")),
        unit=text.get("unit", ""),
        **{name: float(text[name]) if name in text else None for name in _NUMBERS},
        second_hand=truth(text.get("secondHand", "false")),
        approximate=truth(text.get("approximate", "false")),
        initial=truth(text.get("initial", "false")),
        term=text.get("term"),
        narrower="term" in text and text["term"] not in asked,
        absence="absent" in text,
    )


def shares_query(
    names: Names, where: CaseFilter, terms: Iterable[str], figures: Iterable[str], but: Iterable[str]
) -> str:
    """A query for what a share is pooled of: `?present` of `?n` by `?source`, a figure or a person, and its `?paper`.

    Of persons those whom a filter leaves, `but` some. Raises `UnknownName`.
    """
    spelled, people = among("?term", terms), _people(names, where, but)
    return f"""{PROLOGUE}
SELECT DISTINCT ?source ?paper ?present ?n WHERE {{
  {{ {among("?source", figures)} ?source kg:denominator ?n ; kg:numerator ?counted
    OPTIONAL {{ ?source kg:aboutAbsenceOf ?absent }} BIND(IF(BOUND(?absent), ?n - ?counted, ?counted) AS ?present) }}
  UNION
  {{ {people} {spelled} ?source kg:hasFinding/a ?term BIND(1 AS ?present) BIND(1 AS ?n) }}
  UNION
  {{ {people} {spelled} ?source kg:hasExcludedFinding/kg:excludes ?term
    MINUS {{ {among("?seen", terms)} ?source kg:hasFinding/a ?seen }} BIND(0 AS ?present) BIND(1 AS ?n) }}
  OPTIONAL {{ ?source kg:reportedIn ?paper }}
}} ORDER BY ?paper ?source"""


def ages_query(names: Names, where: CaseFilter, path: str, figures: Iterable[str], but: Iterable[str]) -> str:
    """A query for what a mean is pooled of: `?mean`, `?sd`, `?n` by `?source`, a figure or a person, and its `?paper`.

    `path` leads from a person to `?mean`: `ONSET`, `DEATH`, `DELAY`. Raises `UnknownName`.
    """
    return f"""{PROLOGUE}
SELECT DISTINCT ?source ?paper ?mean ?sd ?n WHERE {{
  {{ {among("?source", figures)} ?source kg:mean ?mean ; kg:sd ?sd ; kg:n ?n }}
  UNION
  {{ {_people(names, where, but)} {path} BIND(1 AS ?n) }}
  OPTIONAL {{ ?source kg:reportedIn ?paper }}
}} ORDER BY ?paper ?source"""


def _people(names: Names, where: CaseFilter, but: Iterable[str]) -> str:
    others = list(but)
    kept = f" FILTER(?source NOT IN ({', '.join(references([one]) for one in others)}))" if others else ""
    return f"{{ SELECT DISTINCT ?source WHERE {{ {pattern(Writing(names), where, '?source')}{kept} }} }}"
