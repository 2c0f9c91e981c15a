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
from kg.analysis.people import Mask, Numbers
from kg.engine import Engine
from kg.find import Ref, Seen
from kg.find.statements import stated
from kg.lexicon.spelling import PROLOGUE, references
from kg.names import BASE, KG, OBO
from kg.portrait.looked import FOUND, AtlasPlace, Looked, placed, read_as

SCANS: Final = ("MRI", "CT", "PET", "SPECT")
"""The methods that stand apart; all others are told together."""
UNSTATED: Final = "not stated"
"""In place of a region: where no region is stated."""
_LISTED: Final = 200


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
    found = frequencies(held, replace(asked, of=Seen.MODALITY)).rows
    return tuple(row for row in found if isinstance(row, FrequencyRow))


def by_method(held: Held, asked: Frequencies, how: Iterable[Ref], nowhere: bool = False) -> tuple[AtlasMethod, ...]:
    """The findings of some people by methods or sequences, in the regions that are asked for. Raises `UnknownName`.

    `nowhere`: only those that name no region.
    """
    people, who = held.people, chosen(held, asked.who)
    there = seen_so(held, replace(asked, modality=()))
    there = people.typed(KG + "ImagingObservation") if there is None else there
    there = placed(people, there, None) if nowhere else there
    made = ((one, people.having("kg:modality", one.iri) | people.having("kg:sequence", one.iri)) for one in how)
    masks = [(one, Looked.at(people, who, so & there)) for one, so in made]
    return tuple(
        AtlasMethod(one, looked.rows(), tuple(looked.places()), _wordless(held, who, looked.seen))
        for one, looked in masks
    )


def by_system(held: Held, asked: Frequencies) -> tuple[tuple[AtlasSystem, ...], tuple[Ref, ...]]:
    """Signs and symptoms by systems of the body; and those that no term of HPO stands for. Raises `UnknownName`.

    A term that was read as a sign counts with all that is said of it, scans too. It stands with one system, so that a
    reader meets it once: the first by name, and the nervous system before all others.
    """
    people, who = held.people, chosen(held, asked.who)
    signs = people.typed(KG + "PhenotypeObservation")
    rows = frequency_rows(Counts.of(people, who), read_as(people, who, signs))
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


def _wordless(held: Held, who: Mask, seen: Mask) -> tuple[Ref, ...]:
    people = held.people
    hpo = people.mask(one for one in people.iris if one.startswith(OBO + "HP_"))
    coded = reduce(np.logical_or, (people.leading(code, hpo) for _, code in FOUND))
    told: Numbers = np.unique(np.concatenate([people.seen(who, link, seen & ~coded).indices for link, _ in FOUND]))
    iris = [people.iris[one] for one in told[:_LISTED].tolist()]
    return tuple(Ref(one.iri, one.label) for one in stated(held.engine, ((i, _LABEL) for i in iris)).values())


_LABEL: Final = frozenset({"rdfs:label"})
