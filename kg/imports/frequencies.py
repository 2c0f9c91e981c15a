"""Allele frequencies as tables: what the gnomAD browser exports (CSV), or columns named like gnomAD's VCF fields.

Columns of the export: broadinstitute/gnomad-browser, browser/src/VariantList/ExportVariantsButton.tsx (commits 92d401b7
and 00445a10: with a column `gnomAD ID`, and without). Names of VCF fields: AC, AN, AF, nhomalt and `AC_afr` and so on.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from kg.imports.notes import RefusedRow, RowNotes
from kg.imports.stream import BadFile, Stream
from kg.imports.words import whole
from kg.model.database import AlleleCount, CountedVariant, GenomicPlace, SourceName

_COLUMNS: Final = {
    "id": ("gnomad id", "variant id", "variant_id"),
    "chromosome": ("chromosome", "chrom", "#chrom"),
    "position": ("position", "pos"),
    "reference": ("reference", "ref"),
    "alternate": ("alternate", "alt"),
    "rs": ("rsids", "rsid", "id"),
    "transcript": ("transcript", "transcript_id"),
    "coding": ("transcript consequence", "hgvsc"),
    "protein": ("protein consequence", "hgvsp"),
}
_COUNTS: Final = {
    "count": ("allele count", "ac"),
    "number": ("allele number", "an"),
    "frequency": ("allele frequency", "af"),
    "homozygotes": ("homozygote count", "nhomalt"),
    "hemizygotes": ("hemizygote count", "nhemi"),
}
_PLACE: Final = ("chromosome", "position", "reference", "alternate")
_EMPTY: Final = ("", ".", "NA", "null", "nan")
_ID: Final = re.compile(r"(?:chr)?(\w{1,2})-(\d{1,10})-([ACGTNacgtn]+)-([ACGTNacgtn]+)")
_SHARE: Final = re.compile(r"\d*\.?\d+(?:[eE][+-]?\d{1,3})?")
Wanted = Callable[[tuple[SourceName, ...], GenomicPlace], str | None]
"""The gene of a row, by its names and its place; None for a row of others."""


@dataclass(slots=True)
class FrequencyReader:
    """Reads one table. `rows` counts all of its rows, `mine` those of the genes."""

    stream: Stream
    assembly: str
    wanted: Wanted
    notes: RowNotes
    rows: int = 0
    mine: int = 0
    _plain: dict[str, int] = field(default_factory=dict)
    _counts: dict[str | None, dict[str, int]] = field(default_factory=dict)
    _filters: dict[str, int] = field(default_factory=dict)

    def read(self) -> list[CountedVariant]:
        """The variants of the genes, in the order of the file; raises `BadFile`."""
        found: dict[GenomicPlace, CountedVariant] = {}
        rows = self._rows()
        names = next(rows, [])
        self._header(names)
        for row in rows:
            if not any(row):
                continue
            self.rows += 1
            line = self.stream.line
            try:
                if len(row) != len(names):
                    what = f"the row has {len(row)} columns, the header {len(names)}"
                    raise RefusedRow("the row", what, "a value, or nothing, in every column", "columns")
                one = self._variant(row, line)
                if one is None:
                    continue
                self.mine += 1
                if found.setdefault(one.places[0], one) is not one:
                    raise RefusedRow(one.title, f"{one.title} came before", "a variant once", "repeated")
            except RefusedRow as why:
                self.notes.refuse(line, why)
        return list(found.values())

    def _rows(self) -> Iterator[list[str]]:
        def texts() -> Iterator[str]:
            for raw in self.stream.lines():
                try:
                    yield raw.decode("utf-8")
                except UnicodeDecodeError as error:
                    what = f"line {self.stream.line}: byte 0x{raw[error.start]:02x} is not UTF-8"
                    raise BadFile(self.stream.path, what, "a text file in UTF-8") from None

        lines = texts()
        first = next(lines, "").removeprefix("\ufeff")
        delimiter = "\t" if "\t" in first else ","
        yield next(csv.reader([first], delimiter=delimiter), [])
        for text in lines:  # a row a line, so that a stray quote does not swallow what follows
            try:
                yield next(csv.reader([text], delimiter=delimiter), [])
            except csv.Error as error:
                self.notes.refuse(self.stream.line, RefusedRow("the row", str(error), "a row of CSV or TSV", "csv"))

    def _header(self, names: list[str]) -> None:
        low = [name.strip().lower() for name in names]
        self._plain = {key: low.index(way) for key, ways in _COLUMNS.items() for way in ways if way in low}
        for index, name in enumerate(names):
            self._column(index, name.strip())
        whole_place = "id" in self._plain or all(key in self._plain for key in _PLACE)
        lacks = [] if whole_place else ["gnomAD ID (or Chromosome, Position, Reference and Alternate)"]
        every = self._counts.get(None, {})
        lacks += [_COUNTS[key][0].title() for key in ("count", "number") if key not in every]
        if lacks:
            what = f"its first line is no header of allele frequencies: it lacks {', '.join(lacks)}"
            raise BadFile(self.stream.path, what, "the CSV that the gnomAD browser exports, or a table with AC and AN")

    def _column(self, index: int, name: str) -> None:
        """A column of counts, of everybody or of a population, or of filters."""
        if name.lower().startswith("filter"):
            self._filters[name.rpartition(" - ")[2] if " - " in name else ""] = index
        for key, (words, field_name) in _COUNTS.items():
            for start, gap in ((words, " "), (field_name, "_")):
                low = name.lower()
                if low == start or low.startswith(start + gap):
                    self._counts.setdefault(name[len(start) + 1 :] or None, {})[key] = index

    def _variant(self, row: list[str], line: int) -> CountedVariant | None:
        value = {key: row[index].strip() for key, index in self._plain.items()}
        place = self._place(value)
        names = _names(value)
        gene = self.wanted(names, place)
        if gene is None:
            return None
        counts = tuple(one for name in self._counts if (one := self._count(row, name)) is not None)
        if not counts or counts[0].population is not None:
            raise RefusedRow("Allele Count", "the row has no counts", "Allele Count and Allele Number", "number")
        rs = re.fullmatch(r"rs\d+", value.get("rs", "").split(";")[0])
        return CountedVariant(
            title=f"{place.chromosome}-{place.position}-{place.reference}-{place.alternate}",
            key=f"gnomad-{place.chromosome}-{place.position}-{place.reference}-{place.alternate}",
            gene=gene,
            names=names,
            places=(place,),
            rs=rs[0] if rs else None,
            counts=counts,
            filters=tuple(
                f"{name}: {row[at]}" if name else row[at] for name, at in self._filters.items() if row[at] not in _EMPTY
            ),
            line=line,
        )

    def _place(self, value: Mapping[str, str]) -> GenomicPlace:
        match = _ID.fullmatch(value.get("id", ""))
        parts = match.groups() if match else tuple(value.get(key, "") for key in _PLACE)
        if all(key in value for key in _PLACE) and match:
            written = tuple(value[key].removeprefix("chr") if key == "chromosome" else value[key] for key in _PLACE)
            if tuple(map(str.upper, written)) != tuple(map(str.upper, parts)):
                what = f"{value['id']} and its columns {'-'.join(written)} disagree"
                raise RefusedRow("gnomAD ID", what, "one variant a row", "place")
        chromosome, position, *bases = parts
        if not all(re.fullmatch("[ACGTNacgtn]+", base) for base in bases):
            what = f"{'>'.join(bases)[:40]!r} are no bases"
            raise RefusedRow("Reference, Alternate", what, "A, C, G, T or N", "bases")
        if not re.fullmatch(r"[A-Za-z0-9_.]{1,30}", chromosome):
            raise RefusedRow("place", f"{chromosome[:40]!r} names no chromosome", "as in 5, chr5 or X", "place")
        at = whole(position, "Position", 1)
        return GenomicPlace(self.assembly, chromosome.removeprefix("chr"), at, bases[0].upper(), bases[1].upper())

    def _count(self, row: list[str], population: str | None) -> AlleleCount | None:
        at = self._counts[population]
        told = {key: row[index].strip() for key, index in at.items() if row[index].strip() not in _EMPTY}
        if "count" not in told or "number" not in told:
            return None
        of = f" {population}" if population else ""
        numbers = {key: whole(text, f"{key}{of}") for key, text in told.items() if key != "frequency"}
        count, number = numbers["count"], numbers["number"]
        if count > number:
            what = f"{count} alleles of {number}"
            raise RefusedRow(f"Allele Count{of}", what, "a count that is not above the number", "count-above-number")
        for key in ("homozygotes", "hemizygotes"):
            if numbers.get(key, 0) > count:
                what = f"{numbers[key]} {key} with {count} alleles"
                raise RefusedRow(f"{key}{of}", what, "no more than alleles", key)
        frequency = _frequency(told.get("frequency"), count, number, of)
        return AlleleCount(population=population, frequency=frequency, **numbers)


def _names(value: Mapping[str, str]) -> tuple[SourceName, ...]:
    before, _, coding = value.get("coding", "").rpartition(":")
    transcript = before or value.get("transcript", "")
    if not (transcript and coding.startswith("c.")):
        return ()
    return (SourceName(transcript, coding, value.get("protein", "").rpartition(":")[2] or None),)


def _frequency(text: str | None, count: int, number: int, of: str) -> float | None:
    """The frequency as told, held against the counts: it may be rounded, to the last digit that is written."""
    place = f"Allele Frequency{of}"
    if text is None:
        return count / number if number else None
    if not _SHARE.fullmatch(text) or (told := Decimal(text)) > 1:
        raise RefusedRow(place, f"{text[:40]!r} is no share", "a number of 0 to 1", "number")
    exact = Decimal(count) / number if number else Decimal(0)
    exponent = told.as_tuple().exponent
    last = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
    if abs(told - exact) > max(last, exact * Decimal("1e-9")):
        what = f"{text} is not {count} of {number}, which is {float(exact):.6g}"
        raise RefusedRow(place, what, "Allele Count over Allele Number", "frequency")
    return float(told)
