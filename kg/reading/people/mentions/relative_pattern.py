"""The pattern of a relative: whose, of what sort, the word for it, and of whom."""

from __future__ import annotations

from typing import Final

from kg.reading.people.mentions.labels import KIN_NUMBERED, NUMBERED, ROMAN
from kg.reading.people.mentions.numbers import NUMBER
from kg.reading.people.mentions.ordered import ORDER, OWNED, OWNER
from kg.reading.people.mentions.words import KIN_WORDS

_BY_RANK: Final = (
    rf"(?-i:(?:Mrs?|Ms|Miss|Mme)\b\.?\s[A-Z]\w*)|(?:the|our)\s(?:{ORDER}|last|elder|older|younger)"
    r"\s(?:patient|case|proband|individual|subject|woman|man|girl|boy|sibling|sister|brother|cousin)"
)
"""One of several patients, as a text calls them."""
_OWNER: Final = (
    rf"(?:{OWNER}|her|his|their|whose|the\s(?:patient|proband|index\s(?:case|patient)|propositus|proposita|boy|girl|man"
    r"|woman|child)[’']s"
    rf"|our\spatient[’']s|the|an?|one|another|this|(?P<ownlabel>(?:patient|case)\s(?:\d{{1,3}}|(?-i:[A-H]))|{ROMAN}|(?-i:[A-Z]\.|[A-H])|{_BY_RANK})[’']s(?:\sown)?|the\s(?:siblings|sibs|brothers|sisters|half-brothers|half-sisters|twins)[’'])"
)
_MODS: Final = (
    rf"(?:(?:deceased|late|older|elder|younger|eldest|youngest|maternal|paternal|only|first|second|third|other"
    rf"|toy|healthy|"
    rf"asymptomatic|affected|unaffected|living|half|full|identical|monozygotic|dizygotic|fraternal|twin|[A-Za-z]+-(?!year)[a-z]+"
    rf"|{NUMBER}-years?-old)[\s-])*"
)
_KIN_WORD: Final = rf"(?:{KIN_WORDS})"
_LABEL: Final = rf"(?:(?i:{NUMBERED})|{ROMAN}|(?-i:[A-H])(?![\w'’-]))"
SINGLE: Final = r"(?:patient|proband|index\s(?:case|patient)|propositus|proposita)"

ONE_PERSON: Final = (
    rf"(?:{_LABEL}|{_BY_RANK}|(?:the|our)\s(?:{ORDER})(?:\sand\s(?:{ORDER})\s(?:patient|case|sibling|brother|sister)s|(?=[,.;)]|\s(?:had|has|was|is|died)\b))"
    r"|the\stwo(?=\s(?:on|by|through|from)\b|[,.;)])|the\scousin(?![’'\w-]))"
)
"""Whose relative somebody is, by the words for one of several."""

_THEIR_OWN: Final = (
    r"(?:brain|MRI|CT|scans?|autopsy|biopsy|EEG|CSF|course|symptoms|illness|disease|gait|speech|examination|onset)\b"
)
"""Behind `the brother's` where the sentence tells of him."""
RELATIVE: Final = (
        rf"(?:\b(?P<owner>(?i:{_OWNER}))\s|(?<=\band\s)|(?<=, )|(?<=: )|(?<=; )|(?<=\()"
        rf"|^|(?<=\.\s)(?=(?:(?:Grand)?(?:[Mm]other|[Ff]ather)|Brother|Sister|Son|Daughter|Elder|Older|Younger|Maternal|Paternal)\b))(?P<mods>(?i:{_MODS}))\b(?<!\bthrough\sthe\s)(?<!\bthrough\stheir\s)(?<!\bby\sthe\ssame\s)(?<!\bby\sanother\s)(?!(?i:twin|sib|sibling)\s(?:[A-H]|\d{{1,2}})\b|{KIN_NUMBERED})(?P<kin>(?i:{_KIN_WORD}))\b(?!s)"
        rf"(?:[’']s\s(?:(?:older|elder|younger|only|late|maternal|paternal)\s)?(?P<kin2>(?i:{_KIN_WORD}))\b(?!s)"
        rf"|\sof\s(?:her|his|the)\s(?P<kin3>mother|father|brother|sister|grandmother|grandfather)\b)?"
        rf"(?![’']s\sside)(?![’']s\s(?!\w+\s(?:was|is|had)|{_THEIR_OWN})|-in-law)(?:\sof\s(?P<whom>(?:the\s|our\s"
        rf"|this\s)(?:{SINGLE}|(?:(?:two|three)\s)?(?:siblings|sibs|brothers|sisters|twins))|{OWNED}|{ONE_PERSON}|hers\b|his(?=[,.;)]|\s(?:had|has|was|is|died|became|developed)\b)|[A-Z]\.\s?[A-Z]\b\.?|{_LABEL})(?:(?:,\s|,?\sand\s|\s&\s)(?:of\s)?{_LABEL})*)?"
)  # fmt: skip
