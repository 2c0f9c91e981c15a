"""Why criteria make of a person what they do: the verdict, and the statements that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.analysis.categories import Categories, CategoryRow, categories
from kg.analysis.held import Held
from kg.analysis.verdicts import items
from kg.errors import UnknownName
from kg.find.criteria import ages, criteria
from kg.find.why import explain_all, full
from kg.names import contract, mint, term
from kg.release import Release
from kg.triples.terms import Triple, iri

_ROOM: Final = mint("reference", "diagnosticcriteria") + "/"
_FACTS: Final = ("kg:hasFinding", "kg:hasExcludedFinding", "kg:hasGenotype")


def is_criteria(name: str) -> bool:
    """Whether a name can be one of criteria: an id such as toy2001, or an IRI; classes begin with a capital letter."""
    return (name[:1].islower() and ":" not in name) or full(name).startswith(_ROOM)


def judged(release: Release, person: str, name: str, hpo: Path) -> Iterator[str]:
    """The verdict of a set of criteria on a person, in words and down to what papers say. Raises `UnknownName`."""
    held, case = Held.of_release(release), full(person)
    found = categories(held, Categories(criteria=(name,))).rows
    row = next((one for one in found if isinstance(one, CategoryRow) and one.case.iri == case), None)
    if row is None:
        raise UnknownName(
            f"no person here is called {person!r}; right would be as in case:pmid-0000001/toy-woman", person
        )
    yield f"{contract(case)} ({row.case.label}): {row.verdict}    [{row.criteria.label}]"
    yield from (f"  {part}" for part in row.why.split("; ") if part)
    rests_on = [*_facts(held, row), *_ages(held, row)]
    yield from (f"  {line}" for line in explain_all(release, rests_on, hpo))


def _facts(held: Held, row: CategoryRow) -> Iterator[Triple]:
    """The findings and genotypes that a verdict rests on."""
    people, case = held.people, row.case.iri
    for fact in row.decided_by:
        for link in _FACTS:
            if people.links[link][people.number[case], people.number[fact.iri]]:
                yield case, term(link.removeprefix("kg:")), iri(fact.iri)


def _ages(held: Held, row: CategoryRow) -> Iterator[Triple]:
    """What tells when the person fell ill, where that is asked and known."""
    asked = {item.ref for one in criteria(held.engine) for each in one.categories for item in items(each) if item.onset}
    if asked & {*row.met, *row.not_met}:
        for name, value in ages(held.engine, row.case.iri):
            yield row.case.iri, name, value
