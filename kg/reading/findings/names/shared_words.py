"""Whether words apart are one name: light words between them, or a part that a list shares.

`gait and limb ataxia` is gait ataxia and limb ataxia; `low-set and posteriorly rotated ears` are one noun told twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from kg.reading.findings.names.called import NamesByStems, as_written
from kg.reading.findings.names.light import (
    BARRIERS,
    BETWEEN,
    CONJUNCTIONS,
    DENIALS,
    PLACES,
    PREPOSITIONS,
    tells_how,
)
from kg.reading.findings.names.listed_words import WRONG, chained, denies, shares
from kg.reading.findings.names.stems import Stemmed, words

_WITH: Final = frozenset({"difficulty", "difficulties", "problem", "problems", "trouble", "troubles", "impairment"})
"""Joined by `with` to that which is wrong: problems with memory."""
_PAIR: Final = 2
_MEASURED: Final = re.compile(
    r"\d[\d., ]*(?:(?:[munpfkµμ]?(?:g|l|mol|u|iu|eq|kat)|ml|dl|mm|h|min|/|\d+) ?)*[(,;]?",
)
"""What was measured, before the word that says how it is: `ferritin 812 U/L (elevated)`."""
_SEEMS: Final = frozenset({"appear", "appeared", "appears", "look", "looked", "looks", "seem", "seemed", "seems"})
_OR: Final = frozenset({"or", "nor"})


class OneName(NamedTuple):
    """That words are one name: whether a part is `shared` with another name, whether one is `denied` of the rest."""

    shared: bool
    denied: bool


@dataclass(frozen=True, slots=True)
class JoinedWords:
    """The words of a sentence, joined where the names that are looked for have them together."""

    names: NamesByStems
    sentence: Sequence[Stemmed]

    def joined(self, stems: frozenset[str], places: tuple[int, ...]) -> OneName | None:
        """Whether the words between leave it one name, and how; None if not."""
        shared = denied = False
        for first, last in pairwise(places):
            gap = [self.sentence[one].word for one in range(first + 1, last)]
            if not denied and denies(gap) and not self._alone(self.sentence[first]):  # `ataxia was not progressive`
                denied = True
                continue
            way = self._way(stems, (first, last), places, shared=shared)
            if way is None:
                return None
            shared |= way
        return OneName(shared, denied)

    def _way(
        self, stems: frozenset[str], ends: tuple[int, int], places: tuple[int, ...], *, shared: bool
    ) -> bool | None:
        """Whether the words between two of a name are those of a list that shares a part; None if they part it."""
        first, last = ends
        gap = [self.sentence[one].word for one in range(first + 1, last)]
        if gap[:1] == ["of"] and self.sentence[first].word == "absence" and self._alone(self.sentence[last]):
            return None  # absence of seizures; but absence of speech is a finding
        if (gap and CONJUNCTIONS.issuperset(gap) and self._lists(stems)) or gap == ["/"]:
            return False
        if self._measured(stems, gap):
            return False
        conjunctions = sum(one in CONJUNCTIONS for one in gap)
        if conjunctions and self.sentence[first].word in DENIALS and not _OR.intersection(gap):
            return None  # without tremor, and slurred speech
        if gap[-1:] == [","] and self.sentence[last].word in DENIALS:
            return None  # plantars flexor, no clonus
        if gap and chained(self.names, stems, self.sentence, range(first + 1, last), places[places.index(last) :]):
            return True
        if not conjunctions:
            return False if self._light(stems, first, gap) else None
        telling = [one for one in gap if one not in BETWEEN and not tells_how(one) and one not in CONJUNCTIONS]
        if self._shows(stems):
            if not telling or not PLACES.issuperset(telling) or {"a", "an"} & set(gap):
                return None
            if gap[-1] == "," and self.sentence[first].word in PLACES:  # frontal white matter, atrophy
                return None
            if gap[0] not in CONJUNCTIONS:  # reduced in both frontal lobes and in the parietal cortex
                return True
        else:  # impaired verbal memory, visual attention and planning
            each = 2 if WRONG in self.sentence[first].stems else 1
            if not 1 <= len(telling) <= min(conjunctions * each, 5) or BARRIERS.intersection(telling):
                return None
        if shared or self._of_another(stems, first, gap):
            return None
        return True if shares(self.sentence, self._alone, gap, telling, (places[0], first, last)) else None

    def _light(self, stems: frozenset[str], first: int, gap: Sequence[str]) -> bool:
        """Whether all words of a gap say how much, or whose."""
        wrong, shows = self.sentence[first].word in _WITH, self._shows(stems)
        return all(
            one in BETWEEN or one in _SEEMS or tells_how(one) or (one == "with" and wrong) or (shows and one in PLACES)
            for one in gap
        )

    def _of_another(self, stems: frozenset[str], first: int, gap: Sequence[str]) -> bool:
        """Whether the noun on which a name ends stands before words of another: atrophy and [white matter] lesions."""
        if gap[0] not in CONJUNCTIONS or PREPOSITIONS.intersection(gap):
            return False
        noun = set(self.sentence[first].stems)
        return all(noun & set(words(one.text)[-1].stems) for one in self.names[stems]) and len(stems) > _PAIR

    def _measured(self, stems: frozenset[str], gap: Sequence[str]) -> bool:
        """Whether a measure alone stands between; but `strength was 5/5 in all limbs` says how strength was found."""
        between = " ".join(one for one in gap if one not in BETWEEN and not tells_how(one))
        if not _MEASURED.fullmatch(between):
            return False
        return not between or any(one.sort != "examined" for one in self.names[stems])

    def _lists(self, stems: frozenset[str]) -> bool:
        """Whether it is a list that names no finding: brain abnormalities, neurodegeneration and dysosteosclerosis."""
        return any(one.sort == "none" and " and " in one.text for one in self.names[stems])

    def _shows(self, stems: frozenset[str]) -> bool:
        """Whether it is something that scans show: only of places does a list tell it together."""
        return any(one.scan for one in self.names[stems])

    def _alone(self, word: Stemmed) -> bool:
        """Whether a word is by itself the name of a finding."""
        named = self.names.get(frozenset(word.stems), ())
        return any(one.sort == "finding" and as_written(one, word.word) for one in named)
