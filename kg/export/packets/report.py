"""What an export holds and what stayed out, in words: on the command line, and in the folder itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.names import graph

README: Final = "README.md"
_COHORTS: Final = graph("cohort", "")


@dataclass(frozen=True, slots=True)
class PacketsReport:
    """The account of one export; `left` counts statements by place and property, `graphs` are those of the cases."""

    counts: Mapping[str, int]
    remarks: int
    left: Mapping[str, int]
    graphs: Sequence[str]

    def lines(self) -> Iterator[str]:
        """The account in words."""
        for what, number in self.counts.items():
            if number or what == "packets":
                yield f"{what}: {number:,}"
        yield f"remarks, for which the schema has no field: {self.remarks:,}"
        for what, number in sorted(self.left.items()):
            yield f"left out: {what}: {number:,}"
        if not self.left:
            yield "left out: nothing"


def readme(report: PacketsReport, about: Mapping[str, Any]) -> str:
    """What the folder says of itself."""
    licences = {one["name"]: one["licence"] for one in about["sources"]}
    cohorts = {one["name"]: one["licence"] for one in about["cohorts"]}
    terms = [
        f"- cohort {name}: {cohorts[name]}"
        for name in (one.removeprefix(_COHORTS) for one in report.graphs if one.startswith(_COHORTS))
    ]
    if any(not one.startswith(_COHORTS) for one in report.graphs):
        terms.insert(0, f"- cases of papers: {licences['evidence']}; each packet names its papers")
    return "\n".join(
        [
            f"# {about['title']}: phenopackets",
            "",
            f"GA4GH Phenopacket Schema 2.0, one person a packet. Release of {about['issued']}. {about['note']}",
            "`index.tsv` lists them with their papers.",
            "",
            *(f"- {line}" for line in report.lines()),
            "",
            "A person may be described by several papers, each in a packet: see `kg:possiblySamePatientAs`.",
            "Words that begin with `kg:` are those of the graph's ontology; `metaData.resources` says where they lead.",
            "",
            "Licences",
            *terms,
            "",
        ]
    )
