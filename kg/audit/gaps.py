"""What is not read of one paper, counted from its evidence file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.audit.readers import AGES
from kg.model.vocabulary import Vocabulary
from kg.model.words import Depth, Design, GeneticStatus, Scope
from kg.sources.checks import paper_key
from kg.sources.proposed import accepted, proposals_of
from kg.sources.schema import CaseFile, EvidenceFile
from kg.sources.sheet import Sheet

_NO_SCANS: Final = ("autopsy", "EEG", "neuropathology")
_OWN_PEOPLE: Final = (Design.CASE_REPORT, Design.CASE_SERIES, Design.COHORT)
"""Designs whose figures count people of the paper's own; a review counts those of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperGaps:
    """What is not read of a paper. The counts are of people in the graph, those tested negative left out.

    `counted` are people in whom the paper counts a finding and whom no case describes, at most.
    """

    file: str
    key: str
    title: str
    pmid: str | None = None
    doi: str | None = None
    pmcid: str | None = None
    year: int | None = None
    depth: str = ""
    people: int = 0
    no_imaging: int = 0
    no_age: int = 0
    no_sex: int = 0
    no_variant: int = 0
    counted: int = 0
    waiting: int = 0
    all_proposed: bool = False

    @property
    def adds(self) -> int:
        """What a full text may add, all counts together; 0 where it was read, as then the paper may not say it."""
        if self.depth == Depth.FULL_TEXT:
            return 0
        return self.no_imaging + self.no_age + self.no_sex + self.no_variant + self.counted

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is missing, in words."""
        found = {
            f"{self.depth} only": self.depth != Depth.FULL_TEXT,
            "all of it is proposed": self.all_proposed,
            "no year": self.year is None,
            "no identifier": not (self.pmid or self.doi or self.pmcid),
            f"imaging of {_people(self.no_imaging)} not read": self.no_imaging,
            f"{_people(self.no_age)} without age": self.no_age,
            f"{_people(self.no_sex)} without sex": self.no_sex,
            f"variant of {_people(self.no_variant)} not named": self.no_variant,
            f"up to {_people(self.counted)} counted with a finding and not described": self.counted,
            f"{self.waiting} proposal{'s' if self.waiting > 1 else ''} waiting": self.waiting,
        }
        return tuple(words for words, there in found.items() if there)


def gaps_of(sheet: Sheet, vocabulary: Vocabulary) -> PaperGaps:
    """The gaps of a paper; what is proposed counts as waiting, and as nothing else."""
    kept, pending = accepted(sheet)
    file, paper = (kept or sheet).file, sheet.file.paper
    cases = [case for case in file.cases if not case.kept_out and _status(file, case) != GeneticStatus.NEGATIVE]
    cases = cases if kept else []
    lacks = Counter(gap for case in cases for gap in _lacks(file, case, vocabulary))
    return PaperGaps(
        file=sheet.name,
        key=paper_key(paper, sheet.name),
        title=paper.title,
        pmid=paper.pmid,
        doi=paper.doi,
        pmcid=paper.pmcid,
        year=paper.year,
        depth=str(max((one.depth for one in paper.readings), key=lambda depth: depth.rank)),
        people=len(cases),
        counted=_counted(file, len(cases)) if kept else 0,
        waiting=sum(not one.refused for one in proposals_of(sheet.file)) if pending.proposals else 0,
        all_proposed=kept is None,
        **{name: lacks[name] for name in ("no_imaging", "no_age", "no_sex", "no_variant")},
    )


def _lacks(file: EvidenceFile, case: CaseFile, vocabulary: Vocabulary) -> Iterator[str]:
    seen = [one.modality for one in case.imaging if one.scope is not Scope.GROUP] + [
        one.modality for one in case.studies
    ]
    if not any((vocabulary.modality(one) or one) not in _NO_SCANS for one in seen):
        yield "no_imaging"
    if case.onset is None and all(getattr(case, age) is None for age in AGES):
        yield "no_age"
    if case.sex is None:
        yield "no_sex"
    if not case.variants and _status(file, case) == GeneticStatus.CONFIRMED:
        yield "no_variant"


def _status(file: EvidenceFile, case: CaseFile) -> GeneticStatus:
    return case.genetic_status or file.paper.genetic_status


def _counted(file: EvidenceFile, described: int) -> int:
    """The most people in whom the paper itself counts a finding, beyond those described.

    Its other figures may count people who were screened, and have no such disease.
    """
    if file.paper.design not in _OWN_PEOPLE:
        return 0
    own = [one for one in file.statistics if one.hpo and not one.second_hand]
    counts = [count for one in own for count in (one.n, one.denominator) if count]
    return max(0, max(counts, default=0) - described)


def _people(number: int) -> str:
    return f"{number} {'person' if number == 1 else 'people'}"
