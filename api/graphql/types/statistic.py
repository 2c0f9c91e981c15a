"""Figures about groups of people."""

from __future__ import annotations

import strawberry

from api.graphql.node import Thing, many, number, numbers, one, sure, text, texts, thing, told, whole, word
from api.graphql.refs import CohortStatisticRef, DoubtRef, EvidenceRef, GroupValueRef, OntologyTermRef, PaperRef
from api.graphql.types.evidence import evidence
from kg.find import Said
from kg.model.words import GeneticStatus


@strawberry.type(description="A 95 % Wilson score interval in percent, computed by us.")
class Interval:
    """kg:wilsonLow, kg:wilsonHigh, kg:wilsonOf."""

    low: float = strawberry.field(description="Its lower end, in percent.")
    high: float = strawberry.field(description="Its upper end, in percent.")
    of: int = strawberry.field(description="The denominator it was computed from.")


def _interval(said: Said) -> Interval | None:
    low, high, of = (said.number(f"kg:wilson{end}") for end in ("Low", "High", "Of"))
    return None if low is None or high is None or of is None else Interval(low=low, high=high, of=int(of))


@thing("kg:CohortStatistic", "kg:SecondHandStatistic", description="A figure about a group, as a paper states it.")
class CohortStatistic(Thing):
    """kg:CohortStatistic."""

    measure: str = text("kg:measure", "What was counted or measured.")
    group: list[str] = texts("kg:group", "Who was counted or measured.")
    genetic_status: GeneticStatus | None = word(GeneticStatus, "kg:geneticStatus", "Whether the group was tested.")
    n: int | None = whole("kg:n", "The size of the group.")
    numerator: int | None = whole("kg:numerator", "How many of the group.")
    denominator: int | None = whole("kg:denominator", "Of how many.")
    percent: float | None = number("kg:percent", "A share in percent as stated; a change may be negative.")
    interval: Interval | None = told(
        _interval, "The interval of numerator and denominator.", "kg:wilsonLow", "kg:wilsonHigh", "kg:wilsonOf"
    )
    mean: float | None = number("kg:mean", "An arithmetic mean, in the figure's unit.")
    sd: float | None = number("kg:sd", "A standard deviation.")
    median: float | None = number("kg:median", "A median.")
    range_low: float | None = number("kg:rangeLow", "The lowest value.")
    range_high: float | None = number("kg:rangeHigh", "The highest value.")
    range_stated: str | None = text("kg:rangeStated", "The range as printed.")
    unit: str | None = text("kg:unit", "The unit.")
    p_value: float | None = number("kg:pValue", "The p value as a number; see `pStated` for the sign before it.")
    p_stated: str | None = text("kg:pStated", "The p value as printed.")
    odds_ratio: float | None = number("kg:oddsRatio", "An odds ratio.")
    correlation: float | None = number("kg:correlation", "A correlation coefficient.")
    ci95: str | None = text("kg:ci95", "A confidence interval as printed.")
    values: list[float] = numbers("kg:value", "Values that are none of the other kinds.")
    lower_bound: float | None = number("kg:lowerBound", "A value of which only the lower bound is stated.")
    rank: int | None = whole("kg:rank", "A rank that the figure states.")
    direction: str | None = text("kg:direction", "In which direction something changed.")
    follow_up_months: float | None = number("kg:followUpMonths", "Length of follow-up in months.")
    qualitative: bool = sure("kg:qualitative", "True where it is named without a number.")
    approximate: bool = sure("kg:approximate", "True where the paper gives it as approximate.")
    initial: bool = sure("kg:initial", "True where it is about first signs.")
    second_hand: bool = sure("kg:secondHand", "True where it was seen only as quoted by this paper.")
    stated_region: list[str] = texts("kg:statedRegion", "The region in the paper's words.")
    stated_sequence: list[str] = texts("kg:statedSequence", "The sequence in the paper's words.")
    stated_side: list[str] = texts("kg:statedSide", "The side in the paper's words.")
    notes: list[str] = texts("kg:note", "Notes of the curators.")
    term: OntologyTermRef | None = one("OntologyTerm", "kg:aboutTerm", "The HPO term it is about.")
    absence_of: OntologyTermRef | None = one(
        "OntologyTerm", "kg:aboutAbsenceOf", "The HPO term whose absence it counts."
    )
    modality: OntologyTermRef | None = one("OntologyTerm", "kg:modality", "How it was seen.")
    sequences: list[OntologyTermRef] = many("OntologyTerm", "kg:sequence", description="MRI sequences.")
    regions: list[OntologyTermRef] = many("OntologyTerm", "kg:region", description="Regions of the brain.")
    group_values: list[GroupValueRef] = many(
        "GroupValue", "kg:hasGroupValue", description="The groups of a comparison."
    )
    paper: PaperRef | None = one("Paper", "kg:reportedIn", "The paper that states it.")
    evidence: EvidenceRef = evidence()
    doubts: list[DoubtRef] = many("Doubt", "kg:hasDoubt", description="What may be wrong with it.")


@thing("kg:GroupValue", description="One group's value inside a comparison.")
class GroupValue(Thing):
    """kg:GroupValue."""

    group: str | None = text("kg:group", "Who.")
    measure: str | None = text("kg:measure", "What the number is: a value, a percentage, a mean.")
    value: float | None = number("kg:value", "The number.")
    statistics: list[CohortStatisticRef] = many("CohortStatistic", "^kg:hasGroupValue", description="The comparison.")
    evidence: EvidenceRef = evidence()
