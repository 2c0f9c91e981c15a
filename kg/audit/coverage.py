"""What is not read: paper by paper, from the evidence folder alone, and what a full text would add."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.audit.gaps import PaperGaps, gaps_of
from kg.audit.wanted import ReviewList, WantedPaper, review_list, wanted_papers
from kg.errors import FaultyInput
from kg.model.vocabulary import Vocabulary
from kg.report import Fault
from kg.sources.sheet import Sheet, read_sheet


@dataclass(frozen=True, slots=True)
class NotRead:
    """The papers with gaps, those first of which a full text would add most; papers that are named and not there.

    `review` is what is known of the systematic review's list of studies; None where the field names no review.
    """

    papers: tuple[PaperGaps, ...]
    candidates: tuple[WantedPaper, ...]
    whole: int
    review: ReviewList | None = None


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
