"""Checks of people: labels, ages, observations that repeat each other, and what doubts point to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from kg.model.words import PERIODS, Zygosity
from kg.report import Fault
from kg.sources.checks_terms import observations
from kg.sources.checks_variants import names, normal, variants
from kg.sources.positions import Steps
from kg.sources.schema import CaseFile, PhenotypeFile
from kg.sources.sheet import Sheet, meant

_ORDER: Final = (
    ("age_at_onset", "age_at_examination"),
    ("age_at_onset", "age_at_imaging"),
    ("age_at_onset", "age_at_death"),
    ("age_at_examination", "age_at_death"),
    ("age_at_imaging", "age_at_death"),
)
_SEEN_AT: Final = re.compile(
    r"\bage[sd]? (\S+ ){0,3}?(at|when|on) (\S+ )?(presentation|diagnos\w+|examin\w+|admission|admitted|referral|seen)\b"
    r"|\bpresent(ed|ing) (\S+ ){0,3}?(aged|at the age|at age)\b",
    re.IGNORECASE,
)


def check_people(sheet: Sheet) -> Iterator[Fault]:
    """Everything that is wrong or doubtful in the cases of a file."""
    yield from _labels(sheet)
    for number, case in enumerate(sheet.file.cases):
        steps: Steps = ("cases", number)
        yield from _ages(sheet, steps, case)
        yield from _onset(sheet, steps, case)
        yield from _repeats(sheet, steps, case)
        yield from _alone(sheet, steps, case)


def _labels(sheet: Sheet) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for number, case in enumerate(sheet.file.cases):
        for label in dict.fromkeys((case.label, *case.also_labelled)):
            if label in first:
                what = f"the label {label!r} is already that of cases[{first[label]}]"
                fix = "one label for one person in a file"
                yield sheet.fault(("cases", number, "label"), "label-repeated", what, fix)
            first.setdefault(label, number)


def _ages(sheet: Sheet, steps: Steps, case: CaseFile) -> Iterator[Fault]:
    for before, after in _ORDER:
        one, two = getattr(case, before), getattr(case, after)
        if one is not None and two is not None and one > two:
            what = f"{before} {one:g} is later than {after} {two:g}"
            fix = "ages in the order onset, examination or scan, death"
            yield sheet.fault((*steps, after), "age-order", what, fix)
    if case.onset and case.age_at_onset is not None and case.age_at_onset > PERIODS[case.onset].latest:
        what = f"age_at_onset {case.age_at_onset:g} is later than {case.onset}"
        fix = "the age alone, or the word alone where no age is given"
        yield sheet.fault((*steps, "onset"), "age-order", what, fix)
    if case.age_at_death is None:
        return
    for place, seen in observations(case):
        age = seen.onset_age if isinstance(seen, PhenotypeFile) else seen.age
        if age is not None and age > case.age_at_death:
            what = f"{seen.text!r} is seen at {age:g}, after death at {case.age_at_death:g}"
            key = "onset_age" if isinstance(seen, PhenotypeFile) else "age"
            fix = f"an age of at most {case.age_at_death:g}"
            yield sheet.fault((*steps, *place, key), "age-order", what, fix)


def _onset(sheet: Sheet, steps: Steps, case: CaseFile) -> Iterator[Fault]:
    """An age at onset whose words speak of the day the person was seen: the disease began before it."""
    if case.age_at_onset is None:
        return
    about = {f"case:{label}" for label in (case.label, *case.also_labelled)}
    doubts = [doubt.text for doubt in sheet.file.doubts if doubt.about in about]
    for text in (case.says or "", *case.notes, *doubts):
        if _SEEN_AT.search(text) and "onset" not in text.lower():
            what = f"age_at_onset {case.age_at_onset:g}, but {text!r} speaks of the age when the person was seen"
            fix = "age_at_examination; age_at_onset only where a text says when it began"
            yield sheet.fault((*steps, "age_at_onset"), "age-of-what", what, fix)
            return


def _repeats(sheet: Sheet, steps: Steps, case: CaseFile) -> Iterator[Fault]:
    first: dict[str, Steps] = {}
    for place, seen in observations(case):
        key = f"{place[0]} {seen.model_dump_json()}"
        if key in first:
            what = f"{seen.text!r} stands word for word in {first[key][0]}[{first[key][1]}] too"
            fix = "one entry, or what tells them apart (age, side, region)"
            yield sheet.fault((*steps, *place), "observation-repeated", what, fix)
        first.setdefault(key, place)


def _alone(sheet: Sheet, steps: Steps, case: CaseFile) -> Iterator[Fault]:
    given = Counter(one.gene for one in case.variants)
    compound = [n for n, one in enumerate(case.variants) if one.zygosity is Zygosity.COMPOUND_HETEROZYGOUS]
    alone = [n for n in compound if given[case.variants[n].gene] < 2]
    if alone:
        what = "compound heterozygous, but only one variant is given"
        if len(case.variants) > 1:
            what += f" in {case.variants[alone[0]].gene}"
        fix = "both variants, or heterozygous"
        place: Steps = (*steps, "variants", alone[0], "zygosity")
        yield sheet.fault(place, "zygosity-alone", what, fix, fatal=False)


def check_doubts(sheet: Sheet) -> Iterator[Fault]:
    """Doubts about something that the file does not hold."""
    labels = {label for case in sheet.file.cases for label in (case.label, *case.also_labelled)}
    named = {name for _, variant in variants(sheet) for name in names(variant)}
    things = {"case": labels, "variant": named, "statistic": {one.measure for one in sheet.file.statistics}}
    for number, doubt in enumerate(sheet.file.doubts):
        kind, _, name = doubt.about.partition(":")
        known = things.get(kind)
        found = known is not None and (name in known or (kind == "variant" and normal(name) in known))
        if doubt.about != "paper" and not found:
            what = f"the doubt is about {doubt.about!r}, which this file does not hold"
            choices = [f"{one}:{each}" for one, all_ in things.items() for each in all_]
            fix = meant(doubt.about, sorted(choices), "paper, case:LABEL, variant:NAME or statistic:MEASURE")
            yield sheet.fault(("doubts", number, "about"), "doubt-target", what, fix)
