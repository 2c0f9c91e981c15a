"""Ages of a person, and what each is the age at: onset, examination, scan, death."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.reading.people.mentions import KIN, NUMBER, years


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFact:
    """A fact of a person with its place; `rank` orders several of one key, the surest first."""

    key: str
    value: str | float | bool
    start: int
    end: int
    rank: int = 0
    why: tuple[str, ...] = ()


_UNIT: Final = r"(?:\s?-?\s?(?P<{0}>years?|months?|weeks?|days?|(?:yrs?|y|mo)\b\.?)(?![A-Za-z]))"
_AGE: Final = (
    r"(?:\b(?:(?:at|from|since|by|around|until)\s)?(?:the\s|an\s|her\s|his\s)?(?:approximate\s)?age(?:d)?(?:\sof"
    r"|\sat)?\s(?:about\s|approximately\s)?"
    rf"(?P<n1>{NUMBER})(?![-–]\s?\d|\s?(?:to|and)\s\d)" + _UNIT.format("u1") + "?"
    rf"|(?:at|from|since)\s(?:about\s|approximately\s)?(?P<n2>{NUMBER})" + _UNIT.format("u2") + r"(?:\sof\sage"
    r"|\sold)?(?!\s(?:later|after|before|follow|post|apart|ago|earlier|prior|(?:from|since|of)\s(?:the\s)?(?:\w+\s){0,2}(?:onset|start|treatment)))"
    r"|(?:at|from|since)\s(?P<n3>\d{2})(?=[,.;)]|\s(?:of|with|because|and|after|due|from|she|he|as|in)\b|$)"
    rf"|(?:is|was)\s(?:now\s|currently\s)?(?P<n5>{NUMBER})" + _UNIT.format("u5") + r"\s(?:old|of\sage)"
    r"|\b(?:now|currently)\s(?:aged\s)?(?P<n6>\d{1,3})(?:\syears(?:\sold)?)?(?=[,;.)]|\s(?:and|is)\b)"
    rf"|(?:\b(?:{'|'.join(KIN)})(?:,|\sof|\s\()|(?<=\d),|(?<=\d\)),)\s?(?P<n7>{NUMBER})(?:\s(?P<u7>years|months|weeks|days)\b"
    r"(?!\s(?:later|after|before|earlier|ago|prior|follow))|(?<=[a-z],\s\d\d)(?=[,;.)]|\s(?:is|was|had|has|and|with)\b)"
    r"|(?<=\(\d\d)(?=[,;)]))"
    rf"|\bwhen\s(?:she|he)\s(?:was|turned|reached)\s(?:aged\s|about\s)?(?P<n8>{NUMBER})" + _UNIT.format("u8")
    + r"?(?:\sold)?"
    r"|\(\s?(?P<n4>\d{1,3})" + _UNIT.format("u4") + r"(?:\sold|\sof\sage)?\s?\))"
)  # fmt: skip
_AT: Final = re.compile(_AGE, re.I)
_PIECE: Final = re.compile(
    r"[;]|,\s(?:and|but|while|whereas)\s|\s(?:and|but|while|whereas|then)\s(?=(?:she|he|her|his|died|was|had|at|the"
    r"|passed|became|developed|presented)\b)",
    re.I,
)
_CUES: Final = (
    ("age_at_death", 0, re.compile(r"\b(?:died|dead|deceased|death|passed\saway|succumbed|demise|suicide)\b", re.I)),
    ("age_at_imaging", 0, re.compile(r"\b(?:MRI|MR\simag\w*|magnetic\sresonance|CT|tomography|neuroimaging"
        r"|imaging|PET|SPECT|scans?)\b")),
    ("age_at_onset", 0, re.compile(
        r"\b(?:onset|beg[au]n(?!\sto\b)|beginning|(?<!was )(?<!were )started(?!\sto\b|\son\b)|first\s(?:noticed"
        r"|noted|symptoms?"
        r"|complaints?|manifestations?|problems?|became|started|began"
        r"|signs?|presented|developed|manifest\w*|complain\w*"
        r"|experienced|observed|came)|initial(?:ly)?\s(?:symptoms?|signs?|presented|developed|manifest\w*)"
        r"|became\s(?:ill|symptomatic)"
        r"|(?:as|was)\s(?:the|his|her)\s(?:first|initial)|(?:fell|taken)\sill|disease\smanifest\w*)", re.I)),
    ("age_at_examination", 0, re.compile(
        r"\b(?:examin\w+|evaluat\w+|admi(?:tted|ssion)|referred|hospitali[sz]ed|(?:was|were)\s(?:last\s)?seen|(?<=[,(]\s)(?:(?:first|last)\s)?seen(?=\s(?:by\sus\s)?(?:at\b|$))|came\sto|consulted|attended|follow-?\s?up|assess\w+"
        r"|visit(?:ed)?)\b", re.I)),
    ("age_at_onset", 1, re.compile(
        r"\b(?:beg[au]n\sto|started\sto|develop(?:ed|ing|ment)|noticed|noted|appeared|presented|presenting"
        r"|suffer\w+|show(?:n|ed)|complain\w*|experienc\w+"
        r"|first\s(?:seizures?|fits?|convulsions?|episodes?|attacks?|falls?)|recorded|set\sin|emerged|arose|arisen|commenced|presents?|complains?|grew|lost|stopped"
        r"|(?:she|he)\shad|had\s(?:lost|become|difficult\w*)|became|manifest\w*|occurred|symptoms?|dementia"
        r"|diagnosed)\b", re.I)),
)  # fmt: skip
_NO_AGE: Final = re.compile(
    r"\b(?:normal|mean|average|median|range|pension|school|retire\w*|menopause|menarche|until|resolved|appendectomy)\b",
    re.I,
)
_HISTORY: Final = re.compile(
    rf"\b(?:an?\s)?(?P<n>{NUMBER})[\s-](?P<u>years?|months?|weeks?)[\s-](?:long\s)?history\sof"
    rf"|history\sof\s(?P<n2>{NUMBER})\s(?P<u2>years?|months?)\b"
    rf"|(?:for|over|during|since)\s(?:about\s|approximately\s)?(?:the\s(?:last|past|previous)\s)?(?P<n3>{NUMBER})\s(?P<u3>years?"
    rf"|months?)\b(?!\s(?:later|after|of\sage|old))"
    rf"|(?:beg[au]n|started|onset|noticed|first\ssymptoms?"
    rf"|appeared)\b[^.;]{{0,60}}?\b(?P<n4>{NUMBER})\s(?P<u4>years?|months?)\s(?:earlier|before|ago|prior"
    rf"|previously)", re.I
)  # fmt: skip
_SINCE: Final = re.compile(
    r"\b(?:after|since|from|before|of)\s(?:the\s|her\s|his\s)?(?:symptom\s|disease\s|clinical\s)?onset\b", re.I
)
_AFTER_ONSET: Final = re.compile(
    rf"\b(?P<n>{NUMBER})\s(?P<u>years?|months?)\safter\s(?:the\s|her\s|his\s)?(?:onset|(?:symptom|disease"
    rf"|clinical)\sonset|first\ssymptoms?)", re.I
)  # fmt: skip
_OF_KIN: Final = re.compile(rf"\b(?:{'|'.join(KIN)})\s?$", re.I)
_OTHER_ILLS: Final = re.compile(
    r"\b(?:hypertension|diabetes|smok\w*|alcohol\w*|migraine|asthma|hypothyroid\w*|hyperlipid\w*)\b", re.I
)
_NEAR, _NEAR_DEATH = 110, 60
"""Characters between an age and what it is the age at."""
_WHEN: Final = re.compile(r"(?:\syears)?,?\swhen\b")
_SEEN: Final = "the last age told; whether they were examined then is not said"
_WEAK: Final = "the words tell when a sign was there; whether it was the first is not said"


_HEADED: Final = re.compile(
    r"\bage\s(?:at|of)\s(?:the\s)?(?:\w+\s)?(?P<what>onset|death|examination|presentation|evaluation|assessment|MRI|imaging)"
    rf"\s?(?:[:=,]|was|is|of)?\s?(?P<n>{NUMBER})\s?(?P<u>years?|months?|weeks?|days?|y)?\b(?!\s?[-–]\s?\d|\s?±)", re.I
)  # fmt: skip
_RESPECTIVELY: Final = re.compile(r"\brespectively\b", re.I)
_NEXT_AGE: Final = re.compile(r"(?:\syears)?(?:,?\sand\s|,\s)(?:at\s)?(\d{1,2})(?=[,.;]|\s(?:and|years)\b)")
_KEYS: Final = {"onset": "age_at_onset", "death": "age_at_death", "mri": "age_at_imaging", "imaging": "age_at_imaging"}


def ages(text: str, start: int, end: int) -> Iterator[ToldFact]:
    """Every age that a sentence tells of somebody, with what it is the age at."""
    for match in _HEADED.finditer(text, start, end):
        told = years(match["n"], match["u"] or "years")
        if told is not None and not re.search(
            r"\b(?:mean|median|average)\b", text[max(start, match.start() - 12) : match.start()], re.I
        ):
            key = _KEYS.get(match["what"].lower(), "age_at_examination")
            yield ToldFact(key=key, value=told, start=match.start(), end=match.end())
    for match in _AT.finditer(text, start, end):
        index = next(n for n in "12345678" if match[f"n{n}"])
        unit = (match[f"u{index}"] if index not in "36" else None) or "years"
        age = years(match[f"n{index}"], unit)
        led = match[0].lower()
        until = led.startswith("until")
        if age is None or (until and not _WHEN.match(text, match.end())):
            continue
        if unit.startswith("w") and 10 <= age * 52 <= 44 and not led.endswith(("age", "old")):  # of a pregnancy
            continue
        if index == "2" and led.startswith("since") and not led.endswith(("age", "old")):
            continue
        found = ("age_at_onset", 1) if until else _what(text, start, end, match)
        if found is None:
            if (
                index in "12"
                and match[f"u{index}"]
                and not _NO_AGE.search(text, max(start, match.start() - 40), match.start())
            ):
                yield ToldFact(
                    key="age_at_examination", value=age, start=match.start(), end=match.end(), rank=3, why=(_SEEN,)
                )
            continue
        key, rank = found
        why = (_WEAK,) if key == "age_at_onset" and rank else ()
        yield ToldFact(key=key, value=age, start=match.start(), end=match.end(), rank=rank, why=why)
        for more in _in_turn(text, match.end(), end):
            yield ToldFact(key=key, value=float(more[1]), start=more.start(1), end=more.end(1), rank=rank, why=why)


def _in_turn(text: str, at: int, end: int) -> Iterator[re.Match[str]]:
    """The further ages of `fell ill at 41 and 38 years, respectively`."""
    while _RESPECTIVELY.search(text, at, end) and (match := _NEXT_AGE.match(text, at, end)):
        yield match
        at = match.end()


def _what(text: str, start: int, end: int, age: re.Match[str]) -> tuple[str, int] | None:
    """What an age is the age at: the cue in its own piece of the sentence, the nearest of the surest kind."""
    cuts = [start, *(cut.end() for cut in _PIECE.finditer(text, start, end)), end]
    low = max(cut for cut in cuts if cut <= age.start())
    high = min((cut for cut in cuts if cut >= age.end()), default=end)
    before, after = (_SINCE.sub("", part) for part in (text[low : age.start()], text[age.end() : high]))
    if _NO_AGE.search(before[-40:]) or re.match(r"\s?[-–]\s?\d|\s?±", after):
        return None
    near: list[tuple[int, int, str, int]] = []
    for order, (key, rank, cue) in enumerate(_CUES):
        near += [(len(before) - found.end(), order, key, rank) for found in cue.finditer(before)]
        near += [(found.start() + 15, order, key, rank) for found in cue.finditer(after)]
    near = [one for one in near if one[0] <= (_NEAR_DEATH if one[2] == "age_at_death" else _NEAR)]
    first = [one for one in near if one[3] == 0]
    if age["n5"] or age["n6"] or age["n7"] or (age["n4"] and _OF_KIN.search(before)):
        return "age_at_examination", 0
    if re.match(r"\s?aged\b", age[0], re.I) and not any(one[2] == "age_at_death" for one in near):
        return "age_at_examination", 1
    if first or near:
        _, _, key, rank = min(first or near)
        if key == "age_at_onset" and rank and _OTHER_ILLS.search(before[-50:]):
            return None
        return key, rank
    if re.match(r"(?:since|from)\b", age[0], re.I):
        return "age_at_onset", 1
    return (
        ("age_at_examination", 2)
        if _OF_KIN.search(before)
        or re.search(
            r"(?:carrier|healthy|asymptomatic|is"
            r"|old)\b",
            before[-40:],
        )
        else None
    )


def durations(text: str, start: int, end: int) -> Iterator[tuple[float, int, int, int]]:
    """How long something had lasted when the person was seen: years, how sure that is of the disease, and where."""
    for match in _HISTORY.finditer(text, start, end):
        number = match["n"] or match["n2"] or match["n3"] or match["n4"]
        unit = match["u"] or match["u2"] or match["u3"] or match["u4"]
        length = years(number, unit)
        if length is not None and not _OTHER_ILLS.search(text, match.end(), match.end() + 40):
            yield length, 2 if match["n3"] else 1, match.start(), match.end()


def after_onset(text: str, start: int, end: int) -> Iterator[tuple[float, int, int]]:
    """How long after the onset something was, in years, and where that is told."""
    for match in _AFTER_ONSET.finditer(text, start, end):
        length = years(match["n"], match["u"])
        if length is not None:
            yield length, match.start(), match.end()
