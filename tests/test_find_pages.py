"""Pages by key: each list comes whole and once, whatever its order, its direction and the size of its pages."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import find
from kg.engine import Answer, Engine, Question, Row
from kg.errors import KgError
from kg.find import (
    CaseFilter,
    FamilyFilter,
    Filter,
    GeneFilter,
    Key,
    Listing,
    Names,
    NotAName,
    ObservationFilter,
    Order,
    PaperFilter,
    Relation,
    StatisticFilter,
    TermFilter,
    TreatmentFilter,
    VariantFilter,
)
from kg.names import BASE
from tests.examples import most

KINDS: list[type[Any]] = [
    *(CaseFilter, VariantFilter, PaperFilter, ObservationFilter, StatisticFilter),
    *(GeneFilter, FamilyFilter, TreatmentFilter),
]
LISTINGS = [Listing(kind(), order, descending) for kind in KINDS for order in Order for descending in (False, True)]


class Counting:
    """An engine that counts what it is asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self.asked = engine, 0

    def rows(self, query: str) -> list[Row]:
        self.asked += 1
        return self._engine.rows(query)

    def answer(self, question: Question) -> Answer:
        self.asked += 1
        return self._engine.answer(question)


def name(listing: Listing) -> str:
    return f"{type(listing.where).__name__}-{listing.order.name}-{'down' if listing.descending else 'up'}"


def whole(engine: Engine, listing: Listing) -> tuple[Key, ...]:
    """A list in one page."""
    return find.page(Names(engine), listing, 100).keys


def walked(engine: Engine, listing: Listing, size: int, backwards: bool = False) -> Iterator[tuple[Key, ...]]:
    """Its pages, one after the other."""
    beyond = None
    while True:
        slice_ = find.page(Names(engine), listing, size, beyond, backwards)
        yield slice_.keys
        if not slice_.more:
            return
        assert len(slice_.keys) == size
        beyond = slice_.keys[0 if backwards else -1]


@pytest.mark.parametrize("listing", LISTINGS, ids=name)
def test_the_order_is_by_value_then_by_iri_and_what_has_no_value_comes_last(toy: Engine, listing: Listing) -> None:
    keys = whole(toy, listing)
    assert list(keys) == find.ordered(reversed(keys), listing.descending)
    assert len(keys) == find.count(Names(toy), listing) > 0
    # Worked out once more: equals by IRI whichever the direction, and nothing after what has no value.
    blank = [value is None for value, _ in keys]
    assert blank == sorted(blank)
    for (value, iri), (other, following) in itertools.pairwise(keys):
        if value == other:
            assert iri < following
        elif value is not None and other is not None:
            assert (value > other) is listing.descending  # type: ignore[operator]


@pytest.mark.parametrize("listing", LISTINGS, ids=name)
def test_a_walk_gives_the_whole_list_once_in_both_directions(toy: Engine, listing: Listing) -> None:
    keys = whole(toy, listing)
    for size in (1, 2, 3):
        forth = list(walked(toy, listing, size))
        back = list(walked(toy, listing, size, backwards=True))
        assert tuple(itertools.chain(*forth)) == keys
        assert tuple(itertools.chain(*reversed(back))) == keys


@pytest.mark.parametrize("listing", LISTINGS, ids=name)
def test_before_a_key_stand_those_that_the_page_after_it_leaves_out(toy: Engine, listing: Listing) -> None:
    keys = whole(toy, listing)
    for place, key in enumerate(keys):
        assert find.page(Names(toy), listing, 100, key).keys == keys[place + 1 :]
        assert find.page(Names(toy), listing, 100, key, backwards=True).keys == keys[:place]


