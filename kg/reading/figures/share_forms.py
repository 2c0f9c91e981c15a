"""The forms in which papers print a share of people, each under a name: `7/12 (58%)`, `seven of the twelve` ..."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.figures.counts import COUNT, FRACTION, NUMERAL, PEOPLE, PERCENT, PERSON, THINGS, WORD
from kg.reading.number_words import SPELT

HAD: Final = (
    r"(?:had|have|has|showed|developed|exhibited|experienced|presented\swith|suffered(?:\sfrom)?|reported|manifested"
    r"|displayed|complained\sof|demonstrated|denied|lacked)"
)
_N: Final = rf"(?P<n>{NUMERAL}|{WORD})"
_D: Final = rf"(?P<d>{NUMERAL}|{WORD})\b(?!\s?(?:[\w-]+\s)?{THINGS}\b)"
_P: Final = rf"(?P<p>{PERCENT})"
_THE: Final = (
    r"(?:(?:the|our|these|those|their|its|all|both|a\stotal\sof)\s){0,2}"
    r"(?:(?:remaining|other|symptomatic|affected|examined|living|published|reported)\s)?"
)
_WHO: Final = rf"(?:\s(?:[\w-]+\s){{0,2}}?{PEOPLE})?"
_TAKEN: Final = r"(?:samples|specimens|biopsies|autopsies|necropsies|pedigrees|postmortems)"
"""What one person gives one of: `6 samples out of 7`."""
_THEN: Final = rf"(?:[\s,]*[(\[,;]\s?{_P}\s?[)\]]?)?"
_CLOSED: Final = r"(?:\s?[)\]]|(?=[;,]\s))"
_FORMS: Final = {
    "slash": rf"(?P<n>{NUMERAL})\s?/\s?(?P<d>{NUMERAL})(?![\w/]|\.\d)(?:\s(?:[\w-]+\s)?{PEOPLE})?"
    rf"(?:[\s,;=]*[(\[,;]?\s?{_P}\s?[)\]]?)?",
    "all_but": rf"(?:all|every\sone)\s(?:but|except(?:\sfor)?|save(?:\sfor)?|bar)\s(?P<n>{NUMERAL}|{SPELT})"
    rf"(?:\sof\s{_THE}{_D}{_WHO}{_THEN}|(?=\s(?:of\s(?:them|these)\s)?(?:were|was|carried|presented|{HAD})\b)|(?=\s?[.;]|$))",
    "not_one": rf"not\s(?:even\s)?(?:a\s)?(?:single\s)?one\sof\s{_THE}{_D}{_WHO}",
    "in_turn": rf"(?<=\d,\s)(?P<n>{NUMERAL})(?=(?:,\s{NUMERAL})*,?\sand\s{NUMERAL}\s(?:out\s)?of\s)",
    "of": rf"{_N}\s(?:(?:{PEOPLE}|{_TAKEN})\s(?=out|[(\[]|of\s(?:the|our|these|\d)))?"
    rf"(?:[(\[]\s?(?P<q>{PERCENT})\s?[)\]]\s)?(?:out\s)?of\s{_THE}{_D}{_WHO}{_THEN}",
    "fraction": rf"(?P<f>{FRACTION})\s(?:of\s)?{_THE}{_D}{_WHO}{_THEN}",
    "part_had": rf"(?P<f>{FRACTION})(?=\s(?:of\s(?:them|these|those)\s)?{HAD}\b)",
    "part_of": rf"(?P<f>{FRACTION})\sof\s"
    rf"(?:(?:(?:the|our|these|those|all)\s)?(?:[\w-]+\s)?{PEOPLE}|them|these|those)\b",
    "percent_first": rf"{_P}(?:\sof\s(?:ours|(?:the\s|our\s)?(?:[\w-]+\s)?{PEOPLE}))?\s?[(\[,;]\s?(?:n\s?=\s?)?"
    rf"(?P<n>{NUMERAL})\s?(?:/|(?:out\s)?of\s(?:the\s)?)\s?(?P<d>{NUMERAL})(?:\s{PEOPLE})?(?:\s?[)\]])?",
    "percent_count": rf"{_P}\s?(?:\(\s?(?:n\s?=\s?)?|[\[,;]\s?n\s?=\s?)(?P<n>{NUMERAL})(?:\s{PEOPLE})?(?=\s?[)\],;])",
    "labelled": rf"n\s?=\s?(?P<n>{NUMERAL})\s?[;,(\[]\s?{_P}{_CLOSED}",
    "in_brackets": rf"(?<=[(\[])(?P<n>{NUMERAL})(?:;\s?|,\s){_P}{_CLOSED}",
    "split": rf"{_N}(?:\s(?:of\s(?:them|these)|{PEOPLE}))?\s{HAD}\s[^.;:()\d]{{3,60}}?\s?[(\[]\s?{_P}\s?[)\]]",
    "people": rf"{_N}\s(?:[\w-]+\s)?{PEOPLE}\s?[(\[]\s?{_P}{_CLOSED}",
    "person": rf"(?P<n>one|1|a\ssingle)\s(?:[\w-]+\s)?{PERSON}\s?[(\[]\s?{_P}{_CLOSED}",
    "bare": rf"{_N}\s?[(\[]\s?{_P}{_CLOSED}",
    "of_whom": rf"(?P<n>{COUNT})\s(?:out\s)?of\s(?:whom|which|them|those|these)\b"
    rf"(?:[\s,]*[(\[]\s?{_P}{_CLOSED})?",
    "percent_of": rf"{_P}(?=\s(?:of|in)\s(?:(?:the|all|our|these|reported)\s)?(?:(?P<d>{NUMERAL}|{SPELT})\s)?"
    rf"(?:[\w-]+\s){{0,2}}?{PEOPLE}\b)",
    "every": rf"(?:all|each\sof|every\sone\sof)\s(?:(?:the|our|of|these|those)\s){{0,2}}(?P<d>{NUMERAL}|{SPELT})\b"
    rf"(?:\s(?:[\w-]+\s){{0,2}}?{PEOPLE}\b|(?=\s(?:were|was|{HAD})\b|\s?[).;,(]|\sand\b|$)){_THEN}",
    "percent_had": rf"{_P}(?=\s{HAD}\b)",
    "any": rf"any\sof\s{_THE}{_D}{_WHO}",
    "none": rf"(?P<n>none|all|both|no(?=\s(?:[\w-]+\s)?(?:{PEOPLE}|{PERSON})\s))"
    rf"(?=\s(?:of\s(?:the|our|these)\s)?(?:(?:[\w-]+\s)?(?:{PEOPLE}|{PERSON})\s)?(?:was|were|carried|presented|{HAD})\b)",
    "percent_alone": rf"(?<=[(]){_P}(?=[);,])",
    "in_percent": rf"(?<=in ){_P}",
    "counted": rf"{_N}(?:\s(?:of\s(?:them|these)|{PEOPLE}))?(?=\s{HAD}\b)",
    "n_alone": rf"(?<=[(\[])n\s?=\s?(?P<n>{NUMERAL})(?=\s?[)\]])",
    "elliptic": rf"(?:(?<=,\s)|(?<=;\s)|(?<=\band\s))(?P<n>{NUMERAL}|{SPELT})"
    r"(?=\s(?:with\s)?"
    rf"(?!(?:of|with|to|or|and|in|on|at|per|{PEOPLE}"
    rf"|{PERSON}|{THINGS}|{HAD}|were|was|died|carried|new|different|more|other|further)\b)[A-Za-z]{{4,}})",
    "listed": rf"(?:(?<=\bin\s)|(?<=\bby\s))(?:only\s|just\s)?(?!all\s(?:but|except|save|bar)\b)"
    rf"(?P<n>{NUMERAL}|{WORD}|a\ssingle\s{PERSON})(?:\s{PEOPLE}|\s{PERSON})?"
    r"(?=\s?(?:[,;.)]|$)"
    r"|\s(?:and|but|or|because|since|as|while|whereas|although|though|at|during|on|by)\b)",
}
"""Of each `n` is the count, `d` the number of all, `p` (`q`) the percent, `f` a fraction. The first that fits wins."""
SHARES: Final = re.compile(
    r"(?<![\w./-])(?:"
    + "|".join(f"(?P<{form}>{way.replace('(?P<', f'(?P<{form}_')})" for form, way in _FORMS.items())
    + ")",
    re.IGNORECASE,
)


def parts_of(match: re.Match[str]) -> tuple[str, dict[str, str]]:
    """The form of a match of `SHARES`, and its parts by their letters."""
    form = next(name for name in _FORMS if match[name] is not None)
    told = {letter: match[f"{form}_{letter}"] for letter in "ndpqf" if f"(?P<{letter}>" in _FORMS[form]}
    held = {letter: part for letter, part in told.items() if part}
    return form, {**held, "p": held["q"]} if "q" in held else held
