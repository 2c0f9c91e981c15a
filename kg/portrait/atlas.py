"""How often findings are seen, by how they were looked for and where they lie: one way of looking at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

import numpy as np

from kg.analysis import Held
from kg.analysis.chosen import chosen
from kg.analysis.counts import Counts
from kg.analysis.frequencies import Frequencies, FrequencyRow, frequencies, frequency_rows, seen_so
from kg.analysis.people import Mask, Numbers, People
from kg.engine import Engine
from kg.find import Ref, Seen
from kg.find.statements import stated
from kg.lexicon.spelling import PROLOGUE, references
from kg.names import BASE, KG, OBO

SCANS: Final = ("MRI", "CT", "PET", "SPECT")
"""The methods that stand apart; all others are told together."""
UNSTATED: Final = "not stated"
"""In place of a region: where no region is stated."""
_FOUND: Final = (("kg:hasFinding", "kg:codedAs"), ("kg:hasExcludedFinding", "kg:codedAsAbsent"))
_LISTED: Final = 200


@dataclass(frozen=True, slots=True)
class AtlasPlace:
    """Findings of a region with its parts; of None where no region is stated."""

    region: Ref | None
    rows: tuple[FrequencyRow, ...]


@dataclass(frozen=True, slots=True)
class AtlasMethod:
    """What one way of looking showed. `wordless` are findings that no term of HPO stands for, so that no row counts."""

    how: Ref
    rows: tuple[FrequencyRow, ...]
    places: tuple[AtlasPlace, ...]
    wordless: tuple[Ref, ...]

    @property
    def key(self) -> str:
        """Its short name: CT."""
        return self.how.iri.removeprefix(BASE + "modality/")


@dataclass(frozen=True, slots=True)
class AtlasSystem:
    """Signs and symptoms of a system of the body."""

    system: Ref
    rows: tuple[FrequencyRow, ...]


def methods(held: Held, asked: Frequencies) -> tuple[FrequencyRow, ...]:
    """In how many people each way of looking showed anything; the most first."""
    return tuple(
        row for row in frequencies(held, replace(asked, of=Seen.MODALITY)).rows if isinstance(row, FrequencyRow)
    )


def by_method(held: Held, asked: Frequencies, how: Iterable[Ref], nowhere: bool = False) -> tuple[AtlasMethod, ...]:
    """The findings of some people by ways of looking, in the regions that are asked for. Raises `UnknownName`.

    `nowhere`: only those that name no region.
    """
    people, who = held.people, chosen(held, asked.who)
    there = seen_so(held, replace(asked, modality=()))
    there = people.typed(KG + "ImagingObservation") if there is None else there
    there = placed(people, there, None) if nowhere else there
    masks = [(one, people.having("kg:modality", one.iri) & there) for one in how]
    return tuple(
        AtlasMethod(one, _rows(people, who, seen), tuple(_places(people, who, seen)), _wordless(held, who, seen))
        for one, seen in masks
    )


def by_system(held: Held, asked: Frequencies) -> tuple[tuple[AtlasSystem, ...], tuple[Ref, ...]]:
    """Signs and symptoms by systems of the body; and those that no term of HPO stands for. Raises `UnknownName`.

    A term that was read as a sign counts with all that is said of it, scans too. It stands with one system, so that a
    reader meets it once: the first by name, and the nervous system before all others.
    """
    people, who = held.people, chosen(held, asked.who)
    signs = people.typed(KG + "PhenotypeObservation")
    rows = frequency_rows(Counts.of(people, who), _read_as(people, who, signs))
    homes = systems(held.engine, [row.term.iri for row in rows])
    by_home: dict[Ref, list[FrequencyRow]] = {}
    for row in rows:
        by_home.setdefault(homes.get(row.term.iri, _ELSEWHERE), []).append(row)
    ordered = sorted(by_home, key=lambda one: (one.iri != _NERVES, one == _ELSEWHERE, one.label))
    return tuple(AtlasSystem(one, tuple(by_home[one])) for one in ordered), _wordless(held, who, signs)


_NERVES: Final = OBO + "HP_0000707"
_ELSEWHERE: Final = Ref(OBO + "HP_0000001", "Of no system")


def systems(engine: Engine, terms: Iterable[str]) -> Mapping[str, Ref]:
    """For each term of HPO the system of the body that it is shown with."""
    found: dict[str, list[Ref]] = {}
    rows = engine.rows(f"""{PROLOGUE} SELECT DISTINCT ?term ?system ?label WHERE {{
        VALUES ?term {{ {references(dict.fromkeys(terms))} }} ?term rdfs:subClassOf* ?system .
        ?system rdfs:subClassOf obo:HP_0000118 ; rdfs:label ?label }}""")
    for row in rows:
        found.setdefault(row["term"].value, []).append(Ref(row["system"].value, row["label"].value))
    return {term: min(some, key=lambda one: (one.iri != _NERVES, one.label)) for term, some in found.items()}


def placed(people: People, seen: Mask, region: str | None) -> Mask:
    """Those of some observations that lie in a region or its parts; of None those that name no region."""
    if region is None:
        named: Mask = np.diff(people.links["kg:region"].indptr) > 0
        return seen & ~named
    return seen & people.leading("kg:region", people.wholes @ people.mask([region]))


def _places(people: People, who: Mask, seen: Mask) -> Iterable[AtlasPlace]:
    """Each region that an observation names, and where none does."""
    told = [people.seen(who, link, seen) @ people.links["kg:region"] for link, _ in _FOUND]
    regions = people.refs(np.unique(np.concatenate([one.indices for one in told])).tolist())
    for region in (*sorted(regions, key=lambda one: one.label), None):
        if rows := _rows(people, who, placed(people, seen, region.iri if region else None)):
            yield AtlasPlace(region, rows)


def _rows(people: People, who: Mask, seen: Mask) -> tuple[FrequencyRow, ...]:
    terms = _read_as(people, who, seen)
    return frequency_rows(Counts.of(people, who, seen=seen), terms) if len(terms) else ()


def _read_as(people: People, who: Mask, seen: Mask) -> list[int]:
    """The terms of HPO that some observations of some people were read as."""
    read = [people.seen(who, link, seen) @ people.links[coded] for link, coded in _FOUND]
    found = np.unique(np.concatenate([one.indices for one in read])).tolist()
    return [one for one in found if people.iris[one].startswith(OBO + "HP_")]


def _wordless(held: Held, who: Mask, seen: Mask) -> tuple[Ref, ...]:
    people = held.people
    hpo = people.mask(one for one in people.iris if one.startswith(OBO + "HP_"))
    coded = reduce(np.logical_or, (people.leading(code, hpo) for _, code in _FOUND))
    told: Numbers = np.unique(np.concatenate([people.seen(who, link, seen & ~coded).indices for link, _ in _FOUND]))
    iris = [people.iris[one] for one in told[:_LISTED].tolist()]
    return tuple(Ref(one.iri, one.label) for one in stated(held.engine, ((i, _LABEL) for i in iris)).values())


_LABEL: Final = frozenset({"rdfs:label"})
