"""How a publication is cited: what a catalogue says of it. Nobody has read the paper for that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

IDENTIFIERS: Final = ("pmid", "doi", "pmcid")
"""What tells one paper from another, best first."""


@dataclass(frozen=True, slots=True)
class Author:
    """An author by name, with the suffix as it is printed; a body that signs as one has no initials.

    >>> str(Author("van der Toy", "AB")), str(Author("Toy", "A", "3rd")), str(Author("Toy Consortium"))
    ('van der Toy AB', 'Toy A 3rd', 'Toy Consortium')
    """

    family: str
    initials: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.family, self.initials, self.suffix)))


NoticeKind = Literal["retracted", "concern", "corrected", "notice"]


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of a paper after it came out, or, for `notice`, that it tells that of another one.

    `words` are those by which the catalogue tells it.
    """

    kind: NoticeKind
    words: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A record of a catalogue; `journals` holds the journal's name and then its short forms.

    `kinds` are the catalogue's own words for the sort of paper, `notices` what it tells of its later fate. `line` is
    where the record stands in its file.
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
    notices: tuple[Notice, ...] = ()

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
    def told(self) -> dict[NoticeKind, str]:
        """All words of its notices, by their kind."""
        kinds = dict.fromkeys(one.kind for one in self.notices)
        return {kind: "; ".join(one.words for one in self.notices if one.kind == kind) for kind in kinds}
