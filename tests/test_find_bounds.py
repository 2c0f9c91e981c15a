"""How long lists can be: never shorter than the longest there is, and counted without asking much."""

from collections.abc import Iterable
from typing import Any

import pytest

from kg import find
from kg.engine import Engine, Row
from kg.find import Bounds, CaseFilter, Listing, Names, ObservationFilter, PaperFilter, Relation, Scope, bounds
from kg.lexicon.spelling import PROLOGUE


def longest(engine: Engine, way: Relation, wheres: Iterable[find.Filter]) -> int:
    """The length of the longest list along a way, of all that there are."""
    owners = {row["owner"].value for row in engine.rows(f"{PROLOGUE} SELECT DISTINCT ?owner {{ {way.pattern} }}")}
    iris = [one for one in owners if find.is_iri(one)]
    wanted = [(Listing(where, relation=way), owner) for where in wheres for owner in iris]
    return max((len(one.keys) for one in find.owned(Names(engine), wanted).values()), default=0)


@pytest.mark.parametrize("graph", ["toy", pytest.param("real", marks=pytest.mark.slow)])
def test_no_list_is_longer_than_its_bound(graph: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(graph)
    found = bounds(engine)
    for kind in found.kinds:
        scopes = [{"scope": one} for one in Scope] if kind is ObservationFilter else [{}]
        assert found.kinds[kind] == sum(find.count(Names(engine), Listing(kind(**scope))) for scope in scopes)  # type: ignore[arg-type]
    assert len(found.ways) > 8
    for way, most in found.ways.items():
        kind = type(way.everything)
        wheres = [ObservationFilter(scope=one) for one in Scope] if kind is ObservationFilter else [way.everything]
        there = longest(engine, way, wheres)
        assert there <= most, way
        assert most <= 2 * there + 2, (way, "no bound is idle")


def test_a_bound_is_the_smaller_of_what_is_known() -> None:
    known = Bounds({CaseFilter: 7, PaperFilter: 3}, {Relation.PAPER_CASES: 5, Relation.FAMILY_CASES: 9})
    assert known.most(CaseFilter, None) == known.most(CaseFilter, Relation.VARIANT_CASES) == 7
    assert known.most(CaseFilter, Relation.PAPER_CASES) == 5
    assert known.most(CaseFilter, Relation.FAMILY_CASES) == 7
    assert Bounds().most(CaseFilter, Relation.PAPER_CASES) is None


def test_of_a_large_graph_only_the_things_are_counted(toy: Engine) -> None:
    asked: list[str] = []

    class Noting:
        def rows(self, query: str) -> list[Row]:
            asked.append(query)
            return toy.rows(query)

    engine: Any = Noting()
    found = bounds(engine, many=10)
    assert (len(asked), bool(found.kinds), found.ways) == (1, True, {})
