"""Diseases that texts set apart from this one: their signs as read, and which of them what is asked for meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.analysis import Held
from kg.engine import Engine
from kg.find import Ref
from kg.lexicon.spelling import PROLOGUE, references
from kg.model.words import LOOKS
from kg.names import KG, expand

SIGNS: Final = f"""{PROLOGUE}
SELECT DISTINCT ?disease ?name ?sign ?words ?role ?about ?term ?called ?look ?lookName ?paper ?title WHERE {{
  ?disease a kg:DifferentialDiagnosis ; rdfs:label ?name ; kg:hasItem ?sign .
  ?sign kg:role ?role ; rdfs:label ?words .
  OPTIONAL {{ ?sign ?about ?term FILTER(?about IN (kg:aboutTerm, kg:aboutAbsenceOf)) ?term rdfs:label ?called }}
  OPTIONAL {{ ?sign kg:lookStated ?look . ?look rdfs:label ?lookName }}
  OPTIONAL {{ ?disease kg:reportedIn ?paper . ?paper rdfs:label ?title }}
}} ORDER BY STR(?name) STR(?role) STR(?words) ?sign STR(?title)"""
"""What asks for every sign of each, as it was read."""
_NO_SIGNS: Final = ("gene", "identifiers", "identifiers source", "notes")
_SHARED: Final = "shared "
"""How the role of a sign begins that is no difference."""
LOOK_WORDS: Final = {str(one): (one.iri, name) for name, words in LOOKS.items() for one in words}
"""The looks by their names, each with its IRI and the list that it is a word of."""
_LIST: Final = dict(LOOK_WORDS.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartSign:
    """A sign in the words of its source; a term and a look where it is read as such."""

    iri: str
    words: str
    role: str
    term: Ref | None
    absent: bool
    look: Ref | None

    @property
    def shared(self) -> bool:
        """Whether the text calls it common to both diseases, not a sign that sets them apart."""
        return self.role.startswith(_SHARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetApart:
    """A disease with its signs; `papers` is empty where the reference data name none."""

    disease: Ref
    signs: tuple[ApartSign, ...]
    papers: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignMet:
    """A sign of a disease that speaks of what is asked for, and how: see `WAYS`."""

    disease: SetApart
    sign: ApartSign
    way: str


WAYS: Final = {
    "so": "is told to show it so",
    "otherwise": "is told to show it with another look",
    "any": "is told to show it, without a word on the look",
    "not": "is told not to show it",
    "denied": "is told to show what was looked for and is not there",
}
"""The ways in which a sign meets what is asked for, in words."""


def set_apart(engine: Engine) -> tuple[SetApart, ...]:
    """Every disease that texts set apart, by name."""
    names: dict[str, str] = {}
    signs: dict[str, dict[str, ApartSign]] = defaultdict(dict)
    papers: dict[str, dict[Ref, None]] = defaultdict(dict)
    for row in engine.rows(SIGNS):
        told = {name: value.value for name, value in row.items()}
        names[told["disease"]] = told["name"]
        if "paper" in told:
            papers[told["disease"]][Ref(told["paper"], told["title"])] = None
        if told["role"] not in _NO_SIGNS:
            signs[told["disease"]][told["sign"]] = ApartSign(
                iri=told["sign"],
                words=told["words"],
                role=told["role"],
                term=Ref(told["term"], told["called"]) if "term" in told else None,
                absent=told.get("about") == KG + "aboutAbsenceOf",
                look=Ref(told["look"], told["lookName"]) if "look" in told else None,
            )
    return tuple(
        SetApart(disease=Ref(iri, name), signs=tuple(signs[iri].values()), papers=tuple(papers[iri]))
        for iri, name in names.items()
    )


def met(
    held: Held, present: Collection[str], absent: Collection[str], look: str, all_: Iterable[SetApart]
) -> tuple[SignMet, ...]:
    """The signs that speak of terms that are present (all with a `look`, unless it is empty), or were not seen.

    Without a present term a look is any finding's. Terms above and below one count as its own, as far as HPO is there.
    """
    ups, downs = around(held, present)
    denied = around(held, absent)[1]
    return tuple(
        SignMet(disease=one, sign=sign, way=way)
        for one in all_
        for sign in one.signs
        if (way := _way(sign, look, (ups, downs, denied), anything=not present and bool(look)))
    )


def _way(sign: ApartSign, look: str, near: tuple[frozenset[str], ...], anything: bool) -> str:
    ups, downs, denied = near
    term = sign.term.iri if sign.term else ""
    if not term:
        return ""
    if sign.absent:
        return "not" if term in ups else ""
    if term in denied:
        return "denied"
    if not look:
        return "so" if term in downs else ""
    if not (anything or term in downs or term in ups):
        return ""
    if sign.look is None:
        return "" if anything or term not in downs else "any"
    wanted = LOOK_WORDS[look][0]
    if sign.look.iri == wanted:
        return "so"
    return "otherwise" if _LIST.get(sign.look.iri) == _LIST[wanted] else ""


def around(held: Held, terms: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The terms above some and those below them, themselves in both."""
    terms, hpo = frozenset(terms), held.diseases
    if hpo is None:
        return terms, terms
    numbers = [hpo.number[one] for one in terms if one in hpo.number]
    ups, downs = ({expand(hpo.terms[each]) for each in some} for some in (hpo.above(numbers), hpo.below(numbers)))
    return terms | ups, terms | downs


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSaid:
    """What a paper says of a finding in a group of people, in its own words; `share` as it gives it, if it does."""

    statistic: Ref
    paper: Ref | None
    depth: str
    share: str
    doubtful: bool


