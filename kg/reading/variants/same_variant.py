"""`The same variant`, `the mutation`: who is said to carry, or not to carry, the one variant that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.reading.clause_words import BUT
from kg.reading.found import Bearing, FoundVariant, Spot
from kg.reading.hedged import hedged
from kg.reading.people.apposed import led_sentences
from kg.reading.people.mentions.words import KIN_WORDS
from kg.texts.text import Text

_IT: Final = re.compile(
    r"\b(?:the|this|that)\s(?:(?:same|familial|identical|heterozygous|homozygous|CSF1R|pathogenic|missense"
    r"|splice|novel|causative|frameshift|nonsense|identical)\s){0,3}"
    r"(?:variant|mutation|substitution|genotype|change|allele|transition|transversion|exchange|alteration|duplication|insertion|deletion)\b(?!s)|\b(?:same|identical)\s(?:CSF1R\s)?(?:variant|mutation|change|genotype)\b|^It(?=\s(?:was|is)\b)"
    r"|(?<=\bcarried\s)it\b|(?<=\bbear\s)it\b|(?<=\bbears\s)it\b|(?<=\bbore\s)it\b|(?<=\bcarries\s)it\b|(?<=\bcarry\s)it\b|(?<=\binherited\s)it\b|(?<=\bshare\s)it\b|(?<=\bshares\s)it\b"
    r"|(?<=\bcarried\s)(?:one|a\ssingle)\s(?:\w+\s)?(?:copy|allele)\b", re.I
)  # fmt: skip
_CARRIED: Final = re.compile(
    r"\b(?:carr(?:y|ies|ied|ying)|bears?|bore|contain(?:s|ed)|harbou?r\w*|shar(?:es?|ed)|had|has|(?:presumed|supposed|believed|thought)\sto\shave(?=\s(?:it|the|this)\b)|inherited|(?:co-?)?segregat\w+|heterozygous\sfor|homozygous\sfor|positive\sfor"
    r"|(?:found|identified|detected|confirmed|present|seen|revealed|showed|disclosed"
    r"|demonstrated)\s(?:[\w-]+\s){0,4}?in)\b", re.I
)  # fmt: skip
_DENIED: Final = re.compile(
    r"\b(?:not|never|absent|negative|without|neither|nor|no|exclude\w*|controls?|databases?|gnomAD|ExAC"
    r"|population)\b", re.I
)  # fmt: skip


_FROM: Final = re.compile(
    r"\b(?:inherited|transmitted|passed\son)\s(?:\w+\s)?(?:from|by)\s(?:both\s)?(?:her|his|their|the|an?|whose)\s(?:[\w-]+\s){0,4}?"
    rf"(?P<kin>{KIN_WORDS})\b|\b(?:found|present|identified|detected|confirmed|seen)"
    r"\s(?:\w+\s){0,2}in\s(?:both\s)?(?:herself|himself|her|him|the\s(?:patient|proband))\sand\s(?:her|his|the)\s(?:[\w-]+\s){0,2}?"
    rf"(?P<kin2>{KIN_WORDS})\b", re.I
)  # fmt: skip
_HAVE_ONE: Final = re.compile(
    r"\b(?:confirm|show|reveal|demonstrat|document|verif|establish|prov)\w*\s(?:the\s|an?\s)?(?:hetero|homo)zygo(?:sity|us\sstate)\s(?:in|of|for)\b|"
    r"\((?:[^()]{0,40}[,;]\s)?(?:(?:an?|also|healthy|asymptomatic|unaffected|heterozygous|presymptomatic|obligate|affected|gene|mutation|variant)\s)*carrier(?=[),;])"
    r"|,\s(?:also\s)?(?:an?|the)\s(?:(?:oldest|youngest|healthy|asymptomatic|unaffected|heterozygous|presymptomatic|affected)\s)*(?:gene\s"
    r"|mutation\s|variant\s)?carrier\b(?=[\s,.;)])"
    r"|\b(?:both|each|the|her|his)\s(?:of\s\w+\s)?parents?\s(?:are\s|were\s|is\s)?het(?:erozygous)?\b(?!\sfor\s[cp]\.)"
    rf"|\b(?:{KIN_WORDS})(?:\s\([^()]{{0,30}}\)|,\s\w{{1,3}}(?:\syears?)?)?"
    r"(?::|\s[=–-])\s(?:het|heterozygous|positive|carrier)\b"
    r"|\btest(?:ing|s)\b[^.;:]{0,40}\b(?:gave|returned|yielded|had|with|came\sback\swith)\san?\spositive\sresult"
    r"|\btest(?:ing|s)\b[^.;:]{0,40}\b(?:was|were|is)\spositive\b(?!\sfor)"
    r"|\b(?:has|had|was|were|also)?\s?tested\spositive\b(?!\sfor\s(?!the\s(?:same\s|familial\s)?(?:variant|mutation)))"
    r"|\b(?:is|are|was|were)\s(?:also\s)?(?:(?:mutation|variant|gene)[\s-])positive\b"
    r"|\b(?:(?:is|are|was|were)|(?:proved|found|shown|turned\sout)(?:\sto\sbe)?)\s(?:both\s|also\s|each\s|an?\s)*(?:(?:healthy|asymptomatic|unaffected"
    r"|heterozygous|confirmed|known|proven|presymptomatic|mutation|variant)\s)*"
    r"(?:carriers?\b|heterozygotes?\b|(?:hetero|homo)zygous\b(?!\sfor\s[cp]\.))", re.I
)  # fmt: skip
_SAME: Final = re.compile(r"\b(?:same|identical)\b", re.I)
_AS: Final = re.compile(r"\sas\s(?:in\s|for\s)?(?:his|her|the|patient|case|proband|I|P)", re.I)
_SEEN: Final = re.compile(
    r"\b(?:found|identified|detected|confirmed|present|seen|revealed|showed|disclosed|proved|proven|yielded|uncovered|demonstrated"
    r"|returned|gave|turned\sup|evidenced|documented|verified|displayed|established)\b", re.I
)  # fmt: skip
_PARTED: Final = re.compile(rf"[;:]|\b(?:{BUT})\b")
_AND: Final = re.compile(rf"[;:,]|\b(?:{BUT}|and)\b")
_IN_TURN: Final = re.compile(r"\brespectively\b", re.I)
_NAME: Final = ("gene", "coding", "protein")
_FAR: Final = 200
"""Characters between a variant and the relative from whom it is said to come."""


def passed_on(text: Text, found: Sequence[FoundVariant]) -> Iterator[FoundVariant]:
    """The variants that somebody is said to have from a relative, as the relative's."""
    for one in found:
        if one.bearing is not Bearing.PRESENT or one.spot.passage < 0:
            continue
        words = text.passages[one.spot.passage].text
        match = _FROM.search(words, one.spot.end, one.spot.end + _FAR)
        ahead = words[one.spot.end : match.start()] if match else ""
        if match is None or re.search(r"[.!?]\s[A-Z]|\b[cp]\.", ahead) or _DENIED.search(ahead):
            continue
        if _IN_TURN.search(words, match.end(), match.end() + _FAR // 2):
            continue
        kin = "kin" if match["kin"] else "kin2"
        facts = {key: value for key, value in one.facts.items() if key in ("gene", "coding", "protein", "stated")}
        spot = Spot(one.spot.passage, match.start(kin), match.end(kin))
        yield FoundVariant(spot=spot, facts=facts, why=("told of the patient as inherited from this relative",))


def spoken_of(text: Text, found: Sequence[FoundVariant]) -> Iterator[FoundVariant]:
    """The places that speak of the text's one variant without its name, where somebody carries it.

    Where the text names several, the one of the sentence before. Nothing where the sentence denies anything there.
    """
    present = [one for one in found if one.bearing is Bearing.PRESENT]
    kinds = {tuple(one.facts.get(key) for key in _NAME) for one in _leading(present)}
    only = present[0] if len(kinds) == 1 else None
    named: dict[int, list[FoundVariant]] = {}
    for one in present:
        named.setdefault(one.spot.passage, []).append(one)
    every = {(one.spot.passage, one.spot.start) for one in found}
    for number, passage in enumerate(text.passages):
        starts = {start for where, start in every if where == number}
        here = named.get(number, [])
        before: list[FoundVariant] = []
        for start, end in led_sentences(passage.text):
            if any(start <= at < end for at in starts):
                before = [one for one in here if start <= one.spot.start < end]
                continue
            meant = only or (before[-1] if len({str(one.facts) for one in before}) == 1 else None)
            before = []
            if meant is not None:
                yield from _carried(passage.text, start, end, number, meant)


def _carried(words: str, start: int, end: int, number: int, meant: FoundVariant) -> Iterator[FoundVariant]:
    """A sentence that says of somebody that they have the variant that is meant, and of a relative who has it too."""
    facts = {key: meant.facts[key] for key in _NAME if key in meant.facts}
    name = facts.get("coding") or facts.get("protein") or meant.facts.get("stated")
    why = (f"not named here: {name} is the one that the text names",)
    match = _IT.search(words[start:end])
    told = _CARRIED.search(words, start, end) or (
        match and _SAME.search(match[0]) and (_SEEN.search(words, start, end) or _AS.match(words, start + match.end()))
    )
    match = match if match and told else None
    match = match or _HAVE_ONE.search(words[start:end])
    if match is None or _DENIED.search(_piece(words[start:end], match)) or hedged(words, start, start + match.start()):
        return
    yield FoundVariant(spot=Spot(number, start + match.start(), start + match.end()), facts=facts, why=why)
    if relative := _FROM.search(words, start, end):
        kin = "kin" if relative["kin"] else "kin2"
        yield FoundVariant(spot=Spot(number, relative.start(kin), relative.end(kin)), facts=facts, why=why)


def _piece(sentence: str, match: re.Match[str]) -> str:
    """What a sentence says of it: between colons, semicolons and `but`, and no more than ahead of a comma or `and`."""
    first = max((one.end() for one in _PARTED.finditer(sentence, 0, match.start())), default=0)
    carried = _CARRIED.search(sentence, match.start())
    last = _AND.search(sentence, carried.end() if carried else match.end())
    return sentence[first : last.start() if last else len(sentence)]


def _leading(present: Sequence[FoundVariant]) -> list[FoundVariant]:
    """The variants of the gene that is named first, but for those called benign or a polymorphism."""
    gene = present[0].facts.get("gene") if present else None
    return [one for one in present if one.facts.get("gene") == gene and one.facts.get("disease_claim") is not False]
