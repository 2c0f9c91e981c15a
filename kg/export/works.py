"""Publications as a graph knows them, with a key that stays the same from release to release."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.export.names import Name, name
from kg.find import Kind, Names, Said, stated
from kg.lexicon.spelling import PROLOGUE
from kg.names import SCHEMES, mint

_FACTS: Final = frozenset(
    f"{'bibo' if name in ('pmid', 'doi') else 'kg'}:{name}"
    for name in ("pmid", "doi", "pmcid", "firstAuthor", "journal", "year", "hasReading")
) | {"dcterms:title"}


@dataclass(frozen=True, slots=True)
class Work:
    """A publication; of its authors the graph knows the first. `address` is where it was read, or PubMed's page."""

    key: str
    title: str | None
    author: Name | None
    journal: str | None
    year: int | None
    pmid: str | None
    doi: str | None
    pmcid: str | None
    address: str | None


def works(engine: Engine, papers: Iterable[str]) -> tuple[Work, ...]:
    """The papers of these names, each once, in the order of their keys; all where no name is given.

    Raises `UnknownName` for a name that no paper has.
    """
    wanted = iris(engine, papers)
    if not wanted:
        rows = engine.rows(f"{PROLOGUE} SELECT DISTINCT ?p WHERE {{ ?p a kg:Paper }}")
        wanted = sorted({row["p"].value for row in rows})
    said = stated(engine, ((iri, _FACTS) for iri in wanted))
    readings = {iri: one.texts("kg:hasReading") for iri, one in said.items()}
    read = stated(engine, ((one, frozenset({"kg:readAt"})) for of in readings.values() for one in of))
    places = {iri: [where for one in of if (where := read[one].text("kg:readAt"))] for iri, of in readings.items()}
    return tuple(_work(one, places[iri]) for iri, one in said.items())


def iris(engine: Engine, papers: Iterable[str]) -> list[str]:
    """The papers of these names, each once; raises `UnknownName` for a name that no paper has."""
    names = Names(engine)
    return sorted({iri for spelling in papers for iri in names.all(Kind.PAPER, spelling)})


def _work(one: Said, places: list[str]) -> Work:
    author, year, pmid = one.text("kg:firstAuthor"), one.text("kg:year"), one.text("bibo:pmid")
    return Work(
        key=one.iri.removeprefix(mint("paper", "")),
        title=one.text("dcterms:title"),
        author=name(author) if author else None,
        journal=one.text("kg:journal"),
        year=int(year) if year else None,
        pmid=pmid,
        doi=one.text("bibo:doi"),
        pmcid=one.text("kg:pmcid"),
        address=SCHEMES["PMID"] + pmid if pmid else min(places, default=None),
    )
