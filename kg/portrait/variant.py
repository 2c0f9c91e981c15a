"""Variants as a reader compares them: what each is called and does, where it lies, who carries it, who names it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from kg.analysis import Held
from kg.analysis.chosen import variants
from kg.find import Ref, VariantFilter
from kg.find.pattern import Writing
from kg.find.patterns import pattern
from kg.lexicon.spelling import PROLOGUE
from kg.names import contract
from kg.portrait.databases import Classified, CountedAlleles
from kg.portrait.variants_said import VariantsSaid

MISSENSE, TRUNCATING, SPLICE = "missense", "truncating", "splice"
OTHER, OPEN = "other", "not known"
CLASSES: Final = {TRUNCATING: "TruncatingVariant", SPLICE: "SpliceVariant", MISSENSE: "MissenseVariant"}
"""What a change does, in a word, by the class of ours that it follows to be of; the first that fits."""


@dataclass(frozen=True)
class VariantLine:
    """A variant in a list. Each part is worked out when it is wanted: of thousands, a page shows some."""

    ref: Ref
    said: VariantsSaid = field(repr=False, compare=False)

    @cached_property
    def gene(self) -> Ref | None:
        """The gene that it is a change of."""
        return next(iter(self.said.refs("kg:ofGene", self.ref.iri)), None)

    @cached_property
    def coding(self) -> str:
        """Its coding name, empty where none is known."""
        return next(iter(self.said.texts("kg:hgvsCoding", self.ref.iri)), "")

    @cached_property
    def protein(self) -> tuple[str, ...]:
        """What it does to the protein, as HGVS writes it."""
        return self.said.texts("kg:hgvsProtein", self.ref.iri)

    @cached_property
    def effect(self) -> str:
        """The word of `CLASSES` that fits."""
        fits = (word for word, name in CLASSES.items() if self.said.typed(name, self.ref.iri))
        return next(fits, OTHER if self.consequences else OPEN)

    @cached_property
    def consequences(self) -> tuple[Ref, ...]:
        """What it does, in the words of the Sequence Ontology."""
        return self.said.refs("kg:consequence", self.ref.iri)

    @cached_property
    def open(self) -> tuple[str, ...]:
        """Why it is open what it does."""
        return self.said.texts("kg:consequenceOpen", self.ref.iri)

    @cached_property
    def residues(self) -> tuple[int, ...]:
        """Where on the protein it begins and ends."""
        return tuple(sorted(int(one) for one in self.said.texts("kg:residue", self.ref.iri)))

    @cached_property
    def exons(self) -> tuple[Ref, ...]:
        """The exons it lies in."""
        return self.said.refs("kg:inExon", self.ref.iri)

    @cached_property
    def introns(self) -> tuple[Ref, ...]:
        """The introns it lies in."""
        return self.said.refs("kg:inIntron", self.ref.iri)

    @cached_property
    def domains(self) -> tuple[Ref, ...]:
        """The domains it touches, the narrowest first."""
        return tuple(sorted(self.said.refs("kg:inDomain", self.ref.iri), key=lambda one: self.said.width(one.iri)))

    @cached_property
    def people(self) -> tuple[Ref, ...]:
        """Who is described with it."""
        return self.said.people.refs(self.said.carriers(self.ref.iri))

    @cached_property
    def twice(self) -> int:
        """How many of these may be told of by another paper too."""
        return self.said.twice(self.ref.iri)

    @cached_property
    def papers(self) -> tuple[Ref, ...]:
        """The papers that name it, with a person or without."""
        return self.said.papers(self.ref.iri)

    @cached_property
    def classified(self) -> tuple[Classified, ...]:
        """How databases classify it."""
        return self.said.classified(self.ref.iri)

    @cached_property
    def counted(self) -> tuple[CountedAlleles, ...]:
        """How often databases counted it."""
        return self.said.counted(self.ref.iri)

    @cached_property
    def doubts(self) -> tuple[Ref, ...]:
        """What is in doubt of it."""
        return self.said.refs("kg:hasDoubt", self.ref.iri)

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
    return tuple(held.people.iris[one] for one in variants(held, where).nonzero()[0])


def variants_query(held: Held, where: VariantFilter) -> str:
    """The query that asks for them, with their people and papers counted. Raises `UnknownName`."""
    return f"""{PROLOGUE}
SELECT ?variant ?label (COUNT(DISTINCT ?person) AS ?people) (COUNT(DISTINCT ?paper) AS ?papers) WHERE {{
  {{ SELECT DISTINCT ?x WHERE {{ {pattern(Writing(held.names), where)} }} }}
  ?x rdfs:label ?label . BIND(?x AS ?variant)
  OPTIONAL {{ ?person kg:hasVariant ?x }}
  OPTIONAL {{ ?named kg:ofVariant ?x ; kg:reportedIn ?paper }}
}} GROUP BY ?variant ?label ORDER BY ?variant"""


def variant_lines(held: Held, iris: Iterable[str]) -> tuple[VariantLine, ...]:
    """Some variants, in their order; what is asked of the graph for one is asked for all that come with it."""
    said = VariantsSaid(held)
    return tuple(VariantLine(Ref(iri, said.label(iri)), said) for iri in iris)


def read_together(lines: Sequence[VariantLine]) -> Sequence[VariantLine]:
    """The same, with what databases say of them read at once."""
    if lines:
        lines[0].said.read(line.ref.iri for line in lines)
    return lines
