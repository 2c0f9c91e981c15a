"""What else could it be: findings and how they look, and which diseases they speak for and against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.pages.analysis_graphql import graphql
from api.pages.pictured_diseases import ranked_picture
from api.pages.pictures import drawing
from api.pages.presets import PRESETS
from api.pages.wanted import Wanted
from api.view import Sheet, View
from kg.analysis import Held
from kg.analysis.answers import answered
from kg.analysis.asked import FindingsAsked, asked_terms
from kg.analysis.differential import MOST_SHOWN, Differential, DifferentialRow
from kg.analysis.population import Population
from kg.analysis.specificity import Specificity, SpecificityRow
from kg.find import Ref, types
from kg.find.things import labels_of
from kg.portrait.differential import (
    LOOK_WORDS,
    SIGNS,
    WAYS,
    GroupSaid,
    SetApart,
    SignMet,
    around,
    met,
    said_of_groups,
    set_apart,
)

_SHOWN: Final = 20
"""Diseases of the ranking that are shown, beside those of this gene wherever they stand."""
_SUGGESTED: Final = 600
"""Names that a field of the form offers."""
_TYPICAL: Final = {"adults": Population.ADULTS, "biallelic": Population.BIALLELIC, "carriers": Population.CARRIERS}
_COLUMNS: Final = (
    *("toldBy", "disease", "diseaseLabel", "way", "sign", "papers", "rank", "score", "ofThisGene", "for", "against"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """A disease that texts set apart, with the signs of it that meet what is asked for."""

    disease: SetApart
    speaks: tuple[SignMet, ...]

    @property
    def shows(self) -> bool:
        """Whether any of them speaks for it, and none against."""
        return all(one.way in ("so", "any") for one in self.speaks)


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferentialAsked:
    """What is asked for, its names read."""

    question: Differential
    terms: FindingsAsked
    labels: dict[str, str]
    look: str

    @property
    def anything(self) -> bool:
        """Whether anything is."""
        return bool(self.terms.present or self.terms.absent or self.look)

    def called(self, iris: Sequence[str]) -> tuple[Ref, ...]:
        """Terms by name."""
        return tuple(Ref(one, self.labels.get(one, "")) for one in iris)


def differential_view(wanted: Wanted) -> View:
    """The form; diseases that texts set apart, by what is asked for; and all annotated diseases ranked by likeness."""
    wanted.only("present", "absent", "look", "case", "typical")
    held = wanted.held
    asked = _asked(wanted, held)
    apart = set_apart(wanted.engine)
    leaning = _leaning(met(held, asked.terms.present, asked.terms.absent, asked.look, apart)) if asked.anything else ()
    found = answered(held, asked.question)
    rows = [row for row in found.analysis.rows if isinstance(row, DifferentialRow) and row.disease]
    shown = [row for row in rows if (row.rank or 0) <= _SHOWN or row.own]
    own = _own(held, asked)
    return View(
        template="differential.html",
        title=_title(asked),
        path=wanted.permalink,
        sheet=Sheet(columns=_COLUMNS, rows=[*_apart_lines(leaning), *map(_ranked_line, rows)]),
        sparql=found.analysis.sparql if rows else SIGNS,
        graphql=graphql(asked.question),
        drawing=drawing(found.analysis, ranked_picture(shown, len(shown))) if rows else None,
        values={
            "asked": asked,
            "present": asked.called(asked.terms.present),
            "absent": asked.called(asked.terms.absent),
            "leaning": leaning,
            "ways": WAYS,
            "silent": [one for one in apart if one.disease not in {each.disease.disease for each in leaning}],
            "rows": shown,
            # The graph holds those that papers and databases name; of all others their owners tell.
            "here": {iri for iri, kinds in types(wanted.engine, _diseases(shown)).items() if kinds},
            "ranked": len(rows),
            "own_rows": [row for row in rows if row.own],
            "own": own,
            "said": _said(held, asked),
            "analysis": found.analysis,
            "rewrites": found.rewrites,
            "presets": PRESETS,
            "looks": [*LOOK_WORDS],
            "typical": {"adults": "adults of this graph", "biallelic": "children with both copies changed"},
            "given": {name: wanted.many(name) for name in ("present", "absent", "case", "typical")},
            "findings": _findings(held),
        },
    )


def _diseases(rows: Sequence[DifferentialRow]) -> list[str]:
    return [row.disease.iri for row in rows if row.disease]


def _asked(wanted: Wanted, held: Held) -> DifferentialAsked:
    typical = wanted.choice("typical", [*_TYPICAL])
    question = Differential(
        present=wanted.many("present"),
        absent=wanted.many("absent"),
        of_case=wanted.text("case") or None,
        typical_of=_TYPICAL.get(typical),
        most=MOST_SHOWN,
    )
    terms = asked_terms(held, question)
    labels = labels_of(held.engine, [*terms.present, *terms.absent])
    if held.diseases:
        known = held.diseases.number
        labels = {**{one: held.diseases.labels[known[one]] for one in (*terms.present, *terms.absent)}, **labels}
    return DifferentialAsked(question=question, terms=terms, labels=labels, look=wanted.choice("look", [*LOOK_WORDS]))


def _title(asked: DifferentialAsked) -> str:
    """What is asked, as a doctor says it."""
    told = [asked.labels.get(one, one) for one in asked.terms.present]
    if not asked.anything:
        return "What else could it be?"
    what = ", ".join(told[:4]) + (f" and {len(told) - 4} more" if len(told) > 4 else "")
    what = f"{what or 'a finding'}{f', {asked.look}' if asked.look else ''}"
    lacking = ", ".join(asked.labels.get(one, one) for one in asked.terms.absent[:4])
    return f"What else could it be? {what}{f'; not there: {lacking}' if lacking else ''}"


def _leaning(found: Sequence[SignMet]) -> tuple[Leaning, ...]:
    """Diseases by how much speaks for them; nothing is left out."""
    by: dict[Ref, list[SignMet]] = {}
    for one in found:
        by.setdefault(one.disease.disease, []).append(one)
    made = [Leaning(disease=some[0].disease, speaks=tuple(some)) for some in by.values()]
    return tuple(sorted(made, key=lambda one: (not one.shows, one.disease.disease.label)))


def _own(held: Held, asked: DifferentialAsked) -> tuple[SpecificityRow, ...]:
    """What single people of the graph say of each present finding, and of the look."""
    names = asked.terms.present[:8] if asked.question.typical_of is None else ()
    if not names:
        return ()
    rows = answered(held, Specificity(terms=tuple(names))).analysis.rows
    wanted = LOOK_WORDS[asked.look][0] if asked.look else None
    return tuple(
        row
        for row in rows
        if isinstance(row, SpecificityRow)
        and (row.look is None if wanted is None else row.look and row.look.iri == wanted)
    )


def _said(held: Held, asked: DifferentialAsked) -> tuple[GroupSaid, ...]:
    """What papers say of the present findings in groups of people with this disorder."""
    if asked.question.typical_of is not None or len(asked.terms.present) > 8:
        return ()
    return said_of_groups(held.engine, around(held, asked.terms.present)[1], asked.look)


def _findings(held: Held) -> list[str]:
    """What people of the graph were read to have, for whoever types."""
    people = held.people
    return sorted({people.ref(int(one)).label for one in people.read_in(people.cases)})[:_SUGGESTED]


def _apart_lines(leaning: Sequence[Leaning]) -> Iterator[tuple[Any, ...]]:
    for one in leaning:
        for each in one.speaks:
            disease = one.disease
            papers = tuple(paper.iri for paper in disease.papers)
            yield (
                "texts",
                disease.disease,
                disease.disease.label,
                WAYS[each.way],
                each.sign.words,
                papers,
                *[None] * 5,
            )


def _ranked_line(row: DifferentialRow) -> tuple[Any, ...]:
    disease = row.disease or Ref("", "")
    speaks = (tuple(one.label for one in row.for_terms), tuple(one.label for one in row.against_terms))
    return ("HPO annotations", disease, disease.label, None, row.matches, None, row.rank, row.score, row.own, *speaks)
