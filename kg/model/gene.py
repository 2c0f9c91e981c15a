"""A gene as its reference transcript lays it out: which exon, intron, residue and domain a position falls in.

Nothing here knows a particular gene; the numbers come from `kg/reference`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Self

from kg.errors import KgError

STOP: Final = "*"
"""How a stop is written among residues."""
AMINO: Final[dict[str, str]] = dict(
    zip(
        "ARNDCQEGHILKMFPSTWYV",
        re.findall("...", "AlaArgAsnAspCysGlnGluGlyHisIleLeuLysMetPheProSerThrTrpTyrVal"),
        strict=True,
    )
)
"""One letter to three letters."""


class MisplacedError(KgError, ValueError):
    """A position that the gene does not have; `fix` says what would be right."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what}; {fix}")
        self.what, self.fix = what, fix


@dataclass(frozen=True, slots=True)
class CodingPosition:
    """A coding (c.) position: 1754 is a base of the coding part, -180 before it, `after_stop` 36 is *36.

    `offset` leads into an intron: c.1754-1 is the last base before the exon that starts at 1754.
    """

    base: int
    offset: int = 0
    after_stop: bool = False

    def __str__(self) -> str:
        return f"{'*' if self.after_stop else ''}{self.base}{f'{self.offset:+d}' if self.offset else ''}"

    @property
    def coding(self) -> bool:
        """Whether it is a base of the coding part itself (stop codon included)."""
        return not self.offset and not self.after_stop and self.base > 0


