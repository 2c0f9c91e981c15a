"""What the gene says of a variant's names: whether they start from what it has there, and what `kg check` would say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.model.gene import GeneModel
from kg.reading.spellings import PrintedName
from kg.reading.variants.named_change import NamedTwice
from kg.sources.agreement import disagreements
from kg.sources.checks_variants import against_gene
from kg.sources.schema import VariantFile


def fits(name: PrintedName, gene: GeneModel) -> bool:
    """Whether a name starts from the residues or bases that the gene has there."""
    return not any(disagreements(name.coding, name.protein, gene)) and (
        name.protein is None or name.protein.last.number <= gene.protein_length
    )


def faults_of(facts: Mapping[str, object], named: NamedTwice, gene: GeneModel | None) -> Iterator[str]:
    """Why the names of a variant may be wrong, as `kg check` tells it."""
    coding = named.one.coding or (named.two.coding if named.two else None)
    protein = named.one.protein or (named.two.protein if named.two else None)
    if named.one.counted_in:
        yield _from_intron(named.one, gene)
    if gene is None or not gene.exons:
        return
    known = gene.reference_transcript or ""
    told = str(facts.get("transcript", known))
    if told.partition(".")[0] not in {
        one.partition(".")[0] for t in gene.transcripts for one in (t.id, t.ensembl or t.id)
    }:
        yield f"counted on {told}, which is no transcript of {gene.symbol} in the reference data"
    numbers = {key: facts[key] for key in ("exon", "intron") if key in facts and not named.one.counted_in}
    file = VariantFile.model_validate({"gene": gene.symbol, **numbers})
    for _, _, what, fix in against_gene(file, coding, protein, gene):
        yield f"{what}; right would be: {fix}"


def _from_intron(name: PrintedName, gene: GeneModel | None) -> str:
    what = f"{name.printed} counts from an intron, and is not converted"
    exon = next((one for one in gene.exons if one.number == name.counted_in), None) if gene else None
    after = next((one for one in gene.exons if one.number == (name.counted_in or 0) + 1), None) if gene else None
    match = re.search(r"([-+−–])\s?(\d+)(.*)$", name.printed[3:])
    if gene is None or exon is None or after is None or match is None:
        return what
    sign = "+" if match[1] == "+" else "-"
    edge = exon.last if sign == "+" else after.first
    return f"{what}; by the exon table of {gene.reference_transcript} it would be c.{edge}{sign}{match[2]}{match[3]}"
