"""The people of a release as matrices are those of its tables, and the same by every way they are read."""

import pytest

from kg.analysis import Held
from kg.analysis.counts import Counts
from kg.find import Group
from kg.release import Release
from tests import plainly

WHICH = ["toy", "cohort", pytest.param("real", marks=pytest.mark.slow)]
HPO = "/obo/HP_"


@pytest.fixture(scope="module", params=WHICH)
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
            found[held.people.iris[case]] = {one for one in terms if HPO in one}
        assert {case: terms for case, terms in found.items() if terms} == {
            one: has for one, has in wanted.items() if has
        }
        assert sum(map(len, found.values())) > 50


@pytest.mark.parametrize("by", [one for one in Group if one is not Group.ALL])
def test_groups_are_those_of_the_tables(release: Release, held: Held, by: Group) -> None:
    people = held.people
    pairs = people.groups(by, people.cases).tocoo()
    found = {(people.iris[case], people.iris[group]) for case, group in zip(*pairs.coords, strict=True)}
    assert found == set(plainly.groups(plainly.tables(release), by.name).itertuples(index=False, name=None))
