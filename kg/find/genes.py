"""Genes and transcripts by what people write before a change: symbols, other names, accessions of any version."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from kg.engine import Engine
from kg.find.folds import FOLDS
from kg.find.identifiers import identifiers
from kg.find.spelling import PROLOGUE
from kg.names import OBO

MAKES: Final = OBO + "RO_0002513"
"""From a transcript to its protein."""
_GENES: Final = """SELECT DISTINCT ?x ?name { ?x a kg:Gene ;
    rdfs:label|skos:altLabel|skos:hiddenLabel|kg:fullName ?name } ORDER BY ?x ?name"""
_MARKED: Final = "SELECT DISTINCT ?x ?id { ?x a kg:Gene ; skos:notation|skos:exactMatch ?id } ORDER BY ?x ?id"
_NUMBERED: Final = f"""SELECT DISTINCT ?gene ?t ?made ?noted WHERE {{
    {{ ?exon kg:onTranscript ?t . ?gene kg:hasTranscript ?t }}
    UNION {{ ?exon kg:onTranscript ?own . ?gene kg:hasTranscript ?own, ?t .
      ?own <{MAKES}> ?isoform . ?t <{MAKES}> ?isoform }}
    OPTIONAL {{ ?t <{MAKES}> ?made }} OPTIONAL {{ ?t skos:notation ?noted }} }} ORDER BY ?t ?made ?noted"""


class Genes:
    """The genes of a graph."""

    def __init__(self, engine: Engine) -> None:
        self._named: tuple[dict[str, set[str]], ...] = tuple(defaultdict(set) for _ in FOLDS)
        for row in engine.rows(PROLOGUE + _GENES):
            for book, (fold, _) in zip(self._named, FOLDS, strict=True):
                book[fold(row["name"].value)].add(row["x"].value)
        self._proteins: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in engine.rows(PROLOGUE + _MARKED):
            for one in identifiers(row["id"].value):
                self._proteins[one.key].add(row["x"].value)
        self._numbered: dict[str, tuple[str, str]] = {}
        for row in engine.rows(PROLOGUE + _NUMBERED):
            for name in ("t", "made", "noted"):
                held = re.split("[/:]", row[name].value)[-1] if name in row else ""
                if held:
                    self._numbered.setdefault(held.partition(".")[0].upper(), (row["gene"].value, held))

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
