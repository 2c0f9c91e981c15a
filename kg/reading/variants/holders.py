"""Which people of a paper are said to have a variant: all of a group, one of several, or others' and nobody of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.reading.clause_words import ALTHOUGH, BUT
from kg.reading.number_words import from_to, one_of

_MANY: Final = {**from_to(2, 8), "both": 2}
_NUMBER: Final = one_of(_MANY)
_KIN: Final = r"sibs|siblings|sib\spair|brothers|sisters|twins|cousins"
_GROUP: Final = (
    r"patients|cases|probands|individuals|persons|people|children|women|men|girls|boys|subjects|members|relatives"
    rf"|carriers|{_KIN}"
)
_WHO: Final = (
    r"(?:\s(?:of\s)?(?:the|our|these|them|whom|affected|symptomatic|living|examined|tested|family))*"
    rf"(?:\s(?P<who>{_GROUP})\b(?:\sof\s(?:the|this|our|her|his)\s(?:family|kindred|pedigree))?)?"
)
_HAVE: Final = (
    r"\s(?:(?:also|each|both|all)\s)?(?:carr(?:y|ied)|harbou?red|shared?|had|have|were|are|proved|turned|tested"
    r"|showed|revealed|disclosed|demonstrated|identified|detected|confirmed|yielded|inherited)\b"
)
_HERE: Final = rf"(?={_HAVE}|\s?[,.;:)(]|\s?$|\sby\b|\sand\s(?:was|is|their|her|his)\b)"
_EVERY: Final = re.compile(
    rf"\b(?:(?:all|(?<!of\s)(?:the|these|our)|all\sof\sthe|in)\s(?P<n>{_NUMBER})|(?P<both>both)|(?P<all>all|each|every\sone)){_WHO}{_HERE}"
    rf"|\b(?:the|these|our|all|both)\s(?:affected\s)?(?P<kin>{_KIN}|patients)(?={_HAVE})"
    rf"|\b(?P<some>{_NUMBER})\s(?:\w+\s)?(?:{_GROUP})(?:\s(?!(?:who|of|others?)\b)[\w-]+){{0,8}}?\s(?:carr(?:y|ied)|harbou?r(?:ed)?|shared?)\b",
    re.I,
)
_TOGETHER: Final = re.compile(
    r"\b(?:co-?)?segregat(?:ed|es|ing)\s(?:\w+\s)?with\s(?:the\s|their\s)?(?:\w+\s)?(?:disease|phenotype|disorder|illness"
    r"|symptoms|condition|affection)|\b(?:all|every)\s(?:the\s)?affected\b(?!\s(?:alleles?|regions?|areas?))",
    re.I,
)
_THEY: Final = re.compile(rf"\b(?:(?:they|the\stwo){_HAVE}|their\s(?:[\w-]+\s)?(?:variant|mutation)\b)", re.I)
DENIED: Final = re.compile(
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
        piece = _PIECE.split(sentence)[0]
        if _THEY.search(piece) and not DENIED.search(piece):
            return HeldByAll(2, "")
        return HeldByAll(0, "") if _TOGETHER.search(piece) and not DENIED.search(piece) else None
    ends = _PIECE.search(sentence, match.end())
    if DENIED.search(sentence, 0, ends.start() if ends else len(sentence)):
        return None
    who = (match["who"] or match["kin"] or "").lower()
    many = 2 if match["both"] else _MANY.get((match["n"] or match["some"] or "").lower(), 0)
    return HeldByAll(many, who if re.fullmatch(_KIN, who) else "")


_EACH: Final = re.compile(
    rf"\b(?:respectively|former|latter|one|other|first|second|patient|case|man|woman|either)\b|;|\b(?:{BUT})\b", re.I
)


def has_all(sentence: str, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a sentence of several variants tells first who has them, and gives none of them to one alone.

    >>> has_all("Both sibs had V1 and V2.", [(14, 16), (21, 23)])
    True
    """
    match = _EVERY.search(sentence)
    return bool(match and match.end() <= places[0][0] and not _EACH.search(sentence, places[0][0]))


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
