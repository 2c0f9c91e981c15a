"""How often a finding is present, absent or not reported: by hand, by SPARQL, and a second time from the tables."""

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from kg.analysis import Analysis, Held
from kg.analysis.answers import Answered, as_json
from kg.analysis.counted_twice import once
from kg.analysis.frequencies import Frequencies, FrequencyRow, frequencies
from kg.analysis.population import Population
from kg.errors import UnknownName
from kg.find import CaseFilter, Depth, GenotypeFilter, Group, PaperFilter, Seen, VariantFilter
from kg.find.facts import Ref
from kg.find.frequencies import share
from kg.model.words import Lobe
from kg.names import BASE, OBO
from kg.release import Release
from tests import plainly
from tests.each_release import EVERY
from tests.examples import most

COLUMNS = {one: one.name.lower() for one in Population}
SEIZURE, WHITE, CALCIFIED = "HP:0001250", "HP:0002500", "HP:0002514"
COMPOSED = {
    lobe: Frequencies(
        where=CaseFilter(
            genotype=GenotypeFilter(
                zygosity=("heterozygous",), variant=VariantFilter(consequence=("missense_variant",), lobe=(lobe,))
            )
        )
    )
    for lobe in Lobe
}
"""Adult heterozygous carriers with a missense variant in a lobe; the C lobe is the distal one."""
ASKED = [
    *(Frequencies(population=Population.EVERYBODY, by=by) for by in Group),
    Frequencies(),
    Frequencies(population=Population.BIALLELIC),
    Frequencies(population=Population.CARRIERS, by=Group.SEX, as_read=True),
    Frequencies(population=Population.CARRIERS, terms=(SEIZURE, WHITE)),
    *(Frequencies(population=Population.EVERYBODY, by=Group.SEX, of=of) for of in (Seen.MODALITY, Seen.REGION)),
    Frequencies(population=Population.EVERYBODY, modality=("MRI",)),
    Frequencies(population=Population.EVERYBODY, region=("brain",), depth=(Depth.FULL_TEXT,)),
    Frequencies(population=Population.EVERYBODY, sequence=("DWI",), of=Seen.REGION),
    Frequencies(population=Population.EVERYBODY, depth=(Depth.ABSTRACT,), of=Seen.MODALITY),
    *COMPOSED.values(),
]


@pytest.fixture(scope="module", params=EVERY)
def release(request: pytest.FixtureRequest) -> Release:
    found: Release = request.getfixturevalue(f"{request.param}_release")
    return found


@pytest.fixture(scope="module")
def held(release: Release) -> Held:
    return Held.of_release(release)


@pytest.fixture(scope="module")
def toy_held(toy_release: Release) -> Held:
    return Held.of_release(toy_release)


Counted = dict[tuple[str, str], tuple[int, int, int]]
"""Present, absent and all people, by group and term."""


def counts(answer: Analysis) -> Counted:
    rows = [row for row in answer.rows if isinstance(row, FrequencyRow)]
    assert len(rows) == len(answer.rows)
    return {(row.group.iri if row.group else "", row.term.iri): (row.present, row.absent, row.cases) for row in rows}


