"""Labels by which a paper calls persons: `Patient 2`, `II-3`, `P5`."""

from __future__ import annotations

import re
from typing import Final

ROMAN: Final = r"(?:VIII|VII|VI|IV|IX|V|III|II|I|X)\s?[-–‐‑:.]\s?\d{1,2}(?!\d|\.\d|\s?(?:mg|ml|T\b))"
LABEL_WORD: Final = (
    r"(?:patient|case|proband|individual|subject|participant|family\smember|member|twin|sibling|sib|pt(?=[\s.#\d]))"
)
_KIN_WORD: Final = "(?:[Bb]rother|[Ss]ister|[Bb]oy|[Gg]irl|[Cc]hild|[Ss]on|[Dd]aughter|[Ff]o?etus|[Ii]nfant)"
KIN_NUMBERED: Final = (
    rf"(?-i:(?:(?<=^)|(?<=[.(;]\s)|(?<=\()|(?<=\b(?:of|in|by|to|In|Of)\s)|(?<=\b(?:and|for|For)\s)|(?<=\b(?:from|with|From)\s)|(?=[A-Z])){_KIN_WORD}"
    r"\s(?:no\.?\s?|#\s?)?(?:\d(?![\w%]|[.,]\d|[\s-](?:years?|yrs?|months?|weeks?|days?|of|and\s\d|or\s\d|to)\b)"
    r"|[A-D](?=[.:,)]|\s(?:had|was|is|has|died|showed|presented|developed)\b)))"
)
"""`Brother 1`, `the brain of brother 2`: a label of whom the paper calls so; not `her brother 2 years later`."""
NUMBERED: Final = (
    rf"(?:{KIN_NUMBERED}|{LABEL_WORD}\s?(?:no\.?\s?|#\s?|number\s)?(?:{ROMAN}|[A-Z]{{0,3}}-?\d{{1,3}}[A-Za-z]?(?![\w.]*[%\d])"
    rf"|(?-i:[A-H])(?![\w'-])))"
)


def tidy(label: str) -> str:
    """A label in one spelling: `patient II:3` is II-3's spelling in the paper without the word, `CASE 2:` is Case 2."""
    bare = re.sub(r"\s?([-–‐‑:.])\s?(?=\d+$)", r"\1", label.strip(" .,;:()"))
    if re.fullmatch(KIN_NUMBERED, bare):
        return bare[0].upper() + bare[1:]
    match = re.fullmatch(rf"(?i:{LABEL_WORD})\s?(?:no\.?\s?|#\s?|number\s)?(.+)", bare)
    if match is None:
        return bare
    number = match[1].strip()
    if re.match(rf"(?:{ROMAN})|[A-Z]{{1,3}}-?\d", number):
        return number
    word = re.match(r"[A-Za-z]+", bare)
    called = (word[0] if word else "").capitalize()
    return f"{'Patient' if called == 'Pt' else called} {number}"


def same_label(label: str) -> str:
    """What two spellings of one label have in common."""
    plain = re.sub(r"[-–‐‑:.\s]", "-", label.lower())
    return re.sub(
        r"^(?:patient|case|pt|subject|individual|participant|proband|member|family-member)-(?=\d|[a-h]$)", "p-", plain
    )
