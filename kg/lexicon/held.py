"""What the index holds of one thing, one name, one number: each question is a look into the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from kg.engine import BadQuery, Engine
from kg.lexicon.genes import Facts
from kg.lexicon.identifiers import Identifier
from kg.lexicon.kinds import kind_word
from kg.lexicon.reading import LABEL, TYPE, Statements
from kg.lexicon.resolution import Named
from kg.lexicon.spelling import is_iri, reference
from kg.lexicon.volume import Volume
from kg.names import BASE, KG, contract


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of a thing; the lower the rank, the more it is the thing's own. A `whole` one is read sign by sign."""

    iri: str
    name: str
    rank: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A thing of the graph; without kinds it is a term of others, which mappings name or statements lead to."""

    iri: str
    kinds: frozenset[str]
    label: str
    old: bool = False
    uses: int = 0


Aside: TypeAlias = Callable[[str], Statements | None]
"""What the graph says of a thing that the index does not name; None where it says nothing, not even with it."""
_FEW: Final = 500


@dataclass(frozen=True, slots=True)
class Held:
    """All names of a graph."""

    volume: Volume
    aside: Aside
    _known: dict[str, Known | None] = field(default_factory=dict)

    def thing(self, iri: str) -> Known | None:
        """A thing that has a name."""
        if iri not in self._known:
            rows = self.volume.rows("SELECT kinds, label, old, uses FROM things WHERE iri = ?", iri)
            found = [Known(iri, frozenset(kinds.split()), label, bool(old), uses) for kinds, label, old, uses in rows]
            self._known[iri] = next(iter(found), None)
        return self._known[iri]

    def anything(self, iri: str) -> Known | None:
        """A thing, or what the graph only speaks of."""
        found = self.thing(iri)
        if found or not is_iri(iri):
            return found
        linked = "SELECT 1 FROM links WHERE subject = ? UNION SELECT 1 FROM links WHERE object = ?"
        said = {} if self.volume.rows(linked, iri, iri) else self.aside(iri)
        if said is None:
            return None
        kinds = frozenset(one.removeprefix(KG) for one in said.get(TYPE, ()) if one.startswith(KG))
        return Known(iri, kinds, min(said.get(LABEL, ()), default=""))

    def named(self, iri: str, why: str = "") -> Named:
        """A thing with its label and kind."""
        found = self.anything(iri) or Known(iri, frozenset(), "")
        return Named(iri, found.label or contract(iri), kind_word(found.kinds), why)

    def uses(self, iri: str) -> int:
        """How many statements use it."""
        found = self.thing(iri)
        return found.uses if found else 0

    def lives(self, iri: str) -> bool:
        """Whether it is described here, and not obsolete."""
        found = self.thing(iri)
        return found is not None and bool(found.kinds) and not found.old

    def out(self, link: str, iri: str) -> list[str]:
        """What a thing links to."""
        return self._one("SELECT object FROM links WHERE subject = ? AND property = ? ORDER BY object", iri, link)

    def into(self, link: str, iri: str) -> list[str]:
        """What links to a thing."""
        return self._one("SELECT subject FROM links WHERE object = ? AND property = ? ORDER BY subject", iri, link)

    def called(self, key: str) -> list[Entry]:
        """The names that are one once spaces, hyphens and spelling are left aside."""
        rows = self.volume.rows("SELECT iri, name, rank, whole FROM names WHERE key = ? ORDER BY rank, iri", key)
        return [Entry(iri, name, rank, bool(whole)) for iri, name, rank, whole in rows]

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

    def beside(self, iri: str) -> dict[str, str]:
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


def beside_lines(lines: Iterable[str]) -> Aside:
    """What the lines of a release say of a thing."""

    def found(iri: str) -> Statements | None:
        mine, subject, spoken = {TYPE: list[str](), LABEL: list[str]()}, f"<{iri}> ", False
        for line in lines:
            if line.startswith(subject):
                _, name, rest = line.split(" ", 2)
                mine.setdefault(name[1:-1], []).append(rest[1 : rest.rindex(" <") - 1])
                spoken = True
            spoken = spoken or f"> {subject}<" in line
        return mine if spoken else None

    return found


def beside_engine(engine: Engine) -> Aside:
    """The same, asked of an engine; what an engine reads as no IRI (`http://[::1`) is not in its graph."""

    def found(iri: str) -> Statements | None:
        node = reference(iri)
        try:
            rows = engine.rows(f"""SELECT DISTINCT ?p ?o WHERE {{ VALUES ?p {{ <{TYPE}> <{LABEL}> }} {node} ?p ?o }}""")
            used = rows or engine.rows(f"SELECT ?p WHERE {{ {{ {node} ?p ?o }} UNION {{ ?s ?p {node} }} }} LIMIT 1")
        except BadQuery:
            return None
        mine: dict[str, list[str]] = {TYPE: [], LABEL: []}
        for row in rows:
            mine[row["p"].value].append(row["o"].value)
        return mine if used else None

    return found
