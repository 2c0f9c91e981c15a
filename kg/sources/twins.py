"""Variants known by a protein name that only one change of a base can give: they are the change with that coding name.

Met and Trp have one codon each. A residue that becomes one of them, or was one, may leave a single way; the variant
then joins its twin, if that is held under its coding name, and the mention says how. Names that leave several ways stay
variants of their own, linked to what they may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from kg.model import Record, VariantMention, VariantName
from kg.model.change import Coding, Protein
from kg.model.codon import CODE, codons_of
from kg.model.database import DatabaseClaim, DatabaseRelease
from kg.model.gene import CodingPosition, GeneModel
from kg.sources.hgvs import parse_protein

_BASES: Final = "ACGT"
Named = TypeVar("Named", bound="VariantMention | DatabaseClaim")


def ways(name: Protein, gene: GeneModel) -> frozenset[str]:
    """The changes of one base that give a protein name, whatever the codon; none where the sequence does not tell."""
    number, old = name.first.number, name.first.amino
    if name.kind != "substitution" or gene.residue(number) != old:
        return frozenset()
    made = (
        (place, codon[place], base)
        for codon in codons_of(old)
        for place in range(3)
        for base in _BASES
        if base != codon[place] and CODE[codon[:place] + base + codon[place + 1 :]] == name.inserted[0]
    )
    return frozenset(str(_substitution(3 * number - 2 + place, old, new)) for place, old, new in made)


def _substitution(base: int, old: str, new: str) -> Coding:
    position = CodingPosition(base)
    return Coding(kind="substitution", first=position, last=position, reference=old, inserted=new)


def twin(name: Protein, gene: GeneModel) -> str | None:
    """The coding name that a protein name alone stands for, where a residue of one codon leaves one way; else None."""
    found = ways(name, gene)
    single = any(len(codons_of(amino)) == 1 for amino in (name.first.amino, *name.inserted))
    return next(iter(found)) if single and len(found) == 1 else None


def told(name: VariantName) -> str:
    """That a protein name was read as its coding name, and why."""
    return f"{name.protein} is read as {name.coding}: of the changes of one base no other gives it, whatever the codon"


@dataclass(frozen=True, slots=True)
class Twins:
    """The twins that are held among `names`."""

    names: frozenset[VariantName]
    genes: Mapping[str, GeneModel]

    def of(self, name: VariantName) -> VariantName | None:
        """The name under which a variant joins its twin; None where it has none here."""
        if name.coding or not name.protein or name.gene not in self.genes:
            return None
        coding = twin(parse_protein(name.protein), self.genes[name.gene])
        held = coding and any(one.coding == coding and one.gene == name.gene for one in self.names)
        return replace(name, coding=coding) if held else None

    def joined(self, one: Named) -> Named:
        """A mention or claim under the name of its twin, with a note that tells so."""
        name = self.of(one.name) if one.name else None
        if name is None:
            return one
        return replace(one, name=name, notes=(*one.notes, told(name)))


def with_twins(
    records: Iterable[Record], releases: Iterable[DatabaseRelease], genes: Mapping[str, GeneModel]
) -> tuple[tuple[Record, ...], tuple[DatabaseRelease, ...]]:
    """The records and releases, each variant under the coding name that its protein name stands for."""
    records, releases = tuple(records), tuple(releases)
    names = frozenset(
        (*(name for one in records for name in _names(one)), *(name for one in releases for name in one.names))
    )
    twins = Twins(names, genes)
    return (
        tuple(_record(one, twins) for one in records),
        tuple(replace(one, claims=tuple(map(twins.joined, one.claims))) for one in releases),
    )


def _names(record: Record) -> Iterator[VariantName]:
    yield from (mention.name for mention in record.mentions)
    yield from (genotype.name for case in record.cases for genotype in case.genotypes)


def _record(record: Record, twins: Twins) -> Record:
    cases = tuple(replace(case, genotypes=tuple(map(twins.joined, case.genotypes))) for case in record.cases)
    return replace(record, mentions=tuple(map(twins.joined, record.mentions)), cases=cases)
