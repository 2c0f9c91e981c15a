"""Where a thing is at home: its successor, or what is the same and is described here; by the graph's own statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypeAlias

from kg.lexicon.held import Held
from kg.lexicon.layout import MAKES
from kg.lexicon.reading import CONSIDER, NEAR, OF_GENE, REPLACED, SAME
from kg.lexicon.resolution import Named
from kg.names import contract

Home: TypeAlias = tuple[str, tuple[str, ...]]
_DEEPEST: Final = 5


@dataclass(frozen=True, slots=True)
class Homes:
    """The homes of a graph's things."""

    held: Held
    _known: dict[str, tuple[Home, ...]] = field(default_factory=dict)

    def of(self, iri: str) -> tuple[Home, ...]:
        """Where a thing is at home, each with the steps that led there; itself without steps, mostly."""
        if iri not in self._known:
            self._known[iri] = tuple(self._homed(iri, (), _DEEPEST))
        return self._known[iri]

    def _homed(self, iri: str, told: tuple[str, ...], depth: int) -> list[Home]:
        steps = self._steps(iri) if depth else []
        return [home for to, why in steps for home in self._homed(to, (*told, why), depth - 1)] or [(iri, told)]

    def _steps(self, iri: str) -> list[tuple[str, str]]:
        held, name, own = self.held, contract(iri), self.held.thing(iri)
        if own and own.old:
            return self._after(iri)
        same = [one for one in held.into(SAME, iri) if held.lives(one) and one != iri]
        if not same and not (own and own.kinds):
            same = [one for one in held.out(SAME, iri) if held.lives(one)]
            if not same:
                return [(one, f"{contract(one)} codes for {self._label(iri)}") for one in held.into(MAKES, iri)]
        return [(one, f"{name} is the same as {contract(one)} (skos:exactMatch)") for one in same]

    def _label(self, iri: str) -> str:
        own = self.held.thing(iri)
        return own.label if own and own.label else contract(iri)

    def _after(self, iri: str) -> list[tuple[str, str]]:
        """What became of an obsolete thing: its successors, else the one thing that is mapped to it."""
        name, after = contract(iri), self.held.out(REPLACED, iri)
        if after:
            return [(one, f"{name} is an old identifier and is read as {contract(one)}") for one in after]
        close = [one for one in self.held.into(NEAR[0], iri) if self.held.lives(one)]
        told = f"{name} is obsolete, and skos:closeMatch leads to it from"
        return [(close[0], f"{told} {contract(close[0])}")] if len(close) == 1 else []

    def around(self, iri: str) -> list[Named]:
        """What is only near a term of others, and what to consider for an obsolete one."""
        found = [self.held.named(one, "oio:consider") for one in self.held.out(CONSIDER, iri)]
        own = self.held.thing(iri)
        if not (own and own.kinds):
            for link in NEAR:
                found += [self.held.named(one, contract(link)) for one in self.held.into(link, iri)]
        return found

    def without_genes(self, chosen: list[str]) -> tuple[list[str], tuple[str, ...]]:
        """A gene's aliases list the symbols of its diseases (NCBI Gene takes them from OMIM): the disease is meant."""
        kinds = {one: known.kinds for one in chosen if (known := self.held.thing(one))}
        genes = {gene for one, own in kinds.items() if "Disease" in own for gene in self.held.out(OF_GENE, one)}
        rest = [one for one in chosen if one not in genes]
        listed = [contract(one) for one in chosen if one in genes]
        return rest, tuple(f"{one} lists the name of its disease as an alias" for one in listed)
