"""Of whom a text speaks, sentence by sentence: the person, a relative, or nobody in particular."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.reading.findings.bearings.cues import cues, idle
from kg.reading.findings.bearings.relatives import PARENTS, RelativeNamed, kin, labels, tells
from kg.reading.findings.bearings.said import SentenceSaid
from kg.reading.findings.bearings.sexes import patients_sex, pronoun, sex
from kg.texts.text import Passage

_KIN_WORDS: Final = (
    r"(?:grand)?(?:mother|father|parents?|son|daughter)s?|brothers?|sisters?|siblings?|uncles?|aunts?|cousins?"
    r"|relatives?|family|children|child|twin|wife|husband"
)
_PATIENT: Final = re.compile(
    r"\b(?:patient|proband|index case|our case|patient \d+)\b"
    rf"(?![’']s(?! own\b) (?:[\w-]+ ){{0,2}}(?:{_KIN_WORDS})\b)",
    re.IGNORECASE,
)
_TITLED: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mister)\b\.? [A-Z]")
_SPOKEN: Final = re.compile(r"\b(?:she|he|her|him)\b", re.IGNORECASE)
_HEAD: Final = re.compile(r"(?:[\w:-]+ ?){1,3}[.:]?")
"""A heading at the start of a line, which is about nobody yet: `Patient 2.`"""


@dataclass(slots=True)
class BearingReader:
    """Reads the sentences of a text in their order, and knows of whom the last one spoke."""

    _sex: str | None = None
    _labels: dict[str, str] = field(default_factory=dict)
    _first: bool = True
    _theirs: bool = False
    _last: str | None = None

    def begin(self, passages: Sequence[Passage]) -> None:
        """Know the patient's sex, where the text tells only one, and which labels are those of relatives."""
        told = set()
        for one in passages:
            told.add(patients_sex(one.text))
            self._labels |= labels(one.text)
        told.discard(None)
        self._sex = told.pop() if len(told) == 1 else None

    def paragraph(self) -> None:
        """A new paragraph speaks of nobody yet."""
        self._last, self._first, self._theirs = None, True, False

    def read(self, sentence: str) -> SentenceSaid:
        """One sentence, with what it says of whom."""
        found, relatives = cues(sentence), kin(sentence, self._labels)
        person = any(one.kind == "person" for one in found)
        general = any(one.kind == "general" for one in found)
        carried = self._carried(sentence, relatives)
        nobody = general and not person and not carried
        return SentenceSaid(sentence, found, relatives, nobody, carried, idle(sentence))

    def _carried(self, sentence: str, relatives: tuple[RelativeNamed, ...]) -> str | None:
        """The relative of whom the sentence goes on to speak without a name.

        After `Her mother ...` at the head of a paragraph that is all until the patient is named; elsewhere only
        where the pronoun cannot be the patient's.
        """
        subjects = [one.who for one in relatives if not one.back]
        first = self._first and not _HEAD.fullmatch(sentence)
        self._first &= not first
        if first:
            self._theirs = bool(subjects) and not _PATIENT.search(sentence[: relatives[0].start])
        if subjects:
            self._last = next((one for one in reversed(subjects) if one != "family"), None)
            if tuple(subjects[-2:]) == PARENTS:
                self._last = None  # no pronoun says which
            return None
        if _PATIENT.search(sentence) or _TITLED.search(sentence):
            self._last = None
        said = pronoun(sentence)
        if tells(sentence):
            return None
        if self._last is None or _other(sentence, self._last) or (said and sex(self._last) not in (said, None)):
            self._last = None
            return None
        if self._theirs or (said and said != self._sex and sex(self._last) == said):
            return self._last
        self._last = None
        return None


def _other(sentence: str, who: str) -> bool:
    """Whether a sentence speaks of one of the other sex only."""
    spoken = {"female" if one[0].lower() in ("she", "her") else "male" for one in _SPOKEN.finditer(sentence)}
    return len(spoken) == 1 and sex(who) not in (*spoken, None)
