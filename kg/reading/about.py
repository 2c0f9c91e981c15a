"""Whether a text is about the disease of the gene that the graph is about, though it names no gene."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.sources.reference import ReferenceData
from kg.texts.text import Text

_SHORT: Final = re.compile(r"\b[A-Z]{4,}(?=\d*\b)")
"""Short names of diseases as they stand in their long ones: `HDLS1; ALSP`."""


def gene_meant(text: Text, reference: ReferenceData) -> str | None:
    """The symbol of the one gene whose symbol, or a short name of whose disease, the text has; else None."""
    words = " ".join((*(one.text for one in text.passages), *(table.caption for table in text.tables)))
    found = {gene for name, gene in _names(reference) if re.search(rf"\b{re.escape(name)}\d*\b", words)}
    return found.pop() if len(found) == 1 else None


def _names(reference: ReferenceData) -> Iterator[tuple[str, str]]:
    laid_out = [gene.symbol for gene in reference.genes.values() if gene.exons]
    for symbol in laid_out:
        yield symbol, symbol
    if len(laid_out) == 1:
        for disease in reference.gene_document.get("diseases", ()):
            yield from ((name, laid_out[0]) for name in _SHORT.findall(disease["name"]))
