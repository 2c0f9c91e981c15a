"""What a sentence says of a scan: its kind, sequence, and where and how a finding shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from kg.model.vocabulary import Vocabulary
from kg.reading.rows import rows

WIDE: Final = frozenset({"brain_wm", "cerebral_wm", "brain", "white matter", "cerebral white matter"})
"""Places that say little where a smaller one is told too."""
_ON: Final = re.compile(
    r"(?:\s(?:of|in|near) [\w\s-]{1,25})?\s(?:on|by|at|with) (?:the |a |brain |cranial |head |non-?contrast )*$",
    re.IGNORECASE,
)
_TABLE: Final = Path(__file__).parent / "scans.tsv"
_PLURAL: Final = (
    ("lobes", "lobe"),
    ("tracts", "tract"),
    ("thalami", "thalamus"),
    ("hippocampi", "hippocampus"),
    ("regions", "region"),
)
_PLAIN: Final = re.compile(r"\b(?:bilateral|both|left|right|the|cerebral(?= (?:frontal|parietal)))\b")


class ScanWord(NamedTuple):
    """A word of a scan: `kind` is a fact of an imaging entry, `value` what stands there."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Seeing:
    """The words of scans in a sentence, with the kind of scan carried over from the one before."""

    text: str
    words: tuple[ScanWord, ...]
    modality: str | None

    def at(self, start: int, end: int, clause: tuple[int, int]) -> dict[str, str]:
        """What is told of a finding: the nearest word of each kind in its clause; the scan from the sentence so far."""
        facts: dict[str, str] = {}
        modality = self._on(end) or _nearest(
            [one for one in self.words if one.kind == "modality"], start, end, ahead_first=True
        )
        facts["modality"] = modality.value if modality else self.modality or ""
        sequence = _nearest([one for one in self.words if one.kind == "sequence"], start, end, ahead_first=True)
        if sequence:
            facts["sequence"] = sequence.value
        for kind in ("region", "side", "symmetry", "evolution", "distribution", "contrast"):
            near = [
                one
                for one in self.words
                if one.kind == kind and (kind == "contrast" or (clause[0] <= one.start and one.end <= clause[1]))
            ]
            near = [one for one in near if one.value not in WIDE] or near
            if found := _nearest(near, start, end, ahead_first=False):
                facts[kind] = found.value
        return {kind: value for kind, value in facts.items() if value}

    def _on(self, end: int) -> ScanWord | None:
        """The scan named right behind a finding: `calcification on CT`."""
        scans = (one for one in self.words if one.kind == "modality" and end <= one.start < end + 40)
        return next((one for one in scans if _ON.fullmatch(self.text, end, one.start)), None)


def _nearest(words: list[ScanWord], start: int, end: int, *, ahead_first: bool) -> ScanWord | None:
    """The word nearest to a finding; with `ahead_first` the last one that starts before its end, where there is one."""
    if ahead_first and (before := [one for one in words if one.start < end]):
        return before[-1]
    return min(words, key=lambda one: max(start - one.end, one.start - end, 0), default=None)


@dataclass(slots=True)
class ScanReader:
    """Finds the words of scans; a paragraph's scan holds until another is named, or an examination of the person."""

    vocabulary: Vocabulary
    _modality: str | None = None

    def paragraph(self) -> None:
        """A new paragraph has no scan yet."""
        self._modality = None

    def read(self, sentence: str) -> Seeing:
        """The words of scans in a sentence."""
        found = tuple(sorted((*_told(sentence), *self._regions(sentence)), key=lambda one: one.start))
        if any(one.kind == "away" for one in found):
            self.paragraph()
        seeing = Seeing(sentence, found, self._modality)
        for number, one in enumerate(found):
            if one.kind == "modality" and not (number and _ON.search(sentence, 0, one.start)):
                self._modality = one.value
            elif one.kind == "sequence":
                self._modality = "MRI"
        return seeing

    def _regions(self, sentence: str) -> Iterator[ScanWord]:
        pattern, known = _region_pattern(self.vocabulary)
        for match in pattern.finditer(sentence):
            yield ScanWord("region", known[_key(match[0])], match.start(), match.end())


def _told(sentence: str) -> Iterator[ScanWord]:
    for kind, value, pattern in _patterns():
        for match in pattern.finditer(sentence):
            yield ScanWord(kind, value, match.start(), match.end())


@lru_cache(1)
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    found = []
    for row in rows(_TABLE):
        flags = re.IGNORECASE if row["capitals"] != "yes" else 0
        found.append((row["kind"], row["value"], re.compile(rf"(?<!\w)(?:{row['pattern']})(?!\w)", flags)))
    return tuple(found)


def _key(phrase: str) -> str:
    plain = " ".join(phrase.lower().replace("-", " ").split())
    for many, one in _PLURAL:
        plain = plain.replace(many, one)
    return " ".join(word for word in plain.split() if word not in ("the", "both", "bilateral"))


_CACHE: dict[int, tuple[re.Pattern[str], Mapping[str, str]]] = {}


def _region_pattern(vocabulary: Vocabulary) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """One pattern for all places that the vocabulary knows, the longest first, and what each is written as."""
    if id(vocabulary) not in _CACHE:
        known: dict[str, str] = {}
        for key, region in vocabulary.regions_by_key.items():
            known.setdefault(_key(key.replace("_", " ")), key)
            known.setdefault(_key(region.label), key)
        for phrase, keys in vocabulary.region_phrases.items():
            if keys:
                known[_key(phrase)] = phrase
        for row in rows(_TABLE.with_name("places.tsv")):
            known[_key(row["phrase"])] = row["region"]
        ways = sorted((_way(one) for one in known), key=len, reverse=True)
        _CACHE.clear()
        _CACHE[id(vocabulary)] = re.compile(rf"(?<![\w-])(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE), known
    return _CACHE[id(vocabulary)]


def _way(phrase: str) -> str:
    """A phrase as a pattern: with articles, hyphens and plurals."""
    words = [re.escape(word).replace(r"\,", ",") for word in phrase.split()]
    plural = {
        "lobe": "lobes?",
        "tract": "tracts?",
        "thalamus": "thalam(?:us|i)",
        "hippocampus": "hippocamp(?:us|i)",
        "region": "regions?",
    }
    return r"(?: |-| the | both | bilateral )".join(plural.get(word, word) for word in words)
