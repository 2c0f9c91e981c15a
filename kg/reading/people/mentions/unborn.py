"""Words that speak of a child before birth: `the fetus`, `fetal MRI`, `sonography at 21 weeks`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.people.mentions.kinds import MentionKind, PersonMention
from kg.reading.people.mentions.words import sex_in

_SCAN: Final = r"(?:ultra-?)?sono(?:gra\w+|gram)|ultrasound\w*|echogra\w+|anomaly\sscan"
_IMAGE: Final = rf"(?:{_SCAN}|MRI|MR\simaging|magnetic\sresonance|imaging|scans?|screening|examination)"
_UNBORN: Final = re.compile(
    r"\b(?:of\s)?(?:the|her|his|their|this|our|another|that|each)\s(?:(?:(?:fe)?male|aborted|terminated|affected|second|third|other|dead|stillborn|unborn"
    r"|same|toy|formalin-fixed)\s){0,3}(?:fo?etus|abortus|conceptus)\b(?![’']s?\s(?:mother|father|parents?))"
    r"|\bfo?etal\s(?!h(?:a)?emoglobin|movements?|alcohol|loss|death|calf|bovine|distress|life|onset|period|medicine|growth\scharts?|tissues?|cells?|wastage"
    r"|presentation|pain|suffering|hearts?\b|viability|well-?being|lung|growth|weight|sex|karyotype|risk\w*|outcome\w*|genotyp\w+|DNA|sampl\w+|blood|position|brains?\sat\s(?:the\s)?same|parts?\b|stages?\b|development\b|monitor\w*|surger\w+|exposure\w*)"
    rf"|\b(?:prenatal|antenatal|obstetric(?:al)?|intra-?uterine|in\sutero)\s(?:\w+\s)?{_IMAGE}"
    rf"|\b(?:{_SCAN})\s(?:at|of|in)\s(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?(?:\s(?:\+|and)\s\d)?\s?(?:gestational\s)?weeks?\b(?!\sof\s(?:age|life))"
    rf"|\b(?P<bare>{_SCAN})\b(?!\s(?:at|of|in)\s)"
    rf"|\b(?:{_SCAN})\s(?:at|of|in)\sthe\s(?:first|second|third)\strimester\b",
    re.I,
)  # fmt: skip
_SEX: Final = re.compile(r"\s(?:was|is)\s(?:an?\s)?(?P<sex>(?:fe)?male|girl|boy)\b", re.I)
_PREGNANT: Final = re.compile(r"\b(?:pregnan\w+|gestation\w*)\b", re.I)
_WHOSE: Final = re.compile(r"\b(?:pregnanc(?:y|ies)|gestation|fo?etus)\s(?:of|in)\s$", re.I)
UNBORN: Final = "fetus"
"""What the kin of such a mention is."""


def with_unborn(met: Sequence[PersonMention], text: str, start: int, end: int) -> list[PersonMention]:
    """The mentions of a sentence with those of a child before birth, which take in what stands inside them."""
    found = [
        _mention(match)
        for match in _UNBORN.finditer(text, start, end)
        if not match["bare"] or _PREGNANT.search(text, start, match.start())
    ]
    kept = [
        one
        for one in met
        if not any(two.start <= one.start < two.end for two in found)
        and not (one.kind is MentionKind.RELATIVE and _WHOSE.search(text[start : one.start]))
    ]
    return sorted((*kept, *found), key=lambda one: one.start) if found else list(met)


def _mention(match: re.Match[str]) -> PersonMention:
    told = _SEX.match(match.string, match.end())
    sex = sex_in(f" {told['sex']}") if told else sex_in(match[0])
    return PersonMention(
        kind=MentionKind.RELATIVE, start=match.start(), end=match.end(), kin=UNBORN, of="the", sex=sex,
        noun=UNBORN if match[0].lower().endswith(("tus", "oetus")) else "",
    )  # fmt: skip
