"""Findings on scans: counted by hand on the toy graph, and again from the query that each answer tells."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.analysis import Held, answer
from kg.analysis.differential import NO_DISEASES, Differential
from kg.analysis.population import Population
from kg.analysis.result import Analysis
from kg.analysis.specificity import Specificity, SpecificityRow, specificity
from kg.build.analyses import asked_names
from kg.engine import Engine
from kg.errors import FaultyInput, UnknownName
from kg.find.diseases import signs
from kg.model.words import LOOKS, Symmetry
from kg.names import contract, term
from kg.release import Release
from kg.sources.hpo import Hpo
from kg.sources.reference import read_reference
from tests.small import TOY
from tests.test_differential import annotated, over_real, over_toy, toy_diseases, without  # noqa: F401 - fixtures

MATTER, HYPERINTENSE, DIFFUSION, CALCIFIED = "HP:0002500", "HP:0030890", "HP:0032615", "HP:0002514"
Rows = Mapping[tuple[str, str], SpecificityRow]


def rows(found: Analysis) -> Rows:
    """The rows of an answer by term and look."""
    shown = [one for one in found.rows if isinstance(one, SpecificityRow)]
    return {(contract(one.term.iri), one.look.label if one.look else ""): one for one in shown}


def counts(one: SpecificityRow) -> tuple[int, int, int, int]:
    return one.present, one.absent, one.not_reported, one.cases


def labels(row: SpecificityRow, name: str) -> list[str]:
    return [one.label for one in getattr(row, name)]


def test_findings_on_scans_of_adults_are_counted_in_three_states(over_toy: Held) -> None:  # noqa: F811
    """Toy woman, man, daughter, uncle and patient 1: what a scan of theirs was read to show."""
    found = rows(specificity(over_toy, Specificity()))
    assert counts(found[DIFFUSION, ""]) == (1, 1, 3, 5)
    assert counts(found[CALCIFIED, ""]) == (1, 1, 3, 5)
    assert counts(found[MATTER, ""]) == (2, 1, 2, 5)
    assert ("HP:0001288", "") not in found
    share = found[CALCIFIED, ""].of_reported
    assert share and (share.value, share.low, share.high) == pytest.approx((0.5, 0.0945, 0.9055), abs=1e-4)


def test_a_look_counts_where_it_is_told_and_hpo_has_no_word_for_it(over_toy: Held) -> None:  # noqa: F811
    lasting = rows(specificity(over_toy, Specificity()))[DIFFUSION, "persistent"]
    assert counts(lasting) == (1, 0, 4, 5)
    assert [one.label for one in lasting.present_in] == ["Toy A 2001: toy woman"]
    assert (lasting.diseases, lasting.information) == (None, None)
    assert lasting.refused == "HPO has no word for persistent: its annotations cannot say which diseases look so"


def test_the_same_finding_of_another_look_is_never_shared(over_toy: Held) -> None:  # noqa: F811
    found = rows(specificity(over_toy, Specificity()))
    one, other = found[MATTER, "asymmetric"], found[MATTER, "symmetric"]
    assert (one.present, one.other_look, other.present, other.other_look) == (1, 0, 0, 1)
    assert (labels(one, "shared_by"), labels(one, "opposed_by")) == (["toy twin disease"], ["toy other disease"])
    assert (labels(other, "shared_by"), labels(other, "opposed_by")) == (["toy other disease"], ["toy twin disease"])
    assert labels(found[MATTER, ""], "shared_by") == ["toy other disease", "toy twin disease"]


def test_a_disease_that_a_text_says_to_lack_it_lacks_every_look_of_it(over_toy: Held) -> None:  # noqa: F811
    found = rows(specificity(over_toy, Specificity()))
    for look in ("", "persistent"):
        assert labels(found[DIFFUSION, look], "lacked_by") == ["toy twin disease"]
    assert found[DIFFUSION, ""].silent == 2  # toy other disease, and toy gait of the annotations


def test_what_no_disease_has_gets_a_reason_and_no_figure(over_toy: Held) -> None:  # noqa: F811
    row = rows(specificity(over_toy, Specificity()))[DIFFUSION, ""]
    assert (row.diseases, row.of_diseases, row.information) == (0, 3, None)
    assert row.refused and "no disease is annotated with it" in row.refused


def test_without_the_annotations_counts_stand_all_the_same(without: Held) -> None:  # noqa: F811
    row = rows(specificity(without, Specificity(terms=(DIFFUSION,))))[DIFFUSION, ""]
    assert counts(row) == (1, 1, 3, 5)
    assert row.refused == NO_DISEASES


def test_a_term_that_no_scan_shows_may_be_asked_for_and_an_unknown_name_is_an_error(over_toy: Held) -> None:  # noqa: F811
    found = rows(specificity(over_toy, Specificity(terms=("HP:0001288",))))
    assert {key: counts(one) for key, one in found.items()} == {("HP:0001288", ""): (0, 0, 5, 5)}
    with pytest.raises(UnknownName, match="toy wings"):
        specificity(over_toy, Specificity(terms=("toy wings",)))


@pytest.mark.parametrize("population", [Population.ADULTS, Population.EVERYBODY])
@pytest.mark.parametrize("graph", ["over_toy", "over_real"])
def test_counts_come_out_again_from_the_query_that_is_told(
    graph: str, population: Population, request: pytest.FixtureRequest
) -> None:
    held: Held = request.getfixturevalue(graph)
    found = specificity(held, Specificity(population=population))
    seen = defaultdict[tuple[str, str, str], set[str]](set)
    for row in held.engine.rows(found.sparql):
        for look in {"", row["look"].value if "look" in row else ""}:
            seen[contract(row["term"].value), look, row["what"].value].add(row["x"].value)
    for (name, _), one in rows(found).items():
        look = one.look.iri if one.look else ""
        has, lacks = seen[name, look, "present"], seen[name, look, "absent"]
        assert (one.present, one.absent) == (len(has), len(lacks - has))
        assert {ref.iri for ref in one.present_in} == has
        assert one.present + one.absent + one.not_reported == one.cases == found.people


def test_diseases_with_a_finding_are_those_of_the_file(
    over_real: Held,  # noqa: F811
    annotated: Mapping[str, frozenset[str]],  # noqa: F811
    hpo: Hpo,
) -> None:
    for (name, look), one in rows(specificity(over_real, Specificity())).items():
        if look or not hpo.current(name):
            continue
        below = hpo.descendants(name)
        assert one.diseases == sum(not below.isdisjoint(terms) for terms in annotated.values())
        assert one.of_diseases == len(annotated)


def test_no_disease_shares_a_look_that_a_text_contradicts(over_real: Held) -> None:  # noqa: F811
    told = defaultdict(set)
    for sign in signs(over_real.engine):
        if sign.look:
            told[sign.disease].add(sign.look)
    assert len(told) >= 5
    for one in rows(specificity(over_real, Specificity())).values():
        assert set(one.shared_by).isdisjoint((*one.opposed_by, *one.lacked_by))
        if one.look:
            assert all(one.look.iri in told[disease] for disease in one.shared_by)


def test_asymmetry_is_told_of_aars2_and_symmetry_of_the_diseases_whose_texts_say_so(over_real: Held) -> None:  # noqa: F811
    """The abstract of PMID 28243630 says of both ALSP and AARS2-L: confluent, asymmetric ... white matter disease."""
    found = rows(specificity(over_real, Specificity(terms=(MATTER,))))[MATTER, "asymmetric"]
    assert labels(found, "shared_by") == ["AARS2-related leukodystrophy (ovarioleukodystrophy)"]
    told = ["CADASIL", "X-linked adrenoleukodystrophy", "autosomal dominant leukodystrophy (ADLD)"]
    assert labels(found, "opposed_by") == told


def test_the_claims_of_the_review_stand_beside_what_can_be_counted(over_real: Held) -> None:  # noqa: F811
    """PMID 34875121 names lasting diffusion restriction and calcification: HPO has a word for neither."""
    found = rows(specificity(over_real, Specificity()))
    assert any("main MRI finding" in one for one in labels(found[DIFFUSION, ""], "statistics"))
    assert any("hallmark CT finding" in one for one in labels(found[CALCIFIED, ""], "statistics"))
    assert found[DIFFUSION, "persistent"].refused and found[DIFFUSION, "persistent"].present > 0
    assert "Nasu-Hakola disease" in labels(found[CALCIFIED, ""], "shared_by")


def test_answers_are_the_same_while_a_release_is_made(
    over_real: Held,  # noqa: F811
    real_release: Release,
    hpo: Hpo,
) -> None:
    building = Held(over_real.people, asked_names(real_release.lines(), hpo), over_real.diseases)
    for asked in (Specificity(), Differential(typical_of=Population.ADULTS)):
        assert answer(building, asked).rows == answer(over_real, asked).rows


def test_a_look_that_is_no_word_of_its_list_is_refused_with_what_would_be_right(tmp_path: Path) -> None:
    for path in (TOY / "reference").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    criteria = tmp_path / "criteria.yaml"
    criteria.write_text(criteria.read_text().replace("symmetry: symmetric", "symmetry: lopsided"))
    with pytest.raises(FaultyInput, match=r"toy other disease: symmetry 'lopsided'\n.*symmetric or asymmetric"):
        read_reference(tmp_path)


def test_every_look_is_a_word_of_one_list(toy: Engine) -> None:
    """What is opposed is found by lists: a word of two would be opposed to neither."""
    every = [one.iri for words in LOOKS.values() for one in words]
    assert len(every) == len(set(every)) and term(Symmetry.ASYMMETRIC.value) in every
    assert {one.look for one in signs(toy)} == {None, term("symmetric"), term("asymmetric")}
