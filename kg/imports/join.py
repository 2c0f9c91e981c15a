"""Which of our variants a record of a database is: by its coding name, else its place, else its protein name.

Coding names agree between transcripts of one isoform in the coding part, and in the untranslated parts on the reference
transcript alone. A place leads to the name of that place: without the genome's sequence a change among equal bases
cannot be moved to where HGVS names it, so that it may be found under none of our names, never under a wrong one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from kg.model import Record, VariantName
from kg.model.change import Coding, Protein
from kg.model.database import GenomicPlace, Sited, SourceName
from kg.model.gene import GeneModel, MisplacedError
from kg.model.numbering import Numbering
from kg.names import mint
from kg.sources.agreement import codon_disagreements
from kg.sources.genomic import from_vcf
from kg.sources.hgvs import HgvsError, parse_coding, parse_protein
from kg.sources.placed import coding_of
from kg.triples.variant import variant_iri

CODING: Final = "coding name"
COORDINATES: Final = "coordinates"
PROTEIN: Final = "protein name"
_SPACE: Final = mint("variant", "")


@dataclass(slots=True)
class Ours:
    """The variants of the graph by IRI, each with the protein names that papers give it."""

    proteins: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[Record], lines: Iterable[str] = ()) -> Ours:
        """Those that papers name, and those of imported cohorts, from their N-Quads."""
        found = cls()
        for record in records:
            for mention in (*record.mentions, *(one for case in record.cases for one in case.genotypes)):
                found.add(variant_iri(mention.name), mention.name.protein)
        for line in lines:
            if line.startswith("<" + _SPACE):
                found.add(line[1 : line.index(">")])
        return found

    def add(self, iri: str, protein: str | None = None) -> None:
        """Hold a variant."""
        names = self.proteins.setdefault(iri, set())
        if protein:
            names.add(protein)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.proteins))

    def __contains__(self, iri: str) -> bool:
        return iri in self.proteins

    @property
    def digest(self) -> str:
        """A checksum over the variants, so that a build can tell whether others have come since an import."""
        return hashlib.sha256("\n".join(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Joined:
    """The variant of ours that a record is, how that was found, and what does not agree."""

    variant: str
    how: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unjoined:
    """Why a record is none of our variants; `name` is its normal name, where it has one on our transcript."""

    why: str
    name: VariantName | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Joiner:
    """Joins records of one gene."""

    gene: GeneModel
    ours: Ours

    def join(self, record: Sited) -> Joined | Unjoined:
        """The variant of ours that a record is."""
        named = self._named(record.names)
        if isinstance(named, tuple):
            return self._by_name(record, *named)
        for place in record.places:
            name = self._at(place)
            if name is not None:
                iri = variant_iri(name)
                if iri in self.ours:
                    return Joined(iri, COORDINATES, tuple(self._unread(record.names)))
                return Unjoined("no paper here names it", name)
        return Unjoined(named)

    def _by_name(self, record: Sited, coding: Coding, protein: Protein | None) -> Joined | Unjoined:
        name = VariantName(self.gene.symbol, str(coding), str(protein) if protein else None)
        notes = tuple(self._odd(record, coding, protein))
        iri = variant_iri(name)
        if iri in self.ours:
            return Joined(iri, CODING, (*notes, *self._other_residues(iri, protein)))
        if name.protein:
            alone = variant_iri(VariantName(self.gene.symbol, None, name.protein))
            if alone in self.ours:
                return Joined(alone, PROTEIN, notes)
        return Unjoined("no paper here names it", name, notes)

    def _named(self, names: Iterable[SourceName]) -> tuple[Coding, Protein | None] | str:
        """The name on a transcript that counts as ours does; else why there is none."""
        why = "it has no coding name"
        for name in names:
            if not self._numbering.alike(name.transcript):
                why = why if why.startswith("its coding") else "it is named on other transcripts alone"
                continue
            try:
                coding = parse_coding(name.coding)
            except HgvsError:
                why = "its coding name is none that is read here"
                continue
            if self._numbering.counts(name.transcript, coding):
                return coding, _protein(name.protein)
            why = "it is named outside of the coding part, on another transcript"
        return why

    def _unread(self, names: Iterable[SourceName]) -> Iterator[str]:
        """Names on our transcripts that say something else than one sure change, as of mosaics, beside a place."""
        for name in names:
            if self._numbering.alike(name.transcript):
                try:
                    parse_coding(name.coding)
                except HgvsError as error:
                    yield f"joined by its place alone, as its name is no plain change: {error.what}"

    @cached_property
    def _numbering(self) -> Numbering:
        return Numbering(self.gene)

    def _at(self, place: GenomicPlace) -> VariantName | None:
        """The coding name of a change at a place of the gene."""
        try:
            change = from_vcf(place.assembly, place.chromosome, place.position, place.reference, place.alternate)
        except HgvsError:
            return None
        placed = coding_of(change, self.gene)
        return VariantName(self.gene.symbol, str(placed[0])) if placed else None

    def holds(self, place: GenomicPlace) -> bool:
        """Whether a place lies within the transcript."""
        return place.chromosome == self.gene.chromosome and bool(self.gene.coding_at(place.position, place.assembly))

    def knows(self, names: Iterable[SourceName]) -> bool:
        """Whether one of the names is on a transcript of the gene."""
        return any(self._numbering.knows(name.transcript) for name in names)

    def _odd(self, record: Sited, coding: Coding, protein: Protein | None) -> Iterator[str]:
        """What does not agree within a record: codon and residue, name and place."""
        if protein:
            for _, _, what, _ in codon_disagreements(coding, protein):
                yield what
        try:
            self.gene.place(coding.first), self.gene.place(coding.last)
        except MisplacedError as error:
            yield error.what
            return
        if coding.kind == "substitution":
            for place in record.places:
                wanted = self.gene.genomic(coding.first, place.assembly)
                if wanted is not None and wanted != place.position and len(place.reference) == 1:
                    what = f"{coding} lies at {wanted} of {place.assembly}, the record says {place.position}"
                    others = (one for one in ("GRCh38", "GRCh37") if one != place.assembly)
                    right = [one for one in others if self.gene.genomic(coding.first, one) == place.position]
                    yield what + (f", which is its place on {right[0]}" if right else "")

    def _other_residues(self, iri: str, protein: Protein | None) -> Iterator[str]:
        """Protein names of papers that are of another residue."""
        for written in sorted(self.ours.proteins.get(iri, ())):
            theirs = _protein(written)
            if protein and theirs and theirs.first != protein.first:
                yield f"a paper here names it {written}, the record {protein}"


def _protein(text: str | None) -> Protein | None:
    try:
        return parse_protein(text) if text else None
    except HgvsError:
        return None


def gene_of(joiners: Mapping[str, Joiner]) -> Callable[[tuple[SourceName, ...], GenomicPlace], str | None]:
    """The gene of a row that names none: by its transcript, else by its place."""

    def found(names: tuple[SourceName, ...], place: GenomicPlace) -> str | None:
        by_name = (gene for gene, joiner in joiners.items() if joiner.knows(names))
        by_place = (gene for gene, joiner in joiners.items() if joiner.holds(place))
        return next(by_name, None) or next(by_place, None)

    return found
