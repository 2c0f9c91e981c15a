"""Genes and transcripts by what people write before a change: symbols, other names, accessions of any version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.lexicon.held import HeldNames
from kg.lexicon.identifiers import identifiers
from kg.lexicon.kinds import Kind
from kg.lexicon.layout import MAKES, Facts
from kg.names import KG, SKOS

_NOTED: Final = SKOS + "notation"


class Genes:
    """The genes of a graph."""

    def __init__(self, held: HeldNames, facts: Facts) -> None:
        self._held = held
        self._numbered: dict[str, tuple[str, str]] = {}
        for gene, iri in _numbering(facts):
            said = facts["Transcript"].get(iri, {})
            for name in (iri, *said.get(MAKES, ()), *said.get(_NOTED, ())):
                own = re.split("[/:]", name)[-1]
                self._numbered.setdefault(own.partition(".")[0].upper(), (gene, own))

    def called(self, name: str) -> set[str]:
        """The genes of a name, the strictest reading that finds any."""
        return {one.iri for one in self._held.called(name, Kind.GENE)[0]}

    def numbered(self, accession: str) -> tuple[str, str] | None:
        """The gene, and the accession as held, of a transcript that numbers as its gene's reference, or its protein."""
        return self._numbered.get(accession.upper().partition(".")[0])

    def of_protein(self, accession: str) -> set[str]:
        """The genes of an accession of UniProt."""
        found = (iri for one in identifiers(f"UniProtKB:{accession}") for iri in self._held.numbered(one))
        return {iri for iri in found if "Gene" in self._held.kinds(iri)}


def _numbering(facts: Facts) -> Iterator[tuple[str, str]]:
    """Each gene's transcripts that number as its reference does: that of its exons, and those of the same protein."""
    laid = {one for exon in facts["Exon"].values() for one in exon.get(KG + "onTranscript", ())}
    made = {iri: set(said.get(MAKES, ())) for iri, said in facts["Transcript"].items()}
    for gene, said in sorted(facts["Gene"].items()):
        held = sorted(said.get(KG + "hasTranscript", ()))
        isoforms = {protein for one in held if one in laid for protein in made.get(one, ())}
        yield from ((gene, one) for one in held if one in laid or made.get(one, set()) & isoforms)
