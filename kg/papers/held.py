"""The evidence files of a folder by the identifiers of their papers, whether or not they are whole yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model.citation import IDENTIFIERS, Citation
from kg.report import Fault, Report
from kg.sources.positions import Document, Unreadable, read_yaml


@dataclass(frozen=True, slots=True)
class HeldFile:
    """An evidence file as it stands; `paper` holds what it says under that key, checked by nobody."""

    path: Path
    document: Document
    paper: dict[str, Any]

    def is_of(self, one: Citation) -> bool:
        """Whether file and citation share an identifier."""
        mine = {name: str(self.paper.get(name) or "").strip().lower() for name in IDENTIFIERS}
        return any(mine[name] == held.lower() for name, held in one.identifiers.items())

    def titled_as(self, one: Citation) -> bool:
        """Whether both have the same title, but for case and signs."""
        return bool(one.title) and plain(str(self.paper.get("title") or "")) == plain(one.title or "")


def plain(text: str) -> str:
    """Words alone, to compare by.

    >>> plain("Neurology. Genetics"), plain("Journal of Toys & Games")
    ('neurology genetics', 'journal of toys and games')
    """
    return " ".join(re.findall(r"\w+", text.casefold().replace("&", " and ")))


def held_in(folder: Path, report: Report) -> list[HeldFile]:
    """Every evidence file of a folder; one that cannot be read is a fault, as it may be of any paper."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            document = read_yaml(path)
        except Unreadable as error:
            report.add(Fault(path.name, error.line, "the file", error.what, error.fix, "yaml"))
            continue
        paper = document.value.get("paper") if isinstance(document.value, dict) else None
        found.append(HeldFile(path, document, paper if isinstance(paper, dict) else {}))
    return found
