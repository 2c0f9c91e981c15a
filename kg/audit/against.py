"""Whether the quotes of an evidence file still stand in the text they were taken from, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from kg.audit.nearest import nearest
from kg.errors import FaultyInput
from kg.model.citation import Citation
from kg.papers.held import held_in
from kg.papers.one_paper import PaperNamed, another_text
from kg.report import Fault, Report
from kg.sources.positions import Steps
from kg.sources.schema import Quoted
from kg.sources.sheet import Sheet, read_sheet
from kg.texts.quotes import Quotable, find_quote, pieces_of
from kg.texts.text import Text


@dataclass(frozen=True, slots=True)
class QuotesChecked:
    """How many quotes of a file stand where they are told to; a fault for each that does not.

    A fault is fatal where the quote stands nowhere, a warning where it stands at another place. `elsewhere` were read
    in another paper, `refused` belong to refused proposals: neither was looked for. `another` tells that the text is,
    or looks to be, of another paper.
    """

    file: str
    stand: int
    faults: tuple[Fault, ...]
    elsewhere: int = 0
    refused: int = 0
    another: str | None = None

    @property
    def gone(self) -> int:
        """How many stand nowhere in the text."""
        return sum(fault.fatal for fault in self.faults)


@dataclass(frozen=True, slots=True)
class _Said:
    steps: Steps
    entry: Quoted
    elsewhere: bool


def check_against(text: Text, evidence: Path) -> QuotesChecked:
    """Hold every quote of an evidence file against a text; raises `FaultyInput` where the file breaks its format."""
    sheet, faults = read_sheet(evidence)
    if sheet is None or faults:
        raise FaultyInput("\n".join(map(str, sorted(faults))))
    said = [*_quotes(sheet.file, (), False)]
    mine = [one for one in said if not one.elsewhere and one.entry.proposed != "refused"]
    pieces: dict[str, list[Quotable]] = {}
    for piece in pieces_of(text):
        pieces.setdefault(str(piece.place), []).append(piece)
    found = [fault for one in mine if (fault := _fault(sheet, one, text, pieces))]
    stand = len(mine) - sum(fault.fatal for fault in found)
    named = PaperNamed.of_evidence(sheet.name, sheet.file.paper.model_dump())
    elsewhere = sum(one.elsewhere for one in said)
    return QuotesChecked(
        file=sheet.name,
        stand=len(mine) - len(found),
        faults=tuple(found),
        elsewhere=elsewhere,
        refused=len(said) - len(mine) - elsewhere,
        another=another_text(named, PaperNamed.of_text(text), len(mine), stand),
    )


def files_of(text: Text, folder: Path) -> tuple[Path, ...]:
    """The evidence files of a text's paper, by its identifiers, else by its title; raises `FaultyInput` for none."""
    named, report = PaperNamed.of_text(text), Report()
    cited = text.citation or Citation(1)
    there = held_in(folder, report)
    found = tuple(held.path for held in there if held.is_of(cited))
    found = found or tuple(one.path for one in there if one.titled_as(Citation(1, title=named.title)))
    if found:
        return found
    ids = ", ".join(f"{name} {held}" for name, held in named.identifiers.items())
    told = ids or (f"“{named.title}”" if named.title else "neither PMID, DOI nor PMC id, nor a title, is told there")
    broken = f" ({len(report)} files there cannot be read)" if len(report) else ""
    what = f"no evidence file in {folder} is of the paper of {text.file} ({told}){broken}"
    raise FaultyInput(f"{what}; right would be: name the file, as in `kg check --against {text.file} FILE.yaml`")


def _quotes(form: BaseModel, steps: Steps, elsewhere: bool) -> Iterator[_Said]:
    """All entries with a quote. One is of another text where its reading, or its case's, is in another paper."""
    reading = getattr(form, "reading", None)
    elsewhere = reading.paper is not None if reading is not None else elsewhere
    if isinstance(form, Quoted) and form.quote:
        yield _Said(steps, form, elsewhere)
    for name, value in form:
        for number, entry in enumerate(value) if isinstance(value, list) else ():
            if isinstance(entry, BaseModel):
                yield from _quotes(entry, (*steps, name, number), elsewhere)


def _fault(sheet: Sheet, one: _Said, text: Text, pieces: dict[str, list[Quotable]]) -> Fault | None:
    quote, told = one.entry.quote or "", one.entry.place
    if told and any(piece.holds(quote) for piece in pieces.get(told, ())):
        return None
    places = tuple(dict.fromkeys(map(str, find_quote(text, quote))))
    if not places:
        where = f" (told: {told})" if told else ""
        near = nearest((piece for some in pieces.values() for piece in some), quote)
        fix = f"“{near.words}” ({near.place}), if that is meant" if near else "the text's own words, or no quote"
        return sheet.fault((*one.steps, "quote"), "quote-gone", f"“{quote}” does not stand in {text.file}{where}", fix)
    if not told:
        return None
    shown = " or ".join(places[:3]) + (f" (and {len(places) - 3} others)" if len(places) > 3 else "")
    what = f"“{quote}” stands in {text.file}, but not at {told}"
    return sheet.fault((*one.steps, "place"), "quote-moved", what, shown, fatal=False)
