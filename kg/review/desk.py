"""Decisions on one evidence file: each is in the file before the next is asked for, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from kg.errors import FaultyInput
from kg.papers.writing import alone_with, write_all
from kg.review.candidates import Candidate, Ruling, candidates_in
from kg.review.dated import revised
from kg.review.edits import added, changed, remarks_at, removed
from kg.review.journal import DecisionStep, NothingToUndo, journal_of, keep_steps, note_step, read_steps
from kg.sources.positions import Steps, kept_value, read_yaml
from kg.sources.sheet import breaches
from kg.sources.written import remarks_of

_SETTLED: Final[dict[str, Any]] = {"proposed": None, "why": None}
_GIVEN: Final = ("phenotypes", "imaging", "variants", "studies", "aside")
_PHENOTYPE: Final = ("text", "hpo", "label", "status", "side", "quote", "place")


_P = ParamSpec("_P")
_T = TypeVar("_T")


def _alone(
    way: Callable[Concatenate[ReviewDesk, _P], _T],
) -> Callable[Concatenate[ReviewDesk, _P], _T]:
    """One decision on a file at a time, whatever process makes it: what one read, no other writes over."""

    @wraps(way)
    def decide(desk: ReviewDesk, /, *given: _P.args, **named: _P.kwargs) -> _T:
        with alone_with("kg paper review", desk.path):
            return way(desk, *given, **named)

    return decide


class NotDecided(FaultyInput):
    """A decision that cannot be made: what is in its way, and what would be right."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the curator is: decided of all that was proposed."""

    open: int
    taken: int
    refused: int

    def __str__(self) -> str:
        return f"{self.taken + self.refused} of {self.open + self.taken + self.refused} decided, {self.open} open"


