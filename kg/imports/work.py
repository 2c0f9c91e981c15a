"""An import under way: one file of the input after the other, each told or written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Final

from kg.imports.lines import Lines
from kg.imports.reports import CohortReport
from kg.model.packet import GeneName, Packet
from kg.names import graph
from kg.sources.phenopackets import InputFile, PacketNotes, Terms, read_packet

_SHARED: Final = f" <{graph('shared')}> .\n"


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


@dataclass(slots=True)
class CohortImport:
    """One import under way."""

    report: CohortReport
    terms: Terms
    lines: Lines
    dataset: IO[str]
    faults: IO[str]
    whole: Any
    called: Called = field(default_factory=Called)

    def take(self, entry: InputFile) -> None:
        """Read one file of the input, and write what it says or what is wrong with it."""
        self.report.read += 1
        self.whole.update(f"{entry.name}\0{len(entry.data)}\0{entry.fault is not None}\0".encode())
        self.whole.update(entry.data)
        notes = PacketNotes(entry.name)
        packet = None
        if entry.fault:
            notes.error((), *entry.fault)
        else:
            packet = read_packet(entry.data, self.terms, notes)
        key = self.lines.key(packet) if packet else None
        if packet and key is None:
            what = f"the packet {packet.id[:80]!r} came before, in another file or line"
            notes.error(("id",), what, "an id that no other packet has", "id-repeated")
        if packet and key:
            for what, fix in self.called.disagree(packet):
                notes.warn(("interpretations",), what, fix, "gene-names")
        if notes.faults:
            self.report.add(notes.faults)
            self.faults.writelines(f"{self.report.told(fault)}\n" for fault in notes.faults)
        if packet and key:
            self.write(packet, key)
            self.report.kept_out.update(notes.kept_out)

    def write(self, packet: Packet, key: str) -> None:
        """Write a sound packet."""
        asserted, inferred = self.lines.of(packet, key)
        self.dataset.writelines((*asserted, *inferred))
        report = self.report
        report.imported += 1
        report.asserted += len(asserted)
        report.shared += sum(one.endswith(_SHARED) for one in asserted)
        report.inferred += len(inferred)
        present = sum(feature.present for feature in packet.features)
        report.things.update(
            {
                "present findings": present,
                "excluded findings": len(packet.features) - present,
                "imaging findings": sum(feature.modality is not None for feature in packet.features),
                "genotypes": sum(call.variation is not None for call in packet.calls),
                "measurements": len(packet.measurements),
                "treatments": len(packet.treatments),
            }
        )
        for resource in packet.resources:
            if resource in report.resources or len(report.resources) < 1000:
                report.resources[resource] += 1
