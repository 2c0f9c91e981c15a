"""What the cells of a person say, each by the mapping of its column: facts with quote and place, or faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kg.model.words import Sex, Zygosity
from kg.reading.printed_cells import NO_UNIT, age_in, same
from kg.reading.tables.faults import MapFaults
from kg.reading.tables.form import ColumnMap
from kg.reading.tables.people import PersonCell
from kg.reading.tables.person import Entry, TablePerson, TableWords, proposed
from kg.reading.tables.variants import variants_of_row


class CellReader:
    """Reads cells into a person; what no fact can hold goes to `told`, what the mapping does not know to `faults`."""

    def __init__(self, known: TableWords, faults: MapFaults, told: list[str]) -> None:
        self._sheet, self._hpo, self._reference = known.sheet, known.hpo, known.reference
        self._faults, self._told = faults, told

    def read(self, one: ColumnMap, cell: PersonCell, person: TablePerson) -> None:
        """A cell of a column; one that is blank or not known says nothing."""
        read = _READERS.get(one.column)
        if read and cell.text and same(cell.text) not in map(same, one.not_known):
            read(self, one, cell, person)

    def _stated(self, one: ColumnMap, cell: PersonCell, person: TablePerson) -> None:
        value = self._meant(one, cell, Sex) if one.column == "sex" else cell.text
        if value is not None:
            self._quoted(one.column, value, cell, person)

    def _age(self, one: ColumnMap, cell: PersonCell, person: TablePerson) -> None:
        age = age_in(_means(one).get(same(cell.text), cell.text), one.unit or ("years" if _listed(one, cell) else None))
        if age is None:
            self._faults.value(one, cell, "is no age", "an age in years under `means`, or the cell under `not_known`")
        elif age is NO_UNIT:
            self._faults.column(one, "ages are printed without a unit", "`unit: years` or `unit: months`")
        elif age.years is None:
            self._told.append(f"{cell.place}: {cell.headed!r} is {age.why}, and is left to a person")
        else:
            years = int(age.years) if age.years.is_integer() else age.years
            self._quoted(one.column, years, cell, person, *filter(None, (age.why,)))

    def _quoted(self, key: str, value: object, cell: PersonCell, person: TablePerson, *why: str) -> None:
        entries = person.case.setdefault("quoted", [])
        others = {one["value"] for one in entries if one["key"] == key} - {value}
        doubts = [*why, *(f"another row says {other}" for other in others)]
        if not any((one["key"], one["value"]) == (key, value) for one in entries):
            entries.append({"key": key, "value": value, **proposed(cell, cell.headed, *doubts)})

    def variants(self, columns: Sequence[tuple[ColumnMap, PersonCell]], person: TablePerson) -> None:
        """The columns of variants of one row, read together."""
        told = [
            (one, cell, _means(one).get(same(cell.text), cell.text), one.gene or self._sheet.file.gene or "")
            for one, cell in columns
            if cell.text and same(cell.text) not in map(same, one.not_known)
        ]
        entries, unread = variants_of_row([(cell, text, gene) for _, cell, text, gene in told], self._reference)
        for one, cell, *_ in told:
            if cell in unread:
                fix = "its name in HGVS under `means`, or the cell under `not_known`"
                self._faults.value(one, cell, "names no variant that can be read", fix)
        for entry in entries:
            cell, why = entry.pop("cell"), entry.pop("why")
            person.variants.append({**entry, **proposed(cell, cell.alone, *why)})

    def _zygosity(self, one: ColumnMap, cell: PersonCell, person: TablePerson) -> None:
        value = self._meant(one, cell, Zygosity)
        if value is not None:
            person.zygosity.append((cell, value))

    def _finding(self, one: ColumnMap, cell: PersonCell, person: TablePerson) -> None:
        value, means = same(cell.text), _means(one)
        name = one.text or one.head.rpartition(" > ")[2]
        absent = value in map(same, one.absent)
        if not absent and value not in map(same, one.present) and value not in means:
            fix = "it under present, absent, not_known, or under means with its HPO term"
            self._faults.value(one, cell, "is none of the values that the mapping knows", fix)
            return
        term = means.get(value, one.hpo)
        plain = absent or not any(letter.isalpha() for letter in value) or value in _YES
        entry: Entry = {"text": name if plain else f"{name}: {cell.text}"}
        if term:
            entry |= {"hpo": term, "label": self._hpo.terms[term].label}
        entry["status"] = "absent" if absent else "present"
        if one.column == "imaging":
            scan = {"modality": one.modality, "sequence": one.sequence, "region": one.region}
            entry |= {key: told for key, told in scan.items() if told}
        kind = "imaging" if one.column == "imaging" else "phenotypes"
        person.case.setdefault(kind, []).append({**entry, **proposed(cell, cell.headed)})

    def _notes(self, one: ColumnMap, cell: PersonCell, person: TablePerson) -> None:
        person.case.setdefault("notes", []).append(f"{one.head}: {cell.text} ({cell.place})")

    def _meant(self, one: ColumnMap, cell: PersonCell, words: type[Sex] | type[Zygosity]) -> str | None:
        found = words.said(_means(one).get(same(cell.text), cell.text))
        if found is None:
            fix = f"it under `means`, as one of {', '.join(words)}; or under `not_known`"
            self._faults.value(one, cell, "is none of the values that the mapping knows", fix)
        return str(found) if found is not None else None


_YES: Final = ("yes", "y", "present", "positive")
"""Words that say no more of a finding than that it is there."""
_READERS: Final[Mapping[str, Callable[[CellReader, ColumnMap, PersonCell, TablePerson], None]]] = {
    **dict.fromkeys(("sex", "family"), CellReader._stated),
    **dict.fromkeys(("age_at_onset", "age_at_examination", "age_at_imaging", "age_at_death"), CellReader._age),
    **dict.fromkeys(("finding", "imaging"), CellReader._finding),
    "zygosity": CellReader._zygosity,
    "notes": CellReader._notes,
}


def _means(one: ColumnMap) -> dict[str, str]:
    return {same(word): meaning for word, meaning in one.means.items()}


def _listed(one: ColumnMap, cell: PersonCell) -> bool:
    return same(cell.text) in _means(one)