class ReviewDesk:
    """One file, read anew for each decision: a person may write in it meanwhile."""

    def __init__(self, path: Path, today: date) -> None:
        self.path, self._today = path, today
        read_yaml(path)  # raises `Unreadable`

    def candidates(self) -> tuple[Candidate, ...]:
        """All entries, in the order of the file; what nobody proposed is `accepted`."""
        text = self._text()
        try:
            return candidates_in(kept_value(text))
        except (AttributeError, IndexError, KeyError, TypeError) as error:
            # Somebody has written in it meanwhile, and it is no evidence file as it is.
            faults = "\n".join(map(str, breaches(self.path, text)))
            raise NotDecided(faults or f"{self.path.name} is no evidence file: {error}") from error

    def progress(self) -> Progress:
        """Of what was proposed: that which has a quote, and is not what a person wrote."""
        asked = [one for one in self.candidates() if one.asked]
        count = {verdict: sum(one.verdict is verdict for one in asked) for verdict in Ruling}
        return Progress(count[Ruling.OPEN], count[Ruling.TAKEN], count[Ruling.REFUSED])

    def at(self, steps: Steps) -> Candidate:
        """The candidate at a place; raises `NotDecided` where none is any more."""
        for one in self.candidates():
            if one.steps == steps:
                return one
        raise NotDecided(f"{self.path.name} has no entry {steps} any more; right would be: to look at it again")

    @_alone
    def accept(self, steps: Steps, keys: Mapping[str, Any] | None = None, doubt: str | None = None) -> None:
        """Take a candidate, with some of its keys changed; with a doubt that is to travel with it.

        Whoever has an accepted fact is a person of the paper, so that theirs is accepted with it.
        """
        one = self.at(steps)
        if one.list == "aside":
            raise NotDecided("nobody is said to have it; right would be: to give it to a person, or to refuse it")
        text = self._text()
        if keys:
            text = _with(text, steps, keys)
        text = self._taken(text, steps)
        if one.person is not None and one.list != "cases" and self.at(steps[:2]).verdict is not Ruling.TAKEN:
            text = self._taken(text, steps[:2])
        if doubt:
            about = f"case:{one.person}" if one.person is not None else "paper"
            text = added(text, ("doubts",), {"text": doubt, "about": about})
        self._save(f"accept {one}", text)

    @_alone
    def change(self, steps: Steps, keys: Mapping[str, Any]) -> None:
        """Change a candidate, without deciding on it; a value of None takes a key away."""
        one = self.at(steps)
        self._save(f"change {one}", _with(self._text(), steps, keys))

    @_alone
    def refuse(self, steps: Steps) -> None:
        """Refuse a candidate: it stays in the file, and out of the graph, until the file is finished."""
        one = self.at(steps)
        if one.list == "paper":
            raise NotDecided("a paper cannot be refused; right would be: to delete its file")
        self._save(f"refuse {one}", changed(self._text(), steps, {"proposed": "refused"}))

    @_alone
    def reopen(self, steps: Steps) -> None:
        """Make a candidate one that nobody has decided on; what is said of a person goes back into its own entry."""
        one, text = self.at(steps), self._text()
        key = one.facts.get("key")
        if one.list == "quoted" and one.verdict is Ruling.TAKEN:
            case = kept_value(text)["cases"][steps[1]]
            if key in case:
                text = changed(changed(text, steps, {"value": case[key]}), steps[:2], {str(key): None})
        self._save(f"open {one}", changed(text, steps, {"proposed": True}))

    @_alone
    def give(self, steps: Steps, label: str) -> None:
        """Give a finding, a variant or a study to the person of this label, and accept it there."""
        one, text = self.at(steps), self._text()
        if one.list not in _GIVEN:
            raise NotDecided(f"{one} cannot be given to a person; right would be one of: {', '.join(_GIVEN)}")
        value = kept_value(text)
        numbers = [n for n, case in enumerate(value.get("cases") or ()) if case["label"] == label]
        if not numbers:
            known = ", ".join(case["label"] for case in value.get("cases") or ()) or "none"
            raise NotDecided(f"there is no person {label!r}; right would be one of: {known}")
        entry: Any = value
        for step in steps:
            entry = entry[step]
        entry = {key: said for key, said in entry.items() if key not in _SETTLED}
        home = one.list if one.list != "aside" else "imaging" if entry.get("modality") else "phenotypes"
        if home == "phenotypes":
            entry = {key: said for key, said in entry.items() if key in _PHENOTYPE}
        # What is put in stands behind what is taken out, or in a list of its own: the first place is still right.
        made = added(text, ("cases", numbers[0], home), entry, above=remarks_at(text, steps))
        gone_along = len(remarks_of(made)) > len(remarks_of(text))  # in brackets there is no line for a comment
        text = removed(made, steps, keep=not gone_along)
        if self.at(("cases", numbers[0])).verdict is not Ruling.TAKEN:
            text = self._taken(text, ("cases", numbers[0]))
        self._save(f"give {one} to {label}", text)

    @_alone
    def undo(self) -> str:
        """Take back the last decision and tell which it was; raises `NothingToUndo`."""
        steps = read_steps(self.path)
        text = self._text()
        while steps:
            last = steps.pop()
            if last.old != last.new and not last.stands(text) and last.waits(text):
                continue  # written down, and never made: the process was killed between the two
            write_all({self.path: last.undone(text)})
            keep_steps(self.path, steps)
            return last.what
        raise NothingToUndo(f"nothing was decided on {self.path.name} that could be taken back")

    @_alone
    def finish(self) -> int:
        """Drop what was refused once nothing is open, and the way back; how many entries went.

        Raises `NotDecided` where something is open.
        """
        waiting = self.progress().open
        if waiting:
            raise NotDecided(f"{waiting} candidates are open; right would be: to accept or to refuse each")
        refused = [one.steps for one in self.candidates() if one.verdict is Ruling.REFUSED]
        text = self._text()
        for steps in reversed(refused):
            text = removed(text, steps)
        write_all({self.path: text})
        journal_of(self.path).unlink(missing_ok=True)
        return len(refused)

    def _taken(self, text: str, steps: Steps) -> str:
        """The text with a candidate accepted; what is said of a person is written under its own key."""
        entry: Any = kept_value(text)
        for step in steps:
            entry = entry[step]
        if "key" in entry and "value" in entry:
            text = changed(text, steps[:2], {entry["key"]: entry["value"]})
            return changed(text, steps, {**_SETTLED, "value": None})
        return changed(text, steps, _SETTLED)

    def _text(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            read_yaml(self.path)  # tells what is wrong, and where
            raise NotDecided(f"{self.path.name} cannot be read: {error}") from error

    def _save(self, what: str, text: str) -> None:
        before = self._text()
        text = revised(text, self._today)
        faults = breaches(self.path, text)
        known = {(one.place, one.what) for one in breaches(self.path, before)} if faults else set()
        if new := [str(one) for one in faults if (one.place, one.what) not in known]:
            raise NotDecided("\n".join(new))
        note_step(self.path, DecisionStep.between(what, before, text))
        write_all({self.path: text})


def _with(text: str, steps: Steps, keys: Mapping[str, Any]) -> str:
    """The text with some keys of a candidate set; a paper's `depth` stands in its first reading."""
    if steps == ("paper",) and "depth" in keys:
        first, *rest = kept_value(text)["paper"]["readings"]
        readings = [{**first, "depth": keys["depth"]}, *rest]
        keys = {**{key: said for key, said in keys.items() if key != "depth"}, "readings": readings}
    return changed(text, steps, keys)
