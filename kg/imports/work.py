"""An import under way: what was found in one file of the input after the other, each told or taken in."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from typing import IO, Any, Final

from kg.imports.beside import Called, Kin, PacketKeys
from kg.imports.ends import written
from kg.imports.gathered import Gathered
from kg.imports.lines import Lines
from kg.imports.parts import Ground, InputPart, PacketDone, PacketSaid, part, parts
from kg.imports.reports import CohortReport
from kg.report import Tell
from kg.sources.phenopackets import InputFile, PacketNotes
from kg.spread import Spread, here
from kg.triples.terms import Triple

_FEW: Final = 4
"""Parts that are done before processes for them have begun."""


@dataclass(slots=True, kw_only=True)
class CohortImport:
    """One import under way."""

    report: CohortReport
    ground: Ground
    dataset: Gathered
    faults: IO[str]
    whole: Any = field(default_factory=hashlib.sha256)
    keys: PacketKeys = field(default_factory=PacketKeys)
    called: Called = field(default_factory=Called)
    kin: Kin = field(default_factory=Kin)

    def run(self, files: Iterable[InputFile], spread: Spread, tell: Tell) -> None:
        """Take in all files; a few of them are no work for `spread`."""
        sent: deque[InputPart] = deque()
        given = self._sent(parts(files), sent)
        first = list(islice(given, _FEW))
        some = spread if len(first) == _FEW else here
        with closing(some(partial(part, self.ground), chain(first, given))) as all_done:
            for done in all_done:
                for file, one in zip(sent.popleft().files, done.packets, strict=True):
                    self.take(file, one)
                    if self.report.read % 1000 == 0:
                        tell(f"{self.report.read:,} packets")

    def _sent(self, some: Iterable[InputPart], sent: deque[InputPart]) -> Iterator[InputPart]:
        """The parts, kept till they are done."""
        for one in some:
            for file in one.files:
                self.whole.update(f"{file.name}\0{len(file.data)}\0{file.fault is not None}\0".encode())
                self.whole.update(file.data)
            sent.append(one)
            yield one

    def take(self, file: InputFile, done: PacketDone) -> None:
        """Take in what was found in one file of the input, or tell what is wrong with it."""
        self.report.read += 1
        notes = PacketNotes(file.name, [*done.faults])
        said = done.said
        key = self.keys.key(said.id, said.names) if said else None
        if said and key is None:
            what = f"the packet {said.id[:80]!r} came before, in another file or line"
            notes.error(("id",), what, "an id that no other packet has", "id-repeated")
        if said and key:
            for what, fix in self.called.disagree(said.genes):
                notes.warn(("interpretations",), what, fix, "gene-names")
        if notes.faults:
            self.report.add(notes.faults)
            self.faults.writelines(f"{self.report.told(fault)}\n" for fault in notes.faults)
        if said and key:
            self.write(said if key == said.names[0] else self._renamed(file, key))

    def _renamed(self, file: InputFile, key: str) -> PacketSaid:
        """A packet once more, under another name than it was read with."""
        said = part(self.ground, InputPart((file,), key)).packets[0].said
        assert said is not None  # noqa: S101 - it was sound before
        return said

    def write(self, said: PacketSaid) -> None:
        """Take in a sound packet."""
        self.dataset.add(said.lines)
        self.alike(list(self.kin.pairs(said.kin)))
        report = self.report
        report.imported += 1
        report.things.update(said.things)
        report.kept_out.update(said.kept_out)
        for resource in said.resources:
            if resource in report.resources or len(report.resources) < 1000:
                report.resources[resource] += 1

    def alike(self, same: list[Triple]) -> None:
        """Say of variants that they may be one, and what follows from it."""
        if same:
            lines = written(Lines(self.ground.cohort, self.ground.knowledge).alike(same))
            self.dataset.add_single("".join(lines).encode())
