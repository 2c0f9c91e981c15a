"""The evidence: one YAML file a paper, read, checked and turned into records. All faults come in one run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from kg.errors import FaultyInput
from kg.model import Doubt, Record
from kg.report import Fault, Report
from kg.sources.checks import check_sheet, check_together, paper_key, paper_keys
from kg.sources.hpo import Hpo
from kg.sources.proposed import Pending, accepted
from kg.sources.records import record
from kg.sources.reference import ReferenceData
from kg.sources.sheet import Sheet, read_sheet

_CASE: Final = re.compile(r"cases\[(\d+)\](?:\.variants\[(\d+)\])?")
_LIST: Final = re.compile(r"(variants|statistics)\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class EvidenceRead:
    """What all files say, and what is only proposed in them: that enters no record."""

    records: tuple[Record, ...] = ()
    pending: tuple[Pending, ...] = ()


def read_evidence(folder: Path, hpo: Hpo, reference: ReferenceData, report: Report) -> EvidenceRead:
    """The records of every *.yaml file without a fatal fault, by the names of their files; `report` has all faults.

    Raises `FaultyInput` where there is no such folder.
    """
    if not folder.is_dir():
        raise FaultyInput(f"there is no folder {folder}")
    sheets: list[Sheet] = []
    pending: list[Pending] = []
    for path in sorted(folder.glob("*.y*ml")):
        whole, faults = read_sheet(path)
        if whole is not None:
            sheet, proposed = accepted(whole)
            pending += [proposed] if proposed.proposals else []
            if sheet is not None:
                sheets.append(sheet)
                faults += filter(sheet.sound, check_sheet(sheet, hpo, reference))
        report.add(*faults)
    report.add(*check_together(sheets))
    papers = [(sheet.file.paper, sheet.name) for sheet in sheets]
    keys = {name: paper_key(*paper) for paper in papers for name in paper_keys(*paper)}
    broken = {fault.file for fault in report.fatal}
    sound = (sheet for sheet in sheets if sheet.name not in broken)
    return EvidenceRead(tuple(record(sheet, reference.vocabulary, keys) for sheet in sound), tuple(pending))


def days_to_come(records: Iterable[Record], today: date) -> Iterator[Fault]:
    """Files revised on a day that has not come. Told by `kg check` alone: what a build says hangs on no clock."""
    for one in records:
        if one.revised > today.isoformat():
            what = f"revised on {one.revised}, a day to come; a release is dated by its newest source"
            yield Fault(one.file, 1, "revised", what, f"{today.isoformat()} at the latest", "day-to-come", fatal=False)


def computed_doubts(found: Record, report: Report) -> tuple[Doubt, ...]:
    """The warnings about a record, as doubts about what they stand at: a case, a variant, a statistic, the paper."""
    told = (fault for fault in report.warnings if fault.file == found.file)
    doubts = (Doubt(f"{one.what}; right would be: {one.fix}", _about(found, one.built or one.place)) for one in told)
    return tuple(dict.fromkeys(doubts))


def _about(found: Record, place: str) -> str:
    if match := _CASE.match(place):
        case = found.cases[int(match[1])]
        if match[2] is None:
            return f"case:{case.label}"
        return f"variant:{case.genotypes[int(match[2])].name.identity}"
    if match := _LIST.match(place):
        number = int(match[2])
        if match[1] == "statistics":
            return f"statistic:{found.statistics[number].measure}"
        return f"variant:{found.mentions[number].name.identity}"
    return "paper"
