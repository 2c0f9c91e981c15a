"""The findings of a text: what is named, what is said of it, whose it is, and on which scan it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.reading.findings.bearings.bearing_reader import BearingReader
from kg.reading.findings.bearings.cues import Cue
from kg.reading.findings.lexis import Lexis
from kg.reading.findings.names.called import CalledHere, CalledSo, abbreviated
from kg.reading.findings.names.shortened import in_short, shortened
from kg.reading.findings.names.stems import Stemmed, words
from kg.reading.findings.numbers.counted import is_counted
from kg.reading.findings.numbers.measured import measured
from kg.reading.findings.one_finding import NamedFinding, SentenceRead
from kg.reading.findings.scans.scan_reader import ScanReader
from kg.reading.findings.scans.shown import says_again
from kg.reading.found import Bearing, FoundFinding, Spot
from kg.reading.number_words import from_to, one_of
from kg.reading.sentences import sentences
from kg.texts.text import PassageKind, Text

_SILENT: Final = frozenset({PassageKind.TITLE, PassageKind.HEADING})
"""Passages that name what the text is about, and state nothing."""
_SCALE: Final = re.compile(
    r"[\s-]+(?:and \w+ )?(?:rating |severity |symptoms? |impact )?(?:scale|inventory|questionnaire|score|scores"
    r"|rating|index|battery|test|clinic|ward|unit"
    r"|centre|center|protocol|screen|society|association|trial|registry|gene|genes|panel|guidelines?|specialist|research)s?\b"
    r"|\s*\(?\d+ ?(?:rpm|x ?g)\b",
    re.IGNORECASE,
)
TAKEN_BACK: Final = "taken back"
"""Why a diagnosis is doubtful that the text itself takes back."""
_ONCE: Final = re.compile(
    r"[^.;,]{0,30}?\b(?:(?:until|till|up to)(?! the end| (?:her|his) death| death| last| now| today)|before"
    rf"|at (?:the )?(?:age )?(?:of )?(?:about )?(?:\d+(?:\.\d+)?|{one_of(from_to(1, 5))}) (?:months|years))\b",
    re.IGNORECASE,
)
"""Behind a word of health: it was so once, or was learned."""


def find_findings(text: Text, lexis: Lexis) -> tuple[FoundFinding, ...]:
    """Every finding in the running text, in its order. Tables are read by columns, elsewhere."""
    return of_persons(text, all_named(text, lexis))


def all_named(text: Text, lexis: Lexis) -> tuple[FoundFinding, ...]:
    """Every finding in the running text, those of which a figure of a group is told among them."""
    return tuple(_taken_back([*_found(text, lexis)]))


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
    """The findings that stand beside no number of people who have them."""
    return tuple(one for one in found if not _counted(text.passages[one.spot.passage].text, one))


def _counted(text: str, one: FoundFinding) -> bool:
    begins = one.sentence.start
    return is_counted(text[begins : one.sentence.end], one.spot.start - begins, one.spot.end - begins)


def _found(text: Text, lexis: Lexis) -> Iterator[FoundFinding]:
    reader, scans = BearingReader(), ScanReader(lexis.reference.vocabulary)
    reader.begin(text.passages)
    scans.begin(text.passages)
    short = shortened(text, lexis.index)
    for number, passage in enumerate(text.passages):
        if passage.kind in _SILENT:
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
    there = read.lexis.index.find(told)
    there = sorted((*there, *in_short(read.text, told, short, there)), key=lambda one: one.words)
    named = _stated(_specific(there, read.lexis), told, read)
    spans = [one.span for one in named]
    read = replace(read, said=read.said.beside(spans))
    for one in named:
        if not _SCALE.match(read.text, one.span[1]):
            finding = read.finding(one)
            yield finding
            yield from (replace(finding, relative=other) for other in read.said.together(finding.relative))
    for number in measured(read.text):
        if not any(start < number.end and number.start < end for start, end in spans):
            yield read.of_number(number)


def _stated(called: Iterable[CalledHere], told: Sequence[Stemmed], read: SentenceRead) -> list[NamedFinding]:
    """The names that state a finding here."""
    named: list[NamedFinding] = []
    for one in called:
        span = start, end = told[one.words[0]].start, told[one.words[-1]].end
        cue = read.said.judged(start, end) if one.name.sort == "examined" else None
        if named and says_again(one.name.hpo, start, named[-1].called.name.hpo, named[-1].span[1], read.seeing):
            continue
        if _states(one, span, cue, read):
            named.append(NamedFinding(one, span, cue))
    return named


def _states(one: CalledHere, span: tuple[int, int], cue: Cue | None, read: SentenceRead) -> bool:
    match one.name.sort:
        case "none":
            return False
        case _ if abbreviated(one.name, read.text[slice(*span)]):
            return False
        case "healthy" if _ONCE.match(read.text, span[1]):
            return False
        case "examined" if cue is None or (cue.kind == "poor" and not one.name.poor):
            return False
        case "denied" | "wanted":
            borne = read.said.of(*span)
            return borne.bearing is Bearing.ABSENT and borne.relative != "family" and not read.seeing.course(*span)
        case _:
            return not read.seeing.course(*span)


def _specific(called: list[CalledHere], lexis: Lexis) -> list[CalledHere]:
    """Without those whose term lies above that of another with which they share a word, or that stands right before."""
    above = [
        one
        for one in called
        for other in called
        if one.name.hpo and other.name.hpo and one.name.hpo != other.name.hpo
        if set(one.words) & set(other.words) or one.words[0] - other.words[-1] == 1
        if one.name.hpo in lexis.hpo.ancestors(other.name.hpo)
    ]
    return [one for one in called if one not in above]
