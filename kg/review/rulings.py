"""What a decision changes in the text of an evidence file. Nothing is read or written here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.errors import FaultyInput
from kg.review.candidates import Candidate, Ruling, candidates_in
from kg.review.edits import added, changed, remarks_at, removed
from kg.sources.positions import Steps, kept_value
from kg.sources.written import remarks_of

_SETTLED: Final[dict[str, Any]] = {"proposed": None, "why": None}
_GIVEN: Final = ("phenotypes", "imaging", "variants", "studies", "aside")
_PHENOTYPE: Final = ("text", "hpo", "label", "status", "side", "quote", "place")


class NotDecided(FaultyInput):
    """A decision that cannot be made: what is in its way, and what would be right."""


def accepted(text: str, one: Candidate, keys: Mapping[str, Any] | None, doubt: str | None) -> str:
    """A candidate taken, with some of its keys changed and with a doubt; whose it is is taken with it."""
    if one.list == "aside":
        raise NotDecided("nobody is said to have it; right would be: to give it to a person, or to refuse it")
    made = taken(keyed(text, one.steps, keys) if keys else text, one.steps)
    if one.person is not None and one.list != "cases":
        made = _with_person(made, one.steps[:2])
    if doubt:
        about = f"case:{one.person}" if one.person is not None else "paper"
        made = added(made, ("doubts",), {"text": doubt, "about": about})
    return made


def refused(text: str, one: Candidate) -> str:
    """A candidate that stays in the file, and out of the graph, until the file is finished."""
    if one.list == "paper":
        raise NotDecided("a paper cannot be refused; right would be: to delete its file")
    return changed(text, one.steps, {"proposed": "refused"})


def reopened(text: str, one: Candidate) -> str:
    """A candidate on which nobody has decided; what is said of a person goes back into its own entry."""
    key = one.facts.get("key")
    if one.list == "quoted" and one.verdict is Ruling.TAKEN:
        case = kept_value(text)["cases"][one.steps[1]]
        if key in case:
            text = changed(changed(text, one.steps, {"value": case[key]}), one.steps[:2], {str(key): None})
    return changed(text, one.steps, {"proposed": True})


def given(text: str, one: Candidate, label: str) -> str:
    """A finding, a variant or a study with the person of this label, and taken there."""
    if one.list not in _GIVEN:
        raise NotDecided(f"{one} cannot be given to a person; right would be one of: {', '.join(_GIVEN)}")
    labels = [str(case["label"]) for case in kept_value(text).get("cases") or ()]
    if label not in labels:
        raise NotDecided(f"there is no person {label!r}; right would be one of: {', '.join(labels) or 'none'}")
    entry = {key: said for key, said in _entry(text, one.steps).items() if key not in _SETTLED}
    home = one.list if one.list != "aside" else "imaging" if entry.get("modality") else "phenotypes"
    if home == "phenotypes":
        entry = {key: said for key, said in entry.items() if key in _PHENOTYPE}
    person = ("cases", labels.index(label))
    # What is put in stands behind what is taken out, or in a list of its own: the first place is still right.
    made = added(text, (*person, home), entry, above=remarks_at(text, one.steps))
    gone_along = len(remarks_of(made)) > len(remarks_of(text))  # in brackets there is no line for a comment
    return _with_person(removed(made, one.steps, keep=not gone_along), person)


def taken(text: str, steps: Steps) -> str:
    """An entry that is no proposal any more; what is said of a person is written under its own key."""
    entry = _entry(text, steps)
    if "key" in entry and "value" in entry:
        text = changed(text, steps[:2], {entry["key"]: entry["value"]})
        return changed(text, steps, {**_SETTLED, "value": None})
    return changed(text, steps, _SETTLED)


def keyed(text: str, steps: Steps, keys: Mapping[str, Any]) -> str:
    """Some keys of a candidate set; a paper's `depth` stands in its first reading."""
    if steps == ("paper",) and "depth" in keys:
        first, *rest = kept_value(text)["paper"]["readings"]
        readings = [{**first, "depth": keys["depth"]}, *rest]
        keys = {**{key: said for key, said in keys.items() if key != "depth"}, "readings": readings}
    return changed(text, steps, keys)


def _with_person(text: str, steps: Steps) -> str:
    """Whoever has an accepted fact is a person of the paper."""
    ruled = next((one.verdict for one in candidates_in(kept_value(text)) if one.steps == steps), Ruling.TAKEN)
    return text if ruled is Ruling.TAKEN else taken(text, steps)


def _entry(text: str, steps: Steps) -> Any:
    entry: Any = kept_value(text)
    for step in steps:
        entry = entry[step]
    return entry
