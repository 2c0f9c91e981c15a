"""The people of a release as matrices: those of its tables, the same however they are read, met by filters as asked."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.analysis import PEOPLE, Held, People
from kg.analysis.chosen import chosen, matrices_do
from kg.analysis.counts import Counts
from kg.analysis.diseases import DISEASES, AnnotatedDiseases
from kg.analysis.numbered_people import people_of
from kg.engine import Engine
from kg.files import Damaged
from kg.find import CaseFilter, GeneticStatus, GenotypeFilter, Group, Sex
from kg.find.filters import PaperFilter, VariantFilter
from kg.find.people import said_by
from kg.lexicon import reading
from kg.model.words import Depth, Lobe
from kg.names import OBO
from kg.release import Release
from kg.release.columns import met_in
from tests import plainly
from tests.each_release import EVERY
from tests.examples import most
from tests.naive import Plain
from tests.test_find_filters import span


@pytest.fixture(scope="module", params=EVERY)
def release(request: pytest.FixtureRequest) -> Release:
    found: Release = request.getfixturevalue(f"{request.param}_release")
    return found


@pytest.fixture(scope="module")
def held(release: Release) -> Held:
    return Held.of_release(release)


# --- against the tables


def test_who_has_and_who_lacks_what_is_what_the_tables_say(release: Release, held: Held) -> None:
    told, hpo = plainly.tables(release), plainly.PlainHpo.of(release)
    counted = Counts.of(held.people, held.people.cases)
    for matrix, wanted in ((counted.present, plainly.present(told, hpo)), (counted.absent, plainly.absent(told, hpo))):
        found = {}
        for case in held.people.cases.nonzero()[0]:
            terms = {held.people.iris[one] for one in matrix[[case]].indices}
            found[held.people.iris[case]] = {one for one in terms if one.startswith(f"{OBO}HP_")}
        assert {case: has for case, has in found.items() if has} == {case: has for case, has in wanted.items() if has}
        assert sum(map(len, found.values())) > 50


@pytest.mark.parametrize("by", [one for one in Group if one is not Group.ALL])
def test_groups_are_those_of_the_tables(release: Release, held: Held, by: Group) -> None:
    people = held.people
    pairs = people.groups(by, people.cases).tocoo()
    found = {(people.iris[case], people.iris[group]) for case, group in zip(*pairs.coords, strict=True)}
    assert found == set(plainly.groups(plainly.tables(release), by.name).itertuples(index=False, name=None))


# --- however they are read


def same(one: People, other: People) -> bool:
    assert (one.iris, one.labels) == (other.iris, other.labels)
    assert one.links.keys() == other.links.keys() and one.ages.keys() == other.ages.keys()
    unlike = [name for name, matrix in one.links.items() if (matrix != other.links[name]).nnz]
    unlike += [name for name, ages in one.ages.items() if not np.array_equal(ages, other.ages[name], equal_nan=True)]
    assert not unlike
    return True


def test_the_file_of_a_release_holds_what_its_lines_and_its_graph_say(release: Release, tmp_path: Path) -> None:
    """A release tells of people in its answers too: nobody there is a person."""
    held = People.read(release.folder / PEOPLE)
    assert same(held, people_of(met_in(release.lines())))
    assert same(held, People.of(said_by(release.engine())))
    held.write(tmp_path / PEOPLE)
    assert (tmp_path / PEOPLE).read_bytes() == (release.folder / PEOPLE).read_bytes()
    assert PEOPLE in release.manifest["files"]


def test_an_endpoint_is_asked_in_parts_that_an_answer_can_hold(
    toy: Engine, toy_release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    class Counting:
        def rows(self, query: str) -> Any:
            found = toy.rows(query)
            asked.append(len(found))
            return found

    whole = People.of(said_by(Counting()))  # type: ignore[arg-type]
    queries, largest = len(asked), max(asked)
    asked.clear()
    monkeypatch.setattr(reading, "PAGE", 50)
    assert same(whole, People.of(said_by(Counting())))  # type: ignore[arg-type]
    assert len(asked) > queries
    assert max(asked) < largest


def test_a_release_without_the_file_is_read_all_the_same(toy_release: Release, tmp_path: Path) -> None:
    for path in toy_release.folder.iterdir():
        if path.name != PEOPLE:
            (tmp_path / path.name).symlink_to(path)
    older = replace(toy_release, folder=tmp_path)
    assert same(Held.of_release(older).people, Held.of_release(toy_release).people)
    lent = Held.lend(older.engine(), older.folder)
    assert same(Held.of(lent).people, Held.of_release(toy_release).people)


def test_an_engine_that_was_lent_the_file_is_not_asked(toy_release: Release) -> None:
    class Silent:
        def rows(self, query: str) -> Any:
            raise AssertionError(f"asked {query}")

    lent: Any = Held.lend(Silent(), toy_release.folder)  # type: ignore[type-var]
    assert Held.of(lent).people.cases.sum() == 7
    assert Held.of(lent).people is Held.of(lent).people


def test_a_damaged_file_is_told_with_its_place_and_remedy(toy_release: Release, tmp_path: Path) -> None:
    whole = (toy_release.folder / PEOPLE).read_bytes()
    for bytes_ in (b"", b"toy", whole[: len(whole) // 2], whole[:200] + b"toy" + whole[203:]):
        (tmp_path / PEOPLE).write_bytes(bytes_)
        with pytest.raises(Damaged, match=rf"{PEOPLE} is damaged.*kg build"):
            People.read(tmp_path / PEOPLE)
        assert [PEOPLE in str(one) for one in Held.faults(tmp_path)] == [True]
    assert Held.faults(toy_release.folder) == ()


@pytest.mark.parametrize(("name", "array"), [(PEOPLE, "kg:sex indptr"), (DISEASES, "negated")])
def test_a_file_of_another_layout_is_told_whether_it_is_older_or_newer(
    toy_release: Release, tmp_path: Path, name: str, array: str
) -> None:
    with np.load(toy_release.folder / name) as held:
        whole = {one: held[one] for one in held.files}
    for other in ({one: told for one, told in whole.items() if one != array}, {**whole, "toy": whole[array]}):
        np.savez_compressed(tmp_path / name, **other)
        read = People.read if name == PEOPLE else AnnotatedDiseases.read
        with pytest.raises(Damaged, match=rf"{name} is damaged, or of another kg; `kg build --force`"):
            read(tmp_path / name)
        assert [name in str(one) for one in Held.faults(tmp_path)] == [True]


# --- filters


def test_what_matrices_do_not_hold_is_asked(toy_release: Release) -> None:
    """And only that: whatever stands around it is met by matrices."""
    held = Held.of_release(toy_release)
    told = CaseFilter(doubtful=True)
    assert not matrices_do(told)
    doubtful = {held.people.iris[one].rpartition("/")[2] for one in chosen(held, told).nonzero()[0]}
    assert "toy-uncle" in doubtful
    confirmed = CaseFilter(genetic_status=(GeneticStatus.CONFIRMED,), none_of=(told,))
    found = {held.people.iris[one].rpartition("/")[2] for one in chosen(held, confirmed).nonzero()[0]}
    assert found and not found & doubtful


def some(values: Any) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from(list(values)), min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def filters(draw: Any, plain: Plain, kind: type, deep: int = 2) -> Any:
    """A filter that matrices can meet, of few fields."""
    inner = {name: filters(plain, other, deep - 1) for name, other in INNER.get(kind, {}).items()} if deep else {}
    possible = {**OWN[kind](plain), **inner}
    names = draw(st.lists(st.sampled_from(sorted(possible)), max_size=2, unique=True))
    asked = {name: draw(possible[name]) for name in names}
    if deep and kind is not GenotypeFilter:
        for name in draw(st.lists(st.sampled_from(["any_of", "none_of", "all_of"]), max_size=1)):
            asked[name] = tuple(draw(st.lists(filters(plain, kind, deep - 1), min_size=1, max_size=2)))
    return kind(**asked)


INNER: dict[type, dict[str, type]] = {
    CaseFilter: {"genotype": GenotypeFilter, "variant": VariantFilter, "paper": PaperFilter},
    GenotypeFilter: {"variant": VariantFilter},
}
OWN: dict[type, Any] = {
    CaseFilter: lambda plain: {
        "id": some(sorted(plain.everything(CaseFilter))),
        "sex": some(Sex),
        "genetic_status": some(GeneticStatus),
        "affected": st.booleans(),
        "onset": span(plain, "ageAtOnset"),
        "death": span(plain, "ageAtDeath"),
        "category": some(["kg:BiallelicCase", "kg:LateOnsetCase", "kg:SubjectGeneCarrier", "kg:AsymptomaticCarrier"]),
        "depth": some(Depth),
    },
    GenotypeFilter: lambda plain: {"zygosity": some(["GENO:0000135", "GENO:0000136"])},
    VariantFilter: lambda plain: {
        "id": some(sorted(plain.everything(VariantFilter))),
        "gene": some(["gene:TOY1"]),
        "consequence": some(["SO:0001583", "SO:0001587", "SO:0001575", "kg:TruncatingVariant", "kg:SpliceVariant"]),
        "descendants": st.booleans(),
        "domain": some(["domain:TOY1/toy-kinase-domain", "domain:TOY1/toy-insert", "kg:KinaseDomain"]),
        "lobe": some(Lobe),
        "exon": some(range(1, 6)),
        "intron": some(range(1, 5)),
    },
    PaperFilter: lambda plain: {"id": some(sorted(plain.everything(PaperFilter))), "depth": some(Depth)},
}


@pytest.fixture(scope="module")
def plain(toy: Engine) -> Plain:
    return Plain(toy)


@settings(
    max_examples=most(300),
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_random_filters_leave_by_matrices_whom_they_leave_by_hand(
    toy_release: Release, plain: Plain, data: st.DataObject
) -> None:
    where = data.draw(filters(plain, CaseFilter))
    assert matrices_do(where)
    held = Held.of_release(toy_release, TOY.setdefault("engine", toy_release.engine()))
    assert {held.people.iris[one] for one in chosen(held, where).nonzero()[0]} == plain.answer(where)


TOY: dict[str, Any] = {}
"""The engine of all examples."""
