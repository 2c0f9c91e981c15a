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
    about = held.people.having("rdf:type", iri) | held.people.having("kg:excludes", iri)
    by_class = Frequencies(by=Group.VARIANT_CLASS)
    who = chosen(held, by_class.who)
    return TermPortrait(
        facts=term_facts(held.engine, iri),
        carriers=_carriers(held, number, about),
        rows={one: _row(held, one, number, about) for one in Population},
        methods=tuple(_methods(held, iri, about)),
        classes=frequency_rows(Counts.of(held.people, who, Group.VARIANT_CLASS, about), [number]),
        signs=tuple(_signs(held, iri)),
    )


def _carriers(held: Held, term: int, about: Mask) -> Frequency | None:
    """Of affected carriers; observations that are not `about` the term need not be counted for it."""
    for row in frequency_rows(Counts.of(held.people, chosen(held, _AFFECTED), seen=about), [term]):
        return Frequency(
            by=Group.ALL, group=None, term=row.term, present=row.present, absent=row.absent, cases=row.cases
        )
    return None


def _row(held: Held, population: Population, term: int, about: Mask) -> tuple[int, FrequencyRow | None]:
    who = chosen(held, Frequencies(population=population).who)
    rows = frequency_rows(Counts.of(held.people, who, seen=about), [term])
    return int(who.sum()), next(iter(rows), None)


def _methods(held: Held, iri: str, about: Mask) -> Iterator[tuple[Ref, FrequencyRow, tuple[AtlasPlace, ...]]]:
    """Of everybody: a row for each way of looking, and where the finding lies."""
    people, asked = held.people, Frequencies(population=Population.EVERYBODY)
    who = chosen(held, asked.who)
    term = people.number[iri]
    for way in ways(held, SeenHow(term=iri, asked=asked)):
        looked = Looked.at(people, who, people.having("kg:modality", way.term.iri) & about, [term])
        for row in looked.rows():
            yield way.term, row, tuple(looked.places())


def _signs(held: Held, iri: str) -> Iterator[TermSign]:
    phrases = {word.iri: str(word) for words in LOOKS.values() for word in words}
    for one in signs(held.engine):
        if one.term == iri:
            yield TermSign(one.disease, one.absent, phrases.get(one.look or "", ""))
