"""What was seen in a person: present or absent. *Not reported* is neither, and has no value here."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.paper import Reading
from kg.model.words import Looks, Scope, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class PhenotypeObservation:
    """A sign or symptom. `hpo` is a CURIE or None where no term fits; ages are years.

    `Scope.GROUP` marks a statement about several people together: it is not this person's own.
    """

    text: str
    present: bool
    hpo: str | None = None
    initial: bool = False
    age: float | None = None
    side: Side | None = None
    scope: Scope | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagingObservation(Looks):
    """A finding on a scan or at autopsy. `modality`, `sequences` and `regions` are keys of the vocabulary.

    `stated_*` keep the paper's words where the keys were chosen from them.
    """

    text: str
    present: bool
    modality: str
    hpo: str | None = None
    sequences: tuple[str, ...] = ()
    stated_sequence: str | None = None
    regions: tuple[str, ...] = ()
    stated_region: str | None = None
    side: Side | None = None
    age: float | None = None
    study: int | None = None
    scope: Scope | None = None
    reading: Reading | None = None


Observation = PhenotypeObservation | ImagingObservation
