"""The decisions on a file, one a line, beside it: what each changed, so that it can be taken back, also after a crash.

The evidence file alone says what was decided; without its journal nothing is lost but the way back.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from kg.errors import FaultyInput
from kg.sources.written import rows_of

_AROUND: Final = 3
"""Lines before and behind a change that must still be there for it to be taken back."""


class NothingToUndo(FaultyInput):
    """No decision is left to take back, or somebody has changed the same lines since."""


@dataclass(frozen=True, slots=True)
class DecisionStep:
    """One decision: what was done, and the lines from `at` (counted from 0) that it replaced.

    Some lines around are among them, so that what only went away has its place too.
    """

    what: str
    at: int
    old: list[str]
    new: list[str]

    @classmethod
    def between(cls, what: str, before: str, after: str) -> DecisionStep:
        """The lines in which two texts differ, as one piece."""
        old, new = rows_of(before), rows_of(after)
        at = 0
        while at < min(len(old), len(new)) and old[at] == new[at]:
            at += 1
        behind = 0
        while behind < min(len(old), len(new)) - at and old[-1 - behind] == new[-1 - behind]:
            behind += 1
        at, behind = max(at - _AROUND, 0), max(behind - _AROUND, 0)
        return cls(what, at, old[at : len(old) - behind], new[at : len(new) - behind])

    def stands(self, text: str) -> bool:
        """Whether the lines are as it left them."""
        return _place(rows_of(text), self.new, self.at) is not None

    def waits(self, text: str) -> bool:
        """Whether the lines are as they were before it."""
        return _place(rows_of(text), self.old, self.at) is not None

    def undone(self, text: str) -> str:
        """The text as it was before; raises `NothingToUndo` where these lines have changed since."""
        lines = rows_of(text)
        at = _place(lines, self.new, self.at)
        if at is None:
            why = f"the lines from {self.at + 1} on have been changed by hand since: {self.what}"
            raise NothingToUndo(f"{why}; right would be: to change them back by hand, or to open the entry again")
        lines[at : at + len(self.new)] = self.old
        return "".join(lines)


def _place(rows: list[str], wanted: list[str], at: int) -> int | None:
    """Where lines stand: at their number, or at the only other one, as entries may have come before them since."""
    if rows[at : at + len(wanted)] == wanted:
        return at
    found = [number for number in range(len(rows)) if rows[number : number + len(wanted)] == wanted]
    return found[0] if len(found) == 1 else None


def journal_of(path: Path) -> Path:
    """Where the decisions on a file are kept."""
    return path.with_name(f".{path.name}.decisions")


def read_steps(path: Path) -> list[DecisionStep]:
    """The decisions on a file; a line that was cut short is none, as its decision was never made."""
    try:
        lines = journal_of(path).read_bytes().splitlines()  # of bytes: a quote may hold signs that part lines of text
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            found.append(DecisionStep(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found


def note_step(path: Path, step: DecisionStep) -> None:
    """Write down a decision, before it is made."""
    with journal_of(path).open("a+b") as stream:
        if stream.tell():
            stream.seek(-1, os.SEEK_END)
            if stream.read(1) != b"\n":  # the process was killed while it wrote
                stream.write(b"\n")
        stream.write(json.dumps(asdict(step), ensure_ascii=False).encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())


def keep_steps(path: Path, steps: list[DecisionStep]) -> None:
    """Write down the decisions that are left after the last was taken back."""
    aside = journal_of(path).with_suffix(".new")
    aside.write_text("".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in steps), "utf-8")
    aside.replace(journal_of(path))
