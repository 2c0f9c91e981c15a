"""Variants by what people write of them: gene, transcript, coding name, protein name, in any order and spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.find.book import MAKES, OF_GENE, Book
from kg.find.folds import FOLDS
from kg.find.identifiers import identifiers
from kg.find.register import Register
from kg.find.schemes import TABLE
from kg.find.spelling import PROLOGUE
from kg.sources.hgvs import HgvsError, parse_coding, parse_protein

_ACCESSION: Final = re.compile(
    rf"({TABLE['REFSEQ'].local}|{TABLE['ENSEMBL'].local}|[A-Z][0-9][A-Z0-9]{{3}}[0-9](?:-\d+)?)[\s:]*", re.IGNORECASE
)
_PRINT: Final = str.maketrans(dict.fromkeys("−–‐‑—", "-") | {"→": ">", "＞": ">", "＊": "*", "：": ":"})
_MARK: Final = re.compile(r"(?<![A-Za-z])([cp])\s*\.\s*(?=[\d(*?\-A-Z])", re.IGNORECASE)
_LOWER: Final = re.compile(r"(?:p\.)?[a-z]\d+[a-z*]")
_EMPTY: Final = re.compile(r"\(\s*\)|\[\s*\]")
_ASIDE: Final = " ,;:/|()[]"
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Change:
    """A variant's name as it was read. `genes` is empty where none is named; `foreign` is what is none of ours."""

    coding: str | None
    protein: str | None
    genes: tuple[str, ...] = ()
    rewrites: tuple[str, ...] = ()
    foreign: str | None = None

    def __str__(self) -> str:
        return " ".join(one for one in (self.coding, self.protein) if one)


class Changes:
    """The variants of a graph by their normal names."""

    def __init__(self, book: Book, register: Register) -> None:
        self._book, self._register = book, register
        self._proteins = dict(self._rows("kg:hgvsProtein"))
        self._named: dict[str, set[str]] = defaultdict(set)
        for iri, name in self._rows("kg:hgvsCoding|kg:hgvsProtein|kg:hgvs|rdfs:label"):
            self._named[name.rpartition(" ")[2].rpartition(":")[2]].add(iri)
        self._transcripts = self._numbered()

    def _rows(self, names: str) -> Iterator[tuple[str, str]]:
        rows = self._book.engine.rows(
            f"{PROLOGUE} SELECT DISTINCT ?x ?n {{ ?x a kg:Variant ; {names} ?n }} ORDER BY ?x ?n"
        )
        return ((row["x"].value, row["n"].value) for row in rows)

    def _numbered(self) -> dict[str, tuple[str, str]]:
        """Transcripts that number as a gene's reference does, and their proteins, without version: (gene, as held)."""
        rows = self._book.engine.rows(f"""{PROLOGUE} SELECT DISTINCT ?gene ?t ?made ?noted WHERE {{
            ?exon kg:onTranscript ?own . ?gene kg:hasTranscript ?own, ?t .
            {{ FILTER(?t = ?own) }} UNION {{ ?own <{MAKES}> ?isoform . ?t <{MAKES}> ?isoform }}
            OPTIONAL {{ ?t <{MAKES}> ?made }} OPTIONAL {{ ?t skos:notation ?noted }} }} ORDER BY ?t ?made ?noted""")
        found: dict[str, tuple[str, str]] = {}
        for row in rows:
            for name in ("t", "made", "noted"):
                held = re.split("[/:]", row[name].value)[-1] if name in row else ""
                if held:
                    found.setdefault(held.partition(".")[0].upper(), (row["gene"].value, held))
        return found

    def read(self, text: str) -> Change | None:
        """A text as a variant's name; None where it is none."""
        if len(text) > _LONGEST:
            return None
        told: list[str] = []
        rest, genes, foreign = text.translate(_PRINT).strip(), set[str](), None
        found = _ACCESSION.match(rest)
        if found and found.end() < len(rest):
            given, rest = found[1], rest[found.end() :]
            genes, foreign = self._accession(given, told)
        rest, named = self._gene(rest)
        if named is not None:
            genes = genes & named if genes else named
            foreign = foreign or (None if named else text.partition(":")[0])
        coding, protein = _parts(rest)
        if not (coding or protein):
            return None
        return Change(coding, protein, tuple(sorted(genes)), tuple(told), foreign)

    def _accession(self, given: str, told: list[str]) -> tuple[set[str], str | None]:
        held = self._transcripts.get(given.upper().partition(".")[0])
        if held:
            if given.upper() != held[1].upper():
                told.append(f"{given} is read as {held[1]}, which is the version held here")
            return {held[0]}, None
        keys = [one.key for one in identifiers(f"UniProtKB:{given}")]
        genes = {iri for key in keys for iri in self._register.held.get(key, ()) if self._book.kind(iri) == "Gene"}
        return genes, None if genes else given

    def _gene(self, text: str) -> tuple[str, set[str] | None]:
        """A gene in front, or in brackets; the set is empty for a word in a gene's place that names none of ours."""
        found = re.match(r"\(?([A-Za-z][A-Za-z0-9-]{1,14})\)?\s*[:,\s]\s*(?=\S)", text)
        if not found or _MARK.match(text) or _one(text):
            return text, None
        name = found[1]
        for (fold, _), book in zip(FOLDS, self._book.folded, strict=True):
            genes = {one.iri for one in book.get(fold(name), ()) if self._book.kind(one.iri) == "Gene"}
            if genes:
                return text[found.end() :], genes
        return text[found.end() :], set()

    def things(self, change: Change) -> tuple[str, ...]:
        """The variants of such a name: those of both names where it gives two and they agree, else of either."""
        if change.foreign:
            return ()
        coding = self._of(change.coding, change.genes)
        protein = self._of(change.protein, change.genes)
        if coding and protein:
            agreeing = [one for one in coding if one in protein or one not in self._proteins]
            return tuple(agreeing or sorted({*coding, *protein}))
        if coding and change.protein:
            return tuple(coding)
        return tuple(protein if change.coding is None else coding)

    def _of(self, name: str | None, genes: tuple[str, ...]) -> list[str]:
        found = sorted(self._named.get(name or "", ()))
        held = self._book.out[OF_GENE]
        return [one for one in found if not genes or not set(genes).isdisjoint(held[one])]


def _parts(text: str) -> tuple[str | None, str | None]:
    """The coding and the protein name in a text, in their normal forms."""
    marks = [*_MARK.finditer(text)]
    if len(marks) == 2 and marks[0][1].lower() != marks[1][1].lower():
        halves = [text[: marks[1].start()], text[marks[1].start() :]]
    else:
        halves = [text]
    coding = protein = None
    for half in halves:
        if _EMPTY.sub("", half).strip(_ASIDE):
            kind, name = _one(half) or ("", "")
            if not kind:
                return None, None
            coding, protein = (name, protein) if kind == "c" else (coding, name)
    return coding, protein


def _one(text: str) -> tuple[str, str] | None:
    bare = re.sub(r"[\s()\[\]]", "", text).strip(_ASIDE)
    if ":" in bare:  # the readers would drop what stands before it, whatever it is
        return None
    mark = bare[:2].lower()
    for kind, read in (("c", parse_coding), ("p", parse_protein)):
        if mark not in ("c.", "p.") or mark[0] == kind:
            try:
                return kind, str(read(bare.upper() if _LOWER.fullmatch(bare) else bare))
            except HgvsError:
                continue
    return None
