"""The files that a curator has opened: each by its number, so that no request ever names a path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock

from kg.review.desk import ReviewDesk
from kg.review.passages import LaidText
from kg.review.same_text import told_of_another
from kg.review.terms import TermDesk


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An evidence file with its text, where that was given; one decision at a time.

    `another` tells that the text is, or looks to be, of another paper.
    """

    number: int
    desk: ReviewDesk
    laid: LaidText | None = None
    another: str | None = None
    lock: Lock = field(default_factory=Lock)

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.desk.path.name

    @property
    def state(self) -> str:
        """Short, and another as soon as anything in the file is another."""
        return sha256(self.desk.path.read_bytes()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Curating:
    """What one start of `kg curate` works on. `token` is its secret, which each form must hold."""

    files: Sequence[OpenFile]
    terms: TermDesk
    token: str

    def file(self, number: int) -> OpenFile | None:
        """The file of a number, which counts from 1."""
        return self.files[number - 1] if 0 < number <= len(self.files) else None


def opened(pairs: Sequence[tuple[ReviewDesk, LaidText | None]], terms: TermDesk, token: str) -> Curating:
    """Files by number, in their order."""
    return Curating(
        [OpenFile(number, *pair, told_of_another(*pair)) for number, pair in enumerate(pairs, 1)], terms, token
    )
