"""What those call it who read scans and tissue: phrases in which words stand for each other, each told in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Final, Literal

from kg.reading.findings.names.called import CalledSo
from kg.reading.rows import rows

_ROOM: Final = Path(__file__).parent
_Sort = Literal["finding", "denied", "healthy", "examined"]
_SORTS: Final[dict[str, _Sort]] = {
    "": "finding",
    "denied": "denied",
    "healthy": "healthy",
    "examined": "examined",
}
_EITHER: Final = re.compile(r"\{([^{}]*)\}")
_ANYWHERE: Final = 1
_ON_A_SCAN: Final = 9
"""Ranks: behind what people say in everyday words, before the names of HPO; surer where no scan need be named."""


def scanned() -> Iterator[tuple[CalledSo, str]]:
    """Every name of `scanned.tsv`, with the identifier that its row holds."""
    families = {row["name"]: row["words"] for row in rows(_ROOM / "scanned_families.tsv")}
    for row in rows(_ROOM / "scanned.tsv"):
        on = frozenset(row["on"].split())
        rank = _ON_A_SCAN if on else _ANYWHERE
        sort = _SORTS[row["told"]]
        told = dict.fromkeys(one for phrase in row["phrases"].split("; ") for one in spelt_out(phrase, families))
        yield from ((CalledSo(one, row["hpo"], rank, sort, scan=True, on=on), row["hpo"]) for one in told)


def spelt_out(phrase: str, families: dict[str, str]) -> Iterator[str]:
    """A phrase with each of the words that may stand in it.

    >>> list(spelt_out("<big> {third|fourth} ventricle", {"big": "wide|large"}))[:2]
    ['wide third ventricle', 'wide fourth ventricle']
    """
    told = re.sub(r"\{?<(\w+)>\}?", lambda one: _beside(one, families), phrase)
    parts = _EITHER.split(told)
    choices = (part.split("|") if number % 2 else [part] for number, part in enumerate(parts))
    yield from (" ".join("".join(one).split()) for one in product(*choices))


def _beside(match: re.Match[str], families: dict[str, str]) -> str:
    """The words of a family: alternatives of their own, or among those of the braces around it."""
    words, whole = families[match[1]], match[0]
    opens, closes = whole.startswith("{"), whole.endswith("}")
    alone = opens == closes and not _inside(match)
    return f"{{{words}}}" if alone else f"{'{' * opens}{words}{'}' * closes}"


def _inside(match: re.Match[str]) -> bool:
    before = match.string[: match.start()]
    return before.count("{") > before.count("}")
