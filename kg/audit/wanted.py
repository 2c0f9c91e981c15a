"""Papers that the evidence or its databases name and that no evidence file is of: what to look for next."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.sources.checks import paper_keys
from kg.sources.positions import Unreadable, read_yaml
from kg.sources.sheet import Sheet

_PMID: Final = re.compile(r"\bPMID:?\s*(\d{4,8})\b|\bpmid-(\d{4,8})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WantedPaper:
    """A paper by its key, with the files that name it and the variants for which databases cite it."""

    key: str
    files: tuple[str, ...]
    variants: tuple[str, ...] = ()
    databases: tuple[str, ...] = ()

    @property
    def pmid(self) -> str | None:
        """Its PMID, if that is what it is named by."""
        return self.key.removeprefix("pmid-") if self.key.startswith("pmid-") else None

    @property
    def adds(self) -> int:
        """How much is known of what it holds: variants it is cited for, and papers that name it."""
        return len(self.variants) + len(self.files)


@dataclass(frozen=True, slots=True)
class ReviewList:
    """The systematic review that the field is measured by: how many studies it has, and how many of them are named.

    `depth` is how far it was read, None where it is not in the evidence.
    """

    key: str
    studies: int
    named: int
    depth: str | None

    def __str__(self) -> str:
        if self.named >= self.studies:
            return f"{self.key} lists {self.studies} studies, and the evidence names them"
        read = f"it was read as {self.depth}" if self.depth else "it was not read"
        return (
            f"The list of the {self.studies} studies of the review {self.key} is not in the evidence ({read}; "
            f"{self.named} are named there). Candidates are papers that other evidence or databases name."
        )


def wanted_papers(evidence: Path, sheets: Sequence[Sheet]) -> tuple[WantedPaper, ...]:
    """Those papers, the most wanted first."""
    held = {key for sheet in sheets for key in paper_keys(sheet.file.paper, sheet.name)}
    files: dict[str, set[str]] = defaultdict(set)
    for sheet in sheets:
        for key in _named(sheet.document.value):
            files[key].add(sheet.name)
    cited: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for path in sorted((evidence / "databases").glob("*.yaml")):
        for key, variant in _cited(path):
            cited[key].add((variant, path.name))
    found = [
        WantedPaper(
            key,
            tuple(sorted(files.get(key, ()))),
            tuple(sorted({variant for variant, _ in cited.get(key, ())})),
            tuple(sorted({name for _, name in cited.get(key, ())})),
        )
        for key in {*files, *cited} - held
    ]
    return tuple(sorted(found, key=lambda one: (-one.adds, one.key)))


def review_list(reference: Path, sheets: Sequence[Sheet]) -> ReviewList | None:
    """What field.yaml says of the review, and what the evidence holds of its list."""
    try:
        told = read_yaml(reference / "field.yaml").value["review"]["studies"]
    except (Unreadable, KeyError, TypeError):
        return None
    key = str(told["source"])
    mine = next((one for one in sheets if key in paper_keys(one.file.paper, one.name)), None)
    if mine is None:
        return ReviewList(key, int(told["of"]), 0, None)
    depth = max((one.depth for one in mine.file.paper.readings), key=lambda depth: depth.rank)
    return ReviewList(key, int(told["of"]), len(mine.file.shares_people), str(depth))


def _named(value: Any, key: str = "") -> Iterator[str]:
    """Keys of papers that a file links to, and PMIDs in its words."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _named(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner, key)
    elif isinstance(value, str):
        yield from (f"pmid-{found[1] or found[2]}" for found in _PMID.finditer(value))
        if key == "paper":
            yield value


def _cited(path: Path) -> Iterator[tuple[str, str]]:
    """Papers that a database's release cites, each with the variant it cites them for."""
    value = read_yaml(path).value
    rows = value.get("variants") if isinstance(value, dict) else None
    for row in rows or ():
        name = row.get("coding") or row.get("protein") or row.get("stated") or "a variant"
        yield from ((f"pmid-{pmid}", str(name)) for pmid in row.get("cites") or ())
