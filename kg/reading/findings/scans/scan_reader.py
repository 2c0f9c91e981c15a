"""Which scan a text is on, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model.vocabulary import Vocabulary
from kg.reading.findings.scans.places import places
from kg.reading.findings.scans.scan_words import ScanWord, kind_of_scan, scan_words, start_of
from kg.reading.findings.scans.seeing import BEHIND_A_FINDING, Seeing
from kg.texts.text import Passage

_LABEL: Final = re.compile(r"(?P<label>[A-Z][^:.;\n]{2,40}):(?=\s)")
"""What a piece of a report is about: `Corpus callosum: thinned throughout`."""
_HEADED: Final = re.compile(r"[A-Z][\w ,-]{2,40}[.:]\s\S|(?:At|In|On|When|After|She|He|The patient|Our)\b")
"""A paragraph that begins with a heading of its own, or goes back to the person."""
_TECHNIQUE: Final = re.compile(r"(?:technique|protocol|sequences|acquisition|imaging protocol)\b", re.IGNORECASE)
_REPORT: Final = re.compile(r"findings|imaging|radiolog|report|description", re.IGNORECASE)
"""Parts of a report of radiology."""


@dataclass(slots=True)
class ScanReader:
    """Finds the words of scans; a paragraph's scan holds until another is named, or an examination of the person."""

    vocabulary: Vocabulary
    _modality: str | None = None
    _about: str | None = None
    _reports: str | None = None
    _section: str = ""
    _glucose: bool = False

    def begin(self, passages: Sequence[Passage]) -> None:
        """Know the kind of scan of a report that tells its technique once, and then goes from part to part."""
        for one in passages:
            if _TECHNIQUE.match(one.text) or _TECHNIQUE.match(one.place.section):
                self._reports = _first_kind(sorted(scan_words(one.text), key=start_of))
                return

    def paragraph(self, passage: Passage | None = None) -> None:
        """A new paragraph has the scan that its section is named after, or its report; else none yet."""
        tissue = self._modality if self._modality == "neuropathology" else None
        self._modality, self._about = None, None
        if passage is None:
            return
        section = passage.place.section
        self._modality = _first_kind(scan_words(section))
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
        found = tuple(sorted((*scan_words(sentence), *self._regions(sentence)), key=start_of))
        found = self._by_tracer(found)
        if any(one.kind == "away" for one in found):
            self._modality, self._about = None, None
        seeing = Seeing(sentence, found, self._modality, self._about)
        for number, one in enumerate(found):
            if one.kind == "modality" and not (number and BEHIND_A_FINDING.search(sentence, 0, one.start)):
                self._modality = one.value
            elif one.kind == "sequence":
                self._modality = "MRI"
        return seeing

    def _by_tracer(self, found: tuple[ScanWord, ...]) -> tuple[ScanWord, ...]:
        """The words of scans; a PET without its tracer is one with that which the text has named."""
        self._glucose = self._glucose or any(one.value == "FDG-PET" for one in found)
        if not self._glucose:
            return found
        return tuple(one._replace(value="FDG-PET") if one.value == "PET" else one for one in found)

    def _regions(self, sentence: str) -> Iterator[ScanWord]:
        return places(sentence, self.vocabulary)


def _first_kind(told: Iterable[ScanWord]) -> str | None:
    return next((kind for word in told if (kind := kind_of_scan(word))), None)
