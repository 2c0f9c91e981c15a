"""The pages of the words of our ontology: classes with members, properties with uses, words of closed lists."""

from __future__ import annotations

import json
from typing import Final

from api.pages.turns import Turns
from api.pages.wanted import Wanted
from api.view import Sheet, View
from kg.names import BASE, contract
from kg.portrait.spoken import capital
from kg.portrait.word import MOST, WordPortrait, word_portrait, word_query

_COLUMNS: Final = ("of", "iri", "label", "because")


def word_view(wanted: Wanted, iri: str) -> View | None:
    """A word of our ontology; None for a term of others."""
    found = word_portrait(wanted.engine, iri, (max(wanted.number("members", 1), 1) - 1) * MOST)
    if found is None:
        return None
    return View(
        template="word.html",
        title=capital(found.ref.label),
        path=wanted.permalink,
        sheet=Sheet(columns=_COLUMNS, rows=_rows(found)),
        sparql=word_query(found),
        graphql=_graphql(found),
        values={
            "word": found,
            "turns": Turns.of(wanted, found.total, MOST, "members"),
        },
    )


def _rows(word: WordPortrait) -> list[tuple[object, ...]]:
    because = {one.ref: tuple(f"{fact.link.label}: {fact.value.label}" for fact in one.because) for one in word.members}
    return [
        *(("member", ref, ref.label, because.get(ref)) for ref in word.all_members),
        *(("used", ref, ref.label or word.ref.label, number) for ref, number in word.uses),
        *(("kind of it", ref, ref.label, None) for ref in word.children),
    ]


def _graphql(word: WordPortrait) -> str:
    """People of a defined class are asked for by it; all else is a term."""
    name = json.dumps(contract(word.ref.iri))
    if word.condition and any(one.ref.iri.startswith(BASE + "case/") for one in word.members):
        asked = f"cases(where: {{category: [{name}]}}, first: {MOST})"
        return f"{{ {asked} {{ totalCount edges {{ node {{ iri label sex ageAtOnset }} }} }} }}"
    return f"{{ term(id: {name}) {{ iri curie label definition }} }}"
