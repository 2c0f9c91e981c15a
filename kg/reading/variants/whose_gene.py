"""The genes that a text names, and which of them a variant is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg.model.gene import GeneModel
from kg.reading.spellings import names_in
from kg.reading.variants.against_gene import fits
from kg.reading.variants.genes_named import GeneNames, NamedGenes
from kg.reading.variants.name_sentences import named_sentences
from kg.reading.variants.named_change import NamedTwice
from kg.texts.text import Text

_UNNAMED: Final = "the gene is not named in the sentence"


@dataclass(frozen=True, slots=True)
class WordsOfGenes:
    """A sentence or a cell: its text in the passage, where it is, what genes the passage names."""

    text: str
    start: int
    end: int
    genes: NamedGenes
    column: str = ""


class TextGenes:
    """Of one text: `known` are the genes of the reference data, `main` the one of them that it names alone."""

    def __init__(self, text: Text, known: Mapping[str, GeneModel]) -> None:
        self.known = known
        self._text, self._names = text, GeneNames(known.values())
        self._told = self._named_anywhere()
        laid_out = [gene for gene in known.values() if gene.exons and gene.symbol in self._told]
        self.main = laid_out[0] if len(laid_out) == 1 else None

    def named(self, words: str) -> NamedGenes:
        """Every gene that some words name."""
        return self._names.named(words)

    def _named_anywhere(self) -> set[str]:
        """The genes that the text names, in passages, captions and heads of tables."""
        whole = (
            *(p.text for p in self._text.passages),
            *(t.caption for t in self._text.tables),
            *(c for t in self._text.tables for c in t.columns),
        )
        return {symbol for one in whole for _, symbol in self._names.named(one).places}

    @cached_property
    def _tied(self) -> dict[str, set[str]]:
        """The genes with which the text names each change in one sentence."""
        ties: dict[str, set[str]] = {}
        for passage in self._text.passages:
            names = [*names_in(passage.text)]
            genes = self._names.named(passage.text)
            for name, (start, end) in named_sentences(passage.text, names) if names and genes.places else ():
                if gene := name.gene or genes.near(name.start, start, end):
                    ties.setdefault(str(name.coding or name.protein or ""), set()).add(gene)
        return ties

    def of(self, words: WordsOfGenes, two: NamedTwice) -> tuple[str | None, tuple[str, ...]]:
        """A variant's gene by its own name, by what stands near, by the text; and why that is doubtful."""
        named = self._by_name(two) or words.genes.near(two.start, words.start, words.end)
        if named:
            return named, ()
        earlier = words.genes.before(two.start)
        if earlier and (self.main is None or earlier != self.main.symbol):
            return earlier, (f"{_UNNAMED}; {earlier} was named last",)
        tied = self._tied.get(str(two.one.coding or two.one.protein or ""), set())
        if len(tied) == 1:
            return next(iter(tied)), (f"{_UNNAMED}; the text names this change with it elsewhere",)
        others = {gene for genes in self._tied.values() for gene in genes} - {self.main.symbol if self.main else ""}
        if self.main and (not others or fits(two.one, self.main)):
            return self.main.symbol, ()
        if len(self._told) == 1:
            return next(iter(self._told)), (f"{_UNNAMED}; the text names no other",)
        if self._told:
            return None, (f"{_UNNAMED}; the text names {', '.join(sorted(self._told))}",)
        return None, ("no gene is named in the text",)

    def _by_name(self, two: NamedTwice) -> str | None:
        """The gene that a variant's own name tells: in brackets, or by what it counts on."""
        if two.gene:
            places = self._names.named(two.gene).places
            return places[0][1] if places else two.gene
        told = two.accession.partition(".")[0] if two.accession else None
        return next((gene.symbol for gene in self.known.values() if told in _accessions(gene)), None)


def _accessions(gene: GeneModel) -> set[str]:
    """Of its transcripts and proteins, without their versions."""
    ids = (getattr(one, key) for one in gene.transcripts for key in ("id", "protein", "ensembl"))
    return {one.partition(".")[0] for one in ids if one}
