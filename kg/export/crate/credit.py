"""How a release wants to be cited: CITATION.cff (version 1.2.0), as far as the project uses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.settings import data_file
from kg.sources.positions import read_yaml

CITATION = "CITATION.cff"


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work that is cited, with its DOI."""

    doi: str
    title: str
    authors: str
    journal: str
    year: int


@dataclass(frozen=True, slots=True)
class Credit:
    """Who made the project, and what it says of itself."""

    title: str
    team: str
    abstract: str
    keywords: tuple[str, ...]
    references: tuple[CitedWork, ...]

    def text(self, version: str, issued: str) -> str:
        """A citation of one release, to be copied."""
        return f"{self.team}. {self.title}, version {version}, release of {issued}."


def credit() -> Credit:
    """Read the project's own citation file."""
    document: dict[str, Any] = read_yaml(data_file(CITATION)).value
    return Credit(
        title=document["title"],
        team=", ".join(map(_name, document["authors"])),
        abstract=" ".join(document["abstract"].split()),
        keywords=tuple(document["keywords"]),
        references=tuple(_reference(one) for one in document.get("references", ()) if one.get("doi")),
    )


def _name(author: dict[str, str]) -> str:
    return author.get("name") or " ".join(filter(None, (author.get("given-names"), author.get("family-names"))))


def _reference(one: dict[str, Any]) -> CitedWork:
    authors = ", ".join(map(_name, one["authors"]))
    return CitedWork(one["doi"], " ".join(one["title"].split()), authors, one["journal"], one["year"])
