"""Words that a printed page's ligatures were parted at (`fi ndings`, `di ff use`, `defi cits`), made whole again."""

from __future__ import annotations

import re
from typing import Final

_BEGINNINGS: Final = (
    "re|con|de|pro|calci|ossi|speci|signi|modi|identi|classi|quanti|quali|veri|justi|clari|simpli|ampli|strati|arti"
    "|scienti|bene|uni|certi|recti|magni|intensi|diversi|puri|satis|super|bi|myo|neuro|micro|paci|ful|noti|mani|insuf"
    "|demysti|grati|forti|digni|inef|suf|di|su|multi|electri|solidi|liqui|acidi|vili|terri|horri|dei|exempli"
)
"""What stands before a ligature in a word and is no word itself."""
_ALONE: Final = re.compile(
    rf"(?<!\w)(?:(?P<before>{_BEGINNINGS}|in(?= f[il] (?:amm|uen|lt|ict|at|nit|rm|ll?tr))"
    rf"|[a-z]{{1,12}}(?= ff[il] )|(?:a|e|o)(?= ff )) )?"
    r"(?P<ligature>ffi|ffl|fi|fl|(?:(?<=di )|(?<=su )|(?<=a )|(?<=e )|(?<=o ))ff) (?=[a-z])",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(r"(?<=[a-z])(?P<ligature>ffi|ffl|fi|fl)(?<!wifi)(?<!hifi)(?<!sci-fi) (?=[a-z])")
_TWO: Final = re.compile(r"\b(?P<start>(?:in)?(?:di|e|a|su|coe)ff|o(?=ff ic|ff er)ff) (?=[a-z])", re.IGNORECASE)


def unparted(line: str) -> str:
    """A line with the spaces taken out that a ligature left in a word.

    >>> unparted("Fundoscopic fi ndings: con fl uent, di ff use calci fi cations, defi cits")
    'Fundoscopic findings: confluent, diffuse calcifications, deficits'
    """
    if "f" not in line.lower():
        return line
    line = _ALONE.sub(lambda match: (match["before"] or "") + match["ligature"], line)
    return _TWO.sub(r"\g<start>", _BEFORE.sub(r"\g<ligature>", line))
