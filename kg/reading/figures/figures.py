"""Figures of groups that a text tells: shares of people, means and medians with their ranges, values of p."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from kg.reading.figures.beside import measure_beside
from kg.reading.figures.counted_sentence import CountedSentence
from kg.reading.figures.findings_of import findings_of
from kg.reading.figures.printed_share import PrintedShare
from kg.reading.figures.shares import shares
from kg.reading.figures.summaries import summaries
from kg.reading.figures.wholes import Wholes
from kg.reading.figures.whom import CountedPeople, whom
from kg.reading.found import Bearing, FoundFigure, FoundFinding, Spot
from kg.reading.sentences import sentences
from kg.reading.spellings import plain_signs
from kg.texts.text import Text

Facts = dict[str, str | float | int | bool]
_SEEN: Final = ("modality", "sequence", "region")
_OF_NOTHING: Final = "what it is a share of stands not near it, or was not recognised"
_OF_OTHERS: Final = "of people without the variant or the disease: it says nothing of those with it"


def find_figures(text: Text, findings: Sequence[FoundFinding]) -> tuple[FoundFigure, ...]:
    """Every figure of a group in the running text, with the finding or the measure it is of.

    A share whose number and percent do not agree says so in `why`; one of which no finding is near says that.
    """
    by_passage: dict[int, list[FoundFinding]] = {}
    for finding in findings:
        by_passage.setdefault(finding.spot.passage, []).append(finding)
    plain = [plain_signs(passage.text) for passage in text.passages]
    wholes = Wholes(plain)
    found: list[FoundFigure] = []
    for number, passage in enumerate(text.passages):
        here = sorted(by_passage.get(number, ()), key=lambda finding: finding.spot.start)
        starts = [finding.spot.start for finding in here]
        for start, end in sentences(passage.text):
            inside = tuple(here[bisect_left(starts, start) : bisect_left(starts, end)])
            sentence = CountedSentence(number, plain[number], start, end, inside, passage.place.section)
            found += _of_sentence(sentence, wholes)
    return tuple(found)


def _of_sentence(sentence: CountedSentence, wholes: Wholes) -> Iterator[FoundFigure]:
    told = shares(sentence.text, sentence.start, sentence.end, wholes, sentence.passage)
    of = findings_of(sentence, told)
    for index, share in enumerate(told):
        people = whom(sentence, told, index)
        before = index > 0 and bool(of[index]) and of[index] is of[index - 1]
        for finding in of[index]:
            yield _figure(sentence, share, people, _of_finding(finding, share), before=before)
        if not of[index] and not share.needs_finding:
            yield from _of_measure(sentence, told, index, people)
    told_of = [*summaries(sentence.text, sentence.start, sentence.end)]
    grouped = any(one.group for one in told_of)
    for one in told_of:
        whose = {"group": one.group} if one.group else sentence.group(one.start, one.end) if len(told_of) == 1 else {}
        yield FoundFigure(
            spot=Spot(sentence.passage, one.start, one.end),
            facts={**one.facts, **whose, **(sentence.p(one.end) if one.group or not grouped else {})},
            why=one.why,
        )


def _of_measure(
    sentence: CountedSentence, told: Sequence[PrintedShare], index: int, people: CountedPeople
) -> Iterator[FoundFigure]:
    """A share of something else than a finding; a bare `3/4` beside nothing that is known is most often a grade."""
    share = told[index]
    low = told[index - 1].end if index else sentence.start
    high = told[index + 1].start if index + 1 < len(told) else sentence.end
    measure = measure_beside(sentence, share, low, high)
    words = " ".join(sentence.text[share.start : share.end].split())
    if measure or share.percent is not None or people.group:
        yield _figure(sentence, share, people, {"measure": measure or words}, known=measure is not None)


def _of_finding(finding: FoundFinding, share: PrintedShare) -> Facts:
    """The finding under the keys of a statistic; of none who have it, it is not absent."""
    facts: Facts = {"measure": finding.label or finding.text}
    facts |= {key: value for key, value in (("hpo", finding.hpo), ("label", finding.label)) if value}
    if finding.bearing is Bearing.ABSENT and share.numerator != 0:
        facts["status"] = "absent"
    if finding.initial:
        facts["initial"] = True
    return facts | {key: finding.seen_on[key] for key in _SEEN if finding.seen_on and key in finding.seen_on}


def _figure(
    sentence: CountedSentence,
    share: PrintedShare,
    people: CountedPeople,
    facts: Facts,
    *,
    known: bool = True,
    before: bool = False,
) -> FoundFigure:
    if people.others:
        facts = {key: value for key, value in facts.items() if key not in ("hpo", "label")}
    whose: Facts = {"group": people.group} if people.group else {}
    whose |= {"initial": True} if people.initial and "hpo" in facts else {}
    whose |= {"second_hand": True} if people.cited else {}
    doubts = (
        *share.why(),
        *(("the finding is that of the share before it",) if before else ()),
        *(() if known else (_OF_NOTHING,)),
        *((_OF_OTHERS,) if people.others else ()),
    )
    return FoundFigure(
        spot=Spot(sentence.passage, share.start, share.end),
        facts={**facts, **share.facts(), **whose, **sentence.p(share.end)},
        why=doubts,
    )
