"""What papers tell of scans on which nothing was seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.analysis.chosen import named
from kg.analysis.held import Held
from kg.find.facts import Ref
from kg.find.statements import stated
from kg.lexicon import Kind
from kg.model.words import StudyResult
from kg.portrait.people import reach

_STUDY = frozenset({"kg:statedAs", "rdfs:label"})


@dataclass(frozen=True, slots=True)
class NothingSeen:
    """A scan that a paper calls normal, or a finding that was looked for on one and not seen."""

    what: Ref
    modality: Ref | None
    whole: bool


def nothing_seen(held: Held, numbers: Iterable[int], spellings: Sequence[str]) -> Mapping[int, tuple[NothingSeen, ...]]:
    """Of people by their numbers, what is told of their scans by some modalities. Raises `UnknownName`."""
    people = held.people
    normal = people.having("kg:studyResult", StudyResult.NORMAL_STUDY.iri)
    so = people.leading("kg:modality", named(held, Kind.MODALITY, spellings))
    found = {
        one: [
            *(each for each in reach(people, (one,), "kg:hasImagingStudy") if so[each] and normal[each]),
            *(each for each in reach(people, (one,), "kg:hasExcludedFinding") if so[each]),
        ]
        for one in numbers
    }
    said = stated(held.engine, [(people.iris[each], _STUDY) for some in found.values() for each in some])

    def told(each: int) -> NothingSeen:
        own = said[people.iris[each]]
        words = (own.text("kg:statedAs") if normal[each] else None) or own.label
        modality = next(iter(people.refs(reach(people, (each,), "kg:modality"))), None)
        return NothingSeen(Ref(people.iris[each], words), modality, bool(np.any(normal[each])))

    return {one: tuple(map(told, some)) for one, some in found.items()}
