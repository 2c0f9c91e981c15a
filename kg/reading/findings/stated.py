"""Which names in a sentence state a finding there: none of a clinic, of a course, or within a narrower name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.findings.bearings.cues import Cue
from kg.reading.findings.lexis import Lexis
from kg.reading.findings.names.called import CalledHere, abbreviated
from kg.reading.findings.names.stems import Stemmed
from kg.reading.findings.one_finding import NamedFinding, SentenceRead
from kg.reading.findings.scans.shown import says_again
from kg.reading.found import Bearing
from kg.reading.number_words import from_to, one_of

_SCALE: Final = re.compile(
    r"[\s-]+(?:and \w+ )?(?:rating |severity |symptoms? |impact )?(?:scale|inventory|questionnaire|score|scores"
    r"|rating|index|battery|test|clinic|ward|unit"
    r"|centre|center|protocol|screen|society|association|trial|registry|gene|genes|panel|guidelines?|specialist|research)s?\b"
    r"|\s*\(?\d+ ?(?:rpm|x ?g)\b",
    re.IGNORECASE,
)
_ONCE: Final = re.compile(
    r"[^.;,]{0,30}?\b(?:(?:until|till|up to)(?! the end| (?:her|his) death| death| last| now| today)|before"
    rf"|at (?:the )?(?:age )?(?:of )?(?:about )?(?:\d+(?:\.\d+)?|{one_of(from_to(1, 5))}) (?:months|years))\b",
    re.IGNORECASE,
)
"""Behind a word of health: it was so once, or was learned."""


def is_of_a_scale(sentence: str, end: int) -> bool:
    """Whether a name that ends there is that of a scale, a clinic, a gene: `tremor rating scale`."""
    return _SCALE.match(sentence, end) is not None


def stated(called: Sequence[CalledHere], told: Sequence[Stemmed], read: SentenceRead) -> list[NamedFinding]:
    """The names of a sentence that state a finding there; `told` are its words."""
    named: list[NamedFinding] = []
    for one in _specific(called, read.lexis):
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
        case _ if not one.name.may_stand(read.seeing.kinds_at(*span)):
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


def _specific(called: Sequence[CalledHere], lexis: Lexis) -> list[CalledHere]:
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
