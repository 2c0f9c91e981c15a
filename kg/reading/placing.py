"""Findings and variants put with the people whom they are told of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.model.words import Scope, Status
from kg.reading.carriers import Carriers
from kg.reading.entries import Entry, facts_of, noted, same_finding
from kg.reading.family_carriers import FamilyCarriers
from kg.reading.found import Bearing, FoundFinding, FoundVariant
from kg.reading.untold_carriers import UntoldCarriers
from kg.reading.variant_words import VariantName, VariantPlaces, name_of
from kg.reading.whose import Whose
from kg.texts.text import Text

_OF_A_PERSON: Final = ("initial", "scope")
_ASIDE: Final = {"onset_age": "age"}
"""Keys of a finding that nobody is told to have, and what they are called there."""
_ALLELES: Final = 2
_CONTRARY: Final = {str(Status.PRESENT): str(Status.ABSENT), str(Status.ABSENT): str(Status.PRESENT)}


def place_findings(
    text: Text, whose: Whose, findings: Iterable[FoundFinding], cases: Mapping[str, Entry]
) -> list[Entry]:
    """Put findings where they belong: with their persons; those that are nobody's are returned.

    What stands there already comes once. What is said of several people together stands with each of them, as said of
    a group.
    """
    aside: list[Entry] = []
    for one in findings:
        _place(text, whose, one, cases, aside)
    return aside


def _place(text: Text, whose: Whose, one: FoundFinding, cases: Mapping[str, Entry], aside: list[Entry]) -> None:
    labels: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    if one.bearing is Bearing.ELSEWHERE and one.relative is None and whose.by_contrast(one.spot):
        one = replace(one, bearing=Bearing.PRESENT, why=())
    why = one.why
    if one.bearing is not Bearing.ELSEWHERE or one.relative:
        labels, more = whose.of(one)
        why = (*why, *more)
    if labels or one.relative is None:  # of others it may say that the paper's own has it not
        one, contrary = whose.told_apart(one)
    facts = facts_of(one)
    name = "imaging" if one.seen_on is not None else "phenotypes"
    told = {**facts, "status": _CONTRARY[facts["status"]]}
    theirs = [cases[label] for label in labels if label in cases]
    if len(theirs) > 1:
        facts |= {"scope": str(Scope.GROUP)}
    if not theirs:
        facts = {_ASIDE.get(key, key): value for key, value in facts.items() if key not in _OF_A_PERSON}
    for home in [case.setdefault(name, []) for case in theirs] or [aside]:
        _put(home, noted(text, one.spot, why, dict(facts), one.sentence))
    for label in contrary:
        apart = (*why, f"told by contrast with {' and '.join(labels) or 'people of other papers'}")
        _put(cases[label].setdefault(name, []), noted(text, one.spot, apart, dict(told), one.sentence))


def _put(home: list[Entry], entry: Entry) -> None:
    if not any(same_finding(entry, other) for other in home):
        home.append(entry)


def place_variants(
    text: Text, whose: Whose, variants: Sequence[FoundVariant], cases: Mapping[str, Entry]
) -> list[Entry]:
    """Give each variant to those who carry it; those that nobody is said to carry are returned."""
    nobody: dict[VariantName, FoundVariant] = {}
    carried: set[VariantName] = set()
    places = VariantPlaces(text, variants)
    carriers = Carriers(whose, places, cases)
    alone = sum(not person.relative for person in whose.people.persons) == 1
    first: dict[str, list[tuple[FoundVariant, str]]] = {}
    for one in variants:
        name = name_of(one.facts)
        if one.bearing is Bearing.ABSENT:
            if alone and one.relative:  # relatives are tested for what the patient has
                nobody.setdefault(name, one)
            continue
        for held, (labels, more) in carriers.of(one):
            theirs = [label for label in labels if not _too_many(first.setdefault(label, []), held, places)]
            carried |= {name} if _give(text, held, theirs, more, cases) else set()
        nobody.setdefault(name, one)
    families = FamilyCarriers(text, whose, variants, cases)
    for one, labels, more in families.of_another():
        _give(text, one, labels, more, cases)
    untold = UntoldCarriers(text, whose.people.persons, places, variants, cases, families)
    left_over = [untold.patients_left(one) for name, one in nobody.items() if name not in carried]
    left = [one for one, labels, more in left_over if not _give(text, one, labels, more, cases)]
    for one, labels, more in (*untold.carriers_told(), *untold.patient_of_relatives()):
        _give(text, one, labels, more, cases)
    return [noted(text, one.spot, one.why, dict(one.facts)) for one in left]


def _too_many(first: list[tuple[FoundVariant, str]], one: FoundVariant, places: VariantPlaces) -> bool:
    """Whether somebody has two variants of a gene already: what is named elsewhere is of a list that is not theirs.

    What is new stands in `first` afterwards.
    """
    said = places.around(one)
    sentence = said.sentence if said is not None else ""
    known = {name_of(two.facts) for two, _ in first if two.facts.get("gene") == one.facts.get("gene")}
    if name_of(one.facts) in known:
        return False
    if len(known) >= _ALLELES and said is not None and sentence not in {told for _, told in first}:
        return True
    first.append((one, sentence))
    return False


def _give(
    text: Text, one: FoundVariant, labels: Iterable[str], more: tuple[str, ...], cases: Mapping[str, Entry]
) -> bool:
    """Put a variant with these people, with whom it stands once; whether there are any."""
    entry, name = noted(text, one.spot, one.why, dict(one.facts)), name_of(one.facts)
    homes = [cases[label].setdefault("variants", []) for label in labels if label in cases]
    for home in homes:
        same = next((two for two in home if name_of(two) == name), None)
        if same is None:
            home.append(entry | ({"why": [*entry.get("why", ()), *more]} if more else {}))
        else:
            same |= {key: value for key, value in entry.items() if key not in same and key != "why"}
    return bool(homes)
