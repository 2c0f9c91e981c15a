"""The one of several whom the words beside a variant name: by a label, by their order, or as man or woman."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.reading.number_words import ORDINALS
from kg.reading.variants.holders import DENIED

_ORDER: Final = {word: at for at, word in enumerate(ORDINALS[:4])} | {"former": 0, "latter": 1}
_LABEL: Final = (
    r"(?:(?:P|Pt|Pat|patient|case|proband|individual|subject|twin|child|sibling)s?[\s.#-]{0,2}(?P<label>\d{1,2}|[A-H])\b"
    r"(?!\s?(?:,|and|&|-|–)\s?(?:[A-H]\b|\d))"
    rf"|(?P<order>{'|'.join(_ORDER)})\b(?!-degree)(?:\s(?P<which>man|woman|boy|girl)\b)?|(?P<noun>man|woman|boy|girl)\b)"
)
_BEHIND: Final = re.compile(
    rf"[\s,]*(?:\([^()]{{0,40}}\)?|\[[^\]]{{0,40}}\])?[\s,)]*(?:(?:was|is|were)\s(?:\w+\s){{1,2}})?"
    rf"(?:\(|in\s|for\s|of\s|by\s)\s?(?:the\s|our\s)?{_LABEL}",
    re.I,
)
_AHEAD: Final = re.compile(
    rf"\b(?:the\s|our\s)?{_LABEL}(?:\s(?:patient|one|case|sibling|brother|sister|proband))?"
    r"(?:,|:|\s(?:carr(?:y|ies|ied)|harbou?r\w*|had|has|was|is|with|showed)\b)?"
    r"[\s:,(]*(?:(?:heterozygous|homozygous|found|shown|positive)\s)?(?:(?:for|to\s(?:carry|have))\s)?(?:(?:a|an|the)\s)?"
    r"(?:(?!and\b)[\w-]+[\s:]{1,2}){0,3}\(?$",
    re.I,
)

_SAMPLED: Final = re.compile(
    rf"\b(?:sequencing|exomes?|genomes?|test(?:ing|s)?|analys[ei]s|panel|screening|DNA|blood)\s(?:[\w-]+\s){{0,2}}?(?:of|in|from|for)\s(?:the|our)\s{_LABEL}"
    r"[^.;,]{0,20}?\s(?:reveal|show|identif|detect|disclos|demonstrat|found|uncover|yield|confirm|return)\w*(?:(?!\b(?:no|not|and|while|whereas|but)\b)[^;])*$",
    re.I,
)
"""`Sequencing of the girl revealed a missense variant in exon 13`."""


@dataclass(frozen=True, slots=True)
class HeldByOne:
    """Words for one of several: a number or letter of a label, a place in the order of the text, or man or woman."""

    label: str = ""
    order: int | None = None
    sex: str = ""


_SEX: Final = {"man": "male", "boy": "male", "woman": "female", "girl": "female"}


def held_by_one(ahead: str, behind: str) -> HeldByOne | None:
    """The one of several whom the words right behind a variant, else those right ahead of it, name as having it.

    >>> held_by_one("disclosed ", " in P1 and"), held_by_one("the woman ", ".")
    (HeldByOne(label='1', order=None, sex=''), HeldByOne(label='', order=None, sex='female'))
    """
    match = _BEHIND.match(behind) or _AHEAD.search(ahead) or _SAMPLED.search(ahead)
    if match is None or DENIED.search(match[0]):
        return None
    if match["label"]:
        return HeldByOne(label=match["label"])
    if match["order"]:
        return HeldByOne(order=_ORDER[match["order"].lower()], sex=_SEX.get((match["which"] or "").lower(), ""))
    return HeldByOne(sex=_SEX[match["noun"].lower()])
