"""The relatives who are said to have a variant, and whether a variant came from a parent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.clause_words import ALTHOUGH, BUT
from kg.reading.people.mentions import KIN

_RELATIVE: Final = rf"(?P<kin>{'|'.join(sorted(KIN, key=len, reverse=True))}|parents?)\b(?!\sof\b)"
_OWN: Final = r"\b(?:each\s(?:of\s)?)?(?:(?:her|his|the|their|a|an|one)\s|(?<=each\s))(?:[\w-]+\s){0,3}?"
_ORIGIN: Final = re.compile(
    r"\b(?P<mother>maternal(?:ly)?)\b(?=\s?(?:inherit\w*|transmi\w*|allele|origin|variant|mutation|[),;]))"
    r"|\b(?P<father>paternal(?:ly)?)\b(?=\s?(?:inherit\w*|transmi\w*|allele|origin|variant|mutation|[),;]))",
    re.I,
)
_IN_LIST: Final = re.compile(
    r"(?:^\s(?:in|from)\s|\b(?:found|identified|detected|confirmed|present|seen|demonstrated|verified|documented"
    r"|(?:hetero|homo)zygous"
    r"|segregat(?:ed|es)|derived|originat(?:ed|es)|carried|shared|inherited|transmitted|passed\son)\s(?:[\w-]+\s){0,3}?(?:in|by|from)\s)(?P<list>[^.;:]*)",
    re.I,
)
_LIST_ENDS: Final = re.compile(
    rf"\b(?:{BUT}|{ALTHOUGH}|absent|not|neither|nor|none|no|negative|normal|without|excluded|may|might|whether|if|unknown)\b",
    re.I,
)
_LISTED: Final = re.compile(
    r"\b(?:in|from|by)\s(?:both\s)?(?:(?:her|his|the|their)\s(?:[\w-]+\s){0,2}?"
    r"|(?=(?:mother|father)\b))" + _RELATIVE.replace("kin", "first")
    + rf"|(?:{_OWN}|,\s|\band\s){_RELATIVE}(?!,?\s(?:[\d-]+,\s)?"
    r"(?:had|was|were|is|are|died|has|did|showed|with|both|also)\b)",
    re.I,
)  # fmt: skip
_HAVING: Final = re.compile(
    rf"(?:{_OWN}|\bboth\s|\(|:\s){_RELATIVE}(?:,\s[^.;,]{{1,20}},)?\s(?:(?:who\s)?(?:also|each|both|all)\s)?"
    r"(?:(?:carr(?:y|ies|ied)"
    r"|harbou?r(?:s|ed)?|had|has)\s(?:also\s)?(?:it|(?:the|this)\s(?:same\s|familial\s)?(?:variant|mutation|change|allele)"
    r"|(?:one|an?|a\ssingle)\s(?:single\s|mutated\s|mutant\s|heterozygous\s)*(?:copy|allele))\b"
    r"|shares?\s(?:it|(?:the|this)\s(?:variant|mutation|change|allele))\b|het(?:erozygous)?\b"
    r"|(?:is|was|are|were)\s(?:(?:both|also|each|an?|shown\sto\sbe|found\sto\sbe|asymptomatic|healthy|unaffected"
    r"|confirmed)\s)*"
    r"(?:heterozygous|carriers?|positive)\b(?!\sfor\s[cp]\.))",
    re.I,
)
_CAME_FROM: Final = re.compile(
    r"^[^.;]*?\b(?:inherited|transmitted|from|by|of\smaternal|of\spaternal)\b"
    r"[^.;]{0,40}?\b(?:mother|father|parent)\b[^.;\w]*"
    r"(?:\([^)]*\))?(?:[\s,]*(?:and|as\swell\sas)\s(?:[\w-]+\s){0,3}"
    r"|[,;]\s(?:(?:the|an?|one|second|other|another|novel|CSF1R|variant|mutation|maternal|paternal)\s)*)\(?$",
    re.I,
)


def relatives_with(window: str) -> Iterator[str]:
    """The relatives who are said to have a variant, in the words between it and the next: what they are to the patient.

    >>> [*relatives_with(" (maternal) and ")], [*relatives_with(" was found in her and her aunt, 70, not in her uncle")]
    (['mother'], ['aunt'])
    """
    found = [("mother" if match["mother"] else "father") for match in _ORIGIN.finditer(window)]
    for match in _IN_LIST.finditer(window):
        ends = _LIST_ENDS.search(window, match.start("list"), match.end())
        if not _LIST_ENDS.search(window[: match.start("list")]):
            listed = _LISTED.finditer(window, match.start(), ends.start() if ends else match.end())
            found += [one["first"] or one["kin"] for one in listed]
    found += [one["kin"] for one in _HAVING.finditer(window)]
    for kin in dict.fromkeys(word.lower() for word in found):
        yield from ("mother", "father") if kin in ("parents", "parent") else (kin,)


def came_from_parent(between: str) -> bool:
    """Whether the words between two variants of one person say that the first of them came from a parent.

    >>> came_from_parent(" inherited from her mother and the novel "), came_from_parent(" in her mother; ")
    (True, False)
    """
    return bool(_CAME_FROM.search(between))
