"""The relatives who are said to have a variant, and whether a variant came from a parent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.clause_words import ALTHOUGH, BUT
from kg.reading.people.mentions.words import KIN_WORDS

_RELATIVE: Final = rf"(?P<kin>{KIN_WORDS}|parents?)\b(?!\sof\b(?!\s\d))"
_OWN: Final = r"\b(?:each\s(?:of\s)?)?(?:(?:her|his|the|their|a|an|one)\s|(?<=each\s))(?:[\w-]+\s){0,3}?"
_ORIGIN: Final = re.compile(
    r"\b(?P<mother>maternal(?:ly)?)\b(?=\s?(?:inherit\w*|transmi\w*|allele|origin|variant|mutation|[),;]))"
    r"|\b(?P<father>paternal(?:ly)?)\b(?=\s?(?:inherit\w*|transmi\w*|allele|origin|variant|mutation|[),;]))",
    re.I,
)
_IN_LIST: Final = re.compile(
    r"(?:^\s(?:in|from)\s|\b(?:found|identified|detected|confirmed|present|seen|demonstrated|verified|documented"
    r"|(?:hetero|homo)zygous"
    r"|(?:co-?)?segregat(?:ed|es)|derived|originat(?:ed|es)|carried|shared|inherited|transmitted|passed\son)\s(?:[\w-]+\s){0,3}?(?:in|by|from)\s)(?P<list>[^.;:]*)",
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
    r"|(?:is|was|are|were|proved|turned\sout)\s(?:(?:both|also|each|an?|the|(?:shown|found|proven|to)\s(?:to\s)?be|asymptomatic|healthy|unaffected"
    r"|obligate|presymptomatic|confirmed)\s)*"
    r"(?:heterozygous|heterozygotes?|carriers?|(?:(?:mutation|variant|gene)[\s-])?positive|transmitting\s\w+)\b(?!\s(?:carrier\s)?(?:for|of)\s(?:[\w,-]+\s){0,5}$)(?!\sfor\s[cp]\.))",
    re.I,
)
_SUBJECT_STARTS: Final = re.compile(rf"[.;:]|\b(?:{BUT}|{ALTHOUGH}|which|for\swhom)\b", re.I)
_OF_LIST: Final = re.compile(rf"(?:{_OWN}|\bboth\s){_RELATIVE}", re.I)
_VERB: Final = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|does|died|in|from|by|of|not|neither|nor|who|whose|without)\b", re.I
)
_AS_DID: Final = re.compile(rf"\bas\s(?:did|does|do|had|has|have|was|is|were|are)\s(?:also\s)?{_OWN}{_RELATIVE}", re.I)
_NOTED: Final = re.compile(
    rf"\b{_RELATIVE}(?:\s\([^()]{{0,30}}\)|,\s\w{{1,3}}(?:\syears?)?)?(?::|\s[=–-])\s(?:(?:the|also|asymptomatic|unaffected)\s)*(?:het|heterozygous|positive"
    r"|carrier|same\s(?:variant|mutation)|present|yes)\b",
    re.I,
)
"""`Sister (41 y): het`."""
_ALLELE: Final = re.compile(
    r"\b(?:(?P<mother>maternal)|paternal)\s(?:allele|copy|chromosome|haplotype)\b[^.;,]{0,40}$", re.I
)
_PARENTAL: Final = re.compile(
    r"\b(?:the|her|his)\s(?:same\s)?(?:(?P<mother>maternal)|paternal)\s(?:(?:CSF1R|missense|variant|mutation|change|substitution)\s)*\(?$",
    re.I,
)
"""`carries the paternal c.1A>G`."""
_TESTED: Final = re.compile(
    rf"\b(?:DNA|blood|tissue|samples?|specimens?|exomes?|genes?|sequencing|test(?:ing|s)?|analys[ei]s|screening|stud(?:y|ies)|CSF1R)\s(?:[\w-]+\s){{0,3}}?(?:of|from|in|for)\s(?:her|his|the|their)\s(?:[\w-]+\s){{0,2}}?{_RELATIVE}"
    r"(?:[’']s?\b)?[^.,;]{0,40}?\b(?:show\w*|reveal\w*|identif\w+|disclos\w+|demonstrat\w+|detect\w+|confirm\w+|found)\b(?!\sno\b)(?:(?!\b(?:no|not)\b)[^.;,])*$",
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
    if next_one := _ALLELE.search(window):  # `the paternal allele had V1 and the maternal allele V2`
        window = window[: next_one.start()]
    found = [("mother" if match["mother"] else "father") for match in _ORIGIN.finditer(window)]
    for match in _IN_LIST.finditer(window):
        ends = _LIST_ENDS.search(window, match.start("list"), match.end())
        if not _LIST_ENDS.search(window[: match.start("list")]):
            listed = _LISTED.finditer(window, match.start(), ends.start() if ends else match.end())
            found += [one["first"] or one["kin"] for one in listed]
    for match in _HAVING.finditer(window):
        found += [*_joined(window, match.start("kin")), match["kin"]]
    found += [one["kin"] for one in _AS_DID.finditer(window) if not _LIST_ENDS.search(window, 0, one.start())]
    found += [one["kin"] for one in _NOTED.finditer(window)]
    for kin in dict.fromkeys(word.lower() for word in found):
        yield from ("mother", "father") if kin in ("parents", "parent") else (kin,)


def _joined(window: str, at: int) -> Iterator[str]:
    """The relatives who stand ahead of one in a list (`her parents and her aunt`)."""
    start = max((one.end() for one in _SUBJECT_STARTS.finditer(window, 0, at)), default=0)
    for one in _OF_LIST.finditer(window, start, at):
        if not _VERB.search(window, one.end(), at):
            yield one["kin"]


def sampled_relative(ahead: str) -> str | None:
    """The relative from whose sample the words ahead of a variant say that it was found.

    >>> sampled_relative("DNA from the brother's stored tissue had shown ")
    'brother'
    """
    if allele := _ALLELE.search(ahead) or _PARENTAL.search(ahead):
        return "mother" if allele["mother"] else "father"
    match = _TESTED.search(ahead)
    return match["kin"].lower() if match else None


def came_from_parent(between: str) -> bool:
    """Whether the words between two variants of one person say that the first of them came from a parent.

    >>> came_from_parent(" inherited from her mother and the novel "), came_from_parent(" in her mother; ")
    (True, False)
    """
    return bool(_CAME_FROM.search(between))
