"""What the index holds of one thing, one name, one number: each question is a look into the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from kg.engine import BadQuery, Engine
from kg.lexicon.folds import FOLDS, joined
from kg.lexicon.identifiers import Identifier
from kg.lexicon.kinds import Kind, SearchKind, kind_word
from kg.lexicon.layout import Facts
from kg.lexicon.reading import LABEL, TYPE, Statements
from kg.lexicon.remembered import Remembered
from kg.lexicon.resolution import Named
from kg.lexicon.spelling import is_iri, reference
from kg.lexicon.volume import Volume
from kg.names import BASE, KG, contract


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A name of a thing; the lower the rank, the more it is the thing's own. A `whole` one is read sign by sign."""

    iri: str
    name: str
    rank: int
    whole: bool


@dataclass(frozen=True, slots=True)
class KnownThing:
    """A thing of the graph; without kinds it is a term of others, which mappings name or statements lead to."""

    iri: str
    kinds: frozenset[str]
    label: str
    old: bool = False


Aside: TypeAlias = Callable[[str], Statements | None]
"""What the graph says of a thing that the index does not name; None where it says nothing, not even with it."""
_FEW: Final = 500


@dataclass(frozen=True, slots=True)
class HeldNames:
    """All names of a graph."""

    volume: Volume
    aside: Aside
    _known: Remembered[KnownThing | None] = field(default_factory=Remembered)
    _spoken: Remembered[Statements | None] = field(default_factory=Remembered)

    def thing(self, iri: str) -> KnownThing | None:
        """A thing that has a name."""
        return self._known.of(iri, self._thing)

    def _thing(self, iri: str) -> KnownThing | None:
        rows = self.volume.rows("SELECT kinds, label, old FROM things WHERE iri = ?", iri)
        found = [KnownThing(iri, frozenset(kinds.split()), label, bool(old)) for kinds, label, old in rows]
        return next(iter(found), None)

    def anything(self, iri: str) -> KnownThing | None:
        """A thing, or what the graph only speaks of."""
        found = self.thing(iri)
        if found or not is_iri(iri):
            return found
        said = self._spoken.of(iri, self._said)
        if said is None:
            return None
        kinds = frozenset(one.removeprefix(KG) for one in said.get(TYPE, ()) if one.startswith(KG))
        return KnownThing(iri, kinds, min(said.get(LABEL, ()), default=""))

    def _said(self, iri: str) -> Statements | None:
        """Of what links or statements lead to, that it is there; only what is ours may have kinds and a label."""
        links = "SELECT 1 FROM links WHERE subject = ? UNION SELECT 1 FROM links WHERE object = ?"
        known = f"{links} UNION SELECT 1 FROM spoken WHERE iri = ?"  # noqa: S608
        if self.volume.rows(known, iri, iri, iri):
            return {}
        whole = not iri.startswith(BASE) and self.volume.rows("SELECT 1 FROM spoken LIMIT 1")
        return None if whole else self.aside(iri)

    def named(self, iri: str, why: str = "") -> Named:
        """A thing with its label and kind."""
        found = self.anything(iri) or KnownThing(iri, frozenset(), "")
        return Named(iri, found.label or contract(iri), kind_word(found.kinds), why)

    def kinds(self, iri: str) -> frozenset[str]:
        """The kinds of a thing that is described here; none for any other."""
        found = self.thing(iri)
        return found.kinds if found else frozenset()

    def old(self, iri: str) -> bool:
        """Whether it is said to be obsolete."""
        found = self.thing(iri)
        return found is not None and found.old

    def lives(self, iri: str) -> bool:
        """Whether it is described here, and not obsolete."""
        return bool(self.kinds(iri)) and not self.old(iri)

    def is_a(self, iri: str, kind: Kind | SearchKind) -> bool:
        """Whether anything of the graph is of a kind."""
        found = self.anything(iri)
        return found is not None and not found.kinds.isdisjoint(kind.value)

    def out(self, link: str, iri: str) -> list[str]:
        """What a thing links to."""
        return self._one("SELECT object FROM links WHERE subject = ? AND property = ? ORDER BY object", iri, link)

    def into(self, link: str, iri: str) -> list[str]:
        """What links to a thing."""
        return self._one("SELECT subject FROM links WHERE object = ? AND property = ? ORDER BY subject", iri, link)

    def called(self, given: str, kind: Kind | None = None) -> tuple[list[NameEntry], str]:
        """The names that a text is by the strictest reading under which anything is called so, and what that leaves
        aside; a change only as it is written.
        """
        query = "SELECT iri, name, rank, whole FROM names WHERE key = ? ORDER BY rank, iri"
        entries = [
            NameEntry(*row) for row in self.volume.rows(query, joined(given)) if not kind or self.is_a(row[0], kind)
        ]
        for fold, aside in FOLDS if joined(given) else ():
            alike = [one for one in entries if not (one.whole and aside) and fold(one.name) == fold(given)]
            if alike:
                return alike, aside
        return [], ""

    def numbered(self, one: Identifier) -> list[str]:
        """The things of an identifier: those that are it, else those it is noted of."""
        query = "SELECT by, iri FROM numbers WHERE scheme = ? AND local = ? ORDER BY by, iri"
        rows = self.volume.rows(query, *one.key)
        return [iri for by, iri in rows if by == rows[0][0]]

    def bare(self, local: str) -> list[tuple[str, str, str]]:
        """Scheme, number and thing, for who leaves the prefix out."""
        query = """SELECT scheme, local, iri FROM numbers AS own WHERE local IN (?, ?)
            AND by = (SELECT min(by) FROM numbers WHERE scheme = own.scheme AND local = own.local)
            ORDER BY scheme, local, iri"""
        return [(scheme, number, iri) for scheme, number, iri in self.volume.rows(query, local.upper(), local.lower())]

    def noted(self, key: str) -> list[str]:
        """The things of a notation of a scheme that nobody knows here."""
        return self._one("SELECT iri FROM notations WHERE key = ? ORDER BY iri", key)

    def like(self, iri: str) -> dict[str, str]:
        """The labels of things whose address begins alike: all of their kind, or those of the same folder."""
        kind = iri.removeprefix(BASE).partition("/")[0]
        for start in (iri[: iri.rindex("/") + 1], f"{BASE}{kind}/"):
            query = "SELECT iri, label FROM things WHERE iri > ? AND iri < ? ORDER BY iri LIMIT ?"
            found = dict(self.volume.rows(query, start, start + "\uffff", _FEW * 10))
            if found and start != BASE:
                return found
        return {}

    def facts(self, kinds: Iterable[str]) -> Facts:
        """All that is said of the things of some kinds."""
        found: Facts = {kind: {} for kind in kinds}
        for kind, subject, name, value in self.volume.rows("SELECT kind, subject, property, object FROM facts"):
            said: dict[str, list[str]] = found[kind].setdefault(subject, {})  # type: ignore[assignment]
            said.setdefault(name, []).append(value)
        return found

    def _one(self, query: str, *given: str) -> list[str]:
        return [value for (value,) in self.volume.rows(query, *given)]


def beside(engine: Callable[[], Engine]) -> Aside:
    """What an engine says of a thing; it is made when it is first wanted, which is seldom.

    What an engine reads as no IRI (`http://[::1`) is not in its graph.
    """

    def found(iri: str) -> Statements | None:
        node = reference(iri)
        try:
            rows = engine().rows(
                f"""SELECT DISTINCT ?p ?o WHERE {{ VALUES ?p {{ <{TYPE}> <{LABEL}> }} {node} ?p ?o }}"""
            )
            used = rows or engine().rows(f"SELECT ?p WHERE {{ {{ {node} ?p ?o }} UNION {{ ?s ?p {node} }} }} LIMIT 1")
        except BadQuery:
            return None
        mine: dict[str, list[str]] = {TYPE: [], LABEL: []}
        for row in rows:
            mine[row["p"].value].append(row["o"].value)
        return mine if used else None

    return found
