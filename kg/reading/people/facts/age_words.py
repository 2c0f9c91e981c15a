"""Words of ages: how an age is printed, and the words near it that say what it is the age at."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.mentions import KIN, NUMBER

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
AT: Final = re.compile(_AGE, re.I)
CUES: Final = (
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
HEADED: Final = re.compile(
    r"\bage\s(?:at|of)\s(?:the\s)?(?:\w+\s)?(?P<what>onset|death|examination|presentation|evaluation|assessment|MRI|imaging)"
    rf"\s?(?:[:=,]|was|is|of)?\s?(?P<n>{NUMBER})\s?(?P<u>years?|months?|weeks?|days?|y)?\b(?!\s?[-–]\s?\d|\s?±)", re.I
)  # fmt: skip
OF_KIN: Final = re.compile(rf"\b(?:{'|'.join(KIN)})\s?$", re.I)
OTHER_ILLS: Final = re.compile(
    r"\b(?:hypertension|diabetes|smok\w*|alcohol\w*|migraine|asthma|hypothyroid\w*|hyperlipid\w*)\b", re.I
)
NO_AGE: Final = re.compile(
    r"\b(?:normal|mean|average|median|range|pension|school|retire\w*|menopause|menarche|until|resolved|appendectomy)\b",
    re.I,
)
