"""What the words around a variant's name say of it: zygosity, exon, novelty, consequence, significance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

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


@dataclass(frozen=True, slots=True)
class Around:
    """A sentence with the places of the variants it names."""

    text: str
    start: int
    end: int
    places: Sequence[tuple[int, int]]

    def window(self, index: int) -> tuple[int, int]:
        """From the end of the variant before to the start of the one behind."""
        low = self.places[index - 1][1] if index else self.start
        high = self.places[index + 1][0] if index + 1 < len(self.places) else self.end
        return low, high

    def _nearest(self, pattern: re.Pattern[str], index: int) -> re.Match[str] | None:
        """The match nearest to a variant: in its own part of the sentence, else what the sentence says of all."""
        start, end = self.places[index]
        low, high = self.window(index)
        found = [*pattern.finditer(self.text, low, high)]
        if not found:
            found = [*pattern.finditer(self.text, self.start, self.end)]
            if len({match[0].lower() for match in found}) != 1:
                return None
        return min(found, key=lambda match: start - match.end() if match.end() <= start else match.start() - end + 1)

    def facts(self, index: int) -> dict[str, str | int | bool]:
        """What is told beside the names, under the keys of a variant."""
        found: dict[str, str | int | bool] = {}
        low, high = self.window(index)
        if match := self._nearest(_ZYGOSITY, index):
            found["zygosity"] = next(word for key, word in _ZYGOUS.items() if match[0].lower().startswith(key))
        if _PRESUMED.search(self.text, low, high):
            found["presumed"] = True
        if near := self._number(index):
            found[near[1].lower()] = int(near[2])
        if self._nearest(_NEW, index):
            found["novel"] = True
        elif _OLD.search(self.text, low, high):
            found["novel"] = False
        match = self._nearest(_MEANING, index)
        if match and not re.search(r"\b(?:no|not)\s$", self.text[max(0, match.start() - 5) : match.start()]):
            words = {"likely": "likely pathogenic", "uncertain": "uncertain significance", "pathogenic": "pathogenic"}
            found["significance"] = words[match.lastgroup or "pathogenic"]
        if _HARMLESS.search(self.text, low, high):
            found["disease_claim"] = False
        for pattern, word in _KINDS:
            if match := self._nearest(pattern, index):
                found["consequence"] = word or match[0].lower()
                break
        return found

    def _number(self, index: int) -> re.Match[str] | None:
        """The exon or intron nearest to a variant; one behind another, without a comma, is of that one."""
        low, high = self.window(index)
        start, end = self.places[index]
        last = index + 1 == len(self.places)
        ahead = [
            one
            for one in _EXON.finditer(self.text, low, start)
            if not index or _CUT.search(self.text, low, one.start())
        ]
        behind = [
            one for one in _EXON.finditer(self.text, end, high) if last or not _CUT.search(self.text, end, one.start())
        ]
        return min([*ahead, *behind], key=lambda one: min(abs(one.end() - start), abs(one.start() - end)), default=None)
