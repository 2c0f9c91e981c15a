"""Labels by which a paper calls persons: `Patient 2`, `II-3`, `P5`."""

from __future__ import annotations

import re
from typing import Final

ROMAN: Final = r"(?:VIII|VII|VI|IV|IX|V|III|II|I|X)\s?[-–‐‑:.]\s?\d{1,2}(?!\d|\.\d|\s?(?:mg|ml|T\b))"
LABEL_WORD: Final = (
    r"(?:patient|case|proband|individual|subject|participant|family\smember|member|twin|sibling|sib|pt(?=[\s.#\d]))"
)
SIBLING: Final = r"(?:brother|sister)(?=\s(?:no\.?\s)?\d\b(?!\s?(?:years?|months?|y\b|yrs?|/|[.,]\d)))"
"""Of whom only a number makes a label: `brother 2`, but not `her brother II-3`."""
NUMBERED: Final = (
    rf"(?:(?:{LABEL_WORD}|{SIBLING})\s?(?:no\.?\s?|#\s?|number\s)?(?:{ROMAN}"
    rf"|[A-Z]{{0,3}}-?\d{{1,3}}[A-Za-z]?(?![\w.]*[%\d])|(?-i:[A-H])(?![\w'-])))"
)


def tidy(label: str) -> str:
    """A label in one spelling: `patient II:3` is II-3's spelling in the paper without the word, `CASE 2:` is Case 2."""
    bare = re.sub(r"\s?([-–‐‑:.])\s?(?=\d+$)", r"\1", label.strip(" .,;:()"))
    match = re.fullmatch(rf"(?i:{LABEL_WORD}|brother|sister)\s?(?:no\.?\s?|#\s?|number\s)?(.+)", bare)
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
