"""Which candidate a curator sees next: the paper first, then as the file goes, or what is doubtful first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.errors import FaultyInput
from kg.review.candidates import Candidate, Ruling
from kg.review.desk import ReviewDesk
from kg.review.rulings import NotDecided
from kg.sources.positions import Steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose:
    """What of a file is looked at: only what is open, what is doubtful first, that of one person alone."""

    only_open: bool = True
    doubtful_first: bool = False
    person: str | None = None

    def of(self, every: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """Those that were ever proposed, in their order."""
        kept = [
            one
            for one in every
            if one.asked
            and (one.verdict is Ruling.OPEN or not self.only_open)
            and (self.person is None or self.person == (one.facts["label"] if one.list == "cases" else one.person))
        ]
        if self.doubtful_first:
            kept.sort(key=lambda one: (one.list != "paper", not one.why))
        return tuple(kept)


def first_open(every: Sequence[Candidate], choose: Choose) -> Candidate | None:
    """Where a curator begins; None where nothing that is chosen is open."""
    return next((one for one in choose.of(every) if one.verdict is Ruling.OPEN), None)


def behind(one: Candidate, before: Sequence[Candidate], now: Sequence[Candidate], choose: Choose) -> Candidate | None:
    """The next that is open behind one that was just decided on; from the beginning again where none is.

    `before` are the candidates as they were: by a decision others may have moved to other places.
    """
    everything = Choose(only_open=False, doubtful_first=choose.doubtful_first, person=choose.person)
    order = everything.of(before)
    at = next((number for number, other in enumerate(order) if other.name == one.name), -1)
    waiting = {other.said: other for other in choose.of(now) if other.verdict is Ruling.OPEN}
    return next((waiting[other.said] for other in order[at + 1 :] if other.said in waiting), first_open(now, choose))


def beside(one: Candidate, every: Sequence[Candidate], choose: Choose, step: int) -> Candidate:
    """The next (`step` 1) or the one before (-1) of those chosen, and itself where it is the last."""
    chosen = {other.name for other in choose.of(every)} | {one.name}
    everything = Choose(only_open=False, doubtful_first=choose.doubtful_first).of(every)
    order = [other for other in everything if other.name in chosen]
    at = next((number for number, other in enumerate(order) if other.name == one.name), 0)
    return order[min(max(at + step, 0), len(order) - 1)] if order else one


def whose(one: Candidate, every: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """A person and all that is told of them, where a candidate is one or the other; else nothing."""
    if one.steps[0] != "cases":
        return ()
    return tuple(other for other in every if other.steps[:2] == one.steps[:2])


def sure_of(one: Candidate, every: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """What is open of the same person and has nothing doubtful."""
    return tuple(other for other in whose(one, every) if other.verdict is Ruling.OPEN and not other.why)


def refused_with(one: Candidate, every: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The person, unless accepted, and what is open of them."""
    return tuple(other for other in whose(one, every) if other.verdict is Ruling.OPEN)


def each(many: Sequence[Candidate], decide: Callable[[Steps], None], desk: ReviewDesk) -> int:
    """Decide on several one by one, each saved at once and taken back one by one; how many it were.

    Whoever was accepted with a fact of theirs is not accepted a second time. Raises `NotDecided` at the first that
    cannot be decided; those before it are.
    """
    done = 0
    for one in many:
        if desk.at(one.steps).verdict is Ruling.OPEN:
            try:
                decide(one.steps)
            except FaultyInput as error:
                raise NotDecided(f"{done} of {len(many)} were decided, and are saved; then, {one}: {error}") from error
            done += 1
    return done


def undone(desk: ReviewDesk) -> tuple[str, Candidate | None]:
    """Take the last decision back: what it was, and what is open again."""
    before = _states(desk.candidates())
    what = desk.undo()
    now = desk.candidates()
    states = _states(now)
    changed = [one for one in now if before.get(one.name) != states[one.name]]
    return what, next((one for one in changed if one.list != "cases"), next(iter(changed), None))


def _states(every: Sequence[Candidate]) -> dict[str, tuple[object, ...]]:
    """What each says, and what was decided; not whose it is, as a person may have got another name."""
    return {one.name: (one.verdict, one.facts, one.quote, one.why) for one in every}
