"""How the columns of a table of people are read: a small YAML file, which a first run starts and a person mends."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from kg.errors import FaultyInput
from kg.model.vocabulary import Vocabulary
from kg.reading.printed_cells import same
from kg.report import Fault
from kg.sources.hpo import Hpo
from kg.sources.schema import Hpo as HpoId
from kg.sources.schema import Strict
from kg.sources.sheet import FormSheet, meant, read_form

Column = Literal[
    "label",
    "family",
    "sex",
    "age_at_onset",
    "age_at_examination",
    "age_at_imaging",
    "age_at_death",
    "variant",
    "zygosity",
    "finding",
    "imaging",
    "findings",
    "notes",
    "ignore",
]
CellWord = Annotated[str, Field(min_length=1)]


class ColumnMap(Strict):
    """What one column holds. What none of its lists names is a fault; a blank cell says nothing, and never absent."""

    head: str = Field(description="the column's head, as the table has it")
    column: Column = Field(description="findings: free text, which is left to `kg paper read`")
    unit: Literal["years", "months"] | None = Field(None, description="of ages that are printed without one")
    gene: str | None = Field(None, description="the gene of the variants, where it is another than the table's")
    text: str | None = Field(None, description="what the finding is called, where the head does not")
    hpo: HpoId | None = None
    label: str | None = Field(None, description="the term's label; checked")
    modality: str | None = Field(None, description="of an imaging finding, with sequence and region")
    sequence: str | None = None
    region: str | None = None
    present: list[CellWord] = Field([], description="cells that say that the finding was seen")
    absent: list[CellWord] = Field([], description="cells that say that it was looked for and not seen")
    not_known: list[CellWord] = Field([], description="cells that say nothing")
    means: dict[CellWord, str] = Field(
        {}, description="what other cells mean: female, heterozygous, an age in years, the HPO term of a finding"
    )


class TableMap(Strict):
    """How one table is read."""

    table: str = Field(description="its label in the text")
    people: Literal["rows", "columns"] = Field("rows", description="columns, where people stand side by side")
    gene: str | None = Field(None, description="the gene of the variants")
    leave_out: list[CellWord] = Field([], description="labels that are no person's, such as Total")
    columns: Annotated[list[ColumnMap], Field(min_length=1)]


MapSheet = FormSheet[TableMap]


def read_map(path: Path, hpo: Hpo, vocabulary: Vocabulary) -> MapSheet:
    """A mapping that keeps to its format; raises `FaultyInput` with every fault."""
    sheet, faults = read_form(path, path.name, TableMap, salvage=False)
    if sheet is not None:
        faults += [fault for number in range(len(sheet.file.columns)) for fault in _faults(sheet, number, hpo)]
        faults += [fault for number in range(len(sheet.file.columns)) for fault in _scan(sheet, number, vocabulary)]
        if sum(one.column == "label" for one in sheet.file.columns) != 1:
            what = "not one column is the label of a person, or several are"
            faults.append(sheet.fault(("columns",), "table-label", what, "one with `column: label`"))
    if faults or sheet is None:
        raise FaultyInput("\n".join(map(str, sorted(faults))))
    return sheet


def _faults(sheet: MapSheet, number: int, hpo: Hpo) -> list[Fault]:
    one, here, found = sheet.file.columns[number], ("columns", number), []
    named = [("hpo", one.hpo)] if one.hpo else []
    named += [("means", term) for term in one.means.values()] if one.column in ("finding", "imaging") else []
    for key, term in named:
        if not hpo.current(term):
            old = hpo.get(term)
            fix = hpo.instead(old) if old else "an id of HPO: `kg term WORDS` finds one"
            found.append(sheet.fault((*here, key), "hpo-unknown", f"{term} is no current term", fix))
    if one.hpo and one.label and hpo.current(one.hpo) and hpo.terms[one.hpo].label != one.label:
        what = f"{one.hpo} is not called {one.label!r}"
        found.append(sheet.fault((*here, "label"), "hpo-label", what, hpo.terms[one.hpo].label))
    if one.column == "variant" and not (one.gene or sheet.file.gene):
        found.append(sheet.fault(here, "table-gene", "nothing says of which gene the variants are", "`gene: CSF1R`"))
    lists = {"present": one.present, "absent": one.absent, "not_known": one.not_known, "means": [*one.means]}
    seen: dict[str, str] = {}
    for key, words in lists.items():
        for word in words:
            other = seen.setdefault(same(word), key)
            if other != key:
                what = f"{word!r} stands under {other} too"
                found.append(sheet.fault((*here, key), "table-twice", what, "each value in one list"))
    return found


def _scan(sheet: MapSheet, number: int, vocabulary: Vocabulary) -> list[Fault]:
    one, found = sheet.file.columns[number], []
    if one.column != "imaging":
        return []
    if one.modality is None:
        what = "an imaging finding without its modality"
        found.append(sheet.fault(("columns", number), "table-modality", what, "`modality: MRI`"))
    known = {"modality": vocabulary.modality, "sequence": vocabulary.sequences, "region": vocabulary.regions}
    for key, find in known.items():
        value = getattr(one, key)
        if value is not None and find(value) is None:
            fix = meant(value, vocabulary.known(key), "a key or a phrase of kg/reference/vocabulary.yaml")
            what = f"{value!r} is not in the vocabulary"
            found.append(sheet.fault(("columns", number, key), f"{key}-unknown", what, fix))
    return found
