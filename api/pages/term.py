"""A term's page: what it means and where it stands; of a finding in whom it was seen, how, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from api.drawings.bars import BarGroup, bars, three_states
from api.pages.literal import literal
from api.pages.wanted import Wanted
from api.view import Sheet, View
from kg.analysis.frequencies import Frequencies, FrequencyRow
from kg.analysis.population import Population
from kg.find import Kind, Ref
from kg.find.terms import term_facts
from kg.find.things import statements_query
from kg.names import BASE, OBO, contract
from kg.portrait.atlas import SCANS, UNSTATED, by_method
from kg.portrait.of_groups import group_figures, group_statements, telling
from kg.portrait.radiologist import NOWHERE, place
from kg.portrait.seen import SeenHow, seen_query, sightings
from kg.portrait.spoken import WHOM
from kg.portrait.term import TermPortrait, term_portrait

_COLUMNS: Final = ("by", "of", "ofLabel", "present", "absent", "notReported", "cases", "share", "low", "high", "papers")
_FINDING: Final = OBO + "HP_"


def term_view(wanted: Wanted, iri: str) -> View | None:
    """The page of a term of an ontology; None of words of ours, and of what nothing is told of."""
    if not iri.startswith(OBO):
        return None
    held, asked = wanted.held, Frequencies(population=Population.EVERYBODY)
    if not iri.startswith(_FINDING):
        facts = term_facts(wanted.engine, iri)
        if not (facts.definition or facts.synonyms or facts.parents or facts.children):
            return None
        found = TermPortrait(facts=facts, carriers=None, rows={}, methods=(), classes=(), signs=())
        return _view(wanted, found)
    found, how = term_portrait(held, iri), SeenHow(term=iri, asked=replace(asked, terms=(iri,)))
    # A graph may name a term and hold no ontology that says what it is: then nothing can be called so.
    figures = group_figures(held, (iri,)) if held.names.has(Kind.TERM, iri) else ()
    if not found.known:
        return _view(wanted, found, figures=figures, groups=())
    seen, groups = sightings(held, how), group_statements(held, how)
    return replace(
        _view(
            wanted,
            found,
            papers=telling(seen, groups, figures),
            persons=seen.page(0),
            total=len(seen),
            groups=groups,
            figures=figures,
        ),
        sparql=seen_query(held, how),
    )


def _view(wanted: Wanted, found: TermPortrait, **more: object) -> View:
    facts, rows = found.facts, [*_rows(found)]
    drawn = bars(facts.label, "In how many people it is present, absent or not reported.", _groups(facts.iri, rows))
    return View(
        template="term.html",
        title=facts.label,
        path=wanted.permalink,
        sheet=Sheet(columns=_COLUMNS, rows=[_cells(*one) for one in rows]),
        sparql=statements_query(facts.iri),
        graphql=_graphql(facts.iri),
        drawing=drawn,
        values={
            "portrait": found,
            "facts": facts,
            "curie": contract(facts.iri),
            "finding": facts.iri.startswith(_FINDING),
            "whom": WHOM,
            "seen": f"/findings/seen?{urlencode({'term': contract(facts.iri)})}",
            "place": place,
            "unstated": UNSTATED,
            "nowhere": NOWHERE,
            "papers": (),
            "persons": (),
            "total": 0,
            "groups": (),
            "figures": (),
            **more,
        },
    )


def _rows(found: TermPortrait) -> Iterator[tuple[str, Ref, FrequencyRow]]:
    """By what people or observations are told apart, which these are, and the counts."""
    for population, (_, row) in found.rows.items():
        if row:
            yield "people", Ref(population.name, WHOM[population]), row
    for how, row, places in found.methods:
        yield "method", how, row
        for one in places:
            where = place(one.region.label) if one.region else NOWHERE
            for each in one.rows:
                yield "region", Ref(one.region.iri if one.region else "", f"{how.label}: {where}"), each
    for row in found.classes:
        if row.group:
            yield "variant", row.group, row


def _cells(by: str, of: Ref, row: FrequencyRow) -> tuple[object, ...]:
    share = row.of_reported
    figures = (share.value, share.low, share.high) if share else (None, None, None)
    counts = (row.present, row.absent, row.not_reported, row.cases)
    return by, of, of.label, *counts, *figures, len(row.papers)


_HEADINGS: Final = {
    "people": "By whom one counts",
    "method": "In everybody, by method",
    "region": "In everybody, by region",
    "variant": "Adult carriers, by kind of variant",
}


def _groups(iri: str, rows: list[tuple[str, Ref, FrequencyRow]]) -> list[BarGroup]:
    to = f"/findings/seen?{urlencode({'term': contract(iri)})}"
    return [
        BarGroup(heading, [three_states(of.label, to, row) for one, of, row in rows if one == by])
        for by, heading in _HEADINGS.items()
    ]


def _graphql(iri: str) -> str:
    return f"""{{ term(id: {literal(contract(iri))}) {{ label curie findingFrequencies(groupBy: VARIANT_CLASS) {{
  nodes {{ group {{ label }} present absent notReported persons }} }} }} }}"""


def method_view(wanted: Wanted, iri: str) -> View | None:
    """The page of a way of looking, or of a sequence of MRI: what it showed in everybody; None if nobody used it."""
    key, kind = iri.rpartition("/")[2], iri.removeprefix(BASE).partition("/")[0]
    held, facts = wanted.held, term_facts(wanted.engine, iri)
    if not held.names.has(Kind[kind.upper()], iri):
        return None
    asked = Frequencies(population=Population.EVERYBODY)
    (found,) = by_method(held, asked, [Ref(iri, facts.label)])
    tab = key if key in SCANS else "other"
    given = {kind: (iri,), "population": Population.EVERYBODY}
    rows = [("anywhere", Ref("", "anywhere"), row) for row in found.rows]
    rows += [("region", one.region or Ref("", NOWHERE), row) for one in found.places for row in one.rows]
    return View(
        template="method.html",
        title=facts.label,
        path=wanted.permalink,
        sheet=Sheet(
            columns=("term", "termLabel", *_COLUMNS),
            rows=[(row.term, row.term.label, *_cells(by, of, row)) for by, of, row in rows],
        ),
        sparql=statements_query(iri),
        graphql=f"""{{ analysis {{ frequencies({literal(given)[1:-1]}) {{ label people rows(first: 100) {{
  nodes {{ term {{ curie label }} present absent notReported cases }} }} }} }} }}""",
        drawing=bars(
            facts.label,
            "What it showed in everybody described.",
            [BarGroup("", [three_states(row.term.label, row.term.iri, row) for row in found.rows])],
        ),
        values={
            "facts": facts,
            "kind": kind,
            "found": found,
            "nowhere": NOWHERE,
            "place": place,
            "atlas": f"/findings?on={tab}&population=EVERYBODY" if kind == "modality" else "",
            "figures": group_figures(held, **{kind: (iri,)}) if kind == "modality" else (),
        },
    )
