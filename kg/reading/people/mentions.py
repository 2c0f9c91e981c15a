"""Words in a sentence that speak of a person, or of several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import Final

from kg.reading.rows import table_of

_FOLDER: Final = Path(__file__).parent

KIN: Final = {row[0]: (row[1] if len(row) > 1 and row[1] else None) for row in table_of(_FOLDER / "relatives.tsv")}
"""Words for relatives by blood, and the sex they tell."""

_CALLED: Final = {row[0]: row[2] for row in table_of(_FOLDER / "relatives.tsv") if len(row) > 2}
"""Words for relatives and what a case of theirs is called (`dad`: father)."""
_KIN_OF_KIN: Final = {(one, two): what for one, two, what in table_of(_FOLDER / "relatives_of.tsv")}
"""`Her mother's brother`, `the sister of her mother`: what they are to her."""

_NOUNS: Final = {
    "female": "woman women lady girl female daughter mother sister housewife",
    "male": "man men gentleman boy male son father brother",
    "": "patient person individual proband infant child neonate baby toddler newborn fetus foetus adolescent teenager"
    " subject case carrier propositus proposita sibling adult",
}
_SEX_OF: Final = {noun: sex or None for sex, nouns in _NOUNS.items() for noun in nouns.split()}
_NUMBERS: Final = dict(
    zip(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(1, 20),
        strict=True,
    )
) | dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
_SPELT: Final = rf"(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_PARTS: Final = {"¼": 0.25, "½": 0.5, "¾": 0.75}
NUMBER: Final = (
    rf"(?:\d{{1,3}}(?:[.·]\d|,5(?=[\s-]years?\b)|\s?[{''.join(_PARTS)}])?(?![{''.join(_PARTS)}])"
    rf"|{_SPELT}(?:[\s-]{_SPELT})?)"
)
"""A number in figures or words, with a part behind a point, as half a year is printed too (`3½`, `2,5 years`)."""
_OLD: Final = (
    rf"(?P<age>{NUMBER})\s?-?\s?(?P<unit>years?|yrs?|y|months?|mo|weeks?|days?)\.?(?:\s?-?\s?olds?|\s?/?o\b\.?"
    rf"|\s?of\sage)"
)
_BETWEEN: Final = (
    r"(?:,?\s?(?!(?:and|or|with|who|is|are|has|in|of|to|was|had|by|from|for|at|the|a)\b)[A-Za-z][\w'-]*){0,7}?"
)
_NOUN: Final = rf"(?P<noun>{'|'.join(sorted(_SEX_OF, key=len, reverse=True))})"
_ROMAN: Final = r"(?:VIII|VII|VI|IV|IX|V|III|II|I|X)\s?[-–‐‑:.]\s?\d{1,2}(?!\d|\.\d|\s?(?:mg|ml|T\b))"
LABEL_WORD: Final = r"(?:patient|case|proband|individual|subject|participant|family\smember|member|twin|pt)"
_NUMBERED: Final = (
    rf"(?:{LABEL_WORD}\s?(?:no\.?\s?|#\s?|number\s)?(?:{_ROMAN}|[A-Z]{{0,3}}-?\d{{1,3}}[A-Za-z]?(?![\w.]*[%\d])"
    rf"|[A-H](?![\w'-])))"
)
_OWNER: Final = (
    r"(?:her|his|their|whose|the\s(?:patient|proband|index\s(?:case|patient)|propositus|proposita|boy|girl|man"
    r"|woman|child)[’']s"
    r"|our\spatient[’']s|the|an?|one|another|this|(?P<ownlabel>(?:patient|case)\s\d{1,3})[’']s)"
)
_MODS: Final = (
    rf"(?:(?:deceased|late|older|elder|younger|eldest|youngest|maternal|paternal|only|first|second|third|other"
    rf"|toy|healthy|"
    rf"asymptomatic|affected|unaffected|living|half|full|identical|monozygotic|dizygotic|fraternal|twin"
    rf"|{NUMBER}-years?-old)[\s-])*"
)
_TRADE: Final = (
    rf"(?P<trade>{'|'.join(sorted((row[0] for row in table_of(_FOLDER / 'trades.tsv')), key=len, reverse=True))})"
)
_HELPER: Final = (
    rf"(?:{'|'.join(sorted((row[0] for row in table_of(_FOLDER / 'helpers.tsv')), key=len, reverse=True))})"
)
_AGED: Final = rf"(?=,?\s\(?(?:(?:aged|of)\s)?{NUMBER}\b|\s\((?:fe)?male\b|\sin\s(?:her|his)\s(?:\w+[\s-])?\w+ies\b)"
_COMES: Final = (
    r"(?=(?:,[^.;]{0,60},)?\s(?:who\s)?(?:presented|came|was\s(?:admitted|referred|seen|brought|hospitali[sz]ed|transferred)"
    r"|consulted|complained|developed|noticed|noted|began|started|sought|suffered|experienced|attended|in\s(?:her|his)\s)"
    rf"|,?\s\(?(?:(?:aged|of)\s)?{NUMBER}\b|\s\((?:fe)?male\b)"
)
"""What stands behind a trade where it is a patient's, and no bystander's."""
_YEARS: Final = r"(?:years?|yrs?|y(?:/?o)?|months?|mo|weeks?|days?)"
_STATE: Final = (
    r"(?:(?:previously|otherwise|apparently|formerly)\s\w+|healthy|well|fit|asymptomatic|unaffected|affected|symptomatic|retired"
    r"|pregnant|married|unmarried|single|widowed|ambidextrous|(?:right|left)-handed|toy|(?:[A-Z][a-z]+-)?[A-Z][a-z]+(?:ese|an|ish|ch|i))"
)
_OF_ONE: Final = (
    r"(?=\s(?:with|who|was|had|BIBA|presented|admitted|referred|from|c/o|PMH"
    r"|found|seen|brought|came|developed)\b|[,;.:)])"
)
"""What stands behind `38F` where it is a person."""
_NO_KIN: Final = frozenset({"child", "sibling", "twin", "cousin"})
"""What `a child` is, when nobody says whose."""
_KIN_WORD: Final = rf"(?:{'|'.join(sorted(KIN, key=len, reverse=True))})"
_SINGLE: Final = r"(?:patient|proband|index\s(?:case|patient)|propositus|proposita)"


class MentionKind(Enum):
    """In what way a person is spoken of."""

    LABELLED = auto()
    DESCRIBED = auto()
    RELATIVE = auto()
    ROLE = auto()
    PRONOUN = auto()
    GROUP = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention:
    """One mention: `label` of the labelled, `age` (years) and `sex` of the described, `kin` and `of` of a relative.

    `fresh`: introduced by `a`, or as a further one. `ours`: `our patient`, `the present case`. `name`: `K` of `Mrs K`.
    """

    kind: MentionKind
    start: int
    end: int
    label: str = ""
    age: float | None = None
    sex: str | None = None
    noun: str = ""
    kin: str = ""
    sort: str = ""
    of: str = ""
    fresh: bool = False
    ours: bool = False
    name: str = ""


_PATTERN: Final = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z0-9(])(?:"  # nothing begins within a word: most places are passed over at once
    rf"(?P<relative>(?:\b(?P<owner>(?i:{_OWNER}))\s|(?<=\band\s)|(?<=, )|(?<=: )|(?<=\()"
    rf"|^)(?P<mods>(?i:{_MODS}))\b(?P<kin>(?i:{_KIN_WORD}))\b(?!s)"
    rf"(?:[’']s\s(?:(?:older|elder|younger|only|late|maternal|paternal)\s)?(?P<kin2>(?i:{_KIN_WORD}))\b(?!s)"
    rf"|\sof\s(?:her|his|the)\s(?P<kin3>mother|father|brother|sister|grandmother|grandfather)\b)?"
    rf"(?![’']s\sside)(?![’']s\s(?!\w+\s(?:was|is|had))|-in-law)(?:\sof\s(?P<whom>(?:the\s|our\s"
    rf"|this\s){_SINGLE}|{_NUMBERED}"
    rf"|{_ROMAN}))?)"
    rf"|(?P<several>\b(?:(?i:{LABEL_WORD})s\s(?:\d{{1,3}}|{_ROMAN})(?:\s?(?:,|and|&|,\sand|or)\s?(?:\d{{1,3}}\b"
    rf"|{_ROMAN}))+))"
    rf"|(?P<labelled>\b(?i:{_NUMBERED})|(?<![\w-])(?:[A-Z]{{1,2}}-?)?{_ROMAN})"
    rf"|(?P<described>(?:\b(?P<article>[Aa]n?|[Tt]his|[Tt]he|[Oo]ur|[Oo]ne|[Aa]nother)\s(?:{_STATE}\s){{0,2}})?\b"
    rf"(?i:{_OLD})(?i:{_BETWEEN}[,\s-]\s?{_NOUN}\b(?!-)|[,\s]\s?(?-i:[FM])\b)?)"
    rf"|(?P<aged>\b(?:[Aa]n?|[Tt]his|[Tt]he|[Oo]ur|[Oo]ne)\s(?:[\w-]+,?\s){{0,4}}?(?i"
    rf":{_NOUN.replace('<noun>', '<noun2>')})"
    rf"(?:,|\s)\s?(?:who\swas\s)?\(?(?:(?:aged|age|of(?!\s\d\b(?!\s?{_YEARS}))(?!\s[a-z]+\b(?<!y)(?!-|\s?{_YEARS})))\s(?P<age2>{NUMBER})(?:\s?(?P<unit2>{_YEARS})\b)?"
    rf"|(?P<age8>\d{{1,3}})\s?(?P<unit8>{_YEARS})\b(?:\s?old|\sof\sage)?(?=\s?[,.;)]))(?:\s?old|\sof\sage)?)"
    rf"|(?P<titled>\b(?P<title>Mrs?|Ms|Miss|Madame|Mme|Mister)\b\.?\s(?P<name>[A-Z](?:[A-Z](?=[\s,]|$)|[a-z]+)?(?:\.\s?[A-Z])*\b\.?)"
    rf"(?:,?\s\(?(?:aged\s)?(?P<age10>\d{{1,3}})(?=[,.;)]|\s?y)(?:\s?(?:years?|yrs?|y)\b)?(?!\s?[\s-]old\s\w|/o))?)"
    rf"|(?P<traded>\b(?P<article4>[Aa]n?|[Oo]ur|[Tt]his)\s(?:[\w-]+\s){{0,4}}?(?:(?i:{_TRADE})\b{_COMES}|(?i:{_HELPER})\b{_AGED})"
    rf"(?:,?\s\(?(?:aged\s|of\s)(?P<age11>{NUMBER})(?:\s?(?:years?|yrs?|y)\b)?)?)"
    rf"|(?P<short>\((?:(?P<sex4>female|male|woman|man|F|M)\s?[,;/]?\s?(?:aged\s)?(?P<age4>\d{{1,3}})"
    rf"|(?P<age5>\d{{1,3}})(?:\s?(?:years?|yrs?|y))?"
    rf"(?:\sold)?\s?[,;/]\s?(?P<sex5>female|male|woman|man|F|M))(?:\s?(?:years?|yrs?|y))?(?:\sold)?\s?\)"
    rf"|(?:(?<=^)|(?<=: )|(?<=\. )|(?<=\())(?P<sex8>(?i:female|male|woman|man|girl"
    rf"|boy))(?:\spatient)?[,;]?\s\(?(?:aged\s)?"
    rf"(?P<age9>\d{{1,3}})\s?(?P<unit9>{_YEARS})?\b(?:\sold)?(?=[\s,.;)])"
    rf"|\b(?P<age12>\d{{1,3}})\s?(?:/\s?|\s(?=[MF]\s(?:with|who|was|had|admitted|presented|BIBA|c/o)))(?P<sex12>[MF])\b"
    rf"|(?P<sex6>[MF]),\s?(?P<age6>\d{{1,3}})\s?(?:years?|yrs?|y)\b|\b(?!18F)(?P<age7>\d{{2}})(?P<sex7>[MF])\b{_OF_ONE})"
    rf"|(?P<woman>\b(?P<article2>[Aa]|[Oo]ne|[Aa]nother|[Tt]his|[Tt]he|[Oo]ur)\s(?:[\w-]+\s){{0,3}}?"
    rf"(?P<noun3>woman|man|girl|boy|lady|gentleman|(?:fe)?male(?=\s(?:patient|infant|neonate|newborn|proband"
    rf"|child|baby|fetus))|infant|neonate)\b(?![’'-]))"
    rf"|(?P<ours>\b(?:[Oo]ur|[Tt]his|[Tt]he\spresent|[Tt]he\sreported|[Tt]he\sdescribed)\s(?:(?!first|second"
    rf"|third)[\w-]+\s)?(?:patient|case|proband)\b(?!s))"
    rf"|(?P<role>\b[Tt]he\s(?:index\s)?(?:{_SINGLE})\b(?![’']s|s)|\b[Tt]he\s(?:first|second|third|fourth|fifth"
    rf"|sixth)\spatient\b)"
    rf"|(?P<group>\b(?:(?:{NUMBER}|[Aa]ll|[Bb]oth|[Mm]ost|[Mm]any|[Ss]ome|[Ss]everal|[Tt]hese|[Tt]hose|[Tt]he"
    rf"|[Oo]ther|[Oo]ur|[Ff]ew|[Hh]er|[Hh]is|[Tt]heir)\s)?"
    rf"(?:[\w-]+\s){{0,1}}?(?:patients|carriers|women|men|individuals|probands|children|siblings|brothers"
    rf"|sisters|parents|cases|"
    rf"relatives|subjects|daughters|sons|controls|families|aunts|uncles|cousins|members|adults|infants|twins|boys|girls)\b"
    rf"(?!\s(?:\d{{1,3}}\s?(?:,|and|&|or)\s|{_ROMAN}))"
    rf"|\b[Bb]oth(?=\s(?:carr|harbou?r|were|had|have|are|was|show|develop|presented|died|shared|of\sthem|[.,]))"
    rf"|(?<=\bin\s)both(?=[.,;)]|\sand\sabsent))"
    rf"|(?P<pronoun>\b(?:[Ss]he|[Hh]e|[Hh]er|[Hh]is|[Hh]im)\b))"
)
_PARENTS: Final = re.compile(r"(?:both|her|his|their|the)\s(?:\w+\s)?parents", re.I)
_TOLD_OF_BOTH: Final = re.compile(
    r"\s?\(\d|(?:,\s[^.;]{0,40},)?\s(?:are|were|was|being)\s(?:both\s)?(?:\w+\s){0,2}(?:heterozyg\w+|carriers?)\b"
    r"|\s(?:both\s)?(?:carry|carried|harbou?r(?:ed)?)\b", re.I
)  # fmt: skip
_WHO_IS: Final = re.compile(r"she|her\b", re.I)


def years(number: str, unit: str = "years") -> float | None:
    """An age in years from its print; None for a number that is no age."""
    plain = re.sub("[,·]", ".", number.lower().replace("-", " "))
    part = sum(_PARTS.get(sign, 0) for sign in plain)
    whole = plain.rstrip("".join(_PARTS)).strip()
    value = float(whole) + part if whole[0].isdigit() else float(sum(_NUMBERS[word] for word in whole.split()))
    per = {"m": 12, "w": 52, "d": 365}.get(unit[:1].lower(), 1)
    age = round(value / per, 2)
    return age if age <= 120 else None


def mentions(text: str, start: int, end: int) -> Iterator[PersonMention]:
    """What speaks of persons between two places of a text, from left to right."""
    for match in _PATTERN.finditer(text, start, end):
        yield from _mention(match)


def _mention(match: re.Match[str]) -> Iterator[PersonMention]:
    met = partial(PersonMention, start=match.start(), end=match.end())
    if match["relative"] is not None:
        owner, mods = (match["owner"] or "").lower(), match["mods"].lower()
        after = match.string[match.end() : match.end() + 4]
        of_age = match.string[match.end() + 4 : match.end() + 5].isdigit()
        if not match["whom"] and after == " of " and not of_age:  # the first child of healthy parents
            age = re.search(rf"({NUMBER})-years?-old", mods)
            if age and owner in ("a", "an"):  # a 33-year-old mother of two
                sex = KIN[match["kin"].lower()]
                yield met(kind=MentionKind.DESCRIBED, age=years(age[1]), sex=sex, fresh=True)
            return
        further = re.search(
            r"older|elder|younger|eldest|youngest|second|third|other|another|half|twin"
            r"|\baffected",
            mods,
        )
        ahead = match.string[max(0, match.start() - 12) : match.start()]
        if owner == "the" and re.search(r"\b(?:birth\sof|was|is|as)\s$", ahead) and not match["whom"]:  # the proband
            return
        nobody = owner in ("a", "an", "this", "the") and not match["whom"] and match["kin"].lower() in _NO_KIN
        if nobody and not further:
            return
        age = re.search(rf"({NUMBER})-years?-old", mods)
        kin = match["kin"].lower()
        kin = _CALLED.get(kin, kin)
        nearer = (
            (kin, match["kin2"].lower()) if match["kin2"] else (match["kin3"].lower(), kin) if match["kin3"] else None
        )
        if nearer:
            kin = _KIN_OF_KIN.get((nearer[0], _CALLED.get(nearer[1], nearer[1])), "")
            side = {"mother": "maternal", "father": "paternal"}.get(nearer[0], "")
            mods = f"{mods} {side}"
            if not kin:
                return
        sort = " ".join(
            re.findall(r"older|elder|younger|eldest|youngest|maternal|paternal|second|third|other|half|twin", mods)
        )
        yield met(
            kind=MentionKind.RELATIVE, kin=kin, sort=sort, sex=KIN[kin],
            of=match["ownlabel"] or match["whom"] or owner, age=years(age[1]) if age else None,
            fresh=bool(re.search(r"second|third|other", mods)) or owner == "another",
        )  # fmt: skip
    elif match["several"]:
        word = match["several"].split()[0].rstrip("s").capitalize()
        for one in re.finditer(rf"{_ROMAN}|\d+", match["several"]):
            label = one[0] if re.match("[IVX]", one[0]) else f"{word} {one[0]}"
            yield PersonMention(
                kind=MentionKind.LABELLED, start=match.start() + one.start(), end=match.end(), label=tidy(label)
            )
    elif match["labelled"]:
        yield met(kind=MentionKind.LABELLED, label=tidy(match["labelled"]))
    elif match["titled"]:
        sex = "male" if match["title"] in ("Mr", "Mister") else "female"
        age10 = years(match["age10"]) if match["age10"] else None
        yield met(
            kind=MentionKind.DESCRIBED, sex=sex, age=age10, noun="person", name=match["name"].strip(". "), fresh=True
        )
    elif match["traded"]:
        age11 = years(match["age11"]) if match["age11"] else None
        fresh = match["article4"].lower() in ("a", "an")
        yield met(kind=MentionKind.DESCRIBED, sex=sex_in(match[0]), age=age11, noun="person", fresh=fresh)
    elif match["described"] or match["aged"]:
        noun = (match["noun"] or match["noun2"] or "").lower()
        article = (match["article"] or match["aged"] or "").lower()
        yield met(
            kind=MentionKind.DESCRIBED,
            age=years(
                match["age"] or match["age2"] or match["age8"],
                match["unit"] or match["unit2"] or match["unit8"] or "years",
            ),
            noun=noun, sex=sex_in(match[0], noun), fresh=not article.startswith(("the ", "the", "this", "our")),
            ours=article.startswith(("our", "this")),
        )  # fmt: skip
    elif match["short"]:
        ways = ("4", "5", "6", "7", "8", "12")
        told = next(filter(None, (match[f"sex{n}"] for n in ways))).lower()
        sex = "female" if told[0] in "fwg" else "male"
        yield met(
            kind=MentionKind.DESCRIBED,
            age=years(
                next(filter(None, (match[f"age{n}"] for n in ("4", "5", "6", "7", "9", "12")))),
                match["unit9"] or "years",
            ),
            sex=sex,
            fresh=True,
        )
    elif match["woman"]:
        article = match["article2"].lower()
        noun = match["noun3"].lower()
        yield met(
            kind=MentionKind.DESCRIBED,
            noun=noun,
            sex=sex_in(match[0], noun),
            fresh=article in ("a", "one", "another"),
        )
    elif match["ours"] or match["role"]:
        yield met(kind=MentionKind.ROLE, ours=bool(match["ours"]), noun=match[0].split()[-1].lower(), label=match[0])
    elif match["group"] and _PARENTS.match(match[0]) and _TOLD_OF_BOTH.match(match.string, match.end()):
        for kin in ("mother", "father"):
            yield met(kind=MentionKind.RELATIVE, kin=kin, sex=KIN[kin], of="their")
    elif match["group"]:
        yield met(kind=MentionKind.GROUP, noun=match[0])
    else:
        sex = "female" if _WHO_IS.match(match["pronoun"]) else "male"
        yield met(kind=MentionKind.PRONOUN, sex=sex, noun=match["pronoun"].lower())


def sex_in(words: str, noun: str = "") -> str | None:
    """The sex that a description tells."""
    if told := _SEX_OF.get(noun):
        return told
    if short := re.search(r"[,\s]([FM])$", words):
        return "female" if short[1] == "F" else "male"
    match = re.search(r"\b(?:(fe)?male|woman|girl|man|boy)\b", words, re.I)
    if match is None:
        return None
    return "female" if match[0].lower() in ("female", "woman", "girl") else "male"


def tidy(label: str) -> str:
    """A label in one spelling: `patient II:3` is II-3's spelling in the paper without the word, `CASE 2:` is Case 2."""
    bare = re.sub(r"\s?([-–‐‑:.])\s?(?=\d+$)", r"\1", label.strip(" .,;:()"))
    match = re.fullmatch(rf"(?i:{LABEL_WORD})\s?(?:no\.?\s?|#\s?|number\s)?(.+)", bare)
    if match is None:
        return bare
    number = match[1].strip()
    if re.match(rf"(?:{_ROMAN})|[A-Z]{{1,3}}-?\d", number):
        return number
    word = re.match(r"[A-Za-z]+", bare)
    called = (word[0] if word else "").capitalize()
    return f"{'Patient' if called == 'Pt' else called} {number}"


def same_label(label: str) -> str:
    """What two spellings of one label have in common."""
    plain = re.sub(r"[-–‐‑:.\s]", "-", label.lower())
    return re.sub(
        r"^(?:patient|case|pt|subject|individual|participant|proband|member|family-member)-(?=\d|[a-h]$)", "p-", plain
    )
