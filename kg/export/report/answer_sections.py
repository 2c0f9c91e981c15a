"""What answers say: findings, genotype, ages, pooled figures, the review, categories, what sets the disease apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from kg.analysis import KINDS, STANDARD, Analysis, Held, Inquiry, answer
from kg.analysis.ages import Ages
from kg.analysis.categories import Categories, CategoryRow
from kg.analysis.chosen import chosen
from kg.analysis.comparison import GroupComparison
from kg.analysis.curves import Curves
from kg.analysis.frequencies import Frequencies, FrequencyRow
from kg.analysis.pooled import PooledAge, PooledShare
from kg.analysis.population import Population
from kg.analysis.review import BesideReview
from kg.errors import UnknownName
from kg.export.report import figures
from kg.export.report.answer_parts import TOP, by_group, curves, forest, grid, seen
from kg.export.report.parts import Grid, Picture, Section
from kg.find.groups import Group
from kg.names import slug

_WHO: Final = {Population.ADULTS: "adults", Population.BIALLELIC: "biallelic people"}
_FIELDS: Final[dict[type[Inquiry], tuple[str, ...]]] = {
    GroupComparison: (
        *("group", "against", "term", "present", "absent", "present_against", "absent_against"),
        *("effect", "estimate", "p", "q"),
    ),
    Ages: ("group", "against", "effect", "estimate", "p", "n", "cases", "n_against", "cases_against"),
}
"""What a page has room for of the widest answers; their files have all."""
_MODALITIES: Final = ("MRI", "CT", "PET", "SPECT")
_FEW: Final = 15
_SHADE: Final = (
    "The seen among the reported; the darker, the more frequent the finding is at least (lower end of the interval)."
)
_COUNTS: Final = ("group", "term", "present", "absent", "not_reported", "cases", "of_reported")


def findings(held: Held) -> Iterator[Section]:
    """How often findings are seen, for each disease apart; then by how they were looked for."""
    for population, who in _WHO.items():
        found = answer(held, Frequencies(population=population))
        name = f"findings-{slug(who)}"
        parts: tuple[Picture | Grid, ...] = (
            *seen(name, f"Findings that most {who} have.", found),
            grid(f"{name}-all", found, FrequencyRow, _COUNTS[1:], TOP),
        )
        yield Section(f"Findings of {who}", (population.meaning,), parts)
    yield Section("Findings by how they were seen", _BY_MODALITY, tuple(_modalities(held)))


_BY_MODALITY: Final = (
    "Of adults, by the method that showed them. Who was not examined so, or of whom that is not told, is not reported.",
)


def _modalities(held: Held) -> Iterator[Picture | Grid]:
    for one in _MODALITIES:
        try:
            found = answer(held, Frequencies(modality=(one,)))
        except UnknownName:  # of another gene's words, which have no such scan
            continue
        name = f"adults-{one.lower()}"
        yield from seen(name, f"Findings of adults by {one}.", replace(found, rows=found.rows[:_FEW]))
        if found.rows:
            yield grid(f"{name}-all", found, FrequencyRow, _COUNTS[1:])


def genotype(held: Held) -> Section:
    """Findings by class of variant, and whether groups differ by more than chance."""
    every, classed = (answer(held, Frequencies(by=by)) for by in (Group.ALL, Group.VARIANT_CLASS))
    top = [row.term.iri for row in every.rows[:TOP] if isinstance(row, FrequencyRow)]
    drawn = by_group("findings-by-class", f"{classed.label}. {_SHADE}", classed, top)
    words = ("A test is made only where enough people of both groups are told to have a finding or not to have it.",)
    return Section("Findings and genotype", words, (*drawn, *_grids(held, GroupComparison)))


def ages(held: Held) -> Section:
    """Ages at onset, one by one and by group; delay to the scan."""
    drawn = [picture for population, who in _WHO.items() for picture in _onset(held, population, who)]
    words = ("Most papers tell no age at onset in their abstract; only stated ages count.",)
    return Section("Onset, and the delay to imaging", words, (*drawn, *_grids(held, Ages)))


def _onset(held: Held, population: Population, who: str) -> Iterator[Picture]:
    people, mask = held.people, chosen(held, population.value)
    years = people.ages["kg:ageAtOnset"]
    sexes = people.groups(Group.SEX, mask)
    members = [(people.ref(sex).label, sexes[:, [sex]].nonzero()[0]) for sex in np.unique(sexes.indices)]
    every = [("all", mask.nonzero()[0]), *members]
    groups = [(f"{who}, {label}", years[some][~np.isnan(years[some])].tolist()) for label, some in every]
    if groups[0][1]:
        yield Picture(f"onset-{slug(who)}", f"Stated ages at onset of {who}.", figures.ages(groups, "years"))


def survival(held: Held) -> Section:
    """Age-dependent penetrance and survival."""
    parts: list[Picture | Grid] = []
    for asked, found in _answers(held, Curves):
        parts += (*curves(_name(asked), f"{found.label}.", found), _grid(asked, found))
    return Section("Penetrance and survival", (), tuple(parts))


def pooled(held: Held) -> Section:
    """People of the graph and figures of papers together, with a forest for each."""
    parts: list[Picture | Grid] = []
    for kind, axis in ((PooledShare, "share of those reported"), (PooledAge, "years")):
        for asked, found in _answers(held, kind):
            parts += (*forest(_name(asked), f"{found.label}.", found, axis), _grid(asked, found))
    words = ("Each person counts once: who may be described twice counts where most is told of them.",)
    return Section("Pooled over papers", words, tuple(parts))


def review(held: Held) -> Section:
    """Each figure of the review with ours."""
    words = ("What the starting review states, what the people of this graph give, and why they differ.",)
    return Section("Beside the review", words, tuple(_grids(held, BesideReview, 40)))


def criteria(held: Held) -> Section:
    """How many people each set of criteria puts in which category."""
    parts: list[Picture | Grid] = []
    for asked, found in _answers(held, Categories):
        rows = [row for row in found.rows if isinstance(row, CategoryRow)]
        counted = Counter((row.criteria.label, row.verdict) for row in rows)
        table = [(*pair, str(n)) for pair, n in sorted(counted.items())]
        columns = ("criteria", "verdict", "people")
        parts += (Grid(f"{_name(asked)}-counted", f"{found.label}.", columns, table), _grid(asked, found))
    return Section("Diagnostic categories", (), tuple(parts))


def others(held: Held, shown: Iterable[type[Inquiry]]) -> Iterator[Section]:
    """Declared questions of any other kind, each as a table."""
    known = {one.kind for one in shown}
    for kind in dict.fromkeys(type(one) for one in STANDARD if one.kind not in known):
        says = " ".join((kind.__doc__ or kind.kind).split()).partition(".")[0]
        yield Section(says, (), tuple(_grids(held, kind, TOP)))


SHOWN: Final = (Frequencies, GroupComparison, Ages, Curves, PooledShare, PooledAge, BesideReview, Categories)
"""Kinds of questions that have a section of their own."""


def _answers(held: Held, kind: type[Inquiry]) -> Iterator[tuple[Inquiry, Analysis]]:
    return ((asked, answer(held, asked)) for asked in STANDARD if isinstance(asked, kind))


def _grids(held: Held, kind: type[Inquiry], most: int = 12) -> Iterator[Grid]:
    return (_grid(asked, found, most) for asked, found in _answers(held, kind))


def _grid(asked: Inquiry, found: Analysis, most: int = 12) -> Grid:
    return grid(_name(asked), found, KINDS[asked.kind].row, _FIELDS.get(type(asked), ()), most)


def _name(asked: Inquiry) -> str:
    return "-".join(asked.iri.rsplit("/", 2)[1:])
