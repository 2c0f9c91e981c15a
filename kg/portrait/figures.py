"""Figures of groups in words, as a paper states them: "34 of 37, 92 %"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.find import Ref, Said
from kg.model.words import GeneticStatus
from kg.names import KG
from kg.portrait.sourced import choice
from kg.portrait.spoken import TESTED_TOGETHER, UNTOLD

FIGURE: Final = frozenset(
    f"kg:{name}"
    for name in (
        *("measure", "group", "numerator", "denominator", "percent", "n", "mean", "sd", "median", "rangeStated"),
        *("unit", "value", "pStated", "pValue", "oddsRatio", "correlation", "ci95", "qualitative", "approximate"),
        *("initial", "lowerBound", "rank", "direction", "followUpMonths", "wilsonLow", "wilsonHigh", "wilsonOf"),
        *("secondHand", "aboutTerm", "aboutAbsenceOf", "modality", "region", "geneticStatus", "hasGroupValue"),
        *("note", "hasDoubt", "readingDepth", "via"),
    )
) | {"rdfs:label", "rdf:type"}
"""What is asked of a figure, and of one group's value in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A figure: of what, in whom, and how much. `interval` is worked out here from counts; `remarks` are curators'."""

    ref: Ref
    measure: str
    group: str
    amount: str
    interval: str
    term: Ref | None
    absence: bool
    modality: Ref | None
    regions: tuple[Ref, ...]
    second_hand: bool
    tested: str
    remarks: tuple[str, ...]
    doubts: tuple[Ref, ...]


def figure_line(one: Said, label: str, parts: Mapping[str, Said]) -> FigureLine:
    """Of what is said of a figure; `parts` are the values of single groups by their IRIs."""
    low, high = one.number("kg:wilsonLow"), one.number("kg:wilsonHigh")
    status = choice(GeneticStatus, one, "kg:geneticStatus")
    lacking = one.ref("kg:aboutAbsenceOf")
    return FigureLine(
        ref=Ref(one.iri, label),
        measure=one.text("kg:measure") or label,
        group="; ".join(one.texts("kg:group")),
        amount=", ".join(_amount(one, parts)),
        interval=f"{low:.0f} to {high:.0f} %" if low is not None and high is not None else "",
        term=one.ref("kg:aboutTerm") or lacking,
        absence=lacking is not None,
        modality=one.ref("kg:modality"),
        regions=one.refs("kg:region"),
        second_hand=bool(one.flag("kg:secondHand")) or f"{KG}SecondHandStatistic" in one.texts("rdf:type"),
        tested=TESTED_TOGETHER[status] if status else "",
        remarks=one.texts("kg:note"),
        doubts=one.refs("kg:hasDoubt"),
    )


def _amount(one: Said, parts: Mapping[str, Said]) -> Iterator[str]:
    unit = one.text("kg:unit") or ""
    about = "about " if one.flag("kg:approximate") else ""
    counted, of = one.number("kg:numerator"), one.number("kg:denominator")
    if counted is not None:
        yield f"{about}{counted:g} of {of:g}" if of is not None else f"{about}{counted:g}"
    for percent in one.texts("kg:percent"):
        yield f"{about}{_plain(percent)} %"
    if (mean := one.number("kg:mean")) is not None:
        sd = one.number("kg:sd")
        yield f"mean {mean:g}{f' ± {sd:g}' if sd is not None else ''} {unit}".strip()
    if (median := one.number("kg:median")) is not None:
        yield f"median {median:g} {unit}".strip()
    if spread := one.text("kg:rangeStated"):
        yield f"range {spread} {unit}".strip()
    yield from (f"{about}{_plain(value)} {unit}".strip() for value in one.texts("kg:value"))
    if (least := one.number("kg:lowerBound")) is not None:
        yield f"at least {least:g} {unit}".strip()
    yield from (_of_group(parts[part.iri]) for part in one.refs("kg:hasGroupValue") if part.iri in parts)
    yield from _beside(one, counted is None)


def _of_group(one: Said) -> str:
    kind, value = one.text("kg:measure") or "", one.number("kg:value")
    told = f"{value:g}" if value is not None else UNTOLD
    return f"{one.text('kg:group')}: {told}{' %' if kind == 'percent' else '' if kind == 'value' else f' ({kind})'}"


def _beside(one: Said, uncounted: bool) -> Iterator[str]:
    if uncounted and (size := one.number("kg:n")) is not None:
        yield f"n = {size:g}"
    if (ratio := one.number("kg:oddsRatio")) is not None:
        yield f"odds ratio {ratio:g}"
    if (correlation := one.number("kg:correlation")) is not None:
        yield f"correlation {correlation:g}"
    if interval := one.text("kg:ci95"):
        yield f"95 % interval {interval}"
    if p := one.text("kg:pStated") or one.text("kg:pValue"):
        yield f"p {p if p[:1] in '<>=' else f'= {p}'}"
    if (rank := one.number("kg:rank")) is not None:
        yield f"rank {rank:g}"
    if direction := one.text("kg:direction"):
        yield direction
    if (months := one.number("kg:followUpMonths")) is not None:
        yield f"followed for {months:g} months"
    if one.flag("kg:initial"):
        yield "as a first sign"
    if one.flag("kg:qualitative"):
        yield "named without a number"


def _plain(number: str) -> str:
    return f"{float(number):g}"
