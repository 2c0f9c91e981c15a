"""Relatives in a sentence: of whom it speaks, where that is not the patient."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from kg.reading.clause_words import ALTHOUGH, BUT
from kg.reading.findings.bearings.sexes import PRONOUN

_WORD: Final = (
    r"(?P<who>(?:half[- ]|great[- ]?|step[- ]?)?(?:grand)?(?:father|mother|parents?)|(?:half[- ])?(?:brother|sister)s?"
    r"|(?:co-?)?twin(?: (?:brother|sister))?|siblings?|sons?|daughters?|uncles?|aunts?|cousins?|nephews?|nieces?"
    r"|relatives?|family members?)"
)
_WHOSE: Final = (
    r"(?:her|his|the patient[’']s|patient[’']s|the proband[’']s|the|a|an|one|both|two|three|whose|maternal|paternal"
    r"|several|other|another|their|neither|either|(?:none|neither) of (?:her|his|the)"
    r"|no(?: other)?(?= (?:other )?(?:family|sibling|relative|brother|sister)(?!s?[,.;])))"
)
_KIN: Final = re.compile(
    rf"(?<![\w-])(?P<before>(?:(?:un)?like|than|as|with|by|to|from|between|for|and|of|in) )?{_WHOSE} (?:(?!and\b|had\b"
    rf"|was\b|of\b)[\w’'-]+,? ){{0,3}}?{_WORD}\b(?![’']s "
    r"(?:age|home|house|account|opinion|view|words|report|eyes|description|story|estimate))",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"(?<![\w-])(?:[IVX]+[-:.]\d+|[A-Z]-?\d+)(?!\w)")
_LABELLED: Final = re.compile(
    rf"{_WORD} ?\((?:patient |case )?(?P<label>(?-i:[IVX]+[-:.]\d+|[A-Z]-?\d+))", re.IGNORECASE
)
_FAMILY: Final = re.compile(
    r"(?<!personal or )(?<!personal and )(?<!personal nor )\bfamily history\b|\bfamilial history\b"
    r"|\bruns in (?:her|his|the) family\b",
    re.IGNORECASE,
)
_NOTED: Final = re.compile(
    rf"(?<=[:;,+] )(?:(?:maternal|paternal|elder|older|younger|\d|one|two) ){{0,2}}{_WORD}\b(?![’']s )", re.I
)
"""A relative in the notes of a family history: `Family history: mother dementia, brother died at 49`."""
_OCCASION: Final = re.compile(
    r"\b(?:illness|diagnosis|death|loss|birth|funeral|care|fate|suffering|(?:complaint|concern|account|description"
    r"|observation|impression|recollection|statement|testimony)s?|worr(?:y|ies)) $",
    re.IGNORECASE,
)
"""Ahead of `of the son` where he is named for what befell somebody else then, or for what they told of the patient."""
_DONE_TO: Final = re.compile(
    r"\b(?:(?:to|not|could|would|cannot|can|never) "
    r"(?!affect|involve|spare|include|examin|test|see\b|be\b|have\b|find)[a-z]+"
    r"|(?!be|includ|concern|regard|involv|affect|spar|dur|follow|hav)[a-z]+ing"
    r"|hit|struck|pushed|slapped|bit|kicked|insulted|attacked|threatened|forgot|neglected|abandoned|accused)"
    r"(?: (?:up|after|at|out|down|over|about))? $",
    re.IGNORECASE,
)
"""Ahead of a relative to whom the patient does something: `forgot to pick up their son`."""
_TELLS: Final = re.compile(
    r"\s+(?:had |have |also |first |then |has |never |not |ever |did not |always |repeatedly )*"
    r"(?:notic|not(?:ed|es)|report|observ|stat|describ|complain"
    r"|recall|remark|sa[iy]|saw|seen|brought"
    r"|felt|thought|found|told|accompan|recogni|sought|mention|was concerned|were concerned|became concerned"
    r"|realis|realiz)\w*",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(
    rf"(?<!of )\b(?:the patient|our patient|the proband|herself|himself|(?:{BUT}|{ALTHOUGH}) (?:she|he"
    r"|the))\b",
    re.I,
)
PARENTS: Final = ("mother", "father")


class RelativeNamed(NamedTuple):
    """A relative from `start` on until `end` of a sentence; `back` where what went before is theirs."""

    who: str
    start: int
    end: int
    back: bool


def labels(text: str) -> dict[str, str]:
    """The labels of relatives: `his sister (II-1)` says that II-1 is a sister."""
    return {match["label"]: _one(match["who"]) for match in _LABELLED.finditer(text)}


def kin(sentence: str, labelled: Mapping[str, str] = MappingProxyType({})) -> tuple[RelativeNamed, ...]:
    """The relatives of whom a sentence tells something; those who only tell are left out."""
    found = [
        RelativeNamed("family", match.start(), _until(sentence, match.end()), False)
        for match in _FAMILY.finditer(sentence)
    ]
    if noted := found[:1]:
        for match in _NOTED.finditer(sentence, noted[0].start):
            found += (
                RelativeNamed(who, match.start("who"), _until(sentence, match.end()), False)
                for who in _each(match["who"])
            )
    for match in _KIN.finditer(sentence):
        before = (match["before"] or "").strip().lower()
        occasion = before == "of" and _OCCASION.search(sentence[: match.start()])
        if (
            occasion
            or (not before and match["who"].lower() not in PARENTS and _DONE_TO.search(sentence[: match.start()]))
            or before in ("unlike", "like", "than", "as", "with", "by", "to", "from", "between", "for")
            or _TELLS.match(sentence, match.end())
        ):
            continue
        span, back = (match.start("who"), _until(sentence, match.end())), before in ("in", "of")
        found += (RelativeNamed(who, *span, back) for who in _each(match["who"]))
    for match in _LABEL.finditer(sentence):
        if match[0] in labelled and not any(one.start <= match.start() < one.start + 40 for one in found):
            found.append(RelativeNamed(labelled[match[0]], match.start(), len(sentence), False))
    return tuple(sorted(found, key=lambda one: one.start))


def _until(sentence: str, start: int) -> int:
    match = _ENDS.search(sentence, start)
    return match.start() if match else len(sentence)


def _each(word: str) -> tuple[str, ...]:
    """The relatives that a word names, one by one where it says which: `parents` as `mother` and `father`."""
    return PARENTS if word.lower() in ("parent", "parents") else (_one(word),)


def _one(word: str) -> str:
    """`brothers` as `brother`."""
    plain = word.lower()
    return plain if plain.endswith("parents") else plain.removesuffix("s")


def tells(sentence: str) -> bool:
    """Whether a sentence begins with a pronoun that only tells: `He reported that she ...`."""
    match = PRONOUN.match(sentence)
    return bool(match and _TELLS.match(sentence, match.end()))
