"""Figures of groups that a text tells: shares of people, means and medians with their ranges, values of p."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from kg.reading.figures.counted_sentence import CountedSentence
from kg.reading.figures.finding_of import finding_of, measure_of
from kg.reading.figures.shares import PrintedShare, shares
from kg.reading.figures.summaries import summaries
from kg.reading.found import Bearing, FoundFigure, FoundFinding, Spot
from kg.reading.sentences import sentences
from kg.reading.spellings import plain_signs
from kg.texts.text import Text

Facts = dict[str, str | float | int | bool]
_COMPARED: Final = re.compile(
    r"[\s),;(]*(?:and\s|being\s|again\s)*(?:(?:(?:more|less|equally|as|no)\s){1,2}(?:often|frequent\w*|common\w*|rare\w*)[^;.:]*"
    r"|vs\.?|versus|against|compared\s(?:with|to))[\s(\[]*(?:in\s)?", re.I
)  # fmt: skip
"""Between a share and the next one, of the same finding in others: `(29%), more often in women than men (6/14 vs`."""
_HEALTHY: Final = re.compile(r"\bcontrols?\b|\bhealthy\b", re.I)
"""Those who have no disease: their share is not one of people with it."""
_THAN: Final = re.compile(r"\bin\s(?P<first>[\w-]+)\sthan\s(?:in\s)?(?P<second>[\w-]+)\s?[(\[]\s?$", re.I)


def find_figures(text: Text, findings: Sequence[FoundFinding]) -> tuple[FoundFigure, ...]:
    """Every figure of a group in the running text, with the finding or the measure it is of.

    A share whose number and percent do not agree says so in `why`; one of which no finding is near says that.
    """
    by_passage: dict[int, list[FoundFinding]] = {}
    for finding in findings:
        by_passage.setdefault(finding.spot.passage, []).append(finding)
    found: list[FoundFigure] = []
    for number, passage in enumerate(text.passages):
        here = sorted(by_passage.get(number, ()), key=lambda finding: finding.spot.start)
        starts = [finding.spot.start for finding in here]
        text_of = plain_signs(passage.text)
        for start, end in sentences(passage.text):
            inside = tuple(here[bisect_left(starts, start) : bisect_left(starts, end)])
            found += _of_sentence(CountedSentence(number, text_of, start, end, inside))
    return tuple(found)


def _of_sentence(sentence: CountedSentence) -> Iterator[FoundFigure]:
    told = [*shares(sentence.text, sentence.start, sentence.end)]
    for index, share in enumerate(told):
        one = _share(sentence, share, told, index)
        # A bare `3/4` beside nothing that is known is most often a grade.
        if one.facts["measure"] != _words(sentence, share) or share.percent is not None or "group" in one.facts:
            yield one
    for start, end, facts, why in summaries(sentence.text, sentence.start, sentence.end):
        yield FoundFigure(
            spot=Spot(sentence.passage, start, end),
            facts={**facts, **sentence.group(start, end), **sentence.p(end)},
            why=why,
        )


def _share(sentence: CountedSentence, share: PrintedShare, told: Sequence[PrintedShare], index: int) -> FoundFigure:
    low = told[index - 1].end if index else sentence.start
    high = told[index + 1].start if index + 1 < len(told) else sentence.end
    finding = finding_of(sentence, share, low, high)
    if finding is not None and finding.relative:
        finding = None  # a family history of it is another share
    compared = (
        index
        and _COMPARED.fullmatch(sentence.text, low, share.start)
        and not _HEALTHY.search(sentence.text, max(sentence.start, told[index - 1].start - 40), share.start)
    )
    if finding is None and compared:
        return _of_others(sentence, told, index)
    facts: Facts = {}
    why = list(share.why())
    if finding is not None:
        facts |= {"measure": finding.label or finding.text}
        facts |= {key: value for key, value in (("hpo", finding.hpo), ("label", finding.label)) if value}
        if finding.bearing is Bearing.ABSENT:
            facts["status"] = "absent"
        if finding.seen_on:
            facts |= {key: finding.seen_on[key] for key in ("modality", "sequence", "region") if key in finding.seen_on}
    else:
        measure = measure_of(sentence, share, low, high)
        facts["measure"] = measure or _words(sentence, share)
        if measure is None:
            why.append("what it is a share of stands not near it, or was not recognised")
    facts |= share.facts()
    return FoundFigure(
        spot=Spot(sentence.passage, share.start, share.end),
        facts={**facts, **sentence.group(share.start, share.end), **sentence.p(share.end)},
        why=tuple(why),
    )


def _of_others(sentence: CountedSentence, told: Sequence[PrintedShare], index: int) -> FoundFigure:
    """The share of the finding of the one before, in those with whom it compares."""
    share, last = told[index], _share(sentence, told[index - 1], told, index - 1)
    kept = {key: last.facts[key] for key in ("measure", "hpo", "label", "status", "modality") if key in last.facts}
    first = _THAN.search(sentence.text, sentence.start, share.start)
    second = _THAN.search(sentence.text, sentence.start, told[index - 1].start)
    group = {"group": first["first"]} if first else {"group": second["second"]} if second else {}
    return FoundFigure(
        spot=Spot(sentence.passage, share.start, share.end),
        facts={**kept, **share.facts(), **group, **sentence.p(share.end)},
        why=(*share.why(), "the finding is that of the share before it"),
    )


def _words(sentence: CountedSentence, share: PrintedShare) -> str:
    return " ".join(sentence.text[share.start : share.end].split())
