"""How long lists can be at the most, whatever is asked of them: what a price may be held to before anything is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, TypeVar

from kg.engine import Engine
from kg.find.filters import (
    CaseFilter,
    FamilyFilter,
    Filter,
    GeneFilter,
    ObservationFilter,
    PaperFilter,
    StatisticFilter,
    TreatmentFilter,
    VariantFilter,
)
from kg.find.relations import LED, Relation
from kg.lexicon.spelling import PROLOGUE

T = TypeVar("T")
_CLASSES: Final[dict[type[Filter], tuple[str, ...]]] = {
    CaseFilter: ("kg:Case",),
    VariantFilter: ("kg:Variant",),
    PaperFilter: ("kg:Paper",),
    ObservationFilter: ("kg:PhenotypeObservation", "kg:ImagingObservation"),
    StatisticFilter: ("kg:CohortStatistic",),
    GeneFilter: ("kg:Gene",),
    FamilyFilter: ("kg:Family",),
    TreatmentFilter: ("kg:Treatment",),
}
"""The classes of each kind of things. Terms are left out: there are more of them than any page has."""
_ALONG: Final = {
    **{one: one.pattern for one in Relation if one.name.partition("_")[0] in ("PAPER", "CASE", "FAMILY", "VARIANT")},
    Relation.CASE_OBSERVATIONS: f"?owner {LED.replace(', ', '|')} ?x",
    Relation.TERM_CHILDREN: Relation.TERM_CHILDREN.pattern,
}
"""The ways that lead from many things to a few each. The others lead from few to nearly all, or would take an engine
long: those from terms."""
MANY: Final = 100_000
"""Things above which only they are counted: along the ways it would take an engine seconds."""
Links: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""Properties, with `^` before one that is followed backwards, and the classes of what is meant; of all if none."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many things there are of a kind, and along a way or by links from the one thing that has most."""

    kinds: Mapping[type[Filter], int] = field(default_factory=dict)
    ways: Mapping[Relation, int] = field(default_factory=dict)
    links: Mapping[Links, int] = field(default_factory=dict)

    def most(self, kind: type[Filter], way: Relation | None) -> int | None:
        """How many a list can hold; None where nobody knows."""
        known = (self.kinds.get(kind), self.ways.get(way) if way else None)
        return min((one for one in known if one is not None), default=None)


def bounds(engine: Engine, links: Iterable[Links] = (), many: int = MANY) -> Bounds:
    """Those of the whole graph, in two queries; `links` are counted too, each under itself."""
    kinds = _read(engine, ((kind, f"SELECT (COUNT(?x) AS ?n) WHERE {{ {_of(kind)} }}") for kind in _CLASSES))
    if sum(kinds.values()) > many:
        return Bounds(kinds)
    ways = [(way, _along(way)) for way in _ALONG]
    found: dict[Any, int] = _read(engine, [*ways, *((link, _linked(*link)) for link in links)])
    return Bounds(kinds, {way: found.pop(way) for way in _ALONG}, found)


def _read(engine: Engine, wanted: Iterable[tuple[T, str]]) -> dict[T, int]:
    """The number `?n` of each query, all in one."""
    keys, queries = zip(*wanted, strict=True)
    branches = (f"{{ {{ {query} }} BIND({place} AS ?place) }}" for place, query in enumerate(queries))
    rows = engine.rows(f"{PROLOGUE} SELECT ?place ?n WHERE {{ {' UNION '.join(branches)} }}")
    return dict.fromkeys(keys, 0) | {keys[int(row["place"].value)]: int(row["n"].value) for row in rows if "n" in row}


def _of(kind: type[Filter]) -> str:
    return _classed(_CLASSES[kind])


def _classed(classes: Iterable[str]) -> str:
    return " UNION ".join(f"{{ ?x a {name} }}" for name in classes)


def _along(way: Relation) -> str:
    kind = type(way.everything)
    own = "" if way.sure or kind not in _CLASSES else _of(kind)
    return _most(f"{_ALONG[way]} . {own}")


def _linked(properties: Iterable[str], classes: Iterable[str]) -> str:
    led = " UNION ".join(
        f"{{ ?x {one[1:]} ?owner }}" if one[0] == "^" else f"{{ ?owner {one} ?x }}" for one in properties
    )
    return _most(led + (f" . {_classed(classes)}" if classes else ""))


def _most(pattern: str) -> str:
    counted = f"SELECT ?owner (COUNT(DISTINCT ?x) AS ?count) WHERE {{ {pattern} }} GROUP BY ?owner"
    return f"SELECT (MAX(?count) AS ?n) WHERE {{ {counted} }}"
