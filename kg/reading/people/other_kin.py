"""One of several relatives without the word for them: `One daughter tested negative; the other has not been tested`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.number_words import ORDINALS
from kg.reading.people.mentions import KIN, MentionKind, PersonMention
from kg.reading.people.mentions.labels import NUMBERED, ROMAN
from kg.reading.people.mentions.words import CALLED, KIN_WORDS

_RANK: Final = "older|elder|younger|eldest|oldest|youngest"
_WHO: Final = re.compile(
    rf"\b[Tt]he\s(?P<which>other|second|third|{_RANK})(?:\sone)?(?=,?\s\(?(?:is|was|has|had|did|does|died|declined|refused|tested"
    r"|carries|carried|with\s\d+|aged|now|dead|deceased|\d+|remains|could|wished|preferred|opted|chose|who)\b)"
)
_AHEAD: Final = re.compile(
    rf"\b(?P<n>one|two|three|four|both|an?|another|{_RANK})\s(?:of\s)?(?:(?P<own>her|his|their|the)\s)?(?:[\w-]+\s){{0,2}}?"
    rf"(?P<kin>{KIN_WORDS})(?P<many>s?)\b(?:\sof\s(?P<whom>the\s(?:{'|'.join(ORDINALS)})\s\w+|(?i:{NUMBERED})|{ROMAN}))?",
    re.I,
)
_FAR: Final = 160
_NOT: Final = re.compile(
    r"\b(?:patient|case|proband|variants?|mutations?|famil(?:y|ies)|hands?|legs?|eyes?|sides?)\b", re.I
)
"""What else `the other` may be one of."""


def with_other_kin(met: Sequence[PersonMention], text: str, start: int, end: int) -> list[PersonMention]:
    """The mentions of a sentence, with those of one of several relatives by `the other`, `the older`."""
    found = [one for match in _WHO.finditer(text, start, end) if (one := _relative(match)) is not None]
    kept = [one for one in met if not any(two.start < one.end and one.start < two.end for two in found)]
    return sorted((*kept, *found), key=lambda one: one.start)


def _relative(match: re.Match[str]) -> PersonMention | None:
    """Whom the words mean where relatives are told of just ahead, and nothing else that may be one of two."""
    low = max(0, match.start() - _FAR)
    ahead = [*_AHEAD.finditer(match.string, low, match.start())][-1:]
    if not ahead or _NOT.search(match.string, ahead[0].end(), match.start()):
        return None
    told, which = ahead[0], match["which"].lower()
    several = bool(told["many"]) and told["n"].lower() in ("two", "three", "four", "both")
    if not several and (told["many"] or told["n"].lower() not in ("one", "an", "a", *_RANK.split("|"))):
        return None
    if not several and which not in ("other", "second", "younger", "older", "elder"):
        return None
    word = told["kin"].lower()
    kin, own = CALLED.get(word, word), (told["own"] or "").lower()
    return PersonMention(
        kind=MentionKind.RELATIVE, start=match.start(), end=match.end(), kin=kin, sex=KIN[word], sort=which,
        of=told["whom"] or (own if own in ("her", "his") else "their"), fresh=True,
    )  # fmt: skip
