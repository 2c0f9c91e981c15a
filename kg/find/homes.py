"""Where a thing is at home: its successor, or what is the same and is described here; by the graph's own statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypeAlias

from kg.find.book import CONSIDER, NEAR, OF_GENE, REPLACED, SAME, Book
from kg.find.genes import MAKES
from kg.find.resolution import Named
from kg.names import contract

Home: TypeAlias = tuple[str, tuple[str, ...]]
_DEEPEST: Final = 5


@dataclass(frozen=True, slots=True)
class Homes:
    """The homes of a graph's things."""

    book: Book
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
        book, name = self.book, contract(iri)
        if iri in book.old:
            return self._after(iri)
        same = [one for one in book.into[SAME].get(iri, ()) if self._lives(one) and one != iri]
        if same or book.types.get(iri):
            return [(one, f"{name} is the same as {contract(one)} (skos:exactMatch)") for one in same]
        meant = [one for one in book.out[SAME].get(iri, ()) if self._lives(one)]
        if meant:
            return [(one, f"{name} is the same as {contract(one)} (skos:exactMatch)") for one in meant]
        return [(one, f"{contract(one)} codes for {book.label(iri)}") for one in book.into[MAKES].get(iri, ())]

    def _after(self, iri: str) -> list[tuple[str, str]]:
        """What became of an obsolete thing: its successors, else the one thing that is mapped to it."""
        name = contract(iri)
        after = self.book.out[REPLACED].get(iri, ())
        if after:
            return [(one, f"{name} is an old identifier and is read as {contract(one)}") for one in after]
        close = [one for one in self.book.into[NEAR[0]].get(iri, ()) if self._lives(one)]
        told = f"{name} is obsolete, and skos:closeMatch leads to it from"
        return [(close[0], f"{told} {contract(close[0])}")] if len(close) == 1 else []

    def _lives(self, iri: str) -> bool:
        """Whether it is described here, and not obsolete."""
        return bool(self.book.types.get(iri)) and iri not in self.book.old

    def around(self, iri: str) -> list[Named]:
        """What is only near a term of others, and what to consider for an obsolete one."""
        found = [self.named(one, "oio:consider") for one in self.book.out[CONSIDER].get(iri, ())]
        if not self.book.types.get(iri):
            for link in NEAR:
                found += [self.named(one, contract(link)) for one in self.book.into[link].get(iri, ())]
        return found

    def named(self, iri: str, why: str = "") -> Named:
        """A thing with its label and kind."""
        return Named(iri, self.book.label(iri), self.book.kind(iri), why)

    def without_genes(self, chosen: list[str]) -> tuple[list[str], tuple[str, ...]]:
        """A gene's aliases list the symbols of its diseases (NCBI Gene takes them from OMIM): the disease is meant."""
        held = self.book.out[OF_GENE]
        genes = {gene for one in chosen if self.book.kind(one) == "Disease" for gene in held.get(one, ())}
        rest = [one for one in chosen if one not in genes]
        listed = [contract(one) for one in chosen if one in genes]
        return rest, tuple(f"{one} lists the name of its disease as an alias" for one in listed)
