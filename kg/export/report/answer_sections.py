"""What answers say: findings, genotype, ages, pooled figures, the review, categories, what sets the disease apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from kg.analysis import KINDS, STANDARD, Analysis, Held, Question, answer
from kg.analysis.ages import Ages
from kg.analysis.categories import Categories, CategoryRow
from kg.analysis.chosen import chosen
from kg.analysis.comparison import GroupComparison
from kg.analysis.curves import Curves
from kg.analysis.frequencies import Frequencies, FrequencyRow
from kg.analysis.pooled import PooledAge, PooledShare
from kg.analysis.population import Population
from kg.analysis.review import BesideReview
from kg.export.report import figures
from kg.export.report.answer_parts import TOP, beside, by_group, curves, forest, grid, seen
from kg.export.report.parts import Grid, Picture, Section
from kg.find.groups import Group
from kg.names import slug

_WHO: Final = {Population.ADULTS: "adults", Population.BIALLELIC: "biallelic people"}
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
        parts = (
            *seen(name, f"Findings that most {who} have.", found),
            grid(f"{name}-all", f"Findings of {who}.", found, FrequencyRow, _COUNTS[1:]),
        )
        yield Section(f"Findings of {who}", (population.meaning, *beside(found)), parts)
    yield Section("Findings by how they were seen", _BY_MODALITY, tuple(_modalities(held)))


_BY_MODALITY: Final = (
    "Of adults, by the method that showed them. Who was not examined so, or of whom that is not told, is not reported.",
)


def _modalities(held: Held) -> Iterator[Picture | Grid]:
    for one in _MODALITIES:
        found = answer(held, Frequencies(modality=(one,)))
        name, rows = (
            f"adults-{one.lower()}",
            grid(f"adults-{one.lower()}-all", f"By {one}.", found, FrequencyRow, _COUNTS[1:]),
        )
        yield from seen(name, f"Findings by {one}.", replace(found, rows=found.rows[:15]))
        if found.rows:
            yield rows


def genotype(held: Held) -> Section:
    """Findings by class of variant, and whether groups differ by more than chance."""
    every, classed = (answer(held, Frequencies(by=by)) for by in (Group.ALL, Group.VARIANT_CLASS))
    top = [row.term.iri for row in every.rows[:TOP] if isinstance(row, FrequencyRow)]
    parts: list[Picture | Grid] = [*by_group("findings-by-class", _SHADE, classed, top)]
    words = [*beside(classed)]
    for asked, found in _answers(held, GroupComparison):
        parts.append(_grid(asked, found))
        words += beside(found)
    return Section("Findings and genotype", tuple(words), tuple(parts))


def ages(held: Held) -> Section:
    """Ages at onset, one by one and by group; delay to the scan."""
    parts: list[Picture | Grid] = []
    words: list[str] = []
    people, onset = held.people, held.people.ages["kg:ageAtOnset"]
    for population, who in _WHO.items():
        mask = chosen(held, population.value)
        groups = [(who, onset[mask & ~np.isnan(onset)].tolist())]
        by = people.groups(Group.SEX, mask).tocsc()
        for sex in sorted(set(by.tocsr().indices.tolist())):
            years = onset[by[:, [sex]].nonzero()[0]]
            groups.append((f"{who}, {people.ref(sex).label}", years[~np.isnan(years)].tolist()))
        if any(some for _, some in groups):
            told = f"Stated ages at onset of {who}."
            parts.append(Picture(f"onset-{slug(who)}", told, figures.ages(groups, "years")))
    for asked, found in _answers(held, Ages):
        parts.append(_grid(asked, found))
        words += beside(found)
    return Section("Onset, and the delay to imaging", tuple(words), tuple(parts))


def survival(held: Held) -> Section:
    """Age-dependent penetrance and survival."""
    parts: list[Picture | Grid] = []
    words: list[str] = []
    for asked, found in _answers(held, Curves):
        parts += (*curves(_name(asked), found.label, found), _grid(asked, found))
        words += beside(found)
    return Section("Penetrance and survival", tuple(words), tuple(parts))


def pooled(held: Held) -> Section:
    """People of the graph and figures of papers together, with a forest for each."""
    parts: list[Picture | Grid] = []
    words: list[str] = []
    for kind, axis in ((PooledShare, "share of those reported"), (PooledAge, "years")):
        for asked, found in _answers(held, kind):
            parts += (*forest(_name(asked), found.label, found, axis), _grid(asked, found))
            words += beside(found)
    return Section("Pooled over papers", tuple(dict.fromkeys(words)), tuple(parts))


def review(held: Held) -> Section:
    """Each figure of the review with ours."""
    found = [(_grid(asked, one), one) for asked, one in _answers(held, BesideReview)]
    words = [told for _, one in found for told in beside(one)]
    return Section("Beside the review", tuple(words), tuple(part for part, _ in found))


def criteria(held: Held) -> Section:
    """How many people each set of criteria puts in which category."""
    parts: list[Picture | Grid] = []
    words: list[str] = []
    for asked, found in _answers(held, Categories):
        rows = [row for row in found.rows if isinstance(row, CategoryRow)]
        counted = Counter((row.criteria.label, row.verdict) for row in rows)
        table = [(*pair, str(n)) for pair, n in sorted(counted.items())]
        parts += (
            Grid(f"{_name(asked)}-counted", found.label, ("criteria", "verdict", "people"), table),
            _grid(asked, found),
        )
        words += beside(found)
    return Section("Diagnostic categories", tuple(words), tuple(parts))


def others(held: Held, shown: Iterable[type[Question]]) -> Iterator[Section]:
    """Declared questions of any other kind, each as a table."""
    known = {one.kind for one in shown}
    for kind in dict.fromkeys(one.kind for one in STANDARD if one.kind not in known):
        found = [(asked, answer(held, asked)) for asked in STANDARD if asked.kind == kind]
        words = [told for _, one in found for told in beside(one)]
        doc = (KINDS[kind].question.__doc__ or kind).split(".")[0]
        yield Section(doc, tuple(words), tuple(_grid(asked, one) for asked, one in found))


SHOWN: Final = (Frequencies, GroupComparison, Ages, Curves, PooledShare, PooledAge, BesideReview, Categories)
"""Kinds of questions that have a section of their own."""


def _answers(held: Held, kind: type[Question]) -> Iterator[tuple[Question, Analysis]]:
    return ((asked, answer(held, asked)) for asked in STANDARD if isinstance(asked, kind))


def _grid(asked: Question, found: Analysis) -> Grid:
    return grid(_name(asked), found.label, found, KINDS[asked.kind].row)


def _name(asked: Question) -> str:
    return "-".join(asked.iri.rsplit("/", 2)[1:])
