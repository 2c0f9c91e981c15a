"""What a pooling asks and answers: its questions, and a row for each study and for all together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from kg.analysis.population import OfPeople
from kg.analysis.result import Estimate, Row
from kg.find.facts import Ref
from kg.model.words import Meant


class Estimator(Meant):
    """How the variance between studies is estimated; each is its name in statsmodels."""

    PAULE_MANDEL = (
        "pm",
        "Paule-Mandel: the variance with which heterogeneity is what is expected of it; less biased than the other "
        "where studies differ much.",
    )
    DERSIMONIAN_LAIRD = "dl", "DerSimonian-Laird: in one step, as most published meta-analyses do."


class PooledSpan(Meant):
    """An age or a span of years that is pooled; each is what papers call it, in small letters."""

    ONSET = ("age at onset", "mean age at onset"), "Age when the disease began."
    DELAY = ("delay from symptom onset to neuroimaging", "delay from onset to imaging"), "From onset to the scan."
    DEATH = ("age at death", "mean age at death"), "Age at death."


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledShare(OfPeople):
    """How often a finding is present, by the people of the graph and the figures of papers together."""

    kind: ClassVar[str] = "pooled-share"
    term: Annotated[str, "The HPO term; who has one below it has it."]
    estimator: Annotated[Estimator, "How the variance between studies is estimated."] = Estimator.PAULE_MANDEL


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledAge(OfPeople):
    """The mean of an age or a span of years, by the people of the graph and the figures of papers together."""

    kind: ClassVar[str] = "pooled-age"
    span: Annotated[PooledSpan, "Of which age or span of years."] = PooledSpan.ONSET
    estimator: Annotated[Estimator, "How the variance between studies is estimated."] = Estimator.PAULE_MANDEL


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledRow(Row):
    """A study, or all together in the last row: only that one says how much studies differ."""

    key: ClassVar[tuple[str, ...]] = ("study", "paper")
    studies: Annotated[int, "How many studies the row stands for."] = 1
    prediction: Annotated[Estimate | None, "Where the effect of a further study would lie with 95 %."] = None
    cochran_q: Annotated[float | None, "Cochran's Q: how much studies differ, in units of chance."] = None
    degrees_of_freedom: Annotated[float | None, "Degrees of freedom of the test."] = None
    p: Annotated[float | None, "P value of the test."] = None
    i_squared: Annotated[float | None, "I2: the part of the variation that is not chance, from 0 to 1."] = None
    tau_squared: Annotated[float | None, "Tau2: the variance between studies, on the scale of pooling."] = None
    papers: Annotated[tuple[Ref, ...], "The papers that say so."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledShareRow(PooledRow):
    """How often a finding is present in a study, or in all together."""

    study: Annotated[str, "A figure, people of a paper, people of several papers, or pooled."]
    paper: Annotated[Ref | None, "The paper; none where there are several."] = None
    statistic: Annotated[Ref | None, "The paper's figure, where that is the study."] = None
    n: Annotated[int, "How many people are counted."]
    present: Annotated[int, "In how many it was seen."]
    absent: Annotated[int, "In how many it was looked for and not seen."]
    effect: Annotated[str, "The measure of effect."] = "share"
    estimate: Annotated[Estimate | None, "The effect, with its 95 % interval."] = None
    weight: Annotated[float | None, "What the study weighs in the pooled effect, in percent."] = None
    present_in: Annotated[tuple[Ref, ...], "Those in whom it was seen."] = ()
    absent_in: Annotated[tuple[Ref, ...], "Those in whom it was looked for and not seen."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledAgeRow(PooledRow):
    """The mean of an age in a study, or in all together."""

    study: Annotated[str, "A figure, people of a paper, people of several papers, or pooled."]
    paper: Annotated[Ref | None, "The paper; none where there are several."] = None
    statistic: Annotated[Ref | None, "The paper's figure, where that is the study."] = None
    n: Annotated[int, "How many people are counted."]
    sd: Annotated[float | None, "Standard deviation."] = None
    effect: Annotated[str, "The measure of effect."] = "mean in years"
    estimate: Annotated[Estimate | None, "The effect, with its 95 % interval."] = None
    weight: Annotated[float | None, "What the study weighs in the pooled effect, in percent."] = None
    counted: Annotated[tuple[Ref, ...], "The people whose ages count."] = ()
