"""What curators have matched with a term, in their files of evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.sources.positions import read_yaml


@dataclass(frozen=True, slots=True)
class MatchedText:
    """A paper's words for a finding with the term that a curator chose, in a file of evidence."""

    text: str
    hpo: str | None
    label: str | None
    scan: bool
    paper: str


def matched_texts(evidence: Path) -> tuple[MatchedText, ...]:
    """Every text of a sign or a scan in the files of a folder that curators have accepted."""
    return tuple(one for path in sorted(evidence.glob("*.yaml")) for one in _matched(read_yaml(path).value, path.stem))


def _matched(document: Any, paper: str) -> Iterator[MatchedText]:
    cases = document.get("cases") or () if isinstance(document, dict) else ()
    for case in cases:
        for key in ("phenotypes", "imaging"):
            for one in case.get(key) or ():
                if not one.get("proposed") and isinstance(one.get("text"), str):
                    yield MatchedText(one["text"], one.get("hpo"), one.get("label"), key == "imaging", paper)
