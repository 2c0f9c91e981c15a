"""Genes that the packets of one cohort name in ways that do not agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model.packet import GeneName, Packet


@dataclass(slots=True)
class Called:
    """What packets called each gene so far: its first symbol by its id, and its first id by its symbol."""

    symbols: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def disagree(self, packet: Packet) -> Iterator[tuple[str, str]]:
        """What is wrong with the genes of a packet beside those before it, and what would be right."""
        for gene in dict.fromkeys(call.gene for call in packet.calls if call.gene):
            if gene.id and not gene.known and gene.symbol != gene.id:
                yield from self._compare(gene)

    def _compare(self, gene: GeneName) -> Iterator[tuple[str, str]]:
        symbol = gene.symbol.casefold()
        before = self.symbols.setdefault(gene.id, gene.symbol)
        if before.casefold() != symbol:
            yield f"{gene.id} is called {gene.symbol} here and {before} in an earlier packet; it is one gene", before
        other = self.ids.setdefault(symbol, gene.id)
        if other != gene.id:
            yield f"{gene.symbol} is {gene.id} here and {other} in an earlier packet; they are two genes", "one id"
