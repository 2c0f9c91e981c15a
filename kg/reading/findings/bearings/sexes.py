"""Whether a word for a relative, a pronoun, or what is told of the patient, is of a woman or of a man."""

from __future__ import annotations

import re
from typing import Final

_FEMALE: Final = re.compile(r"mother|sister|daughter|aunt|niece|wife", re.IGNORECASE)
_MALE: Final = re.compile(r"father|brother|\bson|uncle|nephew|husband", re.IGNORECASE)
PRONOUN: Final = re.compile(r"(?:[A-Z]\w+ (?:later|then|years?),? )?(?P<who>She|He|Her|His|Hers)\b")


def pronoun(sentence: str) -> str | None:
    """`female` or `male`, where a sentence begins with a pronoun."""
    match = PRONOUN.match(sentence)
    return None if match is None else "female" if match["who"] in ("She", "Her", "Hers") else "male"


def sex(who: str) -> str | None:
    """The sex that the word for a relative tells."""
    return "female" if _FEMALE.search(who) else "male" if _MALE.search(who) else None


def patients_sex(sentence: str) -> str | None:
    """The sex of the person whose relative is named: `her father`, and of `a 35-year-old woman`."""
    match = re.search(r"\b(her|his) (?:[\w-]+ ){0,2}(?:father|mother|brother|sister|parents)", sentence, re.IGNORECASE)
    if match:
        return "female" if match[1].lower() == "her" else "male"
    told = re.search(r"\byears?[- ]old\b.{0,40}?\b(woman|female|girl|lady|man|male|boy|gentleman)\b", sentence)
    return None if told is None else "female" if told[1] in ("woman", "female", "girl", "lady") else "male"
