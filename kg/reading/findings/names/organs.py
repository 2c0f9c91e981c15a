"""What is said of children, organs, laboratories and tissue: phrases in which words stand for each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

from kg.reading.findings.names.called import CalledSo
from kg.reading.findings.names.scanned import spelt_out
from kg.reading.rows import rows

_ROOM: Final = Path(__file__).parent
_SORTS: Final[Mapping[str, Literal["finding", "denied", "healthy", "wanted", "examined"]]] = {
    "": "finding",
    "both": "examined",
    "denied": "denied",
    "examined": "examined",
    "healthy": "healthy",
    "wanted": "wanted",
}
_OURS: Final = 1
_EXAMINED: Final = 50
"""Ranks: behind what people say in everyday words; what is examined comes behind the names of HPO."""


def organs() -> Iterator[tuple[CalledSo, str]]:
    """Every name of `organs.tsv`, with the identifier that its row holds."""
    families = {row["name"]: row["words"] for row in rows(_ROOM / "organs_families.tsv")}
    for row in rows(_ROOM / "organs.tsv"):
        sort = _SORTS[row["told"]]
        rank, poor = _EXAMINED if sort == "examined" else _OURS, row["told"] == "both"
        told = dict.fromkeys(one for phrase in row["phrases"].split("; ") for one in spelt_out(phrase, families))
        yield from ((CalledSo(one, row["hpo"] or None, rank, sort, poor=poor), row["hpo"]) for one in told)
