"""The genes whose exons a graph lays out, read from the graph: it may be another gene's, or lie behind an endpoint."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final, TypeAlias

from kg.model.gene import CodingPosition, Exon, GeneModel
from kg.names import KG, OBO

MAKES: Final = OBO + "RO_0002513"
"""From a transcript to its protein."""
_SPAN: Final = re.compile(r"c\.(\*?)(-?\d+) to c\.(\*?)(-?\d+)")
_OF: Final = tuple(KG + one for one in ("ofGene", "onTranscript", "rank", "codingSpan", "grch38Start", "grch38End"))
_GENE, _TRANSCRIPT, _RANK, _CODING, _START, _END = _OF
_START37, _END37 = KG + "grch37Start", KG + "grch37End"
_BAND, _STRAND = KG + "cytoband", KG + "strand"
FACTS: Final = ("Exon", "Gene", "ProteinDomain", "Transcript", "Variant")
Facts: TypeAlias = dict[str, dict[str, Mapping[str, list[str]]]]
"""What the index keeps whole, each kind by IRI."""
LAYOUT: Final = (*_OF, _START37, _END37, _BAND, _STRAND, KG + "hasTranscript")
"""The properties that lay a gene out."""


def laid_out(things: Mapping[str, Mapping[str, list[str]]]) -> dict[str, GeneModel]:
    """The genes with their exons, by IRI: enough to lead from the genome to a coding name."""
    exons: dict[str, list[Mapping[str, list[str]]]] = defaultdict(list)
    for said in things.values():
        if all(said.get(name) for name in _OF):
            exons[said[_GENE][0]].append(said)
    found = {}
    for gene, mine in sorted(exons.items()):
        read, own = [_exon(one) for one in mine], things.get(gene, {})
        if all(read) and own.get(_BAND) and own.get(_STRAND):
            symbol = gene.rpartition("/")[2]
            found[gene] = GeneModel(
                symbol=symbol,
                name=symbol,
                cytoband=own[_BAND][0],
                strand=own[_STRAND][0],
                reference_transcript=mine[0][_TRANSCRIPT][0].rpartition("/")[2],
                exons=tuple(sorted((one for one in read if one), key=lambda one: one.number)),
            )
    return found


def _exon(said: Mapping[str, list[str]]) -> Exon | None:
    found = _SPAN.fullmatch(said[_CODING][0])
    if found is None:
        return None
    first, last = CodingPosition(int(found[2]), 0, bool(found[1])), CodingPosition(int(found[4]), 0, bool(found[3]))
    start, end = int(said[_START][0]), int(said[_END][0])
    length = end - start + 1
    coding = not first.after_stop and (last.after_stop or last.base > 0)
    # Where the exon holds the stop codon, its length tells how many of its bases lie before *1.
    line = first.base if first.base > 0 else first.base + 1
    stop = line + length - 1 - last.base if last.after_stop else last.base
    return Exon(
        number=int(said[_RANK][0]),
        first=first,
        last=last,
        length=length,
        coding=coding,
        cds_last=stop if coding else None,
        grch38_start=start,
        grch38_end=end,
        grch37_start=int(said[_START37][0]) if said.get(_START37) else None,
        grch37_end=int(said[_END37][0]) if said.get(_END37) else None,
    )
