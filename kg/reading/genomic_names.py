"""Names on the genome in running text, as the coding names that they are on the gene of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.model.gene import GeneModel
from kg.reading.spellings import PrintedName, Sureness, plain_signs
from kg.sources.genomic import read_genomic
from kg.sources.hgvs import HgvsError
from kg.sources.placed import coding_of

_NAMES: Final = re.compile(
    r"(?<![\w.-])(?:(?:GRCh|hg)\d\d[\s:,]{0,2})?(?:NC_\d{6}\.\d{1,2}\s?:\s?g\.\s?|chr(?:omosome)?\s?(?:\d{1,2}"
    r"|X)\s?:\s?(?:g\.)?\s?)"
    r"\d{4,9}(?:_\d{4,9})?\s?(?:[ACGT]{1,50}\s?>\s?[ACGT]{1,50}|del[ACGT]{0,50}|dup[ACGT]{0,50})(?!\w)"
    r"|(?<![\w.-])(?:chr)?(?:\d{1,2}|X)[-:]\d{6,9}[-:][ACGT]{1,50}[->][ACGT]{1,50}(?!\w)"
)
_ASSEMBLY: Final = re.compile(r"\b(?:GRCh3[78]|hg19|hg38)\b")


def genomic_names(text: str, gene: GeneModel) -> Iterator[PrintedName]:
    """The names on the genome that lie in a gene, with their coding names; those that lie elsewhere are left out."""
    for match in _NAMES.finditer(plain_signs(text)):
        written = re.sub(r"\s", "", match[0])
        beside = _ASSEMBLY.search(text, max(0, match.start() - 30), match.end() + 30)
        if beside and not written.startswith(("NC_", "GRCh", "hg")):
            written = f"{beside[0]} {written}"
        try:
            placed = coding_of(read_genomic(written), gene)
        except HgvsError:
            continue
        if placed is not None:
            name, assembly = placed
            yield PrintedName(
                start=match.start(),
                end=match.end(),
                printed=text[match.start() : match.end()],
                sure=Sureness.NAMED,
                coding=name,
                gene=gene.symbol,
                fault=f"reckoned from its place on {assembly}",
            )
