"""What a sentence tells of a person besides ages: family, origin, testing, whether the disease is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.ages import Told
from kg.reading.mentions import table_of

_ORIGINS: Final = "|".join(sorted((re.escape(row[0]) for row in table_of("origins.tsv")), key=len, reverse=True))
_LOOKS: Final = (
    ("origin", None, re.compile(
        rf"\b(?P<value>{_ORIGINS})(?=[\s-](?:[\w-]+\s){{0,2}}?(?:woman|man|girl|boy|patient|male|female|lady|gentleman|family|origin"
        r"|descent|ancestry|parents|proband|kindred|pedigree|infant|child|ethnicity|background|housewife|adult|brother|sister)\b)")),
    ("family_history", "sporadic", re.compile(
        r"\bno\s(?:known\s|relevant\s|significant\s|positive\s|remarkable\s)?family\shistory|\bfamily\shistory\s(?:was|is)\s(?:[\w-]+\s)?"
        r"(?:negative|unremarkable|non-?\s?contributory|not\sremarkable|not\ssignificant)|\bwithout\s(?:a\s|any\s)?family\shistory"
        r"|\bsporadic\s(?:case|patient)|\bno\s(?:other\s)?(?:affected\s)?(?:family\smembers|relatives)\s(?:were|was|had|with)"
        r"|\bfamily\shistory\s?:\s?(?:negative|none|unremarkable)", re.I)),
    ("family_history", "familial", re.compile(
        r"(?<!no )(?<!no known )\b(?:a\s)?(?:positive|strong|significant)\sfamily\shistory|\bfamily\shistory\s(?:was|is)\s(?:positive|significant|notable|remarkable)"
        r"|\bfamily\shistory\srevealed\sthat|\bfamily\shistory\sof\s(?!no\b)", re.I)),
    ("genetic_status", "negative", re.compile(
        r"\btested\snegative\b|\b(?:did|does)\snot\s(?:carry|have|harbou?r)\s(?:the|this|any)\s(?:[\w-]+\s)?(?:variant|mutation)", re.I)),
    ("genetic_status", "not individually tested", re.compile(
        r"\b(?:was|were|had|has)\s(?:not|never)\s(?:been\s)?(?:genetically\s)?(?:tested|genotyped|sequenced)|\bdeclined\s(?:genetic\s)?testing"
        r"|\bgenetic\stest(?:ing)?\s(?:was|has)\s(?:been\s)?not\s(?:been\s)?(?:performed|done|available)|\bDNA\s(?:was|is)\snot\savailable"
        r"|\bnever\stested", re.I)),
    ("genetic_status", "confirmed", re.compile(
        r"\b(?:carr(?:y|ies|ied)|harbou?r(?:s|ed)?)\s(?:a|an|the)?\s?(?:\w+\s){0,3}?(?:variant|mutation|substitution)"
        r"|\b(?:carr(?:y|ies|ied)|harbou?r(?:s|ed)?)\s[cp]\.|\b(?:healthy|asymptomatic|heterozygous|obligate)\scarrier"
        r"|\b(?:variant|mutation)\b[^.;]{0,80}\bwas\s(?:found|identified|detected|confirmed)"
        r"|\b(?:reveal|show|identif|detect|found|disclos|confirm)\w*[^.;]{0,60}\b(?:CSF1R|variant|mutation)\b[^.;]{0,40}\b[cp]\.", re.I)),
    ("affected", False, re.compile(
        r"(?<!previously )(?<!otherwise )(?<!apparently )\b(?:healthy|asymptomatic|unaffected)\b(?!\s(?:until|controls?|volunteers?|individuals))"
        r"|\bno\s(?:complaints|neurological\s(?:signs|symptoms|deficits|abnormalities))|\bneurologically\s(?:normal|intact|healthy)", re.I)),
    ("consanguinity", "parents first cousins", re.compile(r"\bparents\b[^.;]{0,30}\bfirst[\s-](?:degree\s)?cousins|\bfirst[\s-]cousin\s(?:parents|marriage)", re.I)),
    ("consanguinity", "parents consanguineous", re.compile(
        r"(?<!non-)(?<!non)(?<!not )(?<!no )(?<!un)\bconsanguineous\b", re.I)),
    ("onset", "infancy", re.compile(r"\b(?:onset|began|started|since|from)\b[^.;]{0,30}\binfancy\b|\binfantile[\s-]onset", re.I)),
    ("onset", "childhood", re.compile(r"\b(?:onset|began|started)\b[^.;]{0,30}\bchildhood\b|\bchildhood[\s-]onset|\bsymptoms?\s(?:\w+\s)?(?:since|from)\s(?:early\s)?childhood", re.I)),
    ("onset", "neonatal", re.compile(r"\b(?:onset|began|started)\b[^.;]{0,30}\bneonatal\b|\bneonatal[\s-]onset", re.I)),
    ("onset", "prenatal", re.compile(r"\b(?:prenatal(?:ly)?|antenatal(?:ly)?)\s(?:ultrasound|MRI|imaging|scan|detected|onset|diagnos\w+)", re.I)),
    ("inheritance", "autosomal recessive", re.compile(r"\bautosomal[\s-]recessive\s(?:inheritance|pattern|manner|mode|trait)", re.I)),
    ("inheritance", "autosomal dominant", re.compile(r"\bautosomal[\s-]dominant\s(?:inheritance|pattern|manner|mode|trait)", re.I)),
)  # fmt: skip


def told(text: str, start: int, end: int) -> Iterator[Told]:
    """Facts under the keys of a case, for whoever the sentence is about."""
    done: set[str] = set()
    for key, value, look in _LOOKS:
        for match in look.finditer(text, start, end) if key not in done or key == "affected" else ():
            done.add(key)
            yield Told(key=key, value=match["value"] if value is None else value, start=match.start(), end=match.end())
