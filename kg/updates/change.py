"""What a newer release changes for this project, change by change with every place; as text, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import groupby
from typing import Final

from kg.errors import KgError

FORMATS: Final = ("text", "json", "csv")
SHOWN: Final = 12
"""Places told with a change in the text; JSON and CSV hold them all."""
KINDS: Final = {
    "obsolete": "Obsolete now: the evidence check will refuse these",
    "merged": "Merged: only an alternative id now",
    "vanished": "Gone from the release, without a word",
    "current again": "No longer obsolete",
    "relabelled": "Relabelled",
    "moved": "Moved: other parents",
    "answers lost": "Findings that no longer answer a term",
    "answers gained": "Findings that answer a term they did not answer before",
    "absences lost": "Terms that an absent finding no longer denies",
    "absences gained": "Terms that an absent finding denies now",
    "finer": "Used terms that have finer ones now",
    "codable": "Findings without a term that could be coded now",
    "cohort": "Cohorts closed over another release: import them again",
    "disease renamed": "Diseases renamed",
    "annotation added": "Annotations added",
    "annotation removed": "Annotations removed",
    "annotation changed": "Annotations changed",
    "unknown": "Diseases that the release does not hold",
    "match lost": "Exact matches of ours that the release does not make",
    "match gained": "Exact matches that the release makes and we do not",
    "no disease": "Diseases of our list that match none of the release",
}
"""The kinds, in the order in which they are told, with their headings."""


@dataclass(frozen=True, slots=True)
class SourceChange:
    """`term` with its label, what became of it, what would be right (where anything is to do), and where it is used."""

    kind: str
    term: str
    label: str
    what: str
    right: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes between two releases, in the order in which they are told."""

    kind: str
    old: str
    new: str
    changes: Sequence[SourceChange] = ()

    def __post_init__(self) -> None:
        order = list(KINDS)
        ranked = sorted(self.changes, key=lambda one: (order.index(one.kind), one.term, one.what))
        object.__setattr__(self, "changes", tuple(ranked))


def told(found: Comparison, form: str) -> str:
    """The whole comparison; raises `KgError` for an unknown format."""
    if form not in FORMATS:
        raise KgError(f"there is no format {form!r}; right would be: {' or '.join(FORMATS)}")
    return {"text": _text, "json": _json, "csv": _csv}[form](found)


def _text(found: Comparison) -> str:
    head = f"{found.kind}: {found.old} -> {found.new}"
    if not found.changes:
        return f"{head}\nnothing that this project uses changes\n"
    lines = [head]
    for kind, changes in groupby(found.changes, lambda change: change.kind):
        rows = list(changes)
        lines += ["", f"{KINDS[kind]} ({len(rows)})"]
        for change in rows:
            lines += _lines(change)
    return "\n".join(lines) + "\n"


def _lines(change: SourceChange) -> Iterator[str]:
    yield f"  {change.term} ({change.label}): {change.what}" if change.label else f"  {change.term}: {change.what}"
    if change.right:
        yield f"      right would be: {change.right}"
    yield from (f"      {place}" for place in change.places[:SHOWN])
    more = len(change.places) - SHOWN
    if more > 0:
        yield f"      and {more:,} more places"


def _json(found: Comparison) -> str:
    return json.dumps(asdict(found), indent=2, ensure_ascii=False) + "\n"


def _csv(found: Comparison) -> str:
    out = io.StringIO()
    rows = csv.DictWriter(out, [one.name for one in fields(SourceChange)], lineterminator="\n")
    rows.writeheader()
    for change in found.changes:
        rows.writerow(asdict(change) | {"places": " | ".join(change.places)})
    return out.getvalue()
