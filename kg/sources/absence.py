"""What an absence denies: its own term, and of the terms below only those that its words can have meant.

HPO's terms have many parents, so what lies below a term need not be a kind of what the words deny: a calcified brain
lies below the skeleton. The rule is written down in `ontology/README.md`; everything that follows exclusions asks here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from kg.sources.ontology import Ontology
from kg.sources.phenopackets.imaging import modalities

ALL: Final = "HP:0000001"
PHENOTYPE: Final = "HP:0000118"
RULE: Final = "an absence reaches those terms below it that have no organ system more"
"""The rule in short, for whoever asks why an exclusion holds or does not."""

_WHOLE: Final = frozenset({"of", "the", "brain", "hemisphere", "hemispheres"})
"""Words of a place that make it no smaller."""


def too_broad(hpo: Ontology, term: str | None) -> str | None:
    """In words, that a term is more than anybody can find absent; None where it can be."""
    known = hpo.get(term) if term else None
    if known is None or not {ALL, PHENOTYPE} & {known.id, *known.parents}:
        return None
    return f"{hpo.shown(known.id)} is a whole branch of HPO, more than anybody can find absent"


class Absence:
    """The reach of exclusions in one release of HPO; each is worked out once."""

    def __init__(self, hpo: Ontology) -> None:
        self.hpo = hpo
        self._branches = frozenset((*hpo.children(ALL), *hpo.children(PHENOTYPE))) - {PHENOTYPE}
        self._reach: dict[tuple[str, str | None], frozenset[str]] = {}
        self._systems: dict[str, frozenset[str]] = {}

    def systems(self, term: str) -> frozenset[str]:
        """The organ systems of a term: the children of `PHENOTYPE` at or above it; outside it, the branch of HPO."""
        found = self._systems.get(term)
        if found is None:
            found = self._systems[term] = self.hpo.ancestors(term) & self._branches
        return found

    def names(self, term: str, place: str) -> bool:
        """Whether a term's label names a place, or it is all of the brain, so that to look there is to look for it."""
        return _words(place) <= _words(self.hpo.terms[term].label)

    def reach(self, term: str, modality: str | None = None) -> frozenset[str]:
        """The terms below that an absence denies, whatever else is known of the person.

        `modality` is the key of the kind of scan on which it was looked for.
        """
        found = self._reach.get((term, modality))
        if found is None:
            found = self._reach[term, modality] = frozenset(self._reached(term, modality))
        return found

    def _reached(self, term: str, modality: str | None) -> Iterator[str]:
        systems, elsewhere = self.systems(term), {} if modality is None else self._modalities
        # A term that HPO itself ties to this modality is no narrower for having been looked for there.
        if elsewhere.get(term) == modality:
            elsewhere = {}
        for below in self.hpo.descendants(term) - {term}:
            if self.systems(below) == systems and elsewhere.get(below, modality) == modality:
                yield below

    @cached_property
    def _modalities(self) -> Mapping[str, str]:
        return modalities(self.hpo)

    def follows(self, term: str, seen: Iterable[str], modality: str | None = None) -> frozenset[str]:
        """What an absence denies beside its own term in a person in whom `seen`, terms at or below it, are present.

        The seen wins: nothing is denied that was seen, nor what lies above it; nor what lies below it, where it lies
        below what is absent: the words did not mean that kind.
        """
        reach = self.reach(term, modality)
        for one in seen:
            reach -= self.hpo.ancestors(one)
            reach -= self.hpo.descendants(one) if one != term else frozenset()
        return reach

    def told(self, absent: str, seen: str) -> str:
        """In words, that a term is present at or below one that is absent in the same person."""
        if absent == seen:
            return f"{self.hpo.shown(seen)} is present and absent"
        what = f"{self.hpo.shown(absent)} is absent, and {self.hpo.shown(seen)} below it is present"
        other = sorted(self.hpo.terms[one].label for one in self.systems(seen) - self.systems(absent))
        return f"{what}, which HPO places below {' and '.join(other)} too" if other else what


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower())) - _WHOLE
