"""The names of findings, found in a text by their words: in any order and form, with one end shared between two.

`gait and limb ataxia` is gait ataxia and limb ataxia; `atrophy of the corpus callosum` is corpus callosum atrophy.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kg.reading.findings.names.called import CalledHere, CalledSo, as_written, name_stems
from kg.reading.findings.names.chosen import chosen
from kg.reading.findings.names.shared_words import JoinedWords
from kg.reading.findings.names.stems import Stemmed

MOST_WORDS: Final = 9
"""Stems of the longest name that is looked for."""
_REACH: Final = 12
"""Words between the first and the last of a name."""


@dataclass(slots=True)
class TermIndex:
    """All names by their stems."""

    _names: dict[frozenset[str], list[CalledSo]] = field(default_factory=dict)
    _by_rarest: dict[str, list[frozenset[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[CalledSo]) -> TermIndex:
        """The index of some names; those without a word that tells anything are left out."""
        by_stems: dict[frozenset[str], list[CalledSo]] = defaultdict(list)
        for name in names:
            found = name_stems(name.text)
            if found and len(found) <= MOST_WORDS:
                by_stems[found].append(name)
        used = Counter(one for stems in by_stems for one in stems)
        rarest: dict[str, list[frozenset[str]]] = defaultdict(list)
        for stems in by_stems:
            rarest[min(stems, key=lambda one: (used[one], one))].append(stems)
        for alike in by_stems.values():
            alike.sort(key=lambda one: one.rank)
        return cls(dict(by_stems), dict(rarest))

    def named(self, stems: frozenset[str]) -> tuple[CalledSo, ...]:
        """What is called by just these stems."""
        return tuple(self._names.get(stems, ()))

    def having(self, stems: frozenset[str]) -> Iterator[CalledSo]:
        """What has all these stems among those of its name."""
        for held, names in self._names.items():
            if stems <= held:
                yield from names

    def stems(self) -> frozenset[str]:
        """Every stem of a name."""
        return frozenset().union(*self._names)

    def find(self, sentence: Sequence[Stemmed], scans: frozenset[str] = frozenset()) -> list[CalledHere]:
        """The names in a sentence, longest first taken, none inside another, in the order of the text.

        `scans` are the kinds of scan of which the sentence may speak.
        """
        at: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(sentence):
            for one in word.stems:
                at[one].append(number)
        there, joining = at.keys(), JoinedWords(self._names, sentence)
        found = [
            called
            for one in at
            for stems in self._by_rarest.get(one, ())
            if stems <= there
            if any(name.may_stand(scans) for name in self._names[stems])
            for called in self._placed(stems, one, at, joining, scans)
        ]
        return chosen(found)

    def _placed(
        self, stems: frozenset[str], anchor: str, at: dict[str, list[int]], joining: JoinedWords, scans: frozenset[str]
    ) -> Iterator[CalledHere]:
        sentence = joining.sentence
        for number in at[anchor]:
            near = {min(at[one], key=lambda other: (abs(other - number), other)) for one in stems}
            places = tuple(sorted(near))
            if places[-1] - places[0] > _REACH:
                continue
            joined = joining.joined(stems, places)
            names = [one for one in self._names[stems] if one.may_stand(scans)]
            if joined is not None and (len(stems) > 1 or _written(names, sentence[places[0]].word)):
                called = replace(_read(names, stems, places, joined.shared, sentence), denied=joined.denied)
                if not called.denied or called.name.sort == "finding":
                    yield called


def _written(names: Iterable[CalledSo], word: str) -> bool:
    """Whether a single word is a name nearly letter by letter: `man` is not `mania`."""
    return any(as_written(one, word) for one in names)


def _read(
    names: Sequence[CalledSo],
    stems: frozenset[str],
    places: tuple[int, ...],
    shared: bool,
    sentence: Sequence[Stemmed],
) -> CalledHere:
    """The likeliest of those whose names have the same stems: that whose words stand there as they are."""
    if len(stems) == 1:
        word = sentence[places[0]].word
        names = [one for one in names if one.sort == "none" or as_written(one, word)]
        names = [one for one in names if one.sort == "none" or one.text.lower() == word] or names
    if len({one.hpo for one in names}) == 1:
        return CalledHere(names[0], places, shared, len(stems))
    there = {sentence[one].word for one in places}
    best = max(names, key=lambda one: (-one.rank // 10, len(there & set(one.text.lower().split())), -one.rank))
    others = {one.hpo for one in names if one.rank == best.rank and one.hpo and one.hpo != best.hpo}
    return CalledHere(best, places, shared, len(stems), tuple(sorted(others)))
