"""What an address asks to see, and the way back to it: the candidate, and which of them are gone through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from kg.review.candidates import Candidate
from kg.review.sitting import Choose


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page of a file. `at` names a candidate (empty: the first that is open), `did` what was just done."""

    number: int
    at: str = ""
    all: bool = False
    doubtful: bool = False
    by: str = ""
    did: str = ""

    @classmethod
    def of(cls, number: int, given: Mapping[str, list[str]]) -> Self:
        """From the parameters of an address or a form; what is no parameter of ours is passed over."""

        def one(name: str) -> str:
            return given.get(name, [""])[0][:500]

        return cls(
            number=number,
            at=one("at"),
            all=one("show") == "all",
            doubtful=one("order") == "doubtful",
            by=one("by"),
            did=one("did"),
        )

    @property
    def choose(self) -> Choose:
        """Which candidates are gone through."""
        return Choose(only_open=not self.all, doubtful_first=self.doubtful, person=self.by or None)

    @property
    def kept(self) -> dict[str, str]:
        """What is carried from page to page, in forms and in addresses."""
        held = {"show": "all" if self.all else "", "order": "doubtful" if self.doubtful else "", "by": self.by}
        return {name: value for name, value in held.items() if value}

    @property
    def address(self) -> str:
        """Where it stands."""
        said = {"at": self.at, **self.kept, "did": self.did}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"/curate/{self.number}{'?' if query else ''}{query}"

    def on(self, one: Candidate | None, did: str = "") -> Shown:
        """The same of another candidate."""
        return replace(self, at=one.name if one else "", did=did)

    def with_(self, **more: str | bool) -> str:
        """The address of the same with some things else, from its first candidate."""
        return replace(self, **{"at": "", "did": "", **more}).address  # type: ignore[arg-type]
