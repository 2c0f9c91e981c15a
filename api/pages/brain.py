"""`/findings/brain`: how many people have a finding in each region, painted on the brain; and the page of a region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from api.drawings.brain.atlas import NOWHERE, BrainPlace, places
from api.drawings.brain.paint import STEPS, PaintedPicture, RegionTold, alone, painted, sheet
from api.errors import Refusal
from api.pages.literal import arguments
from api.pages.view import Sheet, View
from api.pages.wanted import Wanted
from api.pages.whom import PARAMETERS, Whom
from kg.analysis import Held
from kg.analysis.frequencies import Frequencies, FrequencyRow, frequencies
from kg.analysis.population import Population
from kg.analysis.result import Analysis
from kg.errors import UnknownName
from kg.find import Kind, Ref
from kg.find.frequencies import Seen
from kg.model.methods import seen_by
from kg.names import contract, expand
from kg.portrait.regions import placed_terms, region_portrait, regions
from kg.portrait.spoken import WHOM, small
from kg.portrait.words import place

SECOND: Final = "b."
"""Before the parameters of the second of two groups."""
METHODS: Final = ("MRI", "CT", "PET", "SPECT")
MAIN: Final = ("HP:0002500", "HP:0030890", "HP:0007371", "HP:0033725", "HP:0032615", "HP:0430048", "HP:0012444")
"""The findings that are looked for first; those that nobody has here are not offered."""
_COLUMNS: Final = (
    *("group", "region", "name", "present", "absent", "notReported", "cases", "ofAll", "ofAllLow", "ofAllHigh"),
    *("pictures", "painted", "why"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrainGroup:
    """A group of people with what is told of each region; `heading` is empty where there is one group alone."""

    heading: str
    whom: Whom
    analysis: Analysis
    rows: dict[str, FrequencyRow]
    pictures: tuple[PaintedPicture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrainRow:
    """A region in the table: a row of each group, and where it is painted."""

    region: Ref
    said: str
    rows: tuple[FrequencyRow, ...]
    places: tuple[BrainPlace, ...]

    @property
    def told(self) -> int:
        """Of how many people anything is told."""
        return sum(row.present + row.absent for row in self.rows)

    @property
    def titles(self) -> tuple[str, ...]:
        """How it is painted, each way once."""
        return tuple(dict.fromkeys(one.how for one in self.places))

    @property
    def why(self) -> str:
        """The reasons, each once."""
        return "; ".join(dict.fromkeys(one.why for one in self.places))


def brain_view(wanted: Wanted) -> View:
    """Regions painted by the people in whom a finding was seen there."""
    wanted.only("term", "on", *PARAMETERS, *(SECOND + one for one in PARAMETERS))
    held, on = wanted.held, wanted.choice("on", METHODS)
    term = _term(held, wanted.text("term"))
    two = any(wanted.many(SECOND + name) for name in PARAMETERS)
    befores = {"A": "", "B": SECOND} if two else {"": ""}
    groups = [_group(wanted, heading, before, term, on) for heading, before in befores.items()]
    rows = sorted(_rows(held, groups), key=lambda one: -one.told)
    what = _what(term, on)
    return View(
        template="brain.html",
        title=f"{what[:1].upper()}{what[1:]}, painted on the brain",
        path=wanted.permalink,
        sheet=Sheet(columns=_COLUMNS, rows=[line for row in rows for line in _lines(row, groups)]),
        sparql=groups[0].analysis.sparql,
        graphql=_graphql(groups, term, on),
        drawing=sheet([one.pictures for one in groups], f"{what} by region of the brain", _says(what, groups)),
        values={
            "what": what,
            "groups": groups,
            "rows": [row for row in rows if row.titles != (NOWHERE,)],
            "unpainted": [row for row in rows if row.titles == (NOWHERE,)],
            "panels": [[(alone(one), one) for one in each] for each in zip(*(one.pictures for one in groups), strict=True)],
            "steps": STEPS,
            "terms": _offered(held),
            "main": [Ref(one, label) for one, label in _main(held)],
            "term": term,
            "on": on,
            "methods": METHODS,
            "fields": [list(one.whom.fields(held)) for one in groups],
            "second": [] if two else list(Whom.of(wanted, before=SECOND).fields(held)),
            "other": wanted.other,
            "seen": lambda row, group: _leads(row.term.iri, term, on, group.whom),
        },
    )


def region_view(wanted: Wanted, iri: str) -> View | None:
    """The page of a region: where it is, and what was found there by each way of looking."""
    population = wanted.choice("population", tuple(Population.__members__), Population.EVERYBODY.name)
    found = region_portrait(wanted.held, iri, Population[population])
    if found is None:
        return None
    whom = WHOM[found.population]
    told = _told(wanted.held, Frequencies(population=found.population, of=Seen.REGION))
    shown = painted(told, iri)
    name = place(found.region.label)
    asked = arguments({"population": found.population, "region": (iri,), "asRead": True})
    return View(
        template="region.html",
        title=found.region.label,
        path=wanted.path if found.population is Population.EVERYBODY else f"{wanted.path}?population={population}",
        sheet=Sheet(columns=_FOUND, rows=[line for each in found.findings for line in _found(each.modality, each.rows)]),
        sparql=found.sparql,
        graphql=f"{{ analyses {{ frequencies({asked}) {{ {_SHOWN} }} }} }}",
        drawing=sheet([shown], f"The brain, {name} marked", f"Where {name} lies.") if shown else None,
        values={
            "region": found,
            "name": name,
            "whom": whom,
            "population": population,
            "populations": [(one.name, words) for one, words in WHOM.items()],
            "places": places().get(iri, ()),
            "panels": [(alone(one), one) for one in shown],
            "said_by": lambda modality: seen_by("", _key(modality)).strip(),
            "seen": lambda term, modality: _seen(iri, term.iri, _key(modality) if modality else "", f"population={population}"),
        },
    )


_FOUND: Final = ("modality", "finding", "name", "present", "absent", "notReported", "cases")
_SHOWN: Final = "people rows(first: 100) { edges { node { term { id label } present absent notReported } } }"


def _found(modality: Ref | None, rows: Sequence[FrequencyRow]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield modality, row.term, row.term.label, row.present, row.absent, row.not_reported, row.cases


def _key(modality: Ref) -> str:
    return modality.iri.rpartition("/")[2]


def _term(held: Held, asked: str) -> Ref | None:
    """The finding that is asked for. Raises `Refusal`."""
    if not asked:
        return None
    try:
        [iri, *_] = [one for one in held.names.all(Kind.TERM, asked) if one.startswith(expand("HP:"))] or [""]
    except UnknownName as error:
        raise Refusal(400, f"`term` is a finding of HPO, by identifier or label: {error}") from error
    if not iri:
        raise Refusal(400, f"`term` is a finding of HPO, by identifier or label; {asked[:80]!r} is none")
    number = held.people.number.get(iri)
    return Ref(iri, contract(iri)) if number is None else held.people.ref(number)


def _group(wanted: Wanted, heading: str, before: str, term: Ref | None, on: str) -> BrainGroup:
    held, whom = wanted.held, Whom.of(wanted, before=before)
    asked = Frequencies(
        population=whom.asked.population,
        where=whom.asked.where,
        of=Seen.REGION,
        observed=(term.iri,) if term else (),
        modality=(on,) if on else (),
    )
    analysis = frequencies(held, asked)
    rows = {row.term.iri: row for row in analysis.rows if isinstance(row, FrequencyRow)}
    told = {iri: _one(row, _leads(iri, term, on, whom)) for iri, row in _all(held, rows, analysis.people or 0).items()}
    return BrainGroup(
        heading=heading, whom=whom, analysis=analysis, rows=rows, pictures=painted(told, heading=heading)
    )


def _told(held: Held, asked: Frequencies) -> dict[str, RegionTold]:
    analysis = frequencies(held, asked)
    rows = {row.term.iri: row for row in analysis.rows if isinstance(row, FrequencyRow)}
    return {iri: _one(row, iri) for iri, row in _all(held, rows, analysis.people or 0).items()}


def _all(held: Held, rows: dict[str, FrequencyRow], people: int) -> dict[str, FrequencyRow]:
    """A row of every region, also of those of which nothing is told."""
    return {one.iri: rows.get(one.iri) or _untold(one, people) for one in regions(held.engine)}


def _untold(region: Ref, people: int) -> FrequencyRow:
    return FrequencyRow(group=None, term=region, present=0, absent=0, not_reported=people, cases=people)


def _one(row: FrequencyRow, to: str) -> RegionTold:
    return RegionTold(name=place(row.term.label), present=row.present, absent=row.absent, people=row.cases, to=to)


def _leads(region: str, term: Ref | None, on: str, whom: Whom) -> str:
    """To who has the finding there; of any finding to the region's page."""
    if term is None:
        return region
    return _seen(region, term.iri, on, whom.query)


