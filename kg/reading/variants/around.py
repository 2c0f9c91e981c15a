"""What the words around a variant's name say of it: zygosity, exon, novelty, significance, and whether it is there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.reading.found import Bearing

_ZYGOSITY: Final = re.compile(
    r"compound[\s-]heterozyg|heterozyg|homozyg|mosaic|\bhet\b|\bhom\b"
    r"|\bmonoallelic|\bboth\salleles\b|\bin\strans\b", re.I
)  # fmt: skip
_ZYGOUS: Final = {
    "compound": "compound heterozygous",
    "het": "heterozygous",
    "hom": "homozygous",
    "monoallelic": "heterozygous",
    "both": "homozygous",
    "in": "compound heterozygous",
    "mosaic": "mosaic",
}
_PRESUMED: Final = re.compile(r"\b(?:presum(?:ed|ably)|obligate|inferred|must\shave\s(?:carried|had))\b", re.I)
_EXON: Final = re.compile(r"\b(exon|intron)\s?(?:no\.?\s?)?(\d{1,3})\b", re.I)
_CUT: Final = re.compile(r"[,;]|\band\b")
_NEW: Final = re.compile(r"\b(?:novel|not\s(?:been\s)?(?:previously\s)?(?:reported|described)|unreported)\b", re.I)
_OLD: Final = re.compile(
    r"\b(?:(?:previously|already)\s(?:been\s)?(?:reported|described|published)|known|recurrent)\b", re.I
)
_MEANING: Final = re.compile(
    r"\b(?P<likely>likely[\s-]pathogenic)|(?P<uncertain>(?:uncertain|unknown)\ssignificance|\bVUS\b)"
    r"|(?<!non)(?<!non-)\b(?P<pathogenic>pathogenic)\b",
    re.I,
)
_HARMLESS: Final = re.compile(r"\b(?:polymorphism|(?<!not )benign)\b", re.I)
_KINDS: Final = (
    (re.compile(r"\bmissense\b", re.I), "missense"),
    (re.compile(r"\b(?:nonsense|stop[\s-]gain\w*)\b", re.I), "nonsense"),
    (re.compile(r"\bframe[\s-]?shift\b", re.I), "frameshift"),
    (re.compile(r"\bsplic(?:e|ing)\b", re.I), "splice"),
    (re.compile(r"\bsynonymous\b", re.I), "synonymous"),
    (re.compile(r"\bin[\s-]frame\s(?:deletion|insertion|indel|duplication)\b", re.I), ""),
)
_KIN: Final = (
    r"mother|father|brothers?|sisters?|siblings?|sons?|daughters?|parents?|children|aunt|uncle|cousin"
    r"|grand(?:mother|father)|relatives?|controls?|gnomAD|databases?|ExAC|1000\sGenomes|family\smembers"
)
_IT: Final = (
    r"\b(?=\s(?:the\s|this\s|these\s|any\s|an?\s|either\s|both\s)?(?:[\w-]+\s){0,3}?"
    r"(?:variants?|mutations?|changes?|alleles?|substitutions?|it\b|them\b|[cp]\.|[A-Z]\d))"
)
"""A variant behind `without`, which is otherwise said of a sign (`a man without seizures`)."""
_ABSENT: Final = re.compile(
    r"\b(?:not\s(?:found|present|confirmed|verified|detected|identified|seen|observed|carried)"
    r"|absent|not\sin|did\snot\s(?:carry"
    r"|have|harbou?r)"
    r"|neither\s\w+\s(?:carried|had|harbou?red|was)|none\sof|(?:tested|was|were)\snegative|excluded)\b"
    rf"|\b(?:lack(?:ed|s|ing)?|without){_IT}",
    re.I,
)
_OF_THE_NEXT: Final = re.compile(
    r"(?:(?:tested|was|were)\snegative\sfor|did\snot\s(?:carry|have|harbou?r)|excluded|neither)\b"
    rf"|\b(?:lack\w*|without){_IT}",
    re.I,
)
_FOUND: Final = re.compile(
    r"(?<!not )\b(?:found|identified|detected|present|revealed|carried|harbou?red|showed|disclosed|confirmed"
    r"|arose|occurred|de\snovo"
    r"|(?:hetero|homo)zygous\sin|inherited|segregat\w+)\b"
    r"(?:[^.;]|\.(?!\s))*?(?:[,;]|\b(?:but|and|while|whereas|which)\b)", re.I
)  # fmt: skip
_IN: Final = re.compile(r"\b(?:in|by)\s", re.I)
_NOBODY: Final = re.compile(r"controls?|gnomAD|databases?|ExAC|1000\sGenomes", re.I)
_WHOSE: Final = re.compile(rf"\b({_KIN})\b", re.I)


class Around:
    """A sentence with the places of the variants it names."""

    def __init__(self, text: str, start: int, end: int, places: Sequence[tuple[int, int]]) -> None:
        self._text, self._start, self._end, self._places = text, start, end, places

    def _window(self, index: int) -> tuple[int, int]:
        """From the end of the variant before to the start of the one behind."""
        low = self._places[index - 1][1] if index else self._start
        high = self._places[index + 1][0] if index + 1 < len(self._places) else self._end
        return low, high

    def _nearest(self, pattern: re.Pattern[str], index: int) -> re.Match[str] | None:
        """The match nearest to a variant: in its own part of the sentence, else what the sentence says of all."""
        start, end = self._places[index]
        low, high = self._window(index)
        found = [*pattern.finditer(self._text, low, high)]
        if not found:
            found = [*pattern.finditer(self._text, self._start, self._end)]
            if len({match[0].lower() for match in found}) != 1:
                return None
        return min(found, key=lambda match: start - match.end() if match.end() <= start else match.start() - end + 1)

    def facts(self, index: int) -> dict[str, str | int | bool]:
        """What is told beside the names, under the keys of a variant."""
        found: dict[str, str | int | bool] = {}
        low, high = self._window(index)
        if match := self._nearest(_ZYGOSITY, index):
            found["zygosity"] = next(word for key, word in _ZYGOUS.items() if match[0].lower().startswith(key))
        if _PRESUMED.search(self._text, low, high):
            found["presumed"] = True
        if near := self._number(index):
            found[near[1].lower()] = int(near[2])
        if self._nearest(_NEW, index):
            found["novel"] = True
        elif _OLD.search(self._text, low, high):
            found["novel"] = False
        match = self._nearest(_MEANING, index)
        if match and not re.search(r"\b(?:no|not)\s$", self._text[max(0, match.start() - 5) : match.start()]):
            words = {"likely": "likely pathogenic", "uncertain": "uncertain significance", "pathogenic": "pathogenic"}
            found["significance"] = words[match.lastgroup or "pathogenic"]
        if _HARMLESS.search(self._text, low, high):
            found["disease_claim"] = False
        for pattern, word in _KINDS:
            if match := self._nearest(pattern, index):
                found["consequence"] = word or match[0].lower()
                break
        return found

    def _number(self, index: int) -> re.Match[str] | None:
        """The exon or intron nearest to a variant; one behind another, without a comma, is of that one."""
        low, high = self._window(index)
        start, end = self._places[index]
        last = index + 1 == len(self._places)
        ahead = [
            one
            for one in _EXON.finditer(self._text, low, start)
            if not index or _CUT.search(self._text, low, one.start())
        ]
        behind = [
            one
            for one in _EXON.finditer(self._text, end, high)
            if last or not _CUT.search(self._text, end, one.start())
        ]
        return min([*ahead, *behind], key=lambda one: min(abs(one.end() - start), abs(one.start() - end)), default=None)

    def bearings(self, index: int) -> tuple[tuple[Bearing, str | None], ...]:
        """Whether the variant is there, and whose it is where that is a relative's or a control's.

        Two answers where a sentence finds it in one and denies it of another.
        """
        low, high = self._window(index)
        cut = self._text.rfind(";", low, self._places[index][0])  # what stands ahead of it is of the one before
        low = cut if index and cut > 0 else low
        denied = _ABSENT.search(self._text, low, high)
        last = index + 1 == len(self._places)
        if (
            denied
            and not last
            and denied.start() > self._places[index][1]
            and _OF_THE_NEXT.match(self._text, denied.start())
        ):
            denied = None
        if denied is None:
            return ((Bearing.PRESENT, None),)
        whose = _WHOSE.search(self._text, denied.end(), high) or _WHOSE.search(self._text, low, high)
        absent = (Bearing.ABSENT, whose[1].lower() if whose else None)
        if whose and _NOBODY.fullmatch(whose[1]):  # that nobody else has it says nothing of the person who has
            return ((Bearing.PRESENT, None), absent)
        found = _FOUND.search(self._text, low, denied.start())
        if (
            found and not whose and found.start() >= self._places[index][1] and _IN.search(found[0])
        ):  # `in II-1 but not in II-2`: whose it is, people tell
            return ((Bearing.PRESENT, None),)
        return ((Bearing.PRESENT, None), absent) if found and whose else (absent,)
