"""What stands between the words of a name where a list shares them, or where one is denied of the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from kg.reading.findings.names.called import NamesByStems
from kg.reading.findings.names.light import BARRIERS, BETWEEN, CONJUNCTIONS, DENIALS, PREPOSITIONS, VERBS, tells_how
from kg.reading.findings.names.stems import Stemmed, stem, words

WRONG: Final = stem("impaired")
_ENTIRELY: Final = frozenset(
    ("very", "completely", "entirely", "fully", "particularly", "severely", "quite", "so", "all")
)
"""Words behind a denial that leave something: `not very brisk`."""
_CHAIN: Final = 6
"""Words between the parts of a name, where others tell of the same noun."""
_NEW: Final = frozenset({"a", "an", "the", "her", "his"})
_SOUND: Final = re.compile(r"(?:normal|intact|preserved|spared|full|unremarkable|good|unaffected)\b|5 / 5")
"""Behind an item of a list: it is told how it was found itself, `impaired memory, power normal`."""


def shares(
    sentence: Sequence[Stemmed],
    alone: Callable[[Stemmed], bool],
    gap: list[str],
    telling: list[str],
    ends: tuple[int, int, int],
) -> bool:
    """Whether a word before and one behind `A and B` belong together.

    `alone` says whether a word is by itself a finding.
    """
    leftmost, first, last = ends
    before = next((sentence[one].word for one in range(first - 1, -1, -1) if not tells_how(sentence[one].word)), "")
    if before in ("the", "her", "his") and first > 1:
        before = sentence[first - 2].word
    behind_last = gap[len(gap) - 1 - gap[::-1].index(telling[-1]) + 1 :]
    if _SOUND.match(" ".join(one.word for one in sentence[last + 1 : last + 4])):
        return False
    if any(one in PREPOSITIONS for one in behind_last):  # spasticity and weakness of the legs
        return gap[0] in CONJUNCTIONS
    if any(one in ("was", "were", "is", "are") for one in behind_last):  # memory and attention were impaired
        return gap[0] in CONJUNCTIONS
    if gap[0] not in CONJUNCTIONS:  # muscle cramps and weakness; but cognitive decline and seizures are two
        return not alone(sentence[last])
    if WRONG in sentence[first].stems or alone(sentence[first]) or _NEW & set(gap):  # impairment and an unsteady gait
        return False
    return not (leftmost == first and before in PREPOSITIONS)


def denies(gap: Sequence[str]) -> bool:
    """Whether words between a part and what might be said of it deny that: `were not`, `did not appear`."""
    at = next((number for number, word in enumerate(gap) if word in DENIALS), 0)
    before, behind = gap[:at], gap[at + 1 :]
    light = all(one in VERBS or one in BETWEEN or tells_how(one) for one in (*before, *behind))
    return light and any(one in VERBS for one in before) and not _ENTIRELY.intersection(behind)


def chained(
    names: NamesByStems,
    stems: frozenset[str],
    sentence: Sequence[Stemmed],
    gap: range,
    noun: tuple[int, ...],
) -> bool:
    """Whether all that stands between tells of the same noun: low-set and [posteriorly rotated] ears."""
    listed = (sentence[one].word for one in (gap.start - 2, *gap) if one >= 0)
    if len(gap) > _CHAIN or sentence[gap.stop - 1].word == "," or any(sentence[one].word in BARRIERS for one in gap):
        return False
    if not any(one in CONJUNCTIONS for one in listed):
        return False
    shared = frozenset(stem for place in noun for stem in sentence[place].stems)
    if not any(shared.issuperset(words(one.text)[-1].stems or "-") for one in names[stems]):
        return False  # a name ends on its noun
    groups: list[list[Stemmed]] = [[]]
    for place in gap:
        if (word := sentence[place]).word in CONJUNCTIONS:
            groups.append([])
        elif word.word not in BETWEEN and not tells_how(word.word):
            groups[-1].append(word)
    telling = [one for one in groups if one]
    return bool(telling) and all(
        _alike(names, stems, shared.union(*(one.stems for one in group)))
        or all(_alike(names, stems, shared.union(one.stems)) for one in group)
        for group in telling
    )


def _alike(names: NamesByStems, stems: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both are findings, or both examined: atrophy and a lesion of the [deep white matter] are no list."""
    sorts = {one.sort for one in names.get(other, ())}
    return bool(sorts - {"examined"}) or (bool(sorts) and any(one.sort == "examined" for one in names[stems]))
