"""Variants as a reader compares them: what each is called and does, where it lies, who carries it, who names it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from kg.analysis import Held, People
from kg.analysis.counted_twice import alike, once
from kg.find import Listing, Ref, Said, VariantFilter, page, stated
from kg.find.pattern import Writing
from kg.find.patterns import pattern
from kg.lexicon.spelling import PROLOGUE
from kg.names import KG, contract
from kg.portrait.databases import Classified, CountedAlleles, classifieds, counteds

MISSENSE, TRUNCATING, SPLICE = "missense", "truncating", "splice"
OTHER, OPEN = "other", "not known"
CLASSES: Final = {TRUNCATING: "TruncatingVariant", SPLICE: "SpliceVariant", MISSENSE: "MissenseVariant"}
"""What a change does, in a word, by the class of ours that it follows to be of; the first that fits."""
_MOST: Final = 10_000
_OF: Final = frozenset(
    {
        *("rdfs:label", "kg:hgvsCoding", "kg:hgvsProtein", "kg:consequenceOpen", "kg:residue"),
        *("^kg:classificationOf", "^kg:frequencyOf"),
    }
)
"""What is asked of the graph; the rest stands in the matrices of people, which hold thousands of variants as well."""
_SPAN: Final = frozenset({"kg:firstResidue", "kg:lastResidue"})


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantLine:
    """A variant in a list. `people` are those described with it, of whom `twice` may be told of by another paper too.

    `effect` is the word of `CLASSES` that fits; `domains` are those it touches, the narrowest first; `papers` name it,
    with a person or without.
    """

    ref: Ref
    gene: Ref | None
    coding: str
    protein: tuple[str, ...]
    effect: str
    consequences: tuple[Ref, ...]
    open: tuple[str, ...]
    residues: tuple[int, ...]
    exons: tuple[Ref, ...]
    introns: tuple[Ref, ...]
    domains: tuple[Ref, ...]
    people: tuple[Ref, ...]
    twice: int
    papers: tuple[Ref, ...]
    classified: tuple[Classified, ...]
    counted: tuple[CountedAlleles, ...]
    doubts: tuple[Ref, ...]

    @property
    def name(self) -> str:
        """As doctors say it: the protein's change where one is known, else, and in introns, the coding name."""
        named = len(self.protein) == 1 and not (self.introns and self.coding)
        return self.protein[0] if named else self.coding or self.short

    @property
    def short(self) -> str:
        """Its label without the gene."""
        return self.ref.label.removeprefix(f"{self.gene.label} ") if self.gene else self.ref.label

    @property
    def both(self) -> str:
        """Protein and coding name, as far as there are both."""
        return ", ".join(dict.fromkeys([*self.protein, self.coding or self.short]))

    @property
    def doubtful(self) -> bool:
        """Whether anything of it is in doubt, or what it does is open."""
        return bool(self.doubts or self.open)

    @property
    def asked(self) -> str:
        """How an address asks for it."""
        return f"{self.gene.label}:{self.coding}" if self.gene and self.coding else contract(self.ref.iri)


def chosen_variants(held: Held, where: VariantFilter) -> tuple[str, ...]:
    """Those that meet a filter, by IRI. Raises `UnknownName`."""
    return tuple(iri for _, iri in page(held.names, Listing(where), _MOST).keys)


def variants_query(held: Held, where: VariantFilter) -> str:
    """The query that asks for them, with their people and papers counted. Raises `UnknownName`."""
    return f"""{PROLOGUE}
SELECT ?variant ?label (COUNT(DISTINCT ?person) AS ?people) (COUNT(DISTINCT ?paper) AS ?papers) WHERE {{
  {{ SELECT DISTINCT ?x WHERE {{ {pattern(Writing(held.names), where)} }} }}
  ?x rdfs:label ?label . BIND(?x AS ?variant)
  OPTIONAL {{ ?person kg:hasVariant ?x }}
  OPTIONAL {{ ?named kg:ofVariant ?x ; kg:reportedIn ?paper }}
}} GROUP BY ?variant ?label ORDER BY ?variant"""


def variant_lines(held: Held, iris: Sequence[str]) -> tuple[VariantLine, ...]:
    """What is known of some variants, in their order: four queries, whatever their number."""
    said = stated(held.engine, ((iri, _OF) for iri in iris))
    classified = classifieds(held.engine, _all(said, "^kg:classificationOf"))
    counted = counteds(held.engine, _all(said, "^kg:frequencyOf"))
    linked = _Linked(held.people)
    wide = _widths(held, {one.iri for iri in iris for one in linked.refs("kg:inDomain", iri)})
    effects, carriers = _effects(held.people, iris), _carriers(held.people, iris)
    return tuple(_line(said[iri], linked, effects, carriers[iri], classified, counted, wide) for iri in iris)


