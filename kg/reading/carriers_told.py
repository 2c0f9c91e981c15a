"""Whom the words of a variant's sentence add to those whom its place is about, and whom they take away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.reading.found import FoundPerson
from kg.reading.variant_words import VariantWords
from kg.reading.variants.carrier_relatives import relatives_with, sampled_relative

Held = tuple[tuple[str, ...], tuple[str, ...]]
"""Labels of people, and why that is doubtful."""
_IN_TURN: Final = re.compile(r"\brespectively\b", re.I)
_NEW: Final = re.compile(r"(?<!not\s)\bde[\s-]novo\b", re.I)
PARENTS: Final = frozenset({"mother", "father"})
_OF_WORD: Final = {"parent": {"mother", "father"}, "child": {"son", "daughter"}, "children": {"son", "daughter"}}


def relatives_told(said: VariantWords) -> Iterator[str]:
    """What the relatives are who have it; of several variants each came from one in turn, where the words say so."""
    if _IN_TURN.search(said.tail) and said.many > 1:
        kin = [*relatives_with(said.tail)]
        return iter(kin[said.number : said.number + 1] if len(kin) == said.many else ())
    tested = sampled_relative(said.ahead)
    return iter(dict.fromkeys((*((tested,) if tested else ()), *relatives_with(said.behind))))


def arose_anew(ahead: str, behind: str) -> bool:
    """Whether a variant is told to be in neither parent, as it arose in the patient.

    >>> arose_anew("a de novo ", " was found"), arose_anew("", " from the mother and a de novo ")
    (True, False)
    """
    return bool(_NEW.search(ahead[-60:]) or _NEW.search(re.split(r";|\b(?:and|but)\b", behind)[0]))


def free_of_denied(held: Held, denied: frozenset[str], persons: Sequence[FoundPerson]) -> Held:
    """Those who have it without the relatives who have not; where these are all, those whose relatives they are."""
    labels, why = held
    theirs = {one.label: one for one in persons}
    without = {kin for word in denied for kin in _OF_WORD.get(word.rstrip("s"), {word.rstrip("s")})}
    kept = tuple(label for label in labels if theirs[label].relative not in without)
    if labels and not kept:
        return tuple(dict.fromkeys(str(theirs[label].of) for label in labels if theirs[label].of)), why
    return kept, why
