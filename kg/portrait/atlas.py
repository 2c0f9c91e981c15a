"""How often findings are seen, by how they were looked for and where they lie: one way of looking at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

import numpy as np

from kg.analysis import Held
from kg.analysis.chosen import chosen
from kg.analysis.counts import Counts
from kg.analysis.frequencies import Frequencies, FrequencyRow, frequencies, seen_so
from kg.analysis.people import Mask, Numbers
from kg.engine import Engine
from kg.find import Frequency, Group, Ref, Seen
from kg.find.statements import stated
from kg.find.things import children
from kg.lexicon.spelling import PROLOGUE, reference, references
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
    rows: tuple[Frequency, ...]


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


def by_system(held: Held, found: Counts) -> tuple[tuple[AtlasSystem, ...], tuple[Ref, ...]]:
    """Signs and symptoms by systems of the body; and those that no term of HPO stands for.

    `found` is what answers the question: a term that was read as a sign counts with all that is said of it, scans too.
    It stands with one system, so that a reader meets it once: the first by name, and the nervous system before all
    others. Nobody is named here, since a term of HPO may be read in thousands of people, and they hold thousands.
    """
    people, who = held.people, found.who
    signs = people.typed(KG + "PhenotypeObservation")
    rows = _of_terms(found, read_as(people, who, signs))
    homes = systems(held, [row.term.iri for row in rows])
    by_home: dict[Ref, list[Frequency]] = {}
    for row in rows:
        by_home.setdefault(homes.get(row.term.iri, _ELSEWHERE), []).append(row)
    ordered = sorted(by_home, key=lambda one: (one.iri != _NERVES, one == _ELSEWHERE, one.label))
    return tuple(AtlasSystem(one, tuple(by_home[one])) for one in ordered), _wordless(held, who, signs)


def _of_terms(found: Counts, terms: Sequence[int]) -> list[Frequency]:
    """Most present first, then most absent, then by name."""
    cases, counts = int(found.who.sum()), (one.tolist() for one in found.tallies)
    wanted = set(terms)
    rows = [
        Frequency(by=Group.ALL, group=None, term=found.people.ref(term), present=has, absent=lacks, cases=cases)
        for term, has, lacks in zip(*counts, strict=True)
        if term in wanted
    ]
    return sorted(rows, key=lambda one: (-one.present, -one.absent, one.term.label, one.term.iri))


_WHOLE: Final = OBO + "HP_0000118"
_NERVES: Final = OBO + "HP_0000707"
_ELSEWHERE: Final = Ref(OBO + "HP_0000001", "Of no system")


def systems(held: Held, terms: Sequence[str]) -> Mapping[str, Ref]:
    """For each term of HPO the system of the body that it is shown with.

    Whatever is found to be a term is of its systems too, as the matrices say; only what nobody has is asked for.
    """
    people = held.people
    known = sorted(children(held.engine, _WHOLE), key=lambda one: (one.iri != _NERVES, one.label))
    named = [one for one in known if one.iri in people.number]
    leads = (
        people.links["kg:codedAs"].T @ people.links["rdf:type"][:, people.numbers(one.iri for one in named)]
    ).tocsr()
    found: dict[str, Ref] = {}
    places, ends = leads.indices.tolist(), leads.indptr.tolist()
    for iri in terms:
        number = people.number[iri]
        if homes := places[ends[number] : ends[number + 1]]:
            found[iri] = named[min(homes)]
    return {**_asked_systems(held.engine, [iri for iri in terms if iri not in found]), **found}


def _asked_systems(engine: Engine, terms: Sequence[str]) -> Mapping[str, Ref]:
    found: dict[str, list[Ref]] = {}
    if not terms:
        return {}
    rows = engine.rows(f"""{PROLOGUE} SELECT DISTINCT ?term ?system ?label WHERE {{
        VALUES ?term {{ {references(terms)} }} ?term rdfs:subClassOf* ?system .
        ?system rdfs:subClassOf {reference(_WHOLE)} ; rdfs:label ?label }}""")
    for row in rows:
        found.setdefault(row["term"].value, []).append(Ref(row["system"].value, row["label"].value))
    return {term: min(some, key=lambda one: (one.iri != _NERVES, one.label)) for term, some in found.items()}


def _wordless(held: Held, who: Mask, seen: Mask) -> tuple[Ref, ...]:
    people = held.people
    hpo = people.beginning(f"{OBO}HP_")
    coded = reduce(np.logical_or, (people.leading(code, hpo) for _, code in FOUND))
    told: Numbers = np.unique(np.concatenate([people.seen(who, link, seen & ~coded).indices for link, _ in FOUND]))
    iris = [people.iris[one] for one in told[:_LISTED].tolist()]
    return tuple(Ref(one.iri, one.label) for one in stated(held.engine, ((i, _LABEL) for i in iris)).values())


_LABEL: Final = frozenset({"rdfs:label"})