class _Linked:
    """Where properties lead from variants, and who names them, by the matrices of people."""

    def __init__(self, people: People) -> None:
        self.people, self.naming = people, people.links["kg:ofVariant"].T.tocsr()

    def refs(self, name: str, iri: str) -> tuple[Ref, ...]:
        """The things that a property leads to, by IRI."""
        number = self.people.number.get(iri)
        return () if number is None else self.people.refs(_row(self.people.links[name], number))

    def papers(self, iri: str) -> tuple[Ref, ...]:
        """The papers that name it, with a person or without."""
        number, reported = self.people.number.get(iri), self.people.links["kg:reportedIn"]
        named = () if number is None else _row(self.naming, number)
        return self.people.refs(sorted({paper for one in named for paper in _row(reported, one)}))


def _row(matrix: Any, number: int) -> list[int]:
    found: list[int] = sorted(matrix.indices[matrix.indptr[number] : matrix.indptr[number + 1]].tolist())
    return found


def _widths(held: Held, domains: Iterable[str]) -> dict[str, float]:
    """How many residues each domain has."""
    spans = stated(held.engine, ((iri, _SPAN) for iri in dict.fromkeys(domains)))
    ends = ((iri, one.number("kg:firstResidue"), one.number("kg:lastResidue")) for iri, one in spans.items())
    return {iri: last - first for iri, first, last in ends if first is not None and last is not None}


def _all(said: Mapping[str, Said], name: str) -> list[str]:
    return [one.iri for line in said.values() for one in line.refs(name)]


def _line(
    said: Said,
    linked: _Linked,
    effects: Mapping[str, str],
    carriers: tuple[tuple[Ref, ...], int],
    classified: Mapping[str, Classified],
    counted: Mapping[str, CountedAlleles],
    wide: Mapping[str, float],
) -> VariantLine:
    consequences = linked.refs("kg:consequence", said.iri)
    people, twice = carriers
    return VariantLine(
        ref=Ref(said.iri, said.label),
        gene=next(iter(linked.refs("kg:ofGene", said.iri)), None),
        coding=said.text("kg:hgvsCoding") or "",
        protein=said.texts("kg:hgvsProtein"),
        effect=effects.get(said.iri, OTHER if consequences else OPEN),
        consequences=consequences,
        open=said.texts("kg:consequenceOpen"),
        residues=tuple(sorted(int(one) for one in said.texts("kg:residue"))),
        exons=linked.refs("kg:inExon", said.iri),
        introns=linked.refs("kg:inIntron", said.iri),
        domains=tuple(sorted(linked.refs("kg:inDomain", said.iri), key=lambda one: wide.get(one.iri, float("inf")))),
        people=people,
        twice=twice,
        papers=linked.papers(said.iri),
        classified=tuple(classified[one.iri] for one in said.refs("^kg:classificationOf")),
        counted=tuple(counted[one.iri] for one in said.refs("^kg:frequencyOf")),
        doubts=linked.refs("kg:hasDoubt", said.iri),
    )


def _effects(people: People, iris: Iterable[str]) -> dict[str, str]:
    masks = [(word, people.typed(KG + name)) for word, name in CLASSES.items()]
    numbers = ((iri, people.number[iri]) for iri in iris if iri in people.number)
    found = ((iri, next((word for word, mask in masks if mask[number]), None)) for iri, number in numbers)
    return {iri: word for iri, word in found if word}


def _carriers(people: People, iris: Iterable[str]) -> dict[str, tuple[tuple[Ref, ...], int]]:
    """Who is described with each, and how many of them may be somebody of another paper who has it too."""
    carried, same = people.links["kg:hasVariant"].T.tocsr(), alike(people)
    linked = np.diff(same.indptr) > 0
    found: dict[str, tuple[tuple[Ref, ...], int]] = {}
    for iri in iris:
        if iri not in people.number:
            found[iri] = (), 0
            continue
        row = people.number[iri]
        numbers = np.sort(carried.indices[carried.indptr[row] : carried.indptr[row + 1]])
        twice = 0
        if len(numbers) > 1 and linked[numbers].any() and same[numbers][:, numbers].nnz:
            who = np.zeros(len(people.iris), dtype=bool)
            who[numbers] = True
            twice = len(once(people, who)[1])
        found[iri] = people.refs(numbers.tolist()), twice
    return found
