"""`/findings/brain`: how many people have a finding in each region, painted on the brain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from api.drawings.brain.atlas import NOWHERE, places
from api.drawings.brain.paint import PaintedPicture, alone, painted, sheet
from api.drawings.brain.shares import STEPS
from api.errors import Refusal
from api.pages.brain_rows import BrainAsked, BrainGroup, BrainRow, told
from api.pages.literal import arguments
from api.pages.wanted import Wanted
from api.pages.whom import PARAMETERS, Whom, WhomField
from api.view import Sheet, View
from kg.analysis import Held
from kg.analysis.frequencies import Frequencies
from kg.errors import UnknownName
from kg.find import Kind, Ref
from kg.find.frequencies import Seen
from kg.names import OBO, contract, expand
from kg.portrait.regions import everywhere, placed_terms
from kg.portrait.spoken import capital, small

SECOND: Final = "b."
"""Before the parameters of the second of two groups."""
METHODS: Final = ("MRI", "CT", "PET", "SPECT")
MAIN: Final = ("HP:0002500", "HP:0030890", "HP:0007371", "HP:0033725", "HP:0032615", "HP:0430048", "HP:0012444")
"""The findings that are looked for first; those that nobody has here are not offered."""
SHOWN: Final = "people rows(first: 100) { edges { node { term { id label } present absent notReported } } }"
"""What a question in GraphQL shows of frequencies."""
_COLUMNS: Final = (
    *("group", "region", "name", "present", "absent", "notReported", "cases", "ofAll", "ofAllLow", "ofAllHigh"),
    *("pictures", "painted", "why"),
)


def brain_view(wanted: Wanted) -> View:
    """Regions painted by the people in whom a finding was seen there."""
    wanted.only("term", "on", *PARAMETERS, *(SECOND + one for one in PARAMETERS))
    held = wanted.held
    asked = BrainAsked(term=_term(held, wanted.text("term")), on=wanted.choice("on", METHODS))
    two = any(wanted.many(SECOND + name) for name in PARAMETERS)
    befores = {"A": "", "B": SECOND} if two else {"": ""}
    groups = [_group(held, heading, Whom.of(wanted, before=before), asked) for heading, before in befores.items()]
    rows = sorted(_rows(groups), key=lambda one: -one.told)
    title = f"{capital(asked.words)}, painted on the brain"
    return View(
        template="brain.html",
        title=title,
        path=wanted.permalink,
        sheet=Sheet(columns=_COLUMNS, rows=[line for row in rows for line in _lines(row, groups)]),
        sparql=groups[0].analysis.sparql,
        graphql=_graphql(asked, groups),
        drawing=sheet([one.pictures for one in groups], title, _says(asked, groups)),
        values={
            "asked": asked,
            "groups": groups,
            "rows": [row for row in rows if row.how != (NOWHERE,)],
            "unpainted": [row for row in rows if row.how == (NOWHERE,)],
            "panels": [(alone(one), one) for one in _side_by_side(groups)],
            "steps": STEPS,
            "main": [(contract(one.iri), small(one.label)) for one in _main(held)],
            "terms": [(contract(one.iri), one.label) for one in _offered(held, asked.term)],
            "methods": METHODS,
            "fields": [*groups[0].whom.fields(held)],
            "second": [*_second(wanted, two)],
            "narrowed": two or any(name != "population" for name in groups[0].whom.given),
            "other": wanted.other,
        },
    )


def _term(held: Held, name: str) -> Ref | None:
    """The finding that is asked for. Raises `Refusal`."""
    if not name:
        return None
    try:
        found = [iri for iri in held.names.all(Kind.TERM, name) if iri.startswith(f"{OBO}HP_")]
    except UnknownName as error:
        raise Refusal(400, f"`term` is a finding of HPO, by identifier or label: {error}") from error
    if not found:
        raise Refusal(400, f"`term` is a finding of HPO, by identifier or label; {name[:80]!r} is none")
    number = held.people.number.get(found[0])
    return Ref(found[0], contract(found[0])) if number is None else held.people.ref(number)


def _group(held: Held, heading: str, whom: Whom, asked: BrainAsked) -> BrainGroup:
    question = Frequencies(population=whom.asked.population, where=whom.asked.where, **asked.told)  # type: ignore[arg-type]
    analysis, rows = everywhere(held, question)
    regions = {iri: told(row, asked.leads(iri, whom)) for iri, row in rows.items()}
    pictures = painted(regions, heading=heading)
    return BrainGroup(heading=heading, whom=whom, analysis=analysis, rows=rows, pictures=pictures)


def _rows(groups: Sequence[BrainGroup]) -> Iterator[BrainRow]:
    for iri, row in groups[0].rows.items():
        yield BrainRow(region=row.term, rows=tuple(one.rows[iri] for one in groups), places=places().get(iri, ()))


def _second(wanted: Wanted, told: bool) -> Iterator[WhomField]:
    """The fields of a second group, whose first can also say that there is none."""
    population, *others = Whom.of(wanted, before=SECOND).fields(wanted.held)
    choices = (("", "no second group"), *population.choices)
    yield replace(population, value=population.value if told else "", choices=choices)
    yield from others


def _side_by_side(groups: Sequence[BrainGroup]) -> Iterator[PaintedPicture]:
    for each in zip(*(one.pictures for one in groups), strict=True):
        yield from each


def _lines(row: BrainRow, groups: Sequence[BrainGroup]) -> Iterator[tuple[Any, ...]]:
    for group, one in zip(groups, row.rows, strict=True):
        share = one.of_all
        bounds = (share.value, share.low, share.high) if share else (None, None, None)
        counts = (one.present, one.absent, one.not_reported, one.cases)
        pictures = tuple(each.picture for each in row.places if each.picture)
        yield group.whom.words, row.region, row.said, *counts, *bounds, pictures, row.how, row.why


def _says(asked: BrainAsked, groups: Sequence[BrainGroup]) -> str:
    counted = "; ".join(
        f"{one.heading}{': ' if one.heading else ''}{one.whom.words}, {one.analysis.people} people" for one in groups
    )
    return f"Of how many people {asked.words} is told in each region, as a share of all people counted ({counted})."


def _graphql(asked: BrainAsked, groups: Sequence[BrainGroup]) -> str:
    fields = []
    for one in groups:
        name = f"{one.heading.lower()}: " if one.heading else ""
        given = arguments({"of": Seen.REGION, **asked.told, **one.whom.graphql})
        fields.append(f"{name}frequencies({given}) {{ {SHOWN} }}")
    return f"{{ analysis {{ {' '.join(fields)} }} }}"


def _offered(held: Held, asked: Ref | None) -> list[Ref]:
    """The findings that are placed anywhere, and the one that is asked for."""
    return sorted({*placed_terms(held), *((asked,) if asked else ())}, key=lambda one: one.label)


def _main(held: Held) -> tuple[Ref, ...]:
    people = held.people
    seen = people.seen(people.cases, "kg:hasFinding") @ people.links["rdf:type"]
    return people.refs(one for one in people.numbers(map(expand, MAIN)) if one in seen.indices)
