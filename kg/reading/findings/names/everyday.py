"""What patients, relatives and doctors say of mind and conduct: phrases whose words stand for each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from kg.reading.findings.names.called import CalledSo, name_stems
from kg.reading.findings.names.scanned import spelt_out
from kg.reading.rows import rows
from kg.sources.hpo import Hpo

_ROOM: Final = Path(__file__).parent
_Sort = Literal["finding", "denied", "healthy", "wanted"]
_SORTS: Final[dict[str, _Sort]] = {"": "finding", "denied": "denied", "healthy": "healthy", "wanted": "wanted"}
_BEHIND_SIGNS: Final = 8
"""The rank of these names: where `signs.tsv` has the same words for another term, that stands."""


def everyday(hpo: Hpo) -> Iterator[CalledSo]:
    """Every phrase of `everyday.tsv`: `forgot birthdays`, `misplaced her keys`, `took no interest`."""
    families = {row["name"]: row["words"] for row in rows(_ROOM / "everyday_families.tsv")}
    for row in rows(_ROOM / "everyday.tsv"):
        if row["hpo"] and not hpo.current(row["hpo"]):
            continue
        told = dict.fromkeys(one for phrase in row["phrases"].split("; ") for one in spelt_out(phrase, families))
        for one in told:
            if " " not in one or len(name_stems(one)) > 1:  # said [very] little is more than said
                yield CalledSo(one, row["hpo"] or None, _BEHIND_SIGNS, _SORTS[row["told"]])
