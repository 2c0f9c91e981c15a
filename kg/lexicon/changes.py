"""Variants by what people write of them: gene, transcript, coding name, protein name, or their place on the genome.

A name is read whole and then looked up as it is: nothing of it is left aside, so that no name leads to another variant.
Places on the genome lead to coding names by the exons that the graph itself holds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from kg.lexicon.genes import Genes
from kg.lexicon.held import HeldNames
from kg.lexicon.hgvs import MARK, changes_in, looks, mended, printed
from kg.lexicon.layout import FACTS, laid_out
from kg.lexicon.reading import LABEL, OF_GENE
from kg.lexicon.schemes import TABLE
from kg.model.gene import MisplacedError
from kg.names import KG
from kg.sources.genomic import is_genomic, read_genomic
from kg.sources.hgvs import HgvsError, parse_coding
from kg.sources.placed import ASSEMBLIES, coding_of

_LRG: Final = r"LRG_\d+(?:[tp]\d+)?"
_ACCESSION: Final = re.compile(
    rf"({TABLE['REFSEQ'].local}|{TABLE['ENSEMBL'].local}|{_LRG}|[A-Z][0-9][A-Z0-9]{{3}}[0-9](?:-\d+)?)[\s:]*",
    re.IGNORECASE,
)
_INNER: Final = re.compile(rf"\(\s*({TABLE['REFSEQ'].local}|{TABLE['ENSEMBL'].local})\s*\)[\s:]*", re.IGNORECASE)
_NAMES: Final = (KG + "hgvs", KG + "hgvsCoding", KG + "hgvsProtein", LABEL)
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Change:
    """A variant's name as it was read. `genes` is empty where none is named; `foreign` is what is none of ours.

    `transcript` is the one named, or its protein, without version.
    """

    coding: str | None = None
    protein: str | None = None
    genes: tuple[str, ...] = ()
    rewrites: tuple[str, ...] = ()
    foreign: str | None = None
    transcript: str | None = None
    genomic: str | None = None

    def __str__(self) -> str:
        return " ".join(one for one in (self.coding, self.protein) if one) or self.genomic or ""


class Changes:
    """The variants of a graph by their normal names, read once."""

    def __init__(self, held: HeldNames) -> None:
        facts = held.facts(FACTS)
        self._genes, self._layouts = Genes(held, facts), laid_out({**facts["Exon"], **facts["Gene"]})
        self._named: dict[str, set[str]] = defaultdict(set)
        self._on: dict[str, set[str]] = defaultdict(set)
        self._versions: dict[str, set[str]] = defaultdict(set)
        self._proteins = {iri: set(said.get(KG + "hgvsProtein", ())) for iri, said in facts["Variant"].items()}
        self._of_gene = {iri: set(said.get(OF_GENE, ())) for iri, said in facts["Variant"].items()}
        for iri, said in sorted(facts["Variant"].items()):
            for name in (one for by in _NAMES for one in said.get(by, ())):
                self._named[_normal(name)].add(iri)
            for name in said.get(KG + "hgvs", ()):
                accession = name.partition(":")[0]
                if self._is_accession(accession) and not is_genomic(name):
                    self._on[iri].add(_base(accession))
                    self._versions[_base(accession)].add(accession)

    def read(self, text: str) -> Change | None:
        """A text as a variant's name; None where it is none."""
        try:
            return self._read(text)
        except HgvsError:
            return None

    def led(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The variants of a name with how it was read, as `Names` and `Ways` tell it; else nothing, and why."""
        change = self.read(text)
        found = self.things(change) if change else ()
        if not change or not found:
            return (), self.unheld(text)
        told = () if text == str(change) or change.genomic else (f"{text} is read as {change}",)
        return found, (*change.rewrites, *told, *self._disagreeing(change, found))

    def unheld(self, text: str) -> tuple[str, ...]:
        """Why a name leads to no variant; nothing where it is not written as one."""
        try:
            change = self._read(text)
        except HgvsError as error:
            return (str(error),) if looks(printed(text)) else ()
        told = f"{text} is sound" if text == str(change) else f"{text} is read as {change}"
        about = f"; {change.foreign} is no gene or transcript of this graph" if change.foreign else ""
        if change.genomic and not change.coding and not change.rewrites:
            about = "; it lies in no gene whose exons are held here"
        misplaced = () if change.foreign else self._misplaced(change)
        return (*change.rewrites, *(misplaced or (f"{told}, a variant that no paper here names{about}",)))

    def _misplaced(self, change: Change) -> tuple[str, ...]:
        """That the one gene here has no such position: an intron that begins at another base, a base behind its end."""
        if not change.coding or len(self._layouts) != 1:
            return ()
        (gene,) = self._layouts.values()
        try:
            coding = parse_coding(change.coding)
            gene.place(coding.first), gene.place(coding.last)
        except MisplacedError as error:
            return (str(error),)
        return ()

    def like(self, text: str, most: int = 5) -> tuple[str, ...]:
        """Variants whose names are spelled nearly so."""
        change = self.read(text)
        close = get_close_matches(str(change or printed(text)), self._named, most, 0.7)
        return tuple(dict.fromkeys(iri for name in close for iri in sorted(self._named[name])))[:most]

    def _disagreeing(self, change: Change, found: tuple[str, ...]) -> tuple[str, ...]:
        """That a variant's protein name is another one here."""
        if not (change.coding and change.protein) or any(
            change.protein in self._proteins.get(one, ()) for one in found
        ):
            return ()
        others = sorted({name for one in found for name in self._proteins.get(one, ())})
        return (f"{change.coding} is {' or '.join(others)} here, not {change.protein}",) if others else ()

    def _read(self, text: str) -> Change:
        if len(text) > _LONGEST:
            raise HgvsError("a text of such a length is no name of a change", f"{_LONGEST} characters at most")
        plain = printed(text)
        if is_genomic(plain):
            return self._placed(plain)
        try:
            return self._written(plain)
        except HgvsError:
            if mended(plain) == plain:
                raise
            return self._written(mended(plain))

    def _written(self, text: str) -> Change:
        """A name on a transcript, a gene or a protein, or on nothing that is named."""
        told: list[str] = []
        rest, genes, foreign, on = text, set[str](), None, None
        given, after = self._in_front(text)
        if given:
            rest = after
            inner = _INNER.match(rest)
            if inner:  # NG_...(NM_...): the transcript counts
                told.append(f"{given}({inner[1]}) is read as {inner[1]}")
                given, rest = inner[1], rest[inner.end() :]
            genes, on, foreign = self._accession(given, told)
        rest, word = self._gene(rest)
        if word:
            named = self._genes.called(word)
            genes = genes & named if genes else named
            foreign = foreign or (None if named else word)
        coding, protein = changes_in(rest)
        return Change(coding, protein, tuple(sorted(genes)), tuple(told), foreign, on)

    def _in_front(self, text: str) -> tuple[str, str]:
        """An accession in front of a name, and the name; no accession where there is none, or no name."""
        found, head = _ACCESSION.match(text), text.partition(":")[0]
        if not found and self._is_accession(head) and head != text:
            return head, text[len(head) + 1 :]
        return (found[1], text[found.end() :]) if found and found.end() < len(text) else ("", text)

    def _is_accession(self, text: str) -> bool:
        return bool(_ACCESSION.fullmatch(text)) or self._genes.numbered(text) is not None

    def _accession(self, given: str, told: list[str]) -> tuple[set[str], str | None, str | None]:
        """The genes, the transcript, and the accession where it is none of ours."""
        held, versions = self._genes.numbered(given), self._versions.get(_base(given), set())
        if held or versions:
            known = [held[1]] if held else sorted(versions)
            if given.upper() not in map(str.upper, known):
                told.append(f"{given} is read as {' or '.join(known)}, which is the version held here")
            return {held[0]} if held else set(), _base(given), None
        genes = self._genes.of_protein(given)
        return genes, None, None if genes else given

    def _gene(self, text: str) -> tuple[str, str]:
        """What follows a word in a gene's place, in front or in brackets, and that word; empty where there is none."""
        found = re.match(r"\(?([A-Za-z][A-Za-z0-9-]{1,14})\)?\s*[:,\s]\s*(?=\S)", text)
        if not found or MARK.match(text) or _is_change(text):
            return text, ""
        return text[found.end() :], found[1]

    def _placed(self, text: str) -> Change:
        """A name on the genome, by the exons of the genes held here."""
        change = read_genomic(text)
        own = Change(genomic=str(change))
        for gene, model in self._layouts.items():
            placed = coding_of(change, model)
            if placed:
                told = f"{text} is {placed[0]} of {model.reference_transcript} by its exons on {placed[1]}"
                alone = f", the one assembly on which it lies in {model.symbol}" if change.assembly is None else ""
                return replace(own, coding=str(placed[0]), genes=(gene,), rewrites=(told + alone,))
            if change.assembly is None and all(coding_of(replace(change, assembly=one), model) for one in ASSEMBLIES):
                told = f"{text} lies in {model.symbol} on {' and '.join(ASSEMBLIES)} alike: name the assembly"
                own = replace(own, rewrites=(*own.rewrites, told))
        return own

    def things(self, change: Change) -> tuple[str, ...]:
        """The variants of such a name: those of both names where it gives two and they agree, else of either."""
        if change.foreign:
            return ()
        if change.genomic:
            return tuple(sorted({*self._of(change.genomic, ()), *self._of(change.coding, change.genes)}))
        coding, protein = (
            [one for one in self._of(name, change.genes) if self._counts(one, change.transcript)]
            for name in (change.coding, change.protein)
        )
        if coding and protein:
            agreeing = [one for one in coding if one in protein or not self._proteins.get(one)]
            return tuple(agreeing or sorted({*coding, *protein}))
        if coding and change.protein:
            return tuple(coding)
        return tuple(protein if change.coding is None else coding)

    def _counts(self, iri: str, transcript: str | None) -> bool:
        """Whether a variant's names count on a transcript, or on one that numbers alike."""
        own = self._on.get(iri, set())
        if transcript is None or transcript in own:
            return True
        return self._genes.numbered(transcript) is not None and (not own or any(map(self._genes.numbered, own)))

    def _of(self, name: str | None, genes: tuple[str, ...]) -> list[str]:
        found = sorted(self._named.get(name or "", ()))
        return [one for one in found if not genes or not self._of_gene[one].isdisjoint(genes)]


def _base(accession: str) -> str:
    return accession.upper().partition(".")[0]


def _normal(name: str) -> str:
    """A name of a held variant as it is looked up: without gene and transcript, those on the genome in one spelling."""
    if is_genomic(name):
        try:
            return str(read_genomic(name))
        except HgvsError:
            return name
    return name.rpartition(" ")[2].rpartition(":")[2]


def _is_change(text: str) -> bool:
    try:
        changes_in(text)
    except HgvsError:
        return False
    return True