def by_query(held: Held, answer: Analysis) -> Counted:
    """The same counts, worked out from the rows of the query that an answer gives."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in held.engine.rows(answer.sparql):
        key = tuple(row[name].value if name in row else "" for name in ("group", "term"))
        found[key[0], key[1]][row["state"].value] = int(row["n"].value)
    everybody = {group: one["all"] for (group, _), one in found.items() if "all" in one}
    return {
        (group, term): (one.get("present", 0), one.get("absent", 0), everybody[group])
        for (group, term), one in found.items()
        if term
    }


# --- by hand


def row(answer: Analysis, term: str) -> FrequencyRow:
    (found,) = (one for one in answer.rows if isinstance(one, FrequencyRow) and one.term.curie == term)
    return found


def called(refs: tuple[Ref, ...]) -> list[str]:
    return [one.label.partition(": ")[2] for one in refs]


def test_adults_of_the_toy_by_hand(toy_held: Held) -> None:
    """Woman, man, daughter, patient 1 and uncle; the child has both copies changed, the relative was not tested."""
    answer = frequencies(toy_held, Frequencies())
    assert answer.people == 5
    white, seizure = row(answer, WHITE), row(answer, SEIZURE)
    assert (white.present, white.absent, white.not_reported, white.cases) == (2, 1, 2, 5)
    assert called(white.absent_in) == ["toy daughter"]
    assert (seizure.present, seizure.absent, seizure.not_reported) == (1, 1, 3), "toy uncle has it both ways"
    assert called(seizure.present_in) + called(seizure.absent_in) == ["toy uncle", "toy woman"]
    assert len(seizure.papers) == 2
    assert seizure.of_reported and seizure.of_all
    assert (seizure.of_reported.value, seizure.of_all.value) == (0.5, 0.2)


def test_rows_are_written_without_working_their_types_out_again(
    toy_held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Answered(frequencies(toy_held, Frequencies()), ())
    first = as_json(answer, "toy")
    monkeypatch.setattr("kg.analysis.result.get_type_hints", lambda *_, **__: pytest.fail("worked out anew"))
    assert len(first["rows"]) > 1 and as_json(answer, "toy") == first


def test_shares_that_silence_makes_whole_say_so(toy_held: Held) -> None:
    """Nobody was told not to have most of what adults have; of the child nothing is denied at all."""
    answer = frequencies(toy_held, Frequencies())
    found = [one for one in answer.rows if isinstance(one, FrequencyRow)]
    whole = sum(one.absent == 0 for one in found)
    assert 0 < whole < len(found)
    assert answer.notes[0].startswith(f"In {whole} of {len(found)} rows the share of the reported is 1 since nobody")
    both = frequencies(toy_held, Frequencies(terms=(WHITE, SEIZURE)))
    assert not any("share of the reported" in one for one in both.notes)


def test_who_may_be_counted_twice_and_who_is_in_no_group_is_told(toy_held: Held) -> None:
    everybody = frequencies(toy_held, Frequencies(population=Population.EVERYBODY, by=Group.VARIANT, terms=(WHITE,)))
    people = toy_held.people
    kept, twice = once(people, people.cases)
    assert twice and kept.sum() + len(twice) == everybody.people
    without = int((people.cases & ~(people.links["kg:hasVariant"] @ np.ones(len(people.iris), dtype=bool))).sum())
    assert without and everybody.notes[-2:] == (
        f"{len(twice)} of these people may be persons whom another paper describes, and are counted all the same.",
        f"{without} of these people are not told to be of any group, and stand in no row.",
    )


def test_the_child_is_counted_where_it_is_asked_for_alone(toy_held: Held) -> None:
    answer = frequencies(toy_held, Frequencies(population=Population.BIALLELIC))
    assert answer.people == 1
    assert {(one.present, one.absent) for one in answer.rows if isinstance(one, FrequencyRow)} == {(1, 0)}


def test_ways_of_looking_by_hand(toy_held: Held) -> None:
    """By MRI: woman and man had findings; daughter had none, uncle none, and the child's first MRI was normal."""
    answer = frequencies(toy_held, Frequencies(population=Population.EVERYBODY, of=Seen.MODALITY))
    found = {one.term.iri.removeprefix(BASE): one for one in answer.rows if isinstance(one, FrequencyRow)}
    assert found.keys() == {"modality/MRI", "modality/CT"}
    mri, ct = found["modality/MRI"], found["modality/CT"]
    assert (called(mri.present_in), mri.absent, mri.not_reported) == (["toy man", "toy woman"], 3, 2)
    assert (called(ct.present_in), called(ct.absent_in)) == (["toy woman", "toy child"], ["toy man"])


@pytest.mark.parametrize(
    ("who", "term", "expected"),
    [
        ("toy daughter", WHITE, (0, 1, 0)),
        ("toy daughter", SEIZURE, None),
        ("toy uncle", SEIZURE, (1, 0, 0)),
    ],
    ids=["all absent", "all missing", "both ways"],
)
def test_one_person(toy_held: Held, who: str, term: str, expected: tuple[int, int, int] | None) -> None:
    """A share of one has a wide interval; of what nobody says anything there is no row, and no share of nothing."""
    answer = frequencies(toy_held, Frequencies(where=CaseFilter(id=(who,)), terms=(term,)))
    found = [one for one in answer.rows if isinstance(one, FrequencyRow)]
    assert [(one.present, one.absent, one.not_reported) for one in found] == ([expected] if expected else [])
    for one in found:
        assert one.of_reported
        assert (one.of_reported.high or 0) - (one.of_reported.low or 0) > 0.79


