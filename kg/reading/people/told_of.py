"""What a sentence tells of a person besides ages: family, origin, testing, whether the disease is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.reading.people.ages import ToldFact
from kg.reading.rows import any_of

_ORIGINS: Final = any_of(Path(__file__).parent / "origins.tsv")
_DENIED: Final = re.compile(
    r"\b(?:no|none|neither|nor|nobody|not|never|without|den(?:y|ied|ies)|lack\w*|negative|absent|cannot|unknown)\b"
    r"(?:(?!\b(?:and|but|although|with)\b)[^.;,]){0,60}$", re.I
)  # fmt: skip
_DENIED_AFTER: Final = re.compile(
    r"(?:\s\w+){0,3}\s(?:is|was|were|has\sbeen|had\sbeen)\s(?:\w+ly\s)?(?:denied|absent|lacking|negative|unknown|not)\b",
    re.I,
)
_LOOKS: Final = (
    ("origin", None, re.compile(
        rf"\b(?:{_ORIGINS})(?=[\s-](?:[\w-]+\s){{0,2}}?(?:woman|man|girl|boy|patient|male|female|lady|gentleman"
        rf"|family|origin"
        r"|descent|ancestry|parents|proband|kindred|pedigree|infant|child|ethnicity|background|housewife|adult"
        r"|brother|sister)\b)")),
    ("family_history", "sporadic", re.compile(
        r"\bno\s(?:known\s|relevant\s|significant\s|positive\s|remarkable\s)?family\shistory"
        r"|\bfamily\shistory\s(?:was|is)\s(?:[\w-]+\s)?"
        r"(?:negative|unremarkable|non-?\s?contributory|not\sremarkable|not\ssignificant)|\bwithout\s(?:a\s"
        r"|any\s)?family\shistory"
        r"|\bsporadic\s(?:case|patient)|\bno\s(?:other\s)?(?:affected\s)?(?:family\smembers|relatives)\s(?:were"
        r"|was|had|with)"
        r"|\bfamily\shistory\s?:\s?(?:negative|none|unremarkable)", re.I)),
    ("family_history", "familial", re.compile(
        r"(?<!no )(?<!no known )\b(?:a\s)?(?:positive|strong|significant)\sfamily\shistory"
        r"|\bfamily\shistory\s(?:was|is)\s(?:positive|significant|notable|remarkable)"
        r"|\bfamily\shistory\srevealed\sthat|\bfamily\shistory\sof\s(?!no\b)", re.I)),
    ("genetic_status", "negative", re.compile(
        r"\btested\snegative\b|\b(?:did|does)\snot\s(?:carry|have|harbou?r)\s(?:the|this"
        r"|any)\s(?:[\w-]+\s)?(?:variant|mutation)", re.I)),
    ("genetic_status", "not individually tested", re.compile(
        r"\b(?:was|were|had|has)\s(?:not|never)\s(?:been\s)?(?:genetically\s)?(?:tested|genotyped|sequenced)"
        r"|\bdeclined\s(?:genetic\s)?testing"
        r"|\bgenetic\stest(?:ing)?\s(?:was|has)\s(?:been\s)?not\s(?:been\s)?(?:performed|done|available)"
        r"|\bDNA\s(?:was|is)\snot\savailable"
        r"|\bnever\stested", re.I)),
    ("genetic_status", "confirmed", re.compile(
        r"\b(?:carr(?:y|ies|ied)|harbou?r(?:s|ed)?)\s(?:a|an|the)?\s?(?:\w+\s){0,3}?(?:variant|mutation|substitution)"
        r"|\b(?:carr(?:y|ies|ied)|harbou?r(?:s|ed)?)\s[cp]\.|\b(?:healthy|asymptomatic|heterozygous"
        r"|obligate)\s(?:mutation\s|variant\s)?carrier"
        r"|\b(?:variant|mutation)\b[^.;]{0,80}\bwas\s(?:found|identified|detected|confirmed)"
        r"|\b(?:reveal|identif|detect|found|disclos|show)\w*\s(?:that\s)?(?:a|an|the|two|compound"
        r"|one)\b[^.;]{0,60}\b(?:variant|mutation|substitution)\b(?!s)"
        r"|\b(?:reveal|show|identif|detect|found|disclos|confirm)\w*[^.;]{0,60}\b(?:CSF1R|variant"
        r"|mutation)\b[^.;]{0,40}\b[cp]\.", re.I)),
    ("affected", False, re.compile(
        r"(?<!previously )(?<!otherwise )(?<!apparently )\b(?:healthy|asymptomatic|unaffected)\b(?!\s(?:until"
        r"|controls?|volunteers?|individuals))"
        r"|\bno\s(?:complaints|neurological\s(?:signs|symptoms|deficits|abnormalities))"
        r"|\bfree\s(?:from|of)\s(?:any\s|all\s)?(?:\w+\s)?(?:signs?|symptoms?|complaints?|disease)\b|\bsymptom-free\b"
        r"|\bdevelop(?:s|ing|ed)\snormally|\bdevelopmentally\snormal|\b(?:is|are|was|were)\s(?:alive\sand\s)?well\b(?!\s\w)"
        r"|\bwithout\s(?:any\s)?(?:neurological\s)?(?:symptoms|signs|complaints)\b"
        r"|\bin\s(?:good|excellent|normal)\shealth|\bneurologically\s(?:normal|intact|healthy)", re.I)),
    ("consanguinity", "parents first cousins", re.compile(r"\bparents\b[^.;]{0,30}\bfirst[\s-](?:degree\s)?cousi"
        r"ns|\bfirst[\s-]cousin\s(?:parents|marriage)", re.I)),
    ("consanguinity", "parents consanguineous", re.compile(
        r"(?<!non-)(?<!non)(?<!not )(?<!no )(?<!un)\bconsanguineous\b", re.I)),
    ("onset", "infancy", re.compile(r"\b(?:onset|began|started|since|from)\b[^.;]{0,30}\binfancy\b"
        r"|\binfantile[\s-]onset", re.I)),
    ("onset", "childhood", re.compile(r"\b(?:onset|began|started)\b[^.;]{0,30}\bchildhood\b"
        r"|\bchildhood[\s-]onset|\bsymptoms?\s(?:\w+\s)?(?:since|from)\s(?:early\s)?childhood", re.I)),
    ("onset", "neonatal", re.compile(r"\b(?:onset|began|started)\b[^.;]{0,30}\bneonatal\b|\bneonatal[\s-]onset", re.I)),
    ("onset", "prenatal", re.compile(r"\b(?:prenatal(?:ly)?|antenatal(?:ly)?)\s(?:ultrasound|MRI|imaging|scan"
        r"|detected|onset|diagnos\w+)", re.I)),
    ("family", None, re.compile(r"(?<=[(,] )(?:[Ff]amily\s(?:[A-Z]|\d{1,2}))\b|(?<=\()(?:[Ff]amily\s(?:[A-Z]"
        r"|\d{1,2}))\b")),
    ("inheritance", "autosomal recessive", re.compile(r"\bautosomal[\s-]recessive\s(?:inheritance|pattern|manner"
        r"|mode|trait)", re.I)),
    ("inheritance", "autosomal dominant", re.compile(r"\bautosomal[\s-]dominant\s(?:inheritance|pattern|manner"
        r"|mode|trait)", re.I)),
)  # fmt: skip


def told(text: str, start: int, end: int) -> Iterator[ToldFact]:
    """Facts under the keys of a case, for whoever the sentence is about."""
    done: set[str] = set()
    for key, value, look in _LOOKS:
        for match in look.finditer(text, start, end) if key not in done or key == "affected" else ():
            if value == "familial" and _denied(text, start, end, match):
                continue
            done.add(key)
            plain = match[0] if value is None else value
            yield ToldFact(key=key, value=plain, start=match.start(), end=match.end())


def _denied(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Whether a family history is named to say that there is none."""
    before = _DENIED.search(text[max(start, match.start() - 90) : match.start()])
    return bool(before or _DENIED_AFTER.match(text, match.end(), end))
