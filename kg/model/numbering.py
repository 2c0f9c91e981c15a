"""Which names count as on the reference transcript: the coding part of an isoform is one on all its transcripts.

Versions of one accession are not told apart here: those of a transcript that the gene model knows code for one protein.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.model.change import Coding
from kg.model.gene import GeneModel, Transcript


@dataclass(frozen=True)
class Numbering:
    """The transcripts and proteins of one gene, as names count on them; accessions with or without version."""

    gene: GeneModel

    def knows(self, accession: str) -> bool:
        """Whether it is a transcript of the gene."""
        return _bare(accession) in self._own

    def alike(self, accession: str) -> bool:
        """Whether the coding part counts on this transcript as on the reference."""
        return _bare(accession) in self._alike

    def counts(self, accession: str, coding: Coding) -> bool:
        """Whether a name on this transcript is the same name on the reference; untranslated parts differ."""
        inside = all(one.base > 0 and not one.after_stop for one in (coding.first, coding.last))
        return _bare(accession) in (self._alike if inside else self._reference)

    def protein_alike(self, accession: str) -> bool:
        """Whether residues count on this protein as on that of the reference."""
        return _bare(accession) in self._proteins

    @cached_property
    def _reference(self) -> frozenset[str]:
        return _names(one for one in self.gene.transcripts if one.id == self.gene.reference_transcript)

    @cached_property
    def _same(self) -> tuple[Transcript, ...]:
        isoforms = {one.isoform for one in self.gene.transcripts if one.id == self.gene.reference_transcript}
        return tuple(one for one in self.gene.transcripts if one.isoform and one.isoform in isoforms)

    @cached_property
    def _alike(self) -> frozenset[str]:
        return self._reference | _names(self._same)

    @cached_property
    def _own(self) -> frozenset[str]:
        return _names(self.gene.transcripts)

    @cached_property
    def _proteins(self) -> frozenset[str]:
        reference = (one for one in self.gene.transcripts if one.id == self.gene.reference_transcript)
        made = {one.protein for one in (*reference, *self._same)} | {self.gene.protein_accession}
        return frozenset(_bare(name) for name in made if name)


def _names(transcripts: Iterable[Transcript]) -> frozenset[str]:
    return frozenset(_bare(name) for one in transcripts for name in (one.id, one.ensembl) if name)


def _bare(accession: str) -> str:
    return accession.partition(".")[0].upper()
