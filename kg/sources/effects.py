"""What coding names do to the protein, codon by codon.

The bases of a codon are told by nobody. They are among those of its residue; a name that states a reference base leaves
fewer, and so does the stated effect of another change of the same codon.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.model.change import Coding, Protein, Residue
from kg.model.codon import Codons, Exchange, codons_of, protein_name, stated_bases, with_bases
from kg.model.gene import STOP, GeneModel
from kg.sources.agreement import disagreements, either, sequence_of


@dataclass(frozen=True, slots=True)
class Effect:
    """The names that a variant's effect may have.

    `allowed` are those that its codon leaves; empty where none is left, None where the sequence cannot tell. `stated`
    are names that papers print and nothing contradicts. `reason` says how the codon was read, `by` which other
    variants left fewer codons.
    """

    allowed: tuple[Protein, ...] | None = None
    stated: tuple[Protein, ...] = ()
    reason: str = ""
    by: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[Protein, ...]:
        """What to work with: a stated name that the codon allows, else every name that it allows."""
        if self.allowed is None:
            return self.stated
        return tuple(name for name in self.allowed if name in self.stated) or self.allowed


@dataclass(frozen=True, slots=True)
class NamedChange:
    """A variant by its coding name, with the protein names that papers print for it."""

    identity: str
    coding: Coding
    printed: tuple[Protein, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sited:
    """A change of one codon: the codons of the residue before it, by its own bases and by its stated effect."""

    change: NamedChange
    exchange: Exchange
    own: Codons
    left: Codons
    stated: tuple[Protein, ...]

    def __str__(self) -> str:
        names = ", ".join(map(str, self.stated))
        return self.change.identity + (f" ({names})" if names else "")


def effects(gene: GeneModel, changes: Iterable[NamedChange]) -> Mapping[str, Effect]:
    """The effect of each variant of a gene, by its identity; those of one codon narrow each other."""
    found: dict[str, Effect] = {}
    codons: dict[int, list[_Sited]] = defaultdict(list)
    for change in changes:
        exchange, stated = Exchange.of(change.coding), _standing(change, gene)
        amino = gene.residue(exchange.number) if exchange else None
        if exchange is None or amino is None:
            found[change.identity] = Effect(stated=stated)
            continue
        own = with_bases(codons_of(amino), exchange.number, stated_bases(change.coding))
        made = {name.inserted[0] for name in stated if name.kind == "substitution"}
        left = frozenset(codon for codon in own if not made or exchange.made(codon) in made)
        codons[exchange.number].append(_Sited(change, exchange, own, left, stated))
    for sited in codons.values():
        found |= {one.change.identity: _narrowed(gene, one, sited) for one in sited}
    return found


def _standing(change: NamedChange, gene: GeneModel) -> tuple[Protein, ...]:
    """The printed names that neither the sequence nor the coding name contradicts."""
    against = {name: {key for key, *_ in disagreements(change.coding, name, gene)} for name in change.printed}
    return tuple(name for name in change.printed if "protein" not in against[name])


def _narrowed(gene: GeneModel, one: _Sited, sited: Iterable[_Sited]) -> Effect:
    number = one.exchange.number
    residue = Residue(gene.residue(number) or "", number)
    if not one.own:
        told = next(disagreements(one.change.coding, None, gene))
        return Effect((), one.stated, told[2])
    called = "the stop" if residue.amino == STOP else residue.amino
    reason = f"residue {number} of {sequence_of(gene)} is {called}, so its codon is {either(one.own)}"
    codons, by = one.own, []
    # A change whose printed effect contradicts its coding name is in doubt itself, and narrows nothing.
    for other in sited:
        if other is not one and other.own and len(other.stated) == len(other.change.printed):
            fewer = codons & other.left
            if fewer == codons:
                continue
            if not fewer:
                reason += f"; {other} would leave none"
                continue
            codons = fewer
            by.append(other.change.identity)
            reason += f"; {other} leaves {either(fewer)}"
    made = {one.exchange.made(codon) for codon in codons}
    reason += f"; {one.change.coding} makes {either('a stop' if amino == STOP else amino for amino in made)} of it"
    return Effect(tuple(protein_name(residue, amino) for amino in sorted(made)), one.stated, reason, tuple(by))
