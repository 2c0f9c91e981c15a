"""Which variant a packet speaks of: by its coding name on its transcript, else its place, else its protein name.

Where the gene model has the transcript or the place, all of these lead to the name on the reference transcript, by
which papers know the variant. Elsewhere each transcript, with its version, counts for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import VariantName
from kg.model.gene import GeneModel, MisplacedError
from kg.model.genomic import GenomicChange
from kg.model.numbering import Numbering
from kg.model.packet import GeneName
from kg.sources.agreement import codon_disagreements, disagreements
from kg.sources.phenopackets.expressions import Expression, of_kind
from kg.sources.phenopackets.genes import KnownGenes
from kg.sources.phenopackets.notes import PacketNotes, Steps
from kg.sources.placed import coding_of
from kg.sources.twins import told


@dataclass(frozen=True, slots=True)
class Identity:
    """What names a variant in its gene; empty where nothing does. `coding` is its name on the reference transcript."""

    name: str = ""
    coding: str | None = None
    gene: GeneName | None = None
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VariantReader:
    """Tells which variant it is, and what in its names does not agree."""

    genes: KnownGenes
    steps: Steps
    notes: PacketNotes

    def identity(self, gene: GeneName | None, names: tuple[Expression, ...], changes: list[GenomicChange]) -> Identity:
        """The identity that the names and places of a variant give it."""
        codings = [*of_kind(names, "c")]
        numbering = self.genes.numbering(gene, tuple(one.accession for one in codings if one.accession))
        if gene is None and numbering is None:
            numbering = self._by_place(changes)
        if gene is None and numbering is not None:
            gene = GeneName(numbering.gene.symbol, "", numbering.gene.symbol, known=True)
        for one in codings[:1]:
            if one.why:
                self._warn(one.number, f"{one.why[0]}; kept as it is written", one.why[1], "hgvs")
        self._one_place(changes)
        if numbering is not None:
            return self._ours(gene, numbering, names, changes)
        alike = tuple(str(one) for one in changes)
        for one in codings:
            if one.accession is None and gene is None:
                what = f"{one.value[:60]} names neither a gene nor a transcript, so that it names no variant"
                self._warn(one.number, what, "its transcript, as in NM_000000.1:c.1A>G", "hgvs")
                continue
            versions = (f"{one.accession.partition('.')[0]}:{one.name}",) if one.accession else ()
            return Identity(one.whole, one.name, gene, (*versions, *alike))
        return Identity(self._other(names, changes), None, gene, alike)

    def _one_place(self, changes: list[GenomicChange]) -> None:
        for other in changes[1:]:  # VCF and HGVS put a deletion among equal bases at its two ends
            if other.assembly == changes[0].assembly and not (other.movable and changes[0].movable):
                what = f"{other} is another place than {changes[0]}, by which it is read"
                self.notes.warn(self.steps, what, "one place on an assembly", "place")

    def _by_place(self, changes: list[GenomicChange]) -> Numbering | None:
        held = [one for one in self.genes.numberings.values() if _placed(one.gene, changes)]
        return held[0] if len(held) == 1 else None

    def _ours(
        self, gene: GeneName | None, numbering: Numbering, names: tuple[Expression, ...], changes: list[GenomicChange]
    ) -> Identity:
        """In a gene with a model."""
        codings = [*of_kind(names, "c")]
        placed = _placed(numbering.gene, changes)
        mine = [one for one in codings if _counts(one, numbering)]
        for one in mine:
            self._agree(one, placed, numbering.gene, changes)
            for what in _other_names(one, mine, [*of_kind(names, "p")], numbering):
                self._warn(one.number, f"{what}; it is read as {one.name}", "names of one change", "names")
            return Identity(one.name, one.name, gene)
        if placed:
            if codings:
                what = f"{codings[0].value[:60]} counts on another transcript; by its place it is {placed}"
                self._warn(codings[0].number, what, f"the name on {numbering.gene.reference_transcript}", "transcript")
            elif changes[0].movable:
                what = f"{changes[0]} is named by its place, {placed}"
                self.notes.warn(self.steps, what, "the coding name too: among equal bases HGVS has another", "moved")
            return Identity(placed, placed, gene)
        alike = tuple(str(one) for one in changes)
        for one in codings:
            what = f"{one.value[:60]} is a variant of its own: the gene model cannot set its transcript beside another"
            self._warn(one.number, what, f"a name on {numbering.gene.reference_transcript}, or its place", "transcript")
            return Identity(one.whole, None, gene, alike)
        if not changes:
            for one in of_kind(names, "p"):
                alone = one.accession is None or numbering.protein_alike(one.accession)
                if alone and (coding := self._twin(one, numbering)):
                    return Identity(coding, coding, gene)
                return Identity(one.name if alone else one.whole, None, gene)
        return Identity(self._other(names, changes), None, gene, alike)

    def _twin(self, one: Expression, numbering: Numbering) -> str | None:
        """The coding name of the held variant that a protein name alone stands for."""
        named = VariantName(numbering.gene.symbol, protein=one.name) if one.residues else None
        twin = self.genes.twins.of(named) if named else None
        if twin is None:
            return None
        self._warn(one.number, told(twin), "the coding name", "twin")
        return twin.coding

    def _agree(self, one: Expression, placed: str | None, gene: GeneModel, changes: list[GenomicChange]) -> None:
        """Tell of a name that no exon ends so, and of a place that is another one's."""
        if one.coding is None:
            return
        try:
            gene.place(one.coding.first), gene.place(one.coding.last)
        except MisplacedError as error:
            self._warn(one.number, error.what, error.fix, "position")
            return
        movable = one.coding.kind in ("deletion", "duplication", "insertion")
        if changes and placed != one.name and not (movable and placed):
            there = f"where {gene.symbol} has {placed}" if placed else "outside of the gene"
            what = f"{one.name} does not lie at {changes[0]}, {there}; it is read as {one.name}"
            self._warn(one.number, what, "a name and a place of one change", "place")

    def _other(self, names: tuple[Expression, ...], changes: list[GenomicChange]) -> str:
        """A name on a non-coding transcript, a place, or what is kept as it is written."""
        for one in of_kind(names, "n"):
            return one.whole
        if changes:
            if changes[0].assembly is None and changes[0].accession is None:
                what = f"{changes[0]} is a place of no assembly; it is kept apart from those of one"
                self.notes.warn(self.steps, what, "the assembly, or an accession as NC_000005.10", "assembly")
            return str(changes[0])
        for one in of_kind(names, "m", "g", "spdi", "gnomad", "iscn", "r", "hgvs"):
            if one.why:
                self._warn(one.number, f"{one.why[0]}; kept as it is written", one.why[1], "hgvs")
            return one.value
        return ""

    def _warn(self, number: int, what: str, fix: str, kind: str) -> None:
        self.notes.warn((*self.steps, "expressions", number, "value"), what, fix, kind)


def _counts(one: Expression, numbering: Numbering) -> bool:
    """Whether a name is the same on the reference transcript; a name without transcript counts there."""
    if one.accession is None:
        return True
    return numbering.counts(one.accession, one.coding) if one.coding else numbering.alike(one.accession)


def _other_names(
    one: Expression, codings: list[Expression], proteins: list[Expression], numbering: Numbering
) -> Iterator[str]:
    """Names of the same variant that are of another one: another coding name, or a residue of another codon."""
    yield from (f"{other.value[:60]} is another name than {one.name}" for other in codings if other.name != one.name)
    for named in proteins:
        if one.coding and named.residues and (named.accession is None or numbering.protein_alike(named.accession)):
            yield from (what for _, _, what, _ in codon_disagreements(one.coding, named.residues))
    if one.coding:
        yield from (what for _, _, what, _ in disagreements(one.coding, None, numbering.gene))


def _placed(gene: GeneModel, changes: list[GenomicChange]) -> str | None:
    found: Iterator[str] = (str(placed[0]) for one in changes if (placed := coding_of(one, gene)))
    return next(found, None)
