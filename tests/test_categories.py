"""Diagnostic categories: a verdict stands only where nothing unreported could change it, and says what it rests on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis import KINDS, STANDARD, Held, answer
from kg.analysis.categories import Categories, CategoryRow
from kg.analysis.known import ItemKnown
from kg.analysis.verdicts import State, excluding, items, state, still_open, verdict
from kg.analysis.why import is_criteria, judged
from kg.engine import Engine
from kg.errors import FaultyInput, UnknownName
from kg.find.criteria import VALUES, CriteriaSet, Criterion, criteria
from kg.find.facts import Ref
from kg.names import KG
from kg.release import Release
from kg.sources.criteria import read_criteria
from tests import plainly
from tests.each_release import EVERY
from tests.small import TOY, hpo_of

YES, NO, OPEN = True, False, None
STATES = (YES, NO, OPEN)


@pytest.fixture(scope="module")
def rows(toy_release: Release, toy: Engine) -> dict[tuple[str, str], CategoryRow]:
    """Each verdict on the toy people, by person and criteria."""
    return by_name(Held.of_release(toy_release, toy))


def told(held: Held, *sets: str) -> list[CategoryRow]:
    return [one for one in answer(held, Categories(criteria=sets)).rows if isinstance(one, CategoryRow)]


def by_name(held: Held, *sets: str) -> dict[tuple[str, str], CategoryRow]:
    """Of toy people, of whom no two are called alike."""
    return {(one.case.iri.rpartition("/")[2], one.criteria.iri.rpartition("/")[2]): one for one in told(held, *sets)}


def labels(some: tuple[Ref, ...]) -> list[str]:
    return [one.label for one in some]


# --- The logic -------------------------------------------------------------------------------------------------


def leaf(name: str) -> Criterion:
    return Criterion(Ref(f"toy:{name}", name), term=f"toy:{name}")


def some(*parts: Criterion, least: int | None = None, most: int | None = None) -> Criterion:
    return Criterion(Ref(f"toy:{least}-{most}", ""), parts, least, most)


A, B, C = map(leaf, "abc")
TABLE: list[tuple[Criterion, dict[tuple[State, State], State]]] = [
    (
        some(A, B, least=2),
        {(YES, YES): YES, (YES, NO): NO, (YES, OPEN): OPEN, (NO, NO): NO, (NO, OPEN): NO, (OPEN, OPEN): OPEN},
    ),
    (
        some(A, B, least=1),
        {(YES, YES): YES, (YES, NO): YES, (YES, OPEN): YES, (NO, NO): NO, (NO, OPEN): OPEN, (OPEN, OPEN): OPEN},
    ),
    (
        some(A, B, most=0),
        {(YES, YES): NO, (YES, NO): NO, (YES, OPEN): NO, (NO, NO): YES, (NO, OPEN): OPEN, (OPEN, OPEN): OPEN},
    ),
    (
        some(A, B, most=1),
        {(YES, YES): NO, (YES, NO): YES, (YES, OPEN): OPEN, (NO, NO): YES, (NO, OPEN): YES, (OPEN, OPEN): OPEN},
    ),
]


@pytest.mark.parametrize(("rule", "table"), TABLE, ids=["all of two", "one of two", "none of two", "at most one"])
def test_three_states_are_counted_by_their_truth_tables(
    rule: Criterion, table: dict[tuple[State, State], State]
) -> None:
    assert len(table) == 6, "every pair, in either order"
    for (one, other), right in table.items():
        for a, b in ((one, other), (other, one)):
            assert state(rule, {A: a, B: b}.__getitem__) is right


def grown(names: Iterator[str]) -> st.SearchStrategy[Criterion]:
    """Rules over items of which each stands once."""
    leaves = st.builds(lambda: leaf(next(names)))

    def counted(parts: st.SearchStrategy[Criterion]) -> st.SearchStrategy[Criterion]:
        several = st.lists(parts, min_size=1, max_size=3)
        bound = st.tuples(several, st.booleans(), st.integers(0, 3))
        return bound.map(
            lambda drawn: some(*drawn[0], least=max(drawn[2], 1)) if drawn[1] else some(*drawn[0], most=drawn[2])
        )

    return st.recursive(leaves, counted, max_leaves=6)


@given(st.data())
def test_open_is_what_some_completion_makes_true_and_another_makes_false(data: st.DataObject) -> None:
    rule = data.draw(grown(iter(f"toy {number}" for number in range(1000))))
    every = list(items(rule))
    known = {item: data.draw(st.sampled_from(STATES)) for item in every}
    unknown = [item for item in every if known[item] is None]
    ends = set()
    for ways in product((True, False), repeat=len(unknown)):
        whole = {**known, **dict(zip(unknown, ways, strict=True))}
        ends.add(state(rule, whole.__getitem__))
    found = state(rule, known.__getitem__)
    assert ends <= {True, False}
    assert ends == ({True, False} if found is None else {found})
    left = set(still_open(rule, known.__getitem__))
    assert bool(left) == (found is None) and left <= set(unknown)
    if found is None:
        more = {**known, **dict.fromkeys(set(unknown) - left, True)}
        assert state(rule, more.__getitem__) is None, "what is not missing decides nothing"


def test_what_was_never_read_neither_holds_nor_fails() -> None:
    unread = Criterion(Ref("toy:unread", "unread"), unread=True)
    for given_ in STATES:
        known = {A: given_}.__getitem__
        assert state(unread, known) is None
        assert state(some(A, unread, least=2), known) is (NO if given_ is NO else OPEN)
        assert state(some(A, unread, least=1), known) is (YES if given_ is YES else OPEN)
        assert state(some(A, unread, most=0), known) is (NO if given_ is YES else OPEN)
    assert list(still_open(some(A, unread, least=2), {A: YES}.__getitem__)) == [unread]


def test_the_surest_category_that_is_not_out_of_the_question_is_told() -> None:
    sure, less = some(A, B, least=2), some(B, C, least=1)

    def of(a: State, b: State, c: State) -> tuple[Criterion | None, State]:
        return verdict((sure, less), {A: a, B: b, C: c}.__getitem__)

    assert of(YES, YES, OPEN) == (sure, YES)
    assert of(YES, OPEN, YES) == (sure, OPEN), "it may be the surer one"
    assert of(NO, OPEN, YES) == (less, YES)
    assert of(NO, NO, OPEN) == (less, OPEN)
    assert of(NO, NO, NO) == (None, NO)


def test_what_excludes_is_named() -> None:
    rule = some(some(A, least=1), some(B, C, most=0), least=2)
    assert list(excluding(rule, {A: YES, B: YES, C: NO}.__getitem__)) == [B]
    assert list(excluding(rule, {A: YES, B: OPEN, C: NO}.__getitem__)) == []


# --- The toy people --------------------------------------------------------------------------------------------

VERDICTS = {
    "toy2001": {
        "toy-woman": "definite",
        "toy-uncle": "possible",
        "toy-relative": "possible",
        **dict.fromkeys(("toy-man", "toy-daughter", "toy-child", "patient-1"), "not assessable"),
    },
    "toy2002": {
        "toy-man": "probable",
        "toy-daughter": "does not meet",
        **dict.fromkeys(("toy-woman", "toy-uncle", "toy-relative", "toy-child", "patient-1"), "not assessable"),
    },
    "toy2003": dict.fromkeys(
        ("toy-woman", "toy-man", "toy-daughter", "toy-uncle", "toy-relative", "toy-child", "patient-1"),
        "not assessable",
    ),
}


def test_every_toy_person_has_the_verdict_that_was_worked_out_by_hand(
    rows: dict[tuple[str, str], CategoryRow],
) -> None:
    found: dict[str, dict[str, str]] = {}
    for (case, name), row in rows.items():
        found.setdefault(name, {})[case] = row.verdict
    assert found == VERDICTS


def test_a_verdict_says_what_it_rests_on(rows: dict[tuple[str, str], CategoryRow]) -> None:
    sure = rows["toy-woman", "toy2001"]
    assert labels(sure.met) == ["ill by the toy age", "toy calcium", "toy callosum", "toy gait", "toy genotype"]
    assert labels(sure.not_met) == ["toy fits"] and not sure.missing and not sure.excluded_by
    assert len(sure.decided_by) == 5, "four that are seen, one that is excluded; an age is no finding"


def test_an_open_verdict_says_what_is_missing_and_no_more(rows: dict[tuple[str, str], CategoryRow]) -> None:
    """His calcification was excluded and he fell ill too late: only what `possible` asks for is open."""
    man = rows["toy-man", "toy2001"]
    assert labels(man.missing) == ["toy callosum", "toy fits", "toy gait"]
    assert labels(man.not_met) == ["ill by the toy age", "toy calcium"]
    child = rows["toy-child", "toy2001"]
    assert labels(child.missing) == ["toy fits", "toy gait", "toy genotype"]
    assert "not reported: toy fits, toy gait, toy genotype" in child.why


def test_what_is_seen_and_excluded_counts_as_seen(rows: dict[tuple[str, str], CategoryRow]) -> None:
    """His fits were there at 46 and not at 45."""
    uncle = rows["toy-uncle", "toy2001"]
    assert labels(uncle.excluded_by) == ["toy fits"] and len(uncle.decided_by) == 1


def test_rules_that_were_not_read_judge_nobody(rows: dict[tuple[str, str], CategoryRow]) -> None:
    for case in VERDICTS["toy2003"]:
        row = rows[case, "toy2003"]
        assert labels(row.missing) == ["sure"] and row.why == "never read: sure"


def test_those_of_whom_most_is_known_come_first(toy_release: Release, toy: Engine) -> None:
    rows = told(Held.of_release(toy_release, toy), "toy2001")
    assert [one.case.iri.rpartition("/")[2] for one in rows[:4]] == [
        "toy-woman",
        "toy-relative",
        "toy-uncle",
        "toy-man",
    ]
    assert [one.verdict for one in rows[2:4]] == ["possible", "not assessable"]


def test_one_set_can_be_asked_for_and_an_unknown_one_is_refused(toy_release: Release, toy: Engine) -> None:
    held = Held.of_release(toy_release, toy)
    assert {name for _, name in by_name(held, "toy2002")} == {"toy2002"}
    with pytest.raises(UnknownName, match="known are toy2001, toy2002, toy2003"):
        answer(held, Categories(criteria=("toy1999",)))


def test_it_is_a_kind_and_stands_among_what_every_release_answers() -> None:
    assert KINDS["categories"].question is Categories and Categories() in STANDARD


def test_an_age_is_reached_only_by_what_tells_it(toy_release: Release, toy: Engine) -> None:
    """By the toy age of 45: ill at 40 or 45 or as an infant; at 50 not; well at 20, nobody knows."""
    people = Held.of_release(toy_release, toy).people

    def states(limit: float) -> dict[str, State]:
        item = ItemKnown(people, Criterion(Ref("toy:age", "age"), onset=limit))
        everybody = people.cases.nonzero()[0]
        named = (people.iris[one].rpartition("/")[2] for one in everybody)
        return dict(zip(named, item.states(everybody), strict=True))

    then = states(45)
    assert then["toy-man"] is NO and then["toy-daughter"] is OPEN
    assert all(then[who] is YES for who in ("toy-woman", "toy-uncle", "toy-relative", "toy-child", "patient-1"))
    assert states(19)["toy-daughter"] is NO, "she was well when examined at 20"
    assert states(17)["toy-relative"] is OPEN, "infancy is before 18 and says no more here"
    assert states(43)["toy-uncle"] is NO


# --- Independent computation from what the answer says its values are -------------------------------------------


def completed(engine: Engine, sets: tuple[CriteriaSet, ...]) -> dict[tuple[str, str], str]:
    """Verdicts by trying every completion, from the rows of `VALUES` alone."""
    seen: dict[tuple[str, str], State] = {}
    limits = {item.ref.iri: item.onset for one in sets for each in one.categories for item in items(each)}
    for row in engine.rows(VALUES):
        item, case = row["item"].value, row["case"].value
        if "seen" in row:
            found: State = row["seen"].value == "1"
        else:
            cells = {name: cell.value for name, cell in row.items()}
            found = onset(cells, float(limits.get(item) or 0))
        seen[item, case] = bool(seen.get((item, case))) or found if found is not None else seen.get((item, case))
    cases = [row["case"].value for row in engine.rows(f"SELECT ?case WHERE {{ ?case a <{KG}Case> }}")]
    return {(case, one.ref.iri): judge(one, case, seen) for one in sets for case in cases}


def onset(cells: dict[str, str], limit: float) -> State:
    affected = cells.get("affected")
    ages = [float(cells[name]) for name in ("examined", "died") if name in cells]
    if ("onset" in cells and float(cells["onset"]) <= limit) or ("early" in cells and limit >= 18):
        return True
    if affected == "true" and ages and min(ages) <= limit:
        return True
    late = "onset" in cells and float(cells["onset"]) > limit
    return False if late or (affected == "false" and float(cells.get("examined", 0)) > limit) else None


def judge(one: CriteriaSet, case: str, seen: dict[tuple[str, str], State]) -> str:
    """The verdict that all completions share; whatever was not read is either, like what was not reported."""
    names = sorted({leaf.ref.iri for each in one.categories for leaf in ends(each)})
    known = {name: seen.get((name, case)) for name in names}
    unknown = [name for name in names if known[name] is None]
    found = set()
    for ways in product((True, False), repeat=len(unknown)):
        whole = {**known, **dict(zip(unknown, ways, strict=True))}
        found.add(next((each.ref.label for each in one.categories if holds(each, whole)), "does not meet"))
    return found.pop() if len(found) == 1 else "not assessable"


def ends(one: Criterion) -> Iterator[Criterion]:
    if not one.parts:
        yield one
    for part in one.parts:
        yield from ends(part)


def holds(one: Criterion, whole: dict[str, State]) -> bool:
    if not one.parts:
        return bool(whole[one.ref.iri])
    number = sum(holds(part, whole) for part in one.parts)
    return number >= one.least if one.least is not None else number <= (one.most or 0)


@pytest.mark.parametrize("name", EVERY)
def test_verdicts_are_those_of_a_plain_computation_from_the_values_of_the_query(
    name: str, request: pytest.FixtureRequest
) -> None:
    release: Release = request.getfixturevalue(f"{name}_release")
    held = Held.of_release(release)
    found = {(one.case.iri, one.criteria.iri): one.verdict for one in told(held)}
    assert found == completed(held.engine, criteria(held.engine)) and found


@pytest.mark.slow
def test_our_evidence_meets_no_criteria_whose_rules_were_not_read(real_release: Release) -> None:
    held = Held.of_release(real_release)
    for name, verdicts in (
        ("konno2018", {"not assessable"}),
        ("genereviews2024", {"not assessable"}),
        ("japan125", {"not assessable", "does not meet"}),
    ):
        assert {row.verdict for row in told(held, name)} == verdicts


@pytest.mark.slow
def test_the_reasoner_and_the_rules_agree_on_what_both_can_tell(real_release: Release) -> None:
    """The parts of published rules that are classes: who has them by OWL has them by rule, and nobody else."""
    held = Held.of_release(real_release)
    people = held.people
    signs = {"cognitive impairment", "pyramidal signs", "parkinsonism", "seizures"}
    met = {row.case.iri: {*labels(row.met)} for row in told(held, "japan125")}
    two = {case for case, items_met in met.items() if len(signs & items_met) > 1}
    core = {case for case in two if "onset at 60 years or younger" in met[case]}
    genes = {row.case.iri for row in told(held, "genereviews2024") if row.met}
    by_class = {"Japan125TwoSignsCase": two, "Japan125CoreFeaturesCase": core, "GeneReviewsMolecularCase": genes}
    for defined, cases in by_class.items():
        assert {people.iris[one] for one in people.typed(KG + defined).nonzero()[0]} == cases and cases


# --- Reasons ---------------------------------------------------------------------------------------------------


def test_why_tells_the_facts_that_decide_and_those_that_are_missing(toy_release: Release) -> None:
    hpo = hpo_of(toy_release)
    lines = list(judged(toy_release, "case:pmid-0000001/toy-woman", "toy2001", hpo))
    assert lines[0].endswith("definite    [Toy criteria]")
    assert any("kg:hasExcludedFinding" in line and "[stated in graph:paper/pmid-0000001]" in line for line in lines)
    assert any('kg:ageAtOnset "40"' in line for line in lines)
    assert any("kg:hasGenotype" in line for line in lines)
    lines = list(judged(toy_release, "case:pmid-0000002/toy-child", "toy2001", hpo))
    assert "  not reported: toy fits, toy gait, toy genotype" in lines
    with pytest.raises(UnknownName, match="no person here"):
        list(judged(toy_release, "case:pmid-0000001/toy-nobody", "toy2001", hpo))


@pytest.mark.parametrize(
    ("name", "right"),
    [
        *(("toy2001", True), ("reference:diagnosticcriteria/toy2001", True), ("BiallelicCase", False)),
        *(("kg:BiallelicCase", False), ("HP:0002500", False), ("obo:HP_0002500", False)),
    ],
)
def test_an_id_of_criteria_is_told_from_a_class(name: str, right: bool) -> None:
    assert is_criteria(name) == right


# --- criteria.yaml ---------------------------------------------------------------------------------------------

FAULTS = {
    "criteria-name": ("all_of: [core_features]", "all_of: [core_feature]", "did you mean core_features?"),
    "criteria-rule": ("{name: sure, rule: not read}", "{name: sure, rule: {}}", "not read"),
    "criteria-twice": ("of: [gait, scan, fits]", "of: [gait, scan, scan]", "each item once"),
    "criteria-item": ("{text: ill by the toy age, onset_at_most: 45}", "{text: ill by the toy age}", "one of hpo"),
    "criteria-bound": ("{at_least: 2, of: [supp", "{at_least: 3, of: [supp", "no fewer items"),
    "criteria-source": (
        "  source: [toy_one]\n  read: title",
        "  source: [toy_on]\n  read: title",
        "did you mean toy_one?",
    ),
    "criteria-id": ("{id: fits,", "{id: gait,", "no other item"),
    "criteria-severity": ('class: "kg:Gene', 'severity: "HP:0012828", class: "kg:Gene', "hpo: the finding"),
    "missing": ("  - name: probable\n    rule: {at_least: 2, of: [supportive_findings]}", "  - name: probable", "rule"),
    "extra": ("onset_at_most: 45", "onset_at_mos: 45", "onset_at_mos"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_in_criteria_is_told_with_its_place_and_remedy(kind: str, tmp_path: Path) -> None:
    before, after, remedy = FAULTS[kind]
    text = (TOY / "reference" / "criteria.yaml").read_text(encoding="utf-8")
    assert text.count(before) == 1
    path = tmp_path / "criteria.yaml"
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(FaultyInput) as raised:
        read_criteria(path)
    said = str(raised.value)
    assert remedy in said and "diagnostic_criteria[" in said and f"{path}:" in said


def test_sound_criteria_are_read_as_they_stand(tmp_path: Path) -> None:
    path = Path(shutil.copy(TOY / "reference" / "criteria.yaml", tmp_path))
    assert [one["id"] for one in read_criteria(path)["diagnostic_criteria"]] == ["toy2001", "toy2002", "toy2003"]


# --- The same from the exported tables, by the words of the criteria alone ----------------------------------------

COGNITION = ("0000726", "0001289", "0002354", "0002361", "0007064", "0033630", "5200044")


@pytest.mark.slow
def test_our_evidence_is_judged_as_its_exported_tables_say(real_release: Release) -> None:
    """By the words of the Japanese criteria: fell ill at 60 or before, two of four signs, and no exclusion."""
    tables, hpo = plainly.tables(real_release), plainly.PlainHpo.of(real_release)
    seen = plainly.observations(tables)
    seen = seen[seen["status"] == "present"]
    has, lacks = plainly.present(tables, hpo), plainly.absent(tables, hpo)
    thinking = {plainly.spelt(f"HP:{number}") for number in COGNITION}
    itself = seen["term_iri"].isin([plainly.spelt("HP:0100543"), plainly.spelt("HP:0001268")])
    coded = set(seen[itself]["case_iri"])
    nerves = seen["severity_iri"] == plainly.spelt("HP:0012828")
    severe = {one for one in seen[nerves]["case_iri"] if plainly.spelt("HP:0009830") in has[one]}
    fails = set()
    for case, person in plainly.people(tables).iterrows():
        terms, denied = has.get(case, set()), lacks.get(case, set())
        signs = [case in coded or bool(terms & thinking) or (False if plainly.spelt("HP:0100543") in denied else None)]
        for number in ("0007256", "0001300", "0001250"):
            sign = plainly.spelt(f"HP:{number}")
            signs.append(True if sign in terms else False if sign in denied else None)
        ages = [age for age in (person["age_at_examination"], person["age_at_death"]) if age == age]
        ill_by = (
            person["early"] or person["age_at_onset"] <= 60 or (person["affected"] == "true" and min([*ages, 99]) <= 60)
        )
        well_at = person["affected"] == "false" and person["age_at_examination"] > 60
        late = not ill_by and (person["age_at_onset"] > 60 or well_at)
        excluded = plainly.spelt("HP:0002401") in terms or case in severe
        if late or excluded or signs.count(False) > 2:
            fails.add(case)
    rows = told(Held.of_release(real_release), "japan125")
    assert {one.case.iri for one in rows if one.verdict == "does not meet"} == fails and fails
    assert len(rows) == len(tables["cases"])


@pytest.mark.slow
def test_our_evidence_has_the_genotypes_that_its_exported_tables_say(real_release: Release) -> None:
    """Pathogenic by the person's own paper, of our gene, in one copy or in both."""
    tables = plainly.tables(real_release)
    told_of = tables["genotypes"][["genotype_iri", "significance_iri"]]
    found = plainly.carried(tables).merge(told_of, on="genotype_iri")
    found = found[(found["significance_iri"] == plainly.spelt("GENO:0000840")) & (found["subject"] != "")]
    both = (found["zygosity_iri"] == plainly.spelt("GENO:0000136")) | found["in_trans_with_iri"].isin(
        found["genotype_iri"]
    )
    one_copy = found["zygosity_iri"] == plainly.spelt("GENO:0000135")
    rows = told(Held.of_release(real_release), "genereviews2024")
    assert {one.case.iri for one in rows if one.met} == set(found[both | one_copy]["case_iri"])
