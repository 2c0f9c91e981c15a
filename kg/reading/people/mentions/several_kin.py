"""Several relatives as each of them: `both parents`, `his two sons`, `parental samples`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from kg.reading.number_words import from_to, one_of
from kg.reading.people.mentions.kinds import MentionKind, PersonMention
from kg.reading.people.mentions.words import CALLED, FOLDER, KIN
from kg.reading.people.worded import patterns_of

_PARENTS: Final = ("mother", "father")
_ONE_OF: Final[Mapping[str, Sequence[str]]] = {
    "parents": _PARENTS, "parent": _PARENTS, "parental": _PARENTS,
    "grandparents": ("grandmother", "grandfather"),
    **{f"{word}s": (CALLED.get(word, word),) for word in KIN if word != "child"}, "children": ("child",),
}  # fmt: skip
"""Words for several relatives, and what each of them is."""
_MANY: Final = {"both": 2, "either": 2, "neither": 2, **from_to(2, 5)}
_COUNT: Final = re.compile(rf"\b(?P<n>{one_of(_MANY)})\b", re.I)
_COUNT_AHEAD: Final = re.compile(rf"\b(?P<n>{one_of(_MANY)})\s(?:of\s)?(?:the\s)?$", re.I)
_SOME: Final = re.compile(r"\b\w+\sof\s$", re.I)
"""Ahead of `her three children`: of some of them, whoever they are."""
_THEN: Final = (
    r"(?:\s?\([^()]{0,40}\)|,\s(?:both\s|now\s|aged\s|in\s)?[^,.;]{1,40}(?:,\s\d[^,.;]{0,20})?,)?,?\s"
    r"(?:who\s|both\s|all\s|each\s|themselves\s)*"
)
_BE: Final = (
    r"(?:are|were|is|was|being|ha(?:ve|d)\sbeen|remain(?:s|ed)?|tested|proved|turned\sout|came\sback|ha(?:d|ve|s))\s"
)
_TOLD: Final = {where: words for (where,), words in patterns_of(FOLDER / "several_kin.tsv", then=_THEN, be=_BE).items()}
_OWN: Final = re.compile(r"\b(?P<own>her|his|their)\b", re.I)
_OWN_KIN: Final = frozenset({"parents", "parent", "parental", "grandparents"})
_AMONG_PATIENTS: Final = re.compile(r"(?:brother|sister|sibling|sib|twin|cousin)s$")
"""A text's own patients are called so too (`both sisters carried it`), unless they are somebody's."""
_FURTHER: Final = re.compile(
    r"\b(?:her|his|their|further|other|more|additional|(?:two|three|four)\s(?:youngest|eldest|oldest|younger|older|elder|healthy|unaffected|remaining))\b",
    re.I,
)
_NO_FAMILY: Final = re.compile(r"\b(?:of|to|between)\s(?:[\w-]+,?\s){0,3}$", re.I)
"""Ahead of parents who are named to say whose child somebody is."""


def each_of_kin(match: re.Match[str]) -> Iterator[PersonMention]:
    """Each of the relatives of a match, where the words around tell something of each and say how many they are."""
    words = _named(match)
    kin = _ONE_OF.get("parental" if "parental" in words.split() else words.split()[-1])
    if not kin or not _told_of_each(match):
        return
    ahead = _COUNT_AHEAD.search(match.string, max(0, match.start() - 16), match.start())
    if _COUNT.search(words) and _SOME.search(match.string, max(0, match.start() - 16), match.start()):
        return
    number = _COUNT.search(words) or ahead
    many = (_MANY[number["n"].lower()] if number else 0) if len(kin) == 1 else 1
    if not number and _NO_FAMILY.search(match.string, max(0, match.start() - 40), match.start()):
        return
    start = ahead.start() if ahead else match.start()
    own = _OWN.search(match[0])
    of = match["whose"] or match["whose2"] or (own["own"].lower() if own and len(kin) == 1 else "their")
    met = partial(PersonMention, kind=MentionKind.RELATIVE, start=start, end=match.end(), of=of)
    for _ in range(many):
        yield from (met(kin=one, sex=KIN[one], fresh=many > 1) for one in kin)


def _named(match: re.Match[str]) -> str:
    """The words for the relatives, without whose they are."""
    owner = match["whose"] or match["whose2"]
    return (match[0].removesuffix(f" of {owner}") if owner else match[0]).strip().lower()


def _told_of_each(match: re.Match[str]) -> bool:
    words = _named(match)
    if words.startswith("neither"):
        return _TOLD["neither"].match(match.string, match.end()) is not None
    if _AMONG_PATIENTS.search(words) and not (_FURTHER.search(words) or match["whose"]):
        return False
    ahead = match.string[max(0, match.start() - 80) : match.start()] + re.split(r"[\w-]+$", words)[0]
    well = words.split()[-1] in _OWN_KIN and _TOLD["well"].match(match.string, match.end())
    return bool(well or _TOLD["behind"].match(match.string, match.end()) or _TOLD["ahead"].search(ahead))
