"""Which people of a paper are said to have a variant: all of a group, one of several, or others' and nobody of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.reading.clause_words import ALTHOUGH, BUT
from kg.reading.number_words import ORDINALS, from_to, one_of

_MANY: Final = {**from_to(2, 8), "both": 2}
_NUMBER: Final = one_of(_MANY)
_KIN: Final = r"sibs|siblings|sib\spair|brothers|sisters|twins|cousins"
_GROUP: Final = rf"patients|cases|probands|individuals|persons|people|children|members|relatives|carriers|{_KIN}"
_WHO: Final = (
    r"(?:\s(?:of\s)?(?:the|our|these|them|whom|affected|symptomatic|living|examined|tested|family))*"
    rf"(?:\s(?P<who>{_GROUP})\b)?"
)
_HAVE: Final = (
    r"\s(?:(?:also|each|both|all)\s)?(?:carr(?:y|ied)|harbou?red|shared?|had|have|were|are|proved|turned|tested"
    r"|showed)\b"
)
_HERE: Final = rf"(?={_HAVE}|\s?[,.;:)(]|\s?$|\sby\b|\sand\s(?:was|is)\b)"
_EVERY: Final = re.compile(
    rf"\b(?:(?:all|the|these|our|in)\s(?P<n>{_NUMBER})|(?P<both>both)|(?P<all>all|each|every\sone)){_WHO}{_HERE}"
    rf"|\b(?:the|these|our|all|both)\s(?:affected\s)?(?P<kin>{_KIN}|patients)(?={_HAVE})"
    rf"|\b(?P<some>{_NUMBER})\s(?:\w+\s)?(?:{_GROUP})(?:\s(?!(?:who|of|others?)\b)[\w-]+){{0,8}}?\s(?:carr(?:y|ied)|harbou?r(?:ed)?|shared?)\b",
    re.I,
)
_TOGETHER: Final = re.compile(
    r"\b(?:co-?)?segregat(?:ed|es|ing)\s(?:\w+\s)?with\s(?:the\s|their\s)?(?:\w+\s)?(?:disease|phenotype|disorder|illness"
    r"|symptoms|condition|affection)|\b(?:all|every)\s(?:the\s)?affected\b(?!\s(?:alleles?|regions?|areas?))",
    re.I,
)
_DENIED: Final = re.compile(
    r"\b(?:not|never|neither|nor|none|no|except|unlike|other\sthan)\b|\b(?:healthy|unaffected|unrelated"
    r"|control\w*)\b", re.I
)  # fmt: skip


_PIECE: Final = re.compile(rf";|,\s(?:{BUT}|{ALTHOUGH})\b")


@dataclass(frozen=True, slots=True)
class HeldByAll:
    """Words for all of a group: how many, where they say it, and whether they are said to be kin."""

    many: int
    kin: str


def held_by_all(sentence: str) -> HeldByAll | None:
    """The group all of whom a sentence says to have what it names; None where it says so of none, or not of all.

    >>> held_by_all("All three sibs were heterozygous"), held_by_all("Both parents carried it")
    (HeldByAll(many=3, kin='sibs'), None)
    """
    match = _EVERY.search(sentence)
    if match is None:
        return HeldByAll(0, "") if _TOGETHER.search(sentence) and not _DENIED.search(sentence) else None
    ends = _PIECE.search(sentence, match.end())
    if _DENIED.search(sentence, 0, ends.start() if ends else len(sentence)):
        return None
    who = (match["who"] or match["kin"] or "").lower()
    many = 2 if match["both"] else _MANY.get((match["n"] or match["some"] or "").lower(), 0)
    return HeldByAll(many, who if re.fullmatch(_KIN, who) else "")


_ORDER: Final = {word: at for at, word in enumerate(ORDINALS[:4])} | {"former": 0, "latter": 1}
_LABEL: Final = (
    r"(?:(?:P|Pt|Pat|patient|case|proband|individual|subject|twin|child|sibling)s?[\s.#-]{0,2}(?P<label>\d{1,2}|[A-H])\b"
    r"(?!\s?(?:,|and|&|-|–)\s?(?:[A-H]\b|\d))"
    rf"|(?P<order>{'|'.join(_ORDER)})\b(?!-degree)|(?P<noun>man|woman|boy|girl)\b)"
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
    match = _BEHIND.match(behind) or _AHEAD.search(ahead)
    if match is None or _DENIED.search(match[0]):
        return None
    if match["label"]:
        return HeldByOne(label=match["label"])
    if match["order"]:
        return HeldByOne(order=_ORDER[match["order"].lower()])
    return HeldByOne(sex=_SEX[match["noun"].lower()])


_OTHERS: Final = re.compile(
    r"\bet\sal\b|\[\d|\b(?:previously|already|ever|been|first|also|initially)\s(?:reported|described|published)"
    r"|\b(?:reported|described|published)\s(?:by|in|before|earlier|elsewhere|patients?|cases?"
    r"|famil|kindred|carriers?|variants?|mutations?)"
    r"|\bliterature\b|\bsuch\sas\b|\bother\s(?:\w+\s)?(?:famil|patients|carriers|variants|mutations)"
    r"|\b(?:ClinVar|HGMD|gnomAD|ExAC|dbSNP|polymorphism)\b",
    re.I,
)
_OURS: Final = re.compile(
    r"\b(?:she|he|her|his|patient|proband|we|our|ours|this\s(?:patient|family|case|man|woman)|the\s(?:present|current))\b",
    re.I,
)


def of_others(sentence: str) -> bool:
    """Whether a sentence tells of a variant that others reported, or of a list of known ones, and of nobody of ours.

    >>> of_others("p.R782H has been described before [4]"), of_others("p.R782H of our patient was described before [4]")
    (True, False)
    """
    return bool(_OTHERS.search(sentence)) and not _OURS.search(sentence)
