"""What the exclusions among some facts deny in the persons who have them; `kg.sources.absence` holds the rule."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kg.infer.facts import TYPE, Facts, resource
from kg.model.words import LOOKS
from kg.names import OBO, contract, expand, term
from kg.sources.absence import RULE, Absence
from kg.sources.phenopackets.imaging import MODALITIES
from kg.triples.observation import modality
from kg.triples.terms import LABEL

EXCLUDES: Final = term("excludes")
_ABSENT: Final = (term("hasExcludedFinding"), term("hasExcludedGroupFinding"))
_PRESENT: Final = (term("hasFinding"), term("hasGroupFinding"))
_NARROWING: Final = tuple(map(term, ("side", "severity", "modifier", "initial", "sequence", "statedSequence", *LOOKS)))
"""What makes an observation say less than its term: not there on one side, so, or then is not yet not there."""
_MODALITY, _REGION, _STATED_REGION = (term(name) for name in ("modality", "region", "statedRegion"))
ASKED: Final = frozenset((TYPE, LABEL, EXCLUDES, *_ABSENT, *_PRESENT, *_NARROWING, _MODALITY, _REGION, _STATED_REGION))
"""The properties that decide what an exclusion denies."""
SCANS: Final = {f"<{modality(key)}>": key for key in MODALITIES}
"""The kinds of scans that an exclusion may be of, by their spelling as objects."""


class Denials:
    """The exclusions of some facts, each with what it denies in its person."""

    def __init__(self, facts: Facts, absence: Absence) -> None:
        self._facts = facts
        self._absence = absence
        self._seen: dict[str, dict[str, set[str]]] = {}

    def follow(self, observation: str, excluded: str) -> frozenset[str]:
        """The terms that an observation denies beside the one it excludes."""
        if self._narrowed(observation, excluded):
            return frozenset()
        on = self._facts.objects(observation, _MODALITY)
        modality = SCANS.get(on[0], on[0]) if on else None
        return self._absence.follows(excluded, self.seen(observation, excluded), modality)

    def persons(self, observation: str) -> list[str]:
        """Whose absent finding it is."""
        return [person for link in _ABSENT for person in self._facts.subjects(link, f"<{observation}>")]

    def seen(self, observation: str, excluded: str) -> set[str]:
        """The terms at or below an excluded one that are present in whom it is excluded, alone or in a group."""
        return {one for person in self.persons(observation) for one in self._of(person).get(excluded, ())}

    def _of(self, person: str) -> dict[str, set[str]]:
        """The terms that are present in a person, by each term at or above them."""
        found = self._seen.get(person)
        if found is None:
            found = self._seen[person] = {}
            nodes = [resource(node) for link in _PRESENT for node in self._facts.objects(person, link)]
            kinds = {hpo_term(kind) for node in nodes if node for kind in self._facts.objects(node, TYPE)}
            for kind in filter(None, kinds & self._absence.hpo.terms.keys()):
                for above in self._absence.hpo.ancestors(kind):
                    found.setdefault(above, set()).add(kind)
        return found

    def why_not(self, observation: str, wanted: str) -> str | None:
        """Why an observation does not deny a term that lies below the one it excludes; None where it says nothing."""
        above = self._absence.hpo.ancestors(wanted) if wanted in self._absence.hpo.terms else ()
        for excluded in filter(None, map(hpo_term, self._facts.objects(observation, EXCLUDES))):
            if excluded in above and wanted not in self.follow(observation, excluded):
                return self._withheld(observation, excluded, wanted)
        return None

    def _withheld(self, observation: str, excluded: str, wanted: str) -> str:
        shown = self._absence.hpo.shown
        more = self._absence.systems(wanted) - self._absence.systems(excluded)
        if more:
            return f"{RULE}; {shown(wanted)} has {' and '.join(map(shown, sorted(more)))} more than {shown(excluded)}"
        if self._narrowed(observation, excluded):
            return f"{shown(excluded)} is absent on one side, in one place, sequence or way only, which denies no more"
        for one in sorted(self.seen(observation, excluded)):
            if wanted not in self._absence.follows(excluded, (one,)):
                return f"{shown(one)} was seen in the same person, and what was seen wins"
        return f"{shown(wanted)} is seen on another kind of scan than the one that lacks {shown(excluded)}"

    def _narrowed(self, observation: str, excluded: str) -> bool:
        if any(self._facts.objects(observation, one) for one in _NARROWING):
            return True
        regions = self._facts.objects(observation, _REGION)
        places = self._facts.objects(observation, _STATED_REGION) or [
            name for region in regions for name in self._facts.objects(region[1:-1], LABEL) or [""]
        ]
        return not all(place and self._absence.names(excluded, _said(place)) for place in places)


def _said(literal: str) -> str:
    """The words of a literal in N-Triples, without its language."""
    return literal.rpartition('"')[0]


@lru_cache(maxsize=65536)
def hpo_term(object_: str) -> str | None:
    """The id of an HPO class, from an object in N-Triples."""
    return contract(object_[1:-1]) if object_.startswith(f"<{OBO}HP_") else None


def spelled(identifier: str) -> str:
    """An HPO class as an object in N-Triples."""
    return f"<{expand(identifier)}>"
