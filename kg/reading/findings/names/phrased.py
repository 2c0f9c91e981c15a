"""Names told as phrases in which words stand for each other (`{big|wide} <ventricle>`), each spelt out in full.

Of scans and tissue, of children, organs and laboratories, and of mind and conduct: a table each, with its families.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Final, Literal, NamedTuple

from kg.reading.findings.names.called import CalledSo, name_stems
from kg.reading.rows import rows
from kg.sources.hpo import Hpo

_ROOM: Final = Path(__file__).parent
_SORTS: Final[Mapping[str, Literal["finding", "denied", "healthy", "wanted", "examined"]]] = {
    "": "finding",
    "both": "examined",
    "denied": "denied",
    "examined": "examined",
    "healthy": "healthy",
    "wanted": "wanted",
}
_ON_A_SCAN: Final = 9
"""The rank of what means its term beside some scan alone: less sure than where no scan need be named."""
_EITHER: Final = re.compile(r"\{([^{}]*)\}")


class PhraseTable(NamedTuple):
    """A table of phrases; their rank is behind that of `signs.tsv`, before or, where `examined`, behind HPO's names.

    `several`: of a phrase of several words more than one must tell: `said [very] little` is more than `said`.
    """

    name: str
    rank: int
    examined: int
    scan: bool = False
    several: bool = False


TABLES: Final = (
    PhraseTable("scanned", 1, 1, scan=True),
    PhraseTable("organs", 1, 50),
    PhraseTable("everyday", 8, 8, several=True),
)


def phrased(hpo: Hpo) -> Iterator[CalledSo]:
    """Every name of the three tables: `wide third ventricle`, `late first tooth`, `misplaced her keys`."""
    for table in TABLES:
        families = {row["name"]: row["words"] for row in rows(_ROOM / f"{table.name}_families.tsv")}
        for row in rows(_ROOM / f"{table.name}.tsv"):
            if not row["hpo"] or hpo.current(row["hpo"]):
                yield from _of_row(table, row, families)


def _of_row(table: PhraseTable, row: Mapping[str, str], families: Mapping[str, str]) -> Iterator[CalledSo]:
    sort, on = _SORTS[row["told"]], frozenset(row.get("on", "").split())
    rank = _ON_A_SCAN if on else table.examined if sort == "examined" else table.rank
    told = dict.fromkeys(one for phrase in row["phrases"].split("; ") for one in spelt_out(phrase, families))
    for one in told:
        if not table.several or " " not in one or len(name_stems(one)) > 1:
            yield CalledSo(one, row["hpo"] or None, rank, sort, table.scan, poor=row["told"] == "both", on=on)


def spelt_out(phrase: str, families: Mapping[str, str]) -> Iterator[str]:
    """A phrase with each of the words that may stand in it.

    >>> list(spelt_out("<big> {third|fourth} ventricle", {"big": "wide|large"}))[:2]
    ['wide third ventricle', 'wide fourth ventricle']
    """
    told = re.sub(r"\{?<(\w+)>\}?", lambda one: _beside(one, families), phrase)
    parts = _EITHER.split(told)
    choices = (part.split("|") if number % 2 else [part] for number, part in enumerate(parts))
    yield from (" ".join("".join(one).split()) for one in product(*choices))


def _beside(match: re.Match[str], families: Mapping[str, str]) -> str:
    """The words of a family: alternatives of their own, or among those of the braces around it."""
    words, whole = families[match[1]], match[0]
    opens, closes = whole.startswith("{"), whole.endswith("}")
    alone = opens == closes and not _inside(match)
    return f"{{{words}}}" if alone else f"{'{' * opens}{words}{'}' * closes}"


def _inside(match: re.Match[str]) -> bool:
    before = match.string[: match.start()]
    return before.count("{") > before.count("}")
