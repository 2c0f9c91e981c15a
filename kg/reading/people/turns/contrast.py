"""Words that tell two facts at once: of those who have something, and of those who have it not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.clause_words import ALTHOUGH, BUT
from kg.reading.number_words import ORDINALS
from kg.reading.people.mentions import MentionKind, PersonMention

_AGAINST: Final = re.compile(
    r"\b(?:unlike|in\scontrast\s(?:to|with)|as\sopposed\sto|contrary\sto|compared\s(?:to|with)|other\sthan|but\snot(?:\s(?:in|of|by|for))?"
    r"|(?:and|,)\snot(?:\s\(?yet\)?)?(?:\s(?:in|of|by))"
    rf"|(?:{BUT}|{ALTHOUGH}|and|yet)\s(?:was\s|were\s)?(?:not|absent|present|missing|lacking|normal)\s(?:in|from)|rather\sthan(?:\sin)?|except(?:\s(?:in|for))?|distinct\sfrom|different(?:ly)?\s(?:from|of|to)|at\svariance\swith"
    r"|,\s(?:which\s(?:was|were)\s)?(?:absent|missing|lacking|not\s(?:seen|found|present|noted|observed))\s(?:in|from))"
    r"\s(?:the\s(?:brains?\sof\s)?|th(?:at|ose)\sof\s(?:the\s)?)?$",
    re.I,
)
_NOT_IN: Final = re.compile(r"\b(?:but\snot|not|absent|missing|lacking)\s(?:in|of|by|for|from)\s(?:the\s)?$", re.I)
_ONLY: Final = re.compile(
    r"\s(?:only(?=[.,;:)]|$|\s(?:and|but|had|has|have|was|were|is|did|who|in|with|at|showed?|develop\w*|carr\w+|present\w*|suffer\w*)\b)|alone|exclusively)\b(?!\s(?:\w+\s){0,2}(?:mild|slight|minor|occasional|rare|a\b|two|three|after|when|at|since))"
    r"|,?\s(?:\w+\s){0,6}?(?:was|is)\sthe\sonly\s(?:one|sibling|patient|person|member|case)\b|,[^,.;]{0,40},\s(?:was|is)\sthe\sonly\sone\b",
    re.I,
)
_ONLY_AHEAD: Final = re.compile(
    r"\b(?:(?:only|exclusively|solely)\s(?:in\s|by\s)?|(?:confined|restricted|limited)\sto\s)(?:the\s)?$|\bno\sone\sbut\s$",
    re.I,
)
_THE_ONLY: Final = re.compile(
    r"\s(?:was|is)\sthe\sonly\s(?:one|patient|person|case|member)"
    r"(?:\s(?:of|in)\s(?:the|our|this)\s(?:\w+\s)?(?:series|cohort|patients|cases|group))?"
    r"\s(?:with|who|whose|to\s(?:have|show|develop)|in\swhom)\b"
)
_TROUBLED: Final = re.compile(
    r"\b(?:spared|escaped|free\s(?:of|from)|without|lacked|never\s(?:had|developed)|did\snot\s(?:share|have|develop)|no\s(?:trace|sign)s?\sof)\b[^.;,]{0,50}"
    r"\b(?:that|which)\s(?:had\s|so\s)?(?:troubled|affected|bothered|plagued|afflicted|marked|disabled|distressed|tormented|was\s\w+\sin|were\s\w+\sin)"
    r"\s(?:the\s)?$", re.I
)  # fmt: skip
_ELLIPSIS: Final = re.compile(r"\s(?:did|had|was|were|has|is|could|does)(?P<no>\s?n[o’']t)?(?:\sso)?(?=[.,;)]|$)", re.I)
_BEFORE: Final = re.compile(
    rf"(?:\b(?P<unlike>{BUT}|{ALTHOUGH})|\b(?P<like>as|so|nor|neither)(?:\s(?:did|had|was))?)\s(?:the\s)?$", re.I
)

_NONE_OF: Final = re.compile(
    r"\b(?:neither|none)\sof\s(?:which|these|them|those)(?:\s(?:was|were)\s\w+\sin)?\s(?:the\s|our\s)?$", re.I
)
_WHICH: Final = re.compile(
    r",\s(?:(?:all|both|each)\sof\s)?(?:which|this|that|these|something|signs?\sthat|features?\sthat|a\s\w+\sthat)\s(?:(?:was|were)\s"
    r"(?:absent|missing|lacking|not\s\w+)\s(?:in|from)\s)?(?:the\s|our\s)?$",
    re.I,
)
_NAME: Final = re.compile(r"^\s(?:[A-Z]|[A-Z]?-?\d+)(?=\s)")
"""The letter or number behind a patient: `our patient A`."""
_HAS: Final = re.compile(
    r"\s(?:(?:has|had|have)(?:\s(?:had|shown|developed|so\sfar))?|did|does|show(?:s|ed)|develop(?:s|ed)|present(?:s|ed)|suffered|experienced)\b(?!\s(?:not|no|never)\b)"
    r"|\W*$",
    re.I,
)
_HAS_NOT: Final = re.compile(
    r"\s(?:(?:has|had|have|did|does|was|were)\s?(?:not\b|n[o’']t\b|never\b)|never\s(?:had|developed|showed|did|suffered)|lack(?:s|ed)\b|escaped\b)",
    re.I,
)

_LIKE: Final = re.compile(
    r"\W*(?:just\s|much\s)?(?:like|as\s(?:in|with)|similar(?:ly)?\sto|resembling|in\scommon\swith)\s", re.I
)
_THEIRS: Final = ("her", "his", "him")


def opposed(text: str, start: int, at: int) -> bool:
    """Whether somebody is named to be told apart: `unlike her brother`, `but not in him`."""
    return _AGAINST.search(text[max(start, at - 40) : at]) is not None


def likened(text: str, start: int, met: Sequence[PersonMention]) -> bool:
    """Whether who is named first is only whom another of the sentence is like: `Like Patient 1, she had tremor`."""
    return len(met) > 1 and _LIKE.fullmatch(text, start, met[0].start) is not None and met[1].noun not in _THEIRS


def not_in(text: str, start: int, at: int) -> bool:
    """Whether somebody is named to say that they have it not: `in two patients, but not in ours`."""
    return _NOT_IN.search(text[max(start, at - 24) : at]) is not None


def troubled(text: str, at: int) -> bool:
    """Whether somebody has what another is said to be spared: `the dysphagia that troubled her`."""
    led = _TROUBLED.search(text[max(0, at - 90) : at])
    return led is not None


def only(text: str, start: int, end: int) -> bool:
    """Whether something is said of somebody alone: `in the sister only`, `was the only one with`."""
    return _ONLY.match(text, end) is not None or _ONLY_AHEAD.search(text[max(0, start - 24) : start]) is not None


def alone(text: str, one: PersonMention) -> bool:
    """Whether one who is told by their place has something alone, or `she was the only one with` it."""
    if one.noun in ("she", "he"):
        return _THE_ONLY.match(text, one.end) is not None
    ordered = one.kind is MentionKind.ROLE and not set(ORDINALS).isdisjoint(one.label.lower().split())
    return ordered and one.sex is None and only(text, one.start, one.end)


def ellipsis(text: str, start: int, end: int, begun: int) -> bool | None:
    """Whether `whereas he did` or `; she was not` says the contrary of the clause before it.

    False for `as did he`, which says the same; None for what says neither.
    """
    led = _BEFORE.search(text[max(0, start - 20) : start])
    behind = _ELLIPSIS.match(text, end)
    if led is None:
        new = start - begun <= 4 or re.search(r",\s(?:and\s)?(?:the\s)?$", text[max(0, start - 12) : start])
        return True if new and behind and behind["no"] else None
    if led["unlike"]:
        return True if behind else None
    return False if behind or re.match(r"[.,;)]|$", text[end : end + 1]) else None


def has_none_of(text: str, sentence: tuple[int, int], named: tuple[int, int]) -> bool:
    """Whether a sentence ends by saying who has none of what it told: `, neither of which our patient had`."""
    ahead, behind = text[sentence[0] : named[0]], text[named[1] : sentence[1]]
    behind = _NAME.sub("", behind)
    if _NONE_OF.search(ahead):
        return _HAS.match(behind) is not None
    return _WHICH.search(ahead) is not None and _HAS_NOT.match(behind) is not None
