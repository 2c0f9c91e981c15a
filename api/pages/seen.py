"""Who had a finding, or was looked at for it and had it not: people, papers, statements about groups, figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from api.drawings.bars import BarGroup, bars, three_states
from api.errors import Refusal
from api.pages.literal import arguments
from api.pages.turns import Turns
from api.pages.wanted import Wanted
from api.pages.whom import PARAMETERS, Whom
from api.view import Sheet, View
from kg.analysis.population import Population
from kg.errors import UnknownName
from kg.find import Kind, Ref
from kg.find.things import labels_of
from kg.model.methods import study_of
from kg.portrait.atlas import UNSTATED
from kg.portrait.of_groups import group_figures, group_statements, telling
from kg.portrait.radiologist import NOWHERE, on_scan, place
from kg.portrait.seen import SeenHow, seen_filter, seen_query, sightings, ways
from kg.portrait.sightings import LISTED, Sightings
from kg.portrait.spoken import capital, small

_COLUMNS: Final = ("person", "personLabel", "geneticStatus", "variants", "finding", "status", "papers", "readingDepth")
_NAMED: Final = (("modality", Kind.MODALITY), ("sequence", Kind.SEQUENCE), ("region", Kind.REGION))


def seen_view(wanted: Wanted) -> View:
    """A finding in everybody who is asked for, by the methods and in the regions that are asked for."""
    wanted.only("term", "modality", "sequence", "region", "page", *PARAMETERS)
    whom, held = Whom.of(wanted, Population.EVERYBODY), wanted.held
    term = _one(wanted, "term", Kind.TERM)
    if term is None:
        raise Refusal(400, "`term` must be told: a finding, by HPO's identifier or by name, such as HP:0002514")
    found = {name: _one(wanted, name, kind) for name, kind in _NAMED if wanted.text(name) != UNSTATED}
    asked = replace(
        whom.asked,
        terms=(term.iri,),
        modality=_iris(found["modality"]),
        sequence=_iris(found["sequence"]),
        region=_iris(found.get("region")),
    )
    how = SeenHow(term=term.iri, asked=asked, nowhere=wanted.text("region") == UNSTATED)
    seen = sightings(held, how)
    groups = group_statements(held, how)
    figures = () if how.nowhere else group_figures(held, (term.iri,), asked.modality, asked.region)
    turns = Turns.of(wanted, len(seen), LISTED)
    words = _words(term, found, how)
    people = whom.people(held)
    title = f"{capital(words)}: who, and which papers"
    return View(
        template="seen.html",
        title=title,
        path=wanted.permalink,
        sheet=Sheet(columns=_COLUMNS, rows=seen.table()),
        sparql=seen_query(held, how),
        graphql=_graphql(how),
        drawing=bars(title, f"In how many of {people} people ({whom.words}).", [_bars(wanted, words, seen)]),
        values={
            "words": words,
            "term": term,
            "whom": whom,
            "people": people,
            "populations": whom.populations(wanted),
            "row": seen.row,
            "papers": telling(seen, groups, figures),
            "persons": seen.page(turns.begun),
            "groups": groups,
            "figures": figures,
            "ways": [*_ways(wanted, how)],
            "place": wanted.text("region"),
            "anywhere": wanted.other(region=None, page=None),
            "turns": turns,
            "unconfirmed": seen.unconfirmed,
        },
    )


def _one(wanted: Wanted, name: str, kind: Kind) -> Ref | None:
    """The one thing that a parameter names; None where it is not told. Raises `Refusal`."""
    text = wanted.text(name)
    if not text:
        return None
    try:
        found = wanted.held.names.all(kind, text)
    except UnknownName as error:
        raise Refusal(400, f"`{name}`: {error}") from error
    return Ref(found[0], labels_of(wanted.engine, found)[found[0]])


def _iris(one: Ref | None) -> tuple[str, ...]:
    return (one.iri,) if one else ()


def _words(term: Ref, found: Mapping[str, Ref | None], how: SeenHow) -> str:
    """What is asked, as a doctor says it."""
    where, sequence = found.get("region"), found["sequence"]
    places, nowhere = [where.label] if where else [], [NOWHERE] if how.nowhere else []
    if modality := found["modality"]:
        key, made = modality.iri.rpartition("/")[2], sequence.iri.rpartition("/")[2] if sequence else ""
        return ", ".join([on_scan(small(term.label), key, places, (), made, present=False), *nowhere])
    return ", ".join([small(term.label), *([sequence.label] if sequence else []), *map(place, places), *nowhere])


def _bars(wanted: Wanted, words: str, seen: Sightings) -> BarGroup:
    return BarGroup("", [three_states(words, wanted.permalink, seen.row)] if seen.row else [])


def _ways(wanted: Wanted, how: SeenHow) -> Iterator[tuple[str, str, int | None, bool]]:
    """The same finding by other methods: address, name, in how many people, and whether it is shown now."""
    now = how.asked.modality
    yield wanted.other(modality=None, region=None, page=None), "by any method", None, not now
    for row in ways(wanted.held, how):
        key = row.term.iri.rpartition("/")[2]
        told = wanted.other(modality=key, region=None, page=None)
        yield told, study_of(key), row.present + row.absent, row.term.iri in now


def _graphql(how: SeenHow) -> str:
    if how.nowhere:
        return ""
    told = arguments({"where": seen_filter(how), "first": LISTED})
    return f"""{{ observations({told}) {{ totalCount nodes {{
  status label statedAs cases {{ label geneticStatus }} evidence {{ depth paper {{ label }} }}
}} }} }}"""
