"""The genes whose exons a graph lays out, read from the graph: it may be another gene's, or lie behind an endpoint."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from kg.engine import Engine, Row
from kg.find.spelling import PROLOGUE
from kg.model.gene import CodingPosition, Exon, GeneModel

_SPAN: Final = re.compile(r"c\.(\*?)(-?\d+) to c\.(\*?)(-?\d+)")
_EXONS: Final = """SELECT DISTINCT * WHERE {
    ?exon a kg:Exon ; kg:ofGene ?gene ; kg:onTranscript ?transcript ; kg:rank ?rank ; kg:codingSpan ?span ;
        kg:grch38Start ?start ; kg:grch38End ?end .
    ?gene kg:cytoband ?band ; kg:strand ?strand
    OPTIONAL { ?exon kg:grch37Start ?start37 ; kg:grch37End ?end37 } } ORDER BY ?gene ?rank"""


def layouts(engine: Engine) -> dict[str, GeneModel]:
    """The genes with their exons, by IRI: enough to lead from the genome to a coding name."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in engine.rows(PROLOGUE + _EXONS):
        rows[row["gene"].value].append(row)
    exons = {gene: [_exon(row) for row in mine] for gene, mine in rows.items()}
    return {
        gene: _gene(mine[0], [one for one in exons[gene] if one]) for gene, mine in rows.items() if all(exons[gene])
    }


def _gene(first: Row, exons: list[Exon]) -> GeneModel:
    symbol = first["gene"].value.rpartition("/")[2]
    return GeneModel(
        symbol=symbol,
        name=symbol,
        cytoband=first["band"].value,
        strand=first["strand"].value,
        reference_transcript=first["transcript"].value.rpartition("/")[2],
        exons=tuple(sorted(exons, key=lambda one: one.number)),
    )


def _exon(row: Row) -> Exon | None:
    found = _SPAN.fullmatch(row["span"].value)
    if found is None:
        return None
    first, last = CodingPosition(int(found[2]), 0, bool(found[1])), CodingPosition(int(found[4]), 0, bool(found[3]))
    start, end = int(row["start"].value), int(row["end"].value)
    length = end - start + 1
    coding = not first.after_stop and (last.after_stop or last.base > 0)
    # Where the exon holds the stop codon, its length tells how many of its bases lie before *1.
    line = first.base if first.base > 0 else first.base + 1
    stop = line + length - 1 - last.base if last.after_stop else last.base
    return Exon(
        number=int(row["rank"].value),
        first=first,
        last=last,
        length=length,
        coding=coding,
        cds_last=stop if coding else None,
        grch38_start=start,
        grch38_end=end,
        grch37_start=int(row["start37"].value) if "start37" in row else None,
        grch37_end=int(row["end37"].value) if "end37" in row else None,
    )