def said_of_groups(engine: Engine, terms: Collection[str], word: str = "") -> tuple[GroupSaid, ...]:
    """What papers say of any of some terms in groups; of those statements that use a word, if one is given."""
    return tuple(_said(engine, terms, word)) if terms else ()


def _said(engine: Engine, terms: Collection[str], word: str) -> Iterator[GroupSaid]:
    uses = rf'FILTER(REGEX(?name, "(^|[^a-z]){word}", "i"))' if word in LOOK_WORDS else ""
    rows = engine.rows(f"""{PROLOGUE}
SELECT ?x ?name (MIN(?p) AS ?paper) (MIN(STR(?t)) AS ?title) (MIN(STR(?read)) AS ?depth)
       (MIN(?a) AS ?n) (MIN(?b) AS ?of) (MIN(?c) AS ?percent) (SUM(IF(BOUND(?doubt), 1, 0)) AS ?doubts) WHERE {{
  VALUES ?term {{ {references(sorted(terms))} }}
  ?x kg:aboutTerm ?term ; a kg:CohortStatistic ; rdfs:label ?name . {uses}
  OPTIONAL {{ ?x kg:reportedIn ?p . ?p rdfs:label ?t }}
  OPTIONAL {{ ?x kg:readingDepth/rdfs:label ?read }}
  OPTIONAL {{ ?x kg:numerator ?a ; kg:denominator ?b }}
  OPTIONAL {{ ?x kg:percent ?c }}
  OPTIONAL {{ ?x kg:hasDoubt ?doubt }}
}} GROUP BY ?x ?name ORDER BY STR(?name) ?x""")
    for row in rows:
        told = {name: value.value for name, value in row.items()}
        if "x" in told:
            yield GroupSaid(
                statistic=Ref(told["x"], told["name"]),
                paper=Ref(told["paper"], told["title"]) if "paper" in told else None,
                depth=told.get("depth", ""),
                share=_share(told),
                doubtful=told.get("doubts", "0") != "0",
            )


def _share(told: dict[str, str]) -> str:
    if "n" in told:
        return f"{told['n']} of {told['of']}"
    return f"{told['percent']} %" if "percent" in told else ""
