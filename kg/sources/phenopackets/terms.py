"""Classes of ontologies as packets name them: their form, and for HPO whether they are there under that name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from kg.model.packet import Feature, Term, Variation
from kg.sources.hpo import Hpo
from kg.sources.phenopackets.genes import KnownGenes
from kg.sources.phenopackets.imaging import modalities
from kg.sources.phenopackets.notes import Known, PacketNotes, Steps

_CURIE: Final = re.compile(r"[A-Za-z][\w.-]{0,30}:[^\s<>\"{}|\\^`\x00-\x1f]{1,900}")
_HPO: Final = re.compile(r"HP:\d{7}", re.ASCII)
_AS_CURIE: Final = "prefix and id, as in HP:0000001"


class Terms:
    """HPO and the genes that packets are held against; what was worked out for a term once is kept.

    `features` are those that say no more than a term, by its id and label and whether it was seen; `variations` those
    that have a name, by what a packet says of them.
    """

    def __init__(self, hpo: Hpo, genes: KnownGenes | None = None) -> None:
        self.hpo = hpo
        self.genes = genes or KnownGenes.shipped()
        self.modalities: Mapping[str, str] = modalities(hpo)
        self.features: dict[tuple[str, str, bool], Feature] = {}
        self.variations: Known[Variation] = {}
        self._labels: dict[str, frozenset[str]] = {}

    def read(self, value: dict[str, Any], steps: Steps, notes: PacketNotes) -> Term:
        """An ontology class; an HPO id is led to the current one, and what is odd about it is told."""
        identifier, label = value["id"].strip(), value.get("label", "").strip()
        if identifier[:3].upper() in ("HP:", "HP_") or "/HP_" in identifier:
            return self._hpo(identifier, label, steps, notes)
        if not _CURIE.fullmatch(identifier):
            notes.error((*steps, "id"), f"{identifier[:60]!r} is no identifier", _AS_CURIE, "id")
        return Term(identifier, label)

    def under(self, value: dict[str, Any], key: str, steps: Steps, notes: PacketNotes) -> Term | None:
        """The class under a key, where there is one."""
        return self.read(value[key], (*steps, key), notes) if key in value else None

    def knows(self, term: Term) -> bool:
        """Whether the term is a current one of our HPO."""
        found = self.hpo.terms.get(term.id)
        return found is not None and not found.obsolete

    def _hpo(self, written: str, label: str, steps: Steps, notes: PacketNotes) -> Term:
        found = self.hpo.terms.get(written)
        if found is None or found.obsolete:
            meant = self.hpo.resolve(written)
            if meant is None or (found and len(found.replaced_by) > 1):
                return self._stranger(written, label, steps, notes)
            notes.warn((*steps, "id"), f"{meant.rewrite}", f"{meant.id}; it is read as that", "hpo-rewritten")
            found = self.hpo.terms[meant.id]
            written = meant.id
            if label:  # the old name of an old id is no fault
                return Term(written, label)
        if not label:
            return Term(written, found.label)
        if label != found.label and label.casefold() not in self._names(written):
            what = f"{label[:80]!r} is not the label of {written}"
            notes.warn((*steps, "label"), what, f"{found.label}, or another id", "hpo-label")
        return Term(written, label)

    def _stranger(self, written: str, label: str, steps: Steps, notes: PacketNotes) -> Term:
        if not _HPO.fullmatch(written):
            what = f"{written[:60]!r} is no HPO id"
            notes.error((*steps, "id"), what, "HP: and seven digits, as in HP:0000001", "id")
        elif written in self.hpo.terms:
            old = self.hpo.terms[written]
            several = "with several replacements" if old.replaced_by else "without a replacement"
            what = f"{written} is obsolete in HPO {self.hpo.version}, {several}"
            fix = self.hpo.instead(old) or "a current term"
            notes.warn((*steps, "id"), f"{what}; kept, without ancestors", fix, "hpo-obsolete")
        else:
            what = f"{written} is not in HPO {self.hpo.version}; kept, without ancestors"
            near = self.hpo.named(label)
            fix = f"did you mean {near[0]} ({label})?" if near else "an id of that release, or a newer HPO"
            notes.warn((*steps, "id"), what, fix, "hpo-unknown")
        return Term(written, label)

    def _names(self, identifier: str) -> frozenset[str]:
        names = self._labels.get(identifier)
        if names is None:
            term = self.hpo.terms[identifier]
            exact = (synonym.text for synonym in term.synonyms if synonym.scope == "EXACT")
            names = self._labels[identifier] = frozenset(name.casefold() for name in (term.label, *exact))
        return names
