"""How a publication is cited: what a catalogue says of it. Nobody has read the paper for that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

IDENTIFIERS: Final = ("pmid", "doi", "pmcid")
"""What tells one paper from another, best first."""


@dataclass(frozen=True, slots=True)
class Author:
    """An author by name; a body that signs as one has no initials.

    >>> str(Author("van der Toy", "AB")), str(Author("Toy Consortium"))
    ('van der Toy AB', 'Toy Consortium')
    """

    family: str
    initials: str = ""

    def __str__(self) -> str:
        return f"{self.family} {self.initials}".strip()


@dataclass(frozen=True, slots=True)
class Citation:
    """A record of a catalogue; `journals` holds the journal's name and then its short forms.

    `kinds` are the catalogue's own words for the sort of paper. `line` is where the record stands in its file.
    """

    line: int
    title: str | None = None
    authors: tuple[Author, ...] = ()
    journals: tuple[str, ...] = ()
    year: int | None = None
    pmid: str | None = None
    doi: str | None = None
    pmcid: str | None = None
    kinds: tuple[str, ...] = ()

    @property
    def first_author(self) -> str | None:
        """The first author as `Family I`."""
        return str(self.authors[0]) if self.authors else None

    @property
    def journal(self) -> str | None:
        """The journal's full name."""
        return self.journals[0] if self.journals else None

    @property
    def identifiers(self) -> dict[str, str]:
        """The identifiers it has, best first, by name."""
        return {name: held for name in IDENTIFIERS if (held := getattr(self, name))}

    @property
    def retracted(self) -> bool:
        """Whether the catalogue calls it retracted, or a notice of that."""
        return any("retract" in kind.casefold() for kind in self.kinds)
