"""The variants that a text names, each with its place, in normal form, and held against the gene."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.model.gene import GeneModel
from kg.reading.found import FoundVariant, Spot
from kg.reading.genomic_names import genomic_names
from kg.reading.sentences import sentences
from kg.reading.spellings import PrintedName, Sureness, names_in
from kg.reading.variants.around import Around
from kg.reading.variants.genes_named import GeneNames, NamedGenes
from kg.reading.variants.named_change import NamedTwice, faults_of, fits, paired
from kg.reading.variants.same_names import known_elsewhere, paired_in_row
from kg.reading.variants.same_variant import passed_on, spoken_of
from kg.sources.hgvs import parse_coding
from kg.sources.reference import ReferenceData
from kg.texts.text import PrintedTable, Text

_TELLS: Final = re.compile(
    r"variant|mutation|mutant|substitution|missense|carrier|allele|genotyp|zygo|polymorphism", re.I
)
_HEAD: Final = re.compile(
    r"variant|mutation|protein|amino|nucleotide|cdna|dna|change|genotyp|hgvs|allele|csf1r|gene", re.I
)
_ENDS: Final = re.compile(r"\.\s[A-Z]")
_OTHER_THING: Final = re.compile(r"\s?(?:cells?|antibod|clone|kits?|cell\sline|plasmid|strain)", re.I)
_ZYGOUS: Final = {
    "het": "heterozygous",
    "heterozygous": "heterozygous",
    "heterozygote": "heterozygous",
    "hom": "homozygous",
    "homo": "homozygous",
    "homozygous": "homozygous",
    "compound heterozygous": "compound heterozygous",
}
Facts = dict[str, str | int | bool]


@dataclass(frozen=True, slots=True)
class _Words:
    """A sentence or a cell: its text in the passage, where it is, what genes the passage names."""

    text: str
    start: int
    end: int
    genes: NamedGenes
    column: str = ""


def find_variants(text: Text, reference: ReferenceData) -> tuple[FoundVariant, ...]:
    """Every mention of a variant, in the order of the text; mentions of one variant have the same names.

    A mention by its protein alone is given the coding name with which the text pairs it elsewhere, if that is one.
    """
    reader = _Reader(text, reference)
    found = known_elsewhere((*reader.passages(), *reader.tables()))
    return (*found, *passed_on(text, found), *spoken_of(text, found))


class _Reader:
    def __init__(self, text: Text, reference: ReferenceData) -> None:
        self._text, self._reference = text, reference
        self._names = GeneNames(reference.genes.values())
        self._told = self._named_anywhere()
        self._main = self._about()
        self._tied = self._ties()

    def _named_anywhere(self) -> set[str]:
        """The genes that the text names, in passages, captions and heads of tables."""
        whole = (
            *(p.text for p in self._text.passages),
            *(t.caption for t in self._text.tables),
            *(c for t in self._text.tables for c in t.columns),
        )
        return {symbol for one in whole for _, symbol in self._names.named(one).places}

    def _about(self) -> GeneModel | None:
        """The gene of the reference data that the text names anywhere, where it is one."""
        laid_out = [gene for gene in self._reference.genes.values() if gene.exons]
        found = [gene for gene in laid_out if gene.symbol in self._told]
        return found[0] if len(found) == 1 else None

    def passages(self) -> Iterator[FoundVariant]:
        for number, passage in enumerate(self._text.passages):
            names = self._names_in(passage.text)
            if not names:
                continue
            genes = self._names.named(passage.text)
            at = 0
            for start, end in _whole(passage.text, names):
                inside = []
                while at < len(names) and names[at].start < end:
                    inside.append(names[at])
                    at += 1
                if inside:
                    words = _Words(passage.text, start, end, genes)
                    yield from self._variants(words, inside, _spots(number))

    def _names_in(self, text: str) -> list[PrintedName]:
        """The names of a text, those on the genome among them where they lie in its gene."""
        on_genome = [*genomic_names(text, self._main)] if self._main else []
        taken = {at for one in on_genome for at in range(one.start, one.end)}
        names = (self._of_bases(one) for one in names_in(text) if one.start not in taken)
        return sorted([*on_genome, *names], key=lambda one: one.start)

    def _of_bases(self, name: PrintedName) -> PrintedName:
        """`T2381C` is a change of bases where the protein has no such residue and the gene that base."""
        match = re.fullmatch(r"([ACGT])(\d+)([ACGT])", name.printed)
        if name.sure is not Sureness.ONE_LETTER or match is None or self._main is None or fits(name, self._main):
            return name
        coding = replace(name, protein=None, coding=parse_coding(f"c.{match[2]}{match[1]}>{match[3]}"))
        return coding if fits(coding, self._main) else name

    def tables(self) -> Iterator[FoundVariant]:
        for number, table in enumerate(self._text.tables):
            for row in range(len(table.rows)):
                yield from self._row(table, -1 - number, row)

    def _row(self, table: PrintedTable, number: int, row: int) -> Iterator[FoundVariant]:
        """Names of one row that can be one change are one variant: a coding column beside a protein column."""
        found: list[FoundVariant] = []
        cells = table.rows[row]
        told = next(
            (cell for cell, head in zip(cells, table.columns, strict=False) if re.fullmatch(r"(?i)genes?", head)), ""
        )
        for column, (cell, head) in enumerate(zip(cells, table.columns, strict=False)):
            if column and cell == cells[column - 1]:
                continue
            names = self._names_in(cell)
            if names:
                genes = self._names.named(f"{cell}")
                if told and not genes.places:
                    genes = NamedGenes(((0, told.strip()),))
                head = f"{head} {table.caption}" if not _HEAD.search(head) else head
                words = _Words(cell, 0, len(cell), genes, head)
                found += self._variants(words, names, _spots(number, row, column))
        beside = dict(_beside(table.columns, cells))
        together = list(paired_in_row(found))
        yield from (replace(one, facts={**beside, **one.facts}) if len(together) == 1 else one for one in together)

    def _variants(
        self, words: _Words, names: list[PrintedName], spot: Callable[[int, int], Spot]
    ) -> Iterator[FoundVariant]:
        kept = [name for name in names if self._is_variant(words, name)]
        twos = paired(words.text, kept)
        around = Around(words.text, words.start, words.end, [(two.start, two.end) for two in twos])
        for index, two in enumerate(twos):
            symbol, why = self._gene(words, two)
            gene = self._reference.genes.get(symbol or "")
            facts: Facts = {"gene": symbol} if symbol else {}
            facts |= two.facts(words.text)
            facts |= around.facts(index)
            why += [*two.faults, *faults_of(facts, two, gene)]
            for bearing, relative in around.bearings(index):
                yield FoundVariant(
                    spot=spot(two.start, two.end),
                    facts=facts,
                    bearing=bearing,
                    relative=relative,
                    why=tuple(dict.fromkeys(why)),
                )

    def _is_variant(self, words: _Words, name: PrintedName) -> bool:
        beside = words.genes.near(name.start, words.start, words.end)
        if beside and beside[1:2].islower() and "orf" not in beside:  # a gene of the mouse
            return False
        if name.sure is Sureness.NAMED:
            return True
        if name.fault or _OTHER_THING.match(words.text, name.end):
            return False
        told = bool(_TELLS.search(words.text, words.start, words.end)) or bool(
            words.column and _HEAD.search(words.column)
        )
        ours = (self._reference.genes.get(beside) if beside else None) or self._main
        matches = ours is not None and fits(name, ours)
        if name.sure is Sureness.BARE:
            return told or matches or beside is not None
        adjacent = any(0 <= name.start - place - len(gene) <= 2 for place, gene in words.genes.places)
        elsewhere = beside is not None and not getattr(self._reference.genes.get(beside), "exons", ())
        return adjacent or (matches and (told or beside is not None)) or (told and elsewhere)

    def _gene(self, words: _Words, two: NamedTwice) -> tuple[str | None, list[str]]:
        if two.gene:
            return self._known(two.gene), []
        on = next(
            (
                gene.symbol
                for gene in self._reference.genes.values()
                for one in gene.transcripts
                if two.accession and two.accession.partition(".")[0] in _bare(one)
            ),
            None,
        )
        if on:
            return on, []
        beside = words.genes.near(two.start, words.start, words.end)
        if beside:
            return beside, []
        main = self._main
        earlier = words.genes.before(two.start)
        if earlier and (main is None or earlier != main.symbol):
            return earlier, [f"the gene is not named in the sentence; {earlier} was named last"]
        tied = self._tied.get(str(two.one.coding or two.one.protein or ""), set())
        if len(tied) == 1:
            return next(iter(tied)), [
                "the gene is not named in the sentence; the text names this change with it elsewhere"
            ]
        others = {gene for genes in self._tied.values() for gene in genes} - {main.symbol if main else ""}
        if main and (not others or fits(two.one, main)):
            return main.symbol, []
        if len(self._told) == 1:
            return next(iter(self._told)), ["the gene is not named in the sentence; the text names no other"]
        if self._told:
            return None, [f"the gene is not named in the sentence; the text names {', '.join(sorted(self._told))}"]
        return None, ["no gene is named in the text"]

    def _ties(self) -> dict[str, set[str]]:
        """The genes with which the text names each change in one sentence."""
        ties: dict[str, set[str]] = {}
        for passage in self._text.passages:
            names = [*names_in(passage.text)]
            genes = self._names.named(passage.text)
            for name, (start, end) in _in_sentences(passage.text, names) if names and genes.places else ():
                if gene := name.gene or genes.near(name.start, start, end):
                    ties.setdefault(str(name.coding or name.protein or ""), set()).add(gene)
        return ties

    def _known(self, written: str) -> str:
        places = self._names.named(written).places
        return places[0][1] if places else written


def _spots(passage: int, row: int = 0, column: int = 0) -> Callable[[int, int], Spot]:
    return lambda start, end: Spot(passage, start, end, row, column)


def _whole(text: str, names: Sequence[PrintedName]) -> Iterator[tuple[int, int]]:
    """The sentences of a text, where none ends within a name (`c. 2381T>C`)."""
    within = [(name.start, name.end) for name in names]
    begun: int | None = None
    at = 0
    for start, end in sentences(text):
        begun = start if begun is None else begun
        while at < len(within) and within[at][1] <= end:
            at += 1
        if at < len(within) and within[at][0] < end:
            continue
        for _, stop in within[:at]:  # `p. T833 M. In`: no initial
            if begun < stop < end and _ENDS.match(text, stop):
                yield begun, stop + 1
                begun = stop + 2
        yield begun, end
        begun = None
    if begun is not None:
        yield begun, len(text)


def _in_sentences(text: str, names: Sequence[PrintedName]) -> Iterator[tuple[PrintedName, tuple[int, int]]]:
    """Each name with its sentence."""
    at = 0
    for start, end in _whole(text, names):
        while at < len(names) and names[at].start < end:
            yield names[at], (start, end)
            at += 1


def _beside(columns: Sequence[str], cells: Sequence[str]) -> Iterator[tuple[str, str | int | bool]]:
    """What the other columns of a variant's row tell of it: zygosity, exon, intron."""
    for head, cell in zip(columns, cells, strict=False):
        plain = cell.strip().lower().rstrip(".")
        if re.search(r"zygo", head, re.I) and (word := _ZYGOUS.get(plain)):
            yield "zygosity", word
        elif re.search(r"^(?:exon|intron)\b", head.strip(), re.I):
            match = re.fullmatch(r"(?:(exon|intron)\s?)?(\d{1,2})", plain)
            if match and not ("/" in head and not match[1]):
                yield match[1] or re.split(r"\W", head.strip().lower())[0], int(match[2])


def _bare(transcript: object) -> set[str]:
    ids = (getattr(transcript, key) for key in ("id", "protein", "ensembl"))
    return {one.partition(".")[0] for one in ids if one}
