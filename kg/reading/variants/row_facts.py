"""What the other columns of a variant's row tell of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

_ZYGOUS: Final = {
    "het": "heterozygous",
    "heterozygous": "heterozygous",
    "heterozygote": "heterozygous",
    "hom": "homozygous",
    "homo": "homozygous",
    "homozygous": "homozygous",
    "compound heterozygous": "compound heterozygous",
}
_HAS: Final = re.compile(
    r"\+|✓|yes|y|pos(?:itive)?|present|carrier|confirmed|het\w*|hom\w*|\+\s?/\s?[+-]|m(?:ut)?/(?:wt|\+|m)|(?:wt|\+)/m(?:ut)?"
)
_HAS_NOT: Final = re.compile(
    r"[-–−]|no|n|neg(?:ative)?|absent|non-?carrier|wt(?:/wt)?|wild[\s-]?type|[-–−]\s?/\s?[-–−]"
)
_GENES: Final = re.compile(r"(?i)genes?")


def row_facts(columns: Sequence[str], cells: Sequence[str]) -> Iterator[tuple[str, str | int | bool]]:
    """Zygosity, exon and intron, under the keys of a variant."""
    for head, cell in zip(columns, cells, strict=False):
        plain = cell.strip().lower().rstrip(".")
        if re.search(r"zygo", head, re.I) and (word := _ZYGOUS.get(plain)):
            yield "zygosity", word
        elif re.search(r"^(?:exon|intron)\b", head.strip(), re.I):
            match = re.fullmatch(r"(?:(exon|intron)\s?)?(\d{1,2})", plain)
            if match and not ("/" in head and not match[1]):
                yield match[1] or re.split(r"\W", head.strip().lower())[0], int(match[2])


def carried_in(cell: str) -> bool | None:
    """Whether a cell below the name of a variant says that somebody has it; None where it says something else.

    >>> carried_in("+"), carried_in("wt"), carried_in("43")
    (True, False, None)
    """
    plain = cell.strip().lower().rstrip(".")
    return True if _HAS.fullmatch(plain) else False if _HAS_NOT.fullmatch(plain) else None


def row_gene(columns: Sequence[str], cells: Sequence[str]) -> str:
    """What stands in the column of genes, where there is one."""
    return next((cell for cell, head in zip(cells, columns, strict=False) if _GENES.fullmatch(head)), "")
