"""Words for people of other papers, and what a paper only compares with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.rows import rows

_NOUN: Final = (
    r"(?:patient|case|proband|individual|child|carrier|subject|infant|neonate|newborn|fetus|woman|man|girl|boy|lady|gentleman"
    r"|sister|brother|sibling|twin|mother|father|cousin|daughter|son|family|kindred"
    r"|women|men|children|families|(?:patient|case|individual|carrier|sister|brother|sibling|twin|infant|girl|boy)s)"
)
_WORDS: Final = {
    "the": r"\b(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Tt]hat|[Tt]wo|[Tt]hree|[Tt]hose)\s",
    "noun": _NOUN,
    "told": r"(?:reported|described|published|documented|presented|studied|recorded|mentioned|seen|observed)",
    "author": (
        r"(?:[A-Z][\w'’-]+(?:(?:,\s|\sand\s|\s&\s|\s)[A-Z][\w'’-]*\.?)*,?\s(?:et\sal\b\.?"
        r"|and\s(?:co-?workers|colleagues|associates)|\[\d|\((?:19|20)\d\d)|(?:ref(?:erence)?\.?\s)?\[\d)"
    ),
    "family": r"(?:the|an?|another)\s(?:[A-Z][a-z]+|other|unrelated)\s(?:family|kindred|series)(?=[^.;]{0,30}\[\d)",
    "here": r"(?:here|by\sus|in\s(?:this|our|the\spresent|detail))",
}


def _pattern() -> re.Pattern[str]:
    ways = "|".join(row["pattern"] for row in rows(Path(__file__).parent / "strangers.tsv"))
    for name, words in _WORDS.items():
        ways = ways.replace(f"<{name}>", words)
    return re.compile(rf"(?:{ways})(?:[\w\s,-]*\])?")


_STRANGER: Final = _pattern()
_OURS: Final = re.compile(r"\b(?:our|ours|the\spresent|this|here)\b", re.I)
_SEX: Final = re.compile(
    r"\b(?:(?P<f>woman|girl|lady|sister|mother|daughter|female)|man|boy|gentleman|brother|father|son|male)\b"
)
_COMPARED: Final = re.compile(
    r"\b(?:unlike|like|as(?:\salso)?\s(?:in|did|had|was|were)|similar(?:ly)?\sto|resembl\w+|in\s(?:contrast|comparison|addition)\s(?:to|with)"
    r"|in\s(?:line|keeping|accordance)\swith|contrary\sto|compar(?:ed|able)\s(?:to|with)|(?:other|rather|more|less|earlier|later|milder)\sthan"
    r"|as\sopposed\sto|different\sfrom|distinct\sfrom|reminiscent\sof)\s(?:in\s)?(?:[\w-]+\s){0,4}$",
    re.I,
)
_WHO: Final = re.compile(r",?\s(?:who|whose|all\sof\swhom|both\sof\swhom)\b")
_BY_THE_WAY: Final = re.compile(
    r",\s(?:which|as|so|often|frequent|common|rare|known|typical|seen|found|described|reported|present|characteristic|usual|absent"
    r"|unlike|like|in\scontrast|similar|(?:the|a)\s(?:\w+\s)?(?:sign|symptom|feature|finding|hallmark))\b[^,;()]{0,120},"
)
_LED: Final = re.compile(
    r"^(?:(?:and|but|moreover|interestingly|notably|however),?\s)?(?:unlike|like|as|compared|similar(?:ly)?|in\s(?:contrast|comparison|line|keeping|accordance|agreement"
    r"|addition))\b[^,;]{0,120},\s|,\s(?:unlike|like|as|in\scontrast|similar)\b[^,;]*(?=[.;]?$)",
    re.I,
)


def with_strangers(met: Sequence[PersonMention], text: str, start: int, end: int) -> list[PersonMention]:
    """The mentions of a sentence with those of people of other papers, a few of these as one.

    Those that are only compared with are left out, and so are groups.
    """
    found = [_stranger(match) for match in _STRANGER.finditer(text, start, end) if not _OURS.search(match[0])]
    plain = [one for one in met if not any(two.start <= one.start < two.end for two in found)]
    every = sorted((*plain, *found), key=lambda one: one.start)
    others = (MentionKind.STRANGER, MentionKind.GROUP)
    return [
        one
        for one in every
        if one.kind not in others or _told(text, one) or not compared(text, (start, end), one.start)
    ]


def _told(text: str, one: PersonMention) -> bool:
    """Whether more is told of somebody with whom the paper compares: `resembles the girl of Toy et al., who had`."""
    return one.kind is MentionKind.STRANGER and _WHO.match(text, one.end) is not None


def _stranger(match: re.Match[str]) -> PersonMention:
    sex = _SEX.search(match[0])
    told = None if sex is None else "female" if sex["f"] else "male"
    return PersonMention(kind=MentionKind.STRANGER, start=match.start(), end=match.end(), sex=told)


def compared(text: str, sentence: tuple[int, int], at: int) -> bool:
    """Whether somebody is named only to compare with them: `like the girl of Toy et al.`, `, frequent in carriers,`."""
    if _COMPARED.search(text, max(sentence[0], at - 60), at):
        return True
    return any(match.start() < at < match.end() for match in _BY_THE_WAY.finditer(text, *sentence))


def without_asides(words: str) -> str:
    """A sentence without what it compares with, and says by the way between commas or in brackets."""
    told = _LED.sub("", words)
    return re.sub(r"\([^()]*\)", "", _BY_THE_WAY.sub(",", told))
