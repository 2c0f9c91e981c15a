"""Words of ages: how an age is printed, and the words near it that say what it is the age at."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kg.reading.number_words import ORDINAL, ORDINALS, from_to, one_of
from kg.reading.people.mentions import KIN, NUMBER
from kg.reading.people.worded import patterns_of

_ABOUT: Final = r"(?:(?:about|around|approximately|approx\.|roughly|circa|ca\.?)\s|[~≈]\s?)?"
_UNIT: Final = r"(?:\s?-?\s?(?P<{0}>years?|months?|weeks?|days?|(?:yrs?|y|mo)\b\.?)(?![A-Za-z]))"
_SPELT: Final = rf"(?:{one_of(from_to(20, 90))})(?:-(?:{one_of(from_to(1, 9))}))?\b(?!-)"
_KIN: Final = "|".join(KIN)
_SOMEBODY: Final = (
    rf"she|he|who|patient|proband|proposit(?:us|a)|woman|man|girl|boy|lady|gentleman|elder|older|younger|other|{_KIN}"
)
_BEHIND: Final = (
    r"of|with|without|because|and|after|before|following|due|owing|from|under|during|despite|while|she|he|her|his|that|when"
    r"|where|who|which|although|though|but|as|show(?:s|ed)?|disclosed|revealed|demonstrated|displayed|has|is|remains?|still|appears?|(?:in|on|by|for|until|was|were|had)(?!\s\d)"
)
"""What may stand behind a bare number that is an age: `at 52 under the diagnosis of`, and not `at 52 points`."""
_AGE: Final = (
    rf"(?:\b(?:(?:at|from|since|by|around|until)\s)?{_ABOUT}(?:the\s|an\s|her\s|his\s)?(?:approximate\s)?age(?:d)?(?:\sof"
    rf"|\sat)?\s{_ABOUT}"
    rf"(?P<n1>{NUMBER})(?![-–]\s?\d|\s?(?:to|and)\s\d)" + _UNIT.format("u1") + "?"
    rf"|(?:at|from|since|until)\s{_ABOUT}(?P<n2>{NUMBER})" + _UNIT.format("u2") + r"(?:\sof\s(?:age|life)"
    r"|\sold\b)?(?!\s(?:older|younger|later|after|before|follow|post|apart|ago|earlier|prior|previous(?:ly)?|(?:from|since|of)\s(?:the\s)?(?:\w+\s){0,2}(?:onset|start|treatment)))"
    rf"|(?:at|from|since|until)\s{_ABOUT}(?P<n3>\d{{2}}|{_SPELT})(?=[,.;:)](?!\d)|\s\([a-z]|\s(?:{_BEHIND})\b|$)"
    r"|\bby\s(?P<n3b>\d{2})(?=,?\s(?:she|he)\b)"
    rf"|(?:is|was)\s(?:(?:now|currently|already|only|just)\s)?(?P<n5>{NUMBER})"
    + _UNIT.format("u5")
    + r"\s(?:old\b|of\sage)"
    r"|\b(?:now|currently)\s(?:aged\s)?(?P<n6>\d{1,3})(?:\s(?P<u6>years|months|weeks|days)(?:\sold\b)?)?(?=[,;.)](?!\d)|\s(?:and|is)\b)"
    rf"|(?:\b(?:{_KIN}|elder|older|younger|eldest|youngest)(?:\sof\s(?:hers|his))?(?:\s(?:her|him)self)?(?:,|\sof|\s\()|(?<=\d),|(?<=\d\)),)\s?(?:(?:also|now|currently|already)\s)?(?P<n7>{NUMBER})(?:\s(?P<u7>years|months|weeks|days)\b"
    r"(?!\s(?:older|younger|senior|junior|her\s|his\s|later|after|before|earlier|ago|prior|follow))"
    r"|(?:(?<=[a-z],\s\d\d)|(?<=\sof\s\d\d)|(?<=,\salso\s\d\d)|(?<=,\snow\s\d\d))(?=[,;.)](?!\d)|\s(?:is|was|had|has|and(?!\s\d)|with|also|who|carr(?:y|ies|ied)|shows?|showed|died|remain(?:s|ed)?)\b)"
    r"|(?<=\(\d\d)(?=[,;)](?!\d)))"
    r"|\bday\s(?P<n16>\d{1,2})\s(?:of\slife|after\sbirth|postnatally)"
    rf"|\b(?P<n17>\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})\sday\s(?:of\slife|after\sbirth)"
    rf"|\b(?:when|since|until)\s(?:she|he|the\s(?:patient|proband|woman|man|girl|boy))(?:,[^,.;]{{0,30}},)?\s(?:was|turned|reached)\s(?:aged\s)?{_ABOUT}(?P<n8>{NUMBER})"
    + _UNIT.format("u8")
    + r"?(?:\sold\b)?"
    rf"|\b(?:{_SOMEBODY})(?:,[^,.;]{{0,60}},|,)?\s(?:is|was)\s(?:(?:now|currently|already|only|just|aged)\s)?{_ABOUT}(?P<n9>\d{{2}}|{_SPELT})"
    r"(?=\s(?:when|at\s(?!least|most)[a-z])|[,.;](?!\d)|\stoday\b|\snow\b|\sand\s(?!\d))"
    r"|(?:(?<=\bdied\s)|(?<=\bdeceased\s)|(?<=\bill\s)|(?<=\bbegan\s)|(?<=\bstarted\s))with\s(?P<n13>\d{1,3})\syears\b"
    r"|(?:(?<=\bolder\s)|(?<=\belder\s)|(?<=\byounger\s)|(?<=\bother\s))with\s(?P<n23>\d{1,3})\syears\b"
    r"|(?:(?<![\w.])d\.|[†✝]|\bdied:?(?=\s\d{1,3}\s?(?:y|yrs?|years)\b(?!\s(?:later|after|before|ago|earlier|from|into))))\s?(?:at\s|aged?\s)?(?P<n14>\d{1,3})(?![\d/]|[.,]\d|\s?(?:m?g|ml|x)\b)"
    r"|\b(?:(?:on|around|about|at|to|near|after|from|since)\s)(?:about\s|the\stime\sof\s)?(?:her|his)\s(?P<n15>"
    rf"{ORDINAL})\sbirthday"
    r"|(?<=\blived\sto\s)(?:be\s)?(?P<n10>\d{2})\b"
    r"|(?:\b(?:is|was)|(?<=[a-z]\sand))\s(?P<n21>\d{2})(?:\syears)?(?=\s(?:at|when)\s(?:the\s|her\s|his\s)?(?:(?:time|age)\sof\s)?(?:the\s|her\s|his\s)?(?:(?:disease|symptom|clinical)\s)?(?:onset|death|examination|presentation|last\s|first\s)|\swhen\s(?:she|he)\s)"
    r"|\b(?:spring|summer|autumn|fall|winter|beginning|middle|end)\sof\s(?P<n12>\d{1,2})\syears\sold\b"
    rf"|\b(?:{_SOMEBODY})\s(?:has|had)\s(?P<n18>\d{{1,2}})\syears(?=[,.;]|\sand\b|\sof\sage\b)"
    rf"|\b(?:healthy|well|alive|unaffected|asymptomatic|symptom-free),\s(?:now\s)?(?P<n19>{NUMBER})"
    + _UNIT.format("u19")
    + rf"(?:\sold\b|\sof\sage)?|\bwhen\s(?:only\s|just\s)?{_ABOUT}(?P<n20>{NUMBER})"
    + _UNIT.format("u20")
    + r"(?:\sold\b|\sof\sage)"
    r"|\b(?:mother|father|brother|sister|son|daughter)\s(?P<n22>\d{2})(?=[,;]\s[a-z]|\s\([a-z])"
    r"|\(\s?(?P<n4>\d{1,3})" + _UNIT.format("u4") + r"(?:\sold\b|\sof\sage)?\s?\))"
)
AT: Final = re.compile(_AGE, re.I)
_FOLDER: Final = Path(__file__).parent
CUES: Final = tuple(
    (key, 0 if sure == "surely" else 1, words) for (key, sure), words in patterns_of(_FOLDER / "cues.tsv").items()
)
"""What an age is the age at, how sure that is (0, or 1 where it is the age of a sign), and the words that say so."""
HEADED: Final = re.compile(
    r"\bage\s(?:at|of)\s(?:the\s)?(?:\w+\s)?(?P<what>onset|death|examination|presentation|evaluation|assessment|MRI|imaging"
    r"|(?:first|last|latest)\s(?:visit|contact|follow-?\s?up|review))"
    rf"\s?(?:[:=,]|was|is|of)?\s?{_ABOUT}(?P<n>{NUMBER})\s?(?P<u>years?|months?|weeks?|days?|y)?\b(?!\s?[-–]\s?\d|\s?±)"
    r"|(?<!at\s)(?<!of\s)(?<!after\s)(?<!from\s)(?<!since\s)\b(?P<what2>onset(?:\sof\s(?:the\s)?(?:first\s)?(?:symptoms?|signs|disease|illness))?(?:\s(?:ca\.?|circa|about|around)(?=\s\d))?|death(?=\s?[:=]|\s\d{1,3}\s?(?:y|years?|yrs)\b(?!\s(?:later|after))))\s?[:,=]?\s?[~≈]?\s?(?P<n13>\d{1,2})"
    r"(?:\s?(?P<u13>years?|months?|weeks?|days?|yrs?|y)\b)?(?=[,.;:)](?!\d))", re.I
)  # fmt: skip
OF_KIN: Final = re.compile(rf"\b(?:{_KIN})(?:\s(?:her|him)self)?,?\s?$", re.I)
BYSTANDER: Final = re.compile(
    r"\b(?:wife|husband|spouse|partner|fianc\w+|\w+ologist|psychiatrist|physician|doctor|nurse|friend|colleague|neighbou?r"
    r"|employer|carer|caregiver)(?:,|\s\()?\s?(?:(?:aged|of)\s)?$", re.I
)  # fmt: skip
"""Ahead of an age that is nobody's of the paper."""
OTHER_ILLS: Final = re.compile(
    r"\b(?:hypertension|diabetes|smok\w*|alcohol\w*|migraine|asthma|hypothyroid\w*|hyperlipid\w*)\b", re.I
)
PAST: Final = re.compile(r"\s*(?:past|previous)\s(?:\w+\s)?history\b", re.I)
"""The lead of what a person had before this disease."""
ALIVE: Final = re.compile(
    r"\b(?:no\s(?:\w+\s)?(?:symptoms?|signs?|abnormalit\w+|complaints?)|alive|living|well|healthy|unaffected|asymptomatic|symptom-free|fit)(?:\sand\s\w+)?,?\s(?:now\s|still\s)?$",
    re.I,
)
STILL: Final = re.compile(
    r"(?:\syears)?(?:\sold\b|\sof\sage)?,?\s(?:she|he)\s(?:(?:now|still)\s)?(?:is|has|remains|needs|walks|lives|can|cannot|requires"
    r"|uses|works|attends|speaks|continues)\b", re.I
)  # fmt: skip
"""Behind an age: how the person is at that age, told in the present."""
MILESTONE: Final = re.compile(
    r"\b(?:walked|sat|stood|smiled|crawled|spoke|spoken|babbled|first\swords|head\scontrol)\b"
    r"(?:(?!\b(?:but|then|developed|began|had|became|lost|fell|until)\b)[^.;]){0,45}$", re.I
)  # fmt: skip
"""Ahead of an age: what a child learned then, which is no sign of a disease."""
NO_AGE: Final = re.compile(
    r"\b(?:normal(?!\s(?:when|on|at|and|until)\b|,)|mean|average|median|range|pension|school|retire\w*|menopause|menarche"
    r"|until(?!\s(?:her|his|their)\s(?:death|demise))|resolved|appendectomy)\b",
    re.I,
)
