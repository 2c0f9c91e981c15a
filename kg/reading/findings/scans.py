"""What a sentence says of a scan: its kind, sequence, and where and how a finding shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from kg.model.vocabulary import Vocabulary
from kg.reading.rows import rows
from kg.texts.text import Passage

WHITE: Final = frozenset({"brain_wm", "cerebral_wm", "brain", "white matter", "cerebral white matter"})
WIDE: Final = WHITE | {"cerebral_cortex", "cerebral cortex"}
"""Places that say little where a smaller one is told too."""
_ON: Final = re.compile(
    r"(?:\s(?:of|in|near) [\w\s-]{1,25})?\s(?:on|by|at|with) (?:the |a |brain |cranial |head |non-?contrast )*$",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"(?P<label>[A-Z][^:.;\n]{2,40}):(?=\s)")
"""What a piece of a report is about: `Corpus callosum: thinned throughout`."""
_HEADED: Final = re.compile(r"[A-Z][\w ,-]{2,40}[.:]\s\S|(?:At|In|On|When|After|She|He|The patient|Our)\b")
"""A paragraph that begins with a heading of its own, or goes back to the person."""
_TECHNIQUE: Final = re.compile(r"(?:technique|protocol|sequences|acquisition|imaging protocol)\b", re.IGNORECASE)
_REPORT: Final = re.compile(r"findings|imaging|radiolog|report|description", re.IGNORECASE)
"""Parts of a report of radiology."""
_OF: Final = re.compile(r"\s(?:of|in|within|along|affecting|involving) (?:the |both |her |his )?(?:[\w-]+ ){0,2}", re.I)
_NEXT: Final = re.compile(r"[,;]|\b(?:and|with|as well as|plus)\b", re.IGNORECASE)
_LINK: Final = re.compile(r"[,;:]|\b(?:and|or|with|on|in|of|at|by)\b", re.IGNORECASE)
_STOPS: Final = re.compile(r"\s*(?:[,;]|but\b|while\b|whereas\b|$)", re.IGNORECASE)
_SHOWED: Final = re.compile(
    r"\s(?:\w+ly |also |both )?(?:show|display|reveal|contain|exhibit|demonstrat|harbou?r|disclos|had|has)\w*\b",
    re.IGNORECASE,
)
_CLOSE: Final = 25
_BESIDE: Final = 12
"""Words of scans to either side that may overlap with one."""
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
    """The words of scans in a sentence, with the kind of scan carried over from the one before.

    `about` is the place that the paragraph's label names.
    """

    text: str
    words: tuple[ScanWord, ...]
    modality: str | None
    about: str | None = None

    def at(self, start: int, end: int, clause: tuple[int, int]) -> dict[str, str]:
        """What is told of a finding: the nearest word of each kind in its clause; the scan from the sentence so far."""
        facts: dict[str, str] = {}
        modality = self._on(end) or _nearest(
            [one for one in self.words if one.kind == "modality"], start, end, ahead_first=True
        )
        sequenced = any(one.kind == "sequence" for one in self.words)
        facts["modality"] = modality.value if modality else self.modality or ("MRI" if sequenced else "")
        told = [one for one in self.words if one.kind == "sequence" and one.start < clause[1]]
        sequence = _nearest(told, start, end, ahead_first=True)
        if sequence:
            facts["sequence"] = sequence.value
        for kind in ("region", "side", "symmetry", "evolution", "distribution", "contrast"):
            near = [
                one
                for one in self.words
                if one.kind == kind and (kind == "contrast" or (clause[0] <= one.start and one.end <= clause[1]))
            ]
            near = [one for one in near if one.value not in WIDE] or near
            near = [one for one in near if kind == "contrast" or not self._of_the_next(one, end, clause[1])]
            if found := _nearest(self._told_of(kind, start, end) or near, start, end, ahead_first=False):
                facts[kind] = found.value
        if "region" not in facts and (whose := self._subject(start)):
            facts["region"] = whose
        if self.about and facts.get("region") in (None, *WIDE):
            facts["region"] = self.about
        return {kind: value for kind, value in facts.items() if value}

    def course(self, start: int, end: int) -> bool:
        """Whether the words tell how a place or a scan changed: `the lesions of the left lobe had regressed`."""
        seen = any(one.kind in ("region", "sequence", "modality") for one in self.words)
        return seen and any(one.kind == "evolution" and one.start <= start and end <= one.end for one in self.words)

    def _told_of(self, kind: str, start: int, end: int) -> list[ScanWord]:
        """The words in a finding, or right behind it: `gliosis of the cortex`; those that say little last."""
        mine = [one for one in self.words if one.kind == kind and start <= one.start < end]
        told = [one for one in mine if one.value not in WIDE]
        behind = (one for one in self.words if one.kind == kind == "region" and end <= one.start < end + 30)
        return (
            told or [one for one in behind if one.value not in WHITE and _OF.fullmatch(self.text, end, one.start)][:1]
        )

    def _subject(self, start: int) -> str | None:
        """The place of which a sentence tells several findings: `the cortex showed loss of neurons and gliosis`."""
        before = (one for one in self.words if one.kind == "region" and one.end < start)
        return next((one.value for one in before if _SHOWED.match(self.text, one.end)), None)

    def _of_the_next(self, one: ScanWord, end: int, stop: int) -> bool:
        """Whether a word belongs to the finding at `stop`: the side in `atrophy and left calcification`."""
        if one.start < end or stop - one.end > _CLOSE or _STOPS.match(self.text, stop):
            return False
        return bool(_NEXT.search(self.text, end, one.start) and not _LINK.search(self.text, one.end, stop))

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
    _about: str | None = None
    _reports: str | None = None
    _section: str = ""

    def begin(self, passages: Sequence[Passage]) -> None:
        """Know the kind of scan of a report that tells its technique once, and then goes from part to part."""
        for one in passages:
            if _TECHNIQUE.match(one.text) or _TECHNIQUE.match(one.place.section):
                self._reports = next((_kind(word) for word in sorted(_told(one.text), key=_start) if _kind(word)), None)
                return

    def paragraph(self, passage: Passage | None = None) -> None:
        """A new paragraph has the scan that its section is named after, or its report; else none yet."""
        tissue = self._modality if self._modality == "neuropathology" else None
        self._modality, self._about = None, None
        if passage is None:
            return
        section = passage.place.section
        self._modality = next((_kind(word) for word in _told(section) if _kind(word)), None)
        label = _LABEL.match(passage.text)
        if label:
            self._about = next((one.value for one in self._regions(label["label"])), None)
        if self._modality is None and (self._about or _REPORT.search(section)):
            self._modality = self._reports
        if tissue and section == self._section and not _HEADED.match(passage.text):
            self._modality = tissue
        self._section = section

    def label_end(self, sentence: str) -> int | None:
        """Where the colon stands behind a label that names a place: what follows is told of that place."""
        label = _LABEL.match(sentence)
        return label.end() - 1 if label and any(self._regions(label["label"])) else None

    def read(self, sentence: str) -> Seeing:
        """The words of scans in a sentence."""
        found = tuple(sorted((*_told(sentence), *self._regions(sentence)), key=_start))
        if any(one.kind == "away" for one in found):
            self._modality, self._about = None, None
        seeing = Seeing(sentence, found, self._modality, self._about)
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
    """The words of the table; of two of one kind that overlap the longer, and none inside `nothing`."""
    found = [
        ScanWord(kind, value, match.start(), match.end())
        for kind, value, pattern in _patterns()
        for match in pattern.finditer(sentence)
    ]
    found.sort(key=_start)
    for number, one in enumerate(found):
        near = (*found[max(0, number - _BESIDE) : number], *found[number + 1 : number + 1 + _BESIDE])
        if one.kind == "nothing" or not any(_covers(other, one) for other in near):
            yield one


def _covers(other: ScanWord, one: ScanWord) -> bool:
    if other.end <= one.start or one.end <= other.start:
        return False
    if other.kind == "nothing":
        return one.kind == "side"
    return other.kind == one.kind and other.end - other.start > one.end - one.start


def _kind(word: ScanWord) -> str | None:
    """The kind of scan that a word tells."""
    return word.value if word.kind == "modality" else "MRI" if word.kind == "sequence" else None


def _start(word: ScanWord) -> int:
    return word.start


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
