"""Figures of groups that a text tells: shares of people, means and medians with their ranges, values of p."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.reading.figures.group_figures import MEASURES, PrintedShare, shares, summaries
from kg.reading.found import Bearing, FoundFigure, FoundFinding, Spot
from kg.reading.sentences import sentences
from kg.reading.spellings import plain_signs
from kg.texts.text import Text

Facts = dict[str, str | float | int | bool]
_GROUP: Final = re.compile(
    r"\b(?:(?:of|in|among)\s)?(?:the\s|all\s)?(?:\d+\s)?(?:[\w-]+\s){0,2}?"
    r"(?P<group>(?:[\w-]+\s)?(?:patients|carriers|cases|women|men|individuals|probands|controls|children|families|females|males"
    r"|subjects|people|persons|adults|members))\b", re.I
)  # fmt: skip
_HAD: Final = re.compile(
    r"[\s,)\]]*(?:(?:of\s)?(?:the\s|our\s|these\s)?[\w-]+\s){0,3}?(?:had|have|has|show\w*|developed|presented|suffered|experienced|exhibited|with"
    r"|reported|carried|demonstrated|complained|manifested)\b", re.I
)  # fmt: skip
_NEAR: Final = 60
"""Characters behind `had` within which that stands which they had."""
_CLOSE: Final = 15
"""Characters behind `(1/24)` within which that stands which the one is: `was deaf`."""
_IN: Final = re.compile(r"(?:\b(?:in|of|by|among|at|for)\s|[(\[]\s?)$", re.I)
_HEADS: Final = re.compile(r"(?:[,;]\s*(?:and|but|while|whereas)?|\b(?:and|while|whereas))\s(?:in|of|among)\s$", re.I)
"""A clause that begins with its share: `and in 3/12 ataxia was seen`."""
_PARTED: Final = re.compile(r"[;.,:]")
_ALONE: Final = re.compile(
    r"[\s,;]*\b(?:and|while|whereas|but)\s*(?:(?:only|just|an?|another|the|single|one|other|further|patient|carrier|case"
    r"|woman|man|person)\s)*[(\[]?\s*", re.I
)  # fmt: skip
_COMPARED: Final = re.compile(
    r"[\s),;(]*(?:and\s|being\s|again\s)*(?:(?:(?:more|less|equally|as|no)\s){1,2}(?:often|frequent\w*|common\w*|rare\w*)[^;.:]*"
    r"|vs\.?|versus|against|compared\s(?:with|to))[\s(\[]*(?:in\s)?", re.I
)  # fmt: skip
"""Between a share and the next one, of the same finding in others: `(29%), more often in women than men (6/14 vs`."""
_HEALTHY: Final = re.compile(r"\bcontrols?\b|\bhealthy\b", re.I)
"""Those who have no disease: their share is not one of people with it."""
_THAN: Final = re.compile(r"\bin\s(?P<first>[\w-]+)\sthan\s(?:in\s)?(?P<second>[\w-]+)\s?[(\[]\s?$", re.I)
_DID: Final = re.compile(r"[\s)\]]*(?:\w+ed|died|were|was|became|underwent|went)\b", re.I)
_ANSWER: Final = re.compile(
    r"\b(?:control\w*|stop\w*|abolish\w*|suppress\w*|reduc\w*|improv\w*|reliev\w*|treat\w*|abat\w*|end|ended|prevent\w*)"
    r"\s(?:the\s|her\s|his\s|their\s|of\s){0,2}(?:[\w-]+\s)?$", re.I
)  # fmt: skip
"""What answers to treatment: `levetiracetam controlled seizures in 4/5`."""
_COURSE: Final = re.compile(
    r"\b(?:ceas\w+|stopp\w+|stable|stabili[sz]\w+|improv\w+|resol\w+|respon\w+|discontinu\w+|remit\w+|remission|free|controlled"
    r"|abat\w+|benefit\w*|relie\w+|decreas\w+ in frequency|recover\w+|treated|reduc(?:ed|tion) (?:of|in|by)|subsid\w+"
    r"|disappear\w+|persist\w+|worsen\w+|recur\w+|unchanged|effective\w*|efficac\w+|success\w*|tri(?:al|ed))\b", re.I
)  # fmt: skip
"""A course or an answer to treatment: what share of people it took is no share of people with a sign."""
_WITH: Final = re.compile(r"\bwith\s(?:[\w-]+\s){0,4}$", re.I)
_OR: Final = re.compile(r"\s(?:and/)?or\s(?!(?:more|less|without|with)\b)", re.I)
_OR_BEFORE: Final = re.compile(r"\b(?:and/)?or\s(?:[\w-]+\s)?$", re.I)
_THEN: Final = re.compile(
    r"\b(?:had|have|show\w*|respon\w+|improv\w+|were|was|became|achiev\w+|develop\w+|did|died)\b", re.I
)
_PLAIN: Final = frozenset(
    [
        "the",
        "all",
        "of",
        "in",
        "these",
        "those",
        "our",
        "with",
        "were",
        "was",
        "and",
        "had",
        "other",
        "for",
        "most",
        "some",
        "reported",
    ]
)
_P: Final = re.compile(r"\bp\s?(?P<sign>[=<>≤≥])\s?(?P<value>0?[.·]\d+(?:\s?[×x]\s?10\s?[-−–]\s?\d+)?)", re.I)


@dataclass(frozen=True, slots=True)
class _Sentence:
    passage: int
    text: str
    start: int
    end: int
    findings: tuple[FoundFinding, ...]


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
            found += _of_sentence(_Sentence(number, text_of, start, end, inside))
    return tuple(found)


def _of_sentence(sentence: _Sentence) -> Iterator[FoundFigure]:
    told = [*shares(sentence.text, sentence.start, sentence.end)]
    for index, share in enumerate(told):
        one = _share(sentence, share, told, index)
        # A bare `3/4` beside nothing that is known is most often a grade.
        if one.facts["measure"] != _words(sentence, share) or share.percent is not None or "group" in one.facts:
            yield one
    for start, end, facts, why in summaries(sentence.text, sentence.start, sentence.end):
        yield FoundFigure(
            spot=Spot(sentence.passage, start, end),
            facts={**facts, **_group(sentence, start, end), **_p(sentence, end)},
            why=why,
        )


def _share(sentence: _Sentence, share: PrintedShare, told: Sequence[PrintedShare], index: int) -> FoundFigure:
    low = told[index - 1].end if index else sentence.start
    high = told[index + 1].start if index + 1 < len(told) else sentence.end
    finding = _finding(sentence, share, low, high)
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
        measure = _measure(sentence, share, low, high)
        facts["measure"] = measure or _words(sentence, share)
        if measure is None:
            why.append("what it is a share of stands not near it, or was not recognised")
    facts |= share.facts()
    return FoundFigure(
        spot=Spot(sentence.passage, share.start, share.end),
        facts={**facts, **_group(sentence, share.start, share.end), **_p(sentence, share.end)},
        why=tuple(why),
    )


def _of_others(sentence: _Sentence, told: Sequence[PrintedShare], index: int) -> FoundFigure:
    """The share of the finding of the one before, in those with whom it compares."""
    share, last = told[index], _share(sentence, told[index - 1], told, index - 1)
    kept = {key: last.facts[key] for key in ("measure", "hpo", "label", "status", "modality") if key in last.facts}
    first = _THAN.search(sentence.text, sentence.start, share.start)
    second = _THAN.search(sentence.text, sentence.start, told[index - 1].start)
    group = {"group": first["first"]} if first else {"group": second["second"]} if second else {}
    return FoundFigure(
        spot=Spot(sentence.passage, share.start, share.end),
        facts={**kept, **share.facts(), **group, **_p(sentence, share.end)},
        why=(*share.why(), "the finding is that of the share before it"),
    )


def _words(sentence: _Sentence, share: PrintedShare) -> str:
    return " ".join(sentence.text[share.start : share.end].split())


def _finding(sentence: _Sentence, share: PrintedShare, low: int, high: int) -> FoundFinding | None:
    """The finding of a share: in `seizures (3/8)` the one before, in `3 of 8 had seizures` the one behind.

    None where the share is of a course (`seizures ceased in 2/3`), of people chosen by the finding (`3/4 patients with
    seizures responded`), or of one sign or another.
    """
    text = sentence.text
    before = [one for one in sentence.findings if low <= one.spot.start and one.spot.end <= share.start]
    after = [one for one in sentence.findings if share.end <= one.spot.start < high]
    had = _HAD.match(text, share.end)
    if had:
        told = after[0] if after and after[0].spot.start - had.end() <= _NEAR else None
        if told and had[0].lower().endswith("with") and after[1:]:  # those with the one had the other
            told = after[1] if _THEN.search(text, told.spot.end, after[1].spot.start) else told
        if told is None and had[0].strip().lower().endswith("with") and before:
            told = before[-1]
    elif after and _HEADS.search(text, low, share.start) and not _PARTED.search(text, share.end, after[0].spot.start):
        told = after[0]
    elif before:
        alone = _ALONE.fullmatch(text, before[-1].spot.end, share.start) and _DID.match(text, share.end)
        told = before[-1] if not alone else after[0] if after and after[0].spot.start - share.end <= _CLOSE else None
    elif after and not (_IN.search(text, low, share.start) and text[low : share.start].strip(" ,;()").count(" ")):
        told = after[0]
    else:
        told = None
    return None if told is None or _of_something_else(text, told, share, high) else told


def _of_something_else(text: str, told: FoundFinding, share: PrintedShare, high: int) -> bool:
    start, end = told.spot.start, told.spot.end
    if end <= share.start:
        between, ahead = text[end : share.start], text[max(0, start - 40) : start]
        course = _COURSE.search(between) or _ANSWER.search(ahead)
        return bool(course or _OR.match(text, end) or _OR_BEFORE.search(ahead))
    between = text[share.end : start]
    chosen = _WITH.search(between) and (
        _THEN.search(text, end, high) or _COURSE.search(text, max(0, share.start - 80), share.start)
    )
    return bool(_COURSE.search(between) or chosen or _OR.match(text, end))


def _measure(sentence: _Sentence, share: PrintedShare, low: int, high: int) -> str | None:
    """A known measure (`family history`, `female`) beside a share, where no finding was recognised."""
    found = [*MEASURES.finditer(sentence.text, low, high)]
    near = min(found, key=lambda match: max(share.start - match.end(), match.start() - share.end), default=None)
    return near[0].lower() if near else None


def _group(sentence: _Sentence, start: int, end: int) -> dict[str, str]:
    """Whom a figure is of: the people that stand in it, else those whom the sentence names first."""
    match = _GROUP.search(sentence.text, start, end) or _GROUP.search(sentence.text, sentence.start, sentence.end)
    if match is None:
        return {}
    words = match["group"].split()
    bare = len(words) > 1 and (words[0].lower() in _PLAIN or words[0].isdigit())
    return {"group": " ".join(words[1:] if bare else words)}


def _p(sentence: _Sentence, at: int) -> dict[str, str | float]:
    match = _P.search(sentence.text, at, min(sentence.end, at + 80))
    if match is None:
        return {}
    value = match["value"].replace("·", ".")
    exact = match["sign"] == "=" and re.fullmatch(r"0?\.\d+", value)
    return {"p": float(value) if exact else f"{match['sign']}{value}"}
