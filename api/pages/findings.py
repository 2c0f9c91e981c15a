"""The atlas of findings: how often each is seen, by how it was looked for, where it lies, and whom one counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from api.drawings.bars import MOST, BarGroup, ThreeStates, bars, three_states
from api.errors import Refusal
from api.pages.literal import arguments
from api.pages.wanted import Wanted
from api.pages.whom import PARAMETERS, Whom
from api.view import Drawing, Sheet, View
from kg.analysis.counts import Counts
from kg.analysis.frequencies import Frequencies, FrequencyRow, counted, frequency_rows, without_rows
from kg.errors import UnknownName
from kg.find import Frequency, Kind, Ref
from kg.find.things import labels_of
from kg.portrait.atlas import SCANS, UNSTATED, AtlasMethod, by_method, by_system, methods
from kg.portrait.of_groups import group_figures
from kg.portrait.spoken import method, system
from kg.portrait.words import NOWHERE, place

OTHER, SYMPTOMS = "other", "symptoms"
TABS: Final = {
    "MRI": "MRI",
    "CT": "CT",
    "PET": "PET",
    "SPECT": "SPECT",
    OTHER: "Other imaging and tissue",
    SYMPTOMS: "Signs and symptoms",
}
PAGED: Final = 100
"""Rows of one page of findings by region or system."""
_COLUMNS: Final = (
    *("method", "where", "whereLabel", "term", "termLabel", "present", "absent", "notReported", "cases"),
    *("share", "low", "high", "papers"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRow:
    """A finding where it lies, or with its system; `seen` leads to who has it."""

    method: str
    where: Ref | None
    place: str
    row: FrequencyRow | Frequency
    whom: str
    region: str = ""

    @property
    def seen(self) -> str:
        """The page of who has it, and which papers say so."""
        named = {"term": self.row.term.curie, "modality": self.method, "region": self.region}
        return f"/findings/seen?{urlencode([(name, text) for name, text in named.items() if text])}&{self.whom}"

    @property
    def cells(self) -> tuple[object, ...]:
        """As the table has it."""
        row, share = self.row, self.row.of_reported
        figures = (share.value, share.low, share.high) if share else (None, None, None)
        counts = (row.present, row.absent, row.not_reported, row.cases)
        papers = len(row.papers) if isinstance(row, FrequencyRow) else None
        return self.method, self.where, self.place, row.term, row.term.label, *counts, *figures, papers


_SORTS: Final[Mapping[str, Callable[[PlacedRow], Any]]] = {
    "region": lambda one: 0,
    "name": lambda one: one.row.term.label.lower(),
    "present": lambda one: -one.row.present,
    "share": lambda one: -(one.row.of_reported.value if one.row.of_reported else -1),
}


def findings_view(wanted: Wanted) -> View:
    """The atlas, a way of looking at a time."""
    wanted.only("on", "sort", "region", "finding", "offset", *PARAMETERS)
    on, sort = wanted.choice("on", tuple(TABS), "MRI"), wanted.choice("sort", tuple(_SORTS), "region")
    whom, held = Whom.of(wanted), wanted.held
    looked = methods(held, whom.asked)
    how, asked = _how(wanted, on, looked, whom.asked)
    nowhere = wanted.text("region") == UNSTATED
    shown: Sequence[AtlasMethod] = ()
    counts = counted(held, asked)
    question = without_rows(held, asked, counts, _both(counts)) if how or on == SYMPTOMS else None
    query = whom.query
    if on == SYMPTOMS:
        systems, wordless = by_system(held, counts)
        whole: list[PlacedRow] = []
        placed = [
            PlacedRow(method="", where=one.system, place=system(one.system.label), row=row, whom=query)
            for one in systems
            for row in one.rows
        ]
    else:
        shown = by_method(held, asked, how, nowhere)
        wordless = tuple(one for each in shown for one in each.wordless)
        whole = [
            PlacedRow(method=each.key, where=None, place="anywhere", row=row, whom=query)
            for each in shown
            for row in each.rows
        ]
        placed = [*_regions(shown, query)]
    whole, placed = (_chosen(rows, wanted.text("finding"), sort) for rows in (whole, placed))
    offset = wanted.number("offset")
    title = f"Findings: {TABS[on]}"
    people = whom.people(held)
    return View(
        template="findings.html",
        title=title,
        path=wanted.permalink,
        sheet=Sheet(columns=_COLUMNS, rows=_cells(whole, placed, counts)),
        sparql=question.sparql if question else "",
        graphql=_graphql(whom, asked) if question else "",
        drawing=_drawing(title, whom, people, whole, placed),
        values={
            "on": on,
            "method": method,
            "tabs": [*_tabs(wanted, looked, on)],
            "whom": whom,
            "people": people,
            "populations": whom.populations(wanted),
            "fields": [*whom.fields(held)],
            "finding": wanted.text("finding"),
            "region": wanted.text("region"),
            "anywhere": wanted.other(region=None, offset=None),
            "sorts": {one: wanted.other(sort=one, offset=None) for one in _SORTS},
            "sort": sort,
            "many": on == OTHER,
            "whole": whole,
            "placed": _told(placed[offset : offset + PAGED], counts),
            "turns": _turns(wanted, offset, len(placed)),
            "notes": question.notes if question else (),
            "wordless": wordless,
            "figures": group_figures(held, modality=[_key(one) for one in how]) if how else (),
            "compare": f"/findings/compare?{urlencode([(n, t) for n in whom.given for t in whom.given[n]])}",
        },
    )


def _how(
    wanted: Wanted, on: str, looked: Sequence[FrequencyRow], asked: Frequencies
) -> tuple[tuple[Ref, ...], Frequencies]:
    """The ways of looking of a tab, and the question that counts what they showed. Raises `Refusal`."""
    region = wanted.text("region")
    try:
        regions = tuple(wanted.held.names.all(Kind.REGION, region)) if region and region != UNSTATED else ()
    except UnknownName as error:
        raise Refusal(400, str(error)) from error
    if on == SYMPTOMS:
        return (), asked
    if on == OTHER:
        how = tuple(row.term for row in looked if _key(row.term) not in SCANS)
    else:
        # A graph in which nobody was looked at so may not know the method at all.
        iris = wanted.held.names.all(Kind.MODALITY, on) if wanted.held.names.has(Kind.MODALITY, on) else ()
        how = tuple(Ref(iri, label) for iri, label in labels_of(wanted.engine, iris).items())
    return how, replace(asked, modality=tuple(map(_key, how)), region=regions)


def _key(one: Ref) -> str:
    return one.iri.rpartition("/")[2]


def _both(counts: Counts) -> list[tuple[int, int]]:
    """Present and absent of each term of which anything is said."""
    _, has, lacks = counts.tallies
    return [*zip(has.tolist(), lacks.tolist(), strict=True)]


def _told(rows: Sequence[PlacedRow], counts: Counts) -> Iterator[PlacedRow]:
    """The rows with people and papers where these are counts alone: only what is shown is worth their names."""
    bare = [one.row.term.iri for one in rows if isinstance(one.row, Frequency)]
    full = {row.term.iri: row for row in frequency_rows(counts, counts.people.numbers(bare))} if bare else {}
    yield from (replace(one, row=full[one.row.term.iri]) if one.row.term.iri in full else one for one in rows)


def _cells(whole: Sequence[PlacedRow], placed: Sequence[PlacedRow], counts: Counts) -> Iterator[tuple[object, ...]]:
    """The whole table, made only for who takes it along."""
    yield from (one.cells for one in (*whole, *_told(placed, counts)))


def _regions(shown: Sequence[AtlasMethod], whom: str) -> Iterator[PlacedRow]:
    for each in shown:
        for one in each.places:
            region = one.region.curie if one.region else UNSTATED
            label = place(one.region.label) if one.region else NOWHERE
            for row in one.rows:
                yield PlacedRow(method=each.key, where=one.region, place=label, row=row, whom=whom, region=region)


def _chosen(rows: Sequence[PlacedRow], finding: str, sort: str) -> list[PlacedRow]:
    """Those whose name holds some words, in an order; equals stay as they come."""
    words = finding.lower()
    return sorted((one for one in rows if words in one.row.term.label.lower()), key=_SORTS[sort])


def _tabs(wanted: Wanted, looked: Sequence[FrequencyRow], on: str) -> Iterator[tuple[str, str, int | None, bool]]:
    """Address, name, in how many people anything is told of it, and whether it is the one that is shown."""
    told = {_key(row.term): row.present + row.absent for row in looked}
    for key, name in TABS.items():
        people = told.get(key, 0) if key in SCANS else None
        yield wanted.other(on=key, region=None, offset=None), name, people, key == on


def _turns(wanted: Wanted, offset: int, total: int) -> Mapping[str, Any]:
    """Where the rows of this page lie among all, and the pages before and after."""
    before = wanted.other(offset=str(max(offset - PAGED, 0)) if offset > PAGED else None) if offset else ""
    after = wanted.other(offset=str(offset + PAGED)) if offset + PAGED < total else ""
    return {"first": offset + 1, "last": min(offset + PAGED, total), "total": total, "before": before, "after": after}


def _graphql(whom: Whom, asked: Frequencies) -> str:
    told = arguments({**whom.graphql, "modality": asked.modality, "region": asked.region})
    return f"""{{ analysis {{ frequencies({told}) {{ label people notes rows(first: 100) {{ totalCount nodes {{
  term {{ curie label }} present absent notReported cases ofReported {{ value low high }}
}} }} }} }} }}"""


def _drawing(
    title: str, whom: Whom, people: int, whole: Sequence[PlacedRow], placed: Sequence[PlacedRow]
) -> Drawing | None:
    by_place: dict[str, list[PlacedRow]] = {}
    every = [*whole, *placed]
    for one in every[:MOST]:
        by_place.setdefault(" · ".join(filter(None, (one.method and method(one.method), one.place))), []).append(one)
    says = f"For each finding in how many of {people} people ({whom.words}) it is present, absent or not reported."
    return bars(title, says, [BarGroup(place, [*map(_bar, rows)]) for place, rows in by_place.items()], len(every))


def _bar(one: PlacedRow) -> ThreeStates:
    return three_states(one.row.term.label, one.seen, one.row)
