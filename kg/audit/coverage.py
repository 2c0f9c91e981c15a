"""What is not read: paper by paper, from the evidence folder alone, and what a full text would add."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.audit.gaps import PaperGaps, gaps_of
from kg.audit.wanted import ReviewList, WantedPaper, review_list, wanted_papers
from kg.errors import FaultyInput
from kg.model.vocabulary import Vocabulary
from kg.model.words import Depth
from kg.report import Fault
from kg.sources.sheet import Sheet, read_sheet


@dataclass(frozen=True, slots=True)
class Missing:
    """A kind of gap; `people` is none where it is one of papers."""

    what: str
    papers: int
    people: int | None = None


@dataclass(frozen=True, slots=True)
class NotRead:
    """The papers with gaps, those first of which a full text would add most; papers that are named and not there.

    `review` is what is known of the systematic review's list of studies; None where the field names no review.
    """

    papers: tuple[PaperGaps, ...]
    candidates: tuple[WantedPaper, ...]
    whole: int
    review: ReviewList | None = None

    @property
    def to_fetch(self) -> tuple[PaperGaps, ...]:
        """Papers of which a full text may add something that is known to be missing."""
        return tuple(one for one in self.papers if one.adds)

    @property
    def in_part(self) -> tuple[PaperGaps, ...]:
        """Papers not read whole, of which nothing is known to be missing: nobody can say what they add."""
        return tuple(one for one in self.papers if not one.adds and one.depth != Depth.FULL_TEXT)

    @property
    def in_full(self) -> tuple[PaperGaps, ...]:
        """Papers that were read whole, and do not say all the same, or wait for somebody to decide."""
        return tuple(one for one in self.papers if not one.adds and one.depth == Depth.FULL_TEXT)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Each kind of gap with how many papers have it, and how many people it is about."""
        return tuple(one for one in map(self._missing, _KINDS) if one.papers)

    def _missing(self, what: str) -> Missing:
        counts = [_KINDS[what](one) for one in self.papers]
        people = sum(counts) if what in _OF_PEOPLE else None
        return Missing(what, sum(bool(one) for one in counts), people)


_KINDS: Final[Mapping[str, Callable[[PaperGaps], int]]] = {
    "abstract only": lambda one: one.depth == Depth.ABSTRACT,
    "excerpt only": lambda one: one.depth == Depth.EXCERPT,
    "no year": lambda one: one.year is None,
    "no identifier": lambda one: not (one.pmid or one.doi or one.pmcid),
    "imaging not read": lambda one: one.no_imaging,
    "age not read": lambda one: one.no_age,
    "sex not read": lambda one: one.no_sex,
    "variant not named": lambda one: one.no_variant,
    "counted with a finding, not described (at most)": lambda one: one.counted,
    "proposals waiting": lambda one: bool(one.waiting),
}
_OF_PEOPLE: Final = frozenset([*_KINDS][4:9])


def not_read(evidence: Path, reference: Path, vocabulary: Vocabulary) -> NotRead:
    """The gaps of all evidence files; raises `FaultyInput` with every file that breaks its format."""
    if not evidence.is_dir():
        raise FaultyInput(f"there is no folder {evidence}; right would be: a folder of evidence files")
    sheets, faults = list[Sheet](), list[Fault]()
    for path in sorted(evidence.glob("*.yaml")):
        sheet, own = read_sheet(path)
        faults += own
        sheets += [sheet] if sheet else []
    if faults:
        raise FaultyInput("\n".join(map(str, sorted(faults))))
    papers = [gaps_of(sheet, vocabulary) for sheet in sheets]
    lacking = [one for one in papers if one.gaps]
    return NotRead(
        tuple(sorted(lacking, key=lambda one: (-one.adds, -len(one.gaps), one.file))),
        wanted_papers(evidence, sheets),
        len(papers) - len(lacking),
        review_list(reference, sheets),
    )
