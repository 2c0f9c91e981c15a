"""Figures about groups of people."""

from __future__ import annotations

import strawberry

from api.graphql.evidence import evidence
from api.graphql.fields import certain, many, number, numbers, one, sure, text, texts, told, whole, word
from api.graphql.node import Thing, thing
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

    measure = certain("kg:measure", "What was counted or measured.")
    group = texts("kg:group", "Who was counted or measured.")
    genetic_status = word(GeneticStatus, "kg:geneticStatus", "Whether the group was tested.")
    n = whole("kg:n", "The size of the group.")
    numerator = whole("kg:numerator", "How many of the group.")
    denominator = whole("kg:denominator", "Of how many.")
    percent = number("kg:percent", "A share in percent as stated; a change may be negative.")
    interval = told(
        Interval | None,
        _interval,
        "The interval of numerator and denominator.",
        "kg:wilsonLow",
        "kg:wilsonHigh",
        "kg:wilsonOf",
    )
    mean = number("kg:mean", "An arithmetic mean, in the figure's unit.")
    sd = number("kg:sd", "A standard deviation.")
    median = number("kg:median", "A median.")
    range_low = number("kg:rangeLow", "The lowest value.")
    range_high = number("kg:rangeHigh", "The highest value.")
    range_stated = text("kg:rangeStated", "The range as printed.")
    unit = text("kg:unit", "The unit.")
    p_value = number("kg:pValue", "The p value as a number; see `pStated` for the sign before it.")
    p_stated = text("kg:pStated", "The p value as printed.")
    odds_ratio = number("kg:oddsRatio", "An odds ratio.")
    correlation = number("kg:correlation", "A correlation coefficient.")
    ci95 = text("kg:ci95", "A confidence interval as printed.")
    values = numbers("kg:value", "Values that are none of the other kinds.")
    lower_bound = number("kg:lowerBound", "A value of which only the lower bound is stated.")
    rank = whole("kg:rank", "A rank that the figure states.")
    direction = text("kg:direction", "In which direction something changed.")
    follow_up_months = number("kg:followUpMonths", "Length of follow-up in months.")
    qualitative = sure("kg:qualitative", "True where it is named without a number.")
    approximate = sure("kg:approximate", "True where the paper gives it as approximate.")
    initial = sure("kg:initial", "True where it is about first signs.")
    second_hand = sure("kg:secondHand", "True where it was seen only as quoted by this paper.")
    stated_region = texts("kg:statedRegion", "The region in the paper's words.")
    stated_sequence = texts("kg:statedSequence", "The sequence in the paper's words.")
    stated_side = texts("kg:statedSide", "The side in the paper's words.")
    notes = texts("kg:note", "Notes of the curators.")
    term = one("OntologyTerm", "kg:aboutTerm", "The HPO term it is about.")
    absence_of = one("OntologyTerm", "kg:aboutAbsenceOf", "The HPO term whose absence it counts.")
    modality = one("OntologyTerm", "kg:modality", "How it was seen.")
    sequences = many("OntologyTerm", "kg:sequence", description="MRI sequences.")
    regions = many("OntologyTerm", "kg:region", description="Regions of the brain.")
    group_values = many("GroupValue", "kg:hasGroupValue", description="The groups of a comparison.")
    paper = one("Paper", "kg:reportedIn", "The paper that states it.")
    evidence = evidence()
    doubts = many("Doubt", "kg:hasDoubt", description="What may be wrong with it.")


@thing("kg:GroupValue", description="One group's value inside a comparison.")
class GroupValue(Thing):
    """kg:GroupValue."""

    group = text("kg:group", "Who.")
    measure = text("kg:measure", "What the number is: a value, a percentage, a mean.")
    value = number("kg:value", "The number.")
    statistics = many("CohortStatistic", "^kg:hasGroupValue", description="The comparison.")
    evidence = evidence()