def test_nobody_is_an_answer_and_a_wrong_name_is_none(toy_held: Held) -> None:
    nobody = frequencies(toy_held, Frequencies(where=CaseFilter(paper=PaperFilter(depth=(Depth.EXCERPT,)))))
    assert (nobody.people, nobody.rows) == (0, ())
    for wrong in (
        Frequencies(terms=("toy nothing",)),
        Frequencies(modality=("toy scan",)),
        Frequencies(where=CaseFilter(variant=VariantFilter(gene=("TOY0",)))),
        Frequencies(where=CaseFilter(category=("kg:ToyCase",))),
    ):
        with pytest.raises(UnknownName, match=r"no .* here is called"):
            frequencies(toy_held, wrong)


# --- by SPARQL, and from the tables


@pytest.mark.parametrize("asked", ASKED, ids=lambda one: one.canonical)
def test_the_query_of_an_answer_gives_its_counts(held: Held, asked: Frequencies) -> None:
    answer = frequencies(held, asked)
    assert counts(answer) == by_query(held, answer)


@pytest.mark.parametrize("by", Group)
@pytest.mark.parametrize("population", COLUMNS)
def test_the_tables_give_the_same_counts(release: Release, held: Held, population: Population, by: Group) -> None:
    found = counts(frequencies(held, Frequencies(population=population, by=by)))
    assert found == from_tables(release, population, by)


@pytest.mark.parametrize("lobe", COMPOSED)
def test_a_composed_group_is_the_same_from_the_tables(release: Release, held: Held, lobe: Lobe) -> None:
    told = plainly.tables(release)
    one = plainly.carried(told).merge(told["variant_lobes"]).merge(told["variant_consequences"])
    chosen = one[
        (one["zygosity_iri"] == OBO + "GENO_0000135")
        & (one["lobe_iri"] == lobe.iri)
        & (one["consequence_iri"] == OBO + "SO_0001583")
    ]
    answer = frequencies(held, COMPOSED[lobe])
    assert counts(answer) == from_tables(release, Population.ADULTS, Group.ALL, set(chosen["case_iri"]))


@pytest.mark.parametrize(
    ("which", "lobe", "least"), [("toy", Lobe.N_LOBE, 3), pytest.param("real", Lobe.C_LOBE, 8, marks=pytest.mark.slow)]
)
def test_there_is_somebody_in_a_composed_group(
    request: pytest.FixtureRequest, which: str, lobe: Lobe, least: int
) -> None:
    """On the toy toy woman, her daughter and patient 1, all with p.Arg50His."""
    answer = frequencies(Held.of_release(request.getfixturevalue(f"{which}_release")), COMPOSED[lobe])
    assert (answer.people or 0) >= least
    assert answer.rows


def from_tables(release: Release, population: Population, by: Group, among: set[str] | None = None) -> Counted:
    told, hpo = plainly.tables(release), plainly.PlainHpo.of(release)
    who = plainly.people(told)
    chosen = set(who.index[who[COLUMNS[population]]])
    chosen = chosen if among is None else chosen & among
    pairs = plainly.groups(told, by.name)
    members = pairs[pairs["case_iri"].isin(chosen)].groupby("group")["case_iri"].agg(set).to_dict()
    has, lacks = plainly.present(told, hpo), plainly.absent(told, hpo)
    read = set(plainly.observations(told)["term_iri"]) - {""}
    found: Counted = {}
    for group, people in members.items():
        present, absent = (defaultdict(int, _tally(people, one)) for one in (has, lacks))
        for term in (present.keys() | absent.keys()) & read:
            found["" if by is Group.ALL else group, term] = (present[term], absent[term], len(people))
    return found


def _tally(people: set[str], terms: dict[str, set[str]]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for one in people:
        for term in terms.get(one, ()):
            found[term] += 1
    return found


# --- shares


@pytest.mark.parametrize(
    ("n", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_of_newcombe(n: int, of: int, low: float, high: float) -> None:
    """Newcombe RG, Stat Med 1998;17:857-872, table I, score method without correction; read where the tests of a
    public implementation quote it.
    """
    found = share(n, of)
    assert found
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@settings(max_examples=most(200), deadline=None)
@given(st.integers(1, 12_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_intervals_are_those_of_statsmodels(pair: tuple[int, int]) -> None:
    n, of = pair
    found = share(n, of)
    assert found
    low, high = proportion_confint(n, of, alpha=0.05, method="wilson")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_of_none_there_is_no_share() -> None:
    assert share(0, 0) is None


def test_the_same_question_has_the_same_name_however_it_was_put() -> None:
    asked = Frequencies(by=Group.SEX, modality=("MRI",))
    assert replace(asked, modality=("MRI",)).iri == asked.iri != replace(asked, modality=("CT",)).iri
    assert Frequencies().canonical == "{}"
