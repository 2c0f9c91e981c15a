"""A variant by its coding name, by its protein name, or by both, and what these print."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from kg.reading.spellings import PrintedName

BESIDE: Final = re.compile(
    r"[\s,;:/=|()\[\]{}–-]*(?:(?:p|c)\.)?[\s(\[]*(?:i\.e\.,?\s|or\s|also\sknown\sas\s|aka\s)?[\s(\[]*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTwice:
    """A variant by one of its names, or by both."""

    one: PrintedName
    two: PrintedName | None = None
    faults: tuple[str, ...] = field(default=())
    apart: bool = False
    """The two stand in two lists, one behind the other."""

    @property
    def start(self) -> int:
        """Where the first name begins."""
        return self.one.start

    @property
    def end(self) -> int:
        """Where the last name ends."""
        return self.two.end if self.two and not self.apart else self.one.end

    @property
    def gene(self) -> str | None:
        """The gene that an accession names in brackets."""
        return self.one.gene or (self.two.gene if self.two else None)

    @property
    def accession(self) -> str | None:
        """What the names count on."""
        return self.one.accession or (self.two.accession if self.two else None)

    def facts(self, text: str) -> dict[str, str | int | bool]:
        """The names in normal form, the print, and what an accession tells."""
        coding = self.one.coding or (self.two.coding if self.two else None)
        protein = self.one.protein or (self.two.protein if self.two else None)
        close = self.two is not None and BESIDE.fullmatch(text, self.one.end, self.two.start)
        printed = text[self.start : self.end] if close or not self.two else f"{self.one.printed} {self.two.printed}"
        found: dict[str, str | int | bool] = {}
        if coding:
            found["coding"] = str(coding)
        if protein:
            found["protein"] = str(protein)
        found["stated"] = _closed(" ".join(printed.split()))
        transcript = self.accession or ""
        if transcript.upper().startswith(("NM_", "ENST", "XM_")):
            found["transcript"] = transcript
        if self.one.counted_in:
            found["intron"] = self.one.counted_in
        return found


def _closed(text: str) -> str:
    for opening, closing in ("()", "[]"):
        if text.count(opening) == text.count(closing) + 1:
            text += closing
    return text
