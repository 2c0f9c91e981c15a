"""Mondo, the disease ontology, read from `mondo.obo`, `mondo.json` or `mondo.owl`."""

from __future__ import annotations

from typing import ClassVar

from kg.sources.ontology import Ontology


class Mondo(Ontology):
    """All terms of one release of Mondo."""

    prefix: ClassVar[str] = "MONDO"

    def same_as(self, identifier: str) -> tuple[str, ...]:
        """The current diseases that are said to be the same as one of OMIM or Orphanet (`OMIM:221820`)."""
        return tuple(term.id for term in self.terms.values() if identifier in term.exact and not term.obsolete)
