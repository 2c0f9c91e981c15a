"""The page of a paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from api.pages.turns import Turns
from api.pages.wanted import Wanted
from api.view import Sheet, View
from kg.find import Ref
from kg.portrait.described import ReportedFinding
from kg.portrait.paper import LARGE, MOST, PaperPortrait, paper_portrait, paper_query

_COLUMNS: Final = (
    *("what", "status", "iri", "words", "term", "termLabel", "method", "regions", "person", "personLabel"),
    *("amount", "group", "secondHand", "doubts"),
)


def paper_view(wanted: Wanted, iri: str) -> View | None:
    """A paper: the way to it, how far it was read, and what it tells."""
    found = paper_portrait(wanted.held, iri, (max(wanted.number("people", 1), 1) - 1) * MOST)
    if found is None:
        return None
    turns = Turns.of(wanted, found.total, MOST, "people")
    return View(
        template="paper.html",
        title=found.title,
        path=wanted.permalink,
        sheet=Sheet(columns=_COLUMNS, rows=[*_findings(found), *_figures(found)]),
        sparql=paper_query(iri),
        graphql=_graphql(iri),
        values={
            "paper": found,
            "shown": found.people if found.total > LARGE else found.people[turns.shown],
            "some": found.total > LARGE,
            "turns": turns,
            "scans": [one for one in found.findings if one.modality and not one.group],
            "signs": [one for one in found.findings if not one.modality and not one.group],
            "of_groups": [one for one in found.findings if one.group],
            "own_figures": [one for one in found.figures if not one.second_hand],
            "quoted_figures": [one for one in found.figures if one.second_hand],
            "called": {person.ref.iri: person.called for person in found.people},
            # All are told here: of the paper as a whole first, of single facts later.
            "doubts": (),
            "whole": [one for one in found.doubts if any(about.iri == iri for about in one.about)],
            "single": [one for one in found.doubts if all(about.iri != iri for about in one.about)],
        },
    )


def _findings(paper: PaperPortrait) -> Iterator[tuple[object, ...]]:
    called = {person.ref.iri: person.called for person in paper.people}
    for one in paper.findings:
        kind = "group statement" if one.group else "finding"
        for status, people in (("present", one.present), ("absent", one.absent)):
            for person in people:
                yield kind, status, *_finding(one), person, called.get(person.iri), None, None, None, one.doubts


def _finding(one: ReportedFinding) -> tuple[object, ...]:
    term = one.what if one.coded else None
    words = _labels(one.observations)
    return one.observations, words, term, _label(term), _label(one.modality), _labels(one.regions)


def _figures(paper: PaperPortrait) -> Iterator[tuple[object, ...]]:
    for one in paper.figures:
        what = ("figure", "absence" if one.absence else None, one.ref, one.measure, one.term, _label(one.term))
        yield (
            *what,
            _label(one.modality),
            _labels(one.regions),
            None,
            None,
            one.amount,
            one.group,
            one.second_hand,
            one.doubts,
        )


def _label(ref: Ref | None) -> str | None:
    return ref.label if ref else None


def _labels(refs: tuple[Ref, ...]) -> tuple[str, ...]:
    return tuple(ref.label for ref in refs)


def _graphql(iri: str) -> str:
    return f"""{{
  paper(id: {json.dumps(iri)}) {{
    title firstAuthor year journal pmid doi pmcid design depth notes keptOut
    readings {{ depth readAt via }}
    doubts {{ text }}
    cases(first: 50) {{ edges {{ node {{
      label sex ageAtOnset ageAtExamination ageAtDeath geneticStatus variants {{ edges {{ node {{ label }} }} }}
    }} }} }}
    variants(first: 50) {{ edges {{ node {{ label }} }} }}
    observations(first: 100) {{ edges {{ node {{ label status term {{ label }} }} }} }}
    statistics(first: 100) {{ edges {{ node {{
      label numerator denominator percent mean sd median rangeStated unit secondHand
    }} }} }}
  }}
}}"""
