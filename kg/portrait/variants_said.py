"""What the graph says of all variants: from the matrices of people, and what these lack, one property of all at a time.

A variant that may be the same as thousands has as many statements: asked for by its IRI, each of them is passed by.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Final

import numpy as np

from kg.analysis import Held
from kg.analysis.counted_twice import alike, once
from kg.analysis.people import Mask, Matrix
from kg.find import Ref, stated
from kg.find.pattern import INFERRED
from kg.lexicon.spelling import PROLOGUE
from kg.names import KG, contract
from kg.portrait.databases import Classified, CountedAlleles, classifieds, counteds

_SPAN: Final = frozenset({"kg:firstResidue", "kg:lastResidue"})


class VariantsSaid:
    """Each part is read when it is first wanted, for all variants at once."""

    def __init__(self, held: Held) -> None:
        self.people, self._engine = held.people, held.engine
        self._values: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._classified: dict[str, Classified] = {}
        self._counted: dict[str, CountedAlleles] = {}

    def texts(self, name: str, iri: str) -> tuple[str, ...]:
        """What is stated of a variant with a property, sorted; with `^` in front, what leads to it by that."""
        if name not in self._values:
            self._values[name] = self._all(name)
        return self._values[name].get(iri, ())

    def _all(self, name: str) -> Mapping[str, tuple[str, ...]]:
        link = name.removeprefix("^")
        pattern = f"?o {link} ?s" if name.startswith("^") else f"?s {link} ?o"
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._engine.rows(
            f"{PROLOGUE} SELECT ?s ?o WHERE {{ GRAPH ?g {{ {pattern} }} FILTER(?g != {INFERRED}) }}"
        ):
            found[row["s"].value].add(row["o"].value)
        return {iri: tuple(sorted(values)) for iri, values in found.items()}

    def label(self, iri: str) -> str:
        """What it is called."""
        number = self.people.number.get(iri)
        return contract(iri) if number is None else self.people.ref(number).label

    def refs(self, name: str, iri: str) -> tuple[Ref, ...]:
        """The things that a property leads to, by IRI."""
        number = self.people.number.get(iri)
        return () if number is None else self.people.refs(_row(self.people.links[name], number))

    def papers(self, iri: str) -> tuple[Ref, ...]:
        """The papers that name it, with a person or without."""
        number, reported = self.people.number.get(iri), self.people.links["kg:reportedIn"]
        named = () if number is None else _row(self._naming, number)
        return self.people.refs(sorted({paper for one in named for paper in _row(reported, one)}))

    def carriers(self, iri: str) -> list[int]:
        """Who is described with it, by their numbers."""
        number = self.people.number.get(iri)
        return [] if number is None else _row(self._carried, number)

    def twice(self, iri: str) -> int:
        """How many of these may be somebody of another paper who has it too."""
        numbers = self.carriers(iri)
        if len(numbers) < 2 or not self._linked[numbers].any() or not self._same[numbers][:, numbers].nnz:
            return 0
        who = np.zeros(len(self.people.iris), dtype=bool)
        who[numbers] = True
        return len(once(self.people, who)[1])

    def typed(self, name: str, iri: str) -> bool:
        """Whether it follows to be of a class of ours."""
        number = self.people.number.get(iri)
        if number is None:
            return False
        if name not in self._masks:
            self._masks[name] = self.people.typed(KG + name)
        return bool(self._masks[name][number])

    def width(self, domain: str) -> float:
        """How many residues a domain has; endless where nothing says."""
        return self._widths.get(domain, float("inf"))

    def read(self, iris: Iterable[str]) -> None:
        """What databases say of some variants, for all of them at once."""
        wanted = list(iris)
        new = {one for iri in wanted for one in self.texts("^kg:classificationOf", iri)} - self._classified.keys()
        self._classified |= classifieds(self._engine, sorted(new))
        new = {one for iri in wanted for one in self.texts("^kg:frequencyOf", iri)} - self._counted.keys()
        self._counted |= counteds(self._engine, sorted(new))

    def classified(self, iri: str) -> tuple[Classified, ...]:
        """How databases classify it."""
        self.read([iri])
        return tuple(self._classified[one] for one in self.texts("^kg:classificationOf", iri))

    def counted(self, iri: str) -> tuple[CountedAlleles, ...]:
        """How often databases counted it."""
        self.read([iri])
        return tuple(self._counted[one] for one in self.texts("^kg:frequencyOf", iri))

    @cached_property
    def _masks(self) -> dict[str, Mask]:
        return {}

    @cached_property
    def _naming(self) -> Matrix:
        return self.people.links["kg:ofVariant"].T.tocsr()

    @cached_property
    def _carried(self) -> Matrix:
        return self.people.links["kg:hasVariant"].T.tocsr()

    @cached_property
    def _same(self) -> Matrix:
        return alike(self.people)

    @cached_property
    def _linked(self) -> Mask:
        found: Mask = np.diff(self._same.indptr) > 0
        return found

    @cached_property
    def _widths(self) -> Mapping[str, float]:
        domains = self.people.behind("kg:inDomain", self.people.typed(KG + "Variant").nonzero()[0])
        spans = stated(self._engine, ((one.iri, _SPAN) for one in domains))
        ends = ((iri, one.number("kg:firstResidue"), one.number("kg:lastResidue")) for iri, one in spans.items())
        return {iri: last - first for iri, first, last in ends if first is not None and last is not None}


def _row(matrix: Any, number: int) -> list[int]:
    found: list[int] = sorted(matrix.indices[matrix.indptr[number] : matrix.indptr[number + 1]].tolist())
    return found
