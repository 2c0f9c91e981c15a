"""From the genome to a gene's own names and back, as far as the exon table of its reference transcript goes.

HGVS names a deletion, duplication or insertion among equal bases as far 3' as it can stand. Which bases are equal the
genome alone tells, so the coding name of such a change is that of its place as it was told: the right change always,
though not always under the name that HGVS would choose.
"""

from __future__ import annotations

from typing import Final

from kg.model.change import Coding
from kg.model.database import GenomicPlace
from kg.model.gene import GeneModel, MisplacedError
from kg.model.genomic import GenomicChange, complement
from kg.sources.genomic import assemblies

ASSEMBLIES: Final = ("GRCh38", "GRCh37")
"""Those that exon tables have ends on."""


def coding_of(change: GenomicChange, gene: GeneModel) -> tuple[Coding, str] | None:
    """The coding name of a change and the assembly it was placed on; None where the gene's table does not hold it.

    A change without an assembly is placed on the one on which it lies in the gene, where that is one alone.
    """
    if change.chromosome != gene.chromosome:
        return None
    tried = [change.assembly] if change.assembly else ASSEMBLIES
    found = [(name, assembly) for assembly in tried if (name := _on(change, gene, assembly))]
    return found[0] if len(found) == 1 else None


def _on(change: GenomicChange, gene: GeneModel, assembly: str) -> Coding | None:
    backwards = gene.strand == "minus"
    at = change.leftmost() if backwards else change
    ends = (at.last, at.first) if backwards else (at.first, at.last)
    first, last = (gene.coding_at(end, assembly) for end in ends)
    if first is None or last is None:
        return None
    bases = (complement(at.reference), complement(at.inserted)) if backwards else (at.reference, at.inserted)
    return Coding(kind=at.kind, first=first, last=last, reference=bases[0], inserted=bases[1])


def genomic_of(coding: Coding, gene: GeneModel, assembly: str) -> GenomicChange | None:
    """Where a coding name of the reference transcript lies; None where the table does not say or no exon ends so."""
    try:
        gene.place(coding.first), gene.place(coding.last)
        ends = [gene.genomic(one, assembly) for one in (coding.first, coding.last)]
    except MisplacedError:
        return None
    if gene.chromosome is None or ends[0] is None or ends[1] is None:
        return None
    backwards = gene.strand == "minus"
    first, last = sorted((ends[0], ends[1]))
    told = "" if coding.reference.isdigit() else coding.reference
    return GenomicChange(
        assembly=assembly,
        chromosome=gene.chromosome,
        kind=coding.kind,
        first=first,
        last=last,
        reference=complement(told) if backwards else told,
        inserted=complement(coding.inserted) if backwards else coding.inserted,
        accession=assemblies().accession(assembly, gene.chromosome),
    )


def vcf_of(change: GenomicChange) -> GenomicPlace | None:
    """The change as VCF writes it; None where that needs a base of the genome which its name does not tell."""
    whole = len(change.reference) == change.last - change.first + 1
    if change.kind not in ("substitution", "delins", "inversion") or not whole or change.assembly is None:
        return None
    new = complement(change.reference) if change.kind == "inversion" else change.inserted
    return GenomicPlace(change.assembly, change.chromosome, change.first, change.reference, new)
