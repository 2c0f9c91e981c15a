"""Everybody described: a list that is filtered, ordered and paged, a line a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from api.pages.literal import literal
from api.pages.sieve import CLASSES, FILTERS, NORMAL, POPULATIONS, Sieve, sieve
from api.pages.turns import Turns
from api.pages.wanted import Wanted
from api.view import Sheet, View
from kg.analysis import Held
from kg.model.words import Sex
from kg.portrait.people import ListedPerson, PeopleOrder, aged, described, ordered
from kg.portrait.scans import nothing_seen
from kg.portrait.sought import met, query
from kg.portrait.spoken import STATES, TESTED

SIZE: Final = 50
"""People on a page."""
_COLUMNS: Final = (
    *("person", "name", "described_as", "paper", "sex", "genetic_status", "affected", "variants", "variant_names"),
    *("zygosity", "age_at_onset", "onset_in_words", "age_at_examination", "age_at_death", "death_in_words"),
    *("findings_present", "findings_absent", "scans", "family", "possibly_same_person", "doubts"),
)
_FORM: Final = {
    "populations": POPULATIONS,
    "classes": CLASSES,
    "states": {str(one): words for one, words in STATES.items()},
    "kinds": NORMAL,
    "sexes": {str(one): str(one) for one in Sex},
    "statuses": {str(one): words for one, words in TESTED.items()},
    "orders": {
        "label": "name",
        "paper": "paper",
        "genotype": "variant",
        "onset": "age at onset",
        "findings": "findings",
    },
}
"""What the filters offer."""


def people(wanted: Wanted) -> View:
    """Who is described."""
    wanted.only(*FILTERS, "sort", "page")
    who, held = sieve(wanted), wanted.held
    by, descending = order(wanted, "paper")
    numbers = ordered(held, met(held, who.sought), by, descending)
    turns = Turns.of(wanted, len(numbers), SIZE)
    shown = numbers[turns.shown]
    normal = who.sought.normal
    return View(
        template="people.html",
        title="People",
        path=wanted.permalink,
        sheet=Sheet(columns=_COLUMNS, rows=_rows(held, numbers)),
        sparql=query(held.names, who.sought),
        graphql=_graphql(who),
        values={
            **form(wanted, who),
            "shown": tuple(described(held.people, shown)),
            "scans": nothing_seen(held, shown, normal) if normal else {},
            "normal": bool(normal),
            "aged": aged(held.people, numbers),
            "numbers": shown,
            "turns": turns,
            "heads": {one: head(wanted, one, by, descending) for one in _FORM["orders"]},
        },
    )


def order(wanted: Wanted, usual: str) -> tuple[PeopleOrder, bool]:
    """By what to list, and whether the other way round (`-onset`). Raises `Refusal`."""
    orders = {one.value: one for one in PeopleOrder}
    word = wanted.choice("sort", [*orders, *(f"-{one}" for one in orders)], usual)
    return orders[word.removeprefix("-")], word.startswith("-")


def form(wanted: Wanted, who: Sieve) -> dict[str, Any]:
    """What the form of filters shows."""
    return {**_FORM, "whom": who, "path": wanted.path, "sort": wanted.text("sort")}


def head(wanted: Wanted, name: str, by: PeopleOrder, descending: bool) -> dict[str, str]:
    """How a head of a column leads to its order: `aria-sort`, and the address of the order or of the other way."""
    mine = by.value == name
    other = f"-{name}" if mine and not descending else name
    at = wanted.other(sort=other if mine else first_way(name), page=None)
    return {"at": at, "sorted": ("descending" if descending else "ascending") if mine else ""}


def first_way(name: str) -> str:
    """An order as it is wanted first: of findings the most, of all else the least."""
    return f"-{name}" if name == PeopleOrder.FINDINGS.value else name


def _rows(held: Held, numbers: list[int]) -> Iterator[tuple[Any, ...]]:
    return map(_row, described(held.people, numbers))


def _row(one: ListedPerson) -> tuple[Any, ...]:
    return (
        *(one.person, one.name, one.short, one.paper, one.sex, str(one.status or ""), one.affected, one.variants),
        *([each.label for each in one.variants], [each.label for each in one.zygosity], one.onset, one.onset_words),
        *(one.examined, one.died, one.death_words, one.present, one.absent),
        *([each.curie.partition(":")[2] for each in one.scans], one.family, one.same),
        [each.label for each in one.doubts],
    )


def _graphql(who: Sieve) -> str:
    """Empty where scans are asked for on which nothing was seen: no filter says that."""
    if who.sought.normal:
        return ""
    return f"""{{
  cases(where: {literal(who.sought.filter)}, orderBy: {{field: AGE_AT_ONSET}}, first: {SIZE}) {{
    totalCount
    pageInfo {{ hasNextPage endCursor }}
    nodes {{
      iri caseLabel sex geneticStatus affected ageAtOnset onsetPeriod ageAtExamination ageAtDeath
      paper {{ iri label }}
      genotypes {{ variant {{ label }} zygosity {{ label }} }}
      present: observations(where: {{status: PRESENT}}) {{ totalCount }}
      absent: observations(where: {{status: ABSENT}}) {{ totalCount }}
      imagingStudies {{ modality {{ label }} }}
      families {{ iri }}
      possiblySame {{ iri }}
      doubts {{ text }}
    }}
  }}
}}"""