def _seen(region: str, term: str, on: str, whom: str) -> str:
    """Who has a finding in a region, and which papers say so."""
    asked = {"term": contract(term), "region": contract(region), **({"modality": on} if on else {})}
    return f"/findings/seen?{urlencode(asked)}&{whom}"


def _rows(held: Held, groups: Sequence[BrainGroup]) -> Iterator[BrainRow]:
    whole = [_all(held, one.rows, one.analysis.people or 0) for one in groups]
    unknown_why = "this region is new here: no shape was drawn for it yet"
    for region in regions(held.engine):
        unknown = BrainPlace(
            region=region.iri, label=region.label, picture="", shapes=(), how=NOWHERE, why=unknown_why, at="", name=""
        )
        yield BrainRow(
            region=region,
            said=place(region.label),
            rows=tuple(one[region.iri] for one in whole),
            places=places().get(region.iri, (unknown,)),
        )


def _lines(row: BrainRow, groups: Sequence[BrainGroup]) -> Iterator[tuple[Any, ...]]:
    for group, one in zip(groups, row.rows, strict=True):
        share = one.of_all
        bounds = (share.value, share.low, share.high) if share else (None, None, None)
        counts = (one.present, one.absent, one.not_reported, one.cases)
        pictures = tuple(each.picture for each in row.places if each.picture)
        yield group.whom.words, row.region, row.said, *counts, *bounds, pictures, row.titles, row.why


