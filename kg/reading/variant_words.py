"""The variants of a text with the words around each: its sentence, and what stands between it and the next ones."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.reading.found import Bearing, FoundVariant, Spot
from kg.reading.sentences import sentences
from kg.texts.text import Text

VariantName = tuple[object, ...]


def name_of(of: Mapping[str, object]) -> VariantName:
    """What tells a variant from others: its names, or the print where it has none."""
    name = tuple(map(of.get, ("gene", "coding", "protein")))
    return name if any(name[1:]) else (*name, of.get("stated"))


@dataclass(frozen=True, slots=True)
class VariantWords:
    """A variant in its sentence: the words ahead of it and behind, as far as the next ones.

    It is the one with this `number`, from 0, of the `many` places of the sentence that name one; `before` is the one
    ahead of it.
    """

    sentence: str
    ahead: str
    behind: str
    number: int
    many: int
    before: FoundVariant | None
    tail: str
    """What stands behind the last of them."""
    denied: frozenset[str]
    """The words for relatives of whom the sentence says that they have it not."""
    places: tuple[tuple[int, int], ...]
    """Where in the sentence the variants stand."""
    place: int
    """Which of these places is its own."""


class VariantPlaces:
    """The places of the running text that name a variant, or that speak of one (`the same variant`)."""

    def __init__(self, text: Text, variants: Sequence[FoundVariant]) -> None:
        self._text = text
        self._named: dict[int, list[FoundVariant]] = {}
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        self._denied: dict[Spot, set[str]] = {}
        for one in variants:
            if one.bearing is Bearing.ABSENT and one.relative:
                self._denied.setdefault(one.spot, set()).add(one.relative)
        for one in sorted(variants, key=lambda one: one.spot):
            if one.spot.passage >= 0 and re.search(r"\d", self._words(one)[one.spot.start : one.spot.end]):
                self._named.setdefault(one.spot.passage, []).append(one)

    def named_in(self, passage: int) -> Sequence[FoundVariant]:
        """The variants that a passage names, in order."""
        return self._named.get(passage, ())

    def around(self, one: FoundVariant) -> VariantWords | None:
        """The words around a variant; None of one in a table."""
        if one.spot.passage < 0:
            return None
        words = self._words(one)
        start, end = self._sentence(one)
        here = [two for two in self.named_in(one.spot.passage) if start <= two.spot.start < end]
        places = sorted({two.spot.start for two in here})
        before = [two for two in here if two.spot.end <= one.spot.start]
        after = [two.spot.start for two in here if two.spot.start >= one.spot.end]
        low, high = (before[-1].spot.end if before else start), (after[0] if after else end)
        spots = sorted({(two.spot.start, two.spot.end) for two in (*here, one)})
        return VariantWords(
            sentence=words[start:end],
            ahead=words[low : one.spot.start],
            behind=words[one.spot.end : high],
            number=max(0, bisect_right(places, one.spot.start) - 1),
            many=len(places),
            before=before[-1] if before else None,
            tail=words[max(two.spot.end for two in here) if here else one.spot.end : end],
            denied=frozenset(self._denied.get(one.spot, ())),
            places=tuple((low - start, high - start) for low, high in spots),
            place=spots.index((one.spot.start, one.spot.end)),
        )

    def _words(self, one: FoundVariant) -> str:
        return self._text.passages[one.spot.passage].text

    def _sentence(self, one: FoundVariant) -> tuple[int, int]:
        """The sentence around a place; two where a name that has a full stop parts them."""
        parts = self._sentences.get(one.spot.passage)
        if parts is None:
            parts = self._sentences[one.spot.passage] = [*sentences(self._words(one))]
        first = max(0, bisect_right(parts, (one.spot.start, len(self._words(one)))) - 1)
        last = next((end for _, end in parts[first:] if end >= one.spot.end), len(self._words(one)))
        return (parts[first][0] if parts else 0), last
