"""The case matrix: people by findings in three states, or one person beside those most like them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from api.drawings.matrix import matrix_plan
from api.errors import Refusal
from api.pages.literal import literal
from api.pages.people import first_way, form, order
from api.pages.sieve import FILTERS, Sieve, sieve
from api.pages.turns import Turns
from api.pages.wanted import Wanted
from api.view import Drawing, Sheet, View
from kg.analysis import Held
from kg.analysis.chosen import named
from kg.find import CaseFilter, Group, Ref
from kg.find.by_person import states_query
from kg.lexicon import Kind
from kg.portrait.matrix import CaseGrid, ToldOf, grid, most_alike, states
from kg.portrait.people import ListedPerson, PeopleOrder, described, ordered
from kg.portrait.sought import met

ROWS: Final = 50
COLUMNS: Final = 30
_ALIKE: Final = 15
"""People beside the one that is looked at."""
_SAYS: Final = (
    "People in rows, findings in columns. Filled: seen. Open with a stroke: looked for and not seen. "
    "A dot or nothing: not reported, which never means absent."
)


@dataclass(frozen=True, slots=True)
class MatrixRows:
    """Rows under one head: a variant or a paper; None where people are ordered by something else."""

    head: str
    rows: tuple[tuple[ListedPerson, Any], ...]


def matrix(wanted: Wanted) -> View:
    """People by findings."""
    wanted.only(*FILTERS, "sort", "page", "terms", "columns")
    who, held = sieve(wanted, but=("case",)), wanted.held
    told = ToldOf.of(held, met(held, who.sought))
    by, descending = order(wanted, "genotype")
    one = _one(held, wanted.text("case"))
    own = told if one is None else ToldOf.of(held, held.people.mask((held.people.iris[one],)))
    terms = _terms(wanted, own)
    sideways = Turns.of(wanted, len(terms), COLUMNS, "columns")
    columns = terms[sideways.shown]
    numbers = ordered(held, told.counted.who, by, descending) if one is None else most_alike(told, one, terms, _ALIKE)
    turns = Turns.of(wanted, len(numbers), ROWS)
    rows = numbers[turns.shown]
    found, people = grid(told, rows, columns), tuple(described(held.people, rows))
    title = "People by findings" if one is None else f"{held.people.ref(one).label} beside those most alike"
    return View(
        template="matrix.html",
        title=title,
        path=wanted.permalink,
        sheet=Sheet(
            columns=("person", "name", *(held.people.ref(each).label for each in columns)),
            rows=_rows(told, one, numbers, columns),
        ),
        sparql=_sparql(held, who, numbers if one is not None or who.sought.normal else None, columns),
        graphql=_graphql(held, who, rows, columns),
        drawing=_drawing(title, found, people),
        values={
            **form(wanted, who),
            "found": found,
            "bands": [(system, len([*some])) for system, some in groupby(each.system for each in found.columns)],
            "blocks": tuple(_blocks(people, found, by if one is None else None)),
            "turns": turns,
            "sideways": sideways,
            "one": held.people.ref(one) if one is not None else None,
            "everybody": wanted.other(case=None, page=None, columns=None),
            "zoom": {each.person.iri: wanted.other(case=each.person.curie, page=None, columns=None) for each in people},
            "sorts": {each.value: wanted.other(sort=first_way(each.value), page=None) for each in PeopleOrder},
            "by": by.value,
        },
    )


def _one(held: Held, name: str) -> int | None:
    """The person to look at. Raises `Refusal` where a name is that of several."""
    if not name:
        return None
    found = named(held, Kind.CASE, (name,)).nonzero()[0].tolist()
    if len(found) != 1:
        raise Refusal(
            400, f"`case` is one person; {name[:80]!r} may be {len(found)}: right would be an IRI, or case:..."
        )
    return int(found[0])


def _terms(wanted: Wanted, told: ToldOf) -> list[int]:
    """Those that are asked for, else all that are told, those first that are told of most. Raises `UnknownName`."""
    asked, held = wanted.many("terms"), told.held
    if not asked:
        return told.terms
    return [number for one in asked for number in held.people.numbers(held.names.all(Kind.TERM, one))]


def _blocks(people: tuple[ListedPerson, ...], found: CaseGrid, by: PeopleOrder | None) -> Iterator[MatrixRows]:
    heads = {
        PeopleOrder.GENOTYPE: lambda one: " + ".join(each.label for each in one.variants) or "no variant told",
        PeopleOrder.PAPER: lambda one: one.short,
    }
    head = heads.get(by, lambda one: "") if by else lambda one: ""
    for words, some in groupby(zip(people, found.cells, strict=True), key=lambda pair: head(pair[0])):
        yield MatrixRows(words, tuple(some))


def _drawing(title: str, found: CaseGrid, people: tuple[ListedPerson, ...]) -> Drawing:
    plan = matrix_plan(found, people)
    return Drawing(
        template="drawings/matrix.svg",
        title=title,
        says=_SAYS,
        width=plan.width,
        height=plan.height,
        values={"plan": plan},
    )


def _rows(told: ToldOf, one: int | None, numbers: list[int], terms: list[int]) -> Iterator[tuple[Any, ...]]:
    people = told.held.people
    shown = told if one is None else ToldOf.of(told.held, people.mask(people.iris[each] for each in numbers))
    return ((person, person.label, *each) for person, each in states(shown, numbers, terms))


def _sparql(held: Held, who: Sieve, numbers: list[int] | None, terms: list[int]) -> str:
    if not terms:
        return ""
    where = who.sought.filter if numbers is None else CaseFilter(id=tuple(held.people.iris[one] for one in numbers))
    return states_query(held.names, where, Group.ALL, [held.people.iris[one] for one in terms])


def _graphql(held: Held, who: Sieve, rows: list[int], terms: list[int]) -> str:
    def short(numbers: list[int]) -> str:
        return literal(tuple(Ref(held.people.iris[one], "").curie for one in numbers))

    if not (rows and terms):
        return ""
    return f"""{{
  cases(where: {{id: {short(rows)}}}, first: {ROWS}) {{
    nodes {{
      iri label
      observations(where: {{term: {short(terms)}}}, first: 40) {{ nodes {{ status term {{ label }} statedAs }} }}
    }}
  }}
}}"""
