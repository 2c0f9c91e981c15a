"""Where the parts of a gene lie: domains on its protein, exons and introns of its reference transcript, to scale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.analysis import People
from kg.engine import Engine, Row
from kg.find import Ref
from kg.lexicon.spelling import PROLOGUE, reference
from kg.names import KG

_SPAN: Final = re.compile(r"c\.(\S+) to c\.(\S+)")
_CODON: Final = 3


@dataclass(frozen=True, slots=True)
class DomainSpan:
    """A stretch of the protein, from one residue to another."""

    ref: Ref
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ExonSpan:
    """`span` is in coding positions, as the reference writes it. `low` to `high` is what it codes, in residues from 0.

    A residue whose codon lies in two exons is shared by them; an exon that codes for nothing has no length.
    """

    ref: Ref
    rank: int
    span: str
    low: float
    high: float

    @property
    def codes(self) -> bool:
        """Whether any of the protein is coded here."""
        return self.high > self.low


@dataclass(frozen=True, slots=True)
class IntronSpot:
    """`at` is where it interrupts the protein, in residues from 0."""

    ref: Ref
    rank: int
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneLayout:
    """All of it. `length` is that of the protein in residues, as far as the last domain reaches."""

    gene: Ref
    transcript: Ref | None
    length: int
    domains: tuple[DomainSpan, ...]
    exons: tuple[ExonSpan, ...]
    introns: tuple[IntronSpot, ...]


def gene_layout(engine: Engine, gene: str) -> GeneLayout | None:
    """The layout of a gene; None where no domain of it is known, as of genes that come with imported people."""
    rows = engine.rows(f"""{PROLOGUE}
        SELECT DISTINCT ?x ?label ?gene ?first ?last ?rank ?span ?kind ?transcript ?name WHERE {{
          {{ ?x kg:ofGene {reference(gene)} ; kg:firstResidue ?first ; kg:lastResidue ?last }}
          UNION {{ VALUES ?kind {{ kg:Exon kg:Intron }} ?x kg:ofGene {reference(gene)} ; a ?kind ; kg:rank ?rank
                   OPTIONAL {{ ?x kg:codingSpan ?span }}
                   OPTIONAL {{ ?x kg:onTranscript ?transcript . ?transcript rdfs:label ?name }} }}
          ?x rdfs:label ?label . {reference(gene)} rdfs:label ?gene }} ORDER BY ?x""")
    domains = [DomainSpan(_ref(row), int(row["first"].value), int(row["last"].value)) for row in rows if "first" in row]
    if not domains:
        return None
    length = max(one.last for one in domains)
    placed = sorted((row for row in rows if "rank" in row), key=lambda row: int(row["rank"].value))
    exons = [_exon(row, length) for row in placed if row["kind"].value == KG + "Exon"]
    ends = {one.rank: one.high for one in exons}
    ranked = ((int(row["rank"].value), row) for row in placed if row["kind"].value == KG + "Intron")
    told = next((row for row in placed if "transcript" in row), None)
    return GeneLayout(
        gene=Ref(gene, rows[0]["gene"].value),
        transcript=Ref(told["transcript"].value, told["name"].value) if told else None,
        length=length,
        domains=tuple(sorted(domains, key=lambda one: (one.first, -one.last, one.ref.iri))),
        exons=tuple(exons),
        introns=tuple(IntronSpot(_ref(row), rank, ends.get(rank, 0.0)) for rank, row in ranked),
    )


def subject_gene(engine: Engine) -> Ref | None:
    """The gene that the graph is about."""
    rows = engine.rows(f"{PROLOGUE} SELECT ?x ?label WHERE {{ ?x a kg:SubjectGene ; rdfs:label ?label }} ORDER BY ?x")
    return _ref(rows[0]) if rows else None


def genes_with_variants(people: People) -> tuple[tuple[Ref, int], ...]:
    """The genes that variants are of, each with how many, by name."""
    found = people.links["kg:ofGene"][people.typed(KG + "Variant")].indices
    numbers, counts = np.unique(found, return_counts=True)
    each = zip(people.refs(numbers.tolist()), counts.tolist(), strict=True)
    return tuple(sorted(each, key=lambda one: one[0].label))


def _ref(row: Row) -> Ref:
    return Ref(row["x"].value, row["label"].value)


def _exon(row: Row, length: int) -> ExonSpan:
    span = row["span"].value if "span" in row else ""
    found = _SPAN.fullmatch(span)
    low, high = (_residues(one, length) for one in found.groups()) if found else (0.0, 0.0)
    # The first base of an exon counts with it: what it codes begins before that base.
    return ExonSpan(_ref(row), int(row["rank"].value), span, max(0.0, low - 1 / _CODON), high)


def _residues(position: str, length: int) -> float:
    """How much of the protein is coded up to a position and with it: none before the start, all behind the stop."""
    if position.startswith("*"):
        return float(length)
    return max(0.0, min(int(position) / _CODON, float(length)))
