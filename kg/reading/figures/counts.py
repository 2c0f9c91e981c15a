"""Counts, percents and fractions as papers print them, and the words for those who are counted."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.number_words import SPELT, number_of

WORD: Final = rf"(?:{SPELT}|all|none|both|no)"
NUMERAL: Final = r"\d{1,8}"
COUNT: Final = rf"(?:{NUMERAL}|{WORD})"
PERCENT: Final = r"\d{1,3}(?:[.·,]\d{1,2})?\s?(?:%|per\s?cent|percent)"
PEOPLE: Final = (
    r"(?:patients|carriers|cases|women|men|individuals|probands|children|subjects|families|people|persons"
    r"|members|females|males|controls|participants|adults|infants|relatives|brains|girls|boys|kindreds|siblings)"
)
PERSON: Final = r"(?:patient|carrier|case|woman|man|individual|proband|child|subject|person|member|participant|one)"
THINGS: Final = (
    r"(?:mg|ml|days?|weeks?|months?|years?|hours?|points?|variants?|mutations?|genes?|exons?|alleles?|chromosomes"
    r"|centres?|centers?|countries|studies|papers|reports|articles|series|cohorts|publications|visits?|sessions?"
    r"|recordings|samples|mice|animals|rats|zebrafish|eyes|episodes|attacks|items?|trials?|domains?|tests?|criteria"
    r"|nights|tumou?rs|hospitals|sections|slices|regions|lobes|limbs|lesions|cells|neurons|spheroids|groups|types|scales?|questions|words?|pictures|objects|letters|digits|commands|numbers|foci|dots|spots|areas|vertebrae|ribs|teeth|fractures|plaques|blocks|infusions|infections|measurements|specialists|doctors|drugs|cycles)"
)
"""What else is counted, none of it people."""
FRACTIONS: Final = {
    "half": (1, 2),
    "a third": (1, 3),
    "one third": (1, 3),
    "two thirds": (2, 3),
    "a quarter": (1, 4),
    "one quarter": (1, 4),
    "three quarters": (3, 4),
}
FRACTION: Final = rf"(?:{'|'.join(way.replace(' ', '[ -]') for way in FRACTIONS)})"
_NONE: Final = {"none": 0, "no": 0, "both": 2}
_THOUSANDS: Final = re.compile(
    r"(?<![\w.,·/:;-])(?<!\d\s)(?<!Table\s)(?<!Figure\s)(?<!Fig\.\s)[1-9]\d{0,2}(?:(?:,\d{3})+|(?:\s\d{3})+)"
    r"(?![\w·/:]|[.,;-]\d|\s\d)"
)


def joined_thousands(text: str) -> str:
    """A text without the separators within its numbers, as long as before: noughts stand ahead of them.

    >>> joined_thousands("657 of 98 073, and 1,163 of 24 patients in 2019")
    '657 of 098073, and 01163 of 24 patients in 2019'
    """
    return _THOUSANDS.sub(lambda one: re.sub(r"\D", "", one[0]).rjust(len(one[0]), "0"), text)


def number(word: str) -> int | None:
    """How many a word or a numeral says; `all` says nothing alone.

    >>> number("seven"), number("Thirty-one"), number("12"), number("none"), number("a single one"), number("all")
    (7, 31, 12, 0, 1, None)
    """
    plain = word.lower()
    if plain.isdigit():
        return int(plain)
    if plain in _NONE:
        return _NONE[plain]
    if "single" in plain:
        return 1
    return number_of(plain)


def percent(printed: str) -> float:
    """The number of a percent, whatever its point.

    >>> percent("12·5 %"), percent("12,5 per cent")
    (12.5, 12.5)
    """
    return float(re.sub(r"[^\d.]", "", printed.replace("·", ".").replace(",", ".")))


def rounding(printed: str) -> float:
    """By how much a percent may be off for being rounded as it is printed.

    >>> rounding("58%"), rounding("58.3 %")
    (0.5, 0.05)
    """
    decimals = re.search(r"[.·,](\d+)", printed)
    return 0.5 / 10 ** len(decimals[1]) if decimals else 0.5