@given(data=st.data())
@settings(
    max_examples=most(100), derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_cursor_of_a_thing_that_is_gone_still_has_its_place(toy: Engine, data: Any) -> None:
    """Another release may have left the thing out: what follows is what would have followed it."""
    listing = data.draw(st.sampled_from(LISTINGS))
    texts = st.sampled_from(["", "Toy", "toy paper", "Zebra", 'a "quoted" name', "ünlaut", "2001", "9999"])
    value = st.none() | (st.floats(-10, 100, width=16) if listing.order.number else texts)
    iri = st.sampled_from([BASE, f"{BASE}case/pmid-0000001/toy-dog", "urn:x"])
    gone = (data.draw(value) if listing.order.link else None, data.draw(iri))
    keys = whole(toy, listing)
    ordered = find.ordered([*keys, gone], listing.descending)
    place = ordered.index(gone)
    assert list(find.page(Names(toy), listing, 100, gone).keys) == ordered[place + 1 :]
    assert list(find.page(Names(toy), listing, 100, gone, backwards=True).keys) == ordered[:place]


@pytest.mark.parametrize(
    "cursor",
    [
        (None, "x> } UNION { ?x ?p ?o"),
        (None, 'x" } #'),
        (None, "\\u0022"),
        ('" } #', "urn:x"),
        ("\ud800", "urn:x"),
        ("x" * 5000, "urn:x"),
        (float("nan"), "urn:x"),
        (float("inf"), "urn:x"),
        ("1) || (1", "urn:x"),
    ],
)
@pytest.mark.parametrize("order", [Order.IRI, Order.LABEL, Order.AGE_AT_ONSET])
def test_no_cursor_breaks_out_of_its_query(toy: Engine, order: Order, cursor: Key) -> None:
    try:
        found = find.page(Names(toy), Listing(CaseFilter(), order), 100, cursor).keys
    except NotAName:
        return
    assert set(found) <= set(whole(toy, Listing(CaseFilter(), order)))


def test_a_page_may_be_empty_but_not_smaller(toy: Engine) -> None:
    empty = find.page(Names(toy), Listing(CaseFilter()), 0)
    assert (empty.keys, empty.more) == ((), True)
    assert find.page(Names(toy), Listing(CaseFilter(onset=find.Span(low=99))), 5) == find.Slice((), False)
    with pytest.raises(find.BadPage) as raised:
        find.page(Names(toy), Listing(CaseFilter()), -1)
    assert isinstance(raised.value, KgError)


OWNERS = {
    "PAPER": PaperFilter,
    "CASE": CaseFilter,
    "VARIANT": VariantFilter,
    "TERM": TermFilter,
}


def owners(engine: Engine, relation: Relation) -> list[str]:
    """Things that may be the owners; of terms those below one, as there are 20,000."""
    kind = OWNERS.get(relation.name.partition("_")[0])
    if kind is None:
        type_ = relation.name.partition("_")[0].capitalize()
        return [row["x"].value for row in engine.rows(f"SELECT DISTINCT ?x WHERE {{ ?x a kg:{type_} }}")]
    where = TermFilter(seen=find.Status.PRESENT) if kind is TermFilter else kind()
    return [iri for _, iri in whole(engine, Listing(where))]


@pytest.mark.parametrize("relation", Relation, ids=lambda one: one.name)
def test_what_an_owner_has_is_what_a_page_of_it_gives(toy: Engine, relation: Relation) -> None:
    """The whole of an owner's list in order is what is left of the list of all."""
    named = owners(toy, relation)
    orders = [Order.IRI, Order.LABEL, Order.AGE_AT_ONSET]
    listings = [Listing(relation.everything, order, down, relation) for order in orders for down in (False, True)]
    if type(relation.everything) is TermFilter:
        listings = listings[:1]
    found = find.owned(Names(toy), [(listing, owner) for listing in listings for owner in named])
    assert len(found) == len(listings) * len(named)
    for listing in listings:
        every = [key for owner in named for key in found[listing, owner].keys]
        size = 100_000
        together = find.page(Names(toy), listing, size).keys
        assert set(every) <= set(together)
        for owner in named:
            keys = found[listing, owner].keys
            assert list(keys) == [key for key in together if key in keys]


def test_what_an_owner_has_is_what_a_filter_for_the_owner_finds(toy: Engine) -> None:
    for _, paper in whole(toy, Listing(PaperFilter())):
        its = PaperFilter(id=(paper,))
        pairs: list[tuple[Filter, Relation]] = [
            (CaseFilter(paper=its), Relation.PAPER_CASES),
            (StatisticFilter(paper=its), Relation.PAPER_STATISTICS),
            (ObservationFilter(paper=its), Relation.PAPER_OBSERVATIONS),
        ]
        for where, relation in pairs:
            own = Listing(relation.everything, Order.LABEL, relation=relation)
            listed = find.owned(Names(toy), [(own, paper)])[own, paper].keys
            assert listed == whole(toy, Listing(where, Order.LABEL))


def test_many_owners_and_listings_cost_one_query(toy: Engine) -> None:
    cases = [iri for _, iri in whole(toy, Listing(CaseFilter()))]
    listings = [Listing(ObservationFilter(), order, relation=Relation.CASE_OBSERVATIONS) for order in Order]
    for wanted in ([(listings[0], cases[0])], [(one, case) for one in listings for case in cases]):
        counting = Counting(toy)
        find.owned(Names(counting), wanted)
        assert counting.asked == 1
    assert find.owned(Names(toy), []) == {}


def test_what_is_said_of_many_things_of_several_kinds_costs_one_query(toy: Engine) -> None:
    cases, papers = (
        [(iri, frozenset(said.split())) for _, iri in whole(toy, Listing(kind()))]
        for kind, said in ((CaseFilter, "kg:sex ^kg:reportedIn"), (PaperFilter, "kg:year ^kg:reportedIn rdfs:label"))
    )
    for wanted in (cases[:1], [*cases, *papers]):
        counting = Counting(toy)
        found = find.stated(counting, wanted)
        assert counting.asked == 1
        assert list(found) == [iri for iri, _ in wanted]
    assert not find.stated(toy, [("urn:nothing", frozenset({"kg:sex"}))])["urn:nothing"].facts
    assert find.stated(toy, []) == {}
