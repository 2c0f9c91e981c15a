"""Papers that the evidence or its databases name and that no evidence file is of: what to look for next."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.audit.named import change_key
from kg.sources.checks import paper_keys
from kg.sources.positions import Unreadable, read_yaml
from kg.sources.schema import VariantFile
from kg.sources.sheet import Sheet

_PMID: Final = re.compile(r"\bPMID:?\s*(\d{4,8})\b|\bpmid-(\d{4,8})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WantedPaper:
    """A paper by its key, with the files that name it and the variants for which databases cite it.

    `new` are those of the variants that no evidence file has; `said` is what files say where they name it.
    """

    key: str
    files: tuple[str, ...]
    variants: tuple[str, ...] = ()
    databases: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

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
    said: dict[str, set[str]] = defaultdict(set)
    for sheet in sheets:
        for key, words in _named(sheet.document.value):
            files[key].add(sheet.name)
            said[key] |= {words} if words != key else set()
    known = {change_key(name) for sheet in sheets for one in _variants(sheet) for name in _names(one) if name}
    cited: dict[str, set[tuple[str, str, bool]]] = defaultdict(set)
    for path in sorted((evidence / "databases").glob("*.yaml")):
        for key, variant, names in _cited(path):
            cited[key].add((variant, path.name, not known & {*map(change_key, names)}))
    found = [
        WantedPaper(
            key,
            tuple(sorted(files[key])),
            tuple(sorted({variant for variant, *_ in cited[key]})),
            tuple(sorted({name for _, name, _ in cited[key]})),
            tuple(sorted({variant for variant, _, new in cited[key] if new})),
            tuple(sorted(said[key])),
        )
        for key in {*files, *cited} - held
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.new), -one.adds, one.key)))


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


def _variants(sheet: Sheet) -> Iterator[VariantFile]:
    yield from sheet.file.variants
    for case in sheet.file.cases:
        yield from case.variants


def _named(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Keys of papers that a file links to, and PMIDs in its words, each with the words."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _named(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner, key)
    elif isinstance(value, str):
        yield from ((f"pmid-{found[1] or found[2]}", value) for found in _PMID.finditer(value))
        if key == "paper":
            yield value, value


def _names(one: VariantFile) -> tuple[str | None, ...]:
    return one.coding, one.protein, one.stated


def _cited(path: Path) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Papers that a database's release cites, each with the variant it cites them for, and all its names."""
    value = read_yaml(path).value
    rows = value.get("variants") if isinstance(value, dict) else None
    for row in rows or ():
        names = tuple(str(row[key]) for key in ("coding", "protein", "stated") if row.get(key))
        yield from ((f"pmid-{pmid}", next(iter(names), "a variant"), names) for pmid in row.get("cites") or ())
