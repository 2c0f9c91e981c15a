"""Variants of a person from the columns of a table: bases and residues that stand apart are joined, zygosity added."""

from __future__ import annotations

from typing import Any

from kg.reading.table_cells import CellVariant
from kg.reading.table_people import PersonCell

_Cells = list[tuple[PersonCell, list[dict[str, Any]]]]


def gathered(gene: str | None, one: CellVariant, proposed: dict[str, Any]) -> dict[str, Any]:
    """An entry of a variant."""
    names = {"coding": one.coding, "protein": one.protein, "stated": one.stated, "transcript": one.transcript}
    return {"gene": gene, **{key: name for key, name in names.items() if name}, **proposed}


def with_zygosity(variants: _Cells, zygosity: list[tuple[PersonCell, str]], told: list[str]) -> list[dict[str, Any]]:
    """All variants of a person, each once, with their zygosity; each fact from another column says so in `why`."""
    found = _joined(variants)
    for cell, value in zygosity:
        if not found:
            told.append(f"{cell.place}: {cell.headed!r} belongs to no variant of that person")
        for one in found:
            if one.setdefault("zygosity", value) == value:
                one.setdefault("why", []).append(f"zygosity is of {cell.place}: {cell.text}")
            else:
                one["why"].append(f"{cell.place} says {value}")
    return found


def _joined(variants: _Cells) -> list[dict[str, Any]]:
    """Names of bases and names of residues from two columns of one row, as many of each, are of the same variants."""
    found: list[dict[str, Any]] = []
    for cell, entries in sorted(variants, key=lambda one: all("coding" not in entry for entry in one[1])):
        beside = [one for other, ones in variants if other.head != cell.head and _beside(other, cell) for one in ones]
        alone = all("coding" not in one for one in entries)
        if alone and len(beside) == len(entries) and all("protein" not in one for one in beside):
            for one, base in zip(entries, beside, strict=True):
                base["protein"] = one["protein"]
                base.setdefault("why", []).append(f"the protein name is of {cell.place}: {one['stated']}")
        else:
            found += [one for one in entries if not any(_same(one, other) for other in found)]
    return found


def _beside(one: PersonCell, other: PersonCell) -> bool:
    """Whether two cells are of one person's row, or column where people stand side by side."""
    return one.place.row == other.place.row or one.place.column == other.place.column


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return (one.get("coding"), one.get("protein")) == (other.get("coding"), other.get("protein"))
