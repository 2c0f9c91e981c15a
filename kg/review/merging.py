"""Proposals put into an evidence file that is there: each with its person, and none that the file already says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from kg.review.bulk import Addition, all_added
from kg.review.candidates import LISTS
from kg.review.dated import revised
from kg.sources.positions import value_of

Entry = dict[str, Any]
_NAMES: Final = ("gene", "coding", "protein")
_PLACED: Final = ("modality", "region", "side")
_CALLED: Final = ("text", "hpo", "measure", "coding", "protein", "stated")


def merged(text: str, file: Mapping[str, Any], day: date) -> str:
    """The text of a file with what a reading proposes beside what it says; nothing that stands there is changed."""
    there = value_of(text)
    cases = there.get("cases") or []
    fresh: list[Entry] = []
    new: list[Addition] = []
    proposed = list(file.get("cases", ()))
    for case in proposed:
        number = _person(case, cases, proposed)
        if number is None:
            fresh.append(case)
        else:
            new += _beside(number, cases[number], case)
    new.append((("cases",), fresh))
    new += [((name,), _new(file, there, name)) for name in ("statistics", "variants", "aside")]
    made = all_added(text, new)
    return made if made == text else revised(made, day)


def _person(case: Entry, cases: list[Entry], proposed: list[Entry]) -> int | None:
    """The number of the case that this person is, else None.

    By label, by the words that name them (a curator may have called them otherwise since), as the only one here and
    there, or by sex and age.
    """
    names = [{other["label"], *other.get("also_labelled", ())} for other in cases]
    if mine := [number for number, known in enumerate(names) if case["label"] in known]:
        return mine[0]
    labels = {one["label"] for one in proposed}
    renamed = [n for n, other in enumerate(cases) if not names[n] & labels and _read_there(case, other)]
    if len(renamed) == 1:
        return renamed[0]
    if len(proposed) == 1 and len(cases) == 1:
        return 0
    said = {one["key"]: one.get("value") for one in case.get("quoted", ())}
    facts = [(key, said[key]) for key in ("sex", "age_at_onset", "age_at_examination") if said.get(key) is not None]
    alike = [n for n, other in enumerate(cases) if all(other.get(key) == value for key, value in facts)]
    return alike[0] if len(facts) > 1 and len(alike) == 1 else None


def _beside(number: int, held: Entry, case: Entry) -> Iterator[Addition]:
    """What is new of a person; what the file has otherwise is told beside the proposal."""
    for name in LISTS:
        yield ("cases", number, name), _new(case, held, name)
    stated = []
    for one in case.get("quoted", ()):
        mine = held.get(one["key"])
        if mine == one.get("value") or any(one["key"] == other["key"] for other in held.get("quoted") or ()):
            continue
        why = [*one.get("why", ()), *([f"the file has {mine}"] if mine is not None else [])]
        stated.append({**one, **({"why": why} if why else {})})
    yield ("cases", number, "quoted"), stated


def _new(case: Mapping[str, Any], held: Mapping[str, Any], name: str) -> list[Entry]:
    """The entries of a list that the file does not say yet.

    What was read at the same place under the same name is one that a curator changed since; each stands for one alone.
    """
    changed = list(held.get(name) or ())
    new = []
    for one in case.get(name, ()):
        same = [other for other in held.get(name) or () if _same(one, other, name)]
        if same:
            changed = [other for other in changed if all(other is not known for known in same)]
        else:
            new.append(one)
    for one in [*new]:
        if mine := next((other for other in changed if _read_there(one, other) and _named_as(one, other)), None):
            changed = [other for other in changed if other is not mine]
            new = [other for other in new if other is not one]
    return new


def _read_there(one: Entry, other: Entry) -> bool:
    """Whether both rest on the same words of the text."""
    return bool(one.get("quote")) and all(one.get(key) == other.get(key) for key in ("quote", "place"))


def _named_as(one: Entry, other: Entry) -> bool:
    return any(one.get(key) is not None and one.get(key) == other.get(key) for key in _CALLED)


def _same(one: Entry, other: Entry, name: str) -> bool:
    """Whether an entry of the file says what a proposal says, however it was read."""
    if name == "variants":
        named = [key for key in _NAMES[1:] if one.get(key) and other.get(key)]
        return one.get("gene") == other.get("gene") and bool(named) and all(one[key] == other[key] for key in named)
    if name == "statistics":
        keys = ("hpo", "numerator", "denominator", "mean", "median", "percent")
        return all(one.get(key) == other.get(key) for key in keys) and (
            one.get("hpo") is not None or one.get("measure") == other.get("measure")
        )
    kind = "hpo" if one.get("hpo") and other.get("hpo") else "text"
    return all(one.get(key) == other.get(key) for key in (kind, "status", *_PLACED))
