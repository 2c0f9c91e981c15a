"""Letters that mean persons by themselves, because the text gives them to persons.

`Sibling A`, then `in A`; `Mr. C.`, then `C. uses`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.spellings import plain_signs
from kg.texts.text import Text

LETTERED: Final = ("Sibling", "Sib", "Twin", "Brother", "Sister", "Child")
"""Words with letters that are no spelling of `Case A`."""
_GIVEN: Final = re.compile(
    r"\b(?P<word>[Pp]atient|[Cc]ase|[Ss]ibling|[Ss]ib|[Tt]win|[Bb]rother|[Ss]ister|[Cc]hild|[Ii]ndividual|[Ss]ubject|[Pp]roband)"
    r"\s(?P<letter>[A-H])(?![\w'’-])"
    r"|\b(?:Mrs?|Ms|Miss|Mme|Mister|Madame)\b\.?\s(?P<initial>[A-Z])\."
)
_OTHER_THINGS: Final = re.compile(r"\b(?:[Ff]amil(?:y|ies)|[Kk]indreds?|[Pp]edigrees?|[Gg]roups?|[Cc]ohorts?)\s[A-H]\b")
"""Families and groups with letters, too: which of both a bare letter means is not told."""
_AHEAD: Final = re.compile(
    r"(?:\b(?:[Ii]n|[Oo]f|[Tt]o|[Bb]y|[Ff]rom|[Ff]or|than|[Uu]nlike|[Ll]ike|[Bb]etween|[Ww]ith|[Ww]hile|[Ww]hereas|but|[Bb]oth|nor|neither)\s)$"
)
_OPENS: Final = re.compile(r"(?:^|[.;:,]\s|\b(?:and|or|while|whereas|but)\s)$")
_LISTED: Final = re.compile(
    r"(?:^|[.;:,]\s|\b(?i:in|of|to|by|from|for|than|unlike|like|between|with|both)\s)[A-H]\.?(?:\s\([^()]{1,30}\))?,?\s(?:and|or|nor|than|&)\s(?:in\s|of\s)?$"
)
_DOES: Final = re.compile(
    r"(?:,\s[^,.;]{1,40},)?\s(?:(?:also|still|never|only|now|both|soon|first|again|already|later|too|thus|alone|herself|himself|did\snot|has\snot|had\snot)\s)*"
    r"(?:ha[sd]|was|is|did|does|could|can(?:not)?|would|walks?|walked|use[sd]?|lives?|lived|died|show(?:s|ed)|develop(?:s|ed)|present(?:s|ed)|remain(?:s|ed)|became|began"
    r"|lost|received|underwent|complain(?:s|ed)|suffer(?:s|ed)|carr(?:y|ies|ied)|harbou?r(?:s|ed)|need(?:s|ed)|require[sd]|speaks?|spoke|works?|worked|notice[sd]"
    r"|fared|stayed|kept|denie[sd]|report(?:s|ed)|improved|worsened|progressed|declined|refused|survive[sd]|lack(?:s|ed)|retain(?:s|ed)|escaped|moved|came|went|fell|inherited)\b"
    r"|\swith\s|\s?:\s"
)
_TITLED: Final = re.compile(
    r"(?:\b(?:Mrs?|Ms|Miss|Mme|Mister|Madame|Dr|Prof)\.?|\b[A-Z]\.|\b(?!In|Of|To|By|For|From|And|But)[A-Z][a-z]+)\s?$"
)
"""Ahead of an initial that is within a name."""


class BareLetters:
    """The letters of one text that are persons'; none where families or groups have letters."""

    def __init__(self, text: Text) -> None:
        words: dict[str, str] = {}
        initials: set[str] = set()
        for passage in text.passages:
            for match in _GIVEN.finditer(plain_signs(passage.text)):
                if match["letter"]:
                    words.setdefault(match["letter"], f"{match['word'].capitalize()} {match['letter']}")
                else:
                    initials.add(match["initial"])
        others = any(_OTHER_THINGS.search(passage.text) for passage in text.passages)
        self._labels = words if len(words) > 1 and not others else {}
        self._initials = initials if len(initials) > 1 else set()
        found = self._labels or self._initials
        self._pattern = re.compile(r"(?<![\w.-])(?P<letter>[A-Z])(?:(?P<dot>\.)|(?![\w'’-]))") if found else None

    def mentions(self, text: str, start: int, end: int) -> Iterator[PersonMention]:
        """The bare letters of a sentence, as mentions of those whose they are."""
        if self._pattern is None or text.startswith(("Fig", "Supplementary")):
            return
        for match in self._pattern.finditer(text, start, end):
            letter, at = match["letter"], match.start()
            if letter in self._labels and _is_person(text, text[max(start, at - 40) : at], match.end("letter")):
                kind = MentionKind.LABELLED
                yield PersonMention(kind=kind, start=at, end=match.end("letter"), label=self._labels[letter])
            elif letter in self._initials and match["dot"] and not _TITLED.search(text[max(0, at - 10) : at]):
                kind = MentionKind.DESCRIBED
                yield PersonMention(kind=kind, start=at, end=match.end(), noun="person", name=letter)


def _is_person(text: str, ahead: str, end: int) -> bool:
    if _AHEAD.search(ahead) or _LISTED.search(ahead):
        return True
    return _OPENS.search(ahead) is not None and _DOES.match(text, end) is not None
