"""Names for someone who is writing a query: classes, properties and values, by a piece of what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kg.engine import Engine
from kg.find.spelling import PROLOGUE
from kg.find.truth import truth
from kg.names import KG, OBO, OBO_PREFIXES, PREFIXES

_LOCAL: Final = re.compile(r"[A-Za-z_][\w-]*")
_WORD: Final = re.compile(r"[^\W_]+")
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_TYPED: Final = """SELECT DISTINCT ?x ?type WHERE {
    VALUES ?type { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty owl:NamedIndividual }
    ?x a ?type . FILTER (isIRI(?x) && NOT EXISTS { ?x owl:deprecated true }) }"""
_CALLED: Final = """SELECT DISTINCT ?x ?text ?label WHERE {
    { ?x rdfs:label ?text . BIND (true AS ?label) } UNION { ?x oio:hasExactSynonym ?text . BIND (false AS ?label) }
    ?x a ?type . FILTER (?type IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty, owl:AnnotationProperty,
        owl:NamedIndividual)) }"""
_INSTANCES: Final = "SELECT ?x (COUNT(*) AS ?n) WHERE { ?s a ?x } GROUP BY ?x"
_STATEMENTS: Final = "SELECT ?x (COUNT(*) AS ?n) WHERE { ?s ?x ?o } GROUP BY ?x"


class Role(Enum):
    """Where in a triple pattern a name is of use."""

    CLASS = "class"
    PROPERTY = "property"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name as a query writes it: `name` is `obo:HP_0002500`, `matched` the synonym found where it is not the label.

    `uses` counts the graph's statements with it.
    """

    name: str
    iri: str
    label: str
    role: Role
    uses: int
    matched: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    said: Suggestion
    prefix: str
    local: str
    synonyms: tuple[str, ...]
    text: str


class Suggestions:
    """Every name of a graph that never changes, read once; about 20,000 for the whole of HPO."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self._entries = tuple(entries)

    @classmethod
    def of(cls, engine: Engine) -> Suggestions:
        """Read them, in four queries."""
        roles = {row["x"].value: _role(row["type"].value) for row in engine.rows(PROLOGUE + _TYPED)}
        uses: dict[str, int] = {}
        for row in [*engine.rows(PROLOGUE + _INSTANCES), *engine.rows(PROLOGUE + _STATEMENTS)]:
            uses[row["x"].value] = int(row["n"].value)
        for row in engine.rows(PROLOGUE + _STATEMENTS):
            roles.setdefault(row["x"].value, Role.PROPERTY)
        labels: dict[str, str] = {}
        synonyms: dict[str, list[str]] = {}
        for row in engine.rows(PROLOGUE + _CALLED):
            if truth(row["label"].value):
                labels.setdefault(row["x"].value, row["text"].value)
            else:
                synonyms.setdefault(row["x"].value, []).append(row["text"].value)
        return cls(entry for iri, role in roles.items() if (entry := _entry(iri, role, labels, synonyms, uses)))

    def search(self, text: str, role: Role | None = None, most: int = 20) -> list[Suggestion]:
        """The names that a beginning (`kg:has`, `obo:white`, `HP:00025`, `leukoaraiosis`) may stand for, best first.

        Those of `role` come first, then our own, then what the graph uses most.
        """
        if not text.strip():
            return []
        prefix, rest = _split(text)
        words = [word.lower() for word in _WORD.findall(rest)]
        start = rest.lower()
        found = []
        for entry in self._entries:
            if prefix is not None and entry.prefix != prefix:
                continue
            begins = entry.local.startswith(start)
            if not begins and not (words and all(word in entry.text for word in words)):
                continue
            whole = begins or all(f" {word}" in entry.text for word in words)
            mine = not entry.said.iri.startswith(KG)
            order = (entry.said.role is not role if role else False, not whole, not begins, mine, -entry.said.uses)
            found.append((order, len(entry.said.label), entry.said.name, entry))
        return [_matched(entry, words) for *_, entry in sorted(found, key=lambda one: one[:3])[:most]]


def _role(kind: str) -> Role:
    if kind.endswith("#Class"):
        return Role.CLASS
    return Role.VALUE if kind.endswith("#NamedIndividual") else Role.PROPERTY


def _entry(
    iri: str,
    role: Role,
    labels: Mapping[str, str],
    synonyms: Mapping[str, list[str]],
    uses: Mapping[str, int],
) -> _Entry | None:
    """None for an IRI that no prefix of ours shortens to a name which SPARQL reads without escapes."""
    for prefix, space in PREFIXES.items():
        local = iri.removeprefix(space)
        if local != iri and _LOCAL.fullmatch(local):
            said = Suggestion(f"{prefix}:{local}", iri, labels.get(iri, ""), role, uses.get(iri, 0))
            others = tuple(sorted(synonyms.get(iri, ())))
            text = " ".join(["", said.label, _HUMP.sub(" ", local), *others]).lower()
            return _Entry(said, prefix, local.lower(), others, text)
    return None


def _split(text: str) -> tuple[str | None, str]:
    """A prefix, where one is written, and the rest; `HP:0002500` is read as `obo:HP_0002500`."""
    prefix, colon, rest = text.strip().partition(":")
    if not colon:
        return None, prefix
    if prefix.upper() in OBO_PREFIXES:
        return next(name for name, space in PREFIXES.items() if space == OBO), f"{prefix.upper()}_{rest}"
    return prefix, rest


def _matched(entry: _Entry, words: list[str]) -> Suggestion:
    said = entry.said
    shown = f"{said.label} {said.name}".lower()
    if all(word in shown for word in words):
        return said
    other = next((one for one in entry.synonyms if all(word in one.lower() for word in words)), "")
    return Suggestion(said.name, said.iri, said.label, said.role, said.uses, other)
