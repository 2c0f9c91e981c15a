"""Findings in the cells of a table: a column that is called like a finding and says yes or no, or words in a cell.

A blank, a question mark, a number, `ND` or `NA` says nothing. What a column means otherwise is told once, by
`kg paper table`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.reading.findings.cell_words import cell_says, explained
from kg.reading.findings.findings import find_findings
from kg.reading.findings.lexis import Lexis
from kg.reading.findings.names.stems import words
from kg.reading.found import Bearing, FoundFinding, Spot
from kg.texts.text import Passage, Place, PrintedTable, Text

MOST: Final = 500
"""Rows: longer tables are lists that nobody decides on row by row."""
_SUMS: Final = re.compile(
    r"(?:total|all|sum|overall|mean|median|average|range|frequency|prevalence|percent\w*|proportion|number|count"
    r"|n\b|no\. of|%)[\w\s,()%=/.]{0,30}",
    re.IGNORECASE,
)
"""What a row, or a column, is called that is nobody's."""
_CITED: Final = re.compile(r"\[\d|\bet al\b|\((?:[A-Z][\w'’-]+,? )(?:and \w+,? )?(?:19|20)\d\d")
"""In what a row or a column is called that is of another paper."""
_DESCRIBES: Final = re.compile(
    r"symptom|sign|present|manifest|feature|finding|clinical|neurolog|psychiatr|imaging|mri|ct\b|exam|course|note"
    r"|comment|remark|phenotyp|complaint|status|motor|cogniti|behavio|eeg|csf|other\b|additional|initial|onset"
    r"|follow.?up|progress|evolution|outcome|complication|comorbid|descri",
    re.IGNORECASE,
)
_NOT_OURS: Final = re.compile(
    r"famil|relative|kin|parent|diagnos|treat|medicat|drug|therap|variant|mutation|gene\b|refer|author|cause of"
    r"|\bage\b|duration|date|criteria",
    re.IGNORECASE,
)
"""Heads below which the words are about somebody or something else, or perhaps taken back."""
_FIRST: Final = re.compile(r"initial|first|presenting|onset", re.I)
_SHORT: Final = 3
"""Words of a cell that says which kind of the head's finding it is."""


def find_in_cells(text: Text, lexis: Lexis) -> tuple[FoundFinding, ...]:
    """Every finding that tables tell of persons, in rows or side by side in columns."""
    return tuple(one for n, table in enumerate(text.tables) for one in _of_table(table, -1 - n, lexis))


def _of_table(table: PrintedTable, number: int, lexis: Lexis) -> Iterator[FoundFinding]:
    if len(table.rows) > MOST:
        return
    heads = [_called(head, lexis) for head in table.columns]
    means, section = explained(table.notes), ""
    for row, cells in enumerate(table.rows):
        first = cells[0] if cells else ""
        if _SUMS.fullmatch(first.strip()) or _CITED.search(first):
            continue
        if first.strip() and not any(one.strip() and one != first for one in cells[1:]):
            section = first
            continue
        called = () if cell_says(first) else _called_below(section, first, lexis)
        across = bool(called) and any(cell_says(cell) for cell in cells[1:])
        for column, cell in enumerate(cells):
            head = table.columns[column].strip()
            if (across and column == 0) or _SUMS.fullmatch(head) or _CITED.search(head):
                continue  # the name of what the other cells say, a sum, or a patient of another paper
            spot = Spot(number, 0, len(cell), row, column)
            name, named = table.columns[column], heads[column]
            if not named and column:
                name, named = first, called
            cell = means.get(cell.strip(), cell)
            yield from _of_cell(cell, spot, (table.columns[column], first), name, named, lexis)


def _of_cell(
    cell: str, spot: Spot, heads: tuple[str, str], name: str, named: tuple[FoundFinding, ...], lexis: Lexis
) -> Iterator[FoundFinding]:
    said = cell_says(cell)
    if named and said is not None:
        if len(named) == 1 or said.bearing is Bearing.ABSENT:
            for one in named:
                why = tuple(dict.fromkeys((*one.why, *said.why)))
                yield replace(one, spot=spot, sentence=spot, bearing=said.bearing, why=why)
        return
    if named:
        kinds = [*_kind_of(cell, spot, name, named, lexis)]
        yield from kinds or _told(cell, spot, name, lexis)
        return
    examined = next((one for one in heads if cell not in ("", one) and _examined(one, lexis)), None)
    if examined:
        yield from _told(cell, spot, examined, lexis, " ")
    head = next((one for one in heads if _read_below(one)), None)
    if head and not examined and cell != head and said is None:
        yield from _told(cell, spot, head, lexis)


def _read_below(head: str) -> bool:
    return bool(_DESCRIBES.search(head)) and not _NOT_OURS.search(head)


def _called(head: str, lexis: Lexis) -> tuple[FoundFinding, ...]:
    """The findings that a head names, if it says no more of them."""
    found = tuple(one for one in _read(head, lexis) if one.hpo)
    return found if all(one.bearing is Bearing.PRESENT for one in found) else ()


def _called_below(section: str, first: str, lexis: Lexis) -> tuple[FoundFinding, ...]:
    """The findings that a row names, as a part of the table: `Atrophy` under `Brain MRI`."""
    alone = _called(first, lexis)
    seen = (one for one in (_called(f"{section}: {first}", lexis) if section else ()) if one.seen_on or not alone)
    return tuple(seen) or alone


def _examined(head: str, lexis: Lexis) -> bool:
    """Whether a head is what is examined, so that a cell says how it was found: `Gait`, `normal`."""
    told = words(head)
    return any(one.name.sort == "examined" and one.words == tuple(range(len(told))) for one in lexis.index.find(told))


def _kind_of(cell: str, spot: Spot, name: str, named: tuple[FoundFinding, ...], lexis: Lexis) -> Iterator[FoundFinding]:
    """The kind of the head's finding that a cell names in a word or two: `spastic` below `Gait disturbance`."""
    if not 1 <= len(words(cell)) <= _SHORT:
        return
    above = {one.hpo for one in named}
    for word in (one.word for one in words(name) if one.stems):
        for one in _read(f"{cell} {word}", lexis):
            if one.hpo and one.spot.start < len(cell) < one.spot.end and above & set(lexis.hpo.ancestors(one.hpo)):
                yield replace(one, spot=spot, sentence=spot)
                return


def _told(cell: str, spot: Spot, head: str, lexis: Lexis, joined: str = ": ") -> Iterator[FoundFinding]:
    """The findings of a cell in words, as of a sentence behind its column's head, which may name the kind of scan."""
    before = head + joined
    for one in _read(before + cell, lexis):
        if one.spot.end > len(before):
            yield replace(one, spot=spot, sentence=spot, initial=one.initial or bool(_FIRST.search(head)))


def _read(told: str, lexis: Lexis) -> tuple[FoundFinding, ...]:
    return find_findings(Text(file="", passages=(Passage(text=told, place=Place()),)), lexis)
