"""What the people of the graph and the figures of papers say together: shares and means, by random effects.

Shares are pooled as logits; half a person is added to both sides of a study in which all have the finding or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from math import exp, log
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from kg.analysis.chosen import chosen
from kg.analysis.held import Held
from kg.analysis.people import Mask, Matrix, People
from kg.analysis.pooled import Estimator, PooledAge, PooledAgeRow, PooledShare, PooledShareRow, PooledSpan
from kg.analysis.population import Population
from kg.analysis.result import Analysis, Estimate, Method
from kg.analysis.studies import FEWEST, PooledStudies, PooledStudy, size, studies
from kg.find.figures import DEATH, DELAY, ONSET, Figure, ages_query, figures_about, figures_of_age, shares_query
from kg.find.frequencies import share
from kg.lexicon import Kind
from kg.names import expand

_SOURCES: Final = {
    Estimator.PAULE_MANDEL: "Paule RC, Mandel J, J Res Natl Bur Stand 1982;87:377-385",
    Estimator.DERSIMONIAN_LAIRD: "DerSimonian R, Laird N, Control Clin Trials 1986;7:177-188",
}
_CALLED: Final = {Estimator.PAULE_MANDEL: "Paule-Mandel", Estimator.DERSIMONIAN_LAIRD: "DerSimonian-Laird"}
_FURTHER: Final = (
    "I2: Higgins JPT, Thompson SG, Stat Med 2002;21:1539-1558",
    "prediction interval: Higgins JPT, Thompson SG, Spiegelhalter DJ, J R Stat Soc A 2009;172:137-159",
)
_PATHS: Final = {PooledSpan.ONSET: ONSET, PooledSpan.DEATH: DEATH, PooledSpan.DELAY: DELAY}
_GROUPS: Final = (
    "Papers seldom say how many copies of the gene are changed in a group: its figures count as adults' unless their "
    "words, or the people of the paper, speak against it."
)
_TOGETHER: Final = (
    f"People whom papers tell of one by one, fewer than {FEWEST} in a paper, are one study together; a study of fewer "
    f"than {FEWEST} people is told and not pooled."
)
_SILENCE: Final = "Who describes single people seldom says what was looked for and not seen: such shares are high."
_ALONE: Final = f"fewer than two studies of {FEWEST} people or more: nothing to pool"
_FEW: Final = f"fewer than {FEWEST} people: told, and not pooled"
_NO_SPREAD: Final = "all of one age: no spread to weigh it by"


_HETEROGENEITY: Final = ("cochran_q", "degrees_of_freedom", "p", "i_squared", "tau_squared")
_R = TypeVar("_R", PooledShareRow, PooledAgeRow)


@dataclass(frozen=True, slots=True)
class _Pooled:
    """The figures of the last row, and what each study weighs in percent; none where there is nothing to pool."""

    row: dict[str, Any]
    weights: tuple[float | None, ...]


def pooled_share(held: Held, asked: PooledShare) -> Analysis:
    """A row for each study, and one for all together. Raises `UnknownName`."""
    people, terms = held.people, _meant(held, asked.term)
    who = chosen(held, asked.who)
    has = _with(people, people.present(who), terms)
    lacks = _with(people, people.absent(who), terms) & ~has
    figures = figures_about(held.engine, terms, _below(held, terms))
    found = studies(people, has | lacks, figures, asked, _counts)
    rows = [_share_row(people, one, has, lacks) for one in found.counted]
    logits = [None if row.refused else _logit(row.present, row.n) for row in rows]
    pooled = _pool(logits, asked.estimator, lambda logit: 1 / (1 + exp(-logit)))
    last = PooledShareRow(
        **_together(rows, pooled),
        present=sum(row.present for row in _those(rows, pooled)),
        absent=sum(row.absent for row in _those(rows, pooled)),
    )
    query = shares_query(held.names, asked.who, terms, _figures(found), found.without)
    called = ", ".join(people.ref(people.number[iri]).label for iri in terms if iri in people.number) or asked.term
    label = f"How often {called} is present, pooled"
    how = "shares as logits, half a person added to both sides where all or none have it; studies with Wilson intervals"
    return _analysis(asked, label, how, [*_weighed(rows, pooled), last], found, query, (_SILENCE,))


def pooled_age(held: Held, asked: PooledAge) -> Analysis:
    """A row for each study, and one for all together. Raises `UnknownName`."""
    people = held.people
    years = _years(people, asked.span)
    told = chosen(held, asked.who) & ~np.isnan(years)
    found = studies(people, told, figures_of_age(held.engine, asked.span.value), asked, _summed_up)
    moments = [_moments(one, years) for one in found.counted]
    rows = [_age_row(people, one, *its) for one, its in zip(found.counted, moments, strict=True)]
    spread = [None if row.refused else (mean, sd**2 / n) for row, (mean, sd, n) in zip(rows, moments, strict=True)]
    pooled = _pool(spread, asked.estimator, lambda mean: mean)
    last = PooledAgeRow(**_together(rows, pooled))
    query = ages_query(held.names, asked.who, _PATHS[asked.span], _figures(found), found.without)
    label = f"{asked.span.value[0].capitalize()}, pooled"
    return _analysis(asked, label, "means; studies with t intervals", [*_weighed(rows, pooled), last], found, query, ())


def _meant(held: Held, name: str) -> tuple[str, ...]:
    """The terms of a name. An id of HPO needs no graph: there is no HPO in it while a release is made."""
    if name.startswith("HP:") and held.diseases and expand(name) in held.diseases.number:
        return (expand(name),)
    return held.names.all(Kind.TERM, name)


def _below(held: Held, terms: Iterable[str]) -> set[str]:
    """The terms below some, as far as HPO is at hand."""
    hpo = held.diseases
    numbers = [hpo.number[one] for one in terms if one in hpo.number] if hpo else []
    return {expand(hpo.terms[below]) for one in numbers for below in hpo.likeness.down(one)} if hpo else set()


def _with(people: People, found: Matrix, terms: Iterable[str]) -> Mask:
    """Whom a matrix leads to any of some terms."""
    numbers = [people.number[iri] for iri in terms if iri in people.number]
    mask = np.zeros(len(people.iris), dtype=bool)
    mask[found[:, numbers].nonzero()[0]] = True
    return mask


def _counts(figure: Figure) -> str | None:
    if figure.numerator is None or not figure.denominator:
        return "gives no count of people, or not of how many"
    return None


def _summed_up(figure: Figure) -> str | None:
    """Why a figure of an age cannot be pooled. A median or a range is never made a mean."""
    if figure.unit != "years":
        return f"not in years but in {figure.unit or 'no stated unit'}"
    missing = [name for name in ("n", "mean", "sd") if not getattr(figure, name)]
    return f"gives no {', '.join(missing)}; what it gives instead is not converted" if missing else None


def _share_row(people: People, one: PooledStudy, has: Mask, lacks: Mask) -> PooledShareRow:
    seen, not_seen = (one.people[mask[one.people]] for mask in (has, lacks))
    present, n = len(seen), len(one.people)
    if one.figure:
        present, n = one.figure.present, size(one.figure)
    found = share(present, n)
    return PooledShareRow(
        **_study(people, one),
        n=n,
        present=present,
        absent=n - present,
        estimate=Estimate(found.value, found.low, found.high) if found else None,
        present_in=people.refs(seen),
        absent_in=people.refs(not_seen),
        refused=_FEW if n < FEWEST else None,
    )


def _age_row(people: People, one: PooledStudy, mean: float, sd: float, n: int) -> PooledAgeRow:
    return PooledAgeRow(
        **_study(people, one),
        n=n,
        sd=sd or None,
        estimate=Estimate(mean, *_t_interval(mean, sd, n)) if sd else Estimate(mean),
        counted=people.refs(one.people),
        refused=_FEW if n < FEWEST else None if sd else _NO_SPREAD,
    )


def _study(people: People, one: PooledStudy) -> dict[str, Any]:
    """What tells a study from others."""
    papers = (one.paper,) if one.paper else people.behind("kg:reportedIn", one.people)
    kind = "figure" if one.figure else "people of a paper" if one.paper else "people of several papers"
    return {"study": kind, "paper": one.paper, "statistic": one.figure.ref if one.figure else None, "papers": papers}


def _moments(one: PooledStudy, years: NDArray[np.float64]) -> tuple[float, float, int]:
    """Mean, standard deviation (0 of one) and number of a study."""
    if one.figure and one.figure.mean is not None and one.figure.sd:
        return one.figure.mean, one.figure.sd, size(one.figure)
    its = years[one.people]
    return float(its.mean()), float(its.std(ddof=1)) if len(its) > 1 else 0.0, len(its)


def _years(people: People, span: PooledSpan) -> NDArray[np.float64]:
    if span is PooledSpan.DEATH:
        return people.ages["kg:ageAtDeath"]
    onset = people.ages["kg:ageAtOnset"]
    if span is PooledSpan.ONSET:
        return onset
    delay = people.ages["kg:ageAtImaging"] - onset
    # Who was scanned before the disease began waited for no scan.
    return np.where(delay >= 0, delay, np.nan)


def _logit(present: int, n: int) -> tuple[float, float]:
    """The logit of a share and its variance."""
    more = 0.5 if present in (0, n) else 0.0
    has, lacks = present + more, n - present + more
    return log(has / lacks), 1 / has + 1 / lacks


def _t_interval(mean: float, sd: float, n: int) -> tuple[float, float]:
    from kg.analysis.random_effects import mean_interval

    return mean_interval(mean, sd, n)


def _pool(effects: Sequence[tuple[float, float] | None], how: Estimator, back: Callable[[float], float]) -> _Pooled:
    """Effects with their variances (None: cannot be weighed) pooled, and brought `back` from the scale of pooling."""
    weighed = [one for one in effects if one]
    count = {"studies": len(weighed)}
    if len(weighed) < 2:
        return _Pooled({**count, "refused": _ALONE}, (None,) * len(effects))
    # statsmodels takes a second to load: only who pools waits for it.
    from kg.analysis.random_effects import combined

    found = combined([effect for effect, _ in weighed], [variance for _, variance in weighed], how.value)
    wide = found.prediction
    figures = {name: getattr(found, name) for name in _HETEROGENEITY}
    figures["estimate"] = Estimate(back(found.effect), *map(back, found.interval))
    figures["prediction"] = Estimate(back(found.effect), *map(back, wide)) if wide else None
    weights = iter(found.weights)
    return _Pooled({**count, **figures}, tuple(100 * next(weights) if one else None for one in effects))


def _weighed(rows: Iterable[_R], pooled: _Pooled) -> list[_R]:
    return [replace(row, weight=weight) for row, weight in zip(rows, pooled.weights, strict=True)]


def _those(rows: Sequence[_R], pooled: _Pooled) -> Sequence[_R]:
    """The rows that are pooled; where none are, all of them, whose counts stand all the same."""
    return [row for row, weight in zip(rows, pooled.weights, strict=True) if weight is not None] or list(rows)


def _together(rows: Sequence[_R], pooled: _Pooled) -> dict[str, Any]:
    """What the last row has in common, whatever is pooled."""
    some = _those(rows, pooled)
    papers = {paper for row in some for paper in row.papers}
    n = sum(row.n for row in some)
    return {**pooled.row, "study": "pooled", "n": n, "papers": tuple(sorted(papers, key=lambda one: one.iri))}


def _figures(found: PooledStudies) -> list[str]:
    return [one.figure.ref.iri for one in found.counted if one.figure]


def _analysis(
    asked: PooledShare | PooledAge,
    label: str,
    how: str,
    rows: Sequence[PooledShareRow | PooledAgeRow],
    found: PooledStudies,
    query: str,
    notes: tuple[str, ...],
) -> Analysis:
    told = (_GROUPS, _TOGETHER) if asked.population is Population.ADULTS else (_TOGETHER,)
    return Analysis(
        question=asked,
        label=label,
        method=Method(
            name=f"random effects ({_CALLED[asked.estimator]}) of {how}; 95 % interval of all by the normal curve",
            source="; ".join((_SOURCES[asked.estimator], *_FURTHER)),
            software=(f"statsmodels {version('statsmodels')}",),
        ),
        rows=tuple(rows),
        people=rows[-1].n,
        left_out=found.left_out,
        notes=(*told, *notes),
        sparql=query,
    )
