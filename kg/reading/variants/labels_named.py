"""The labels of people and the variants that a sentence names, in order, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.reading.clause_words import BUT
from kg.reading.variants.labels_ahead import ONE_LABEL

_NUMBER: Final = r"(?:\d{1,2}|[A-H])"
_MORE: Final = rf"(?:(?:,\s|,?\s(?:and|&|or|to)\s|[–-]){_NUMBER}(?![\w-]))"
_LABEL: Final = re.compile(
    rf"\b(?P<word>(?i:patient|case|proband|individual|subject|twin|sibling|brother|sister|member))s\s(?P<many>{_NUMBER}{_MORE}+)"
    rf"|(?<![\w-])(?P<one>{ONE_LABEL})|\((?P<bare>[A-H](?:(?:,\s|,?\s(?:and|&)\s)[A-H])*)\)"
    rf"|(?<=s|e|o|r)\s\((?P<digits>\d{{1,2}}{_MORE}*)\)(?=\s(?:carr|harbou|had|and|were|was)|[.,;])"
)
_PIECES: Final = re.compile(rf";|(?<!all\s)(?<!not\s)\b(?:{BUT})\b", re.I)
_KIN_OF: Final = re.compile(
    r"\b(?:mother|father|brother|sister|sibling|son|daughter|parents?|aunt|uncle|cousin|twin|niece|nephew|child|children|wife|husband|spouse|relatives?)\sof\s(?:our\s|the\s)?$",
    re.I,
)
_POSSESSIVE: Final = re.compile(r"['’]s?\s")


@dataclass(frozen=True, slots=True)
class NamedThere:
    """A variant of a sentence, by its number, or the labels of people."""

    start: int
    end: int
    labels: tuple[str, ...] = ()
    variant: int | None = None


def pieces_of(sentence: str) -> Iterator[tuple[int, int]]:
    """The parts of a sentence that are set against each other."""
    at = 0
    for one in _PIECES.finditer(sentence):
        yield at, one.start()
        at = one.start() + 1 if one[0] == ";" else one.start()
    yield at, len(sentence)


def named_there(sentence: str, start: int, end: int, places: Sequence[tuple[int, int]]) -> Iterator[NamedThere]:
    """The variants and the people of a piece, in order; whose mother somebody is, is not whom it tells of."""
    found = [NamedThere(low, high, variant=number) for number, (low, high) in enumerate(places) if start <= low < end]
    for one in _LABEL.finditer(sentence, start, end):
        if _KIN_OF.search(sentence, start, one.start()) or _POSSESSIVE.match(sentence, one.end()):
            continue
        if any(low <= one.start() < high for low, high in places):
            continue
        many = _each(one["many"] or one["bare"] or one["digits"] or "")
        found.append(NamedThere(one.start(), one.end(), tuple(many) or (one["one"],)))
    return iter(sorted(found, key=lambda one: one.start))


def _each(labels: str) -> list[str]:
    """The labels of a list, with those of a range (`1-3`) one by one."""
    ranges = re.sub(
        r"\b(\d{1,2})(?:\s?[–-]\s?|\sto\s)(\d{1,2})\b",
        lambda one: " ".join(map(str, range(int(one[1]), int(one[2]) + 1))),
        labels,
    )
    return re.findall(rf"\b{_NUMBER}\b", ranges)


def runs_of(sentence: str, named: Sequence[NamedThere]) -> Iterator[list[NamedThere]]:
    """Runs of people and runs of variants, in turn."""
    run: list[NamedThere] = []
    for one in named:
        if run and (run[-1].variant is None) != (one.variant is None):
            yield run
            run = []
        run.append(one)
    if run:
        yield run
