"""The labels of people in a variant's sentence: whose it is as the words tell, and of whom they deny it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.reading.variants.labels_named import NamedThere, named_there, pieces_of, runs_of

_DENIED: Final = re.compile(
    r"\b(?:not(?!\sonly)|never|absent|missing|neither|nor|none|no|except|excluded|ruled\sout|without|unlike|lack(?:s|ed|ing)?|negative|wild[\s-]?type|other\sthan|non-?carriers?)\b|(?<![\w+])[–−-]/[–−-]",
    re.I,
)
_OPEN: Final = re.compile(
    r"\b(?:may|might|whether|if|presum\w+|untested|declined|refused|unavailable|pending|awaited|sought|suspected|died\sbefore)\b"
    r"|\bnot\s(?:\w+\s)?(?:tested|available|examined|genotyped|known|done|performed|studied)\b",
    re.I,
)
_VERB: Final = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|does|died|who|whose|carr\w+|harbou?r\w+|show\w+|reveal\w+)\b", re.I
)
_HELD: Final = re.compile(
    r"\b(?:did|does|too|also|same\s(?:variant|mutation|change|allele|genotype)|it|carr\w+|harbou?r\w*|found|detected|identified|present|seen|confirmed|shared|positive|heterozyg\w+|in)\b|\+/[+–−-]",
    re.I,
)
_ANOTHERS: Final = re.compile(r"\b(?:of|to|from|with|than|after|like)\s(?:our\s|the\s)?\(?$", re.I)
_UNLIKE: Final = re.compile(
    r"\b(?:unlike|in\scontrast\s(?:to|with)|as\sopposed\sto|compared\s(?:to|with))\s(?:our\s)?$", re.I
)
_PASSED: Final = re.compile(r"\b(?:transmit\w+|inherit\w+|passed)\b", re.I)
_IN_TURN: Final = re.compile(r"\brespectively\b", re.I)


@dataclass(slots=True)
class LabelsTold:
    """The labels of those who have a variant, of those who have it too beside others, and of who has it not."""

    having: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


def labels_told(sentence: str, places: Sequence[tuple[int, int]], index: int) -> LabelsTold:
    """Those whom a sentence names by their labels around the variant of this index.

    >>> labels_told("V1 was in P1 and P3, V2 in P2.", [(0, 2), (21, 23)], 0).having
    ['P1', 'P3']
    """
    told = [LabelsTold() for _ in places]
    last: int | None = None
    for start, end in pieces_of(sentence):
        named = [*named_there(sentence, start, end, places)]
        ours = [one.variant for one in named if one.variant is not None]
        if not _OPEN.search(sentence, start, end):
            if not ours and last is not None and _told_once(places, last):
                _only_labels(sentence, start, end, named, told[last])
            elif ours and len(ours) < len(named):
                _paired(sentence, start, end, named, told)
        last = ours[-1] if ours else last
    return told[index]


def _told_once(places: Sequence[tuple[int, int]], last: int) -> bool:
    return len(places) == 1 or last == len(places) - 1


def _only_labels(sentence: str, start: int, end: int, named: Sequence[NamedThere], told: LabelsTold) -> None:
    """A piece that names people alone says of the variant ahead whether they have it too, each by what is next said."""
    waiting: list[str] = []
    denied, at = False, start
    for number, one in enumerate(named):
        ends = named[number + 1].start if number + 1 < len(named) else end
        denied = bool(_DENIED.search(sentence, at, one.start)) or (denied and bool(waiting))
        held = _HELD.search(sentence, at, one.start)
        waiting += one.labels
        if denied or _DENIED.search(sentence, one.end, ends):
            told.without += waiting
        elif held or _HELD.search(sentence, one.end, ends):
            told.also += waiting
        elif not _VERB.search(sentence, one.end, ends):
            at = one.end
            continue
        waiting, at = [], one.end


def _paired(sentence: str, start: int, end: int, named: Sequence[NamedThere], told: list[LabelsTold]) -> None:
    """A piece that names both: people ahead of what they have, or behind it."""
    groups = [*runs_of(sentence, named)]
    if groups[0][0].variant is None:
        pairs = [*zip(groups[::2], groups[1::2], strict=False)]
        rest = groups[-1] if len(groups) % 2 else []
        last = groups[-2] if rest else []
    else:
        pairs = [(people, variants) for variants, people in zip(groups[::2], groups[1::2], strict=False)]
        rest = last = []
    for people, variants in pairs:
        labels = [label for one in people for label in one.labels]
        if _IN_TURN.search(sentence, start) and len(labels) == len(variants):
            for label, one in zip(labels, variants, strict=True):
                told[one.variant or 0].having.append(label)
            continue
        for one in variants:
            _tell(sentence, start, end, people, one, told[one.variant or 0])
    for one in last if len(last) == 1 else []:
        _tell(sentence, start, end, rest, one, told[one.variant or 0])


def _tell(sentence: str, start: int, end: int, people: Sequence[NamedThere], one: NamedThere, told: LabelsTold) -> None:
    if people[0].start < one.start:
        _tell_ahead(sentence, start, people, one, told)
        return
    denied, at = False, one.end
    for person in people:
        between = sentence[at : person.start]
        denied = bool(_DENIED.search(between)) or (denied and not _VERB.search(between))
        behind = re.split(r"[,;]|\band\b", sentence[person.end : end], maxsplit=1)[0]
        if denied or _DENIED.search(behind):
            told.without += person.labels
        elif (_PASSED.search(sentence, start, person.start) or not _ANOTHERS.search(between)) and (
            _PASSED.search(between)
            or _HELD.search(between)
            or between.rstrip().endswith("(")
            or sentence[person.start] == "("
            or at != one.end
        ):
            told.having += person.labels
        at = person.end


def _tell_ahead(sentence: str, start: int, people: Sequence[NamedThere], one: NamedThere, told: LabelsTold) -> None:
    """People ahead of a variant: the last of them, and those who are joined with them."""
    run = [people[-1]]
    for before, after in zip(people[-2::-1], people[:0:-1], strict=True):
        if _VERB.search(sentence, before.end, after.start) or _DENIED.search(sentence, before.end, after.start):
            break
        run.insert(0, before)
    labels = [label for person in run for label in person.labels]
    if len(run) > 1 and _UNLIKE.search(sentence[start : run[0].start]):
        run, start = run[1:], run[0].end
        labels = [label for person in run for label in person.labels]
    between = sentence[run[-1].end : one.start]
    if _DENIED.search(between) or _DENIED.search(sentence, start, run[0].start):
        told.without += labels
    else:
        told.having += labels
