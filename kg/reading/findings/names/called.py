"""A name of a term, where one stands in a sentence, and whether a single word is one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kg.lexicon.folds import spelt
from kg.reading.findings.names.light import BETWEEN
from kg.reading.findings.names.stems import plain_stem, plain_words, stems

_NOTHING: Final = frozenset(BETWEEN - {"all", "multiple", "several"})
# fmt: off
_ENDINGS: Final = frozenset((
    "", "a", "ae", "al", "e", "ed", "er", "es", "ia", "ias", "iac", "ic", "ical", "ies", "y", "is", "sis",
    "tic", "ing", "ings", "um", "us", "i", "s", "ses", "ism", "ous", "ive", "on", "ion", "ions", "ation",
    "ations", "ated", "ative", "d",
))
# fmt: on
"""What a word may end on and be the same name."""
_CAPITALS: Final = re.compile(r"[A-Z]{2,5}")
_ANOTHER: Final = ({"", "ing"}, {"", "ism"}, {"ion", "ing"}, {"ion", "ive"}, {"ion", "e"}, {"ion", ""})
"""Endings that may make another word, where the name is none of our tables: mouth is no mouthing."""
_OURS: Final = 10
"""Names below this rank are those of our tables."""
DERIVED: Final = 60
"""From this rank on, a name gives way to any other with which it shares a word."""


@dataclass(frozen=True, slots=True)
class CalledSo:
    """A name of a term; `hpo` is None where no term fits, `rank` is smaller for the surer of two that are alike.

    `sort`: a finding; what is examined, whose term is absent where it is normal, and present where it is poor, if
    `poor`; what is a finding only where it is denied; what is wanted, whose lack is the finding; a word of health,
    which denies it; or none, though it looks like one.
    `scan` is true where it is seen on scans, `why` what is doubtful of it wherever it stands.
    `on` are the kinds of scan beside which alone it means the term: any, if none is told.
    """

    text: str
    hpo: str | None
    rank: int
    sort: Literal["finding", "examined", "denied", "wanted", "healthy", "none"] = "finding"
    scan: bool = False
    why: str = ""
    poor: bool = False
    on: frozenset[str] = frozenset()

    def may_stand(self, scans: frozenset[str]) -> bool:
        """Whether the name means its term where these kinds of scan are spoken of."""
        return not self.on or not scans.isdisjoint(self.on)


@dataclass(frozen=True, slots=True)
class CalledHere:
    """Where a name stands: its words by number; how many stems it has; `others` are terms as likely.

    `denied`: between its words it is said that it is not so, `the ears were not low-set`.
    """

    name: CalledSo
    words: tuple[int, ...]
    shared: bool
    stems: int
    others: tuple[str, ...] = ()
    denied: bool = False


NamesByStems = Mapping[frozenset[str], Sequence[CalledSo]]


def as_written(name: CalledSo, word: str) -> bool:
    """Whether a single word is a name but for its ending: `apraxic` is apraxia, but `conjunction` no conjunctivitis.

    What is examined must stand there as it is: `mood`, and not `moody`.
    """
    told = " ".join(one for one in name.text.split() if one not in _NOTHING)
    ours, theirs = (spelt(one.replace("-", "")) for one in (told, word))
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
    told = (word for word in plain_words(text) if word[0].isalnum() and word not in _NOTHING)
    return frozenset(one for word in told for one in stems(word))


def abbreviated(name: CalledSo, text: str) -> bool:
    """Whether a word in capitals is an abbreviation of something else, and no form of the name: ACN is no acne."""
    short = _CAPITALS.fullmatch(text)
    return bool(short) and spelt(name.text).removesuffix("s") != spelt(text).removesuffix("s")
