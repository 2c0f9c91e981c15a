"""The variants that a text names, each with its place, in normal form, and held against the gene."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.reading.found import Bearing, FoundVariant, Spot
from kg.reading.genomic_names import genomic_names
from kg.reading.spellings import PrintedName, Sureness, names_in
from kg.reading.variants.against_gene import faults_of, fits
from kg.reading.variants.around import Around
from kg.reading.variants.bearings import bearings
from kg.reading.variants.by_codon import paired_by_codon
from kg.reading.variants.candidates import COLUMN, is_variant
from kg.reading.variants.genes_named import NamedGenes
from kg.reading.variants.name_sentences import whole_sentences
from kg.reading.variants.pairing import paired
from kg.reading.variants.row_facts import carried_in, row_facts, row_gene
from kg.reading.variants.same_names import known_elsewhere, paired_in_row
from kg.reading.variants.same_variant import passed_on, spoken_of
from kg.reading.variants.whose_gene import TextGenes, WordsOfGenes
from kg.sources.hgvs import parse_coding
from kg.sources.reference import ReferenceData
from kg.texts.text import PrintedTable, Text

Facts = dict[str, str | int | bool]


def find_variants(text: Text, reference: ReferenceData) -> tuple[FoundVariant, ...]:
    """Every mention of a variant, in the order of the text; mentions of one variant have the same names.

    A mention by its protein alone is given the coding name with which the text pairs it elsewhere, if that is one.
    """
    reader = _Reader(text, reference)
    found = paired_by_codon(known_elsewhere((*reader.passages(), *reader.tables())), reference.genes)
    return (*found, *passed_on(text, found), *spoken_of(text, found))


class _Reader:
    def __init__(self, text: Text, reference: ReferenceData) -> None:
        self._text, self._genes = text, TextGenes(text, reference.genes)

    def passages(self) -> Iterator[FoundVariant]:
        for number, passage in enumerate(self._text.passages):
            names = self._names_in(passage.text)
            if not names:
                continue
            genes = self._genes.named(passage.text)
            at = 0
            for start, end in whole_sentences(passage.text, names):
                inside = []
                while at < len(names) and names[at].start < end:
                    inside.append(names[at])
                    at += 1
                if inside:
                    words = WordsOfGenes(passage.text, start, end, genes, passage=number)
                    yield from self._variants(words, inside, _spots(number))

    def _names_in(self, text: str) -> list[PrintedName]:
        """The names of a text, those on the genome among them where they lie in its gene."""
        on_genome = [*genomic_names(text, self._genes.main)] if self._genes.main else []
        taken = {at for one in on_genome for at in range(one.start, one.end)}
        names = (self._of_bases(one) for one in names_in(text) if one.start not in taken)
        return sorted([*on_genome, *names], key=lambda one: one.start)

    def _of_bases(self, name: PrintedName) -> PrintedName:
        """`T2381C` is a change of bases where the protein has no such residue and the gene that base."""
        match = re.fullmatch(r"([ACGT])(\d+)([ACGT])", name.printed)
        if (
            name.sure is not Sureness.ONE_LETTER
            or match is None
            or self._genes.main is None
            or fits(name, self._genes.main)
        ):
            return name
        coding = replace(name, protein=None, coding=parse_coding(f"c.{match[2]}{match[1]}>{match[3]}"))
        return coding if fits(coding, self._genes.main) else name

    def tables(self) -> Iterator[FoundVariant]:
        for number, table in enumerate(self._text.tables):
            for row in range(len(table.rows)):
                yield from self._row(table, -1 - number, row)
            for column in range(1, len(table.columns)):
                yield from self._headed(table, -1 - number, column)

    def _headed(self, table: PrintedTable, number: int, column: int) -> Iterator[FoundVariant]:
        """The variant that a column is called, for each row that says of somebody whether they have it."""
        head = table.columns[column]
        names = self._names_in(head)
        words = WordsOfGenes(head, 0, len(head), self._genes.named(head), table.caption)
        for row in range(len(table.rows)) if names else ():
            cell = table.rows[row][column]
            has = carried_in(cell)
            for one in self._variants(words, names, _spots(number, row, column)) if has is not None else ():
                spot = replace(one.spot, start=0, end=len(cell))
                yield replace(one, spot=spot, bearing=Bearing.PRESENT if has else Bearing.ABSENT)

    def _row(self, table: PrintedTable, number: int, row: int) -> Iterator[FoundVariant]:
        """Names of one row that can be one change are one variant: a coding column beside a protein column."""
        found: list[FoundVariant] = []
        cells = table.rows[row]
        told = row_gene(table.columns, cells)
        for column, (cell, head) in enumerate(zip(cells, table.columns, strict=False)):
            names = self._names_in(cell)
            if names and not (column and cell == cells[column - 1]):
                genes = self._genes.named(f"{cell}")
                if told and not genes.places:
                    genes = NamedGenes(((0, told.strip()),))
                head = f"{head} {table.caption}" if not COLUMN.search(head) else head
                words = WordsOfGenes(cell, 0, len(cell), genes, head)
                found += self._variants(words, names, _spots(number, row, column))
        beside = dict(row_facts(table.columns, cells))
        together = list(paired_in_row(found))
        yield from (replace(one, facts={**beside, **one.facts}) if len(together) == 1 else one for one in together)

    def _variants(
        self, words: WordsOfGenes, names: list[PrintedName], spot: Callable[[int, int], Spot]
    ) -> Iterator[FoundVariant]:
        twos = paired(words.text, [name for name in names if is_variant(words, name, self._genes)])
        around = Around(words.text, words.start, words.end, [(two.start, two.end) for two in twos])
        for index, two in enumerate(twos):
            symbol, why = self._genes.of(words, two)
            facts: Facts = {"gene": symbol} if symbol else {}
            facts |= two.facts(words.text)
            facts |= around.facts(index)
            why = (*why, *two.faults, *faults_of(facts, two, self._genes.known.get(symbol or "")))
            for bearing, relative in bearings(around, index):
                yield FoundVariant(
                    spot=spot(two.start, two.end),
                    facts=facts,
                    bearing=bearing,
                    relative=relative,
                    why=tuple(dict.fromkeys(why)),
                )


def _spots(passage: int, row: int = 0, column: int = 0) -> Callable[[int, int], Spot]:
    return lambda start, end: Spot(passage, start, end, row, column)
