"""Which of the names that share words in a sentence stand: the longest first, none inside another."""

from __future__ import annotations

from collections import defaultdict

from kg.reading.findings.names.called import DERIVED, CalledHere


def chosen(found: list[CalledHere]) -> list[CalledHere]:
    """The names that stand, in the order of the text; of those that share a word the longest, unless all are parts."""
    found.sort(
        key=lambda one: (
            one.name.rank >= DERIVED,
            -len(one.words),
            -one.stems,
            one.denied,
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
