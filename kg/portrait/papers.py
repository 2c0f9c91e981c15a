"""All papers, a line each: what it is, how far it was read, and how much is known from it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.analysis import Held
from kg.analysis.people import Numbers, People
from kg.engine import Row
from kg.find import Names, PaperFilter, Ref
from kg.find.pattern import Writing
from kg.find.patterns import pattern
from kg.lexicon.spelling import PROLOGUE, literal
from kg.model.words import Depth, Design
from kg.names import mint

_TOLD: Final = {
    "author": "kg:firstAuthor",
    "year": "kg:year",
    "journal": "kg:journal",
    "pmid": "bibo:pmid",
    "doi": "bibo:doi",
    "pmcid": "kg:pmcid",
}
_OWN: Final = mint("statistic", "paper", "name").count("/")
_DEPTH: Final = {one.iri: one for one in Depth}
_DESIGN: Final = {one.iri: one for one in Design}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A paper as a list shows it. `present` and `absent` are findings of its people; `doubts` are of anything in it."""

    ref: Ref
    author: str
    year: int | None
    journal: str
    design: Design | None
    depth: Depth | None
    pmid: str
    doi: str
    pmcid: str
    people: int
    variants: int
    present: int
    absent: int
    figures: int
    doubts: int


def papers_query(names: Names, where: PaperFilter, words: str = "") -> str:
    """What asks for the papers that a filter leaves and whose titles hold all of some words. Raises `UnknownName`."""
    held = " ".join(f"FILTER(CONTAINS(LCASE(STR(?title)), {literal(word.lower())}))" for word in words.split())
    told = " ".join(f"OPTIONAL {{ ?x {link} ?{name} }}" for name, link in _TOLD.items())
    return f"""{PROLOGUE}
SELECT DISTINCT ?x ?title ?depth ?design {" ".join(f"?{name}" for name in _TOLD)} WHERE {{
  {{ SELECT DISTINCT ?x WHERE {{ {pattern(Writing(names), where)} }} }}
  ?x rdfs:label ?title {held}
  OPTIONAL {{ ?x kg:readingDepth ?depth }} OPTIONAL {{ ?x kg:design ?design }} {told}
}} ORDER BY ?x"""


def papers(held: Held, where: PaperFilter, words: str = "") -> tuple[PaperLine, ...]:
    """The lines of those papers, by IRI. Raises `UnknownName`."""
    rows = held.engine.rows(papers_query(held.names, where, words))
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["x"].value, []).append(row)
    counted = _counted(held.people, list(found))
    return tuple(_line(iri, some, {name: int(counts[at]) for name, counts in counted.items()})
                 for at, (iri, some) in enumerate(found.items()))  # fmt: skip


def _line(iri: str, rows: Sequence[Row], counts: Mapping[str, int]) -> PaperLine:
    text = {name: one.value for name, one in rows[0].items()}
    depths = {_DEPTH[row["depth"].value] for row in rows if "depth" in row}
    return PaperLine(
        ref=Ref(iri, text["title"]),
        author=text.get("author", ""),
        year=int(text["year"]) if "year" in text else None,
        journal=text.get("journal", ""),
        design=_DESIGN.get(text.get("design", "")),
        depth=max(depths, key=lambda one: one.rank, default=None),
        pmid=text.get("pmid", ""),
        doi=text.get("doi", ""),
        pmcid=text.get("pmcid", ""),
        **counts,
    )


def _counted(people: People, papers: Sequence[str]) -> Mapping[str, Numbers]:
    """How many of what each paper has. What it reports is in rooms by kind, and things are numbered by their IRIs."""
    reported = people.links["kg:reportedIn"].astype(np.int64)
    places = np.array([people.number.get(iri, -1) for iri in papers], dtype=np.int64)

    def room(kind: str) -> Numbers:
        mask = np.zeros(len(people.iris), dtype=np.int64)
        first, last = (bisect_left(people.iris, mint(kind, end)) for end in ("", "\U0010ffff"))
        # What has a name below a thing's own, such as one group's value of a figure, is a part of it.
        mask[[at for at in range(first, last) if people.iris[at].count("/") == _OWN]] = 1
        return mask

    def of(each: Numbers) -> Numbers:
        found = each @ reported
        return np.where(places < 0, 0, found[places]) if len(places) else places

    per_person = {
        name: np.asarray(people.links[link].sum(axis=1)).ravel().astype(np.int64)
        for name, link in (("present", "kg:hasFinding"), ("absent", "kg:hasExcludedFinding"))
    }
    cases = people.cases.astype(np.int64)
    named = (people.links["kg:reportedIn"].T @ people.links["kg:ofVariant"]).sum(axis=1)
    variants = np.asarray(named).ravel().astype(np.int64)
    return {
        "people": of(cases),
        **{name: of(number * cases) for name, number in per_person.items()},
        "variants": np.where(places < 0, 0, variants[places]) if len(places) else places,
        "figures": of(room("statistic")),
        "doubts": of(room("doubt")),
    }
