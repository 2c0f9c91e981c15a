"""The names of findings, found in a text by their words: in any order and form, with one end shared between two.

`gait and limb ataxia` is gait ataxia and limb ataxia; `atrophy of the corpus callosum` is corpus callosum atrophy.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal

from kg.lexicon.folds import spelt
from kg.reading.findings.light import BARRIERS, BETWEEN, CONJUNCTIONS, HOW, PREPOSITIONS
from kg.reading.findings.stems import Stemmed, plain_stem, stem, words

MOST_WORDS: Final = 9
"""Stems of the longest name that is looked for."""
_REACH: Final = 12
"""Words between the first and the last of a name."""
_NOTHING: Final = frozenset(BETWEEN - {"all", "multiple", "several"})
_WRONG: Final = stem("impaired")
_WITH: Final = frozenset({"difficulty", "difficulties", "problem", "problems", "trouble", "troubles", "impairment"})
"""Joined by `with` to that which is wrong: problems with memory."""
# fmt: off
_ENDINGS: Final = frozenset((
    "", "a", "ae", "al", "e", "ed", "er", "es", "ia", "ias", "iac", "ic", "ical", "ies", "y", "is", "sis",
    "tic", "ing", "ings", "um", "us", "i", "s", "ses", "ism", "ous", "ive", "on", "ion", "ions", "ation",
    "ations", "ated", "ative", "d",
))
# fmt: on
"""What a word may end on and be the same name."""
_ANOTHER: Final = ({"", "ing"}, {"", "ism"}, {"ion", "ing"}, {"ion", "ive"}, {"ion", "e"}, {"ion", ""})
"""Endings that may make another word, where the name is none of our tables: mouth is no mouthing."""
_OURS: Final = 10
"""Names below this rank are those of our tables."""
_CHAIN: Final = 6
"""Words between the parts of a name, where others tell of the same noun."""
_NEW: Final = frozenset({"a", "an", "the", "her", "his"})


@dataclass(frozen=True, slots=True)
class CalledSo:
    """A name of a term; `hpo` is None where no term fits, `rank` is smaller for the surer of two that are alike.

    `sort`: a finding; what is examined, whose term is absent where it is normal, and present where it is poor, if
    `poor`; what is a finding only where it is denied; a word of health, which denies it; or none, though it looks
    like one.
    `scan` is true where it is seen on scans, `why` what is doubtful of it wherever it stands.
    """

    text: str
    hpo: str | None
    rank: int
    sort: Literal["finding", "examined", "denied", "healthy", "none"] = "finding"
    scan: bool = False
    why: str = ""
    poor: bool = False


@dataclass(frozen=True, slots=True)
class CalledHere:
    """Where a name stands: its words by number; how many stems it has; `others` are terms as likely."""

    name: CalledSo
    words: tuple[int, ...]
    shared: bool
    stems: int
    others: tuple[str, ...] = ()


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

    def find(self, sentence: Sequence[Stemmed]) -> list[CalledHere]:
        """The names in a sentence, longest first taken, none inside another, in the order of the text."""
        at: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(sentence):
            for one in word.stems:
                at[one].append(number)
        there = at.keys()
        found = [
            called
            for one in at
            for stems in self._by_rarest.get(one, ())
            if stems <= there
            for called in self._placed(stems, one, at, sentence)
        ]
        return _chosen(found, sentence)

    def alone(self, word: Stemmed) -> bool:
        """Whether a word is by itself the name of a finding."""
        return any(one.sort == "finding" for one in self.named(frozenset(word.stems)))

    def _placed(
        self, stems: frozenset[str], anchor: str, at: dict[str, list[int]], sentence: Sequence[Stemmed]
    ) -> Iterator[CalledHere]:
        for number in at[anchor]:
            near = {min(at[one], key=lambda other: (abs(other - number), other)) for one in stems}
            places = tuple(sorted(near))
            if places[-1] - places[0] > _REACH:
                continue
            joined = self._joined(stems, places, sentence)
            if joined is not None and (len(stems) > 1 or self._as_written(stems, sentence[places[0]].word)):
                yield self._read(stems, places, joined, sentence)

    def _read(
        self, stems: frozenset[str], places: tuple[int, ...], shared: bool, sentence: Sequence[Stemmed]
    ) -> CalledHere:
        """The likeliest of those whose names have the same stems: that whose words stand there as they are."""
        names = self._names[stems]
        if len(stems) == 1:
            names = [one for one in names if one.sort == "none" or as_written(one, sentence[places[0]].word)]
        if len({one.hpo for one in names}) == 1:
            return CalledHere(names[0], places, shared, len(stems))
        there = {sentence[one].word for one in places}
        best = max(names, key=lambda one: (-one.rank // 10, len(there & set(one.text.lower().split())), -one.rank))
        others = {one.hpo for one in names if one.rank == best.rank and one.hpo and one.hpo != best.hpo}
        return CalledHere(best, places, shared, len(stems), tuple(sorted(others)))

    def _as_written(self, stems: frozenset[str], word: str) -> bool:
        """Whether a single word is a name nearly letter by letter: `man` is not `mania`."""
        return any(as_written(one, word) for one in self._names[stems])

    def _joined(self, stems: frozenset[str], places: tuple[int, ...], sentence: Sequence[Stemmed]) -> bool | None:
        """Whether the words between leave it one name: False, or True where a part is shared; None if not."""
        shared = False
        for first, last in pairwise(places):
            gap = [sentence[one].word for one in range(first + 1, last)]
            conjunctions = sum(one in CONJUNCTIONS for one in gap)
            if gap and self._chained(stems, range(first + 1, last), places[places.index(last) :], sentence):
                shared = True
                continue
            if not conjunctions:
                wrong = sentence[first].word in _WITH
                if not all(one in BETWEEN or one in HOW or (one == "with" and wrong) for one in gap):
                    return None
                continue
            telling = [one for one in gap if one not in BETWEEN and one not in HOW and one not in CONJUNCTIONS]
            each = 2 if _WRONG in sentence[first].stems else 1  # impaired verbal memory, visual attention and planning
            if not 1 <= len(telling) <= min(conjunctions * each, 5) or BARRIERS.intersection(telling):
                return None
            if shared or not self._shares(gap, telling, (places[0], first, last), sentence):
                return None
            shared = True
        return shared

    def _chained(self, stems: frozenset[str], gap: range, noun: tuple[int, ...], sentence: Sequence[Stemmed]) -> bool:
        """Whether all that stands between tells of the same noun: low-set and [posteriorly rotated] ears."""
        listed = (sentence[one].word for one in (gap.start - 2, *gap) if one >= 0)
        if len(gap) > _CHAIN or not any(one in CONJUNCTIONS for one in listed):
            return False
        shared = frozenset(stem for place in noun for stem in sentence[place].stems)
        if not any(shared.issuperset(words(one.text)[-1].stems or "-") for one in self._names[stems]):
            return False  # a name ends on its noun
        groups: list[list[Stemmed]] = [[]]
        for place in gap:
            if (word := sentence[place]).word in CONJUNCTIONS:
                groups.append([])
            elif word.word not in HOW:
                groups[-1].append(word)
        telling = [one for one in groups if one]
        return bool(telling) and all(
            shared.union(*(one.stems for one in group)) in self._names
            or all(shared.union(one.stems) in self._names for one in group)
            for group in telling
        )

    def _shares(
        self, gap: list[str], telling: list[str], ends: tuple[int, int, int], sentence: Sequence[Stemmed]
    ) -> bool:
        """Whether a word before and one behind `A and B` belong together."""
        leftmost, first, last = ends
        before = next((sentence[one].word for one in range(first - 1, -1, -1) if sentence[one].word not in HOW), "")
        if before in ("the", "her", "his") and first > 1:
            before = sentence[first - 2].word
        behind_last = gap[len(gap) - 1 - gap[::-1].index(telling[-1]) + 1 :]
        if any(one in PREPOSITIONS for one in behind_last):  # spasticity and weakness of the legs
            return gap[0] in CONJUNCTIONS
        if any(one in ("was", "were", "is", "are") for one in behind_last):  # memory and attention were impaired
            return gap[0] in CONJUNCTIONS
        if gap[0] not in CONJUNCTIONS:  # muscle cramps and weakness; but cognitive decline and seizures are two
            return not self.alone(sentence[last])
        if (
            _WRONG in sentence[first].stems or self.alone(sentence[first]) or _NEW & set(gap)
        ):  # impairment and an unsteady gait
            return False
        return not (leftmost == first and before in PREPOSITIONS)


def as_written(name: CalledSo, word: str) -> bool:
    """Whether a single word is a name but for its ending: `apraxic` is apraxia, but `conjunction` no conjunctivitis.

    What is examined must stand there as it is: `mood`, and not `moody`.
    """
    ours, theirs = spelt(" ".join(one for one in name.text.split() if one not in _NOTHING)), spelt(word)
    if ours.removesuffix("s") == theirs.removesuffix("s"):
        return True
    if name.sort == "examined" or plain_stem(ours) != plain_stem(word):
        return False
    same = next(
        (at for at, pair in enumerate(zip(ours, theirs, strict=False)) if len(set(pair)) > 1),
        min(len(ours), len(theirs)),
    )
    loose = name.rank < _OURS
    return any(
        ({ours[at:], theirs[at:]} <= _ENDINGS and (loose or {ours[at:], theirs[at:]} not in _ANOTHER))
        for at in range(same, max(same - 4, 2), -1)
    )


def name_stems(text: str) -> frozenset[str]:
    """The stems of a name, without the words that tell nothing."""
    return frozenset(one for word in words(text) if word.word not in _NOTHING for one in word.stems)


def _chosen(found: list[CalledHere], sentence: Sequence[Stemmed]) -> list[CalledHere]:
    found.sort(
        key=lambda one: (
            -len(one.words),
            -one.stems,
            one.shared,
            one.words[-1] - one.words[0],
            one.name.rank,
            one.words,
        )
    )
    taken: list[CalledHere] = []
    used: dict[int, list[CalledHere]] = defaultdict(list)
    for one in found:
        rivals = [other for place in one.words for other in used[place]]
        if rivals and not _beside(one, rivals):
            continue
        taken.append(one)
        for place in one.words:
            used[place].append(one)
    return sorted(taken, key=lambda one: (one.words, one.name.rank))


def _beside(one: CalledHere, rivals: list[CalledHere]) -> bool:
    """Whether a name shares words with others as parts of a list do: with words of its own, and another meaning."""
    own = set(one.words)
    if own <= {place for other in rivals for place in other.words}:
        return False
    return all(
        other.name.sort != "none"
        and (one.shared or other.shared)
        and other.name.hpo != one.name.hpo
        and bool(own - set(other.words))
        for other in rivals
    )
