"""Decisions on one evidence file: each is in the file before the next is asked for, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from kg.papers.writing import alone_with, write_all
from kg.review import rulings
from kg.review.candidates import Candidate, Progress, Ruling, candidates_in
from kg.review.dated import revised
from kg.review.edits import removed
from kg.review.journal import DecisionStep, NothingToUndo, journal_of, keep_steps, note_step, read_steps
from kg.review.rulings import NotDecided
from kg.sources.positions import Steps, kept_value, read_yaml
from kg.sources.sheet import breaches

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
        """How far a curator is."""
        return Progress.of(self.candidates())

    @property
    def settled(self) -> bool:
        """Whether nothing waits and nothing is left to drop: the file is evidence, and there is no way back."""
        now = self.progress()
        return not (now.open or now.refused or journal_of(self.path).exists())

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
        self._save(f"accept {one}", rulings.accepted(self._text(), one, keys, doubt))

    @_alone
    def change(self, steps: Steps, keys: Mapping[str, Any]) -> None:
        """Change a candidate, without deciding on it; a value of None takes a key away."""
        one = self.at(steps)
        self._save(f"change {one}", rulings.keyed(self._text(), steps, keys))

    @_alone
    def refuse(self, steps: Steps) -> None:
        """Refuse a candidate: it stays in the file, and out of the graph, until the file is finished."""
        one = self.at(steps)
        self._save(f"refuse {one}", rulings.refused(self._text(), one))

    @_alone
    def reopen(self, steps: Steps) -> None:
        """Make a candidate one that nobody has decided on; what is said of a person goes back into its own entry."""
        one = self.at(steps)
        self._save(f"open {one}", rulings.reopened(self._text(), one))

    @_alone
    def give(self, steps: Steps, label: str) -> None:
        """Give a finding, a variant or a study to the person of this label, and accept it there."""
        one = self.at(steps)
        self._save(f"give {one} to {label}", rulings.given(self._text(), one, label))

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