def _what(term: Ref | None, on: str) -> str:
    how = seen_by("", on).strip() if on else ""
    return " ".join(filter(None, (small(term.label) if term else "any imaging finding", how)))


def _says(what: str, groups: Sequence[BrainGroup]) -> str:
    told = "; ".join(
        f"{one.heading}{': ' if one.heading else ''}{one.whom.words}, {one.analysis.people} people" for one in groups
    )
    return f"Of how many people {what} is told in each region, as a share of all people counted ({told})."


def _graphql(groups: Sequence[BrainGroup], term: Ref | None, on: str) -> str:
    fields = []
    for one in groups:
        asked = {
            "of": Seen.REGION,
            "observed": (term.iri,) if term else (),
            "modality": (on,) if on else (),
            **one.whom.graphql,
        }
        name = f"{one.heading.lower()}: " if one.heading else ""
        fields.append(f"{name}frequencies({arguments(asked)}) {{ {_SHOWN} }}")
    return f"{{ analyses {{ {' '.join(fields)} }} }}"


def _offered(held: Held) -> tuple[Ref, ...]:
    return tuple(sorted(placed_terms(held), key=lambda one: one.label))


def _main(held: Held) -> Iterator[tuple[str, str]]:
    people = held.people
    has = people.seen(people.cases, "kg:hasFinding") @ people.links["rdf:type"]
    for name in MAIN:
        number = people.number.get(expand(name))
        if number is not None and number in has.indices:
            yield name, small(people.ref(number).label)
