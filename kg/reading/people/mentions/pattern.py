"""The pattern of all words that speak of persons, one row a way of speaking."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.mentions.labels import LABEL_WORD, NUMBERED, ROMAN
from kg.reading.people.mentions.numbers import NUMBER, YEARS
from kg.reading.people.mentions.ordered import GROUPED, ORDER, ORDERED
from kg.reading.people.mentions.relative_pattern import ONE_PERSON, RELATIVE, SINGLE
from kg.reading.people.mentions.words import FOLDER, SEX_OF
from kg.reading.rows import any_of

_OLD: Final = (
    rf"(?P<age>{NUMBER})\s?-?\s?(?P<unit>years?|yrs?|y|months?|mo|weeks?|days?)\.?"
    rf"(?:(?:\s|,\s|-)(?:and[\s-])?(?P<months>\d{{1,2}})[\s-](?:months?|mo))?(?:\s?-?\s?olds?\b|\s?/?o\b\.?"
    rf"|\s?of\sage|(?=\s(?:fe)?male\b))"
)
_BETWEEN: Final = (
    r"(?:,?\s?(?!(?:and|or|with|who|is|are|has|in|of|to|was|had|by|from|for|at|the|a)\b)[A-Za-z][\w'-]*){0,7}?"
)
_NOUN: Final = rf"(?P<noun>{'|'.join(sorted(SEX_OF, key=len, reverse=True))})"
_TRADE_WORD: Final = any_of(FOLDER / "trades.tsv")
_TRADE: Final = rf"(?P<trade>{_TRADE_WORD})"
_HELPER: Final = rf"(?:{any_of(FOLDER / 'helpers.tsv')})"
_AGED: Final = rf"(?=,?\s\(?(?:(?:aged|of)\s)?{NUMBER}\b|\s\((?:fe)?male\b|\sin\s(?:her|his)\s(?:\w+[\s-])?\w+ies\b)"
_COMES: Final = (
    r"(?=(?:,[^.;]{0,60},)?\s(?:who\s)?(?:presented|came|was\s(?:admitted|referred|seen|brought|hospitali[sz]ed|transferred)"
    r"|consulted|complained|developed|noticed|noted|began|started|sought|suffered|experienced|attended|in\s(?:her|his)\s)"
    rf"|,?\s\(?(?:(?:aged|of)\s)?{NUMBER}\b|\s\((?:fe)?male\b)"
)
"""What stands behind a trade where it is a patient's, and no bystander's."""
_STATE: Final = (
    r"(?:(?:previously|otherwise|apparently|formerly)\s\w+|healthy|well|fit|asymptomatic|unaffected|affected|symptomatic|retired"
    r"|pregnant|married|unmarried|single|widowed|ambidextrous|(?:right|left)-handed|toy|(?:[A-Z][a-z]+-)?[A-Z][a-z]+(?:ese|an|ish|ch|i))"
)
_OF_ONE: Final = (
    r"(?=\s(?:with|who|was|had|BIBA|presented|admitted|referred|from|c/o|PMH"
    r"|found|seen|brought|came|developed)\b|\s(?:p/)?w/|[,;.:)])"
)
"""What stands behind `38F` where it is a person."""
_WAYS: Final = (
    ("relative", RELATIVE),
    ("several",
        rf"\b(?:(?i:{LABEL_WORD})s\s(?:\d{{1,3}}|{ROMAN})(?:\s?(?:,|and|&|,\sand|or|to|through|[-–])\s?(?:\d{{1,3}}\b"
        rf"|{ROMAN}))+)"),
    ("labelled",
        rf"\b(?i:{NUMBERED})|(?<![\w-])(?!HPI\b)(?:[A-Z]{{1,2}}-?)?{ROMAN}"),
    ("ordered", ORDERED),
    ("described",
        rf"(?:\b(?P<article>[Aa]n?|[Tt]his|[Tt]he|[Oo]ur|[Oo]ne|[Aa]nother)\s(?:{_STATE}\s){{0,2}})?\b"
        rf"(?i:{_OLD})(?i:{_BETWEEN}[,\s-]\s?{_NOUN}\b(?!-)|(?:\s(?-i:RH|LH|AA))?[,\s]\s?(?-i:[FM])\b)?"),
    ("aged",
        rf"\b(?:[Aa]n?|[Tt]his|[Tt]he|[Oo]ur|[Oo]ne)\s(?:[\w-]+,?\s){{0,4}}?(?i"
        rf":{_NOUN.replace('<noun>', '<noun2>')})"
        rf"(?:,|\s)\s?(?:who\swas\s)?\(?(?:(?:aged|age|of(?!\s\d\b(?!\s?{YEARS}))(?!\s[a-z]+\b(?<!y)(?!-|\s?{YEARS})))\s(?P<age2>{NUMBER})(?:\s?(?P<unit2>{YEARS})\b)?"
        rf"|(?P<age8>\d{{1,3}})\s?(?P<unit8>{YEARS})\b(?:\s?old|\sof\sage)?(?=\s?[,.;)])"
        r"|(?<=,\s)(?P<age17>[1-9]\d)(?=,\s(?:was|who|had|has|presented|came|complained|developed|with|is|began|noticed|consulted)\b)"
        r"|(?<=\()(?P<age13>[1-9]\d)(?=,\s|\sat\s|\)\s(?:was|had|has|presented|noticed|developed|came|complained)\b))(?:\s?old|\sof\sage)?"),
    ("titled",
        r"\b(?P<title>Mrs?|Ms|Miss|Madame|Mme|Mister)\b\.?\s(?P<name>[A-Z](?:[A-Z]{1,3}(?=[\s,]|$)|[a-z]+)?(?:\.\s?[A-Z])*\b\.?)"
        r"(?:,?\s\(?(?:aged\s)?(?P<age10>\d{1,3})(?=[,.;)]|\s?y)(?:\s?(?:years?|yrs?|y)\b)?(?!\s?[\s-]old\s\w|/o))?"),
    ("traded",
        rf"(?:\b(?P<article4>[Aa]n?|[Oo]ur|[Tt]his)\s(?:[\w-]+\s){{0,4}}?(?:ex-)?(?:(?i:{_TRADE})\b{_COMES}|(?i:{_HELPER})\b{_AGED})"
        rf"|(?<=\b[A-Z]\.,\s)(?P<article5>an?)\s(?:[\w-]+\s){{0,4}}?(?i:{_TRADE_WORD}|{_HELPER})\b(?=,))"
        rf"(?:,?\s\(?(?:aged\s|of\s)(?!{NUMBER}\syears?\sof\s(?!age\b))(?P<age11>{NUMBER})(?:\s?(?:years?|yrs?|y)\b)?)?"),
    ("short",
        rf"(?i:\bage\s?:?\s?(?P<age14>\d{{1,3}})\s?(?:years?|yrs?|y)?(?:\sold)?\s?[,;./]\s?(?:(?:sex|gender)\s?:\s?)?(?P<sex14>female|male|woman|man|F|M)\b"
        rf"|\b(?:sex|gender)\s?:\s?(?P<sex15>female|male|F|M)\s?[,;./]\s?age\s?:?\s?(?P<age15>\d{{1,3}})\b)"
        rf"|(?i:\b(?:sex|gender|patient|case)\s?:\s?(?P<sex16>female|male|woman|man|girl|boy|F|M)\b(?=\s*(?:[.;\]]|$|,\s(?!\(?(?:aged\s)?\d|(?:fe)?male))))"
        rf"|(?i:(?:(?<=^)|(?<=[.;,:]\s)|(?<=\())\bage(?:,\s(?:in\s)?years|\s\((?:in\s)?(?:years|yrs|y)\))?\s?[:=]\s?(?P<age16>{NUMBER})(?:\s?(?P<unit16>{YEARS})\b)?(?:\sold|\sof\sage)?(?=\s*(?:[.;,)]|$)(?!\d)))"
        r"|(?:(?<=\d\s\()|(?<=\d\()|(?<=\d,\s)|(?<=\s[A-H]\s\()|(?<=\s[A-H],\s)|(?<=[\dA-H]:\s)|(?<=\d\sis\s)|(?<=\d\swas\s))(?P<sex17>(?i:female|male|woman|man|girl|boy)|F|M)(?=(?:[;,.)]|\sand\b)(?!\s?(?:aged\s)?\d))"
        rf"|\((?:(?P<sex4>female|male|woman|man|F|M)\s?[,;/]?\s?(?:aged\s)?(?P<age4>\d{{1,3}})"
        rf"|(?P<age5>\d{{1,3}})(?:\s?(?:years?|yrs?|y))?"
        rf"(?:\sold)?\s?[,;/]\s?(?P<sex5>female|male|woman|man|F|M))(?:\s?(?:years?|yrs?|y))?(?:\sold)?\s?\)"
        rf"|(?:(?<=^)|(?<=: )|(?<=\. )|(?<=\()|(?<=\b[A-Z]\., )|(?<=\.[A-Z]\., )"
        rf"|(?<=\b[A-Z]{{2}}, ))(?P<sex8>(?i:female|male|woman|man|girl"
        rf"|boy))(?:\spatient)?[,;]?\s\(?(?:aged\s)?"
        rf"(?P<age9>\d{{1,3}})\s?(?P<unit9>{YEARS})?\b(?:\sold)?(?=[\s,.;)])"
        rf"|\b(?P<age12>\d{{1,3}})\s?(?:/\s?|\s(?=[MF]\s(?:with|who|was|had|admitted|presented|BIBA|c/o)))(?P<sex12>[MF])\b"
        rf"|\b(?P<sex6>[MF])\s?[,/]\s?(?P<age6>\d{{1,3}})(?:\s?(?:years?|yrs?|y)\b|(?=[,;)]\s(?!\d)|\s(?:with|who|presented|was|had|admitted)\b))|\b(?!18F)(?P<age7>\d{{2}})(?P<sex7>[MF])\b{_OF_ONE}"),
    ("field",
        rf"(?i:(?:(?<=^)|(?<=[.;]\s))\bage\s(?:at|of)\s(?:the\s)?(?:[\w-]+\s){{0,2}}(?:onset|death|examination|presentation|diagnosis|visit)\s?[:=]\s?{NUMBER}\b)"),
    ("woman",
        r"\b(?P<article2>[Aa]|[Oo]ne|[Aa]nother|[Tt]his|[Tt]he|[Oo]ur)\s(?:[\w-]+\s){0,3}?"
        r"(?P<noun3>woman|man|girl|boy|lady|gentleman|(?:fe)?male(?=,\s|\.|\s(?:aged|who|with|patient|infant|neonate|newborn|proband"
        r"|child|baby|fetus))|infant|neonate|teenager|toddler|youngster|schoolboy|schoolgirl)\b(?!-|[’'](?!s\s))"
        r"|(?<=^)(?P<noun4>(?:[Ff]em|[Mm])ale)\s(?:patient|infant|neonate|newborn|child|baby|adult|subject)\b(?![’'-])"),
    ("ours",
        rf"\b(?:(?:[Oo]ur(?:\sown)?|[Tt]his|[Tt]he\s(?:present|current)|[Tt]he\sreported|[Tt]he\sdescribed)\s(?:(?:{ORDER})\s|[\w-]+\s)?"
        r"(?:patient|case|proband|child|baby|newborn|toddler|adolescent)\b(?!s|-)"
        rf"|[Tt]he\s(?:{SINGLE}|case|child|infant|boy|girl|man|woman)\s(?:(?:(?:that|whom|who|which)\s)?(?:is\s|was\s)?"
        r"(?:presented|reported|described)\s(?:here(?:in)?|in\sthis|by\sus|in\sthe\spresent)|(?:(?:that|whom)\s)?we\s(?:present|report|describe|saw)\w*)"
        r"|[Oo]urs)\b"),
    ("role",
        rf"\b[Tt]he\s(?:index\s)?(?:{SINGLE})\b(?![’']s\s(?:[\w-]+\s)?(?:parents|famil(?:y|ies)|relatives|siblings|brothers|sisters|children|kin)\b|s|-|\s(?:variants?|mutations?|cells?|samples?|data|cohort|populations?|groups?|organi[sz]ation"
        rf"|registry|care|safety|perspective)\b)"),
    ("group",
        rf"{GROUPED}|\b(?:(?:{NUMBER}|[Aa]ll|[Bb]oth|[Mm]ost|[Mm]any|[Ss]ome|[Ss]everal|[Tt]hese|[Tt]hose|[Tt]he"
        rf"|[Oo]ther|[Oo]ur|[Ff]ew|[Hh]er|[Hh]is|[Tt]heir)\s)?"
        rf"(?:[\w-]+\s){{0,1}}?(?:(?:half|great)-|grand)?(?:patients|carriers|women|men|individuals|probands|children|siblings|sibs|brothers"
        rf"|sisters|parents|cases|"
        rf"relatives|subjects|daughters|sons|controls|families|aunts|uncles|cousins|members|adults|infants|twins|boys|girls)\b"
        rf"(?!\s(?:\d{{1,3}}\s?(?:,|and|&|or|to|through|[-–])\s?|{ROMAN}))(?:(?<=s)\sof\s(?P<whose>{ONE_PERSON})(?=[\s,.;)(]))?"
        r"|\b[Pp]arental\s(?:samples?|DNA|blood|specimens?|test(?:s|ing)?|analys[ei]s|sequencing|genotyp(?:es?|ing)|segregation)\b"
        r"|\b(?:[Ee]ach|[Ee]ither)\s(?:parent\b|of\s(?:her|his|the|their)\sparents\b)"
        r"|\b[Nn]either\s(?:patient|case|proband|child|sibling|sib|twin|brother|sister)\b"
        rf"|\b[Nn]either\sparent\sof\s(?P<whose2>{ONE_PERSON})(?=[\s,.;)(])"
        r"|\b[Nn]either\s(?:parent\b|of\s(?:her|his|the|their)\sparents\b|of\sthem\b(?!\sis))"
        r"|\b[Nn]either(?=\s(?:had|has|was|were|developed|showed|carried|died|complained)\b)"
        rf"|\b[Bb]oth(?=\s(?:carr|harbou?r|were|had|have|are|was|show|develop|presented|died|shared|of\sthem|[.,]))"
        rf"|(?<=\bin\s)both(?=[.,;:)]|\sand\sabsent)"
        r"|\b[Aa]ll\s(?:three|four|five|six)(?=[.,;)]|\s(?:had|have|were|was|are|show|shared|carr|died|develop|present|reveal|disclos))"),
    ("pronoun",
        r"\b(?:[Ss]he|[Hh]e|[Hh]er|[Hh]is|[Hh]im)\b"),
)  # fmt: skip
PATTERN: Final = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z0-9(])"  # nothing begins within a word: most places are passed over at once
    rf"(?:{'|'.join(f'(?P<{way}>{words})' for way, words in _WAYS)})"
)
"""The group of the whole match is the way: `match.lastgroup`."""
