"""Diagnostic criteria, read and checked: what the format cannot say, each fault with its place and remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import FaultyInput
from kg.report import Fault
from kg.sources.criteria_schema import LISTS, NOT_READ, CriteriaFile, CriteriaForm, ItemForm, RuleForm
from kg.sources.positions import Steps
from kg.sources.sheet import FormSheet, meant, read_form

CriteriaSheet = FormSheet[CriteriaFile]


def read_criteria(path: Path) -> Mapping[str, Any]:
    """The document of criteria.yaml. Raises `FaultyInput` with all faults of its diagnostic criteria."""
    sheet, faults = read_form(path, str(path), CriteriaFile, salvage=False)
    faults += check_criteria(sheet) if sheet else ()
    if faults or sheet is None:
        raise FaultyInput("\n".join(map(str, faults)))
    document: Mapping[str, Any] = sheet.document.value
    return document


def check_criteria(sheet: CriteriaSheet) -> Iterator[Fault]:
    """What is wrong with sets of criteria that keep to the format."""
    for number, one in enumerate(sheet.file.diagnostic_criteria):
        steps: Steps = ("diagnostic_criteria", number)
        yield from _sources(sheet, steps, one.source)
        for name in LISTS:
            for place, item in enumerate(one.items(name)):
                yield from _item(sheet, (*steps, name, place), item)
        yield from _names(sheet, steps, one)
        for place, category in enumerate(one.categories):
            inside = (*steps, "categories", place)
            yield from _sources(sheet, inside, category.source)
            yield from _rule(sheet, (*inside, "rule"), category.rule, one)


def _sources(sheet: CriteriaSheet, steps: Steps, keys: list[str]) -> Iterator[Fault]:
    for key in keys:
        if key not in sheet.file.sources:
            fix = meant(key, sheet.file.sources, "a key of `sources`, where each source is told once")
            yield sheet.fault((*steps, "source"), "criteria-source", f"no source is called {key}", fix)


def _item(sheet: CriteriaSheet, steps: Steps, item: ItemForm) -> Iterator[Fault]:
    yield from _sources(sheet, steps, item.source)
    if len(item.asks) != 1:
        what = f"{item.text!r} asks for {' and '.join(item.asks) or 'nothing that can be looked up'}"
        fix = f"one of hpo, class, onset_at_most, at_least with of, or read: {NOT_READ}"
        yield sheet.fault(steps, "criteria-item", what, fix)
    bounds = [one for one in (item.at_least, item.at_most) if one is not None]
    if len(bounds) != bool(item.of) or any(bound > len(item.of) for bound in bounds):
        what = f"{item.text!r} counts {len(item.of)} items by {bounds or 'no bound'}"
        yield sheet.fault(
            steps, "criteria-bound", what, "of: some items, and at_least or at_most: no more than they are"
        )
    if item.severity and not item.hpo:
        yield sheet.fault(steps, "criteria-severity", "a severity of no finding", "hpo: the finding that is severe")
    for place, part in enumerate(item.of):
        yield from _item(sheet, (*steps, "of", place), part)


def _names(sheet: CriteriaSheet, steps: Steps, one: CriteriaForm) -> Iterator[Fault]:
    seen = set(LISTS)
    for name in LISTS:
        for place, item in enumerate(one.items(name)):
            if item.id in seen:
                what = f"{item.id} names something else already"
                yield sheet.fault((*steps, name, place, "id"), "criteria-id", what, "a name that no other item has")
            seen.update([item.id] if item.id else ())


def _rule(sheet: CriteriaSheet, steps: Steps, rule: RuleForm, one: CriteriaForm) -> Iterator[Fault]:
    named = [*rule.all_of, *rule.none_of, *rule.of]
    if bool(named) == bool(rule.read):
        what = "the rule says nothing, and everybody would meet it" if not named else "the rule was read and was not"
        yield sheet.fault(steps, "criteria-rule", what, f"all_of, none_of, at_least with of; or rule: {NOT_READ}")
    counted: list[ItemForm] = []
    for name in named:
        found = named_items(one, name)
        if not found:
            known = [*LISTS, *(item.id for key in LISTS for item in one.items(key) if item.id)]
            fix = meant(name, known, f"a list that has items ({', '.join(LISTS)}) or the id of one")
            yield sheet.fault(steps, "criteria-name", f"no item is called {name}", fix)
        counted += found
    # What stands in a rule once can be told apart from what is open: nothing else decides a verdict too early or late.
    for item in {id(item): item for item in counted if sum(other is item for other in counted) > 1}.values():
        what = f"{item.text!r} counts twice"
        yield sheet.fault(steps, "criteria-twice", what, "each item once in a rule, under a list or by its id")
    most = sum(len(named_items(one, name)) for name in rule.of)
    if (rule.at_least is None) == bool(rule.of) or (rule.at_least or 0) > most:
        what = f"at least {rule.at_least} of {most} items"
        yield sheet.fault(steps, "criteria-bound", what, "at_least: a number, of: no fewer items")


def named_items(one: CriteriaForm, name: str) -> list[ItemForm]:
    """The items that a rule means by a name."""
    if name in LISTS:
        return one.items(name)
    return [item for key in LISTS for item in one.items(key) if item.id == name]
