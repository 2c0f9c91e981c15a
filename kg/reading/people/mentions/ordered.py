"""Patients told by their place among others: `the second`, `the third woman`, `the fourth of our series`."""

from __future__ import annotations

from typing import Final

from kg.reading.number_words import ORDINALS
from kg.reading.people.mentions.labels import LABEL_WORD
from kg.reading.people.mentions.numbers import NUMBER

ORDER: Final = "|".join(ORDINALS)
_SEXED: Final = (
    r"(?:(?:affected|reported|toy)\s)?(?:(?:fe)?male\s(?:patient|case|proband|individual|subject)"
    r"|(?:wo)?man|girl|boy|lady|gentleman)"
)
_AGED: Final = r"(?:eldest|oldest|elder|older|youngest|younger)"
_SEVERAL: Final = (
    rf"(?:{NUMBER}\s)?(?:\w+\s)?(?:patients|cases|individuals|probands"
    rf"|women|men|subjects|series|cohort|group|kindred|famil(?:y|ies))"
)
_SOMEBODY: Final = (
    r"(?=(?:,\s(?:who\b|(?:also|now|then|aged?)\s|her\s|his\s|the\s|an?\s(?:[\w-]+\s){0,3}(?:(?:fe)?male|(?:wo)?man|girl|boy|lady|cousin|nephew|niece)\b|an?\s(?:[\w-]+\s){0,2}\d|\d|un-?related\b)"
    r"|\s\((?:aged|\d|[MF]\b|(?:fe)?male)|\s(?:(?:also|never|still)\s)?(?:had|has|developed|presented|died|suffered|complained|became|lost|never|did\snot|lacked"
    r"|remain(?:s|ed)|still|works|worked|lives|lived|needs|needed|showed|carried|carries|received|walks|walked)\b"
    r"|\s(?:was|is)\s(?:now\s)?(?:aged|\d|an?\s(?:[\w-]+\s){0,3}(?:(?:wo)?man|girl|boy)|bedridden|bedbound|mute|well|her\s|his\s|alive|still\s|using\s|wheelchair)|\san?\s(?:[\w-]+\s){0,3}(?:(?:wo)?man|girl|boy)\b))"
)
"""What stands behind a bare `the second` where it is somebody."""
_INTRODUCED: Final = (
    r"(?=,\s(?:Mrs?\b|Ms\b|Miss\b|an?\s|aged\s|who\s|now\s|\d|[Pp]atient\s\d|[Cc]ase\s\d)"
    r"|\s\((?:Mrs?\b|Ms\b|aged\s|\d|[Pp]atient\s\d|[Cc]ase\s\d))"
)
_BEHIND: Final = "|".join(
    rf"(?<=\b{word}\s)"
    for word in ("[Ii]n", "[Oo]f", "to", "by", "for", "with", "from", "except", "but", "than", "[Uu]nlike", "[Ll]ike")
)
ORDERED: Final = (
    rf"\b[Tt]he\s(?:{ORDER})\s(?:(?:affected|reported|toy)\s)?(?:patient|case|proband|individual|subject|member)\b"
    rf"|\b[Tt]he\s(?:{ORDER}|{_AGED})\s{_SEXED}\b(?!-)(?:(?:\s\(|,\s)(?:aged\s)?(?P<age18>[1-9]\d)(?=[,;)]|\syears?\b)(?:\syears?(?:\sold)?)?(?=[,;)]))?"
    rf"|\b[Tt]he\s{_AGED}(?:\sof\sthe\s(?:two|three)(?:\s\w+)?)?{_INTRODUCED}"
    rf"|\b[Tt]he\s(?:{ORDER})(?:\sof\s(?:our|the|these|them|those)\b(?:\s{_SEVERAL})?|\sand\s(?:youngest|last|oldest)(?:\spatient)?)?{_SOMEBODY}"
    rf"|(?<=,\s)the\s(?:{ORDER})\sof\s(?:our|the|this)\s{_SEVERAL}(?=[,.;)])"
    rf"|(?:{_BEHIND})the\s(?:{ORDER})(?=,?\s(?:and|but|only|alone|there|showed|weighed|was)\b|[,.;)])"
    rf"|\bOne(?=,\s(?:aged|an?\s(?:\w+\s){{0,2}}(?:wo)?man|\d))|\b[Tt]he\s(?:other|last|final|remaining)(?:\s(?:patient|case|proband|individual))?(?=,\s(?:aged|an?\s(?:\w+\s){{0,2}}(?:(?:wo)?man|\d)|(?:now\s)?\d)|\s\((?:[MF]\b|aged|\d))"
)
"""All these ways."""
GROUPED: Final = (
    rf"\b(?i:any|none|neither|either|each|all|both)\sof\s(?:them|these|those|(?:the|our|these|those)\s{NUMBER}(?:\s(?:\w+\s)?(?:patients|cases|women|men|siblings|survivors|members|carriers|individuals))?)\b(?!\sis\b)"
    rf"|(?<=\b[Ii]n\s)(?:both|all|(?:the|all)\s(?:two|three|four|five|six))(?=[.,;:)]|$|\s\()"
    rf"|\b[Tt]he\s(?:{NUMBER}\s)?survivors\b|\b[Tt]he\scousins\b"
)
"""Several, told as those told of before."""
_ONE: Final = rf"(?:{LABEL_WORD}|(?:wo)?man|girl|boy|lady|gentleman)"
_CALLED: Final = r"(?:Mrs?|Ms|Miss|Mme|Mister)\b\.?\s[A-Z](?:[A-Z]{1,3}\b|[a-z]+)?\b"
OWNER: Final = rf"(?:(?:the|our)\s(?:{ORDER})(?:\s{_ONE})?[’']s|{_CALLED}[’']s)"
"""`the first patient's`, `Mr. K's`, ahead of a word for a relative."""
OWNED: Final = (
    rf"(?:(?:the|our)\s(?:{ORDER})(?:\s{_ONE}\b|(?:\sand\s(?:the\s)?(?:{ORDER}))(?:\s(?:patients|cases|probands|women|men))?\b|(?=[\s,.;)]))"
    rf"|the\s(?:{_AGED}\s)?(?:cousin|(?:wo)?man|girl|boy|lady|(?:first\s)?two|other\stwo)\b|{_CALLED}\.?)"
)
"""`of the first patient`, `of the second`, `of Mr. K`, `of the cousin`, behind one."""
