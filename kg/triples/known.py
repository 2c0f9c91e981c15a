"""Each variant once, with the names that papers give it and nothing contradicts, and what its codon allows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.model import VariantName
from kg.model.change import Coding, Protein
from kg.model.gene import GeneModel, MisplacedError
from kg.names import BASE, KG, mint
from kg.sources.effects import Effect, NamedChange, effects
from kg.sources.hgvs import HgvsError, parse_coding, parse_protein
from kg.triples.variant import variant_iri

_VARIANT: Final = f"<{mint('variant', '')}"
_NAMED: Final = re.compile(
    rf'<({re.escape(BASE)}variant/[^/>]+/)([^>/]+)> <{re.escape(KG)}hgvs(Coding|Protein)> "([^"]+)"'
)


@dataclass(frozen=True, slots=True)
class KnownVariant:
    """A variant of a gene. `fault` is why its names cannot be worked with."""

    iri: str
    gene: GeneModel
    identity: str
    coding: Coding | None = None
    effect: Effect = field(default_factory=Effect)
    fault: str | None = None

    @property
    def computed(self) -> tuple[Protein, ...]:
        """The names that the gene model alone gives."""
        return self.effect.allowed or ()

    @property
    def names(self) -> set[str]:
        """Every protein name that it surely has, whoever gives it."""
        own = self.computed if len(self.computed) == 1 else ()
        return {str(name) for name in (*own, *self.stated)}

    @property
    def stated(self) -> tuple[Protein, ...]:
        """The names of papers that stand: those that the codon allows, where it tells."""
        allowed = self.effect.allowed
        return tuple(name for name in self.effect.stated if not allowed or name in allowed)


def known_variants(names: Iterable[VariantName], genes: Mapping[str, GeneModel]) -> list[KnownVariant]:
    """Every variant once, in the order of its names; the variants of one codon narrow each other."""
    alike: dict[str, list[VariantName]] = defaultdict(list)
    for name in names:
        alike[variant_iri(name)].append(name)
    found: dict[str, KnownVariant] = {}
    changes: dict[str, list[NamedChange]] = defaultdict(list)
    for subject, same in alike.items():
        gene, identity = genes[same[0].gene], same[0].identity
        printed = tuple(parse_protein(name.protein) for name in same if name.protein)
        try:
            found[subject] = _alone(subject, gene, same)
            if coding := found[subject].coding:
                changes[gene.symbol].append(NamedChange(identity, coding, printed))
        except MisplacedError as error:
            found[subject] = KnownVariant(subject, gene, identity, effect=Effect(stated=printed), fault=str(error))
    worked_out = {symbol: effects(genes[symbol], some) for symbol, some in changes.items()}
    return [_with(one, worked_out.get(one.gene.symbol, {})) for one in found.values()]


def _alone(subject: str, gene: GeneModel, same: list[VariantName]) -> KnownVariant:
    first = same[0]
    if first.unnamed:
        return KnownVariant(subject, gene, first.identity, fault="the text that was read gives it no name")
    if first.coding:
        coding = parse_coding(first.coding)
        if gene.exons:
            gene.place(coding.first), gene.place(coding.last)
        return KnownVariant(subject, gene, first.identity, coding)
    return KnownVariant(subject, gene, first.identity, effect=Effect(stated=(parse_protein(first.identity),)))


def _with(one: KnownVariant, found: Mapping[str, Effect]) -> KnownVariant:
    if one.coding is None:
        return one
    return KnownVariant(one.iri, one.gene, one.identity, one.coding, found[one.identity], one.fault)


def named_in(lines: Iterable[str], genes: Mapping[str, GeneModel]) -> set[VariantName]:
    """The names of variants of our genes in lines of N-Quads: by their coding name, else their protein name."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    starts = {f"<{mint('variant', symbol, '')}": symbol for symbol, gene in genes.items() if gene.exons}
    for line in lines:
        if line.startswith(_VARIANT) and (match := _NAMED.match(line)) and f"<{match[1]}" in starts:
            found[match[1] + match[2]][match[3]] = match[4]
    return {
        name
        for iri, names in found.items()
        if (name := _name(starts["<" + iri[: iri.rindex("/") + 1]], names)) and variant_iri(name) == iri
    }


def _name(symbol: str, names: Mapping[str, str]) -> VariantName | None:
    try:
        if "Coding" in names:
            return VariantName(symbol, coding=str(parse_coding(names["Coding"])))
        return VariantName(symbol, protein=str(parse_protein(names["Protein"])))
    except HgvsError:
        return None
