"""What packets of a cohort can be told only beside those before them: names, genes called two ways, variants alike."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.model.packet import GeneName
from kg.names import term
from kg.triples.terms import Triple, iri


@dataclass(slots=True)
class PacketKeys:
    """What names each packet so far in IRIs; digests of their ids, not the ids: a few bytes each."""

    taken: dict[str, bytes] = field(default_factory=dict)

    def key(self, identifier: str, names: Iterable[str]) -> str | None:
        """The first of its names that is free, or None when this packet came before.

        Ids that differ in signs or case alone, or far behind, have one plain name: the first of them gets it.
        """
        mine = _short(identifier)
        for key in names:
            if key not in self.taken:
                self.taken[key] = mine
                return key
            if self.taken[key] == mine:
                return None
        return None


@dataclass(slots=True)
class Called:
    """What packets called each gene so far: its first symbol by its id, and its first id by its symbol."""

    symbols: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def disagree(self, genes: Iterable[GeneName]) -> Iterator[tuple[str, str]]:
        """What is wrong with the genes of a packet beside those before it, and what would be right."""
        for gene in genes:
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


@dataclass(slots=True)
class Kin:
    """Variants that may be one, by what they share: a name on another version, or a place."""

    shared: dict[bytes, list[str]] = field(default_factory=dict)

    def pairs(self, found: Iterable[tuple[str, str]]) -> Iterator[Triple]:
        """Each variant that shares a key with some before it, linked to them; once for every two.

        Said from the same one whichever of them came first.
        """
        for key, node in found:
            kin = self.shared.setdefault(_short(key), [])
            if node not in kin:
                pairs = (sorted((node, other)) for other in kin)
                yield from ((one, term("possiblySameVariantAs"), iri(other)) for one, other in pairs)
                kin.append(node)


def _short(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
