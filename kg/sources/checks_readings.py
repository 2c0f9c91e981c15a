"""Checks of readings: the paper in which a fact was read is one of the evidence, was read so deep, and is named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from kg.report import Fault
from kg.sources.positions import Steps
from kg.sources.schema import ReadingFile
from kg.sources.sheet import Sheet, meant
from kg.sources.surnames import surname

_PMID: Final = re.compile(r"\bPMID:?\s*(\d{1,8})\b", re.IGNORECASE)
_CITED: Final = re.compile(r"([^\W\d_][\w'’-]+)(?:\s+et\s+al\.?,?)?\s+\(?((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class HeldPapers:
    """The papers of the evidence by each name that a text may give them."""

    owner: Mapping[str, Sheet]
    cited: Mapping[tuple[str, str], frozenset[str]]

    @classmethod
    def of(cls, owner: Mapping[str, Sheet]) -> HeldPapers:
        """`owner` leads from every key of a paper to its file."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for sheet in {sheet.name: sheet for sheet in owner.values()}.values():
            paper = sheet.file.paper
            if paper.first_author and paper.year:
                found[surname(paper.first_author), str(paper.year)].add(sheet.name)
        return cls(owner, {name: frozenset(files) for name, files in found.items()})

    def sheet(self, key: str) -> Sheet | None:
        """The file of a paper's key."""
        return self.owner.get(key) or self.owner.get(key.lower())

    def named(self, words: str) -> Iterator[tuple[str, frozenset[str]]]:
        """Each naming of a held paper in a text, with the files it may mean: by PMID, or by first author and year."""
        for match in _PMID.finditer(words):
            if sheet := self.owner.get(f"pmid-{match[1]}"):
                yield match[0], frozenset({sheet.name})
        for match in _CITED.finditer(words):
            if files := self.cited.get((surname(match[1]), match[2])):
                yield match[0], files


def check_readings(sheet: Sheet, held: HeldPapers) -> Iterator[Fault]:
    """What is wrong with the readings of one file, held against the other papers."""
    for steps, reading in _readings(sheet.file, ()):
        yield from _paper(sheet, steps, reading, held)
        if reading.via:
            yield from _unread(sheet, (*steps, "via"), reading.via, [reading], held)
    for number, case in enumerate(sheet.file.cases):
        own = [reading for _, reading in _readings(case, ())]
        if case.says:
            yield from _unread(sheet, ("cases", number, "says"), case.says, own, held)


def _readings(value: Any, steps: Steps) -> Iterator[tuple[Steps, ReadingFile]]:
    """Every reading below a value of the format, with its place."""
    if isinstance(value, ReadingFile):
        yield steps, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _readings(getattr(value, name), (*steps, name))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _readings(one, (*steps, number))


def _paper(sheet: Sheet, steps: Steps, reading: ReadingFile, held: HeldPapers) -> Iterator[Fault]:
    if reading.paper is None:
        return
    other = held.sheet(reading.paper)
    if other is None:
        fix = meant(reading.paper, sorted(held.owner), "the key of a paper that has a file")
        yield sheet.fault((*steps, "paper"), "reading-paper", f"there is no paper {reading.paper!r}", fix)
        return
    deepest = max((one.depth for one in other.file.paper.readings), key=lambda depth: depth.rank)
    if reading.depth.rank > deepest.rank:
        what = f"read as {reading.depth}, but {other.name} was read as {deepest}"
        fix = f"{deepest}, or the deeper reading among those of that paper"
        yield sheet.fault((*steps, "depth"), "reading-depth", what, fix)


def _unread(
    sheet: Sheet, steps: Steps, words: str, readings: Iterable[ReadingFile], held: HeldPapers
) -> Iterator[Fault]:
    """Words that name another paper, where no reading is one of that paper."""
    read = {other.name for one in readings if one.paper and (other := held.sheet(one.paper))}
    for name, files in dict(held.named(words)).items():
        if sheet.name not in files and not files & read:
            what = f"names {name}, a paper of the evidence, but nothing here was read in it"
            fix = f"a reading with `paper: {sorted(files)[0].removesuffix('.yaml')}` and the depth of that reading"
            yield sheet.fault(steps, "read-elsewhere", what, fix, fatal=False)
