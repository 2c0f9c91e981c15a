"""The pages of analyses: what can be asked; any answer with its form, picture, rows, and how it was worked out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from api.asking import asking
from api.pages.analysis_graphql import graphql
from api.pages.answer_rows import MOST, answer_table
from api.pages.asking_form import asking_form, spoken
from api.pages.frame import page
from api.pages.kinds import IN_WORDS, THEMES, KindInWords
from api.pages.pictures import picture
from api.pages.presets import PRESETS
from api.pages.wanted import Wanted
from api.view import Sheet, View
from kg.analysis import KINDS, STANDARD, Analysis
from kg.analysis.answers import Answered, as_csv, columns
from kg.analysis.parameters import spelled
from kg.analysis.population import OfPeople
from kg.find.things import labels_of
from kg.portrait.answers import ANSWERS

FROM: Final = "from"
"""The parameter that says from which row on a page shows rows."""
_MINDED: Final = ("frequencies", "comparison", "specificity")
"""The kinds whose rows are findings in three states."""


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """An answer that every release has: where it is, and what a reader sees."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class KindCard:
    """A kind with the answers of it that every release has."""

    about: KindInWords
    answers: tuple[AskedBefore, ...]


def analyses_view(wanted: Wanted) -> View:
    """What can be asked, in groups, and what every release answers."""
    wanted.only()
    labels = labels_of(wanted.engine, [one.iri for one in STANDARD])
    before: dict[str, list[AskedBefore]] = {kind: [] for kind in KINDS}
    for one in STANDARD:
        before[one.kind].append(AskedBefore(asking(one), labels.get(one.iri) or one.canonical))
    themes = [(theme, [KindCard(one, tuple(before[one.kind])) for one in theme.kinds]) for theme in THEMES]
    return View(
        template="analyses.html",
        title="Analyses",
        path=wanted.permalink,
        sheet=Sheet(
            columns=("answer", "label", "kind", "address"),
            rows=[(one.iri, labels.get(one.iri), one.kind, asking(one)) for one in STANDARD],
        ),
        sparql=ANSWERS,
        graphql="{ analyses(first: 100) { totalCount nodes { id label kind people } } }",
        values={"themes": themes, "presets": PRESETS, "answers": len(STANDARD)},
    )


def answer_view(found: Answered, path: str, given: Mapping[str, Sequence[str]], offset: int = 0) -> View:
    """The page of an answer; `path` is where it is found, `given` what its form holds."""
    one = found.analysis
    kind = one.question.kind
    return View(
        template="analysis.html",
        title=one.label,
        path=path,
        sheet=Sheet(columns=columns(KINDS[kind].row), rows=_lines(one)),
        sparql=one.sparql,
        graphql=graphql(one.question),
        drawing=picture(one),
        values={
            "answer": one,
            "about_kind": IN_WORDS[kind],
            "whom": one.question.population.meaning if isinstance(one.question, OfPeople) else "",
            "told": spoken(kind, given),
            "undrawn": list(dict.fromkeys(row.refused for row in one.rows if row.refused))[:3],
            "form": asking_form(kind, given),
            "table": answer_table(one, offset),
            "turns": _turns(path, offset, len(one.rows)),
            "states": kind in _MINDED,
            "rewrites": found.rewrites,
        },
    )


def form_page(base: str, kind: str, given: Mapping[str, Sequence[str]], faults: Iterable[str], status: int) -> Response:
    """The form of a kind without an answer: nothing is asked yet, or what was asked cannot be."""
    form = asking_form(kind, given, faults)
    return page("analysis_form.html", base, status, form=form, about_kind=IN_WORDS[kind], faulty=status != 200)


def given_by(one: Any) -> dict[str, list[str]]:
    """The parameters that ask a question, as an address has them."""
    texts: dict[str, list[str]] = {}
    for name, text in spelled(one):
        texts.setdefault(name, []).append(text)
    return texts


def _turns(path: str, offset: int, total: int) -> list[tuple[str, str, str]]:
    """The pages of rows before and after one: how they are related, what a reader sees, where they are."""
    mark = "&" if "?" in path else "?"
    found = [("prev", "rows before", max(offset - MOST, 0))] if offset else []
    found += [("next", "further rows", offset + MOST)] if offset + MOST < total else []
    return [(rel, words, f"{path}{mark}{FROM}={first}") for rel, words, first in found]


def _lines(one: Analysis) -> Iterator[Sequence[str]]:
    """The rows as CSV has them; a table of ten thousand is written only for who asks for it."""
    lines = csv.reader(io.StringIO(as_csv(one, KINDS[one.question.kind].row)))
    next(lines)
    yield from lines
