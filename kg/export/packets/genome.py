"""Where variants lie on the genome, worked out from their coding names by the gene that the graph lays out.

A place is given where nothing speaks against the bases that a name takes for those of the reference. VCF wants every
base that goes, and one beside an insertion or deletion: where the name does not tell them, HGVS g. alone is given.
Among equal bases HGVS puts a change at the end of its own strand; which these are the genome alone tells, so that a
deletion or duplication stands where the coding name has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any, Final, Self

from kg.engine import Engine
from kg.export.packets.nodes import Node
from kg.lexicon.layout import LAYOUT, laid_out
from kg.lexicon.reading import statements
from kg.model.change import Coding
from kg.model.gene import GeneModel
from kg.model.genomic import GenomicChange
from kg.model.packet_words import VCF
from kg.names import KG
from kg.sources.agreement import disagreements, splice_bases
from kg.sources.hgvs import HgvsError, parse_coding
from kg.sources.phenopackets.genes import KnownGenes
from kg.sources.placed import genomic_of, vcf_of

_ASSEMBLY: Final = "GRCh38"


@dataclass(frozen=True, slots=True)
class Places:
    """The genes of one release that have exons, by IRI."""

    genes: Mapping[str, GeneModel]

    @classmethod
    def of(cls, engine: Engine) -> Self:
        """Those of a graph. It lays out exons and no residues, which are known of the genes that ship."""
        shipped = KnownGenes.shipped().models
        found = {}
        for iri, model in laid_out(statements(engine, LAYOUT)).items():
            known = shipped.get(model.symbol)
            same = known is not None and known.reference_transcript == model.reference_transcript
            found[iri] = known if known and same else model
        return cls(found)

    def change(self, variant: Node) -> GenomicChange | None:
        """The change on the genome; None where the names leave it open, or take bases that the reference has not."""
        gene = next((self.genes[iri] for iri in variant.values(KG + "ofGene") if iri in self.genes), None)
        names = variant.values(KG + "hgvsCoding")
        if gene is None or len(names) != 1:
            return None
        try:
            coding = parse_coding(names[0])
        except HgvsError:
            return None
        return genomic_of(coding, gene, _ASSEMBLY) if _sound(coding, gene) else None


def _sound(coding: Coding, gene: GeneModel) -> bool:
    return not any((*splice_bases(coding), *disagreements(coding, None, gene)))


def vcf_record(change: GenomicChange) -> dict[str, Any]:
    """The record of VCF; empty where it needs a base that the name does not tell."""
    at = vcf_of(change)
    return dict(zip(VCF, astuple(at), strict=True)) if at else {}
