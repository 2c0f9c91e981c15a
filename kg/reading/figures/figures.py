"""Figures of groups that a text tells: shares of people, means and medians with their ranges, values of p."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.reading.figures.counted_sentence import CountedSentence
from kg.reading.figures.counts import joined_thousands
from kg.reading.figures.figure_facts import facts_of_finding, figure
from kg.reading.figures.findings_of import findings_of, is_denied
from kg.reading.figures.measures import measure_beside, words_beside
from kg.reading.figures.printed_share import PrintedShare
from kg.reading.figures.shares import shares
from kg.reading.figures.summaries import summaries
from kg.reading.figures.wholes import Wholes
from kg.reading.figures.whom import whom
from kg.reading.found import FoundFigure, FoundFinding, Spot
from kg.reading.sentences import sentences
from kg.reading.spellings import plain_signs
from kg.texts.text import Text

_BESIDE: Final = 20
_TOGETHER: Final = 120
"""Characters of a share and its finding that are quoted together."""
_OF_NOTHING: Final = "what it is a share of was not recognised: the measure is in the words of the text"
_OF_THE_LAST: Final = "the finding is that of the share before it"


def find_figures(text: Text, findings: Sequence[FoundFinding]) -> tuple[FoundFigure, ...]:
    """Every figure of a group in the running text, with the finding or the measure it is of.

    A share whose number and percent do not agree says so in `why`; one of which no finding is near says that.
    """
    by_passage: dict[int, list[FoundFinding]] = {}
    for finding in findings:
        by_passage.setdefault(finding.spot.passage, []).append(finding)
    plain = [joined_thousands(plain_signs(passage.text)) for passage in text.passages]
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
        if people.group is None and wholes.is_of_others(share.denominator):
            people = replace(people, others=True)
        if share.tells_of_each:
            continue
        spot, p = Spot(sentence.passage, share.start, share.end), sentence.p(share.end)
        before = index > 0 and bool(of[index]) and of[index] is of[index - 1]
        for finding in _near(share, of[index]):
            facts = facts_of_finding(finding, denied=is_denied(sentence, share, finding))
            yield figure(_quotable(spot, share, finding), share, people, facts, p, (_OF_THE_LAST,) if before else ())
        if not of[index] and not share.needs_finding:
            measure = measure_beside(sentence, share, told, index)
            words = measure or words_beside(sentence, share, told, index)
            # A bare `3/4`, or a bare percent, beside nothing that is known is most often a grade, or of no people.
            if measure or (words and share.counts_people(bool(people.group))):
                yield figure(spot, share, people, {"measure": words}, p, () if measure else (_OF_NOTHING,))
    yield from _summed(sentence)


def _near(share: PrintedShare, findings: tuple[FoundFinding, ...]) -> tuple[FoundFinding, ...]:
    """The findings of a share; of a number without a verb (`12 had seizures, 8 tremor`) only what stands behind it,

    of one at the end of a list (`tremor in three`) what stands ahead.
    """
    if share.form == "listed":
        return tuple(one for one in findings if one.spot.start < share.start)
    if share.form != "elliptic":
        return findings
    return tuple(one for one in findings if 0 <= one.spot.start - share.end <= _BESIDE)


def _quotable(spot: Spot, share: PrintedShare, finding: FoundFinding) -> Spot:
    """The words of a share; where these are but a number or `none`, with the finding that they are of."""
    start, end = min(spot.start, finding.spot.start), max(spot.end, finding.spot.end)
    return replace(spot, start=start, end=end) if share.needs_finding and end - start <= _TOGETHER else spot


def _summed(sentence: CountedSentence) -> Iterator[FoundFigure]:
    told = [*summaries(sentence.text, sentence.start, sentence.end)]
    grouped = any(one.group for one in told)
    for one in told:
        whose = {"group": one.group} if one.group else sentence.group(one.start, one.end) if len(told) == 1 else {}
        p = sentence.p(one.end) if one.group or not grouped else {}
        yield FoundFigure(
            spot=Spot(sentence.passage, one.start, one.end), facts={**one.facts, **whose, **p}, why=one.why
        )
