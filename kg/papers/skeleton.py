"""A new evidence file: what a catalogue says of a paper, and a place for what only a reader can say."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Final

from kg.model.citation import Citation, NoticeKind
from kg.model.words import Depth, Design
from kg.sources.positions import yaml_of
from kg.sources.surnames import unmarked

FIELDS: Final = ("title", "pmid", "doi", "pmcid", "first_author", "journal", "year")
"""What a citation can say of a paper, in the order of an evidence file."""
_WIDTH: Final = 116
_DOUBTS: Final[dict[NoticeKind, str]] = {
    "retracted": "The paper was retracted",
    "concern": "There is an expression of concern about the paper",
    "notice": "The record is a notice about another paper",
}
"""What a reader of any fact of the paper must know. A correction is for the curator to read, and is told only."""


def file_name(one: Citation) -> str:
    """`<first author>-<year>-<pmid or doi>.yaml` in ascii, without the parts that are not known.

    >>> from kg.model.citation import Author
    >>> file_name(Citation(1, authors=(Author("Kındış", "E"),), year=2021, doi="10.1000/TOY.1"))
    'kindis-2021-10-1000-toy-1.yaml'
    """
    author = one.authors[0].family[:60] if one.authors else ""
    name = one.pmid or one.doi or one.pmcid or ""
    return "-".join(filter(None, (_ascii(author), str(one.year or ""), _ascii(name)))) + ".yaml"


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", unmarked(text.lower())).strip("-")


def line(key: str, value: object) -> str:
    """One key of `paper` with its value, in one or more lines; identifiers in quotes, as they look like numbers."""
    if key in ("pmid", "doi"):
        return f"  {key}: {json.dumps(value, ensure_ascii=False)}\n"
    text = yaml_of({key: value}, _WIDTH)
    return "".join(f"  {part}\n" for part in text.splitlines())


def skeleton(one: Citation, source: str, folder: Path, day: date) -> str:
    """The text of a new file. `design` and `readings` stand there empty: `kg check` asks for both by place and line."""
    head = ["# yaml-language-server: $schema=schema.json"] if (folder / "schema.json").is_file() else []
    head += [_remark(f"Started by `kg paper new` from {source}, line {one.line}. Nobody has read the paper for it.")]
    catalogue = [_remark(f"The catalogue calls it: {', '.join(one.kinds)}.", "  ")] if one.kinds else []
    doubts = [
        {"text": f"{_DOUBTS[told]}, as its catalogue tells ({words}).", "about": "paper"}
        for told, words in one.told.items()
        if told in _DOUBTS
    ]
    known = yaml_of({"doubts": doubts}, _WIDTH, ordered=False) if doubts else ""
    asked = [
        "  # A curator who has read the paper fills in what follows; until then `kg check` refuses this file.",
        *catalogue,
        f"  # One of: {', '.join(Design)}.",
        "  design:",
        f"  # One entry for each reading, with its depth ({', '.join(Depth)}):",
        '  # - {depth: abstract, url: "https://..."}',
        "  readings: []",
        *known.splitlines(),
        "# Then what the paper says: cases, statistics, variants, notes, doubts (kg/evidence/README.md).",
    ]
    said = "".join(line(key, value) for key in FIELDS if (value := getattr(one, key)))
    return "\n".join([*head, f"revised: {day.isoformat()}", "paper:", said.rstrip("\n"), *asked, ""])


def _remark(text: str, indent: str = "") -> str:
    """A comment of one line, whatever a catalogue or a file name holds."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in " ".join(text.split()))
    return f"{indent}# {shown}"[:_WIDTH]
