"""Variants of a person from the columns of a table: the cells of one row read together, zygosity added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from kg.reading.found import Bearing, FoundVariant
from kg.reading.tables.people import PersonCell
from kg.reading.variants.variants import find_variants
from kg.sources.reference import ReferenceData
from kg.texts.gathering import told_apart
from kg.texts.text import PrintedTable, Text

Named = tuple[PersonCell, str, str]
"""A cell of a column of variants, what it means, and the gene of the column."""
_NO_MORE: Final = re.compile(r"\b(?:exon|intron)s?\s*\d+|\bhet\w*|\bhom\w*|\band\b|\bor\b", re.IGNORECASE)


def variants_of_row(cells: Sequence[Named], reference: ReferenceData) -> tuple[list[dict[str, Any]], list[PersonCell]]:
    """The variants that the cells of one row name, as entries without quote but for `cell`; and cells that name none.

    Bases in one column and residues in another are one variant where they can be one change.
    """
    alone = {cell.head: _found([(cell, text, gene)], reference) for cell, text, gene in cells}
    unread = [cell for cell, _, _ in cells if not alone[cell.head]]
    if unread:
        return [], unread
    entries: list[dict[str, Any]] = []
    for one in _found(cells, reference):
        cell, text, gene = cells[one.spot.column]
        why = [*one.why, *_more(text, alone[cell.head], gene)]
        why += [] if one.bearing is Bearing.PRESENT else [f"the words around it say: {one.bearing}"]
        entries.append({"gene": gene, **one.facts, "cell": cell, "why": why})
    return entries, []


def _found(cells: Sequence[Named], reference: ReferenceData) -> tuple[FoundVariant, ...]:
    genes = " and ".join(dict.fromkeys(gene for _, _, gene in cells))
    heads = told_apart([f"{cell.head} (variant)" for cell, _, _ in cells])
    row = tuple(text for _, text, _ in cells)
    table = PrintedTable(label="Table", caption=f"Variants of {genes}", columns=tuple(heads), rows=(row,))
    return find_variants(Text(file="", passages=(), tables=(table,)), reference)


def _more(text: str, found: Sequence[FoundVariant], gene: str) -> list[str]:
    """What a cell says beside its variants."""
    for one in sorted(found, key=lambda each: -each.spot.start):
        text = f"{text[: one.spot.start]} {text[one.spot.end :]}"
    rest = " ".join(_NO_MORE.sub(" ", text).replace(gene, " ").split())
    return [f"the cell says more: {rest}"] if re.search(r"\w", rest) else []


def with_zygosity(
    variants: list[dict[str, Any]], zygosity: list[tuple[PersonCell, str]], told: list[str]
) -> list[dict[str, Any]]:
    """Variants of a person, each once, with the zygosity that stands in a column of its own; `why` says where."""
    found: list[dict[str, Any]] = []
    for one in variants:
        names = (one.get("coding"), one.get("protein"), one.get("stated"))
        if not any(names[:2] == (other.get("coding"), other.get("protein")) and any(names[:2]) for other in found):
            found.append(one)
    for cell, value in zygosity:
        if not found:
            told.append(f"{cell.place}: {cell.headed!r} belongs to no variant of that person")
        for one in found:
            held = one.setdefault("zygosity", value)
            why = f"zygosity is of {cell.place}: {cell.text}" if held == value else f"{cell.place} says {value}"
            one["why"] = [*one.get("why", ()), why]
    return found
