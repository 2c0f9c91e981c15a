"""A finding as a term: what it means, in how many people it is there, and how they were looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.analysis import Held
from kg.analysis.chosen import chosen
from kg.analysis.counts import Counts
from kg.analysis.frequencies import Frequencies, FrequencyRow, frequency_rows
from kg.analysis.people import Mask
from kg.analysis.population import Population
from kg.analysis.tables import counted
from kg.find import CaseFilter, Frequency, GeneticStatus, Group, Ref
from kg.find.diseases import signs
from kg.find.terms import TermFacts, term_facts
from kg.model.words import LOOKS
from kg.portrait.looked import AtlasPlace, Looked
from kg.portrait.seen import SeenHow, ways

_AFFECTED: Final = CaseFilter(affected=True, genetic_status=(GeneticStatus.CONFIRMED,))


@dataclass(frozen=True, slots=True)
class TermSign:
    """A disease with which this one is confused, and whether the finding speaks for it; `look` as it must look."""

    disease: Ref
    absent: bool
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPortrait:
    """`rows` by population, None where nothing is said in it; `methods` are rows of ways of looking, with places."""

    facts: TermFacts
    carriers: Frequency | None
    rows: Mapping[Population, tuple[int, FrequencyRow | None]]
    methods: tuple[tuple[Ref, FrequencyRow, tuple[AtlasPlace, ...]], ...]
    classes: tuple[FrequencyRow, ...]
    signs: tuple[TermSign, ...]

    @property
    def known(self) -> bool:
        """Whether anything is said of it in anybody."""
        return any(row for _, row in self.rows.values())


def term_portrait(held: Held, iri: str) -> TermPortrait:
    """That of a term of HPO; only its meaning and place where nobody is told to have it, or not to."""
    number = held.people.number.get(iri)
    if number is None:
        return TermPortrait(
            facts=term_facts(held.engine, iri), carriers=None, rows={}, methods=(), classes=(), signs=()
        )
    counts = counted(held, _AFFECTED, terms=(iri,))
    by_class = Frequencies(by=Group.VARIANT_CLASS)
    who = chosen(held, by_class.who)
    return TermPortrait(
        facts=term_facts(held.engine, iri),
        carriers=next(iter(counts), None),
        rows={one: _row(held, one, iri) for one in Population},
        methods=tuple(_methods(held, iri, number)),
        classes=frequency_rows(Counts.of(held.people, who, Group.VARIANT_CLASS, _about(held, iri)), [number]),
        signs=tuple(_signs(held, iri)),
    )


def _about(held: Held, iri: str) -> Mask:
    """The observations that say anything of a term: no others need be counted for it."""
    return held.people.having("rdf:type", iri) | held.people.having("kg:excludes", iri)


def _row(held: Held, population: Population, iri: str) -> tuple[int, FrequencyRow | None]:
    who = chosen(held, Frequencies(population=population).who)
    rows = frequency_rows(Counts.of(held.people, who, seen=_about(held, iri)), [held.people.number[iri]])
    return int(who.sum()), next(iter(rows), None)


def _methods(held: Held, iri: str, term: int) -> Iterator[tuple[Ref, FrequencyRow, tuple[AtlasPlace, ...]]]:
    """Of everybody: a row for each way of looking, and where the finding lies."""
    people, asked = held.people, Frequencies(population=Population.EVERYBODY)
    who = chosen(held, asked.who)
    mine = _about(held, iri)
    for way in ways(held, SeenHow(term=iri, asked=asked)):
        looked = Looked.at(people, who, people.having("kg:modality", way.term.iri) & mine, [term])
        for row in looked.rows():
            yield way.term, row, tuple(looked.places())


def _signs(held: Held, iri: str) -> Iterator[TermSign]:
    phrases = {word.iri: str(word) for words in LOOKS.values() for word in words}
    for one in signs(held.engine):
        if one.term == iri:
            yield TermSign(one.disease, one.absent, phrases.get(one.look or "", ""))
