"""Where a thing is at home: its successor, or what is the same and is described here; by the graph's own statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypeAlias

from kg.lexicon.held import HeldNames
from kg.lexicon.kinds import Kind
from kg.lexicon.layout import MAKES
from kg.lexicon.reading import CONSIDER, NEAR, OF_GENE, REPLACED, SAME
from kg.lexicon.remembered import Remembered
from kg.lexicon.resolution import Named, Resolution, Way
from kg.names import contract

Home: TypeAlias = tuple[str, tuple[str, ...]]
_DEEPEST: Final = 5


@dataclass(frozen=True, slots=True)
class Homes:
    """The homes of a graph's things."""

    held: HeldNames
    _known: Remembered[tuple[Home, ...]] = field(default_factory=Remembered)

    def of(self, iri: str) -> tuple[Home, ...]:
        """Where a thing is at home, each with the steps that led there; itself without steps, mostly."""
        return self._known.of(iri, lambda iri: tuple(self._homed(iri, (), _DEEPEST)))

    def _homed(self, iri: str, told: tuple[str, ...], depth: int) -> list[Home]:
        steps = self._steps(iri) if depth else []
        return [home for to, why in steps for home in self._homed(to, (*told, why), depth - 1)] or [(iri, told)]

    def _steps(self, iri: str) -> list[tuple[str, str]]:
        held, name = self.held, contract(iri)
        if held.old(iri):
            return self._after(iri)
        same = [one for one in held.into(SAME, iri) if held.lives(one) and one != iri]
        if not same and not held.kinds(iri):
            same = [one for one in held.out(SAME, iri) if held.lives(one)]
            if not same:
                return [(one, f"{contract(one)} codes for {held.named(iri).label}") for one in held.into(MAKES, iri)]
        return [(one, f"{name} is the same as {contract(one)} (skos:exactMatch)") for one in same]

    def _after(self, iri: str) -> list[tuple[str, str]]:
        """What became of an obsolete thing: its successors, else the one thing that is mapped to it."""
        name, after = contract(iri), self.held.out(REPLACED, iri)
        if after:
            return [(one, f"{name} is an old identifier and is read as {contract(one)}") for one in after]
        close = [one for one in self.held.into(NEAR[0], iri) if self.held.lives(one)]
        told = f"{name} is obsolete, and skos:closeMatch leads to it from"
        return [(close[0], f"{told} {contract(close[0])}")] if len(close) == 1 else []

    def settled(self, asked: str, way: Way, kind: Kind | None) -> Resolution | None:
        """The one thing, when what was found comes home to one; else all of them. None where it is none of the kind."""
        homes: dict[str, tuple[int, tuple[str, ...]]] = {}
        for rank, iri in sorted(way.found):
            # Whoever asks for a term by its own id means that term, whatever else is the same.
            own = asked in (iri, contract(iri)) and self.held.lives(iri)
            itself = kind is not None and own and self.held.is_a(iri, kind)
            for home, told in [(iri, ())] if itself else self.of(iri):
                if kind and not self.held.is_a(home, kind):
                    continue
                if home not in homes or (rank, len(told)) < (homes[home][0], len(homes[home][1])):
                    homes[home] = rank, told
        if not homes:
            return None
        best = min(rank for rank, _ in homes.values())
        chosen, aside = self.without_genes([home for home, (rank, _) in homes.items() if rank == best])
        named = self.held.named
        if len(chosen) > 1:
            return Resolution(asked, None, way.told, tuple(map(named, chosen)))
        others = [named(one) for one in homes if one not in chosen and self.held.kinds(one)]
        rewrites = (*way.told, *homes[chosen[0]][1], *aside)
        return Resolution(asked, named(chosen[0]), rewrites, (*others, *self.around(chosen[0])))

    def around(self, iri: str) -> list[Named]:
        """What is only near a term of others, and what to consider for an obsolete one."""
        found = [self.held.named(one, "oio:consider") for one in self.held.out(CONSIDER, iri)]
        if not self.held.kinds(iri):
            for link in NEAR:
                found += [self.held.named(one, contract(link)) for one in self.held.into(link, iri)]
        return found

    def without_genes(self, chosen: list[str]) -> tuple[list[str], tuple[str, ...]]:
        """A gene's aliases list the symbols of its diseases (NCBI Gene takes them from OMIM): the disease is meant."""
        diseases = [one for one in chosen if "Disease" in self.held.kinds(one)]
        genes = {gene for one in diseases for gene in self.held.out(OF_GENE, one)}
        rest = [one for one in chosen if one not in genes]
        listed = [contract(one) for one in chosen if one in genes]
        return rest, tuple(f"{one} lists the name of its disease as an alias" for one in listed)
