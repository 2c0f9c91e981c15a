"""A form to a decision: what was shown must still stand there, else nothing is decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.curate.asked import Shown
from api.curate.opened import OpenFile
from kg.errors import FaultyInput
from kg.reading.findings.term_search import FoundTerm
from kg.review import sitting
from kg.review.candidates import Candidate
from kg.review.fields import fields_for, values
from kg.review.keys import Deed
from kg.review.terms import TermDesk

PREFIX: Final = "is."
"""Before the name of a key of the entry, in a form."""


class Stale(FaultyInput):
    """What was shown is no longer what stands there."""


class WhichTerm(FaultyInput):
    """Words that several terms are called, or none: `found` are those that may be meant."""

    def __init__(self, words: str, found: Sequence[FoundTerm]) -> None:
        super().__init__(f"{words!r} is the name of no one term")
        self.words, self.found = words, found


@dataclass(frozen=True, slots=True)
class Decision:
    """A form that was sent for a file."""

    file: OpenFile
    terms: TermDesk
    shown: Shown
    form: Mapping[str, list[str]]

    def make(self) -> Shown:
        """Do it, and tell which page comes next. Raises `FaultyInput`; then nothing was decided."""
        deed = Deed(self._said("deed")) if self._said("deed") in set(Deed) else None
        with self.file.lock:
            if deed is Deed.UNDO:
                self._unchanged()
                _, one = sitting.undone(self.file.desk)
                return self.shown.on(one, "undo")
            if deed is Deed.FINISH:
                self._unchanged()
                self.file.desk.finish()
                return self.shown.on(None, "finish")
            way = self._ways().get(deed) if deed else None
            if way is None:
                raise FaultyInput("the form says nothing that can be done; right would be to use one of the page")
            return self._decided(way, str(deed))

    def _decided(self, way: Callable[[Candidate], object], did: str) -> Shown:
        before = self.file.desk.candidates()
        one = next((one for one in before if one.name == self.shown.at), None)
        if one is None or one.digest != self._said("seen"):
            raise Stale("this entry is another by now: it was decided on or changed in another window, or by hand")
        way(one)
        now = self.file.desk.candidates()
        return self.shown.on(sitting.behind(one, before, now, self.shown.choose), did)

    def _ways(self) -> Mapping[Deed, Callable[[Candidate], object]]:
        desk = self.file.desk
        return {
            Deed.ACCEPT: lambda one: desk.accept(one.steps),
            Deed.REFUSE: lambda one: desk.refuse(one.steps),
            Deed.REOPEN: lambda one: desk.reopen(one.steps),
            Deed.CHANGE: self._change,
            Deed.DOUBT: lambda one: desk.accept(one.steps, doubt=self._needed("doubt", "what is in doubt")),
            Deed.GIVE: lambda one: desk.give(one.steps, self._needed("person", "whose it is")),
            Deed.ACCEPT_ALL: lambda one: self._each(sitting.sure_of, desk.accept, one),
            Deed.REFUSE_ALL: lambda one: self._each(sitting.refused_with, desk.refuse, one),
        }

    def _change(self, one: Candidate) -> None:
        """Only what the form has otherwise than the entry; an empty field takes a key away."""
        given = {}
        for field in fields_for(one):
            words = self.form.get(PREFIX + field.key)
            if words is not None and words[-1].strip() != shown_as(one.facts.get(field.key)):
                given[field.key] = words[-1].strip()
        self.file.desk.accept(one.steps, self.terms.written(values(one, given), self._pick))

    def _pick(self, found: Sequence[FoundTerm]) -> FoundTerm:
        exact = [one for one in found if one.how == "name"]
        if len(exact) != 1:
            raise WhichTerm(self._said(f"{PREFIX}hpo"), found)
        return exact[0]

    def _each(
        self,
        which: Callable[[Candidate, Sequence[Candidate]], tuple[Candidate, ...]],
        decide: Callable[[tuple[str | int, ...]], None],
        one: Candidate,
    ) -> None:
        self._unchanged()
        sitting.each(which(one, self.file.desk.candidates()), decide, self.file.desk)

    def _unchanged(self) -> None:
        if self.file.state != self._said("state"):
            raise Stale("the file is another by now: it was changed in another window, or by hand")

    def _needed(self, name: str, what: str) -> str:
        words = self._said(name).strip()
        if not words:
            raise FaultyInput(f"the form does not say {what}; right would be to fill it in")
        return words

    def _said(self, name: str) -> str:
        return self.form.get(name, [""])[-1]


def shown_as(value: object) -> str:
    """A value as a field of a form holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
