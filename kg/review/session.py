"""A curator at a terminal: one key after the other, whatever asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.errors import FaultyInput
from kg.reading.findings.term_search import FoundTerm
from kg.review import sitting
from kg.review.candidates import Candidate
from kg.review.desk import ReviewDesk
from kg.review.fields import fields_for, said
from kg.review.keys import BY_KEY, Deed
from kg.review.passages import LaidText
from kg.review.sitting import Choose
from kg.review.terms import TermDesk
from kg.review.told import help_lines, told

Ask = Callable[[str], str]
"""Asks for a line; an empty one is none."""
Show = Callable[..., None]
"""Prints lines."""


class Session:
    """Decisions on one file by key. What cannot be done is told, and nothing is lost."""

    def __init__(self, desk: ReviewDesk, laid: LaidText | None, terms: TermDesk, ask: Ask, show: Show) -> None:
        self._desk, self._laid, self._terms, self._ask, self._show = desk, laid, terms, ask, show
        self._choose = Choose()
        self.now = sitting.first_open(desk.candidates(), self._choose)
        self._ways: dict[Deed, Callable[[Candidate], None]] = {
            Deed.ACCEPT: lambda one: desk.accept(one.steps),
            Deed.REFUSE: lambda one: desk.refuse(one.steps),
            Deed.CHANGE: self._change,
            Deed.DOUBT: self._doubt,
            Deed.GIVE: self._give,
            Deed.REOPEN: lambda one: desk.reopen(one.steps),
            Deed.ACCEPT_ALL: lambda one: self._all(sitting.sure_of, desk.accept, one),
            Deed.REFUSE_ALL: lambda one: self._all(sitting.refused_with, desk.refuse, one),
        }

    def show(self) -> None:
        """Print the candidate, or that none is open; of a file that cannot be read now, why, and it is asked again."""
        try:
            self._shown()
        except FaultyInput as error:
            self._show(*str(error).splitlines(), "mend it, then press any key to go on; what was decided is saved")

    def _shown(self) -> None:
        if self.now is None:
            self._show(f"{self._desk.progress()}: f drops what was refused, p goes back, u takes back, q leaves")
        else:
            self._show("", *told(self.now, self._desk.candidates(), self._desk.progress(), self._laid))

    def press(self, key: str) -> bool:
        """Do what a key does; false where it leaves."""
        deed = BY_KEY[key].deed if key in BY_KEY else None
        try:
            return self._do(deed, key)
        except FaultyInput as error:
            self._show(*str(error).splitlines())
            return True

    def _do(self, deed: Deed | None, key: str) -> bool:
        every = self._desk.candidates()
        if deed is Deed.QUIT:
            return False
        if deed is Deed.FINISH:
            gone = self._desk.finish()
            self._show(f"finished: {gone} refused entries are gone from {self._desk.path.name}")
            return False
        if deed is None:
            self._show(f"{key!r} is no key; ? tells what they do")
        elif deed is Deed.HELP:
            self._show(*help_lines())
        elif deed is Deed.UNDO:
            what, one = sitting.undone(self._desk)
            self._show(f"taken back: {what}")
            self.now = one or self.now
        elif deed in (Deed.NEXT, Deed.BEFORE):
            self._move(every, 1 if deed is Deed.NEXT else -1)
        elif self.now is None:
            self._show("nothing is open; p goes back to what was decided, f finishes")
        else:
            self._decide(self.now, every, self._ways[deed])
        return True

    def _decide(self, one: Candidate, every: Sequence[Candidate], way: Callable[[Candidate], None]) -> None:
        if self._desk.at(one.steps).digest != one.digest:
            self.now = self._desk.at(one.steps)
            self._show("the file was changed meanwhile; this is what stands there now")
            return
        way(one)
        now = self._desk.candidates()
        again = next((other for other in now if other.name == one.name and other.said == one.said), None)
        if again is not None and again.verdict == "open":
            self.now = again
        else:
            self.now = sitting.behind(one, every, now, self._choose)

    def _move(self, every: Sequence[Candidate], step: int) -> None:
        all_ = Choose(only_open=False)
        if self.now is None:
            self.now = next(iter(reversed(all_.of(every))), None)
        else:
            self.now = sitting.beside(self.now, every, all_, step)

    def _change(self, one: Candidate) -> None:
        known = [field.key for field in fields_for(one)]
        self._show(f"  keys: {', '.join(known)}")
        asked = "the value" if len(known) == 1 else "change (key=value, -key)"
        keys = said(one, self._ask(asked))
        if keys:
            self._desk.accept(one.steps, self._terms.written(keys, self._pick))

    def _doubt(self, one: Candidate) -> None:
        if words := self._ask("what is in doubt"):
            self._desk.accept(one.steps, doubt=words)

    def _give(self, one: Candidate) -> None:
        people = [str(other.facts["label"]) for other in self._desk.candidates() if other.list == "cases"]
        self._show(*(f"  {number} {label}" for number, label in enumerate(people, 1)))
        words = self._ask("whose is it").strip()
        if words.isdigit() and words not in people and 0 < int(words) <= len(people):
            words = people[int(words) - 1]
        if words:
            self._desk.give(one.steps, words)

    def _all(
        self,
        which: Callable[[Candidate, Sequence[Candidate]], tuple[Candidate, ...]],
        decide: Callable[[tuple[str | int, ...]], None],
        one: Candidate,
    ) -> None:
        many = which(one, self._desk.candidates())
        if not many:
            self._show("this is nobody's, or nothing of it is left")
        elif self._ask(f"{len(many)} at once; u takes them back one by one (y)").strip().lower() in ("y", "yes"):
            self._show(f"{sitting.each(many, decide, self._desk)} decided")

    def _pick(self, found: Sequence[FoundTerm]) -> FoundTerm | None:
        exact = [one for one in found if one.how == "name"]
        if len(exact) == 1:
            return exact[0]
        self._show(*(f"  {number} {one.id} {one.label}" for number, one in enumerate(found, 1)))
        words = self._ask("which of them").strip()
        return found[int(words) - 1] if words.isdigit() and 0 < int(words) <= len(found) else None