@dataclass(frozen=True, slots=True)
class GeneIdentifier:
    """A name in someone's scheme (`HGNC`, `HGNC:2433`)."""

    scheme: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A transcript with its protein; RefSeq or Ensembl accession with version."""

    id: str
    protein: str | None = None
    ensembl: str | None = None
    status: str | None = None
    isoform: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exon:
    """An exon of the reference transcript; genomic ends are 1-based and inclusive, low to high."""

    number: int
    first: CodingPosition
    last: CodingPosition
    length: int
    coding: bool
    cds_first: int | None = None
    cds_last: int | None = None
    aa_first: int | None = None
    aa_last: int | None = None
    grch38_start: int
    grch38_end: int
    grch37_start: int | None = None
    grch37_end: int | None = None

    def ends(self, assembly: str) -> tuple[int, int] | None:
        """Its ends on an assembly, low to high; None where they are not known."""
        if assembly == "GRCh38":
            return self.grch38_start, self.grch38_end
        if assembly == "GRCh37" and self.grch37_start is not None and self.grch37_end is not None:
            return self.grch37_start, self.grch37_end
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProteinDomain:
    """A stretch of the protein, residues inclusive. `inferred`: not an annotated feature of the source.

    `lobe` is N or C for a lobe of the kinase domain.
    """

    name: str
    first: int
    last: int
    source: tuple[str, ...] = ()
    inferred: bool = False
    kinase: bool = False
    lobe: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceInGene:
    """Where a position lies: in an exon or in an intron; `residue` only for a base that codes for one."""

    exon: int | None = None
    intron: int | None = None
    residue: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneModel:
    """A gene with the layout of its reference transcript. A gene that is only named has no exons.

    `sequence` holds the residues in one letter each; empty where none was read.
    """

    symbol: str
    name: str
    identifiers: tuple[GeneIdentifier, ...] = ()
    aliases: tuple[str, ...] = ()
    cytoband: str | None = None
    strand: str = "plus"
    transcripts: tuple[Transcript, ...] = ()
    reference_transcript: str | None = None
    exons: tuple[Exon, ...] = ()
    domains: tuple[ProteinDomain, ...] = ()
    protein_accession: str | None = None
    protein_length: int = 0
    sequence: str = ""

    @property
    def cds_length(self) -> int:
        """Bases from the start codon to the end of the stop codon."""
        return max((exon.cds_last or 0 for exon in self.exons), default=0)

    @property
    def introns(self) -> tuple[int, ...]:
        """Intron numbers: intron n lies between exon n and exon n + 1."""
        return tuple(exon.number for exon in self.exons[:-1])

    def line(self, position: CodingPosition) -> int:
        """The position on one line without gaps (there is no c.0); the offset is left out."""
        if position.after_stop:
            return self.cds_length + position.base
        return position.base if position.base > 0 else position.base + 1

    def exon_of(self, position: CodingPosition) -> Exon:
        """The exon that holds the base of a position, whatever its offset; raises `MisplacedError`."""
        at = self.line(position)
        for exon in self.exons:
            if self.line(exon.first) <= at <= self.line(exon.last):
                return exon
        ends = f"c.{self.exons[0].first} to c.{self.exons[-1].last}" if self.exons else "no known exon"
        raise MisplacedError(f"c.{position} lies outside {self.symbol}", f"a position within {ends}")

    def place(self, position: CodingPosition) -> PlaceInGene:
        """The exon or intron of a position, and its residue; raises `MisplacedError` if no exon ends so."""
        exon = self.exon_of(position)
        if not position.offset:
            codon = (position.base + 2) // 3 if position.coding else None
            return PlaceInGene(exon.number, None, codon if codon and codon <= self.protein_length else None)
        edge = exon.last if position.offset > 0 else exon.first
        if self.line(position) != self.line(edge):
            side = "last" if position.offset > 0 else "first"
            right = CodingPosition(edge.base, position.offset, edge.after_stop)
            raise MisplacedError(
                f"c.{position} counts from a base inside exon {exon.number}, so it is in no intron",
                f"count from its {side} base, as in c.{right}",
            )
        intron = exon.number if position.offset > 0 else exon.number - 1
        if intron not in self.introns:
            raise MisplacedError(f"c.{position} points out of the transcript", f"an intron of 1 to {self.introns[-1]}")
        return PlaceInGene(None, intron, None)

    @property
    def chromosome(self) -> str | None:
        """The chromosome that the cytoband names (`5` for 5q32)."""
        match = re.match(r"\d+|[XY]", self.cytoband or "")
        return match[0] if match else None

    def genomic(self, position: CodingPosition, assembly: str = "GRCh38") -> int | None:
        """The position (1-based) of a coding position on an assembly; None where its exon table has none there."""
        exon = self.exon_of(position)
        ends = exon.ends(assembly)
        if ends is None:
            return None
        steps = self.line(position) - self.line(exon.first) + position.offset
        return ends[1] - steps if self.strand == "minus" else ends[0] + steps

    def coding_at(self, position: int, assembly: str = "GRCh38") -> CodingPosition | None:
        """The coding position of a genomic one; None outside of the transcript, or where the table has no ends.

        In an intron it counts from the nearer exon, in the very middle from the one before (HGVS).
        """
        before: tuple[int, CodingPosition] | None = None
        for exon in self.exons:
            ends = exon.ends(assembly)
            if ends is None:
                return None
            steps = ends[1] - position if self.strand == "minus" else position - ends[0]
            if 0 <= steps < exon.length:
                return self._from_line(self.line(exon.first) + steps)
            if steps < 0:  # in the intron before this exon
                if before is None:
                    return None
                far, edge = before
                near = replace(exon.first, offset=steps)
                return replace(edge, offset=far) if far <= -steps else near
            before = steps - exon.length + 1, exon.last
        return None

    def _from_line(self, at: int) -> CodingPosition:
        if at > self.cds_length:
            return CodingPosition(at - self.cds_length, after_stop=True)
        return CodingPosition(at if at > 0 else at - 1)

    def domains_of(self, first_residue: int, last_residue: int) -> tuple[ProteinDomain, ...]:
        """The domains that a stretch of residues touches, in the order of the protein."""
        return tuple(d for d in self.domains if d.first <= last_residue and first_residue <= d.last)

    def residue(self, number: int) -> str | None:
        """The residue (three letters) at a place of the protein, `STOP` behind its end; None where none is known."""
        if self.sequence and number == len(self.sequence) + 1:
            return STOP
        return AMINO[self.sequence[number - 1]] if 0 < number <= len(self.sequence) else None

    def faults(self) -> Iterator[str]:
        """What contradicts itself in this layout; a sound one yields nothing."""
        for exon in self.exons:
            if self.line(exon.last) - self.line(exon.first) + 1 != exon.length:
                yield f"exon {exon.number}: c.{exon.first} to c.{exon.last} are not {exon.length} bases"
            if exon.grch38_end - exon.grch38_start + 1 != exon.length:
                yield f"exon {exon.number}: its GRCh38 ends do not span {exon.length} bases"
        for one, two in zip(self.exons, self.exons[1:], strict=False):
            if two.number != one.number + 1 or self.line(two.first) != self.line(one.last) + 1:
                yield f"exon {two.number} does not follow exon {one.number} without a gap"
        if self.exons and self.cds_length != 3 * self.protein_length + 3:
            yield f"{self.cds_length} coding bases do not make {self.protein_length} residues and a stop"
        if self.sequence and len(self.sequence) != self.protein_length:
            yield f"the sequence has {len(self.sequence)} residues, and the protein {self.protein_length}"
        for domain in self.domains:
            if not 1 <= domain.first <= domain.last <= self.protein_length:
                yield f"domain {domain.name}: residues {domain.first} to {domain.last} are not in the protein"

    def sound(self) -> Self:
        """This gene, when its layout does not contradict itself; raises `MisplacedError` otherwise."""
        found = list(self.faults())
        if found:
            raise MisplacedError(
                f"the layout of {self.symbol} contradicts itself: {'; '.join(found)}", "a table that agrees"
            )
        return self
