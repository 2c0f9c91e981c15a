"""Genes of a packet: the owner's id says which gene it is, the symbol only what it is called.

A gene of the reference data keeps its name there, whatever a packet calls it. Of others an HGNC, NCBI or Ensembl id is
the identity, and a symbol only where no id is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Self

from kg.model import VariantName
from kg.model.gene import GeneModel
from kg.model.numbering import Numbering
from kg.model.packet import GeneName
from kg.settings import PACKAGE
from kg.sources.phenopackets.notes import PacketNotes, Steps
from kg.sources.reference import read_reference
from kg.sources.twins import Twins

_GENE_ID: Final = re.compile(r"[A-Za-z]+:[\w.:-]{1,60}", re.ASCII)
_SYMBOL: Final = re.compile(r"[A-Za-z][\w.@-]{0,40}")
_ENSEMBL: Final = re.compile(r"(?:ensembl:)?(ENSG\d{11})(?:\.\d+)?", re.ASCII | re.IGNORECASE)
_NUMBERED: Final = re.compile(r"([A-Za-z]+(?: gene)?):(?:HGNC:)?(\d{1,9})", re.ASCII | re.IGNORECASE)
_SCHEMES: Final = {
    "hgnc": "HGNC",
    **dict.fromkeys(("ncbigene", "ncbi gene", "entrez", "entrezgene", "geneid", "gene"), "NCBIGene"),
}


def identity(identifier: str) -> tuple[str, str] | None:
    """Scheme and CURIE of an id that is a gene's identity; None for other schemes.

    >>> identity("hgnc:2433"), identity("ENSG00000182578.15"), identity("OMIM:164770")
    (('HGNC', 'HGNC:2433'), ('Ensembl', 'Ensembl:ENSG00000182578'), None)
    """
    if match := _ENSEMBL.fullmatch(identifier):
        return "Ensembl", f"Ensembl:{match[1].upper()}"
    match = _NUMBERED.fullmatch(identifier)
    scheme = _SCHEMES.get(match[1].lower()) if match else None
    return (scheme, f"{scheme}:{int(match[2])}") if match and scheme else None


@dataclass(frozen=True)
class KnownGenes:
    """The genes of the reference data, by their ids and by the names they have there."""

    models: Mapping[str, GeneModel]
    ids: Mapping[str, str]
    names: Mapping[str, frozenset[str]]
    numberings: Mapping[str, Numbering]
    twins: Twins

    @classmethod
    def of(cls, models: Mapping[str, GeneModel], held: Iterable[VariantName] = ()) -> Self:
        """Those of a reference; `held` are the variants that papers name, which protein names may stand for."""
        ids = {curie: symbol for symbol, model in models.items() for _, curie in _ids(model)}
        names: dict[str, frozenset[str]] = {}
        for symbol, model in models.items():
            for name in (symbol, *model.aliases):
                names[name.casefold()] = names.get(name.casefold(), frozenset()) | {symbol}
        laid_out = {symbol: Numbering(model) for symbol, model in models.items() if model.exons}
        return cls(models, ids, names, laid_out, Twins(frozenset(held), models))

    @classmethod
    @lru_cache(maxsize=1)
    def shipped(cls) -> Self:
        """Those of the reference data that ships."""
        return cls.of(read_reference(PACKAGE / "reference").genes)

    def read(self, value: dict[str, Any], steps: Steps, notes: PacketNotes) -> GeneName | None:
        """The gene that a packet names; what contradicts the reference data is told."""
        symbol, written = value.get("symbol", "").strip(), value.get("valueId", "").strip()
        if symbol and not _SYMBOL.fullmatch(symbol):
            notes.warn((*steps, "symbol"), f"{symbol[:60]!r} is no gene symbol", "as in TOY1", "gene")
        known = identity(written)
        if written and known is None and not _GENE_ID.fullmatch(written):
            notes.warn((*steps, "valueId"), f"{written[:60]!r} is no identifier", "as in HGNC:2433", "gene")
            written = ""
        if known:
            return self._identified(symbol, *known, steps, notes)
        if not symbol:
            return GeneName(written, written, written) if written else None
        return self._named(symbol, written, steps, notes)

    def _identified(self, symbol: str, scheme: str, curie: str, steps: Steps, notes: PacketNotes) -> GeneName:
        called = self.names.get(symbol.casefold(), frozenset())
        ours = self.ids.get(curie) or self._lacking(symbol, scheme)
        if ours:
            if symbol and ours not in called:
                what = f"{curie} is {ours} in the reference data, and {symbol[:40]!r} is no name of it there"
                notes.warn((*steps, "symbol"), f"{what}; it is read as {ours}", f"{ours}, or another id", "gene-symbol")
            return self._ours(ours)
        if called:
            theirs = ", ".join(sorted(called))
            what = f"{symbol} is a name of {theirs}, which {curie} is not; read as the gene {curie}"
            notes.warn((*steps, "valueId"), what, f"the id of {theirs}, or another symbol", "gene-id")
            symbol = ""
        key = curie.partition(":")[2].lower() if scheme == "Ensembl" else curie.lower().replace(":", "-")
        return GeneName(symbol or curie, curie, key)

    def _lacking(self, symbol: str, scheme: str) -> str | None:
        """The gene of that very symbol, where the reference data has no id of that scheme for it."""
        for ours in self.names.get(symbol.casefold(), ()):
            if ours.casefold() == symbol.casefold() and not any(one == scheme for one, _ in _ids(self.models[ours])):
                return ours
        return None

    def _named(self, symbol: str, written: str, steps: Steps, notes: PacketNotes) -> GeneName:
        called = sorted(self.names.get(symbol.casefold(), ()))
        exact = [one for one in called if one.casefold() == symbol.casefold()]
        if len(exact or called) == 1:
            ours = (exact or called)[0]
            if not exact:
                what = f"{symbol} is an alias of {ours}, and no id says which gene is meant; it is read as {ours}"
                notes.warn((*steps, "symbol"), what, f"{ours} with its id", "gene-alias")
            return self._ours(ours)
        return GeneName(symbol, written, symbol.upper())

    def _ours(self, symbol: str) -> GeneName:
        return GeneName(symbol, "", symbol, known=True)

    def numbering(self, gene: GeneName | None, transcripts: Iterator[str] | tuple[str, ...] = ()) -> Numbering | None:
        """How names of a gene count; without a gene, that of the one gene that has one of the transcripts."""
        if gene is not None:
            return self.numberings.get(gene.symbol) if gene.known else None
        told = [*transcripts]
        found = [one for one in self.numberings.values() if any(one.knows(name) for name in told)]
        return found[0] if len(found) == 1 else None


def _ids(model: GeneModel) -> Iterator[tuple[str, str]]:
    for one in model.identifiers:
        found = identity(one.id) or identity(f"{one.scheme}:{one.id}")
        if found:
            yield found
