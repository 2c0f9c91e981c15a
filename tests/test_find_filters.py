"""Random filters find exactly what the same filters find when they are worked out by hand (`tests/naive.py`)."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import find
from kg.engine import Engine
from kg.find import GeneticStatus, Listing, Names, Order, Relation, Scope, Sex, Span, Status
from kg.find.filters import (
    CaseFilter,
    FamilyFilter,
    GeneFilter,
    GenotypeFilter,
    ObservationFilter,
    PaperFilter,
    StatisticFilter,
    TermFilter,
    TreatmentFilter,
    VariantFilter,
)
from kg.model.words import Claim, Contrast, Depth, Design, Distribution, Evolution, FamilyHistory, Lobe, Side, Symmetry
from kg.names import KG, OBO
from tests.examples import most
from tests.naive import Plain

KINDS = [CaseFilter, ObservationFilter, VariantFilter, PaperFilter, StatisticFilter]
AROUND = [GeneFilter, FamilyFilter, TreatmentFilter]
MANY = settings(
    max_examples=most(200),
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
FEW = settings(MANY, max_examples=most(30))
# What toy papers say, what lies above and below it, and what nobody has.
HPO = "0001288 0001250 0000726 0040330 0033725 0032615 0002514 0000751 0030890 0002500 0011002 0001263 0007229 " + (
    "0012638 0100705 0000118 0000924 0002352 0012443 0000365"
)
CLASSES = "BiallelicCase LateOnsetCase EarlyOnsetCase MissenseVariantCarrier CTCalcificationCase AsymptomaticCarrier"


def some(values: Any) -> st.SearchStrategy[Any]:
    """One or two of some values, as a filter takes them."""
    return st.lists(st.sampled_from(list(values)), min_size=1, max_size=2, unique=True).map(tuple)


def span(plain: Plain, link: str, step: float = 0.5) -> st.SearchStrategy[Span]:
    """Edges that are values of something, or stand right beside one."""
    found = sorted({float(value) + beside for value in plain.values(link) for beside in (-step, 0, step)})
    edge = st.none() | st.sampled_from(found)
    return st.builds(Span, low=edge, high=edge)


MAYBE = st.booleans()
TERM = some(f"HP:{number}" for number in HPO.split())


@cache
def fields(plain: Plain, kind: type, depth: int) -> dict[str, st.SearchStrategy[Any]]:
    """What each field of a filter may hold; filters within it become fewer with the depth."""

    def inner(other: type) -> st.SearchStrategy[Any]:
        return trees(plain, other, depth - 1)

    paper = {"paper": inner(PaperFilter)} if depth else {}
    variant = {"variant": inner(VariantFilter)} if depth else {}
    common = {"id": some(sorted(plain.everything(kind)))} if kind is not GenotypeFilter else {}
    read = {"depth": some(Depth), "doubtful": MAYBE}
    # A region with the wholes that it is part of, and one that nothing is seen in.
    regions = {whole for one in plain.values("region") for whole in plain.wholes(one)} | {
        min(plain.of_type[KG + "Region"])
    }
    placed = {"region": some(sorted(regions)), "parts": MAYBE}
    placed |= {link: some(sorted(plain.values(link))) for link in ("modality", "sequence")}
    case = {"case": inner(CaseFilter)} if depth else {}
    own: dict[type, dict[str, st.SearchStrategy[Any]]] = {
        CaseFilter: {
            "observation": st.lists(inner(ObservationFilter), min_size=1, max_size=2).map(tuple),
            "sex": some(Sex),
            "genetic_status": some(GeneticStatus),
            "affected": MAYBE,
            "family_history": some(FamilyHistory),
            "onset": span(plain, "ageAtOnset"),
            "death": span(plain, "ageAtDeath"),
            "category": some(f"kg:{name}" for name in CLASSES.split()),
            **({"genotype": inner(GenotypeFilter)} if depth else {}),
        },
        GenotypeFilter: {
            "zygosity": some(["GENO:0000135", "GENO:0000136"]),
            "significance": some(["GENO:0000840"]),
            "claim": st.sampled_from(Claim),
            "presumed": MAYBE,
        },
        VariantFilter: {
            "gene": some(["gene:TOY1"]),
            "consequence": some(["SO:0001583", "SO:0001587", "SO:0001575", "kg:TruncatingVariant", "kg:SpliceVariant"]),
            "descendants": MAYBE,
            "domain": some(["domain:TOY1/toy-kinase-domain", "domain:TOY1/toy-insert", "kg:KinaseDomain"]),
            "residue": span(plain, "residue", 1),
            "lobe": some(Lobe),
            "exon": some(range(1, 6)),
            "intron": some(range(1, 5)),
            "doubtful": MAYBE,
            "carried": MAYBE,
            "reported": MAYBE,
        },
        PaperFilter: {"year": span(plain, "year", 1), "design": some(Design)},
        ObservationFilter: {
            "term": TERM,
            "descendants": MAYBE,
            "status": st.sampled_from(Status),
            "scope": st.sampled_from(Scope),
            "imaging": MAYBE,
            **placed,
            "side": some(Side),
            "symmetry": some(Symmetry),
            "evolution": some(Evolution),
            "distribution": some(Distribution),
            "contrast": some(Contrast),
            "initial": MAYBE,
            "age": span(plain, "ageAtObservation"),
            **case,
        },
        StatisticFilter: {
            "term": TERM,
            "descendants": MAYBE,
            **placed,
            "measure": st.sampled_from(["seizures", "WHITE MATTER", "e", 'a "quoted" word']),
            "second_hand": MAYBE,
            "counted": MAYBE,
            "genetic_status": some(GeneticStatus),
        },
        TermFilter: {
            "ontology": some(["HP", "SO", "GENO", "UBERON", "kg"]),
            "under": some(["HP:0012443", "HP:0001250", "HP:0002500", "kg:KinaseDomain"]),
            "seen": st.sampled_from(Status),
            "obsolete": st.none() | MAYBE,
        },
        GeneFilter: {
            "disease": some(["OMIM:000001", "MONDO:0032772"]),
            "classification": some(["definitive", "Toy word"]),
            **case,
        },
        FamilyFilter: {
            "words": st.sampled_from(["TOY fam", "nobody", 'a "quoted" word']),
            "members": st.builds(Span, low=st.none() | st.integers(0, 3), high=st.none() | st.integers(0, 3)),
            **case,
        },
        TreatmentFilter: {
            "words": st.sampled_from(["Transplant", "toy", "nothing"]),
            "agent": some(["toy:000", *sorted(plain.notations())]),
            "outcome": st.sampled_from(["STEPS", "nothing"]),
            "told": MAYBE,
            "depth": some(Depth),
            **case,
        },
    }
    if kind is TermFilter:
        common = {"id": TERM}
    if kind in (CaseFilter, PaperFilter, ObservationFilter, StatisticFilter):
        common |= read
    if kind in (CaseFilter, ObservationFilter, StatisticFilter, FamilyFilter, TreatmentFilter):
        common |= paper
    if kind in (CaseFilter, PaperFilter, GenotypeFilter, GeneFilter):
        common |= variant
    return common | own[kind]


@st.composite
def trees(draw: Callable[..., Any], plain: Plain, kind: type, depth: int = 2) -> Any:
    """A filter with few fields, so that it often finds something, and others of its kind within it."""
    possible = fields(plain, kind, depth)
    several = draw(st.integers(0, 9)) > 6
    names = draw(st.lists(st.sampled_from(sorted(possible)), max_size=2 if several else 1, unique=True))
    asked = {name: draw(possible[name]) for name in names}
    if depth and kind is not GenotypeFilter:
        for name in draw(st.lists(st.sampled_from(["any_of", "none_of", "all_of"]), max_size=2, unique=True)):
            least = 2 if name == "any_of" else 1
            asked[name] = tuple(draw(st.lists(trees(plain, kind, depth - 1), min_size=least, max_size=least + 1)))
    return kind(**asked)


@pytest.fixture(scope="module")
def plain(toy: Engine) -> Plain:
    return Plain(toy)


def agree(toy: Engine, plain: Plain, where: Any, order: Order = Order.IRI) -> None:
    listing = Listing(where, order)
    names = Names(toy)
    keys = [iri for _, iri in find.page(names, listing, 100_000).keys]
    assert len(keys) == len(set(keys)) == find.count(names, listing)
    assert set(keys) == plain.answer(where)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
@MANY
def test_any_filter_finds_what_reading_every_triple_finds(toy: Engine, plain: Plain, kind: type, data: Any) -> None:
    agree(toy, plain, data.draw(trees(plain, kind)), data.draw(st.sampled_from(Order)))


@pytest.fixture(scope="module")
def plain_cohort(cohort: Engine) -> Plain:
    return Plain(cohort)


@pytest.mark.parametrize("kind", AROUND, ids=lambda kind: kind.__name__)
@given(data=st.data())
@MANY
def test_any_filter_of_what_stands_around_people_finds_what_reading_every_triple_finds(
    cohort: Engine, plain_cohort: Plain, kind: type, data: Any
) -> None:
    """With databases that classify genes, and a treatment by its identifier, which the toy papers alone have not."""
    agree(cohort, plain_cohort, data.draw(trees(plain_cohort, kind)), data.draw(st.sampled_from(Order)))


@given(data=st.data())
@FEW
def test_any_filter_of_terms_finds_what_reading_every_triple_finds(toy: Engine, plain: Plain, data: Any) -> None:
    where = data.draw(trees(plain, TermFilter, 1))
    # Of 20,000 terms those that may differ, so that each example takes no second.
    agree(toy, plain, where if where.id else replace(where, id=notable(plain)))


@cache
def notable(plain: Plain) -> tuple[str, ...]:
    """Terms that are seen, excluded, withdrawn, of several ontologies, and a few of the rest."""
    every = sorted(plain.everything(TermFilter))
    withdrawn = [one for one in every if plain.get(one, "deprecated") and not plain.get(one, f"{OBO}IAO_0100001")]
    other = [one for one in every if not one.startswith(f"{OBO}HP_")]
    chosen = [*plain.seen[Status.PRESENT], *sorted(plain.seen[Status.ABSENT])[::20], *other[::9]]
    # What only a blank node is called by cannot be asked for.
    return tuple(sorted({one for one in (*chosen, *withdrawn[:10], *every[::1000]) if "//" in one} - old(plain)))


def old(plain: Plain) -> set[str]:
    """Former ids, and withdrawn ones to which one thing alone is mapped: they are read as others, at every door."""
    after = {one for (one, link) in plain.stated if link == f"{OBO}IAO_0100001"}
    withdrawn = {one for (one, link) in plain.stated if link == "deprecated"}
    return after | {one for one in withdrawn if len(plain.leading["closeMatch", one]) == 1}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
@MANY
def test_of_an_owner_a_filter_finds_those_of_all_that_are_the_owners(
    toy: Engine, plain: Plain, kind: type, data: Any
) -> None:
    where = data.draw(trees(plain, kind, 1))
    relation = data.draw(st.sampled_from([one for one in Relation if type(one.everything) is kind]))
    owners = sorted(owning(plain, relation))
    some, every = (Listing(one, relation=relation) for one in (where, relation.everything))
    answer = find.owned(Names(toy), [(listing, owner) for listing in (some, every) for owner in owners])
    matching = plain.answer(where)
    for owner in owners:
        whole = [iri for _, iri in answer[every, owner].keys]
        assert [iri for _, iri in answer[some, owner].keys] == [iri for iri in whole if iri in matching]


def owning(plain: Plain, relation: Relation) -> set[str]:
    name = relation.name.partition("_")[0]
    if name == "TERM":
        found = [plain.seen[status] for status in plain.seen] + [plain.of_type[KG + "Region"]]
        return {iri for some in found for iri in sorted(some)[::7]}
    return plain.of_type[KG + name.capitalize()]


@pytest.mark.slow
def test_a_region_is_found_with_its_parts(real: Engine) -> None:
    """The toy's regions lie beside one another; those of the real vocabulary lie within one another."""
    everything = Plain(real)
    for region in sorted(everything.of_type[KG + "Region"]):
        for parts in (False, True):
            agree(real, everything, ObservationFilter(region=(region,), parts=parts))
            agree(real, everything, StatisticFilter(region=(region,), parts=parts))
