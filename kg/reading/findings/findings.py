"""The findings of a text: what is named, what is said of it, whose it is, and on which scan it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from kg.reading.findings.bearings.bearing_reader import BearingReader
from kg.reading.findings.lexis import Lexis
from kg.reading.findings.names.called import CalledSo
from kg.reading.findings.names.shortened import in_short, shortened
from kg.reading.findings.names.stems import words
from kg.reading.findings.notes.written_out import WrittenOut, own_short_forms, written_out
from kg.reading.findings.numbers.counted import is_counted
from kg.reading.findings.numbers.measured import measured
from kg.reading.findings.one_finding import SentenceRead
from kg.reading.findings.scans.scan_reader import ScanReader
from kg.reading.findings.silent import silent_passages
from kg.reading.findings.stated import is_of_a_scale, stated
from kg.reading.found import Bearing, FoundFinding, Spot
from kg.reading.sentences import sentences
from kg.texts.text import Text

TAKEN_BACK: Final = "taken back"
"""Why a diagnosis is doubtful that the text itself takes back."""


def find_findings(text: Text, lexis: Lexis) -> tuple[FoundFinding, ...]:
    """Every finding in the running text, in its order. Tables are read by columns, elsewhere."""
    return of_persons(text, all_named(text, lexis))


def all_named(text: Text, lexis: Lexis) -> tuple[FoundFinding, ...]:
    """Every finding in the running text, those of which a figure of a group is told among them."""
    own = own_short_forms(one.text for one in text.passages)
    at_length = [written_out(one.text, own) for one in text.passages]
    passages = tuple(replace(one, text=out.text) for one, out in zip(text.passages, at_length, strict=True))
    found = _taken_back([*_found(replace(text, passages=passages), lexis)])
    return tuple(_as_printed(one, text, at_length[one.spot.passage]) for one in found)


def _as_printed(one: FoundFinding, text: Text, at_length: WrittenOut) -> FoundFinding:
    """A finding at the places of the text as it is printed."""
    if not at_length.written:
        return one
    spot, sentence = (Spot(each.passage, *at_length.back(each.start, each.end)) for each in (one.spot, one.sentence))
    return replace(one, spot=spot, sentence=sentence, text=text.passages[spot.passage].text[spot.start : spot.end])


def _taken_back(found: list[FoundFinding]) -> Iterator[FoundFinding]:
    """The findings, with a doubt at each diagnosis that a later sentence takes back."""
    last: dict[tuple[str | None, str | None], Spot] = {
        (one.hpo, one.relative): one.spot for one in found if one.hpo and TAKEN_BACK in one.why
    }
    for one in found:
        later = last.get((one.hpo, one.relative))
        late = later and one.spot < later and one.bearing is Bearing.PRESENT and TAKEN_BACK not in one.why
        yield replace(one, why=(*one.why, TAKEN_BACK)) if late else one


def of_persons(text: Text, found: Iterable[FoundFinding]) -> tuple[FoundFinding, ...]:
    """The findings, nobody's where they stand beside the number of people who have them."""
    return tuple(
        replace(one, bearing=Bearing.ELSEWHERE, relative=None)
        if _counted(text.passages[one.spot.passage].text, one)
        else one
        for one in found
    )


def _counted(text: str, one: FoundFinding) -> bool:
    begins = one.sentence.start
    return is_counted(text[begins : one.sentence.end], one.spot.start - begins, one.spot.end - begins)


def _found(text: Text, lexis: Lexis) -> Iterator[FoundFinding]:
    reader, scans = BearingReader(), ScanReader(lexis.reference.vocabulary)
    reader.begin(text.passages)
    scans.begin(text.passages)
    short = shortened(text, lexis.index)
    silent = silent_passages(text)
    for number, passage in enumerate(text.passages):
        if number in silent:
            continue
        reader.paragraph()
        scans.paragraph(passage)
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            said, colon = reader.read(sentence), scans.label_end(sentence)
            read = SentenceRead(sentence, Spot(number, start, end), said, scans.read(sentence), lexis)
            yield from _of_sentence(read, colon, short)


def _of_sentence(read: SentenceRead, colon: int | None, short: Mapping[str, CalledSo]) -> Iterator[FoundFinding]:
    """The findings of a sentence; `colon` is where one stands behind the name of a place, which parts nothing."""
    told = tuple(one for one in words(read.text) if one.start != colon)
    there = read.lexis.index.find(told, read.seeing.kinds())
    there = sorted((*there, *in_short(read.text, told, short, there)), key=lambda one: one.words)
    named = stated(there, told, read)
    spans = [one.span for one in named]
    read = replace(read, said=read.said.beside(spans))
    for one in named:
        if not is_of_a_scale(read.text, one.span[1]):
            finding = read.finding(one)
            yield finding
            yield from (replace(finding, relative=other) for other in read.said.together(finding.relative))
    for number in measured(read.text):
        if not any(start < number.end and number.start < end for start, end in spans):
            yield read.of_number(number)
