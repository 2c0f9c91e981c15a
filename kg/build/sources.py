"""The first gate of a build: every source, read and checked."""

from __future__ import annotations

from dataclasses import dataclass

from kg.build.inputs import Inputs
from kg.errors import FaultyInput
from kg.model import Record
from kg.model.database import DatabaseRelease
from kg.report import Report, Tell
from kg.sources.evidence import read_evidence
from kg.sources.hpo import Hpo, read_hpo
from kg.sources.proposed import Pending
from kg.sources.reference import ReferenceData, read_reference
from kg.sources.releases import read_releases
from kg.sources.twins import with_twins


class FaultyEvidence(FaultyInput):
    """The build stopped at a gate; `report` holds every fault."""

    def __init__(self, report: Report) -> None:
        super().__init__("\n".join(map(str, report.fatal)) + f"\n{len(report.fatal)} faults; nothing was built")
        self.report = report


@dataclass(frozen=True, slots=True)
class Sources:
    """All that a build reads, checked; `report` holds the warnings, `pending` what nobody has accepted."""

    hpo: Hpo
    reference: ReferenceData
    records: tuple[Record, ...]
    releases: tuple[DatabaseRelease, ...]
    report: Report
    pending: tuple[Pending, ...] = ()


def read_sources(inputs: Inputs, tell: Tell) -> Sources:
    """Gate 1: read and check every source; raises `FaultyEvidence` with all faults of all files."""
    tell("sources: HPO, reference data, evidence")
    inputs.verify("hp")
    hpo, reference, report = read_hpo(inputs.hpo), read_reference(inputs.reference), Report()
    evidence = read_evidence(inputs.evidence, hpo, reference, report)
    releases = read_releases(inputs.evidence, hpo, reference.genes, report)
    if report.fatal:
        raise FaultyEvidence(report)
    return Sources(hpo, reference, *with_twins(evidence.records, releases, reference.genes), report, evidence.pending)
