"""What is proposed and what a person has accepted: a file without its proposals, and how many those are.

A proposal is an entry that says `proposed`; all that stands in it is proposed with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from pydantic import BaseModel

from kg.sources.positions import Steps
from kg.sources.schema import EvidenceFile, Quoted
from kg.sources.sheet import Sheet

B = TypeVar("B", bound=BaseModel)
_NEVER: Final = ("aside",)
"""Lists of what nobody is said to have: they are never built, whatever their entries say."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry that is not accepted: its place, and whether a person has refused it."""

    steps: Steps
    refused: bool = False

    @property
    def kind(self) -> str:
        """The list it stands in (`cases`, `phenotypes`), or `paper`."""
        return str(next((step for step in reversed(self.steps) if isinstance(step, str)), "paper"))


@dataclass(frozen=True, slots=True)
class Pending:
    """The proposals of one file."""

    file: str
    proposals: tuple[Proposal, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many stand open in each list; refused ones are decided."""
        return Counter(one.kind for one in self.proposals if not one.refused)


def proposals_of(file: EvidenceFile) -> tuple[Proposal, ...]:
    """All proposals of a file, in its order; those within another proposal too."""
    own = (Proposal(("paper",)),) if file.paper.proposed else ()
    return (*own, *_within(file, ()))


def _within(form: BaseModel, steps: Steps) -> Iterator[Proposal]:
    for name, value in form:
        for number, entry in enumerate(value) if isinstance(value, list) else ():
            if isinstance(entry, Quoted) and (entry.proposed or name in _NEVER):
                yield Proposal((*steps, name, number), entry.proposed == "refused")
            if isinstance(entry, BaseModel):
                yield from _within(entry, (*steps, name, number))


def accepted(sheet: Sheet) -> tuple[Sheet | None, Pending]:
    """The sheet without its proposals, None where its paper is one; its faults name places of the file."""
    pending = Pending(sheet.name, proposals_of(sheet.file))
    if not pending.proposals:
        return sheet, pending
    if sheet.file.paper.proposed:
        return None, pending
    out = frozenset(one.steps for one in pending.proposals)
    return replace(sheet, file=pruned(sheet.file, (), out), out=out), pending


def pruned(form: B, steps: Steps, out: frozenset[Steps]) -> B:
    """What stands at `steps`, without the entries whose places are `out`."""
    kept = {name: [*_kept(value, (*steps, name), out)] for name, value in form if isinstance(value, list)}
    return form.model_copy(update=kept)


def _kept(entries: list[object], steps: Steps, out: frozenset[Steps]) -> Iterator[object]:
    for number, entry in enumerate(entries):
        here = (*steps, number)
        if here not in out:
            yield pruned(entry, here, out) if isinstance(entry, BaseModel) else entry
