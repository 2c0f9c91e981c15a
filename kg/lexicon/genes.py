"""Genes and transcripts by what people write before a change: symbols, other names, accessions of any version."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final, TypeAlias

from kg.lexicon.folds import FOLDS
from kg.lexicon.identifiers import identifiers
from kg.lexicon.layout import MAKES
from kg.lexicon.reading import LABEL, SAME, Statements
from kg.names import KG, SKOS

Facts: TypeAlias = dict[str, dict[str, Statements]]
"""What the index keeps whole: exons, genes, transcripts and variants, each kind by IRI."""
_NAMES: Final = (LABEL, SKOS + "altLabel", SKOS + "hiddenLabel", KG + "fullName")
_NOTED: Final = SKOS + "notation"


class Genes:
    """The genes of a graph."""

    def __init__(self, facts: Facts) -> None:
        self._named: tuple[dict[str, set[str]], ...] = tuple(defaultdict(set) for _ in FOLDS)
        self._proteins: dict[tuple[str, str], set[str]] = defaultdict(set)
        for gene, said in facts["Gene"].items():
            for name in (one for by in _NAMES for one in said.get(by, ())):
                for book, (fold, _) in zip(self._named, FOLDS, strict=True):
                    book[fold(name)].add(gene)
            for given in (*said.get(_NOTED, ()), *said.get(SAME, ())):
                for one in identifiers(given):
                    self._proteins[one.key].add(gene)
        self._numbered: dict[str, tuple[str, str]] = {}
        for gene, iri in _numbering(facts):
            said = facts["Transcript"].get(iri, {})
            for name in (iri, *said.get(MAKES, ()), *said.get(_NOTED, ())):
                held = re.split("[/:]", name)[-1]
                self._numbered.setdefault(held.partition(".")[0].upper(), (gene, held))

    def called(self, name: str) -> set[str]:
        """The genes of a name, the strictest reading that finds any."""
        return next(
            (book[fold(name)] for book, (fold, _) in zip(self._named, FOLDS, strict=True) if fold(name) in book), set()
        )

    def numbered(self, accession: str) -> tuple[str, str] | None:
        """The gene, and the accession as held, of a transcript that numbers as its gene's reference, or its protein."""
        return self._numbered.get(accession.upper().partition(".")[0])

    def of_protein(self, accession: str) -> set[str]:
        """The genes of an accession of UniProt."""
        return {gene for one in identifiers(f"UniProtKB:{accession}") for gene in self._proteins.get(one.key, ())}


def _numbering(facts: Facts) -> Iterator[tuple[str, str]]:
    """Each gene's transcripts that number as its reference does: that of its exons, and those of the same protein."""
    laid = {one for exon in facts["Exon"].values() for one in exon.get(KG + "onTranscript", ())}
    made = {iri: set(said.get(MAKES, ())) for iri, said in facts["Transcript"].items()}
    for gene, said in sorted(facts["Gene"].items()):
        held = sorted(said.get(KG + "hasTranscript", ()))
        isoforms = {protein for one in held if one in laid for protein in made.get(one, ())}
        yield from ((gene, one) for one in held if one in laid or made.get(one, set()) & isoforms)
